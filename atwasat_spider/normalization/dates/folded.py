"""A folded text that knows, for each of its places, where it stands in the text as printed."""

import re
from bisect import bisect_right
from functools import lru_cache

from atwasat_spider.normalization.letters import fold

# Words with the marks inside them, numbers, white space, and every other character by itself.
_PIECE = re.compile(
    r"\d+|[^\W\d_][^\W\d_\u0640\u0610-\u061a\u064b-\u065f\u0670]*(?:[\u0640\u0610-\u061a\u064b-\u065f\u0670]|[^\W\d_])*"
    r"|\s+|.",
    re.DOTALL,
)


class FoldedText:
    """``text`` is folded, with single spaces; ``printed(start, end)`` is what stands there in ``original``."""

    __slots__ = ("_folded_at", "_printed_at", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._folded_at: list[int] = []  # where each piece begins in the folded text …
        self._printed_at: list[tuple[int, int]] = []  # … and what it is in the printed one
        pieces: list[str] = []
        length = 0
        for match in _PIECE.finditer(original):
            piece = _fold_piece(match[0])
            if not piece or (piece == " " and (not pieces or pieces[-1] == " ")):
                continue
            self._folded_at.append(length)
            self._printed_at.append(match.span())
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces).rstrip(" ")

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of ``text[start:end]``, widened to whole words and numbers."""
        first = bisect_right(self._folded_at, start) - 1
        last = bisect_right(self._folded_at, end - 1) - 1
        return self._printed_at[first][0], self._printed_at[last][1]


def _fold_piece(piece: str) -> str:
    return " " if piece.isspace() else _fold_short(piece) if len(piece) <= 32 else fold(piece)


@lru_cache(maxsize=4096)
def _fold_short(piece: str) -> str:
    return fold(piece)
