"""The pages of articles, in the layouts of both systems; links lead to articles that are there, or were once."""

import json
from datetime import datetime
from html import escape

from atwasat_spider.addresses import FIRST_SYSTEM
from stand_in_site.frame import framed, framed_of_first_system
from stand_in_site.truth import SITE, Link, TrueArticle, Version
from stand_in_site.wording import TRIPOLI, printed_moment
from stand_in_site.world import SECTIONS


def article_page(article: TrueArticle, moment: datetime) -> bytes:
    """Return the page that the site shows of an article at a moment."""
    if article.id_space == FIRST_SYSTEM:
        return _page_of_first_system(article, article.version_at(moment))
    return _page(article, article.version_at(moment), article.path_at(moment), article.section_at(moment))


def photo_of(article: TrueArticle) -> str | None:
    """Return the path of an article's photo."""
    if article.caption is None:
        return None
    first = article.id_space == FIRST_SYSTEM
    return f"/get_img?ImageWidth=640&ImageId={article.site_id}" if first else f"/images/{article.site_id}.jpg"


def _page(article: TrueArticle, version: Version, path: str, section: str) -> bytes:
    name = SECTIONS[section]
    kicker = f'<a class="kicker" href="/section/{section}">{name}</a>'
    main = f"""<nav class="crumbs"><a href="/">الرئيسية</a> › <a href="/section/{section}">{name}</a></nav>
<article class="page-article">{kicker}
<h1 class="title">{escape(version.headline)}</h1>
<div class="byline"><span>{_signature(article)}</span> <time datetime="{_local(article)}">{_date(article)}</time></div>
<div class="banner"><a href="/live"><img src="/static/wtv.png" alt="WTV_Frequency"></a></div>
{_figure(article)}
<div class="text">{_paragraphs(version)}</div>
{_closing(article, section)}</article>"""
    title = f"{version.headline} | بوابة الوسط"
    return framed(title, main, head=_head(article, version, path, name))


def _head(article: TrueArticle, version: Version, path: str, section_name: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.headline,
        "datePublished": _local(article),
        "dateModified": version.moment.astimezone(TRIPOLI).isoformat(),
        "articleSection": section_name,
        "keywords": list(article.keywords),
        "mainEntityOfPage": SITE + path,
        "publisher": {"@type": "NewsMediaOrganization", "name": "بوابة الوسط", "url": SITE},
    }
    script = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f"""
<link rel="canonical" href="{SITE}{path}">
<meta property="og:type" content="article"><meta property="og:title" content="{escape(version.headline)}">
<meta property="og:url" content="{SITE}{path}">
<meta property="article:published_time" content="{article.appeared_at.isoformat()}">
<meta property="article:modified_time" content="{version.moment.isoformat()}">
<script type="application/ld+json">{script}</script>"""


def _figure(article: TrueArticle) -> str:
    photo = photo_of(article)
    if photo is None or article.caption is None:
        return ""
    caption = f"<figcaption>{escape(article.caption)}</figcaption>"
    return f'<figure><img src="{photo}" alt="">{caption}</figure>'


def _closing(article: TrueArticle, section: str) -> str:
    tags = "".join(f'<a href="/tag/{number}">{escape(word)}</a> ' for number, word in enumerate(article.keywords))
    cards = "".join(
        f'<div class="card"><a href="{SITE}{link.path}"><img src="/thumb/{_number(link)}.jpg" '
        f'alt="{escape(link.headline)}"></a><a href="{SITE}{link.path}">{escape(link.headline)}</a></div>'
        for link in article.related
    )
    return f"""<section><h2>كلمات مفتاحية</h2><div class="tags">{tags}</div></section>
<section><h2>المزيد من بوابة الوسط</h2></section>
<section><h2>تعليقات</h2><form method="post"><textarea name="c"></textarea><button>إرسال</button></form></section>
<section><h2>عناوين ذات صلة</h2>{cards}</section>
<h2><a href="/section/{section}">المزيد</a></h2>
<section><h2>الاكثر تفضيلا في هذا القسم</h2></section>"""


def _page_of_first_system(article: TrueArticle, version: Version) -> bytes:
    photo = photo_of(article)
    image = f'<div class="art-image"><img src="{escape(photo)}" alt="" />' if photo else ""
    caption = f'<p class="caption">{escape(article.caption)}</p></div>' if article.caption else ""
    tags = "".join(f"<li>{escape(word)}</li>" for word in article.keywords)
    cards = "".join(
        f'<li><a href="{link.path}"><img src="/get_img?ImageWidth=90&amp;ImageId={_number(link)}" '
        f'alt="{escape(link.headline)}" /></a><a href="{link.path}">{escape(link.headline)}</a></li>'
        for link in article.related
    )
    main = f"""<h1>{escape(version.headline)}</h1>
<div class="art-info"><span class="author">{_signature(article)}</span>
<time datetime="{_local(article)}">{_date(article)}</time></div>
<div class="banner"><img src="/public/wtv.gif" alt="WTV_Frequency" /></div>{image}{caption}
<div class="art-content">
{_paragraphs(version)}
</div>
<h3>كلمات مفتاحية</h3><ul class="topics">{tags}</ul>
<h3>المزيد من بوابة الوسط</h3><h3>تعليقات</h3>
<h3>عناوين ذات صلة</h3><ul class="related">{cards}</ul><h3><a href="../">المزيد</a></h3>
<h3>الاكثر تفضيلا في هذا القسم</h3>"""
    return framed_of_first_system(version.headline, main)


def _paragraphs(version: Version) -> str:
    return "\n".join(f"<p>{escape(words)}</p>" for words in version.paragraphs)


def _local(article: TrueArticle) -> str:
    return article.appeared_at.astimezone(TRIPOLI).isoformat()


def _date(article: TrueArticle) -> str:
    return printed_moment(article.appeared_at)


def _signature(article: TrueArticle) -> str:
    return article.byline.removesuffix(_date(article)).rstrip()


def _number(link: Link) -> str:
    return link.path.strip("/").split("/")[-1]
