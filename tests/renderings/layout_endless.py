"""A layout that loads the next article below the first, as endless pages do; only the first is the page's."""

from html import escape

from renderings.furniture import ABOUT, UNSEEN
from renderings.layout_body import blocks, end, figure
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(f'<li><a href="/section/{slug}">{name}</a></li>' for slug, name, _ in SECTIONS)
    shown = figure(escape(article.image.url), article.image.printed) if article.image else ""
    body = "\n".join(blocks(article))
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta
charset="utf-8"><title>{escape(article.headline)}</title>
<link rel="canonical" href="{escape(article.url)}"><meta property="og:title"
content="{escape(article.headline)}"></head>
<body><header><a href="/"><img src="/l.png" alt="Atwasat"></a><nav><ul>{menu}</ul></nav></header>
<div class="infinite" data-next="/next/2">
<article class="one" data-url="{escape(article.url)}"><h1>{escape(article.headline)}</h1><p
class="by">{article.byline}</p>
<a href="/live"><img src="/wtv.jpg" alt="WTV_Frequency"></a>{shown}<div class="text">
{body}
</div>{end(article)}</article>
{_next(article)}
</div><footer><p>{ABOUT[0]}</p></footer></body></html>
"""


def _next(article: Written) -> str:
    """Another article with everything that an article has."""
    one = other_headlines(article, 1, shift=34)[0]
    text = "".join(f"<p>{words}</p>" for words in UNSEEN)
    return f"""<div class="separator">الخبر التالي</div>
<article class="one" data-url="{one.url}"><h1>{one.headline}</h1><p
class="by">درنة - بوابة الوسط السبت 11 مايو 2024, 04:20 مساء</p>
<figure><img src="{one.image}" alt=""><figcaption>من أرشيف المدينة (بوابة الوسط)</figcaption></figure><div
class="text">{text}</div></article>"""
