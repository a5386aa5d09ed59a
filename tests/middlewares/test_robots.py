"""The middleware that obeys robots.txt."""

from collections.abc import Iterator
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from visiting import PAGE, Guest, Host, hosting, robots, status, visit

from atwasat_spider.middlewares.robots import RobotsMiddleware, robots_read

OURS: dict[Any, int | None] = {RobotsTxtMiddleware: None, RobotsMiddleware: 100}
OBEYING: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 16,
    "RETRY_TIMES": 1,
    "RETRY_PRIORITY_ADJUST": 0,
}


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def obey(host: Host, *paths: str, guest: type[Guest] = Guest, **changes: Any) -> Guest:
    return visit(host, paths, OURS, guest=guest, **(OBEYING | changes))


class Listener(Guest):
    """Notes the robots.txt that it is handed."""

    heard: list[tuple[str, str, float | None]]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Listener":
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.heard = []
        crawler.signals.connect(spider.hear, robots_read)
        return spider

    def hear(self, text: str, url: str, crawl_delay: float | None) -> None:
        self.heard.append((text, url, crawl_delay))


def test_requests_that_wait_for_robots_are_refused_too(host: Host) -> None:
    host.say("/robots.txt", robots("User-agent: *\nDisallow: /news/\n"), seconds=0.3)
    guest = obey(host, *(f"/news/libya/{number}" for number in range(1, 6)))
    assert host.asked == ["/robots.txt"]
    assert guest.kinds() == {"ForbiddenByRobotsError": 5}
    assert guest.reason == "finished"


def test_scrapy_itself_fetches_what_waited(host: Host) -> None:
    """Why the middleware is there at all: when this fails, Scrapy has mended it."""
    host.say("/robots.txt", robots("User-agent: *\nDisallow: /news/\n"), seconds=0.3)
    visit(host, [f"/news/libya/{number}" for number in range(1, 6)], {}, **OBEYING)
    assert len([path for path in host.asked if path.startswith("/news/")]) > 0


@pytest.mark.parametrize(
    ("text", "path", "is_fetched"),
    [
        ("User-agent: *\nDisallow: /news/sport/", "/news/libya/1", True),
        ("User-agent: *\nDisallow: /news/sport/", "/news/sport/1", False),
        ("User-agent: *\nDisallow:", "/news/sport/1", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/libya/", "/news/libya/1", True),
        # The group for us is the one that counts, whatever its case and version.
        ("User-agent: *\nDisallow: /\n\nUser-agent: atwasat-spider\nAllow: /", "/news/libya/1", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Atwasat-Spider/2.0\nDisallow: /", "/news/libya/1", False),
        ("User-agent: Googlebot\nUser-agent: atwasat-spider\nDisallow: /", "/news/libya/1", False),
        # Groups for others do not, also where their names are a part of ours or of our whole header.
        ("User-agent: atwasat\nDisallow: /", "/news/libya/1", True),
        ("User-agent: spider\nDisallow: /", "/news/libya/1", True),
        ("User-agent: alwasat\nDisallow: /", "/news/libya/1", True),
        ("User-agent: *bot\nDisallow: /", "/news/libya/1", True),
        ("User-agent: atwasat\nDisallow: /x\n\nUser-agent: *\nDisallow: /news", "/news/libya/1", False),
        ("User-agent: * # all\nDisallow: /", "/news/libya/1", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/news/libya/1", False),
        ("<html><body>Disallow: /</body></html>", "/news/libya/1", True),
    ],
)  # fmt: skip
def test_rules_for_our_product_token_are_obeyed(text: str, path: str, is_fetched: bool, host: Host) -> None:
    host.say("/robots.txt", robots(text))
    obey(host, path)
    assert host.asked == ["/robots.txt", *([path] if is_fetched else [])]


@pytest.mark.parametrize("number", [400, 401, 403, 404, 410, 451])
def test_missing_robots_txt_has_no_rules(number: int, host: Host) -> None:
    host.say("/robots.txt", status(number, body=b"User-agent: *\nDisallow: /"))
    guest = obey(host, "/news/libya/1")
    assert guest.got == {f"{host.address}/news/libya/1": 200}


@pytest.mark.parametrize("number", [500, 502, 503, 599])
def test_broken_robots_txt_ends_the_job(number: int, host: Host) -> None:
    host.say("/robots.txt", status(number), seconds=0.1)
    guest = obey(host, *(f"/news/libya/{each}" for each in range(1, 6)))
    assert set(host.asked) == {"/robots.txt"}
    assert guest.reason == "robots-unreachable"
    assert guest.trouble == (
        f"{host.address}/robots.txt cannot be read (status {number}), so the site is not crawled: try again later"
    )
    assert guest.kinds() == {"JobEndedError": 5}


def test_robots_txt_without_an_answer_ends_the_job(host: Host) -> None:
    host.say("/robots.txt", None)
    guest = obey(host, *(f"/news/libya/{each}" for each in range(1, 6)))
    assert set(host.asked) == {"/robots.txt"}
    assert (guest.reason, guest.kinds()) == ("robots-unreachable", {"JobEndedError": 5})
    assert "cannot be read (the connection broke)" in guest.trouble


def test_server_that_is_not_there_ends_the_job() -> None:
    with hosting() as gone:
        pass
    assert obey(gone, "/news/libya/1", "/news/libya/2").reason == "robots-unreachable"


def test_robots_txt_is_asked_again_before_the_job_ends(host: Host) -> None:
    host.say("/robots.txt", status(503), robots(""))
    guest = obey(host, "/news/libya/1")
    assert host.asked == ["/robots.txt", "/robots.txt", "/news/libya/1"]
    assert guest.reason == "finished"


def test_redirected_robots_txt_is_followed(host: Host) -> None:
    host.say("/robots.txt", status(301, ("Location", "/rules.txt")))
    host.say("/rules.txt", robots("User-agent: *\nDisallow: /news/"))
    guest = obey(host, "/news/libya/1")
    assert host.asked == ["/robots.txt", "/rules.txt"]
    assert guest.kinds() == {"ForbiddenByRobotsError": 1}


def test_endless_redirects_of_robots_txt_end_the_job(host: Host) -> None:
    host.say("/robots.txt", status(302, ("Location", "/robots.txt")))
    assert obey(host, "/news/libya/1").reason == "robots-unreachable"
    assert host.asked == ["/robots.txt"] * 6


def test_text_of_robots_txt_is_handed_on(host: Host) -> None:
    text = "User-agent: *\nCrawl-delay: 2.5\nSitemap: https://alwasat.ly/sitemap.xml\n"
    host.say("/robots.txt", robots(f"\ufeff{text}"))
    guest = obey(host, "/news/libya/1", guest=Listener)
    assert guest.heard == [(text, f"{host.address}/robots.txt", 2.5)]  # type: ignore[attr-defined]


def test_missing_robots_txt_is_handed_on_as_empty(host: Host) -> None:
    host.say("/robots.txt", status(404, body=b"Crawl-delay: 7"))
    guest = obey(host, "/news/libya/1", guest=Listener)
    assert guest.heard == [("", f"{host.address}/robots.txt", None)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("comments", "is_fetched"),
    [(500 * 1024 // 10 - 10, False), (500 * 1024 // 10, True)],  # lines of ten bytes before the rule
)
def test_only_first_500_kb_of_robots_txt_count(comments: int, is_fetched: bool, host: Host) -> None:
    host.say("/robots.txt", robots("User-agent: *\n" + "#23456789\n" * comments + "Disallow: /news/\n"))
    guest = obey(host, "/news/libya/1")
    assert (guest.got != {}) is is_fetched


def test_rule_that_500_kb_cut_in_two_does_not_count(host: Host) -> None:
    beginning = "User-agent: *\n"
    lines = "#23456789\n" * ((500 * 1024 - len(beginning)) // 10 - 1)
    rest = 500 * 1024 - len(beginning) - len(lines)
    rule = "#" * (rest - len("\nDisallow: /n")) + "\nDisallow: /n" + "othing/\n"
    host.say("/robots.txt", robots(beginning + lines + rule))
    assert obey(host, "/news/libya/1").got == {f"{host.address}/news/libya/1": 200}


class Forgetful(RobotsMiddleware):
    """Reads the rules again after a moment, where the other waits for a day."""

    longest_kept = 0.2


def test_old_rules_are_read_again(host: Host) -> None:
    host.say("/robots.txt", robots(""), robots("User-agent: *\nDisallow: /news/libya/2"))
    host.say("/news/libya/1", PAGE, seconds=0.3)
    ours: dict[Any, int | None] = {RobotsTxtMiddleware: None, Forgetful: 100}
    guest = visit(host, ["/news/libya/1", "/news/libya/2"], ours, **(OBEYING | {"CONCURRENT_REQUESTS": 1}))
    assert host.asked == ["/robots.txt", "/news/libya/1", "/robots.txt"]
    assert guest.kinds() == {"ForbiddenByRobotsError": 1}
