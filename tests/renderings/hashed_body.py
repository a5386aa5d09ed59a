"""The pieces of a body in the hashed layout: the elements that HTML has for them, in nested boxes."""

from html import escape
from itertools import groupby

from renderings.class_names import css
from renderings.inline import marked_up
from renderings.written import Piece, Written

_AD_AFTER = (2, 6)  # paragraphs


def body(article: Written) -> str:
    """Return the body, with the advertisements between its paragraphs."""
    blocks: list[str] = []
    paragraphs = 0
    for kind, group in groupby(article.body, key=lambda piece: piece.kind):
        pieces = list(group)
        if kind == "list_item":
            blocks.append(_list(pieces))
            continue
        if kind == "table_row":
            blocks.append(_table(pieces))
            continue
        for piece in pieces:
            blocks.append(_block(piece))
            paragraphs += kind == "paragraph"
            if kind == "paragraph" and paragraphs in _AD_AFTER:
                blocks.append(_advertisement(paragraphs))
    inner = "\n".join(blocks)
    boxes = f'<div class="{css("wrap")}"><div class="{css("outer")}"><div class="{css("body")}">'
    return f"{boxes}\n{inner}\n</div></div></div>"


def figure(url: str, caption: str | None, credit: str | None) -> str:
    """Return a photo, with its caption and the credit in an element of its own."""
    shown = f' <span class="{css("credit")}">({escape(credit)})</span>' if credit else ""
    below = f'<figcaption class="{css("caption")}">{marked_up(caption)}{shown}</figcaption>' if caption else ""
    image = f'<img src="{escape(url)}" alt="{escape(caption or "")}" loading="lazy" width="1200" height="675">'
    return f'<figure class="{css("figure")}"><div class="{css("ratio")}">{image}</div>{below}</figure>'


def _block(piece: Piece) -> str:
    match piece.kind:
        case "subheading":
            return f'<h2 class="{css("inner")}">{marked_up(piece.text)}</h2>'
        case "caption":
            return figure(piece.image or "", piece.text, piece.credit)
        case "cross_link":
            return _cross_link(piece)
        case "issue_link":
            link = f'<a href="{escape(piece.link or "")}" target="_blank" rel="noopener">{marked_up(piece.text)}</a>'
            return f'<p class="{css("paragraph")}"><strong>{link}</strong></p>'
        case "embed":
            return _embed(piece)
        case _:
            words = marked_up(piece.text, link=f'class="{css("link")}"')
            return f'<p class="{css("paragraph")}">{words}</p>'


def _cross_link(piece: Piece) -> str:
    lead, _, headline = piece.text.partition(": ")
    link = f'<a href="{escape(piece.link or "")}" class="{css("link")}">{escape(headline)}</a>'
    return f'<div class="{css("also")}"><span class="{css("lead")}">{escape(lead)}:</span> {link}</div>'


def _embed(piece: Piece) -> str:
    address = escape(piece.link or "")
    if not piece.text:
        frame = f'<iframe src="{address}" title="YouTube video player" allowfullscreen></iframe>'
        return f'<div class="{css("frame")}">{frame}</div>'
    name, _, day = (piece.credit or "").partition(") ")
    words = f'<p lang="ar" dir="rtl">{escape(piece.text)}</p>&mdash; {escape(name)})'
    post = f'<blockquote class="twitter-tweet">{words} <a href="{address}">{escape(day)}</a></blockquote>'
    return f'{post}<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'


def _list(pieces: list[Piece]) -> str:
    items = "".join(f'<li class="{css("item")}">{marked_up(piece.text)}</li>' for piece in pieces)
    return f'<ul class="{css("list")}">{items}</ul>'


def _table(pieces: list[Piece]) -> str:
    head, *rest = pieces
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head.cells)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in piece.cells) + "</tr>" for piece in rest)
    return f'<div class="{css("scroll")}"><table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'


def _advertisement(number: int) -> str:
    frame = f'<iframe src="https://ads.example/slot/{number}?w=300&amp;h=250" width="300" title="إعلان"></iframe>'
    return f'<div class="{css("ad")}" data-slot="{number}"><span class="{css("tiny")}">إعلان</span>{frame}</div>'
