"""A layout like one of Drupal: every part a field, names and date in two.

The date of articles with an even number stands above the headline, that of the others below the names.
"""

from html import escape

from renderings.furniture import ABOUT, COMMENTS, NEWSLETTER, READER_POLL
from renderings.inline import marked_up
from renderings.layout_pieces import rows, runs
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Piece, Related, Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 9" />
<title>{escape(article.headline)} | Alwasat News</title><link rel="shortlink" href="/node/{article.site_id}" />
<link rel="canonical" href="{escape(article.url)}" /></head>
<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas>
<div class="layout-container">{_header(article)}
<main role="main"><div class="layout-content">
<div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div>
{_node(article)}
{_regions(article)}
</div></div>
<aside class="layout-sidebar-second">{_sidebar(article)}</aside></main>
<footer role="contentinfo"><div class="region region-footer">{"".join(f"<p>{words}</p>" for words in ABOUT)}</div>
</footer>
</div></div></body></html>
"""


def _header(article: Written) -> str:
    menu = "".join(f'<li class="menu-item"><a href="/section/{slug}">{name}</a></li>' for slug, name, _ in SECTIONS)
    urgent = "".join(
        f'<div class="views-row"><a href="{o.url}">{o.headline}</a></div>' for o in other_headlines(article, 4)
    )
    crumbs = (
        f'<ol><li><a href="/">الرئيسية</a></li><li>'
        f'<a href="/section/{article.section}">{article.section_name}</a></li></ol>'
    )
    return f"""<header role="banner"><a href="/" title="الرئيسية" rel="home"><img src="/logo.svg" alt="Atwasat" /></a>
<nav role="navigation"><h2 class="visually-hidden">القائمة الرئيسية</h2><ul class="menu">{menu}</ul></nav>
<div class="block-views-block-urgent"><h2>عاجل</h2>{urgent}</div>
<nav role="navigation" aria-labelledby="crumb"><h2 id="crumb"
class="visually-hidden">مسار التنقل</h2>{crumbs}</nav></header>"""


def _node(article: Written) -> str:
    date = _field("date", article.printed_date)
    is_above = article.site_id % 2 == 0
    fields = [
        date if is_above else "",
        f'<h1 class="page-title"><span class="field field--name-title">{escape(article.headline)}</span></h1>',
        _field("writer", escape(article.signature)),
        "" if is_above else date,
        '<div class="block-banner"><a href="/live"><img src="/wtv.png" alt="WTV_Frequency" /></a></div>',
        _photo(article),
        (
            f'<div class="field field--name-body field--type-text-with-summary field--label-hidden '
            f'field__item">{_body(article)}</div>'
        ),
        _keywords(article),
    ]
    inner = "\n".join(fields)
    return (
        f'<article role="article" class="node node--type-article node--view-mode-full">'
        f'<div class="node__content">{inner}</div></article>'
    )


def _field(name: str, inner: str) -> str:
    return f'<div class="field field--name-field-{name} field--label-hidden field__item">{inner}</div>'


def _photo(article: Written) -> str:
    if article.image is None:
        return ""
    below = (
        f'<blockquote class="image-field-caption"><p>{article.image.printed}</p></blockquote>'
        if article.image.printed
        else ""
    )
    return _field(
        "image", f'<img loading="lazy" src="{escape(article.image.url)}" width="900" height="600" alt="" />{below}'
    )


def _body(article: Written) -> str:
    return "\n\n".join(_block(kind, group) for kind, group in runs(article.body))


def _block(kind: str, group: list[Piece]) -> str:
    piece = group[0]
    words = marked_up(piece.text, strong="strong", emphasis="em")
    match kind:
        case "list_item":
            return "<ol>" + "".join(f"\n\t<li>{marked_up(one.text)}</li>" for one in group) + "\n</ol>"
        case "table_row":
            return f'<table border="1" cellpadding="1" style="width:500px"><tbody>{rows(group)}</tbody></table>'
        case "subheading":
            return f'<p class="text-align-justify"><strong>{words}</strong></p>'
        case "caption":
            image = f'<img alt="" data-entity-type="file" src="{escape(piece.image or "")}" class="align-center" />'
            printed = f"{piece.text} ({piece.credit})" if piece.credit else piece.text
            return (
                f'<figure role="group" class="caption caption-img align-center">{image}<figcaption>{printed}'
                f"</figcaption></figure>"
            )
        case "embed":
            if piece.text:
                return (
                    f'<blockquote class="twitter-tweet"><p>{piece.text}</p>{piece.credit} '
                    f'<a href="{piece.link}">رابط</a></blockquote>'
                )
            return (
                f'<div class="video-embed-field-responsive-video"><iframe src="{piece.link}" frameborder="0">'
                f"</iframe></div>"
            )
        case "cross_link" | "issue_link":
            return f'<p class="text-align-justify"><a href="{piece.link}">{words}</a></p>'
        case _:
            return f'<p class="text-align-justify">{words}</p>\n<p class="text-align-justify">&nbsp;</p>'


def _keywords(article: Written) -> str:
    if not article.keywords:
        return ""
    items = "".join(
        f'<div class="field__item"><a href="/tags/{n}" hreflang="ar">{escape(w)}</a></div>'
        for n, w in enumerate(article.keywords)
    )
    label = '<div class="field__label">كلمات مفتاحية</div>'
    return (
        f'<div class="field field--name-field-tags field--label-above">{label}'
        f'<div class="field__items">{items}</div></div>'
    )


def _regions(article: Written) -> str:
    comments = "".join(
        f'<article class="comment"><footer class="comment__meta"><p class="comment__author">{name}</p></footer>'
        f'<div class="field field--name-comment-body field__item"><p>{words}</p></div></article>'
        for name, words in COMMENTS[:4]
    )
    return "\n".join(
        [
            _block_of("المزيد من بوابة الوسط", _views(list(other_headlines(article, 4, shift=8)))),
            f'<section class="field--name-comment comment-wrapper"><h2 class="title">تعليقات</h2>{comments}</section>',
            _block_of("عناوين ذات صلة", _views(list(article.related))),
            '<div class="more-link"><a href="/all">المزيد</a></div>',
            _block_of("الاكثر تفضيلا في هذا القسم", _views(list(other_headlines(article, 4, shift=14)))),
        ]
    )


def _block_of(title: str, inner: str) -> str:
    return (
        f'<div class="views-element-container block block-views"><h2>{title}</h2>'
        f'<div class="view-content">{inner}</div></div>'
    )


def _views(links: list[Related]) -> str:
    return "".join(
        f'<div class="views-row"><div class="views-field views-field-field-image">'
        f'<div class="field-content"><a href="{escape(o.url)}">'
        f'<img src="{escape(o.image)}" alt="{escape(o.headline)}" /></a></div></div>'
        f'<div class="views-field views-field-title">'
        f'<span class="field-content"><a href="{escape(o.url)}">{escape(o.headline)}</a></span></div></div>'
        for o in links
    )


def _sidebar(article: Written) -> str:
    question, answers = READER_POLL
    form = "".join(f"<div><label><input type='radio'>{answer}</label></div>" for answer in answers)
    return (
        f"<div class='block'><h2>استطلاع</h2><p>{question}</p>{form}</div>"
        f"<div class='block'><h2>النشرة</h2><p>{NEWSLETTER}</p></div>"
        + _block_of("الأكثر قراءة", _views(list(other_headlines(article, 6, shift=20))))
    )
