"""The body and the closing parts as most systems write them, for layouts that differ elsewhere."""

from collections.abc import Callable, Mapping
from html import escape

from renderings.furniture import COMMENT_RULES, COMMENTS
from renderings.inline import marked_up
from renderings.layout_pieces import rows, runs
from renderings.navigation import other_headlines
from renderings.written import Piece, Related, Written

LABELS: Mapping[str, str] = {
    "keywords": "كلمات مفتاحية",
    "more_from_site": "المزيد من بوابة الوسط",
    "comments": "تعليقات",
    "related": "عناوين ذات صلة",
    "more": "المزيد",
    "most_liked": "الاكثر تفضيلا في هذا القسم",
}


def blocks(article: Written, *, subheading: str = "h3", picture: Callable[[str], str] = escape) -> list[str]:
    """Return the runs of a body; ``subheading`` is an element name, ``picture`` makes the address of a picture."""
    return [_block(kind, group, subheading, picture) for kind, group in runs(article.body)]


def figure(url: str, printed: str | None) -> str:
    """Return a picture with its caption; ``url`` is escaped already."""
    below = f"<figcaption>{escape(printed)}</figcaption>" if printed else ""
    return f'<figure><img src="{url}" alt="">{below}</figure>'


def _block(kind: str, group: list[Piece], subheading: str, picture: Callable[[str], str]) -> str:
    piece = group[0]
    words = marked_up(piece.text)
    match kind:
        case "list_item":
            return "<ul>" + "".join(f"<li>{marked_up(one.text)}</li>" for one in group) + "</ul>"
        case "table_row":
            return f"<table>{rows(group)}</table>"
        case "subheading":
            return f"<{subheading}>{words}</{subheading}>"
        case "caption":
            return figure(picture(piece.image or ""), f"{piece.text} ({piece.credit})" if piece.credit else piece.text)
        case "embed":
            return _embed(piece)
        case "cross_link" | "issue_link":
            return f'<p><a href="{piece.link}">{words}</a></p>'
        case _:
            return f"<p>{words}</p>"


def _embed(piece: Piece) -> str:
    if not piece.text:
        return f'<iframe src="{piece.link}" width="560" height="315" allowfullscreen></iframe>'
    quote = f'<p lang="ar" dir="rtl">{piece.text}</p>&mdash; {piece.credit}'
    return f'<blockquote class="twitter-tweet">{quote} <a href="{piece.link}">رابط التغريدة</a></blockquote>'


def keywords(article: Written, label: str = LABELS["keywords"], title: str = "h4") -> str:
    """Return the keywords under their label, nothing for an article without."""
    words = "".join(
        f'<li><a href="/tag/{number}">{escape(word)}</a></li>' for number, word in enumerate(article.keywords)
    )
    return f"<{title}>{label}</{title}><ul>{words}</ul>" if words else ""


def related(article: Written, *, picture: Callable[[str], str] = escape) -> str:
    """Return the related headlines, each twice: as the text of its picture and as a link."""
    return "".join(related_one(one, picture) for one in article.related)


def related_one(one: Related, picture: Callable[[str], str] = escape) -> str:
    """Return one related headline."""
    image = f'<img src="{picture(one.image)}" alt="{escape(one.headline)}">'
    return f'<div><a href="{escape(one.url)}">{image}</a><a href="{escape(one.url)}">{escape(one.headline)}</a></div>'


def others(article: Written, count: int, shift: int) -> str:
    """Return a list of headlines of other articles."""
    return "".join(
        f'<li><a href="{o.url}">{escape(o.headline)}</a></li>' for o in other_headlines(article, count, shift=shift)
    )


def comments(count: int = 4) -> str:
    """Return what readers wrote."""
    shown = "".join(f"<div><b>{name}</b><p>{words}</p><span>رد</span></div>" for name, words in COMMENTS[:count])
    return f"<p>{COMMENT_RULES}</p>{shown}"


def end(
    article: Written,
    labels: Mapping[str, str] = LABELS,
    *,
    title: str = "h4",
    picture: Callable[[str], str] = escape,
    without: tuple[str, ...] = (),
) -> str:
    """Return the closing parts in the site's order, but those that the layout does without."""
    inner = {
        "more_from_site": f"<ul>{others(article, 4, 8)}</ul>",
        "comments": comments(),
        "related": related(article, picture=picture),
        "more": "",
        "most_liked": f"<ol>{others(article, 5, 14)}</ol>",
    }
    parts = [f"<section>{keywords(article, labels['keywords'], title)}</section>"]
    parts += [
        f"<section><{title}>{labels[name]}</{title}>{inside}</section>"
        for name, inside in inner.items()
        if name not in without
    ]
    return "\n".join(parts)
