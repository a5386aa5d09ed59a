"""Fetches single pages of the site: ``scrapy crawl article -a url=https://alwasat.ly/news/libya/131580``."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.errors import NothingFoundError, UnreadableCaptureError, WrongUsageError
from atwasat_spider.items import PageItem
from atwasat_spider.query.rescraped import newest_kept
from atwasat_spider.spiders.live import LiveSpider
from atwasat_spider.spiders.plan import is_told
from atwasat_spider.storage.frontier import find
from atwasat_spider.storage.perseverance import persevere

RESULTS = "atwasat/results"  # among the stats of a job: a dictionary from canonical addresses to results
_ARGUMENTS = ("url", "from_archive")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one address: the word under which it was counted, what was wrong, and where it has moved to."""

    outcome: str
    problem: str | None = None
    moved_to: str | None = None


class ArticleSpider(LiveSpider):
    """Fetches articles by their addresses, in any historical form.

    ``url`` is one address, or several with spaces between them, or from Python a sequence. Each is asked for in full,
    whatever the frontier says of when it is due; an article that has moved is asked for where it is now. With
    ``from_archive`` nothing is asked for: the newest capture that is kept is read again.
    """

    name = "article"

    def __init__(self, url: str | Sequence[str] = (), from_archive: str | bool = False, **arguments: Any) -> None:  # noqa: FBT001, FBT002
        super().__init__(**arguments)
        self.addresses = list(dict.fromkeys(_addresses(url)))
        self.from_archive = is_told({"from_archive": from_archive}, "from_archive")
        self.found = len(self.addresses)
        self.read_again: dict[tuple[str, int], str] = {}  # the address for which a kept page was read, by its place

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Listen to what comes of each page."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_item, signals.item_scraped)
        crawler.signals.connect(spider.on_item_error, signals.item_error)
        return spider

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse what is no article of the site."""
        unknown = sorted(set(arguments) - set(_ARGUMENTS))
        if unknown:
            raise WrongUsageError(f"the spider article has no argument {unknown[0]!r}: write -a url=ADDRESS")
        is_told(arguments, "from_archive")
        if not _addresses(arguments.get("url", ())):
            raise WrongUsageError("the spider article needs an address: write -a url=ADDRESS")

    def shown_arguments(self) -> dict[str, object]:
        """Return the addresses, canonical."""
        shown: dict[str, object] = {"url": [address.url for address in self.addresses]}
        return shown | ({"from_archive": True} if self.from_archive else {})

    async def start(self) -> AsyncIterator[Request | PageItem]:
        """Yield a request for each address, or its page in the archive."""
        for address in list(self.addresses):
            if self.is_ending:
                return
            yield self._kept(address) if self.from_archive else self._asked(address)

    def moved(self, address: ArticleAddress) -> Iterator[Request]:
        """Ask for an article where it is now, if it was not asked for there."""
        if address not in self.addresses:
            self.addresses.append(address)
            yield self._asked(address)

    def on_item(self, item: PageItem) -> None:
        """Note what came of an address."""
        problem = item.problem or (item.visit.problem if item.visit else None)
        self._note(item, Result(item.came_of_it or "failed", problem, item.visit.moved_to if item.visit else None))

    def on_item_error(self, item: PageItem, failure: Failure) -> None:
        """Note that a page could not be stored."""
        error = failure.value
        said = str(error.orig) if isinstance(error, DBAPIError) else failure.getErrorMessage()
        self._note(item, Result("failed", f"not stored: {said.strip()}"))

    def _note(self, item: PageItem, result: Result) -> None:
        asked = item.visit.address.url if item.visit else item.path
        url = self.read_again.get((item.path, item.offset), asked)
        assert self.crawler.stats is not None  # noqa: S101 - made before the spider
        results: dict[str, Result] = self.crawler.stats.get_value(RESULTS, {})
        if url not in results or result.outcome != "unchanged":  # redirected to it, too: its first answer tells more
            self.crawler.stats.set_value(RESULTS, results | {url: result})

    def _asked(self, address: ArticleAddress) -> Request:
        known = persevere(lambda: find(self.engine, address))
        return self.article_request(address, known, is_conditional=False)

    def _kept(self, address: ArticleAddress) -> PageItem:
        """Return the newest capture of an article whose bytes are in the archive."""
        try:
            item = PageItem.of(persevere(lambda: newest_kept(self.engine, address.url)))
        except (NothingFoundError, UnreadableCaptureError) as error:
            return PageItem(address.url, None, problem=f"not read again: {error}")
        self.read_again[item.path, item.offset] = address.url
        return item


def _addresses(url: str | Sequence[str]) -> list[ArticleAddress]:
    return [read_article_address(each) for each in (url.split() if isinstance(url, str) else url)]
