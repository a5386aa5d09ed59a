"""What two sequences have in common, in order, within a bounded time.

``difflib`` is thorough, and on hostile sequences (a thousand times the same line) takes the cube of their length. So it
is asked only what it can answer within an ``Effort``; longer sequences are first tied together by the items that
occur once in each, as "patience diff" does, and what lies between two ties is asked in its turn.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Steps of difflib at the very most: an article whose thirty paragraphs were all rewritten needs a million.
_STEPS = 6_000_000
_LARGEST_SHARE = 4  # no sequence may take more than a fourth of what is left


@dataclass(slots=True)
class Effort:
    """The steps that one comparison may still take, shared by all the sequences that it looks at."""

    left: int = _STEPS

    def take(self, steps: int) -> bool:
        """Take steps, if they are not too large a share of what is left; tell whether they may be walked."""
        if steps > self.left // _LARGEST_SHARE:
            return False
        self.left -= steps
        return True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of each of two sequences, ends excluded."""

    start_before: int
    end_before: int
    start_after: int
    end_after: int


def matches(before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort) -> list[tuple[int, int]]:
    """Return the places (before, after) of equal items, both rising; an equal start and end are always found."""
    found = list(_in_stretch(before, after, Stretch(0, len(before), 0, len(after)), effort, is_part=False))
    return sorted(found)


def gaps(links: Iterable[tuple[int, int]], before: int, after: int) -> Iterator[Stretch]:
    """Yield what lies before, between and behind links of two sequences of given lengths; none is empty."""
    at_before = at_after = 0
    for place_before, place_after in [*links, (before, after)]:
        if place_before > at_before or place_after > at_after:
            yield Stretch(at_before, place_before, at_after, place_after)
        at_before, at_after = place_before + 1, place_after + 1


def _in_stretch(
    before: Sequence[Hashable], after: Sequence[Hashable], stretch: Stretch, effort: Effort, *, is_part: bool
) -> Iterator[tuple[int, int]]:
    head, tail = _equal_ends(before, after, stretch)
    yield from ((stretch.start_before + at, stretch.start_after + at) for at in range(head))
    yield from ((stretch.end_before - at, stretch.end_after - at) for at in range(1, tail + 1))
    first, last = stretch.start_before + head, stretch.end_before - tail
    left = before[first:last], after[stretch.start_after + head : stretch.end_after - tail]
    offset = stretch.start_after + head
    yield from ((first + old, offset + new) for old, new in _in_middle(*left, effort, is_part=is_part))


def _equal_ends(before: Sequence[Hashable], after: Sequence[Hashable], stretch: Stretch) -> tuple[int, int]:
    """Return how many items are equal at the start and at the end; none is counted twice."""
    longest = min(stretch.end_before - stretch.start_before, stretch.end_after - stretch.start_after)
    head = tail = 0
    while head < longest and before[stretch.start_before + head] == after[stretch.start_after + head]:
        head += 1
    while tail < longest - head and before[stretch.end_before - tail - 1] == after[stretch.end_after - tail - 1]:
        tail += 1
    return head, tail


def _in_middle(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort, *, is_part: bool
) -> Iterator[tuple[int, int]]:
    if not before or not after:
        return
    if effort.take(_steps(before, after)):
        for old, new, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            yield from ((old + at, new + at) for at in range(size))
    elif not is_part:
        ties = _ties(before, after)
        yield from ties
        for gap in gaps(ties, len(before), len(after)):
            yield from _in_stretch(before, after, gap, effort, is_part=True)


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """Return an upper bound: as many searches as there can be matches, each past all equal pairs."""
    counted = Counter(after)
    pairs = sum(count * counted[item] for item, count in Counter(before).items())
    return (pairs + len(before) + len(after)) * min(len(before), len(after))


def _ties(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the longest rising series of items that occur once before and once after."""
    counts_before, counts_after = Counter(before), Counter(after)
    places = {item: place for place, item in enumerate(after) if counts_after[item] == 1}
    pairs = [(at, places[item]) for at, item in enumerate(before) if counts_before[item] == 1 and item in places]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # the lowest end of a series of each length
    owners: list[int] = []
    previous: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(owners[length - 1] if length else None)
        ends[length : length + 1], owners[length : length + 1] = [place], [at]
    series, owner = [], owners[-1] if owners else None
    while owner is not None:
        series.append(pairs[owner])
        owner = previous[owner]
    return series[::-1]
