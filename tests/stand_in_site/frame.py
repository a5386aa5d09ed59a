"""What stands around every page of the stand-in, in the frames of both systems."""

from functools import cache
from html import escape

from stand_in_site.world import FIRST_SYSTEM_SECTIONS, SECTIONS


def framed(title: str, main: str, *, head: str = "") -> bytes:
    """Return a page of today's system around its main part."""
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" title="بوابة الوسط" href="/rss">
<link rel="stylesheet" href="/static/site.css">{head}</head>
<body>{_header()}
<main id="main">{main}</main>
{_footer()}</body></html>
""".encode()


def framed_of_first_system(title: str, main: str, *, side: str = "") -> bytes:
    """Return a page of the first system around its columns."""
    menu = "".join(f'<li><a href="/ar/news/{slug}/">{SECTIONS[slug]}</a></li>' for slug in FIRST_SYSTEM_SECTIONS)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" lang="ar" dir="rtl"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(title)} - بوابة الوسط</title>
<link rel="stylesheet" type="text/css" href="/themes/publication_1/_css/rtl.css" /></head>
<body><div id="header"><a href="/" id="logo"><img src="/themes/logo.png" alt="Atwasat" /></a>
<ul id="nav">{menu}</ul></div>
<div id="wrapper" class="clearfix"><div id="maincol">
{main}
</div>{side}</div>
<div id="footer"><p>© 2017 بوابة الوسط</p></div></body></html>
""".encode()


def message_page(heading: str, words: str) -> bytes:
    """Return a page in the site's frame that only says something."""
    return framed(f"{heading} | بوابة الوسط", f'<h1 class="notice">{heading}</h1><p class="notice">{words}</p>')


@cache
def _header() -> str:
    links = "".join(f'<li><a href="/section/{slug}">{name}</a></li>' for slug, name in SECTIONS.items())
    every = '<li><a href="/section/all">كل الأخبار</a></li>'
    search = '<form action="/search" role="search"><input name="q"><button>بحث</button></form>'
    return (
        '<header><a href="/" class="logo"><img src="/static/logo.svg" alt="Atwasat"></a>'
        f'{search}<a href="/live">البث المباشر</a><nav><ul>{every}{links}</ul></nav></header>'
    )


@cache
def _footer() -> str:
    old = "".join(f'<a href="/ar/news/{slug}/">أرشيف {SECTIONS[slug]}</a> ' for slug in FIRST_SYSTEM_SECTIONS)
    return f"<footer><div>{old}</div><small>جميع الحقوق محفوظة © بوابة الوسط</small></footer>"
