"""Fetches single pages of the site: ``scrapy crawl article -a url=https://alwasat.ly/news/libya/131580``."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from scrapy import Request

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.spiders.live import LiveSpider
from atwasat_spider.storage.frontier import find
from atwasat_spider.storage.perseverance import persevere


class ArticleSpider(LiveSpider):
    """Fetches articles by their addresses, in any historical form; ``url`` is one, or from Python a sequence of them.

    Each is asked for in full, whatever the frontier says of when it is due. An article that has moved is asked for
    where it is now.
    """

    name = "article"

    def __init__(self, url: str | Sequence[str] = (), **arguments: Any) -> None:
        super().__init__(**arguments)
        self.addresses = list(dict.fromkeys(_addresses(url)))
        self.found = len(self.addresses)

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse what is no article of the site."""
        unknown = sorted(set(arguments) - {"url"})
        if unknown:
            raise WrongUsageError(f"the spider article has no argument {unknown[0]!r}: write -a url=ADDRESS")
        if not _addresses(arguments.get("url", ())):
            raise WrongUsageError("the spider article needs an address: write -a url=ADDRESS")

    def shown_arguments(self) -> dict[str, object]:
        """Return the addresses, canonical."""
        return {"url": [address.url for address in self.addresses]}

    async def start(self) -> AsyncIterator[Request]:
        """Yield a request for each address."""
        for address in self.addresses:
            yield self._asked(address)
            if self.is_ending:
                return

    def moved(self, address: ArticleAddress) -> Iterator[Request]:
        """Ask for an article where it is now, if it was not asked for there."""
        if address not in self.addresses:
            self.addresses.append(address)
            yield self._asked(address)

    def _asked(self, address: ArticleAddress) -> Request:
        known = persevere(lambda: find(self.engine, address))
        return self.article_request(address, known, is_conditional=False)


def _addresses(url: str | Sequence[str]) -> list[ArticleAddress]:
    return [read_article_address(each) for each in ([url] if isinstance(url, str) else url)]
