"""A paragraph's words in two states: those that stayed, those that went, those that came."""

import re
from bisect import bisect
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, takewhile
from operator import itemgetter

from atwasat_spider.query.alignment import Effort, matches


class Kind(StrEnum):
    """What became of a paragraph or of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words in a row with what stands between them; ``kind`` is ``same``, ``removed`` or ``added``."""

    kind: Kind
    text: str


# A number with its separators, a word with its harakat (which are no letters for ``re``), or one sign. White space is
# no word: it stays where the words around it stay.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_WORD = re.compile(rf"(\d+(?:[.,٫٬]\d+)+|[\w{_MARKS}]+|[^\w\s])")


def words_of(text: str) -> list[str]:
    """Return a text's words, numbers and punctuation signs, without white space.

    >>> words_of("بلغ 1,500 دينار.")
    ['بلغ', '1,500', 'دينار', '.']
    """
    return _WORD.findall(text)


def word_runs(before: str, after: str, effort: Effort) -> tuple[WordRun, ...]:
    """Return two texts as one row of runs: same and removed joined are ``before``, same and added are ``after``."""
    head, tail = _equal_ends(before, after)
    end_before, end_after = len(before) - tail, len(after) - tail
    pieces = [
        (Kind.SAME, before[:head]),
        *_compared(before[head:end_before], after[head:end_after], effort),
        (Kind.SAME, before[end_before:]),
    ]
    shown = groupby((piece for piece in pieces if piece[1]), key=itemgetter(0))
    return tuple(WordRun(kind, "".join(text for _, text in row)) for kind, row in shown)


def _equal_ends(before: str, after: str) -> tuple[int, int]:
    """Return the lengths of whole words that are equal at the start and at the end."""
    shorter = min(len(before), len(after))
    head = bisect(range(1, shorter + 1), 0, key=lambda size: before[:size] != after[:size])
    head = before.rfind(" ", 0, head) + 1
    sizes = range(1, shorter - head + 1)
    tail = bisect(sizes, 0, key=lambda size: before[-size:] != after[-size:])
    space = before.find(" ", len(before) - tail)
    return head, len(before) - space if space >= 0 else 0


def _compared(before: str, after: str, effort: Effort) -> list[tuple[Kind, str]]:
    """Return the pieces of two texts in order, word by word."""
    old, new = _WORD.split(before), _WORD.split(after)  # what stands before the first word, a word, what follows, …
    pieces: list[tuple[Kind, str]] = []
    at_before = at_after = 0
    for place_before, place_after in matches(old[1::2], new[1::2], effort):
        word_before, word_after = 2 * place_before + 1, 2 * place_after + 1
        pieces += _between("".join(old[at_before:word_before]), "".join(new[at_after:word_after]))
        pieces.append((Kind.SAME, old[word_before]))
        at_before, at_after = word_before + 1, word_after + 1
    return [*pieces, *_between("".join(old[at_before:]), "".join(new[at_after:]))]


def _between(before: str, after: str) -> list[tuple[Kind, str]]:
    """Return what stands between two words that stayed; white space at its ends may have stayed too."""
    if before == after:
        return [(Kind.SAME, before)]
    start = _space_at_start(before, after)
    before, after = before[len(start) :], after[len(start) :]
    end = _space_at_start(before[::-1], after[::-1])[::-1]
    removed, added = before[: len(before) - len(end)], after[: len(after) - len(end)]
    return [(Kind.SAME, start), (Kind.REMOVED, removed), (Kind.ADDED, added), (Kind.SAME, end)]


def _space_at_start(before: str, after: str) -> str:
    pairs = zip(before, after, strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs))
