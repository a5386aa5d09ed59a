"""What the further layouts share: bodies in runs, and the words of their chrome that stand in no other module."""

from html import escape
from itertools import groupby

from renderings.navigation import other_headlines
from renderings.written import Piece, PieceKind, Written

# Lines of another day than the article's, as a bar at the top of a page prints them.
TODAY = "الأحد 12 مايو 2024, 09:12 صباحا"
WEATHER = "طرابلس 23° غائم جزئيًا"
INSET = "اقرأ أيضا"


def runs(pieces: tuple[Piece, ...]) -> list[tuple[PieceKind, list[Piece]]]:
    """Return a body with its neighbouring list items and table rows together, every other piece by itself."""
    found: list[tuple[PieceKind, list[Piece]]] = []
    for kind, group in groupby(pieces, key=lambda piece: piece.kind):
        together = list(group)
        found += [(kind, together)] if kind in ("list_item", "table_row") else [(kind, [one]) for one in together]
    return found


def rows(pieces: list[Piece], *, head: bool = False) -> str:
    """Return the rows of a table."""
    lines = []
    for number, piece in enumerate(pieces):
        name = "th" if head and number == 0 else "td"
        lines.append("<tr>" + "".join(f"<{name}>{escape(cell)}</{name}>" for cell in piece.cells) + "</tr>")
    return "".join(lines)


def inset_headlines(article: Written) -> tuple[str, ...]:
    """Return the two headlines of an inset «اقرأ أيضا» (read also) in the middle of a body."""
    return tuple(one.headline for one in other_headlines(article, 2, shift=30))


def middle(article: Written) -> int:
    """Return after how many runs of the body its middle is, 0 for a body too short to be parted."""
    length = len(runs(article.body))
    return length // 2 if length >= 4 else 0
