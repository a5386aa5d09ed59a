"""The middleware that keeps the pace the site asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from stand_in import Answer
from visiting import PAGE, Guest, Host, hosting, robots, status, visit

from atwasat_spider.middlewares.pace import PaceMiddleware
from atwasat_spider.middlewares.refusals import RefusalsMiddleware
from atwasat_spider.middlewares.robots import RobotsMiddleware

OURS: dict[Any, int | None] = {
    RobotsTxtMiddleware: None, RobotsMiddleware: 100, RefusalsMiddleware: 580, PaceMiddleware: 585,
}  # fmt: skip
PATHS = [f"/news/libya/{number}" for number in range(1, 5)]
CHALLENGE = (("cf-mitigated", "challenge"), ("Server", "cloudflare"))


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def go(host: Host, *paths: str, guest: type[Guest] = Guest, **changes: Any) -> Guest:
    settings: dict[str, Any] = {"ROBOTSTXT_OBEY": True, "RETRY_TIMES": 0, "CONCURRENT_REQUESTS": 8} | changes
    return visit(host, paths or PATHS, OURS, guest=guest, **settings)


def gaps(host: Host) -> list[float]:
    """Seconds between one request and the next, robots.txt the first."""
    return [later - earlier for earlier, later in pairwise(host.times)]


class Looker(Guest):
    """Notes the slot's delay and jitter at every page."""

    seen: list[Slot]

    def parse(self, response: Response, **arguments: Any) -> Any:
        super().parse(response, **arguments)
        assert self.crawler.engine is not None
        [slot] = self.crawler.engine.downloader.slots.values()
        Looker.seen = [*getattr(Looker, "seen", []), slot]


def slot_after(host: Host, text: str, **changes: Any) -> Slot:
    host.say("/robots.txt", robots(text))
    go(host, "/news/libya/1", guest=Looker, **changes)
    return Looker.seen[-1]


def test_crawl_delay_is_never_undercut(host: Host) -> None:
    host.say("/robots.txt", robots("User-agent: *\nCrawl-delay: 0.2"))
    go(host)
    assert len(gaps(host)) == 4
    assert min(gaps(host)) > 0.1  # a busy server sees them closer together than they were sent


def test_jitter_goes_upward_from_crawl_delay(host: Host) -> None:
    slot = slot_after(host, "User-agent: *\nCrawl-delay: 0.2")
    waits = [slot.download_delay() for _ in range(1000)]
    assert 0.2 <= min(waits) < 0.21
    assert 0.29 < max(waits) <= 0.3 + 1e-9


@pytest.mark.parametrize(
    ("delay", "crawl_delay", "lowest", "highest"),
    [
        (0.2, None, 0.1, 0.3),  # Scrapy's own jitter, by half of the delay
        (0.2, 0, 0.1, 0.3),
        (0.2, 0.05, 0.1, 0.3),
        (0.2, 0.1, 0.1, 0.3),
        (0.2, 0.15, 0.15, 0.25),
        (0.2, 0.2, 0.2, 0.3),
        (0.0, 0.2, 0.2, 0.3),
    ],
)
def test_longer_of_both_delays_is_kept(
    delay: float, crawl_delay: float | None, lowest: float, highest: float, host: Host
) -> None:
    rules = "" if crawl_delay is None else f"User-agent: *\nCrawl-delay: {crawl_delay}"
    slot = slot_after(host, rules, DOWNLOAD_DELAY=delay)
    assert slot.delay * (1 - slot.jitter) == pytest.approx(lowest)
    assert slot.delay * (1 + slot.jitter) == pytest.approx(highest)


def test_without_jitter_crawl_delay_is_exact(host: Host) -> None:
    slot = slot_after(host, "User-agent: *\nCrawl-delay: 0.2", DOWNLOAD_DELAY_JITTER=0)
    assert (slot.delay, slot.jitter) == (0.2, 0)


def test_crawl_delay_for_another_robot_is_none_of_ours(host: Host) -> None:
    slot = slot_after(host, "User-agent: atwasat\nCrawl-delay: 50\n\nUser-agent: *\nDisallow: /x")
    assert slot.delay == 0


def test_crawl_delay_counts_up_to_a_bound(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    slot = slot_after(host, "User-agent: *\nCrawl-delay: 3600", ATWASAT_LONGEST_CRAWL_DELAY=0.2)
    assert [slot.delay, slot.jitter] == pytest.approx([0.25, 0.2])
    said = [record.getMessage() for record in caplog.records if record.name.startswith("atwasat_spider")]
    assert said == [f"{host.address}/robots.txt asks for 3600 s between requests: waiting 0.2 s"]


def test_auto_throttle_never_shortens_crawl_delay(host: Host) -> None:
    """The server answers at once, so AutoThrottle would come down to no delay."""
    host.say("/robots.txt", robots("User-agent: *\nCrawl-delay: 0.3"))
    go(host, *PATHS[:3], AUTOTHROTTLE_ENABLED=True, AUTOTHROTTLE_START_DELAY=0.01, AUTOTHROTTLE_MAX_DELAY=0.1)
    assert min(gaps(host)) > 0.2


def test_auto_throttle_lengthens_the_delay(host: Host) -> None:
    """For a server that needs 0.3 s and half a request at once, the delay is 0.6 s."""
    host.say("/robots.txt", robots("User-agent: *\nCrawl-delay: 0.1"))
    host.say("/news/libya/1", PAGE, seconds=0.3)
    changes: dict[str, Any] = {
        "AUTOTHROTTLE_START_DELAY": 0.01,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5,
        "CONCURRENT_REQUESTS": 1,
    }
    go(host, *PATHS[:2], AUTOTHROTTLE_ENABLED=True, **changes)
    assert gaps(host)[1] > 0.45


class Forgetting(Looker):
    """Has Scrapy forget its slots after the first page, as it does with one that was not used for a minute."""

    def parse(self, response: Response, **arguments: Any) -> Any:
        super().parse(response, **arguments)
        if len(Looker.seen) == 1:
            self.crawler.engine.downloader._slot_gc(age=-1000)
            return Request(response.urljoin("2"), self.parse)
        return None


def test_crawl_delay_outlives_a_slot_that_scrapy_forgets(host: Host) -> None:
    host.say("/robots.txt", robots("User-agent: *\nCrawl-delay: 0.1"))
    Looker.seen = []
    go(host, "/news/libya/1", guest=Forgetting)
    first, second = Looker.seen
    assert first is not second
    assert second.delay == pytest.approx(0.125)


def test_short_pause_is_kept_and_the_request_repeated(host: Host) -> None:
    host.say("/news/libya/1", status(503, ("Retry-After", "1")), PAGE)
    guest = go(host, "/news/libya/1", "/news/libya/2", CONCURRENT_REQUESTS=1)
    assert host.asked[:2] == ["/robots.txt", "/news/libya/1"]
    assert sorted(host.asked[2:]) == ["/news/libya/1", "/news/libya/2"]
    assert gaps(host)[1] > 0.9  # nothing else is asked in the meantime
    assert (guest.reason, set(guest.got.values())) == ("finished", {200})


def test_requests_that_wait_keep_the_pause_too(host: Host) -> None:
    host.say("/news/libya/1", status(429, ("Retry-After", "1")), PAGE)
    guest = go(host, *PATHS, DOWNLOAD_DELAY=0.05, CONCURRENT_REQUESTS=8, DOWNLOAD_DELAY_JITTER=0)
    assert gaps(host)[1] > 0.9
    assert len(guest.got) == 4


def test_request_is_repeated_twice_and_then_refused(host: Host) -> None:
    host.say("/news/libya/1", status(429, ("Retry-After", "0")))
    guest = go(host, "/news/libya/1")
    assert host.asked.count("/news/libya/1") == 3
    assert (guest.reason, guest.refusal.kind, guest.retry_after) == ("blocked", "rate", timedelta(0))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (status(429, ("Retry-After", "3")), "rate"),
        (status(503, ("Retry-After", "3")), "rate"),
        (status(429), "rate"),
        (status(503, ("Retry-After", "1"), *CHALLENGE), "challenge"),
        (status(403, ("Retry-After", "1")), "forbidden"),
    ],
)
def test_no_pause_where_it_would_not_help(answer: Answer, kind: str, host: Host) -> None:
    host.say("/news/libya/1", answer)
    guest = go(host, "/news/libya/1", ATWASAT_LONGEST_PAUSE=2)
    assert host.asked.count("/news/libya/1") == 1
    assert (guest.reason, guest.refusal.kind) == ("blocked", kind)


def test_pause_until_a_date_is_kept(host: Host) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=1.6), usegmt=True)  # it says whole seconds
    host.say("/news/libya/1", status(503, ("Retry-After", until)), PAGE)
    guest = go(host, "/news/libya/1")
    assert guest.got == {f"{host.address}/news/libya/1": 200}
    assert gaps(host)[1] > 0.5
