"""Which paragraph of one state of an article became which of the next.

First equal paragraphs are found, then those that fold to the same; what lies between them is paired by likeness. A
paragraph that was cut in two, or two that became one, are one link.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atwasat_spider.articles.article import TEXT_KINDS
from atwasat_spider.normalization.letters import fold
from atwasat_spider.query.alignment import Effort, Stretch, gaps, matches
from atwasat_spider.query.word_runs import words_of

# Of the letters of two paragraphs, so many stand in words that both have: news agencies' paragraphs on one matter share
# a third, a paragraph in which a sentence was added or went shares more than half.
LIKENESS = 0.5
# The next paragraph belongs to a cut one if so many of its letters stand in words that are missing there.
BELONGING = 0.7
# Paragraphs compared with each other in one stretch: all in a short one, in a long one those at about the same place.
_COMPARISONS, _NEAREST = 4096, 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as it is compared: what it is, what it says, and its place from 1."""

    part: str
    text: str
    position: int

    @property
    def family(self) -> str:
        """Paragraphs, sub-headings, list items and rows may turn into each other; pictures and captions may not."""
        return "text" if self.part in TEXT_KINDS else self.part


@dataclass(frozen=True, slots=True)
class Link:
    """Paragraphs that are the same ones before and after, as ranges of indices; one of them may hold several."""

    start_before: int
    end_before: int
    start_after: int
    end_after: int


def links(before: Sequence[Piece], after: Sequence[Piece], effort: Effort) -> list[Link]:
    """Return which pieces became which, in order and without crossings; what is in no link went or came."""
    if [_folded(piece) for piece in before] == [_folded(piece) for piece in after]:
        return [_single(place, place) for place in range(len(before))]
    equal = matches([_key(piece) for piece in before], [_key(piece) for piece in after], effort)
    found = [_single(*pair) for pair in equal]
    for gap in gaps(equal, len(before), len(after)):
        found += _in_gap(before, after, gap, effort)
    return sorted(found, key=lambda link: (link.start_before, link.start_after))


def _key(piece: Piece) -> tuple[str, str]:
    return piece.family, piece.text


def _folded(piece: Piece) -> tuple[str, str]:
    return piece.family, fold(piece.text)


def _single(before: int, after: int) -> Link:
    return Link(before, before + 1, after, after + 1)


def _in_gap(before: Sequence[Piece], after: Sequence[Piece], gap: Stretch, effort: Effort) -> Iterator[Link]:
    """Yield the links of pieces that changed."""
    if gap.start_before == gap.end_before or gap.start_after == gap.end_after:
        return
    old = [_Worded.of(piece) for piece in before[gap.start_before : gap.end_before]]
    new = [_Worded.of(piece) for piece in after[gap.start_after : gap.end_after]]
    folded = matches([each.key for each in old], [each.key for each in new], effort)
    stretches = gaps(folded, len(old), len(new))
    inner = [_single(*pair) for pair in folded]
    inner += [link for stretch in stretches for link in _grown(_alike(old, new, stretch), old, new, stretch)]
    for link in inner:
        yield Link(
            link.start_before + gap.start_before,
            link.end_before + gap.start_before,
            link.start_after + gap.start_after,
            link.end_after + gap.start_after,
        )


@dataclass(frozen=True, slots=True)
class _Worded:
    """A piece with its folded words counted; ``letters`` is the length of all of them."""

    key: tuple[str, str]
    words: Counter[str]
    letters: int

    @classmethod
    def of(cls, piece: Piece) -> "_Worded":
        key = _folded(piece)
        words = Counter(words_of(key[1]))
        return cls(key, words, _letters(words))

    def likeness(self, other: "_Worded") -> float:
        """Return the share of letters, from 0 to 1, in words that both have; 0 for different families."""
        total = self.letters + other.letters
        if self.key[0] != other.key[0] or 2 * min(self.letters, other.letters) < LIKENESS * total or not total:
            return 0.0
        return 2 * _shared_letters(self.words, other.words) / total


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _shared_letters(one: Counter[str], other: Counter[str]) -> int:
    return sum(len(word) * min(one[word], other[word]) for word in one.keys() & other.keys())


def _alike(old: Sequence[_Worded], new: Sequence[_Worded], stretch: Stretch) -> list[Link]:
    """Return pairs of pieces alike, the most alike first to be chosen, and none that crosses a chosen one."""
    chosen: list[tuple[int, int]] = []
    for _, before, after in sorted(_scored(old, new, stretch)):
        place = bisect(chosen, (before, after))
        is_behind = place == 0 or (chosen[place - 1][0] < before and chosen[place - 1][1] < after)
        is_ahead = place == len(chosen) or (chosen[place][0] > before and chosen[place][1] > after)
        if is_behind and is_ahead:
            chosen.insert(place, (before, after))
    return [_single(*pair) for pair in chosen]


def _scored(old: Sequence[_Worded], new: Sequence[_Worded], stretch: Stretch) -> Iterator[tuple[float, int, int]]:
    height, width = stretch.end_before - stretch.start_before, stretch.end_after - stretch.start_after
    if not height or not width:
        return
    reach = max(_NEAREST, _COMPARISONS // height)
    for row in range(height):
        middle = row * width // height
        for column in range(max(0, middle - reach), min(width, middle + reach + 1)):
            before, after = stretch.start_before + row, stretch.start_after + column
            likeness = old[before].likeness(new[after])
            if likeness >= LIKENESS:
                yield -likeness, before, after


def _grown(pairs: Sequence[Link], old: Sequence[_Worded], new: Sequence[_Worded], stretch: Stretch) -> Iterator[Link]:
    """Yield links, each with the neighbours that were cut off it or joined to it."""
    at_before, at_after = stretch.start_before, stretch.start_after
    for place, link in enumerate(pairs):
        behind = pairs[place + 1] if place + 1 < len(pairs) else None
        end_before = behind.start_before if behind else stretch.end_before
        end_after = behind.start_after if behind else stretch.end_after
        grown = _cut_in_parts(link, old, new, at_after, end_after)
        if grown == link:
            grown = _joined_of_parts(link, old, new, at_before, end_before)
        yield grown
        at_before, at_after = grown.end_before, grown.end_after


def _cut_in_parts(link: Link, old: Sequence[_Worded], new: Sequence[_Worded], first: int, end: int) -> Link:
    start, stop = _reach(old[link.start_before], new, link.start_after, first, end)
    return replace(link, start_after=start, end_after=stop)


def _joined_of_parts(link: Link, old: Sequence[_Worded], new: Sequence[_Worded], first: int, end: int) -> Link:
    start, stop = _reach(new[link.start_after], old, link.start_before, first, end)
    return replace(link, start_before=start, end_before=stop)


def _reach(whole: _Worded, parts: Sequence[_Worded], at: int, first: int, end: int) -> tuple[int, int]:
    """Return the range around a part in which each neighbour's words are those still missing of the whole."""
    if end - first == 1:
        return at, at + 1
    missing = whole.words - parts[at].words
    start, stop = at, at + 1
    while stop < end and _belongs(parts[stop], missing, whole):
        missing, stop = missing - parts[stop].words, stop + 1
    while start > first and _belongs(parts[start - 1], missing, whole):
        missing, start = missing - parts[start - 1].words, start - 1
    return start, stop


def _belongs(part: _Worded, missing: Counter[str], whole: _Worded) -> bool:
    is_of_family = part.key[0] == whole.key[0]
    return is_of_family and 0 < BELONGING * part.letters <= _shared_letters(part.words, missing)
