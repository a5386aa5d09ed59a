"""The live crawl: ``scrapy crawl site`` or ``atwasat crawl``.

Listings first: the front page, the sections that it links, their pages back to known ground, and what robots.txt names
as sitemaps and feeds. Every article's address that they name is in the frontier before it is asked for. Then the
articles, new ones first, the newest of the site first; then those that are due again.
"""

import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from sqlalchemy.exc import DBAPIError

from atwasat_spider.addresses import NEWS, ArticleAddress
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.archive import on_the_site
from atwasat_spider.middlewares.robots import robots_read
from atwasat_spider.normalization import estimate_from_id
from atwasat_spider.spiders.listings import ListingReading
from atwasat_spider.spiders.live import LiveSpider
from atwasat_spider.spiders.plan import Plan
from atwasat_spider.storage.frontier import Known, due, forgive_the_future, newest_unfetched, remember_all, unknown
from atwasat_spider.storage.perseverance import persevere

DEFAULT_SECTION = "libya"  # in the addresses of numbers of which nothing is known but the number
_BATCH = 20
_AT_ONCE = 500  # rows read at once
_SLACK = timedelta(days=2)  # of what a number says of its date


class SiteSpider(LiveSpider):
    """Finds each article of the site once, and notices what becomes of it; ``Plan`` describes the arguments."""

    name = "site"
    is_alone: ClassVar = True
    needs_captures = False

    reading: ListingReading
    opened_at: datetime
    ends_at: float | None

    def __init__(self, plan: Plan | None = None, **arguments: Any) -> None:
        super().__init__()
        self.plan = plan or Plan.of(arguments)
        self.is_whole = not (self.plan.dry_run or self.plan.ids or self.plan.sections)
        self.found: int | None = None
        self.asked = 0
        self._waiting: deque[Request] = deque()
        self.discovered = 0  # addresses, in this run
        self._seen_of_new = -1
        self._below: Known | None = None
        self._is_exhausted = False
        self._new_ones: deque[Known] = deque()
        self._due_ones: deque[Known] = deque()
        self._had: set[int] = set()
        self._takes_new = True
        self._shown: set[ArticleAddress] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Listen for robots.txt, and for the moments in which nothing is under way."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.reading = ListingReading(spider, spider.plan)
        spider.opened_at = datetime.now(UTC)
        minutes = crawler.settings.getfloat("ATWASAT_LONGEST_RUN")
        spider.ends_at = time.monotonic() + minutes * 60 if minutes else None
        crawler.signals.connect(spider.on_robots, robots_read)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        return spider

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse an argument that cannot be met."""
        Plan.of(arguments)

    def shown_arguments(self) -> dict[str, object]:
        """Return the arguments that were given."""
        return self.plan.shown()

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests for the listings; articles follow when these are read."""
        persevere(lambda: forgive_the_future(self.engine, self.opened_at))
        if self.plan.ids is not None:
            self._take_ids(*self.plan.ids)
            return
        for request in self.reading.requests.first():
            yield request

    def _take_ids(self, first: int, last: int) -> None:
        """Remember the numbers of a range that nobody has seen, under the section that was named."""
        section = self.plan.sections[0] if self.plan.sections else DEFAULT_SECTION
        every = [ArticleAddress(NEWS, number, section) for number in range(first, last + 1)]
        missing = persevere(lambda: unknown(self.engine, every))
        self.logger.info("%d of the %d numbers are not known", len(missing), len(every))
        if self.plan.dry_run:
            for address in missing[: self.plan.limit]:
                self.would_ask(address)
        else:
            persevere(lambda: remember_all(self.engine, missing, datetime.now(UTC)))

    def on_robots(self, text: str, url: str) -> None:
        """Read the sitemaps that robots.txt names."""
        if self.plan.ids is None and not self.plan.sections:
            self.unfinished = "reading what robots.txt names"  # Scrapy logs what a handler raises, and goes on
            self._waiting.extend(self.reading.requests.named_by_robots(text, on_the_site(url, self.site)))
            self.unfinished = None

    def on_idle(self) -> None:
        """Ask for more when nothing is under way; raises Scrapy's word for it that there is more."""
        engine = self.crawler.engine
        if self.is_ending or engine is None:
            return
        self.unfinished = "looking for what to ask next"
        try:
            requests = persevere(self._next_requests)
        except DBAPIError as error:
            self.is_over(error)
            raise
        self.unfinished = None
        for request in reversed(requests):  # what the scheduler got last it gives first
            engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _next_requests(self) -> list[Request]:
        """Return the next requests: listings, then articles, then a page of the past."""
        if self._waiting:
            requests = list(self._waiting)
            self._waiting.clear()
            return requests
        if self.has_lasted:
            self.note = "the run has lasted as long as it may; the next one goes on"
            return []
        if self.plan.dry_run:
            self._show_unfetched()
            return []
        requests = [self._article(known) for known in self._next_articles()]
        if not requests and self.plan.backfill and self.plan.ids is None:
            requests = self.reading.requests.past()
        return requests

    @property
    def has_lasted(self) -> bool:
        """Whether the run has lasted as long as it may."""
        return self.ends_at is not None and time.monotonic() > self.ends_at

    def moved(self, address: ArticleAddress) -> Iterator[Request]:
        """Look for new articles again: this one is in the frontier by then."""
        self.discovered += 1
        yield from super().moved(address)

    def _article(self, known: Known) -> Request:
        self._had.add(known.id)
        self.asked += 1
        return self.article_request(known.address, known)

    def _next_articles(self) -> list[Known]:
        """Return new addresses and due ones by turns, so that neither waits for the last of the other."""
        batch = max(_BATCH, 4 * self.settings.getint("CONCURRENT_REQUESTS"))
        room = batch if self.plan.limit is None else min(batch, self.plan.limit - self.asked)
        if room <= 0:
            self.note = f"the limit of {self.plan.limit} articles is reached"
            return []
        first, second = (self._new, self._due) if self._takes_new else (self._due, self._new)
        self._takes_new = not self._takes_new
        return first(room) or second(room)

    def _new(self, room: int) -> list[Known]:
        """Return the newest addresses that were never answered, of those that the arguments mean."""
        if self._seen_of_new != self.discovered:
            self._seen_of_new, self._below, self._is_exhausted = self.discovered, None, False
            self._new_ones.clear()
        while not self._new_ones and not self._is_exhausted:
            found = newest_unfetched(
                self.engine, limit=_AT_ONCE, below=self._below, between=self.plan.ids, sections=self._slugs
            )
            self._is_exhausted, self._below = not found, found[-1] if found else None
            self._new_ones.extend(each for each in found if each.id not in self._had and self.is_wanted(each.address))
        return _taken(self._new_ones, room)

    def _due(self, room: int) -> list[Known]:
        """Return addresses that are due again; of those that were had and could not be settled none comes twice."""
        if self.plan.ids is not None:
            return []
        if not self._due_ones:
            found = due(self.engine, self.opened_at, limit=_AT_ONCE + len(self._had), sections=self._slugs)
            self._due_ones.extend(each for each in found if each.id not in self._had)
        return _taken(self._due_ones, room)

    def is_wanted(self, address: ArticleAddress) -> bool:
        """Tell whether an article can be as new and in the sections that the arguments say."""
        return self._is_since(address) and (not self._slugs or address.section in self._slugs)

    @property
    def _slugs(self) -> Sequence[str]:
        """The sections to which the crawl keeps, none for all: an address of a listing may name any."""
        slugs = [section for section in self.plan.sections if "/" not in section and section != "all"]
        return slugs if len(slugs) == len(self.plan.sections) else ()

    def parse_listing(self, response: Response) -> Iterator[Request | PageItem]:
        """Yield what follows the page of a listing."""
        yield from self.reading.parse(response)

    def listing_failed(self, failure: Any) -> Iterator[PageItem]:
        """Yield the problem of a listing that could not be had."""
        yield from self.reading.failed(failure)

    def _show_unfetched(self) -> None:
        """Print what is remembered and was never answered, as much as a crawl would ask for."""
        limit = min(self.plan.limit or _AT_ONCE, _AT_ONCE)
        for known in newest_unfetched(self.engine, limit=limit, between=self.plan.ids, sections=self._slugs):
            self.would_ask(known.address)

    def would_ask(self, address: ArticleAddress) -> None:
        """Print an address that a crawl would ask for, once."""
        if address not in self._shown and self.is_wanted(address):
            self._shown.add(address)
            sys.stdout.write(f"{address.url}\n")

    def are_before_since(self, addresses: Sequence[ArticleAddress]) -> bool:
        """Tell whether there is a bound of time and every one of the articles is older, as far as numbers tell."""
        return bool(self.plan.since and addresses and not any(map(self._is_since, addresses)))

    def _is_since(self, address: ArticleAddress) -> bool:
        bounds = estimate_from_id(address.id_space, address.site_id) if self.plan.since else None
        return not (bounds and self.plan.since and bounds[1] + _SLACK < self.plan.since)


def _taken(waiting: deque[Known], room: int) -> list[Known]:
    """Take so many from the beginning of what waits."""
    return [waiting.popleft() for _ in range(min(room, len(waiting)))]
