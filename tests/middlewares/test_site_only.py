"""The middleware that lets no request leave the site."""

from collections.abc import Iterator
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings
from visiting import Guest, Host, hosting, status, visit

from atwasat_spider.middlewares.robots import RobotsMiddleware
from atwasat_spider.middlewares.site_only import OffSiteError, SiteOnlyMiddleware, origin_of

OURS: dict[Any, int | None] = {SiteOnlyMiddleware: 20}
OBEYING: dict[Any, int | None] = OURS | {RobotsTxtMiddleware: None, RobotsMiddleware: 100}


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


@pytest.fixture
def other() -> Iterator[Host]:
    with hosting() as host:
        yield host


def middleware(site: str, origins: set[str] | None = None) -> SiteOnlyMiddleware:
    crawler = Crawler(Spider, Settings({"ATWASAT_SITE": site}))
    crawler.spider = Spider("guest")
    if origins is not None:
        crawler.spider.origins = origins  # type: ignore[attr-defined]
    return SiteOnlyMiddleware.from_crawler(crawler)


@pytest.mark.parametrize(
    "url",
    [
        "https://alwasat.ly/news/libya/1",
        "http://alwasat.ly/news/libya/1",
        "http://www.alwasat.ly/",
        "https://www.alwasat.ly:443/robots.txt",
        "HTTPS://ALWASAT.LY/",
    ],
)
def test_any_spelling_of_the_site_is_asked(url: str) -> None:
    middleware("https://alwasat.ly").process_request(Request(url))
    middleware("http://www.alwasat.ly/").process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://alwasat.ly.example.com/",
        "https://notalwasat.ly/",
        "https://static.alwasat.ly/photo.jpg",
        "https://alwasat.ly:8443/",
        "http://alwasat.ly:443/",
        "https://alwasat.ly@example.com/",
        "https://example.com@alwasat.ly/",
        "https://user:secret@alwasat.ly/",
        "https://alwasat.ly./",
        "https://example.com\\@alwasat.ly/",
        "https://example.com/https://alwasat.ly/",
        "ftp://alwasat.ly/",
        "file:///etc/hostname",
        "data:text/html,x",
        "http://127.0.0.1/",
        "http://[::1]/",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(OffSiteError, match="is not on the site, and nothing else is asked"):
        middleware("https://alwasat.ly").process_request(Request(url))


def test_site_that_stands_in_is_the_only_one() -> None:
    only = middleware("http://127.0.0.1:8080")
    only.process_request(Request("http://127.0.0.1:8080/news/libya/1"))
    for url in ("http://127.0.0.1:8081/", "https://127.0.0.1:8080/", "http://localhost:8080/", "https://alwasat.ly/"):
        with pytest.raises(OffSiteError):
            only.process_request(Request(url))


def test_spider_names_its_own_origins() -> None:
    only = middleware("https://alwasat.ly", {"https://web.archive.org", "http://127.0.0.1:8080/"})
    only.process_request(Request("https://web.archive.org/web/2016/https://alwasat.ly/"))
    only.process_request(Request("http://127.0.0.1:8080/x"))
    with pytest.raises(OffSiteError):
        only.process_request(Request("https://alwasat.ly/"))


def test_spider_without_any_origin_asks_nobody() -> None:
    with pytest.raises(OffSiteError):
        middleware("https://alwasat.ly", set()).process_request(Request("https://alwasat.ly/"))


def test_other_server_sees_no_request(host: Host, other: Host) -> None:
    guest = visit(host, ["/news/libya/1", f"{other.address}/news/libya/2"], OBEYING, ROBOTSTXT_OBEY=True)
    assert (host.asked, other.asked) == (["/robots.txt", "/news/libya/1"], [])
    assert guest.kinds() == {"OffSiteError": 1}
    assert guest.reason == "finished"


def test_redirect_to_another_server_is_not_followed(host: Host, other: Host) -> None:
    host.say("/news/libya/1", status(302, ("Location", f"{other.address}/news/libya/1")))
    guest = visit(host, ["/news/libya/1"], OURS, guest=Follower, REDIRECT_ENABLED=True)
    assert (host.asked, other.asked) == (["/news/libya/1"], [])
    assert guest.kinds() == {"OffSiteError": 1}


def test_robots_txt_on_another_server_is_not_fetched(host: Host, other: Host) -> None:
    host.say("/robots.txt", status(301, ("Location", f"{other.address}/robots.txt")))
    guest = visit(host, ["/news/libya/1"], OBEYING, ROBOTSTXT_OBEY=True)
    assert (host.asked, other.asked) == (["/robots.txt"], [])
    assert (guest.reason, guest.kinds()) == ("robots-unreachable", {"OffSiteError": 1})


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://alwasat.ly", "https://alwasat.ly"),
        ("http://Alwasat.ly:80/x", "http://alwasat.ly"),
        ("http://[::1]:8080/x", "http://[::1]:8080"),
        ("https://alwasat.ly:80/", "https://alwasat.ly:80"),
    ],
)
def test_origin_is_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(url) == origin


class Follower(Guest):
    """Lets Scrapy follow redirects."""

    async def start(self) -> Any:
        for url in self.urls:
            yield Request(url, self.parse, errback=self.failed)
