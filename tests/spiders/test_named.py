"""What a page names, whatever kind of page it is."""

import gzip
from datetime import UTC, datetime

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.spiders.named import Named, read_named
from atwasat_spider.storage.listings import Kind

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SITE = "https://alwasat.ly"
SECTION, MAP, FEED = f"{SITE}/section/libya", f"{SITE}/sitemap.xml", f"{SITE}/rss/libya"

# The port of Tobruk receives three ships; Sebha opens a library.
PAGE = """<!DOCTYPE html><html lang="ar"><head><title>ليبيا</title>
<link rel="alternate" type="application/rss+xml" href="/rss/libya"><link rel="stylesheet" type="text/rss" href="/x">
</head><body><nav><a href="/section/libya">ليبيا</a><a href="/section/economy">اقتصاد</a></nav>
<div class="row"><a href="/news/libya/300103"><h3>ميناء طبرق يستقبل ثلاث سفن</h3></a></div>
<div class="row"><a href="/news/libya/300102"><h3>بلدية سبها تفتتح مكتبة عامة</h3></a></div>
<ul class="pagination"><li><a href="/section/libya?page=2" rel="next">التالي</a></li></ul></body></html>"""
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>ليبيا</title>
<item><title>ميناء طبرق</title><link>https://alwasat.ly/news/libya/300103</link></item></channel></rss>"""
URLSET = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://alwasat.ly/news/libya/300103</loc></url></urlset>"""


def index(*modified: tuple[str, str | None]) -> bytes:
    entries = [
        f"<sitemap><loc>{SITE}/{name}.xml</loc>{f'<lastmod>{time}</lastmod>' if time else ''}</sitemap>"
        for name, time in modified
    ]
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</sitemapindex>'.encode()
    )


def numbers(named: Named) -> list[int]:
    return [address.site_id for address in named.addresses]


def test_page_names_articles_next_page_and_listings() -> None:
    named = read_named(HtmlResponse(SECTION, body=PAGE.encode(), encoding="utf-8"), SECTION, now=NOW)
    assert (numbers(named), named.next_urls[0]) == ([300103, 300102], f"{SECTION}?page=2")
    assert named.listings[f"{SITE}/section/economy"] is Kind.SECTION
    assert named.listings[FEED] is Kind.FEED
    assert f"{SITE}/x" not in named.listings
    assert (named.is_html, named.is_feed, named.past) == (True, False, ())


def test_feeds_of_a_page_are_counted() -> None:
    links = "".join(f'<link rel="alternate" type="application/atom+xml" href="/atom/{n}">' for n in range(50))
    page = PAGE.replace("</head>", f"{links}</head>").encode()
    named = read_named(HtmlResponse(SECTION, body=page, encoding="utf-8"), SECTION, now=NOW)
    assert sum(kind is Kind.FEED for kind in named.listings.values()) == 10


@pytest.mark.parametrize("before", ["", "\n  ", "\ufeff"])
def test_feed_is_known_by_its_beginning(before: str) -> None:
    named = read_named(XmlResponse(FEED, body=(before + RSS).encode()), FEED, now=NOW)
    assert (numbers(named), named.is_feed, named.is_html, named.next_urls) == ([300103], True, False, ())


@pytest.mark.parametrize("url", [MAP, f"{SITE}/sitemap"])
def test_sitemap_is_known_by_its_beginning(url: str) -> None:
    named = read_named(TextResponse(url, body=URLSET.encode()), url, now=NOW)
    assert (numbers(named), named.is_feed, named.is_html) == ([300103], False, False)


def test_packed_and_plain_sitemaps_are_read() -> None:
    packed = Response(f"{MAP}.gz", body=gzip.compress(URLSET.encode()))
    assert numbers(read_named(packed, f"{MAP}.gz", now=NOW)) == [300103]
    plain = TextResponse(f"{SITE}/sitemap.txt", body=b"https://alwasat.ly/news/libya/300103\n")
    assert numbers(read_named(plain, f"{SITE}/sitemap.txt", now=NOW)) == [300103]


def test_sitemaps_of_this_month_are_fresh() -> None:
    body = index(
        ("today", "2026-03-10T08:00:00+02:00"), ("day", "2026-03-09"), ("edge", "2026-01-29T12:00:01Z"),
        ("old", "2026-01-29T12:00:00Z"), ("older", "2019-05"), ("never", None), ("odd", "gestern"),
        ("early", "0001-01-01T00:00:00+05:00"),
    )  # fmt: skip
    named = read_named(XmlResponse(MAP, body=body), MAP, now=NOW)
    assert named.listings == {f"{SITE}/{name}.xml": Kind.SITEMAP for name in ("today", "day", "edge")}
    assert named.past == tuple(f"{SITE}/{name}.xml" for name in ("old", "older", "never", "odd", "early"))


@pytest.mark.parametrize(
    ("response", "url"),
    [
        (Response(SECTION, body=b"\x89PNG\r\n\x1a\n\x00\x00"), SECTION),
        (TextResponse(MAP, body=b"<html><body>x</body></html>"), MAP),
    ],
    ids=["picture", "page at a sitemap's address"],
)
def test_page_that_names_nothing_readable_is_refused(response: Response, url: str) -> None:
    with pytest.raises(UnreadableCaptureError):
        read_named(response, url, now=NOW)
