"""A site that does not want us, or that is not there: the job ends at once, and says what it saw."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from atwasat_spider.captures.refusals import Refusal, RefusalKind, retry_after
from atwasat_spider.middlewares.answers import (
    CONNECTION_FAILURES,
    LISTING,
    REFUSED_BEFORE,
    failure_shown,
    headers_of,
    refusal_of,
)
from atwasat_spider.middlewares.archive import ARTICLE
from atwasat_spider.middlewares.ending import JobEndedError, end_job, has_ended
from atwasat_spider.middlewares.pace import pause_asked
from atwasat_spider.storage.listings import Kind, Listing

_REFUSAL = "atwasat_refusal"  # a key of a request's meta, from the arrival of its answer to the processing of it
_MOST_FAILURES = 3
# With these it may be the page that nobody gets, and not we that get no page.
_OF_ONE_PAGE = frozenset({RefusalKind.FORBIDDEN, RefusalKind.UNAVAILABLE, RefusalKind.LOGIN, RefusalKind.EMPTY})


class SiteRefusesError(IgnoreRequest):
    """The site refuses us; ``refusal`` says how."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class RefusalsMiddleware:
    """Ends the job with the reason ``blocked`` at the first refusal: the spider gets ``refusal`` and ``retry_after``.

    A request whose meta says that it was refused before passes with a refusal that may be that of one page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Look at every answer when it arrives: the downloader sends its next request before it is processed."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy passes it by name
        """Let nothing be sent after the job's end."""
        if has_ended(self.crawler):
            raise JobEndedError("not sent: the job ended")

    def response_downloaded(self, response: Response, request: Request) -> None:
        """End the job at a refusal."""
        refusal = refusal_of(response)
        if refusal is None or pause_asked(request, response, self.crawler.settings) is not None:
            return
        kinds = _OF_ONE_PAGE | ({RefusalKind.FIREWALL} if request.meta.keys() & {ARTICLE, LISTING} else set())
        if refusal.kind in kinds and request.meta.get(REFUSED_BEFORE):
            return
        request.meta[_REFUSAL] = refusal
        spider: Any = self.crawler.spider
        if getattr(spider, "refusal", None) is None:
            spider.refusal = refusal
            spider.retry_after = retry_after(headers_of(response), datetime.now(UTC))
        end_job(self.crawler, "blocked", f"{refusal}. {refusal.remedy}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise ``SiteRefusesError`` in place of an answer that refuses us."""
        refusal = request.meta.pop(_REFUSAL, None)
        if refusal is not None:
            raise SiteRefusesError(refusal)
        return response


class UnreachableMiddleware:
    """Ends the job with the reason ``unreachable`` after three failures in a row, each after its retries.

    A failure is a connection that brings no answer, or an error of the server (5xx). It must stand before the retries.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.failures = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Begin with no failure."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Count an error of the server; any other answer ends the row."""
        if _is_aside(request):
            return response
        if response.status >= 500:
            self._count(f"status {response.status}: {request.url[:200]}")
        else:
            self.failures = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a connection that brought no answer."""
        if isinstance(exception, CONNECTION_FAILURES) and not _is_aside(request):
            self._count(f"{failure_shown(exception)}: {request.url[:200]}")

    def _count(self, failure: str) -> None:
        self.failures += 1
        if self.failures >= _MOST_FAILURES:
            sentence = f"the site cannot be reached: {self.failures} failures in a row, the last: {failure}"
            end_job(self.crawler, "unreachable", sentence)


def _is_aside(request: Request) -> bool:
    """Tell a request for a sitemap or a feed: these may be broken where the site is well."""
    listing = request.meta.get(LISTING)
    return isinstance(listing, Listing) and listing.kind in (Kind.SITEMAP, Kind.FEED)
