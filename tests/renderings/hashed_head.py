"""The head of the hashed layout: everything a machine may want to know, and scripts."""

import json
from datetime import timedelta
from html import escape
from zoneinfo import ZoneInfo

from renderings.class_names import css, style_sheet
from renderings.furniture import UNSEEN
from renderings.inline import plain
from renderings.navigation import other_headlines
from renderings.written import Written

_TRIPOLI = ZoneInfo("Africa/Tripoli")
_SITE = "https://alwasat.ly"
_LOGO = f"{_SITE}/static/img/logo-wide.png"
_ROLES = ["header", "mega", "ticker", "title", "byline", "body", "paragraph", "aside", "footer", "card", "label"]


def head(article: Written) -> str:
    """Return the ``head`` element."""
    return f"""<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(article.headline)} | بوابة الوسط</title>
<link rel="canonical" href="{escape(article.url)}">
<link rel="alternate" type="application/rss+xml" title="بوابة الوسط - آخر الأخبار" href="/rss/latest.xml">
{_open_graph(article)}
<script type="application/ld+json">{_script(_linked_data(article))}</script>
<style data-emotion="css">{style_sheet([css(role) for role in _ROLES], 130)}</style>
<script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments)}}gtag('js',new Date());
gtag('config','UA-0000000-1',{{page_title:{_script(article.headline)},anonymize_ip:true}});</script>
<script id="__STATE__" type="application/json">{_state(article)}</script>
</head>"""


def lead(article: Written) -> str:
    """Return the first words of the body, as descriptions have them."""
    first = next(plain(piece.text) for piece in article.body if piece.kind == "paragraph")
    return first if len(first) < 150 else first[:150].rsplit(" ", 1)[0] + "..."


def local_time(article: Written) -> str:
    """Return the time of publication with Tripoli's offset."""
    return article.published.astimezone(_TRIPOLI).isoformat()


def _open_graph(article: Written) -> str:
    changed = (article.published + timedelta(minutes=47)).isoformat()
    properties = {
        "og:type": "article",
        "og:locale": "ar_AR",
        "og:site_name": "بوابة الوسط",
        "og:title": article.headline,
        "og:description": lead(article),
        "og:url": article.url,
        "og:image": article.image.url if article.image else _LOGO,
        "article:published_time": article.published.isoformat(),
        "article:modified_time": changed,
        "article:section": article.section_name,
    }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items()]
    lines += [f'<meta property="article:tag" content="{escape(word)}">' for word in article.keywords]
    lines.append(f'<meta name="description" content="{escape(lead(article))}">')
    lines.append(f'<meta name="twitter:title" content="{escape(article.headline)}">')
    return "\n".join(lines)


def _linked_data(article: Written) -> dict[str, object]:
    publisher = {"@type": "NewsMediaOrganization", "@id": f"{_SITE}/#organization", "name": "بوابة الوسط", "url": _SITE}
    site = {"@type": "WebSite", "@id": f"{_SITE}/#website", "name": "Alwasat News", "inLanguage": "ar"}
    crumbs = [
        {"@type": "ListItem", "position": 1, "name": "الرئيسية", "item": _SITE},
        {
            "@type": "ListItem",
            "position": 2,
            "name": article.section_name,
            "item": f"{_SITE}/section/{article.section}",
        },
    ]
    news = {
        "@type": "NewsArticle",
        "@id": f"{article.url}#article",
        "headline": article.headline,
        "description": lead(article),
        "datePublished": local_time(article),
        "dateModified": (article.published + timedelta(minutes=47)).astimezone(_TRIPOLI).isoformat(),
        "articleSection": article.section_name,
        "keywords": list(article.keywords),
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "author": {"@type": "Organization", "name": "بوابة الوسط"},
        "publisher": {"@id": f"{_SITE}/#organization"},
    }
    if article.image:
        news["image"] = {"@type": "ImageObject", "url": article.image.url, "width": 1200, "height": 675}
    list_of_crumbs = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    return {"@context": "https://schema.org", "@graph": [publisher, site, list_of_crumbs, news]}


def _state(article: Written) -> str:
    """The state of an application: other articles with texts that look like this one's."""
    others = [
        {"id": number, "title": one.headline, "url": one.url, "body": f"<p>{UNSEEN[number % 6]}</p>", "seen": None}
        for number, one in enumerate(other_headlines(article, 36))
    ]
    state = {"route": article.url, "feed": others, "user": None, "flags": {"comments": True, "dark": False}}
    return _script(state)


def _script(value: object) -> str:
    """Return a value as it may stand in a script."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
