"""A layout of an accelerated mobile page: elements of its own for pictures, posts, menus and advertisements."""

import json
from html import escape

from renderings.furniture import ABOUT, COOKIES
from renderings.inline import marked_up
from renderings.layout_pieces import rows, runs
from renderings.navigation import links_of_menu, other_headlines
from renderings.written import Piece, Written

_AD = '<amp-ad width="300" height="250" type="doubleclick" data-slot="/1/amp"><div placeholder>إعلان</div></amp-ad>'


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in links_of_menu()[:60])
    return f"""<!doctype html>
<html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script>
<title>{escape(article.headline)}</title><link rel="canonical" href="{escape(article.url)}">
<meta name="viewport" content="width=device-width"><script type="application/ld+json">{_data(article)}</script>
<style amp-boilerplate>body{{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both}}</style>
<noscript><style amp-boilerplate>body{{-webkit-animation:none}}</style></noscript></head><body>
<amp-sidebar id="menu" layout="nodisplay" side="right"><button
on="tap:menu.close">×</button><ul>{menu}</ul></amp-sidebar>
<header class="amp-header"><button on="tap:menu.toggle">☰</button><a href="/"><amp-img src="/logo.png" width="120"
height="40"
alt="Atwasat"></amp-img></a></header>
<amp-analytics type="gtag"><script type="application/json">{{"vars":{{"title":"{article.site_id}"}}}}</script>
</amp-analytics>
{_AD}
<main><article class="amp-article">
<h1 class="amp-title">{escape(article.headline)}</h1>
<p class="amp-byline">{article.byline}</p><a href="/live"><amp-img src="/wtv.gif" width="320" height="50"
alt="WTV_Frequency"></amp-img></a>
{_share(article)}
{_picture(article.image.url, article.image.printed) if article.image else ""}
<div class="amp-content">
{_body(article)}
</div>
{_share(article)}
</article>
{_end(article)}
</main>
<amp-consent id="consent" layout="nodisplay"><div id="consentUI">{COOKIES}<button
on="tap:consent.accept">موافق</button></div></amp-consent>
<footer class="amp-footer"><p>{ABOUT[0]}</p><a
href="{escape(article.url)}">عرض النسخة الكاملة</a></footer></body></html>
"""


def _data(article: Written) -> str:
    data: dict[str, object] = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": article.url,
        "headline": article.headline[:110],
        "datePublished": article.published.isoformat(),
    }
    if article.image:
        data["image"] = [article.image.url]
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _share(article: Written) -> str:
    kinds = "".join(
        f'<amp-social-share type="{name}" width="40" height="40" '
        f'data-param-text="{escape(article.headline)}"></amp-social-share>'
        for name in ("facebook", "twitter", "whatsapp", "email")
    )
    return f'<div class="amp-share">{kinds}</div>'


def _picture(url: str, printed: str | None) -> str:
    fallback = f'<noscript><img src="{escape(url)}" width="640" height="360"></noscript>'
    image = f'<amp-img src="{escape(url)}" width="640" height="360" layout="responsive">{fallback}</amp-img>'
    below = f"<figcaption>{escape(printed)}</figcaption>" if printed else ""
    return f'<figure class="amp-wp-article-featured-image">{image}{below}</figure>'


def _body(article: Written) -> str:
    blocks = []
    for number, (kind, group) in enumerate(runs(article.body)):
        blocks.append(_block(kind, group))
        if kind == "paragraph" and number % 3 == 1:
            blocks.append(f'<div class="amp-ad-wrapper">{_AD}</div>')
    return "\n".join(blocks)


def _block(kind: str, group: list[Piece]) -> str:
    piece = group[0]
    words = marked_up(piece.text)
    match kind:
        case "list_item":
            return "<ul>" + "".join(f"<li>{marked_up(one.text)}</li>" for one in group) + "</ul>"
        case "table_row":
            return f"<table>{rows(group, head=True)}</table>"
        case "subheading":
            return f"<h2>{words}</h2>"
        case "caption":
            return _picture(piece.image or "", f"{piece.text} ({piece.credit})" if piece.credit else piece.text)
        case "embed":
            return _embed(piece)
        case "cross_link" | "issue_link":
            return f'<p><a href="{piece.link}">{words}</a></p>'
        case _:
            return f"<p>{words}</p>"


def _embed(piece: Piece) -> str:
    address = piece.link or ""
    number = address.rsplit("/", 1)[-1]
    if not piece.text:
        return f'<amp-youtube data-videoid="{number}" layout="responsive" width="480" height="270"></amp-youtube>'
    quote = f'<blockquote placeholder>{piece.text} <a href="{address}">{piece.credit}</a></blockquote>'
    return f'<amp-twitter width="375" height="472" layout="responsive" data-tweetid="{number}">{quote}</amp-twitter>'


def _end(article: Written) -> str:
    tags = "".join(f'<li><a href="/tag/{n}">{escape(word)}</a></li>' for n, word in enumerate(article.keywords))
    keywords = f'<section class="amp-tags"><h4>كلمات مفتاحية</h4><ul>{tags}</ul></section>' if tags else ""
    related = "".join(
        f'<li><a href="{escape(o.url)}">'
        f'<amp-img src="{escape(o.image)}" width="90" height="60" alt="{escape(o.headline)}">'
        f'</amp-img></a><a href="{escape(o.url)}">{escape(o.headline)}</a></li>'
        for o in article.related
    )
    liked = "".join(f'<li><a href="{o.url}">{o.headline}</a></li>' for o in other_headlines(article, 5, shift=11))
    return f"""{keywords}<section><h4>تعليقات</h4><a class="button"
href="{escape(article.url)}#comments">أضف تعليقًا</a></section>
<section class="amp-related"><h4>عناوين ذات صلة</h4><ul>{related}</ul></section>
<amp-accordion><section><h4>المزيد</h4><div></div></section></amp-accordion>
<section><h4>الاكثر تفضيلا في هذا القسم</h4><ol>{liked}</ol></section>{_AD}"""
