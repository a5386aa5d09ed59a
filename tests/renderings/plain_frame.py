"""What the plain layout shows on every page; its menu stands behind the article, and styles lift it to the top."""

import json
from html import escape

from renderings.class_names import drawing, short
from renderings.furniture import ABOUT, COOKIES, NO_SCRIPT, READER_POLL, UNSEEN
from renderings.navigation import SECTIONS, links_of_menu, other_headlines
from renderings.written import Written


def before(article: Written) -> str:
    """Return what the document has before the article: logo, breaking news, a column of headlines, a hidden draft."""
    breaking = " ".join(
        f'<span class="{short("tick")}"><a href="{one.url}">{escape(one.headline)}</a></span>'
        for one in other_headlines(article, 7)
    )
    logo = f'<div class="{short("logo")}"><a href="/"><img src="/a/logo.webp" alt="Atwasat"></a></div>'
    draft = f'<div class="{short("c")}" style="display: none">{UNSEEN[5]}<br><br>{UNSEEN[0]}<br><br>{UNSEEN[1]}</div>'
    news = f'<div class="{short("breaking")}"><span>خبر عاجل</span><div>{breaking}</div></div>'
    return f"<noscript><div>{NO_SCRIPT}</div></noscript>\n{logo}\n{news}\n{draft}\n{_column(article)}"


def after(article: Written) -> str:
    """Return what the document has behind the article: poll, menu, footer, cookie notice, state."""
    return "\n".join([_poll(), _menu(), _old_markup(), _footer(), _cookies(), _state(article)])


def _column(article: Written) -> str:
    cards = "".join(
        f'<div class="{short("card")}" onclick="go({number})"><a href="{one.url}"><img data-src="{one.image}" '
        f'alt="{escape(one.headline)}"></a><div class="{short("words")}"><a href="{one.url}">{escape(one.headline)}</a>'
        f'<span class="{short("ago")}">قبل {number + 1} ساعة</span></div></div>\n'
        for number, one in enumerate(other_headlines(article, 8, shift=7))
    )
    return (
        f'<div class="{short("side")}"><div class="{short("tab")}">الأكثر قراءة</div>{cards}{_advertisement(1)}</div>'
    )


def _advertisement(number: int) -> str:
    script = f"(window.slots=window.slots||[]).push({{id:{number},size:[300,250],lazy:true}});"
    frame = f'<iframe src="//ads.example/f?{number}" width="300" height="250" scrolling="no"></iframe>'
    return f'<div class="{short("ad")}"><small>إعلان</small>{frame}<script>{script}</script></div>'


def _poll() -> str:
    question, answers = READER_POLL
    lines = "".join(
        f'<div><input type="radio" name="v"> {answer} <span>{21 + n * 3}%</span></div>'
        for n, answer in enumerate(answers)
    )
    return f'<div class="{short("poll")}"><div>{question}</div>{lines}</div>{_advertisement(2)}'


def _menu() -> str:
    entries = "".join(
        f'<div class="{short("m" + str(number % 5))}">'
        f'<a href="{path}" title="{name}" style="padding:2px 6px">{name}</a></div>\n'
        for number, (path, name) in enumerate(links_of_menu())
    )
    account = '<a href="/my">حسابي</a> | <a href="/saved">المحفوظات</a> | <a href="/live">البث المباشر</a>'
    search = '<input type="search" placeholder="بحث"><span role="button">⌕</span>'
    return f'<div class="{short("menu")}" role="navigation"><div>{account}</div>{search}{entries}</div>'


def _old_markup() -> str:
    return f'<!--[if lt IE 9]><div class="art-content"><p>{UNSEEN[4]}</p><p>{UNSEEN[2]}</p></div><![endif]-->'


def _footer() -> str:
    names = " · ".join(f'<a href="/section/{slug}">{name}</a>' for slug, name, _ in SECTIONS)
    marks = "".join(f'<a href="/out/{number}">{drawing(f"plain {number}")}</a>' for number in range(9))
    about = "".join(f'<div class="{short("d")}">{words}</div>' for words in ABOUT)
    rights = "<div>© مؤسسة الوسط للإعلام</div>"
    return f'<div class="{short("foot")}"><div>{names}</div>{about}<div>{marks}</div>{rights}</div>'


def _cookies() -> str:
    return f'<div class="{short("cookie")}" style="position:fixed;bottom:0">{COOKIES} <a href="#">حسنًا</a></div>'


def _state(article: Written) -> str:
    """The state of an application, with drafts and comments that look like text of an article."""
    queue = [
        {"k": number, "t": one.headline, "u": one.url, "html": f"<div>{UNSEEN[number % 6]}</div>", "tags": ["a", "b"]}
        for number, one in enumerate(other_headlines(article, 36))
    ]
    words = json.dumps({"path": article.url, "queue": queue}, ensure_ascii=False).replace("</", "<\\/")
    return f"<script>window.__APP__={words};document.documentElement.className+=' js';</script>"
