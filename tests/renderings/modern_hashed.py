"""An invented modern layout, generous to machines: JSON-LD, OpenGraph, ``h1``, ``time`` and class names by hash."""

from html import escape

from renderings.class_names import css, drawing
from renderings.furniture import COMMENT_RULES, COMMENTS, NEWSLETTER, UNSEEN
from renderings.hashed_body import body, figure
from renderings.hashed_frame import footer, sidebar, top
from renderings.hashed_head import head, local_time
from renderings.navigation import other_headlines
from renderings.written import Written

_SHARE = ("facebook", "twitter", "whatsapp", "telegram", "email")


def modern_hashed(article: Written) -> str:
    """Return the article's page in this layout."""
    main = "\n".join([_title(article), _tools(article), _photo(article), body(article), _closing(article)])
    column = f'<div class="{css("grid")}"><div class="{css("main")}">\n{main}\n</div>\n{sidebar(article)}</div>'
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n{head(article)}',
            f'<body class="{css("page")}">\n<div id="root">{top(article)}',
            f'<main id="main" class="{css("shell")}">{_crumbs(article)}{column}</main>',
            f"{footer()}</div>\n{_left_overs()}\n</body>\n</html>\n",
        ]
    )


def _crumbs(article: Written) -> str:
    section = f'<a href="/section/{article.section}">{article.section_name}</a>'
    here = f"<span>{escape(article.headline)}</span>"
    return f'<nav class="{css("crumbs")}"><a href="/">الرئيسية</a> › {section} › {here}</nav>'


def _title(article: Written) -> str:
    time = f'<time class="{css("time")}" datetime="{local_time(article)}">{article.printed_date}</time>'
    banner = '<a href="/live"><img src="/static/img/wtv-frequency.png" alt="WTV_Frequency" width="720" height="80"></a>'
    kicker = f'<a class="{css("kicker")}" href="/section/{article.section}">{article.section_name}</a>'
    return f"""<div class="{css("top")}">{kicker}
<h1 class="{css("title")}">{escape(article.headline)}</h1>
<div class="{css("byline")}"><span class="{css("signature")}">{article.signature}</span> {time}</div>
<div class="{css("banner")}">{banner}</div></div>"""


def _tools(article: Written) -> str:
    share = "".join(
        f'<a class="{css("share")}" href="https://{place}.example/share?u={article.url}">{drawing(place)}<i>{place}</i></a>'
        for place in _SHARE
    )
    size = '<button aria-label="تكبير الخط">A+</button><button aria-label="تصغير الخط">A-</button>'
    views = "<span>1,284 مشاهدة</span>"
    return f'<div class="{css("tools")}"><span>شارك</span>{share}<button>طباعة</button>{size}{views}</div>'


def _photo(article: Written) -> str:
    photo = article.image
    return figure(photo.url, photo.caption, photo.credit) if photo else ""


def _closing(article: Written) -> str:
    keywords = "".join(
        f'<a class="{css("tag")}" href="/tag/{n}">{escape(w)}</a> ' for n, w in enumerate(article.keywords)
    )
    parts = [_part("كلمات مفتاحية", f'<div class="{css("tags")}">{keywords}</div>')] if article.keywords else []
    parts.append(_part("المزيد من بوابة الوسط", _headlines(article, 6, 6)))
    parts.append(_part("تعليقات", _comments()))
    parts.append(_part("عناوين ذات صلة", _cards(article)))
    parts.append(f'<h2 class="{css("label")}"><a href="/section/{article.section}">المزيد</a></h2>')
    parts.append(_part("الاكثر تفضيلا في هذا القسم", _headlines(article, 5, 26)))
    return "\n".join(parts)


def _part(label: str, inner: str) -> str:
    return f'<section class="{css("part")}"><h2 class="{css("label")}">{label}</h2>{inner}</section>'


def _headlines(article: Written, count: int, shift: int) -> str:
    lines = "".join(
        f'<li class="{css("line")}"><a href="{one.url}">{escape(one.headline)}</a></li>'
        for one in other_headlines(article, count, shift=shift)
    )
    return f'<ul class="{css("headlines")}">{lines}</ul>'


def _cards(article: Written) -> str:
    cards = "".join(
        f'<article class="{css("card")}"><a href="{escape(one.url)}">'
        f'<img src="{escape(one.image)}" alt="{escape(one.headline)}">'
        f'<h3 class="{css("small")}">{escape(one.headline)}</h3></a></article>'
        for one in article.related
    )
    return f'<div class="{css("cards")}">{cards}</div>'


def _comments() -> str:
    shown = "".join(
        f'<li class="{css("comment")}"><b>{name}</b> <time>منذ {n + 2} ساعات</time>'
        f"<p>{words}</p><button>رد</button></li>"
        for n, (name, words) in enumerate(COMMENTS)
    )
    field = '<textarea name="c" placeholder="اكتب تعليقك"></textarea>'
    form = f'<form method="post">{field}<p>{COMMENT_RULES}</p><button>إرسال</button></form>'
    return f'{form}<ol class="{css("comments")}">{shown}</ol>'


def _left_overs() -> str:
    """Elements that no reader sees: a popup, a template, a preview for printers."""
    popup = f'<div class="{css("popup")}" style="display:none"><h2>لا تفوت جديدنا</h2><p>{NEWSLETTER}</p></div>'
    print_view = f'<div class="{css("body")}" hidden><p>{UNSEEN[4]}</p><p>{UNSEEN[5]}</p></div>'
    template = f'<template><div class="{css("body")}"><h1>{UNSEEN[2][:45]}</h1><p>{UNSEEN[2]}</p></div></template>'
    return f'{popup}{print_view}{template}<script defer src="/static/js/chunk.7f3a.js"></script>'
