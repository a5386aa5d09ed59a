"""The pieces of a body in the plain layout, in two ways: a box for each, or bare text between line breaks."""

from html import escape
from itertools import groupby

from renderings.class_names import short
from renderings.furniture import NEWSLETTER
from renderings.inline import marked_up
from renderings.written import Piece, Written

_EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def body_of_boxes(article: Written) -> str:
    """Return a body in which each piece is a ``div``, with a newsletter box in its middle."""
    pieces: list[str] = []
    paragraphs = [piece for piece in article.body if piece.kind == "paragraph"]
    for kind, group in groupby(article.body, key=lambda piece: piece.kind):
        if kind == "table_row":
            pieces.append(_table(list(group)))
            continue
        for piece in group:
            pieces.append(_box(piece))
            if len(paragraphs) > 3 and piece is paragraphs[len(paragraphs) // 2]:
                pieces.append(_newsletter())
    inner = "\n".join(pieces)
    return f'<div class="{short("a")}"><div class="{short("b")}" dir="rtl">\n{inner}\n</div></div>'


def body_of_breaks(article: Written) -> str:
    """Return a body that is text in one element; two line breaks part its pieces, one a sub-heading from its text."""
    blocks: list[str] = []
    for kind, group in groupby(article.body, key=lambda piece: piece.kind):
        pieces = list(group)
        if kind == "table_row":
            blocks.append(_table(pieces))
        elif kind == "list_item":
            blocks.append(
                "<br>\n".join(marked_up(piece.text, strong="b", emphasis="i") for piece in pieces) + "<br><br>"
            )
        else:
            blocks += [_broken(piece) for piece in pieces]
    inner = "\n".join(blocks)
    return f'<div class="{short("c")}">\n{inner}\n<div class="{short("clear")}"></div></div>'


def photo(url: str, printed: str | None) -> str:
    """Return a photo that a script loads, with its caption in a box."""
    alt = escape(printed or "")
    image = f'<img class="{short("lazy")}" src="{_EMPTY_IMAGE}" data-src="{escape(url)}" alt="{alt}">'
    below = f'<div class="{short("under")}">{alt}</div>' if printed else ""
    return f'<div class="{short("photo")}">{image}{below}</div>'


def _box(piece: Piece) -> str:
    match piece.kind:
        case "subheading":
            return f'<div class="{short("d")}"><b>{marked_up(piece.text)}</b></div>'
        case "list_item":
            return f'<div class="{short("e")}">{marked_up(piece.text)}</div>'
        case "paragraph":
            return f'<div class="{short("d")}">{_words(piece)}</div>'
        case _:
            return f'<div class="{short("f")}">{_special(piece)}</div>'


def _broken(piece: Piece) -> str:
    match piece.kind:
        case "subheading":
            return f"<b>{marked_up(piece.text)}</b><br>"
        case "paragraph":
            return f"{_words(piece)}<br><br>"
        case _:
            return f"{_special(piece)}<br><br>"


def _words(piece: Piece) -> str:
    return marked_up(piece.text, strong="b", emphasis="i", link='target="_blank"')


def _special(piece: Piece) -> str:
    address = escape(piece.link or "")
    if piece.kind == "caption":
        return photo(piece.image or "", f"{piece.text} ({piece.credit})" if piece.credit else piece.text)
    if piece.kind == "embed" and not piece.text:
        return f'<iframe data-src="{address}" width="100%" height="360" frameborder="0"></iframe>'
    if piece.kind == "embed":
        return f'<span class="{short("post")}"><a href="{address}" rel="nofollow">{escape(piece.text)}</a></span>'
    return f'<a href="{address}"><b>{marked_up(piece.text)}</b></a>'


def _table(pieces: list[Piece]) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in piece.cells) + "</tr>" for piece in pieces)
    return f'<table class="{short("table")}" width="100%">{rows}</table>'


def _newsletter() -> str:
    field = '<input type="text" placeholder="example@mail.com"><a href="#" role="button">اشترك الآن</a>'
    return f'<div class="{short("letter")}"><div><b>نشرة الوسط</b></div><div>{NEWSLETTER}</div>{field}</div>'
