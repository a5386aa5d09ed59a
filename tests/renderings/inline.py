"""The small markup inside a piece: ``**strong**``, ``__emphasis__`` and ``[[words|address]]``."""

import re
from html import escape

from renderings.written import Piece

_LINK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"__(.+?)__")


def plain(marked: str) -> str:
    """Return what a reader sees of a marked text."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", _LINK.sub(r"\1", marked)))


def seen(piece: Piece) -> str:
    """Return the line that a piece is in a page saved as text; the cells of a row are joined by tabs."""
    if piece.kind == "table_row":
        return "\t".join(piece.cells)
    if piece.credit and piece.kind == "caption":
        return f"{plain(piece.text)} ({piece.credit})"
    return plain(piece.text)


def marked_up(marked: str, *, strong: str = "strong", emphasis: str = "em", link: str = "") -> str:
    """Return a marked text as HTML; ``strong`` and ``emphasis`` are element names, ``link`` the attributes of links."""
    text = escape(marked)
    attributes = f" {link}" if link else ""
    text = _LINK.sub(lambda found: f'<a href="{found[2]}"{attributes}>{found[1]}</a>', text)
    text = _STRONG.sub(rf"<{strong}>\1</{strong}>", text)
    return _EMPHASIS.sub(rf"<{emphasis}>\1</{emphasis}>", text)
