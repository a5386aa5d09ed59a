"""What the site tells machines: its feed, its sitemaps and robots.txt."""

from email.utils import format_datetime
from html import escape

from atwasat_spider.addresses import NEWS
from stand_in_site.shown import Shown
from stand_in_site.truth import SITE, TrueArticle

IN_FEED = 30


def feed(shown: Shown) -> bytes:
    """Return the newest articles of today's system as RSS 2.0."""
    items = "".join(_item(article, shown) for article in shown.listed(NEWS)[:IN_FEED])
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>بوابة الوسط</title><link>{SITE}/</link><description>آخر الأخبار</description><language>ar</language>
<atom:link href="{SITE}/rss" rel="self" type="application/rss+xml"/>
{items}</channel></rss>
""".encode()


def sitemap_index(shown: Shown) -> bytes:
    """Return the index of the monthly sitemaps, the newest month first."""
    entries = "".join(
        f"<sitemap><loc>{SITE}/sitemap-{month}.xml</loc><lastmod>{_last_change(articles, shown)}</lastmod></sitemap>\n"
        for month, articles in shown.months.items()
    )
    return _xml("sitemapindex", entries)


def sitemap(shown: Shown, month: str) -> bytes | None:
    """Return the sitemap of a month, ``None`` for a month without articles."""
    articles = shown.months.get(month)
    if articles is None:
        return None
    entries = "".join(
        f"<url><loc>{SITE}{article.path_at(shown.moment)}</loc>"
        f"<lastmod>{_last_change([article], shown)}</lastmod></url>\n"
        for article in articles
    )
    return _xml("urlset", entries)


def robots(*, with_sitemap: bool = True) -> bytes:
    """Return the rules for robots."""
    rules = "User-agent: *\nDisallow: /search\nDisallow: /live\n"
    return (rules + (f"\nSitemap: {SITE}/sitemap.xml\n" if with_sitemap else "")).encode()


def _item(article: TrueArticle, shown: Shown) -> str:
    version, address = article.version_at(shown.moment), SITE + article.path_at(shown.moment)
    return f"""<item><title>{escape(version.headline)}</title><link>{address}</link>
<guid isPermaLink="true">{address}</guid><pubDate>{format_datetime(article.appeared_at)}</pubDate>
<description>{escape(version.paragraphs[0])}</description></item>
"""


def _last_change(articles: list[TrueArticle], shown: Shown) -> str:
    return max(article.modified_at(shown.moment) for article in articles).isoformat()


def _xml(root: str, entries: str) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{entries}</{root}>\n'.encode()
