"""The middleware that keeps to the daily budget of requests."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rows import rows_of
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings
from sqlalchemy import text
from visiting import Guest, Host, hosting, robots, status, visit

from atwasat_spider.middlewares.budget import BudgetMiddleware
from atwasat_spider.middlewares.refusals import RefusalsMiddleware
from atwasat_spider.middlewares.robots import RobotsMiddleware
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.request_days import take

OURS: dict[Any, int | None] = {BudgetMiddleware: 980}
PATHS = [f"/news/libya/{number}" for number in range(1, 31)]


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def spend(host: Host, database: str, limit: int, *, paths: list[str] = PATHS, **changes: Any) -> Guest:
    settings: dict[str, Any] = {
        "ATWASAT_DATABASE_URL": database,
        "ATWASAT_DAILY_REQUESTS": limit,
        "CONCURRENT_REQUESTS": 4,
    } | changes
    return visit(host, paths, OURS, **settings)


def sent(database: str) -> int:
    """How many requests the database knows of; a test that runs over midnight has two days."""
    engine = open_engine(database)
    found: int = sum(row["requests"] for row in rows_of(engine)["request_days"])
    engine.dispose()
    return found


def take_today(database: str, count: int) -> None:
    engine = open_engine(database)
    take(engine, datetime.now(UTC).date().isoformat(), count, 0)
    engine.dispose()


@pytest.mark.parametrize("limit", [1, 7, 20])
def test_job_ends_when_the_budget_is_spent(limit: int, host: Host, sqlite_url: str) -> None:
    guest = spend(host, sqlite_url, limit)
    assert (len(host.asked), sent(sqlite_url)) == (limit, limit)
    assert guest.reason == "budget"
    today = datetime.now(UTC).date().isoformat()
    assert guest.trouble == f"the {limit} requests of {today} (UTC) are spent: go on tomorrow"
    assert guest.kinds()["BudgetSpentError"] >= 1
    assert len(guest.got) == limit


def test_rest_is_given_back_at_the_end(host: Host, database_url: str) -> None:
    guest = spend(host, database_url, 20_000)
    assert (len(host.asked), sent(database_url)) == (30, 30)
    assert guest.reason == "finished"


def test_jobs_share_what_the_day_has_left(host: Host, sqlite_url: str) -> None:
    take_today(sqlite_url, 95)
    assert spend(host, sqlite_url, 100).reason == "budget"
    assert (len(host.asked), sent(sqlite_url)) == (5, 100)
    assert spend(host, sqlite_url, 100).got == {}
    assert len(host.asked) == 5


def test_requests_of_yesterday_do_not_count(host: Host, sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    take(engine, (datetime.now(UTC) - timedelta(days=2)).date().isoformat(), 100, 0)
    engine.dispose()
    assert spend(host, sqlite_url, 100).reason == "finished"


def test_without_a_limit_requests_are_counted(host: Host, sqlite_url: str) -> None:
    take_today(sqlite_url, 100_000)
    assert spend(host, sqlite_url, 0).reason == "finished"
    assert sent(sqlite_url) == 100_030


def test_repeated_request_is_counted_again(host: Host, sqlite_url: str) -> None:
    host.say("/news/libya/1", status(500), status(500), status(200))
    spend(host, sqlite_url, 100, paths=["/news/libya/1"])
    assert (len(host.asked), sent(sqlite_url)) == (3, 3)


def test_robots_txt_counts_and_what_it_forbids_does_not(host: Host, sqlite_url: str) -> None:
    host.say("/robots.txt", robots("User-agent: *\nDisallow: /news/"))
    obeying = OURS | {RobotsTxtMiddleware: None, RobotsMiddleware: 100}
    visit(host, PATHS, obeying, ATWASAT_DATABASE_URL=sqlite_url, ROBOTSTXT_OBEY=True)
    assert sent(sqlite_url) == 1


def test_requests_that_wait_at_the_end_are_sent(host: Host, sqlite_url: str) -> None:
    """With a pause between requests, all that were counted still wait when the next one finds the budget spent."""
    guest = spend(host, sqlite_url, 7, DOWNLOAD_DELAY=0.02, CONCURRENT_REQUESTS=16)
    assert (len(host.asked), len(guest.got), sent(sqlite_url)) == (7, 7, 7)


def test_requests_that_a_refusal_drops_are_not_counted(host: Host, sqlite_url: str) -> None:
    host.say("/news/libya/1", status(403))
    changes: dict[str, Any] = {"DOWNLOAD_DELAY": 2, "ATWASAT_DATABASE_URL": sqlite_url, "CONCURRENT_REQUESTS": 16}
    visit(host, PATHS, OURS | {RefusalsMiddleware: 580}, **changes)
    assert (host.asked, sent(sqlite_url)) == (["/news/libya/1"], 1)


def test_refusal_after_the_budget_was_spent_drops_the_rest(host: Host, sqlite_url: str) -> None:
    host.say("/news/libya/1", status(403), seconds=0.3)
    changes: dict[str, Any] = {"ATWASAT_DATABASE_URL": sqlite_url, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    guest = visit(host, PATHS, OURS | {RefusalsMiddleware: 580}, ATWASAT_DAILY_REQUESTS=7, **changes)
    assert (host.asked, sent(sqlite_url)) == (["/news/libya/1"], 1)
    assert (guest.reason, guest.refusal.kind) == ("budget", "forbidden")


def test_reservation_ends_with_its_day(sqlite_url: str) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    settings = Settings({"ATWASAT_DATABASE_URL": sqlite_url, "ATWASAT_DAILY_REQUESTS": 400})
    middleware = BudgetMiddleware.from_crawler(Crawler(Guest, settings))
    middleware.day, middleware.left = yesterday, take(middleware.engine, yesterday, 20, 400) - 3
    middleware.process_request(Request("https://alwasat.ly/"))
    middleware.spider_closed()
    engine = open_engine(sqlite_url)
    counted = {row["day"]: row["requests"] for row in rows_of(engine)["request_days"]}
    engine.dispose()
    assert (counted.pop(yesterday), list(counted.values())) == (3, [1])


def test_trouble_of_the_database_reaches_the_errback(host: Host, tmp_path: Path) -> None:
    guest = spend(host, f"sqlite:///{tmp_path / 'empty.db'}", 100)  # it has no tables
    assert host.asked == []
    assert guest.kinds() == {"OperationalError": 30}


def test_requests_are_reserved_in_small_shares(host: Host, sqlite_url: str) -> None:
    """What a killed job has reserved is lost for the day: of 20 requests it is one, of 20,000 it is 20."""
    shares = []
    for limit in (20, 100, 400, 20_000, 0):
        settings: dict[str, Any] = {"ATWASAT_DATABASE_URL": sqlite_url, "ATWASAT_DAILY_REQUESTS": limit}
        engine = open_engine(sqlite_url)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM request_days"))
        visit(host, ["/news/libya/1"], OURS, guest=Looker, **settings)
        shares.append(Looker.seen)
        engine.dispose()
    assert shares == [1, 5, 20, 20, 20]


class Looker(Guest):
    """Looks how many requests are reserved while it runs."""

    seen = 0

    def parse(self, response: Any, **_arguments: Any) -> None:
        Looker.seen = sent(self.crawler.settings["ATWASAT_DATABASE_URL"])
