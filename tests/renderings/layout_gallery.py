"""A layout of a long read: contents on top, pull quotes, a body in several parts between advertisements."""

from html import escape

from renderings.furniture import ABOUT, NEWSLETTER
from renderings.inline import plain
from renderings.layout_body import blocks, end, figure
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Written

_AD = (
    '<div class="ad-unit" aria-label="إعلان"><span class="ad-label">إعلان</span><div id="div-gpt-ad-1"></div>'
    '<p class="ad-note">يستمر المحتوى بعد الإعلان</p></div>'
)


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(f'<a class="nav__link" href="/section/{slug}">{name}</a>' for slug, name, _ in SECTIONS)
    shown = figure(escape(article.image.url), article.image.printed) if article.image else ""
    return f"""<!doctype html>
<html dir="rtl" lang="ar"><head><meta charset="utf-8"><title>{escape(article.headline)} | الوسط</title>
<meta property="og:url" content="{escape(article.url)}"><meta property="og:title"
content="{escape(article.headline)}"></head>
<body class="longread"><a href="#story">انتقل إلى النص</a><header class="top"><a href="/"><img src="/l.svg"
alt="Atwasat"></a>
<button>القائمة</button><nav hidden>{menu}</nav><div class="progress"></div></header>
<main id="story"><section class="hero"><div
class="kicker">{article.section_name}</div><h1>{escape(article.headline)}</h1>
<div class="hero__by">{article.byline}</div><a href="/live"><img src="/wtv.webp"
alt="WTV_Frequency"></a>{shown}</section>
{_contents(article)}
{_parts(article)}
{end(article, title="h2", without=("more",))}
</main>
<section class="gallery"><h2>معرض الصور</h2>{_gallery(article)}</section>
<section class="letter"><h2>لا تفوت جديدنا</h2><p>{NEWSLETTER}</p></section>
<footer><p>{ABOUT[0]}</p><p>{ABOUT[1]}</p></footer></body></html>
"""


def _contents(article: Written) -> str:
    """The sub-headings as a list of contents, where there are several."""
    names = [piece.text for piece in article.body if piece.kind == "subheading"]
    if len(names) < 2:
        return ""
    items = "".join(f'<li><a href="#part-{number}">{name}</a></li>' for number, name in enumerate(names))
    return f'<nav class="toc"><div class="toc__title">في هذا التقرير</div><ol>{items}</ol></nav>'


def _parts(article: Written) -> str:
    """The body, two runs in each part; an advertisement behind each, a quote repeated behind the second."""
    every = blocks(article, subheading="h2")
    parts = ["\n".join(every[first : first + 2]) for first in range(0, len(every), 2)]
    shown = [f'<div class="part"><div class="part__in">{inner}</div></div>' for inner in parts]
    if len(shown) > 2:
        shown.insert(2, _quote(article))
    return f"\n{_AD}\n".join(shown)


def _quote(article: Written) -> str:
    """Some words of the first paragraph once more, in large letters, hidden from those to whom a page is read."""
    first = next(plain(piece.text) for piece in article.body if piece.kind == "paragraph")
    words = " ".join(first.split(" ")[2:12])
    return f'<aside class="pull-quote" aria-hidden="true"><p>“{escape(words)}”</p></aside>'


def _gallery(article: Written) -> str:
    return "".join(
        f'<a class="gallery__one" href="{o.url}"><img src="{o.image}" alt="">'
        f'<span class="gallery__count">{number + 3} صور</span><h3>{o.headline}</h3></a>'
        for number, o in enumerate(other_headlines(article, 4, shift=26))
    )
