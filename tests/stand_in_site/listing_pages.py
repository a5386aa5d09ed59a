"""The lists of articles for readers: the front page and the sections of both systems."""

from html import escape

from atwasat_spider.addresses import FIRST_SYSTEM, NEWS
from stand_in_site.article_pages import photo_of
from stand_in_site.frame import framed, framed_of_first_system
from stand_in_site.shown import Shown
from stand_in_site.truth import SITE, TrueArticle
from stand_in_site.wording import TRIPOLI
from stand_in_site.world import FIRST_SYSTEM_SECTIONS, SECTIONS

PAGE_SIZE, PAGE_SIZE_OF_FIRST_SYSTEM = 20, 13

_ON_FRONT_PAGE, _BY_SECTION = 12, 4
_WITH_IMAGE = 12  # of a page's articles, the first of them large


def front_page(shown: Shown) -> bytes:
    """Return the front page: the newest articles, a few of each section, and the way to the first system."""
    newest = "".join(_card(article, shown) for article in shown.listed(NEWS)[:_ON_FRONT_PAGE])
    boxes = "".join(
        f'<section class="box"><h2><a href="/section/{slug}">{name}</a></h2>{_box(shown, slug)}</section>'
        for slug, name in SECTIONS.items()
    )
    old = " ".join(f'<a href="/ar/news/{slug}/">{SECTIONS[slug]}</a>' for slug in FIRST_SYSTEM_SECTIONS)
    main = f'<div class="newest">{newest}</div>{boxes}<div class="old">الموقع القديم: {old}</div>{_most_read(shown)}'
    return framed("بوابة الوسط", main)


def section_page(shown: Shown, slug: str, page: int) -> bytes:
    """Return a page of a section of today's system, ``all`` for all sections; past the end it lists nothing."""
    articles = shown.listed(NEWS, slug)
    at = (page - 1) * PAGE_SIZE
    listed = articles[at : at + PAGE_SIZE]
    large = "".join(_large(article, shown) for article in listed[:1])
    cards = "".join(_card(article, shown) for article in listed[1:_WITH_IMAGE])
    lines = "".join(_line(article, shown) for article in listed[_WITH_IMAGE:])
    name = "كل الأخبار" if slug == "all" else SECTIONS[slug]
    pager = _pager(slug, page, has_next=at + PAGE_SIZE < len(articles))
    main = f'<h1 class="section-name">{name}</h1><div class="row">{large}{cards}{lines}</div>{pager}{_most_read(shown)}'
    return framed(f"{name} | بوابة الوسط", main)


def page_of_first_system(shown: Shown, slug: str, offset: int) -> bytes:
    """Return a page of a section of the first system; past the end it is the last page again."""
    articles = shown.listed(FIRST_SYSTEM, slug)
    last = max(len(articles) - 1, 0) // PAGE_SIZE_OF_FIRST_SYSTEM * PAGE_SIZE_OF_FIRST_SYSTEM
    at = min(offset, last)
    listed = articles[at : at + PAGE_SIZE_OF_FIRST_SYSTEM]
    blocks = "".join(_block(article, shown) for article in listed[:4])
    items = "".join(_item(article, shown) for article in listed[4:])
    steps = [f'<a href="/ar/news/{slug}/?ls-art0={at + step}">{words}</a>' for step, words in _steps(at, last)]
    lines = "".join(f"<li>{_link(article, shown)}</li>" for article in shown.most_read()[:3])
    side = f'<div id="sidebar"><h4>الأكثر قراءة</h4><ul class="most">{lines}</ul></div>'
    main = f'{blocks}{items}<p class="pagination">{" ".join(steps)}</p>'
    return framed_of_first_system(SECTIONS[slug], main, side=side)


def _steps(at: int, last: int) -> list[tuple[int, str]]:
    back = [(-PAGE_SIZE_OF_FIRST_SYSTEM, "السابق")] if at else []
    return back + ([(PAGE_SIZE_OF_FIRST_SYSTEM, "التالي")] if at < last else [])


def _pager(slug: str, page: int, *, has_next: bool) -> str:
    """The list of all articles says in words what follows, the others by ``rel`` too."""
    rel = "" if slug == "all" else ' rel="next"'
    back = f'<a href="/section/{slug}?page={page - 1}">السابق</a> ' if page > 1 else ""
    following = f'<a href="/section/{slug}?page={page + 1}"{rel}>التالي</a>' if has_next else ""
    return f'<div class="pagination">{back}{following}</div>'


def _most_read(shown: Shown) -> str:
    lines = "".join(f"<li>{_link(article, shown)}</li>" for article in shown.most_read())
    return f'<aside><h3>الأكثر قراءة</h3><ol class="most">{lines}</ol></aside>'


def _box(shown: Shown, slug: str) -> str:
    return "".join(_line(article, shown) for article in shown.listed(NEWS, slug)[:_BY_SECTION])


def _large(article: TrueArticle, shown: Shown) -> str:
    path, words = _shown(article, shown)
    image = f'<img src="/thumb/{article.site_id}.jpg" alt="{words}">'
    return (
        f'<div class="war-right"><a href="{SITE}{path}">{image}</a>'
        f'<div><h2 class="h4-larg-font">{words}</h2></div></div>'
    )


def _card(article: TrueArticle, shown: Shown) -> str:
    path, words = _shown(article, shown)
    image = f'<img data-src="/thumb/{article.site_id}.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    return (
        f'<div class="section-page-news-with-img"><a href="{path}">{image}'
        f'<span class="h4-small-font">{words}</span></a></div>'
    )


def _line(article: TrueArticle, shown: Shown) -> str:
    path, words = _shown(article, shown)
    return f'<div class="section-left-list"><a href="{path}"><span class="h4-small-font-ext">{words}</span></a></div>'


def _block(article: TrueArticle, shown: Shown) -> str:
    path, words = _shown(article, shown)
    photo = photo_of(article)
    image = f'<img src="{escape(photo)}" alt="{words}" />' if photo else ""
    return (
        f'<div class="mainInBlock"><a href="{path}">{image}<div class="title">{words}</div></a>{_time(article)}</div>'
    )


def _item(article: TrueArticle, shown: Shown) -> str:
    return f'<div class="section-item"><div class="title">{_link(article, shown)}</div>{_time(article)}</div>'


def _time(article: TrueArticle) -> str:
    local = article.appeared_at.astimezone(TRIPOLI)
    return f'<time datetime="{local.isoformat()}">{local:%d/%m/%Y}</time>'


def _link(article: TrueArticle, shown: Shown) -> str:
    path, words = _shown(article, shown)
    return f'<a href="{path}">{words}</a>'


def _shown(article: TrueArticle, shown: Shown) -> tuple[str, str]:
    return article.path_at(shown.moment), escape(article.version_at(shown.moment).headline)
