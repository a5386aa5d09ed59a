"""Sitemaps, their indexes and robots.txt."""

import gzip
import time
import zlib

import pytest

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.listing import ListedArticle
from atwasat_spider.blocks.sitemaps import Sitemap, SitemapLink, read_sitemap, sitemaps_of_robots
from atwasat_spider.errors import UnreadableCaptureError

URL = "https://alwasat.ly/sitemap.xml"
# The municipality of Sebha opens a library; the port of Tobruk receives three ships.
LIBRARY = "بلدية سبها تفتتح مكتبة عامة"
PORT = "ميناء طبرق يستقبل ثلاث سفن"

NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def urlset(urls: str, attributes: str = NAMESPACES) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {attributes}>{urls}</urlset>'.encode()


def index(sitemaps: str) -> bytes:
    return f"<sitemapindex {NAMESPACES}>{sitemaps}</sitemapindex>".encode()


def entry(number: int, inner: str = "") -> str:
    return f"<url><loc>https://alwasat.ly/news/libya/{number}</loc>{inner}</url>"


def site_ids(sitemap: Sitemap) -> list[int]:
    return [article.address.site_id for article in sitemap.articles]


def linked(sitemap: Sitemap) -> list[str]:
    return [link.url for link in sitemap.sitemaps]


# Articles


def test_sitemap_of_articles_is_read_whole() -> None:
    sitemap = urlset(
        "<url><loc>https://alwasat.ly/news/libya/300103</loc><lastmod>2020-10-05</lastmod><priority>0.5</priority>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://alwasat.ly/news/libya/9"/></url>'
        "<url><loc>\n http://www.alwasat.ly/ar/news/sport/7/?utm_source=x \n</loc></url>"
    )
    assert read_sitemap(sitemap, URL) == Sitemap(
        (
            ListedArticle(ArticleAddress("news", 300103, "libya"), 1, None, "2020-10-05", None),
            ListedArticle(ArticleAddress("ar/news", 7, "sport"), 2, None, None, None),
        ),
        (),
        (),
    )


def test_news_sitemap_is_read_whole() -> None:
    sitemap = urlset(
        f"""<url><loc>https://alwasat.ly/news/libya/300103</loc><lastmod>2020-10-07</lastmod>
        <news:news><news:publication><news:name>بوابة الوسط</news:name><news:language>ar</news:language>
        </news:publication><news:publication_date>2020-10-05T14:51:00+02:00</news:publication_date>
        <news:title>{LIBRARY}</news:title></news:news>
        <image:image><image:loc>https://alwasat.ly/thumb/7.jpg</image:loc><image:title>مكتبة</image:title></image:image>
        <image:image><image:loc>https://alwasat.ly/thumb/8.jpg</image:loc></image:image></url>"""
    )
    assert read_sitemap(sitemap, URL).articles == (
        ListedArticle(
            ArticleAddress("news", 300103, "libya"),
            1,
            LIBRARY,
            "2020-10-05T14:51:00+02:00",
            "https://alwasat.ly/thumb/7.jpg",
        ),
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"<![CDATA[{PORT}]]>", PORT),
        ("الوسط &amp; الشرق", "الوسط & الشرق"),
        ("الوسط &amp;amp; الشرق", "الوسط & الشرق"),
        ("", None),
    ],
)
def test_title_in_a_news_sitemap_is_a_headline(title: str, expected: str | None) -> None:
    sitemap = urlset(entry(5, f"<news:news><news:title>{title}</news:title></news:news>"))
    assert [article.headline for article in read_sitemap(sitemap, URL).articles] == [expected]


def test_title_of_news_is_believed_before_a_picture() -> None:
    image, news = f"<image:image><image:title>{PORT}</image:title></image:image>", "<news:title>ميناء طبرق</news:title>"
    sitemap = urlset(entry(5, f"{image}<news:news>{news}</news:news>"))
    assert [article.headline for article in read_sitemap(sitemap, URL).articles] == ["ميناء طبرق"]


def test_title_of_a_picture_stands_in_for_a_headline() -> None:
    sitemap = urlset(entry(5, f"<image:image><image:title>{PORT}</image:title></image:image>"))
    assert [article.headline for article in read_sitemap(sitemap, URL).articles] == [PORT]


@pytest.mark.parametrize("attributes", ["", 'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/"'])
def test_namespace_of_a_sitemap_does_not_matter(attributes: str) -> None:
    assert site_ids(read_sitemap(urlset(entry(5), attributes), URL)) == [5]


def test_windows_1256_sitemap_is_read() -> None:
    text = urlset(entry(5, f"<news:news><news:title>{PORT}</news:title></news:news>")).decode()
    payload = text.replace("UTF-8", "windows-1256").encode("windows-1256")
    assert [article.headline for article in read_sitemap(payload, URL).articles] == [PORT]


def test_article_listed_twice_counts_once() -> None:
    assert site_ids(read_sitemap(urlset(entry(5) + entry(6) + entry(5)), URL)) == [5, 6]


@pytest.mark.parametrize(
    "loc",
    [
        "https://alwasat.ly/section/libya",
        "https://example.com/news/libya/5",
        "javascript:alert(1)",
        f"https://alwasat.ly/news/libya/5?{'x' * 2_000}",
        "",
    ],
)
def test_other_addresses_are_counted_in_a_remark(loc: str) -> None:
    read = read_sitemap(urlset(f"<url><loc>{loc}</loc></url>{entry(6)}"), URL)
    assert site_ids(read) == [6]
    assert [remark[:28] for remark in read.remarks] == ["1 addresses are not taken, t"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_plain_text_sitemap_is_read(mark: bytes) -> None:
    payload = b"https://alwasat.ly/news/libya/5\r\n\r\nhttps://alwasat.ly/news/libya/6\r\nhttps://example.com/\r\n"
    read = read_sitemap(mark + payload, URL)
    assert site_ids(read) == [5, 6]
    assert read.remarks == ("1 addresses are not taken, the first 'https://example.com/'",)


# Indexes


def test_sitemap_index_is_read_whole() -> None:
    read = read_sitemap(
        index(
            "<sitemap><loc>https://alwasat.ly/sitemap-2020.xml.gz</loc><lastmod>2020-12-31</lastmod></sitemap>"
            "<sitemap><loc>http://www.alwasat.ly/sitemap-news.xml?a=1&amp;b=2</loc></sitemap>"
        ),
        URL,
    )
    assert read == Sitemap(
        (),
        (
            SitemapLink("https://alwasat.ly/sitemap-2020.xml.gz", "2020-12-31"),
            SitemapLink("http://www.alwasat.ly/sitemap-news.xml?a=1&b=2", None),
        ),
    )


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        ("/sitemap-1.xml", ["https://alwasat.ly/sitemap-1.xml"]),
        ("https://web.archive.org/web/2020/https://alwasat.ly/sitemap-1.xml", ["https://alwasat.ly/sitemap-1.xml"]),
        ("https://alwasat.ly/sitemap.xml", []),
        ("https://example.com/sitemap-1.xml", []),
        ("https://alwasat.ly.example.com/sitemap-1.xml", []),
        ("https://alwasat.ly@example.com/sitemap-1.xml", []),
        ("file:///sitemap-1.xml", []),
        ("", []),
    ],
)
def test_index_leads_to_sitemaps_on_the_site(loc: str, expected: list[str]) -> None:
    assert linked(read_sitemap(index(f"<sitemap><loc>{loc}</loc></sitemap>"), URL)) == expected


def test_sitemap_listed_twice_counts_once() -> None:
    twice = index("<sitemap><loc>https://alwasat.ly/a.xml</loc></sitemap><sitemap><loc>/a.xml</loc></sitemap>")
    assert linked(read_sitemap(twice, URL)) == ["https://alwasat.ly/a.xml"]


# Gzip


def test_gzipped_sitemap_is_read_in_all_members() -> None:
    whole = urlset(entry(5) + entry(6))
    members = gzip.compress(whole[:200], mtime=0) + gzip.compress(whole[200:], mtime=0)
    assert site_ids(read_sitemap(members, URL)) == [5, 6]


def test_cut_gzip_keeps_what_is_whole() -> None:
    packed = gzip.compress(urlset("".join(map(entry, range(1, 1_000)))), compresslevel=0, mtime=0)  # stored as it is
    read = read_sitemap(packed[: len(packed) // 2], URL)
    assert site_ids(read) == list(range(1, len(read.articles) + 1))
    assert 400 < len(read.articles) < 600
    assert [remark.split(",")[0].split(":")[0] for remark in read.remarks] == ["cut gzip", "damaged XML"]


def test_bytes_behind_a_gzip_are_ignored() -> None:
    read = read_sitemap(gzip.compress(urlset(entry(5)), mtime=0) + b"\x00\x00\x00", URL)
    assert (site_ids(read), read.remarks) == ([5], ())


def test_gzip_with_a_changed_byte_is_remarked() -> None:
    packed = bytearray(gzip.compress(urlset("".join(map(entry, range(1, 1_000)))), compresslevel=0, mtime=0))
    packed[-12] ^= 1  # inside the closing tag, so the checksum is wrong
    read = read_sitemap(bytes(packed), URL)
    assert len(read.articles) > 900
    assert read.remarks[0].startswith("damaged gzip, at byte ")


def test_damaged_gzip_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableCaptureError, match=r"sitemap.xml.* cannot be unpacked: damaged gzip, at byte 0 "):
        read_sitemap(b"\x1f\x8b\x08\x00" + b"\xff" * 50, URL)


@pytest.mark.parametrize("members", [1, 3])
def test_gzip_bomb_is_refused_with_its_limit(members: int) -> None:
    size = 50 * 1024 * 1024 // members + 1
    bomb = gzip.compress(b"<urlset>" + b" " * size, mtime=0) * members
    assert len(bomb) < 200_000
    started = time.perf_counter()
    with pytest.raises(UnreadableCaptureError, match=r"sitemap.xml.* larger than 50 MB \(52,428,800 bytes\)"):
        read_sitemap(bomb, URL)
    assert time.perf_counter() - started < 10


def test_document_of_just_fifty_megabytes_is_read() -> None:
    whole = urlset(entry(5))
    assert site_ids(read_sitemap(whole + b" " * (52_428_800 - len(whole)), URL)) == [5]
    with pytest.raises(UnreadableCaptureError, match="larger than 50 MB"):
        read_sitemap(whole + b" " * (52_428_801 - len(whole)), URL)


# Damage


def test_cut_sitemap_keeps_what_is_whole() -> None:
    payload = urlset(entry(5) + entry(132579))
    cut = payload[: payload.index(b"132579") + 4]
    read = read_sitemap(cut, URL)
    assert site_ids(read) == [5]
    assert len(read.remarks) == 1
    assert "line 2" in read.remarks[0]


def test_bare_ampersand_in_an_address_is_mended() -> None:
    read = read_sitemap(urlset("<url><loc>https://alwasat.ly/news/libya/5?a=1&b=2</loc></url>" + entry(6)), URL)
    assert site_ids(read) == [5, 6]
    assert read.remarks == ("1 bare ampersands and control characters are mended",)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"<html><body></body></html>", "is neither a sitemap nor a sitemap index: its root is <html>"),
        (b"<rss/>", "is neither a sitemap nor a sitemap index: its root is <rss>"),
        (b"<!DOCTYPE html>\n<html lang=ar>", "is no XML|its root is <html>"),
        (b"", "is no XML"),
        (b"404 not found", "is no XML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>", "declares an XML entity at byte 13"),
    ],
)
def test_what_is_no_sitemap_is_refused(payload: bytes, reason: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=reason):
        read_sitemap(payload, URL)


def test_addresses_beyond_the_limit_are_remarked() -> None:
    read = read_sitemap(urlset("".join(map(entry, range(1, 50_003)))), URL)
    assert len(read.articles) == 50_000
    assert read.remarks == ("lists more than 50,000 articles: the rest is left out",)


def test_plain_addresses_beyond_the_limit_are_remarked() -> None:
    lines = "".join(f"https://alwasat.ly/news/libya/{number}\n" for number in range(1, 50_003))
    read = read_sitemap(zlib.compress(lines.encode(), wbits=31), URL)
    assert len(read.articles) == 50_000
    assert read.remarks == ("lists more than 50,000 articles: the rest is left out",)


# robots.txt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sitemap: https://alwasat.ly/sitemap.xml", ("https://alwasat.ly/sitemap.xml",)),
        ("\ufeffsitemap:https://www.alwasat.ly/a.xml.gz\r\n", ("https://www.alwasat.ly/a.xml.gz",)),
        ("SITEMAP : https://alwasat.ly/a.xml # news", ("https://alwasat.ly/a.xml",)),
        (
            "User-agent: *\nDisallow: /admin\nSitemap: https://alwasat.ly/a.xml\n\nSitemap: https://alwasat.ly/b.xml",
            ("https://alwasat.ly/a.xml", "https://alwasat.ly/b.xml"),
        ),
        ("Sitemap: https://alwasat.ly/a.xml\nSitemap: http://www.alwasat.ly/a.xml", ("https://alwasat.ly/a.xml",)),
        ("# Sitemap: https://alwasat.ly/a.xml", ()),
        ("Sitemap: https://example.com/a.xml", ()),
        ("Sitemap: https://alwasat.ly@example.com/a.xml", ()),
        ("Sitemap: /a.xml", ()),
        ("Sitemap: file:///a.xml", ()),
        ("Sitemap:", ()),
        ("Allow: https://alwasat.ly/a.xml", ()),
        ("", ()),
    ],
)
def test_robots_names_sitemaps_on_the_site(text: str, expected: tuple[str, ...]) -> None:
    assert sitemaps_of_robots(text) == expected
