"""A page that is nothing but its text: no metadata, no container, everything lies directly in ``body``."""

from html import escape

from renderings.layout_body import LABELS, blocks, related
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = " - ".join(f'<a href="/section/{slug}">{name}</a>' for slug, name, _ in SECTIONS)
    shown = ""
    if article.image:
        below = f"<br><small>{article.image.printed}</small>" if article.image.printed else ""
        shown = f'<p align=center><img src="{escape(article.image.url)}">{below}</p>'
    keywords = ""
    if article.keywords:
        keywords = f"<p><b>{LABELS['keywords']}</b></p>\n" + "\n".join(
            f"<p>{escape(word)}</p>" for word in article.keywords
        )
    liked = "\n".join(f'<p><a href="{o.url}">{o.headline}</a></p>' for o in other_headlines(article, 4))
    body = "\n".join(blocks(article))
    return f"""<html><head><title>بوابة الوسط</title></head><body dir=rtl>
<img src="/logo.gif" alt="Atwasat">
<p>{menu}</p>
<hr>
<h1>{escape(article.headline)}</h1>
<p>{article.byline}</p>
<img src="/wtv.gif" alt="WTV_Frequency">
{shown}
{body}
{keywords}
<p><b>{LABELS["more_from_site"]}</b></p>
<p><b>{LABELS["comments"]}</b></p>
<p><b>{LABELS["related"]}</b></p>
{related(article)}
<p><b>{LABELS["more"]}</b></p>
<p><b>{LABELS["most_liked"]}</b></p>
{liked}
<hr>
<p><a href="/about">من نحن</a> - <a href="/contact">اتصل بنا</a></p>
</body></html>
"""
