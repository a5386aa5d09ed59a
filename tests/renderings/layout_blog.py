"""A layout like a news theme of WordPress: slider, first paragraph as lead outside of the content, author box."""

import json
from html import escape

from renderings.furniture import ABOUT, COMMENT_RULES, COMMENTS, COOKIES, NEWSLETTER
from renderings.inline import marked_up, plain
from renderings.layout_pieces import INSET, TODAY, WEATHER, middle, rows, runs
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Piece, Related, Written


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar" prefix="og: https://ogp.me/ns#">
{_head(article)}
<body class="rtl post-template-default single single-post postid-{article.site_id} single-format-standard wp-embed">
<a class="skip-link screen-reader-text" href="#content">تخط إلى المحتوى</a>
<div id="page" class="site">{_masthead(article)}{_slider(article)}
<div id="content" class="site-content"><div class="row"><main id="main" class="site-main col-8">
<article id="post-{article.site_id}" class="post-{article.site_id} post type-post status-publish hentry">
{_entry_header(article)}
<div class="entry-content">
{_content(article)}
</div>
{_entry_footer(article)}
</article>
{_below(article)}
</main>{_sidebar(article)}</div></div>
<footer id="colophon" class="site-footer"><div class="widget"><h4>من نحن</h4><p>{ABOUT[0]}</p></div>
<p class="copyright">جميع الحقوق محفوظة © بوابة الوسط 2024</p></footer></div>
<div class="cookie-law">{COOKIES}</div><script src="/wp-includes/js/wp-embed.min.js"></script></body></html>
"""


def _head(article: Written) -> str:
    data = {"@context": "https://schema.org", "@graph": [_record(article), {"@type": "WebSite", "name": "بوابة الوسط"}]}
    written = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    image = f'<meta property="og:image" content="{escape(article.image.url)}" />' if article.image else ""
    return f"""<head><meta charset="UTF-8" /><title>{escape(article.headline)} - بوابة الوسط</title>
<link rel="canonical" href="{escape(article.url)}" /><meta property="og:type" content="article" />
<meta property="og:title" content="{escape(article.headline)} - بوابة الوسط" />{image}
<meta property="article:published_time" content="{article.published.isoformat()}" />
<script type="application/ld+json">{written}</script>
<link rel='https://api.w.org/' href='/wp-json/' /></head>"""


def _record(article: Written) -> dict[str, object]:
    return {
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": article.published.isoformat(),
        "author": {"@type": "Person", "name": "بوابة الوسط"},
        "wordCount": 311,
    }


def _masthead(article: Written) -> str:
    items = "".join(
        f'<li class="menu-item"><a href="/section/{slug}">{name}</a><ul class="sub-menu">'
        + "".join(f"<li><a href='/tag/{part}'>{part}</a></li>" for part in parts.split("، ")[:6])
        + "</ul></li>"
        for slug, name, parts in SECTIONS
    )
    return f"""<header id="masthead"><div class="top-bar"><span class="date">{TODAY}</span><span>{WEATHER}</span></div>
<p class="site-title"><a href="/" rel="home"><img src="/logo.png" alt="Atwasat" /></a></p>
<nav id="site-navigation"><ul id="primary-menu">{items}</ul></nav></header>"""


def _slider(article: Written) -> str:
    slides = "".join(
        f'<div class="slick-slide"><img src="{one.image}" alt=""><div class="caption"><h2><a href="{one.url}">'
        f'{escape(one.headline)}</a></h2><span class="posted-on"><time>قبل {number + 2} ساعات</time></span></div></div>'
        for number, one in enumerate(other_headlines(article, 5))
    )
    return f'<div class="featured-slider">{slides}</div>'


def _entry_header(article: Written) -> str:
    crumbs = f'<a href="/">الرئيسية</a> » <a href="/section/{article.section}">{article.section_name}</a>'
    shares = "".join(f'<a class="share" href="#"><span>{name}</span></a>' for name in ("فيسبوك", "تويتر", "طباعة"))
    lead = ""
    if _has_lead(article):
        lead = f'<div class="entry-standfirst"><p>{_words(article.body[0])}</p></div>'
    shown = ""
    if article.image:
        shown = _figure(article.image.url, article.image.printed, "post-thumbnail")
    return f"""<header class="entry-header"><nav class="rank-math-breadcrumb"><p>{crumbs}</p></nav>
<span class="cat-links"><a href="/section/{article.section}">{article.section_name}</a></span>
<h1 class="entry-title">{escape(article.headline)}</h1>
<div class="entry-meta"><span class="byline">{article.byline}</span></div>
<a href="/live"><img class="banner" src="/wtv.gif" alt="WTV_Frequency"></a>
<div class="social-share">{shares}<span class="views">1٬204 مشاهدة</span><span>3 دقائق للقراءة</span></div>
{lead}</header>{shown}"""


def _has_lead(article: Written) -> bool:
    return len(article.body) > 2 and [piece.kind for piece in article.body[:2]] == ["paragraph", "paragraph"]


def _content(article: Written) -> str:
    pieces = article.body[1:] if _has_lead(article) else article.body
    blocks = [_block(kind, group) for kind, group in runs(pieces)]
    if middle(article):
        blocks.insert(middle(article), _inset(article))
    return "\n".join(blocks)


def _inset(article: Written) -> str:
    items = "".join(
        f'<li><a href="{one.url}"><img src="{one.image}" alt="">{escape(one.headline)}</a></li>'
        for one in other_headlines(article, 2, shift=30)
    )
    return f'<aside class="inline-related-posts"><h4>{INSET}</h4><ul>{items}</ul></aside>'


def _block(kind: str, group: list[Piece]) -> str:
    piece = group[0]
    match kind:
        case "list_item":
            return "<ul>" + "".join(f"<li>{marked_up(one.text)}</li>" for one in group) + "</ul>"
        case "table_row":
            return f'<figure class="wp-block-table"><table><tbody>{rows(group)}</tbody></table></figure>'
        case "subheading":
            return f'<h3 class="wp-block-heading">{marked_up(piece.text)}</h3>'
        case "caption":
            printed = f"{piece.text} ({piece.credit})" if piece.credit else piece.text
            return _figure(piece.image or "", printed, "wp-block-image")
        case "embed":
            return _embed(piece)
        case "cross_link":
            lead, _, headline = piece.text.partition(": ")
            return f'<p><strong>{lead}: <a href="{piece.link}">{escape(headline)}</a></strong></p>'
        case "issue_link":
            return f'<p><a href="{piece.link}">{escape(piece.text)}</a></p>'
        case _:
            return f"<p>{_words(piece)}</p>"


def _words(piece: Piece) -> str:
    return marked_up(piece.text, link='rel="noreferrer noopener"')


def _embed(piece: Piece) -> str:
    if not piece.text:
        frame = f'<iframe loading="lazy" title="مشغل" width="500" height="281" src="{piece.link}"></iframe>'
        return (
            f'<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">{frame}</div></figure>'
        )
    quote = f'<p lang="ar" dir="rtl">{piece.text}</p>&mdash; <a href="{piece.link}">{piece.credit}</a>'
    return f'<div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet">{quote}</blockquote></div>'


def _figure(url: str, printed: str | None, name: str) -> str:
    below = f'<figcaption class="wp-caption-text">{escape(printed)}</figcaption>' if printed else ""
    sizes = f'srcset="{escape(url)} 1024w, {escape(url)} 300w"'
    return (
        f'<figure class="{name}"><img width="1024" height="576" src="{escape(url)}" {sizes} alt="" />{below}</figure>'
    )


def _entry_footer(article: Written) -> str:
    tags = ""
    if article.keywords:
        links = "".join(
            f'<a href="/tag/{number}" rel="tag">{escape(w)}</a> ' for number, w in enumerate(article.keywords)
        )
        tags = f'<div class="tags-links"><span class="tags-title">كلمات مفتاحية</span> {links}</div>'
    return f"""<footer class="entry-footer">{tags}<div class="author-box"><img class="avatar" src="/avatar.png" alt="">
<h5 class="author-name"><a href="/author/alwasat">بوابة الوسط</a></h5><p class="author-bio">{ABOUT[1]}</p>
<a href="/author/alwasat">عرض كل المقالات</a></div></footer>"""


def _below(article: Written) -> str:
    more = _cards(list(other_headlines(article, 4, shift=10)))
    comments = "".join(
        f'<li class="comment"><article class="comment-body"><b class="fn">{name}</b><time>منذ {number + 1} أيام</time>'
        f'<div class="comment-content"><p>{words}</p></div></article></li>'
        for number, (name, words) in enumerate(COMMENTS[:5])
    )
    liked = "".join(f'<li><a href="{o.url}">{o.headline}</a></li>' for o in other_headlines(article, 5, shift=16))
    return f"""<div class="newsletter"><h3>النشرة البريدية</h3><p>{NEWSLETTER}</p><input type="email"></div>
<section class="more-posts"><h3>المزيد من بوابة الوسط</h3>{more}</section>
<div id="comments"><h3 class="comments-title">تعليقات</h3><p>{COMMENT_RULES}</p><ol
class="comment-list">{comments}</ol></div>
<section class="related-posts"><h3>عناوين ذات صلة</h3>{_cards(list(article.related))}</section>
<a class="more-link" href="/section/{article.section}">المزيد</a>
<section class="liked"><h3>الاكثر تفضيلا في هذا القسم</h3><ol>{liked}</ol></section>"""


def _cards(links: list[Related]) -> str:
    return "".join(
        f'<article class="card"><a href="{escape(one.url)}">'
        f'<img src="{escape(one.image)}" alt="{escape(one.headline)}">'
        f'</a><h4><a href="{escape(one.url)}">{escape(one.headline)}</a></h4></article>'
        for one in links
    )


def _sidebar(article: Written) -> str:
    shown = "".join(
        f'<li><a href="{o.url}">{plain(o.headline)}</a> <span class="post-date">11 مايو، 2024</span></li>'
        for o in other_headlines(article, 6, shift=22)
    )
    return (
        f'<aside id="secondary" class="widget-area"><section class="widget"><h2>أحدث المقالات</h2>'
        f"<ul>{shown}</ul></section></aside>"
    )
