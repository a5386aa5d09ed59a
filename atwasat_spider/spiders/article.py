"""Fetches single pages of the site: ``scrapy crawl article -a url=https://alwasat.ly/news/libya/131580``."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.blocks.links import SITE, article_at
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form, printable_path
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.archive import FETCHED_AT, PLACE, on_the_site
from atwasat_spider.spiders.archive import ArchiveSpider

_ADDRESS, _HOPS = "atwasat_address", "atwasat_hops"  # keys of a request's meta
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 5


class ArticleSpider(ArchiveSpider):
    """Fetches articles by their addresses, in any historical form; ``url`` is one, or from Python a sequence of them.

    The answers are in the archive of captures before they are read. One that shows no article is a problem.
    """

    name = "article"

    def __init__(self, url: str | Sequence[str] = (), **arguments: Any) -> None:
        super().__init__(**arguments)
        self.addresses = _addresses(url)
        self.found = len(self.addresses)
        self.site = ""
        self.allowed_domains: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the site from the settings; redirects to any other host are not followed."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = crawler.settings["ATWASAT_SITE"].rstrip("/")
        host = urlsplit(spider.site).hostname
        spider.allowed_domains = [host] if host else []
        return spider

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
        for address in dict.fromkeys(self.addresses):
            yield self._request(self.site + urlsplit(address.url).path, address, hops=0)

    def _request(self, url: str, address: ArticleAddress, *, hops: int) -> Request:
        meta = {_ADDRESS: address, _HOPS: hops, "handle_httpstatus_list": list(_REDIRECTS)}
        return Request(url, self.parse, errback=self.failed, meta=meta, dont_filter=True)

    def parse(self, response: Response, **_arguments: Any) -> Iterator[PageItem | Request]:
        """Yield the page of an answer, or the request that a redirect on the site leads to."""
        if response.status not in _REDIRECTS:
            yield page_of(response, self.site)
            return
        address, hops = response.meta[_ADDRESS], response.meta[_HOPS]
        target = response.urljoin((response.headers.get("Location") or b"").decode("latin-1"))
        is_on_site = urlsplit(target)[:2] == urlsplit(self.site)[:2]
        if is_on_site and hops < _MOST_HOPS:
            yield self._request(target, address, hops=hops + 1)
        else:
            reason = "after too many redirects" if is_on_site else "to another host, which is never followed"
            yield PageItem(address.url, None, problem=f"not fetched: the server redirects {reason}: {target[:200]}")

    def failed(self, failure: Failure) -> Iterator[PageItem]:
        """Yield the problem of an address that gave no page."""
        address: ArticleAddress = failure.request.meta[_ADDRESS]  # type: ignore[attr-defined]
        response = getattr(failure.value, "response", None)
        problem = f"the server answered {response.status}" if response is not None else failure.getErrorMessage()
        yield PageItem(address.url, None, problem=f"not fetched: {problem}")


def page_of(response: Response, site: str) -> PageItem:
    """Return the page that an answer holds, where the archive keeps it; after a redirect its address is the last."""
    place, fetched_at = response.meta[PLACE], response.meta[FETCHED_AT]
    url = on_the_site(response.url, site)
    address = article_at(url, SITE)
    content_type = response.headers.get("Content-Type")
    is_text = (content_type or b"").startswith(b"text/plain")
    known = Circumstances(
        address=address,
        captured_at=fetched_at,
        content_type=content_type.decode("latin-1") if content_type else None,
        url=url,
        status=response.status,
    )
    form = Form.TEXT if is_text else Form.HTML
    return PageItem.of(Capture(printable_path(place.path), response.body, known, form, place.offset))


def _addresses(url: str | Sequence[str]) -> list[ArticleAddress]:
    return [read_article_address(each) for each in ([url] if isinstance(url, str) else url)]
