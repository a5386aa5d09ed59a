"""The row of a run and the code that its job ends with, whatever fails on the way."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from disturbed_crawls import Place, articles_in, asked, crawl, finished, runs_in, shown_by, start_crawl
from disturbed_crawls import wait_for_requests as wait_for
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine, text
from stand_in_site.client import Site, running_site

from atwasat_spider.captures.refusals import Refusal, RefusalKind
from atwasat_spider.extensions.run_record import OUTCOME, PROBLEM, RunRecordExtension
from atwasat_spider.jobs import archive_settings
from atwasat_spider.spiders.site import SiteSpider
from atwasat_spider.storage import perseverance
from atwasat_spider.storage.blocks_of_runs import last_block

REFUSAL = Refusal(RefusalKind.FORBIDDEN, None, "the status 403", 403)


@pytest.fixture(scope="module")
def process_of_site() -> Iterator[Site]:
    with running_site(articles=12) as site:
        yield site


@pytest.fixture
def place(site: Site, sqlite_url: str, tmp_path: Path) -> Place:
    return Place(site.address, sqlite_url, tmp_path / "captures")


def execute(database: str, statement: str) -> None:
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute(statement)


def forbid(database: str, what: str) -> None:
    """Let a database refuse something, with a sentence."""
    execute(database, f"CREATE TRIGGER never BEFORE {what} BEGIN SELECT RAISE(ABORT, 'not today'); END")


def assert_failed(job: "subprocess.CompletedProcess[str]", sentence: str) -> None:
    assert job.returncode == 1, job.stdout + job.stderr
    assert sentence in job.stdout
    assert "Traceback" not in job.stderr, job.stderr


def test_run_that_cannot_be_noted_asks_for_nothing(place: Place, site: Site) -> None:
    forbid(place.database, "INSERT ON runs")
    assert_failed(crawl(place), "the database failed: not today")
    assert asked(site, "articles") == []
    assert articles_in(place.database) == set()


def test_run_whose_end_cannot_be_noted_has_failed(place: Place, site: Site) -> None:
    forbid(place.database, "UPDATE OF outcome ON runs WHEN NEW.outcome <> 'interrupted'")
    assert_failed(crawl(place), "the end of run 1 could not be noted: not today")
    assert articles_in(place.database) == shown_by(site)


def test_one_article_that_cannot_be_stored_ends_no_run(place: Place, site: Site) -> None:
    number = min(shown_by(site))[1]
    forbid(place.database, f"INSERT ON articles WHEN NEW.site_id = {number}")
    assert crawl(place).returncode == 1
    assert {shown[1] for shown in shown_by(site) - articles_in(place.database)} == {number}
    [(outcome, _, counts)] = runs_in(place.database)
    assert (outcome, counts["failed"]) == ("finished", 1)


def test_article_whose_problem_cannot_be_stored_ends_the_run(place: Place) -> None:
    execute(place.database, "CREATE TRIGGER no BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'not today'); END")
    forbid(place.database, "INSERT ON captures")
    assert_failed(crawl(place), "the database failed: not today")
    assert runs_in(place.database)[0][0] == "failed"


def test_told_to_end_a_job_does_not_wait_for_a_locked_file(place: Place, site: Site) -> None:
    job = start_crawl(place)
    wait_for(site, 5, job)
    with closing(sqlite3.connect(place.database.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(1)
        job.send_signal(signal.SIGTERM)
        told = time.monotonic()
        ended = finished(job)
        assert time.monotonic() - told < 45
    assert ended.returncode == 1


@pytest.fixture
def closed(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Any, Any, SiteSpider]]:
    """What ends a run for a reason, with attributes of its spider, and returns outcome, problem and the spider."""
    monkeypatch.setattr(perseverance, "WAITS", ())

    def close(reason: str, *, before: str = "", **attributes: Any) -> tuple[Any, Any, SiteSpider]:
        settings = archive_settings({"ATWASAT_DATABASE_URL": database_url, "TWISTED_REACTOR_ENABLED": False})
        crawler = get_crawler(SiteSpider, dict(settings))
        extension = RunRecordExtension.from_crawler(crawler)
        spider = SiteSpider.from_crawler(crawler)
        for name, value in attributes.items():
            setattr(spider, name, value)
        extension.spider_opened(spider)
        if before:
            with engine.begin() as connection:
                connection.execute(text(before))
        extension.spider_closed(spider, reason)
        spider.engine.dispose()
        assert crawler.stats is not None
        return crawler.stats.get_value(OUTCOME), crawler.stats.get_value(PROBLEM), spider

    return close


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("finished", "interrupted"), ("shutdown", "interrupted"), ("budget", "interrupted"),
        ("blocked", "blocked"), ("failed", "failed"), ("unreachable", "failed"),
    ],
)  # fmt: skip
def test_wish_to_end_hides_no_trouble(closed: Callable[..., Any], reason: str, outcome: str) -> None:
    assert closed(reason, stop_requested=True, trouble="it broke")[0] == outcome


def test_block_is_waited_for_by_the_next_run(closed: Callable[..., Any], engine: Engine) -> None:
    _, problem, spider = closed("blocked", stop_requested=True, refusal=REFUSAL)
    block = last_block(engine, spider.name)
    assert block is not None
    assert (block.blocks, block.problem) == (1, problem)


def test_job_that_broke_has_failed(closed: Callable[..., Any]) -> None:
    outcome, problem, _ = closed("finished", unfinished="reading a listing")
    assert (outcome, problem) == ("failed", "the job broke while reading a listing: see the log")


def test_trouble_is_named_before_what_broke(closed: Callable[..., Any]) -> None:
    assert closed("failed", unfinished="reading a listing", trouble="no room")[1] == "no room"


def test_block_that_cannot_be_looked_up_has_failed(closed: Callable[..., Any]) -> None:
    outcome, problem, _ = closed("blocked", before="ALTER TABLE runs RENAME TO gone", refusal=REFUSAL)
    assert outcome == "failed"
    assert str(REFUSAL) in problem
    assert "the end of run 1 could not be noted: " in problem
