"""What the spiders that ask the site itself have in common: an article's request, and what each answer to it means."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.defer import deferred_from_coro
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.links import SITE, article_at
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form, printable_path
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.answers import CONNECTION_FAILURES, REFUSED_BEFORE, failure_shown
from atwasat_spider.middlewares.archive import ARTICLE, FETCHED_AT, PLACE, on_the_site
from atwasat_spider.middlewares.ending import drop_waiting, end_job, has_ended
from atwasat_spider.middlewares.refusals import SiteRefusesError
from atwasat_spider.middlewares.robots import ForbiddenByRobotsError
from atwasat_spider.pipelines.store import COUNT
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.spiders.redirects import (
    FOR_EVER,
    MOST_HOPS,
    REDIRECTS,
    asked_at,
    location_of,
    page_on_the_site,
    text_of,
)
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.frontier import Known, State, Visit
from atwasat_spider.storage.perseverance import be_quick, is_away
from atwasat_spider.storage.schedule import Schedule

_HOPS = "atwasat_hops"
_PARTIAL, _NOT_MODIFIED, _GONE = 206, 304, (404, 410)
_REFUSED = (
    200,
    *REDIRECTS,
    401,
    403,
    451,
)  # statuses of a page that failed which may come with the refusal of that page alone
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES)


class LiveSpider(ArchiveSpider):
    """A spider that asks the site; its answers are in the archive of captures before they are read."""

    site: str
    schedule: Schedule
    engine: Engine

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the site, its database and the ladder of second looks from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = crawler.settings["ATWASAT_SITE"].rstrip("/")
        spider.schedule = Schedule.of(crawler.settings["ATWASAT_LADDER"])
        patience = crawler.settings.getfloat("DATABASE_PATIENCE")
        spider.engine = open_engine(crawler.settings["ATWASAT_DATABASE_URL"], patience=patience)
        return spider

    @property
    def is_ending(self) -> bool:
        """Whether nothing more may be begun."""
        return self.stop_requested or has_ended(self.crawler)

    def count(self, name: str) -> None:
        """Count something that the job did, for the row of the run."""
        assert self.crawler.stats is not None  # noqa: S101 - made before the spider
        self.crawler.stats.inc_value(f"{COUNT}{name}")

    def other_page(self, response: Response) -> PageItem:
        """Return the page of an answer that is no article's."""
        return replace(page_of(response, self.site), is_other=True)

    def stop(self) -> None:
        """End the job: the answers under way are waited for a little, and stored."""
        super().stop()
        engine = self.crawler.engine
        if engine is not None and engine.spider is not None:
            drop_waiting(self.crawler, "told to stop")
            deferred_from_coro(engine.close_spider_async(reason="shutdown"))

    def is_over(self, error: BaseException | None) -> bool:
        """Tell whether a request failed because the job is over; end it where the archive or the database is broken."""
        if isinstance(error, DBAPIError) and is_away(error):
            be_quick()  # it was waited for
            end_job(self.crawler, "failed", f"the database failed: {str(error.orig).strip()}")
        elif isinstance(error, OSError) and error.errno in _NO_ROOM:
            end_job(self.crawler, "failed", f"the archive of captures cannot be written to: {error}")
        return self.stop_requested or has_ended(self.crawler)

    def article_request(
        self, address: ArticleAddress, known: Known | None = None, *, is_conditional: bool = True, hops: int = 0
    ) -> Request:
        """Return the request for an article; if it is conditional, for a stored one only if it has changed since."""
        headers = {}
        if is_conditional and known is not None and known.state is State.DONE:
            headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        meta = {
            ARTICLE: address,
            _HOPS: hops,
            REFUSED_BEFORE: is_conditional
            and known is not None
            and known.state is State.FAILED
            and known.status in _REFUSED,
            "handle_httpstatus_list": [*REDIRECTS, *_GONE, _NOT_MODIFIED],
        }
        return Request(
            asked_at(address.url, self.site),
            self.parse_article,
            errback=self.article_failed,
            headers={name: value for name, value in headers.items() if value},
            meta=meta,
            dont_filter=True,
        )

    def parse_article(self, response: Response) -> Iterator[PageItem | Request]:
        """Yield what an answer shows of an article, or the request that a redirect on the site leads to."""
        address = response.meta[ARTICLE]
        visit = self._visit(response, State.DONE)
        if response.status == _PARTIAL:
            yield self._failed(response, "the server answered with a part of the page (206)")
        elif response.status in _GONE:
            yield PageItem(address.url, None, visit=self._visit(response, State.GONE))
        elif response.status in REDIRECTS:
            yield from self._redirected(response)
        else:
            yield page_of(response, self.site, visit)

    def _redirected(self, response: Response) -> Iterator[PageItem | Request]:
        asked, hops = response.meta[ARTICLE], response.meta[_HOPS]
        target = location_of(response)
        url = page_on_the_site(target, self.site)
        address = article_at(url, SITE) if url else None
        if url is None or address is None:
            yield self._failed(response, f"the server redirects to {target[:200]!r}, which is no article of the site")
        elif hops >= MOST_HOPS:
            yield self._failed(response, f"the server redirects again and again, at last to {url[:200]!r}")
        elif (address.id_space, address.site_id) != (asked.id_space, asked.site_id):
            visit = self._visit(response, State.MOVED, moved_to=address.url)
            yield PageItem(asked.url, None, visit=visit)
            yield from self.moved(address)
        else:
            yield self.article_request(address, hops=hops + 1).replace(url=asked_at(url, self.site))

    def moved(self, address: ArticleAddress) -> Iterator[Request]:  # noqa: ARG002
        """Yield what is asked for when an article was found to be the one at another address now."""
        return iter(())

    def article_failed(self, failure: Failure) -> Iterator[PageItem]:
        """Yield what the failure of a request says of an address; what was never sent says nothing."""
        request: Request = failure.request  # type: ignore[attr-defined]
        address, error = request.meta[ARTICLE], failure.value
        if isinstance(error, SiteRefusesError):
            visit = self._unanswered(address, State.FAILED, str(error))
            yield PageItem(address.url, None, visit=visit)
        elif isinstance(error, ForbiddenByRobotsError):
            yield PageItem(
                address.url, None, visit=self._unanswered(address, State.OFF_LIMITS, "robots.txt forbids it")
            )
        elif self.is_over(error):
            return
        elif isinstance(error, HttpError):
            yield self._failed(error.response, f"the server answered {error.response.status}")
        else:
            shown = failure_shown(error) if isinstance(error, CONNECTION_FAILURES) else failure.getErrorMessage()
            problem = f"not fetched: {shown}"
            yield PageItem(address.url, None, problem=problem, visit=self._unanswered(address, State.FAILED, problem))

    def _failed(self, response: Response, reason: str) -> PageItem:
        problem = f"not fetched: {reason}"
        visit = self._visit(response, State.DONE).failed(problem)
        return PageItem(response.meta[ARTICLE].url, None, problem=problem, visit=visit)

    def _visit(self, response: Response, state: State, *, moved_to: str | None = None) -> Visit:
        return Visit(
            address=response.meta[ARTICLE],
            moment=response.meta[FETCHED_AT],
            state=state,
            schedule=self.schedule,
            status=response.status,
            etag=text_of(response.headers.get("ETag")),
            last_modified=text_of(response.headers.get("Last-Modified")),
            moved_to=moved_to,
            is_for_ever=response.status in FOR_EVER,
            is_unchanged=response.status == _NOT_MODIFIED,
        )

    def _unanswered(self, address: ArticleAddress, state: State, problem: str) -> Visit:
        status = self.refusal.status if self.refusal else None
        return Visit(address, datetime.now(UTC), state, self.schedule, status=status, problem=problem)


def page_of(response: Response, site: str, visit: Visit | None = None) -> PageItem:
    """Return the page that an answer holds, where the archive keeps it."""
    place, fetched_at = response.meta[PLACE], response.meta[FETCHED_AT]
    url = on_the_site(response.url, site)
    content_type = response.headers.get("Content-Type")
    known = Circumstances(
        address=article_at(url, SITE),
        captured_at=fetched_at,
        content_type=content_type.decode("latin-1") if content_type else None,
        url=url,
        status=response.status,
    )
    form = Form.TEXT if (content_type or b"").startswith(b"text/plain") else Form.HTML
    capture = Capture(printable_path(place.path), response.body, known, form, place.offset)
    return PageItem(capture.path, capture.sha256, capture.offset, capture=capture, visit=visit)
