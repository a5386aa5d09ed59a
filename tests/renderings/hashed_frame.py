"""What the hashed layout shows on every page: notices, header with its menu, ticker, sidebar, footer."""

from html import escape

from renderings.class_names import css, drawing
from renderings.furniture import ABOUT, COOKIES, NEWSLETTER, NO_SCRIPT, READER_POLL, UNSEEN
from renderings.navigation import SECTIONS, links_of_menu, other_headlines
from renderings.written import Written

_PLACES = ("facebook", "twitter", "youtube", "instagram", "telegram", "rss")


def top(article: Written) -> str:
    """Return all that stands before the main part."""
    return "\n".join([_notices(), _old_header(), _header(), _ticker(article)])


def sidebar(article: Written) -> str:
    """Return the column beside the article."""
    newest = _tab("أحدث الأخبار", article, 14)
    most_read = _tab("الأكثر قراءة", article, 20)
    question, answers = READER_POLL
    radios = "".join(f'<label><input type="radio" name="poll" value="{n}">{a}</label>' for n, a in enumerate(answers))
    poll = f'<form class="{css("poll")}"><h3>استطلاع</h3><p>{question}</p>{radios}<button>صوّت</button></form>'
    frame = '<iframe src="https://ads.example/slot/side?w=300&amp;h=600" title="إعلان" width="300"></iframe>'
    return f'<aside class="{css("aside")}">{newest}{frame}{_newsletter()}{most_read}{poll}</aside>'


def footer() -> str:
    """Return the footer with its links and what the site says of itself."""
    columns = []
    for slug, name, parts in SECTIONS:
        links = "".join(
            f'<li><a href="/section/{slug}/{n}">{part}</a></li>'
            for n, part in enumerate(parts.split("، ")[:4], start=1)
        )
        columns.append(f'<div class="{css("column")}"><h4>{name}</h4><ul>{links}</ul></div>')
    about = "".join(f'<p class="{css("about")}">{words}</p>' for words in ABOUT)
    places = "".join(
        f'<a href="https://{place}.example/alwasat" aria-label="{place}">{drawing(place)}</a>' for place in _PLACES
    )
    rights = "جميع الحقوق محفوظة © بوابة الوسط 2014 - 2022"
    return (
        f'<footer class="{css("footer")}"><div>{"".join(columns)}</div>'
        f"<section><h4>عن بوابة الوسط</h4>{about}</section>"
        f"<div>{places}</div><small>{rights}</small></footer>"
    )


def _notices() -> str:
    accept = '<button type="button">موافق</button><a href="/section/about/6">المزيد من المعلومات</a>'
    cookies = f'<div class="{css("cookies")}" role="dialog" aria-label="ملفات الارتباط"><p>{COOKIES}</p>{accept}</div>'
    pixel = '<img height="1" width="1" style="display:none" src="https://pixel.example/tr?id=1&amp;noscript=1" alt="">'
    skip = f'<a class="{css("skip")}" href="#main">تخطَّ إلى المحتوى</a>'
    return f"<noscript><p>{NO_SCRIPT}</p>{pixel}</noscript>\n{skip}\n{cookies}"


def _old_header() -> str:
    words = f"<h1>{UNSEEN[3][:40]}</h1><p>{UNSEEN[3]}</p>"
    return f'<!-- old header, remove after launch\n<div class="hdr"><div class="art-content">{words}</div></div>\n-->'


def _header() -> str:
    groups = []
    links = links_of_menu()
    for start in range(0, len(links), 12):
        anchors = "".join(
            f'<li class="{css("entry")}"><a class="{css("menu")}" href="{path}" data-track="menu">{name}</a></li>'
            for path, name in links[start : start + 12]
        )
        groups.append(f'<div class="{css("group")}"><ul>{anchors}</ul></div>')
    logo = (
        f'<a href="/" class="{css("logo")}"><img src="/static/img/logo.svg" alt="Atwasat" width="180" height="48"></a>'
    )
    search = (
        '<form action="/search" role="search"><input name="q" placeholder="ابحث في الموقع"><button>بحث</button></form>'
    )
    account = '<a href="/login">دخول</a><a href="/register">تسجيل</a><a href="/en/">English</a>'
    mega = f'<nav class="{css("mega")}" aria-label="الأقسام">{"".join(groups)}</nav>'
    return f'<header class="{css("header")}">{logo}{search}<div>{account}</div>{mega}</header>\n{_drawer()}'


def _drawer() -> str:
    """The menu of small screens, which large ones hide."""
    anchors = "".join(f'<a href="{path}">{name}</a>' for path, name in links_of_menu()[::2])
    hidden = f'<p class="{css("paragraph")}">{UNSEEN[0]}</p><p class="{css("paragraph")}">{UNSEEN[1]}</p>'
    return f'<div class="{css("drawer")}" aria-hidden="true" hidden><nav>{anchors}</nav><div>{hidden}</div></div>'


def _ticker(article: Written) -> str:
    lines = "".join(
        f'<li><a href="{one.url}">{escape(one.headline)}</a></li>' for one in other_headlines(article, 6, shift=0)
    )
    clock = "<time>الخميس 16 يونيو 2022, 09:14 صباحا</time>"
    return f'<div class="{css("ticker")}"><b>عاجل</b><ul>{lines}</ul>{clock}</div>'


def _tab(label: str, article: Written, shift: int) -> str:
    cards = "".join(
        f'<li><a href="{one.url}"><img src="{one.image}" alt="" loading="lazy">'
        f"<span>{escape(one.headline)}</span></a></li>"
        for one in other_headlines(article, 6, shift=shift)
    )
    return f'<section class="{css("tab")}"><h3>{label}</h3><ol>{cards}</ol></section>'


def _newsletter() -> str:
    field = '<input type="email" placeholder="بريدك الإلكتروني"><button>اشترك</button>'
    return f'<div class="{css("letter")}"><h3>النشرة البريدية</h3><p>{NEWSLETTER}</p>{field}</div>'
