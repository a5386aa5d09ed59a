"""Fetches what a web archive keeps of the site: ``scrapy crawl wayback -a url=https://alwasat.ly/news/libya/131580``.

A web archive is a CDX server, which lists captures, and a replay server, which shows them. Nothing else is asked.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form, printable_path
from atwasat_spider.captures.cdx import CdxAnswer, CdxCapture, read_answer, without_repeats
from atwasat_spider.captures.mementos import is_of_the_archive, memento_address, memento_datetime, memento_of
from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.answers import CONNECTION_FAILURES, REFUSED_BEFORE
from atwasat_spider.middlewares.archive import PLACE
from atwasat_spider.middlewares.ending import end_job, has_ended
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.spiders.wayback_wanted import Wanted, article_at, read_wanted
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.mementos import KnownMementos

CDX_SERVER, REPLAY_SERVER = "https://web.archive.org/cdx/search/cdx", "https://web.archive.org/web"

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 5
_MOST_REFUSALS = 5  # in a row
_NO_ANSWER: tuple[type[Exception], ...] = (IgnoreRequest, DownloadCancelledError, *CONNECTION_FAILURES)


class RefusedError(Exception):
    """A server of the archive gave no answer that could be used; whether ``at_large``, so that asking on is in vain."""

    def __init__(self, problem: str, *, at_large: bool = False) -> None:
        super().__init__(problem)
        self.at_large = at_large


class WaybackSpider(ArchiveSpider):
    """Fetches the captures that a web archive has of one article or of a section: the original bytes, the oldest first.

    ``url`` or ``section``; ``from`` and ``to`` are dates, both included; ``limit`` is the most captures to fetch.
    What the database has of the same moment is not fetched again; a capture that cannot be had is a problem.
    """

    name = "wayback"

    cdx_server: str
    replay_server: str
    origins: tuple[str, ...]  # of the only servers that are asked
    engine: Engine
    known: KnownMementos

    def __init__(self, **arguments: Any) -> None:
        self.wanted: Wanted = read_wanted({name: value for name, value in arguments.items() if name != "name"})
        super().__init__()
        self.found: int | None = None
        self.refusals = 0  # in a row
        self.first_answer: Response | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the two servers and the database from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.cdx_server = crawler.settings.get("ATWASAT_CDX_SERVER", CDX_SERVER)
        spider.replay_server = crawler.settings.get("ATWASAT_REPLAY_SERVER", REPLAY_SERVER).rstrip("/")
        spider.origins = (spider.cdx_server, spider.replay_server)
        spider.engine = open_engine(crawler.settings["ATWASAT_DATABASE_URL"])
        return spider

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse what is no article or section of the site, no date, no number."""
        read_wanted(arguments)

    def shown_arguments(self) -> dict[str, object]:
        """Return the arguments, the addresses canonical and the dates as the archive takes them."""
        return self.wanted.shown()

    @property
    def is_ending(self) -> bool:
        """Whether nothing more may be begun."""
        return self.stop_requested or has_ended(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first query; all else follows from its answer: a job that ends waits for what an answer brings."""
        address = self.wanted.queries()[0].address(self.cdx_server)
        meta = {REFUSED_BEFORE: True, "handle_httpstatus_all": True}
        yield Request(address, self.parse_index, errback=self.index_failed, meta=meta, dont_filter=True)

    async def parse_index(self, response: Response) -> AsyncIterator[PageItem]:
        """Yield the captures in the order of time, behind the problems of the index."""
        self.first_answer = response
        listed: dict[tuple[str, str], CdxCapture] = {}
        async for problem in self._list(listed):
            yield problem
        if listed and not self.is_ending:
            async for item in self._fetch_all(self._chosen(listed.values())):
                yield item
        self.engine.dispose()

    def index_failed(self, failure: Failure) -> Iterator[PageItem]:
        """Yield the problem that the index could not be asked, and end the job."""
        problem = failure.getErrorMessage() or type(failure.value).__name__
        yield PageItem(failure.request.url, None, problem=f"not listed: {problem}")  # type: ignore[attr-defined]
        self._refuse(f"the archive's index cannot be asked: {problem}")

    async def _list(self, listed: dict[tuple[str, str], CdxCapture]) -> AsyncIterator[PageItem]:
        """Put into ``listed`` what the index lists, and yield a problem for what could not be read of it."""
        waiting = list(reversed(self.wanted.queries()))
        while waiting and not self.is_ending:
            query = waiting.pop()
            address = query.address(self.cdx_server)
            try:
                answer = read_answer(await self._index(address))
                is_news = _add(answer, listed)
                if answer.remarks:
                    yield PageItem(
                        address, None, problem=f"the archive's index is damaged: {'; '.join(answer.remarks)}"
                    )
                if is_news or query.is_continued:  # another spelling that lists the same is not read to its end
                    waiting += reversed(query.following(answer))
            except (RefusedError, UnreadableCaptureError) as error:
                yield PageItem(address, None, problem=f"not listed: {error}")
                if getattr(error, "at_large", False):
                    self._refuse(f"the archive's index cannot be asked: {error}")

    async def _index(self, address: str) -> bytes:
        response, self.first_answer = self.first_answer or await self._ask(address), None
        if response.status == 404 and b"No Captures" in response.body:  # older pywb
            return b""
        if response.status != 200:
            raise RefusedError(_refused(response), at_large=response.status != 400)
        return response.body

    def _chosen(self, listed: Iterable[CdxCapture]) -> list[CdxCapture]:
        """Return what is to be fetched: captures of what was asked for, no repeats, not here yet, the oldest first."""
        by_article: defaultdict[ArticleAddress, list[CdxCapture]] = defaultdict(list)
        passed_over: Counter[str] = Counter()
        for capture in listed:
            address = self.wanted.article_of(capture.original)
            if address is None:
                passed_over["captures of other pages"] += 1
            else:
                by_article[address].append(capture)
        self.known = KnownMementos.load(
            self.engine, self.wanted.article or self.wanted.section or "", self.replay_server
        )
        chosen = []
        for address, captures in by_article.items():
            distinct = without_repeats(captures)
            new = [capture for capture in distinct if not self.known.has(address, capture.timestamp)]
            passed_over["captures that show the same as the one before"] += len(captures) - len(distinct)
            passed_over["captures that are here already"] += len(distinct) - len(new)
            chosen += new
        counted = ", ".join(f"{count} {what}" for what, count in passed_over.items() if count)
        if counted:
            self.note = f"not fetched: {counted}"
            self.needs_captures = not passed_over["captures that are here already"]
        return sorted(chosen, key=lambda capture: (capture.timestamp_text, capture.original))[: self.wanted.limit]

    async def _fetch_all(self, chosen: list[CdxCapture]) -> AsyncIterator[PageItem]:
        self.found = len(chosen)
        for number, capture in enumerate(chosen):
            if self.is_ending:
                self.logger.warning(
                    "%d captures were not asked for: run again, what is here stays", len(chosen) - number
                )
                return
            address = memento_address(self.replay_server, capture.timestamp_text, capture.original)
            try:
                item = await self._memento(address)
            except RefusedError as error:
                yield PageItem(address, None, problem=f"not fetched: {error}")
                self.refusals += 1
                if error.at_large or self.refusals >= _MOST_REFUSALS:
                    self._refuse(f"the archive refuses its captures, {self.refusals} in a row: {error}")
            else:
                self.refusals = 0
                if item.problem is None:
                    self.known.forget_failure(self.engine, address)
                yield item

    async def _memento(self, asked: str) -> PageItem:
        """Return what is replayed at an address, or the problem that the archive has it and cannot show it."""
        address = asked
        for _ in range(_MOST_HOPS):
            response = await self._ask(address)
            if response.status not in _REDIRECTS:
                return self._shown(response, asked)
            address = response.urljoin((response.headers.get("Location") or b"").decode("latin-1"))
            if memento_of(address, self.replay_server) is None:
                problem = f"not fetched: the archive redirects to {address[:200]!r}, which is no capture of its own"
                return PageItem(asked, None, problem=problem)
        return PageItem(
            asked, None, problem=f"not fetched: the archive redirects again and again, to {address[:200]!r}"
        )

    def _shown(self, response: Response, asked: str) -> PageItem:
        stated = memento_datetime((response.headers.get("Memento-Datetime") or b"").decode("latin-1"))
        memento = memento_of(response.url, self.replay_server)
        if response.status in (200, 203) and memento is not None and not is_of_the_archive(response.body, stated):
            return PageItem.of(_capture(response, stated or memento[0], memento[1]))
        if stated is not None:
            return PageItem(asked, None, problem=f"not fetched: the site answered {response.status} at that time")
        if response.status in (404, 410):
            return PageItem(asked, None, problem="not fetched: the archive has no such capture")
        raise RefusedError(_refused(response), at_large=response.status == 429)

    async def _ask(self, address: str) -> Response:
        """Ask one of the two servers; raise ``RefusedError`` where no answer came."""
        engine = self.crawler.engine
        assert engine is not None  # noqa: S101 - the spider is started by it
        request = Request(
            address, NO_CALLBACK, meta={REFUSED_BEFORE: True, "dont_merge_cookies": True}, dont_filter=True
        )
        try:
            return await engine.download_async(request)
        except _NO_ANSWER as error:
            raise RefusedError(str(error) or type(error).__name__) from error
        except (DBAPIError, OSError) as error:
            end_job(self.crawler, "failed", f"what the archive answered cannot be kept: {error}")
            raise RefusedError(str(error)) from error

    def _refuse(self, sentence: str) -> None:
        """End the job: whoever is asked not to ask does not ask."""
        end_job(self.crawler, "blocked", sentence)


def _add(answer: CdxAnswer, listed: dict[tuple[str, str], CdxCapture]) -> bool:
    """Add what an answer lists and return whether any of it is new."""
    before = len(listed)
    for capture in answer.captures:
        listed.setdefault((capture.timestamp_text, capture.original), capture)
    return len(listed) > before


def _refused(response: Response) -> str:
    wait = response.headers.get("Retry-After")
    asked = f" and asks to wait: Retry-After {wait.decode('latin-1')[:40]}" if wait else ""
    if response.status == 200:
        return f"the archive shows a page of its own in place of the capture{asked}"
    words = " (blocked by robots)" if b"robots" in response.body[:4096].lower() else ""
    return f"the archive answered {response.status}{words}{asked}"


def _capture(response: Response, captured_at: datetime, original: str) -> Capture:
    """Return the capture that an answer replays, where our own archive keeps it: as it will be read again there."""
    content_type = response.headers.get("Content-Type")
    known = Circumstances(
        address=article_at(original),
        captured_at=captured_at,
        content_type=content_type.decode("latin-1") if content_type else None,
        url=original,
        status=response.status,
    )
    place = response.meta[PLACE]
    form = Form.TEXT if (content_type or b"").startswith(b"text/plain") else Form.HTML
    return Capture(printable_path(place.path), response.body, known, form, place.offset)
