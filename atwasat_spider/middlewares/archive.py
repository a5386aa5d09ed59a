"""Every answer is kept in the WARC archive before anything else is done with it.

The middleware stands next to the downloader, so that it sees what came over the wire: compressed bodies, redirects,
refusals. What it cannot write is not parsed either.
"""

import hashlib
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from atwasat_spider.captures.archive import Archive, Place
from atwasat_spider.captures.bodies import HttpHead, undo_encodings
from atwasat_spider.captures.exchange import Exchange
from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.middlewares.ending import end_job
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.sightings import place_of_article, place_of_payload

# Keys of a request's meta: where its answer is kept and when it came, and the article that is asked for.
PLACE, FETCHED_AT, ARTICLE = "atwasat_place", "atwasat_fetched_at", "atwasat_article"
_NOT_MODIFIED = 304
_SECRET = ("proxy-authorization",)  # between us and the proxy: the site's server never sees it


class ArchiveMiddleware:
    """Writes each request and its answer to the archive of the setting ``ATWASAT_ARCHIVE``.

    A page that was kept before with the same bytes is written as a revisit of that record.
    """

    def __init__(self, folder: Path, site: str, engine: Engine, crawler: Crawler | None = None) -> None:
        self.folder = folder
        self.crawler = crawler
        self.archive: Archive | None = None  # made with the first answer: a replay has none
        self.site = site
        self.engine = engine

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive of the settings."""
        settings = crawler.settings
        middleware = cls(
            Path(settings["ATWASAT_ARCHIVE"]),
            settings["ATWASAT_SITE"],
            open_engine(settings["ATWASAT_DATABASE_URL"], patience=settings.getfloat("DATABASE_PATIENCE")),
            crawler,
        )
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep an answer, and note in the request's meta where it lies and when it came."""
        fetched_at = datetime.now(UTC)
        exchange = Exchange(
            url=on_the_site(response.url, self.site),
            fetched_at=fetched_at,
            method=request.method,
            request_headers=tuple(pair for pair in _pairs(request.headers) if pair[0].lower() not in _SECRET),
            status=response.status,
            reason=_reason(response.status),
            response_headers=_pairs(response.headers),
            payload=response.body,
            request_body=request.body,
            protocol=response.protocol or "HTTP/1.1",
            ip_address=str(response.ip_address) if response.ip_address else None,
        )
        request.meta[PLACE], request.meta[FETCHED_AT] = self._kept(request, exchange), fetched_at
        return response

    def _kept(self, request: Request, exchange: Exchange) -> Place:
        """Write an exchange; whoever asked, for robots.txt too, the job ends where that cannot be done."""
        try:
            self.archive = self.archive or Archive(self.folder)
            return self.archive.write(exchange, earlier=self._earlier(request, exchange))
        except OSError as error:
            self._end(f"the archive of captures cannot be written to: {error}")
            raise
        except DBAPIError as error:
            self._end(f"the database failed: {str(error.orig).strip()}")
            raise

    def _end(self, sentence: str) -> None:
        if self.crawler is not None:
            end_job(self.crawler, "failed", sentence)

    def spider_closed(self) -> None:
        """Close the archive."""
        if self.archive is not None:
            self.archive.close()
        self.engine.dispose()

    def _earlier(self, request: Request, exchange: Exchange) -> Place | None:
        """Return where a page with the same content lies that was kept before, or the one that has not changed."""
        if exchange.status == _NOT_MODIFIED:
            address = request.meta.get(ARTICLE)
            return persevere(lambda: place_of_article(self.engine, address)) if address else None
        try:
            page = undo_encodings(exchange.payload, _head(exchange))
        except UnreadableCaptureError:
            return None
        sha256 = hashlib.sha256(page).hexdigest()
        return persevere(lambda: place_of_payload(self.engine, sha256))


def on_the_site(url: str, site: str) -> str:
    """Return an address as it is on the site itself, if ``site`` is a server that stands in for it."""
    base = site.rstrip("/")
    return f"https://alwasat.ly{url.removeprefix(base)}" if url == base or url.startswith(f"{base}/") else url


def _head(exchange: Exchange) -> HttpHead:
    encodings = [value for name, value in exchange.response_headers if name.lower() == "content-encoding"]
    return HttpHead(status=exchange.status, content=", ".join(encodings))


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Return headers in their order, repeated ones too, one character a byte."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
