"""A layout whose first heading is the logo; the headline is one of many second headings, with two clocks near it.

The ``title`` of articles with an even number is the site's, that of the others their headline.
"""

from html import escape

from renderings.furniture import ABOUT, COOKIES
from renderings.layout_body import blocks, end, figure, others
from renderings.layout_pieces import TODAY, WEATHER
from renderings.navigation import links_of_menu, other_headlines
from renderings.written import Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in links_of_menu()[:40])
    shown = figure(escape(article.image.url), article.image.printed) if article.image else ""
    title = article.headline if article.site_id % 2 else "بوابة الوسط | أخبار ليبيا والعالم"
    body = "\n".join(blocks(article))
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="description" content="موقع إخباري ليبي مستقل"><link rel="canonical"
href="{escape(article.url)}"></head><body>
<div class="container"><div class="topline"><span>{TODAY}</span> <span>{WEATHER}</span> <a href="/login">دخول</a></div>
<h1 class="logo"><a href="/">بوابة الوسط</a></h1><ul class="mainmenu">{menu}</ul>
<h2 class="strip">آخر الأخبار</h2><div class="strip-items">{_strip(article)}</div>
<ul class="breadcrumb"><li><a href="/">الرئيسية</a></li><li>/</li><li><a
href="/section/{article.section}">{article.section_name}</a></li><li>/</li>
<li class="active">{escape(article.headline)}</li></ul>
<div class="item"><h2 class="item-title">{escape(article.headline)}</h2>
<div class="item-info"><span class="ago">منذ ساعتين</span><span class="line">{article.byline}</span><span
class="count">451 قراءة</span></div>
<a href="/live"><img src="/wtv.jpg" alt="WTV_Frequency"></a>
{shown}<div class="item-body">
{body}
<p class="note">آخر تحديث: منذ ساعة</p>
</div></div>
{end(article, title="h2")}
<div class="box"><h2>الأكثر قراءة</h2><ol>{others(article, 6, 22)}</ol></div>
<div class="bottom"><h2>عن الموقع</h2><p>{ABOUT[0]}</p><p>{COOKIES}</p></div></div></body></html>
"""


def _strip(article: Written) -> str:
    return "".join(
        f'<div class="strip-item"><h2><a href="{o.url}">{escape(o.headline)}</a></h2>'
        f"<span>منذ {number + 3} دقائق</span></div>"
        for number, o in enumerate(other_headlines(article, 6))
    )
