"""A layout with its sidebar, the related headlines in it, before the article, and labels in other spellings."""

from html import escape

from renderings.furniture import ABOUT
from renderings.layout_body import blocks, comments, figure, keywords, others, related
from renderings.navigation import SECTIONS
from renderings.written import Written


def page(article: Written) -> str:
    """Return the article's page in this layout; a style moves the sidebar to the end of the line."""
    menu = "".join(f'<li><a href="/section/{slug}">{name}</a></li>' for slug, name, _ in SECTIONS)
    shown = figure(escape(article.image.url), article.image.printed) if article.image else ""
    body = "\n".join(blocks(article))
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta
charset="utf-8"><title>{escape(article.headline)}</title>
<meta property="og:url" content="{escape(article.url)}"></head><body><header><a href="/"><img src="/l.png"
alt="Atwasat"></a>
<nav><ul>{menu}</ul></nav></header><div class="columns">
<aside class="side"><div class="box"><div class="box-head">عناوين ذات صلة :</div>{related(article)}<a class="all"
href="/all">المزيد...</a></div>
<div class="box"><div class="box-head">الأكثر تفضيلاً في هذا القسم</div><ol>{others(article, 5, 3)}</ol></div></aside>
<article class="post"><h1>{escape(article.headline)}</h1><div class="post-by">{article.byline}</div>
<a href="/live"><img src="/wtv.jpg" alt="WTV_Frequency"></a>{shown}
<div class="post-text">
{body}
</div>
<div class="post-tags">{keywords(article, "كلمـــات مفتاحيـة:", "strong")}</div>
<div class="post-more"><h4>المزيد من «بوابة الوسط»</h4><ul>{others(article, 4, 12)}</ul></div>
<div class="post-talk"><h4>تعليقات (4)</h4>{comments()}</div></article></div>
<footer><p>{ABOUT[0]}</p><p>{ABOUT[2]}</p></footer></body></html>
"""
