"""A page that a browser saved: its address in a comment, pictures in a folder beside it, scripts kept."""

from html import escape

from renderings.furniture import ABOUT, UNSEEN
from renderings.layout_body import blocks, end, figure
from renderings.navigation import links_of_menu, other_headlines
from renderings.written import Written


def page(article: Written) -> str:
    """Return the article's page in this layout; it names no other address of its own than the comment."""
    menu = "".join(f'<li><a href="https://alwasat.ly{path}">{name}</a></li>' for path, name in links_of_menu()[:70])
    shown = figure(_local(article.image.url), article.image.printed) if article.image else ""
    drafts = "".join(f"var d{number}='<p>{words}</p>';" for number, words in enumerate(UNSEEN))
    body = "\n".join(blocks(article, picture=_local))
    urgent = "".join(f'<a href="{o.url}">{o.headline}</a>' for o in other_headlines(article, 5))
    return f"""<!DOCTYPE html>
<!-- saved from url=({len(article.url):04d}){article.url} -->
<html lang="ar" dir="rtl" class="js flexbox no-touch"><head><meta http-equiv="Content-Type"
content="text/html; charset=UTF-8">
<title>{escape(article.headline)}</title><link rel="stylesheet" href="./page_files/main.css"><script
src="./page_files/jquery.min.js.download"></script>
<style type="text/css">.fb_hidden{{position:absolute;top:-10000px;z-index:10001}}</style></head>
<body data-new-gr-c-s-check-loaded="14.1" class="fixed"><div id="fb-root" class=" fb_reset"><div
style="position: absolute"></div></div>
<div class="wrap"><div class="head"><a href="https://alwasat.ly/"><img src="./page_files/logo.png"
alt="Atwasat"></a><ul class="nav">{menu}</ul></div>
<div class="urgent"><b>عاجل</b>{urgent}</div>
<div class="story"><h1>{escape(article.headline)}</h1><div class="meta">{article.byline}</div>
<a href="https://alwasat.ly/live"><img src="./page_files/wtv.gif" alt="WTV_Frequency"></a>
<div class="addthis"><iframe src="./page_files/like.html" style="border: none"></iframe><a>Tweet</a></div>
{shown}
<div class="text">
{body}
</div><script>{drafts}</script>
{end(article, picture=_local)}
</div><div class="foot"><p>{ABOUT[2]}</p></div></div>
<iframe id="google_esf" src="./page_files/zrt_lookup.html" style="display: none;"></iframe><div
id="ext-root"></div></body></html>
"""


def _local(url: str) -> str:
    """The name of a picture in the folder of the saved page."""
    return "./page_files/" + url.rsplit("/", 1)[-1].rsplit("=", 1)[-1].partition("?")[0]
