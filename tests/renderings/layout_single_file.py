"""A page saved by SingleFile: its address in a comment, pictures as data, shadow roots as templates."""

from html import escape

from renderings.furniture import ABOUT, COOKIES, NEWSLETTER
from renderings.layout_body import blocks, end, figure
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Written

_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(f"<li><a href=https://alwasat.ly/section/{slug}>{name}</a>" for slug, name, _ in SECTIONS)
    shown = figure(_data(""), article.image.printed) if article.image else ""
    body = "".join(blocks(article, subheading="h2", picture=_data))
    return f"""<!DOCTYPE html> <html lang=ar dir=rtl><!--
 Page saved with SingleFile\x20
 url: {article.url}\x20
 saved date: Tue May 14 2024 21:40:05 GMT+0200 (توقيت شرق أوروبا الرسمي)
--><meta charset=utf-8>
<title>{escape(article.headline)} | بوابة الوسط</title>
<style>:root{{--sf-img-1:url("{_PIXEL}")}}body{{margin:0}}.sticky{{position:fixed}}</style>
<meta http-equiv=content-security-policy content="default-src 'none'; font-src 'self' data:; img-src 'self' data:">
<style>.sf-hidden{{display:none!important}}</style>
<body><site-header><template shadowrootmode=open><style>:host{{display:block}}</style><nav><ul>{menu}</ul></nav>
<div class=urgent>{_urgent(article)}</div></template></site-header>
<main><article class=story><header><h1>{escape(article.headline)}</h1><p class=by>{article.byline}</p>
<a href=https://alwasat.ly/live><img alt=WTV_Frequency src="{_PIXEL}" width=320></a></header>
<share-bar><template shadowrootmode=open><style>a{{color:red}}</style>
<p>شارك هذا الخبر مع أصدقائك على شبكات التواصل الاجتماعي</p><a>فيسبوك</a>
<a>تويتر</a></template></share-bar>
{shown}<section class=text>{body}</section>
<news-letter><template shadowrootmode=open><p>{NEWSLETTER}</p><input type=email></template></news-letter></article>
{end(article, picture=_data, title="h3")}</main>
<footer><p>{ABOUT[0]}<p>{ABOUT[1]}</footer>
<div class="cookie sf-hidden"></div><div class=sticky>{COOKIES}</div>
<script data-template-shadow-root>(()=>{{document.currentScript.remove();}})()</script>
"""


def _urgent(article: Written) -> str:
    return "".join(f"<p><a href={o.url}>{o.headline}</a></p>" for o in other_headlines(article, 6))


def _data(url: str) -> str:
    """The picture itself, whose address is lost."""
    return _PIXEL
