"""No request leaves the site, whoever made it: a spider, a redirect, the fetch of a robots.txt."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_HOSTS = ("alwasat.ly", "www.alwasat.ly")
SPELLINGS = frozenset(f"{scheme}://{host}" for scheme in _DEFAULT_PORTS for host in _HOSTS)  # all lead to one site


class OffSiteError(IgnoreRequest):
    """The request was for another server than the site, and was not sent."""


class SiteOnlyMiddleware:
    """Refuses every request to an origin that the spider does not name in ``origins``; by default to all but the site.

    It must stand before every other middleware: those may fetch something for the request's sake.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.site = origin_of(crawler.settings["ATWASAT_SITE"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the site from the settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ``OffSiteError`` for a request that would leave the site."""
        if origin_of(request.url) not in self._origins():
            raise OffSiteError(f"{request.url[:200]} is not on the site, and nothing else is asked")

    def _origins(self) -> frozenset[str]:
        named = getattr(self.crawler.spider, "origins", None)
        if named is not None:
            return frozenset(map(origin_of, named))
        return SPELLINGS if self.site in SPELLINGS else frozenset({self.site})


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, a default port left out; one with a user's name is another origin.

    >>> origin_of("HTTPS://Alwasat.ly:443/news/libya/1")
    'https://alwasat.ly'
    """
    parts = urlsplit(url)
    netloc = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ":"))
    return f"{parts.scheme}://{netloc}"
