"""What a page names, whatever kind of page it is: articles, its next page, other pages that name articles."""

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dateutil.parser import isoparse
from scrapy.http import Response, TextResponse

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.feeds import read_feed
from atwasat_spider.blocks.links import web_address
from atwasat_spider.blocks.listing import Listing
from atwasat_spider.blocks.listings import read_listing
from atwasat_spider.blocks.sitemaps import Sitemap, read_sitemap
from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.storage.listings import Kind

_XML = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<urlset", b"<sitemapindex", b"\x1f\x8b")
_FEED = (b"<rss", b"<feed", b"<rdf:RDF")
_BEGINNING = 4096  # bytes in which a document says what it is
_FRESH = timedelta(days=40)  # the sitemap of a month is written to until the month is over
_MOST_FEEDS = 10


@dataclass(frozen=True, slots=True)
class Named:
    """What a page names. ``listings`` are worth reading now, ``past`` only for a backfill; ``is_html`` tells a page."""

    addresses: tuple[ArticleAddress, ...]
    next_urls: tuple[str, ...] = ()
    listings: dict[str, Kind] = field(default_factory=dict)
    past: tuple[str, ...] = ()
    is_html: bool = False
    is_feed: bool = False
    remarks: tuple[str, ...] = ()


def read_named(response: Response, url: str, *, now: datetime) -> Named:
    """Read the page of ``url``; raises ``UnreadableCaptureError`` for what is neither listing, feed nor sitemap."""
    beginning = response.body[:_BEGINNING].removeprefix(BOM_UTF8).lstrip()
    is_xml = beginning.startswith(_XML) and b"<html" not in beginning.lower()  # a page may begin as XML
    if is_xml or url.endswith((".xml", ".xml.gz", ".txt")):
        is_feed = any(mark in beginning for mark in _FEED)
        return _feed(read_feed(response.body, url)) if is_feed else _sitemap(read_sitemap(response.body, url), now)
    if not isinstance(response, TextResponse):
        raise UnreadableCaptureError(f"{url} is neither a page of text nor a feed nor a sitemap")
    page = read_listing(response.text, url)
    return Named(
        addresses=tuple(listed.address for listed in page.articles),
        next_urls=page.next_pages,
        remarks=page.remarks,
        listings=dict.fromkeys(page.sections, Kind.SECTION) | _feeds(response, url),
        is_html=True,
    )


def _feed(document: Listing) -> Named:
    return Named(tuple(listed.address for listed in document.articles), is_feed=True, remarks=document.remarks)


def _sitemap(document: Sitemap, now: datetime) -> Named:
    modified = {each.url: _moment(each.last_modified) for each in document.sitemaps}
    fresh = [url for url, moment in modified.items() if moment is not None and now - moment < _FRESH]
    return Named(
        addresses=tuple(listed.address for listed in document.articles),
        listings=dict.fromkeys(fresh, Kind.SITEMAP),
        past=tuple(url for url in modified if url not in fresh),
        remarks=document.remarks,
    )


def _feeds(response: TextResponse, url: str) -> dict[str, Kind]:
    """Return the feeds that a page's head names."""
    links = response.css("link[rel~=alternate][type*=rss]::attr(href), link[rel~=alternate][type*=atom]::attr(href)")
    feeds = (web_address(link, url) for link in links.getall()[:_MOST_FEEDS])
    return {feed: Kind.FEED for feed in feeds if feed}


def _moment(text: str | None) -> datetime | None:
    try:
        moment = isoparse(text) if text else None
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
