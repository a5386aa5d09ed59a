"""A layout of an application rendered on the server: ``div`` and ``span`` alone, and the article again as JSON."""

import json
from html import escape

from renderings.class_names import drawing
from renderings.furniture import ABOUT, COMMENT_RULES, COMMENTS, COOKIES, UNSEEN
from renderings.inline import marked_up, plain
from renderings.layout_pieces import WEATHER, runs
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Piece, Related, Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charSet="utf-8"/>
<title>{escape(article.headline)}</title><meta property="og:title" content="{escape(article.headline)}"/>
<meta property="og:url" content="{escape(article.url)}"/><link rel="preload" href="/_next/static/css/9f.css"
as="style"/>
</head><body><div id="__next"><div class="Layout_root__Zk1">{_bar(article)}
<div class="Article_grid__1pQ"><div class="Article_main__w2D">{_top(article)}<div
class="Article_text__Qm0">{_body(article)}</div>
{_end(article)}</div><div class="Article_rail__9Xc">{_rail(article)}</div></div>{_foot()}</div></div>
<script id="__NEXT_DATA__" type="application/json">{_data(article)}</script>
<script src="/_next/static/chunks/main-5c.js" async=""></script></body></html>
"""


def _bar(article: Written) -> str:
    menu = "".join(
        f'<div class="Nav_item__a1"><a href="/section/{slug}"><span>{name}</span></a></div>'
        for slug, name, _ in SECTIONS
    )
    news = "".join(
        f'<span class="Ticker_one__b"><a href="{o.url}">{o.headline}</a></span>' for o in other_headlines(article, 6)
    )
    logo = (
        f'<a href="/"><span class="Logo_mark__x">{drawing("logo")}</span><span class="Logo_name__y">Atwasat</span></a>'
    )
    return (
        f'<div class="Bar_root__t"><div>{logo}<span>{WEATHER}</span></div><div class="Nav_root__">{menu}'
        f"</div><div>{news}</div></div>"
    )


def _top(article: Written) -> str:
    shown = ""
    if article.image:
        below = (
            f'<span class="Photo_caption__c">{escape(article.image.printed)}</span>' if article.image.printed else ""
        )
        picture = (
            f'<span style="box-sizing:border-box">'
            f'<img alt="" src="{escape(article.image.url)}" decoding="async"/></span>'
        )
        shown = f'<div class="Photo_root__p">{picture}{below}</div>'
    shares = "".join(f'<span role="button">{drawing(n)}</span>' for n in ("f", "t", "w"))
    return f"""<div class="Crumb_root__e"><a
href="/section/{article.section}"><span>{article.section_name}</span></a></div>
<div class="Head_title__h"><span>{escape(article.headline)}</span></div>
<div class="Head_by__k"><span>{article.signature}</span> <span>{article.printed_date}</span></div>
<div><a href="/live"><img src="/wtv.png" alt="WTV_Frequency"/></a></div><div
class="Share_root__s">{shares}<span>نسخ</span></div>{shown}"""


def _body(article: Written) -> str:
    return "".join(_block(kind, group) for kind, group in runs(article.body))


def _block(kind: str, group: list[Piece]) -> str:
    piece = group[0]
    words = marked_up(piece.text, strong="b", emphasis="i")
    match kind:
        case "list_item":
            return "".join(f'<div class="Text_bullet__l"><span>{marked_up(one.text)}</span></div>' for one in group)
        case "table_row":
            return f'<div class="Grid_root__g" role="table">{"".join(_row(one) for one in group)}</div>'
        case "subheading":
            return f'<div class="Text_sub__u"><b>{words}</b></div>'
        case "caption":
            printed = f"{piece.text} ({piece.credit})" if piece.credit else piece.text
            image = f'<span><img alt="" src="{escape(piece.image or "")}"/></span>'
            return f'<div class="Photo_root__p">{image}<span class="Photo_caption__c">{printed}</span></div>'
        case "embed":
            if piece.text:
                return (
                    f'<div class="Tweet_root__"><div>{piece.text}</div><a href="{piece.link}">{piece.credit}</a></div>'
                )
            return f'<div class="Video_root__v"><iframe src="{piece.link}"></iframe></div>'
        case "cross_link":
            return f'<div class="Also_root__"><a href="{piece.link}"><span>{words}</span></a></div>'
        case "issue_link":
            return f'<div class="Text_par__z"><span><a href="{piece.link}">{words}</a></span></div>'
        case _:
            return f'<div class="Text_par__z"><span>{words}</span></div>'


def _row(piece: Piece) -> str:
    cells = "".join(f'<div role="cell">{escape(cell)}</div>' for cell in piece.cells)
    return f'<div role="row" class="Grid_row__r">{cells}</div>'


def _end(article: Written) -> str:
    words = "".join(f'<a href="/tag/{n}"><span>{escape(w)}</span></a>' for n, w in enumerate(article.keywords))
    comments = "".join(
        f'<div class="Talk_one__"><span>{name}</span><div>{text}</div></div>' for name, text in COMMENTS[:6]
    )
    parts = [
        _part("كلمات مفتاحية", words) if words else "",
        _part("المزيد من بوابة الوسط", _cards(list(other_headlines(article, 4, shift=9)))),
        _part("تعليقات", f"<div>{COMMENT_RULES}</div>{comments}"),
        _part("عناوين ذات صلة", _cards(list(article.related))),
        '<div class="More_root__"><span role="button">المزيد</span></div>',
        _part("الاكثر تفضيلا في هذا القسم", _cards(list(other_headlines(article, 4, shift=15)))),
    ]
    return "".join(parts)


def _part(label: str, inner: str) -> str:
    return (
        f'<div class="Part_root__"><div class="Part_label__"><span>{label}</span></div>'
        f'<div class="Part_in__">{inner}</div></div>'
    )


def _cards(links: list[Related]) -> str:
    return "".join(
        f'<div class="Card_root__"><a href="{escape(o.url)}"><span>'
        f'<img alt="{escape(o.headline)}" src="{escape(o.image)}"/></span></a>'
        f'<a href="{escape(o.url)}"><span class="Card_words__">{escape(o.headline)}</span></a></div>'
        for o in links
    )


def _rail(article: Written) -> str:
    shown = "".join(
        f'<div class="Rail_row__"><span>{n + 1}</span><a href="{o.url}"><span>{o.headline}</span></a>'
        f"<span>منذ {n + 2} ساعات</span></div>"
        for n, o in enumerate(other_headlines(article, 7, shift=22))
    )
    return f'<div><span>الأكثر قراءة</span></div>{shown}<div class="Ad_slot__"><span>إعلان</span></div>'


def _foot() -> str:
    return (
        f'<div class="Foot_root__">{"".join(f"<div><span>{w}</span></div>" for w in ABOUT)}<div>{COOKIES}</div></div>'
    )


def _data(article: Written) -> str:
    text = "".join(f"<p>{plain(piece.text)}</p>" for piece in article.body if piece.text)
    latest = [
        {"title": o.headline, "body": f"<p>{UNSEEN[n % 6]}</p>"} for n, o in enumerate(other_headlines(article, 9))
    ]
    props = {
        "pageProps": {"article": {"id": article.site_id, "title": article.headline, "body": text}, "latest": latest}
    }
    known = {"props": props, "page": "/news/[section]/[id]", "buildId": "a1B2"}
    return json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
