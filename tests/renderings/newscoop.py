"""The article page of the first system, Newscoop, as of 2015.

Known are ``div.art-content > p``, ``div.art-info > time[datetime]`` and the photos of ``get_img``; the rest is
invented. A sub-heading is bold words and a line break at the head of its paragraph, as editors of that time made them.
"""

from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from renderings.furniture import ABOUT, COMMENT_RULES, COMMENTS, UNSEEN
from renderings.hashed_head import lead, local_time
from renderings.inline import marked_up
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Piece, Written

_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def newscoop(article: Written) -> str:
    """Return the article's page as the first system made it."""
    left = "\n".join([_title(article), _photo(article), _content(article), _tools(article), _closing(article)])
    return f"""{_DOCTYPE}
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" lang="ar" dir="rtl">
{_head(article)}
<body class="article-page rtl">
{_header(article)}
<div id="wrapper" class="container_12 clearfix">
<div id="content" class="grid_8">
{left}
</div>
{_sidebar(article)}
</div>
{_footer()}
</body>
</html>
"""


def _head(article: Written) -> str:
    return f"""<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(article.headline)} - بوابة الوسط</title>
<meta name="description" content="{escape(lead(article))}" />
<meta property="og:title" content="{escape(article.headline)}" />
<link rel="stylesheet" type="text/css" href="/themes/publication_1/theme_1/_css/rtl.css" />
<link rel="shortcut icon" href="/themes/publication_1/theme_1/_img/favicon.ico" />
<script type="text/javascript" src="/js/jquery/jquery-1.8.2.min.js"></script>
<script type="text/javascript">
//<![CDATA[
var _gaq = _gaq || []; _gaq.push(['_setAccount', 'UA-0000000-2']); _gaq.push(['_trackPageview']);
var breaking = ["{UNSEEN[1][:60]}", "{UNSEEN[3][:60]}"];
//]]>
</script>
</head>"""


def _header(article: Written) -> str:
    menu = []
    for slug, name, parts in SECTIONS:
        links = "".join(
            f'<li><a href="/ar/section/{slug}/?part={n}">{part}</a></li>' for n, part in enumerate(parts.split("، "))
        )
        menu.append(f'<li><a href="/ar/section/{slug}/">{name}</a><ul class="sub">{links}</ul></li>')
    moving = " | ".join(
        f'<a href="{urlsplit(one.url).path}">{escape(one.headline)}</a>' for one in other_headlines(article, 5)
    )
    return f"""<div id="header">
<a href="/ar/" id="logo"><img src="/themes/publication_1/theme_1/_img/logo.png" alt="Atwasat" /></a>
<form action="/ar/search/" method="get"><input type="text" name="f_search_keywords" value="بحث..." /></form>
<ul id="nav">{"".join(menu)}</ul>
<div class="ticker"><strong>آخر الأخبار</strong><marquee direction="right">{moving}</marquee></div></div>"""


def _title(article: Written) -> str:
    banner = '<a href="/ar/live/"><img src="/public/files/wtv.gif" alt="WTV_Frequency" /></a>'
    crumbs = f'<a href="/ar/">الرئيسية</a> &raquo; <a href="../">{article.section_name}</a>'
    return f"""<div class="breadcrumb">{crumbs}</div>
<h1>{escape(article.headline)}</h1>
<div class="art-info"><span class="author">{article.signature}</span>
<time datetime="{local_time(article)}">{article.printed_date}</time></div>
<div class="banner">{banner}</div>"""


def _photo(article: Written) -> str:
    photo = article.image
    if photo is None:
        return ""
    caption = f'<p class="caption">{escape(photo.printed)}</p>' if photo.printed else ""
    return (
        f'<div class="art-image"><img src="{escape(photo.url)}" alt="{escape(photo.caption or "")}" />{caption}</div>'
    )


def _content(article: Written) -> str:
    blocks: list[str] = []
    bold = ""
    for kind, group in groupby(article.body, key=lambda piece: piece.kind):
        pieces = list(group)
        if kind == "subheading":
            bold = f"<strong>{marked_up(pieces[0].text)}</strong><br />\n"
            continue
        if kind in ("list_item", "table_row"):
            blocks += [f"<p>{bold}</p>"] if bold else []
            blocks.append(_list(pieces) if kind == "list_item" else _table(pieces))
        else:
            blocks += [f"<p>{bold}{_inner(pieces[0])}</p>", *(f"<p>{_inner(piece)}</p>" for piece in pieces[1:])]
        bold = ""
    return '<div class="art-content">\n' + "\n".join(blocks) + "\n</div>"


def _inner(piece: Piece) -> str:
    """What stands inside the paragraph element that holds a piece."""
    address = escape(piece.link or "")
    if piece.kind == "caption":
        words = f"{marked_up(piece.text)} ({piece.credit})" if piece.credit else marked_up(piece.text)
        return f'<img src="{escape(piece.image or "")}" alt="" /><br />{words}'
    if piece.kind == "cross_link":
        words, _, headline = piece.text.partition(": ")
        return f'{words}: <a href="{urlsplit(address).path}">{escape(headline)}</a>'
    if piece.kind == "issue_link":
        return f'<a href="{address}"><strong>{marked_up(piece.text)}</strong></a>'
    if piece.kind == "embed":
        if piece.text:
            post = f'<p>{escape(piece.text)}</p><a href="{address}">{escape(address)}</a>'
            return f'<blockquote class="twitter-tweet" lang="ar">{post}</blockquote>'
        return f'<iframe src="{address}" width="560" height="315" frameborder="0"></iframe>'
    return marked_up(piece.text, emphasis="i")


def _list(pieces: list[Piece]) -> str:
    return "<ul>" + "".join(f"<li>{marked_up(piece.text)}</li>" for piece in pieces) + "</ul>"


def _table(pieces: list[Piece]) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in piece.cells) + "</tr>" for piece in pieces)
    return f'<table border="1" cellpadding="4"><tbody>{rows}</tbody></table>'


def _tools(article: Written) -> str:
    return f"""<div class="tools"><a href="#" onclick="window.print();return false">طباعة</a>
<a href="#" class="plus">+A</a><a href="#" class="minus">-A</a>
<a href="/ar/send/?id={article.site_id}">أرسل إلى صديق</a></div>
<div class="fb-like" data-href="{escape(article.url)}"></div><div class="share">شارك</div>"""


def _closing(article: Written) -> str:
    parts = []
    if article.keywords:
        tags = "".join(f'<li><a href="/ar/topic/{n}/">{escape(w)}</a></li>' for n, w in enumerate(article.keywords))
        parts.append(f'<h3>كلمات مفتاحية</h3><ul class="topics">{tags}</ul>')
    parts.append("<h3>المزيد من بوابة الوسط</h3>" + _headlines(article, 5, 5))
    comments = "".join(f"<li><cite>{name}</cite><p>{words}</p></li>" for name, words in COMMENTS[:6])
    parts.append(f'<h3>تعليقات</h3><p class="rules">{COMMENT_RULES}</p><ol class="comments">{comments}</ol>')
    cards = "".join(
        f'<li><a href="{urlsplit(one.url).path}"><img src="{escape(one.image)}" alt="{escape(one.headline)}" /></a>'
        f'<a href="{urlsplit(one.url).path}">{escape(one.headline)}</a></li>'
        for one in article.related
    )
    parts.append(f'<h3>عناوين ذات صلة</h3><ul class="related">{cards}</ul><h3><a href="../">المزيد</a></h3>')
    parts.append("<h3>الاكثر تفضيلا في هذا القسم</h3>" + _headlines(article, 5, 10))
    return "\n".join(parts)


def _headlines(article: Written, count: int, shift: int) -> str:
    lines = "".join(
        f'<li><a href="{urlsplit(one.url).path}">{escape(one.headline)}</a></li>'
        for one in other_headlines(article, count, shift=shift)
    )
    return f'<ul class="list">{lines}</ul>'


def _sidebar(article: Written) -> str:
    return f"""<div id="sidebar" class="grid_4">
<div class="block"><h4>الأكثر قراءة</h4>{_headlines(article, 8, 15)}</div>
<div class="block ad"><iframe src="/ads/side.html" width="300" height="250"></iframe></div>
<!-- <div class="art-content"><p>{UNSEEN[0]}</p></div> -->
<div class="block" style="display:none"><p>{UNSEEN[2]}</p></div>
<div class="block"><h4>مختارات</h4>{_headlines(article, 8, 23)}</div></div>"""


def _footer() -> str:
    links = " | ".join(f'<a href="/ar/section/{slug}/">{name}</a>' for slug, name, _ in SECTIONS)
    about = "".join(f"<p>{words}</p>" for words in ABOUT)
    return f'<div id="footer">{links}<div class="about">{about}</div><p>© 2015 بوابة الوسط</p></div>'
