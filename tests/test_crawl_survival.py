"""Crawls that are killed or told to end: the next one goes on, nothing is lost, hardly anything is asked for twice."""

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    complaints_about,
    facts_in,
    finished,
    forked_crawl,
    runs_in,
    shown_by,
    start_crawl,
    wait_for_requests,
)
from sqlalchemy import text
from stand_in_site.client import Site, running_site
from stand_in_site.kinds import kind_of
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from atwasat_spider.addresses import read_article_address
from atwasat_spider.storage.engine import open_engine

# Kills before each crawl that comes to its end; between two such crawls the site goes on by three hours.
KILLS = (4, 2, 2, 2)


@pytest.fixture(scope="module")
def process_of_site() -> Iterator[Site]:
    with running_site(articles=30) as site:
        yield site


@pytest.fixture(scope="module")
def undisturbed(
    process_of_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[dict[str, list[str]], list[str]]]:
    """What each of the crawls that nobody kills leaves behind, and what it asks for."""
    folder, site = tmp_path_factory.mktemp("undisturbed"), process_of_site
    site.reset()
    place = Place(site.address, f"sqlite:///{folder / 'archive.db'}", folder / "captures")
    found = []
    for _ in KILLS:
        job = forked_crawl(place)
        job.join(timeout=100)
        assert job.exitcode == 0
        found.append((facts_in(place.database), asked(site)))
        assert articles_in(place.database) >= shown_by(site)
        site.clear_log()
        site.advance(hours=3)
    return found


@pytest.mark.parametrize("chain", range(5))
def test_crawl_killed_at_any_moment_ends_in_the_same_rows(
    chain: int, site: Site, undisturbed: list[tuple[dict[str, list[str]], list[str]]], sqlite_url: str, tmp_path: Path
) -> None:
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    killed = go_on_in_spite_of_kills(random.Random(chain), site, place, undisturbed)
    assert killed == 10
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_crawl_killed_on_a_server_ends_in_the_same_rows(
    site: Site, undisturbed: list[tuple[dict[str, list[str]], list[str]]], postgresql_url: str, tmp_path: Path
) -> None:
    place = Place(site.address, postgresql_url, tmp_path / "captures")
    assert go_on_in_spite_of_kills(random.Random(5), site, place, undisturbed[:2]) == 6


def go_on_in_spite_of_kills(
    chance: random.Random, site: Site, place: Place, undisturbed: list[tuple[dict[str, list[str]], list[str]]]
) -> int:
    """Kill crawls, let others end, compare what these leave behind; return how many were killed at their work."""
    expected: list[tuple[str | None, str | None]] = []
    for kills, (facts, needed) in zip(KILLS, undisturbed, strict=False):
        wanted = len(expected) + kills
        while len(expected) < wanted:
            kill_at(chance.randint(1, len(needed)), chance.uniform(0, 0.03), site, place)
            was_at_work = runs_in(place.database)[-1][0] is None
            expected.append(("interrupted", "the process was killed") if was_at_work else ("finished", None))
            wanted += not was_at_work
        job = forked_crawl(place)
        job.join(timeout=100)
        assert job.exitcode == 0
        expected.append(("finished", None))
        assert facts_in(place.database) == facts
        assert_asked_once_but_for_kills(asked(site, "articles"), needed, kills)
        site.clear_log()
        site.advance(hours=3)
    assert [(outcome, problem) for outcome, problem, _ in runs_in(place.database)] == expected
    assert complaints_about(place.captures) == ""
    return sum(1 for _, problem in expected if problem)


def kill_at(requests: int, seconds: float, site: Site, place: Place) -> None:
    """Kill a crawl so many seconds after its last of so many requests has arrived, if it makes as many."""
    had = len(asked(site))
    job = forked_crawl(place)
    wait_for_requests(site, had + requests, job)
    time.sleep(seconds)
    job.kill()
    job.join(timeout=30)


def assert_asked_once_but_for_kills(targets: list[str], needed: list[str], kills: int) -> None:
    """What was under way when a process was killed may be asked for again, and nothing else."""
    least, most = Counter(target for target in needed if kind_of(target) == "articles"), Counter(targets)
    assert most.keys() == least.keys()
    assert least.total() <= most.total() <= least.total() + kills


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("kind", "requests", "switch", "parameters"),
    [
        ("robots", 1, None, {}),
        ("listings", 7, None, {}),
        ("articles", 12, None, {}),
        ("robots", 1, "stall", {}),
        ("listings", 4, "stall", {"after": 3, "only": "listings"}),
        ("articles", 6, "stall", {"after": 5, "only": "articles"}),
        ("articles", 6, "drip", {"after": 5, "only": "articles", "bytes_per_second": 50}),
        ("articles", 6, "slow", {"after": 5, "only": "articles", "seconds": 30}),
    ],
)
def test_crawl_that_is_told_to_end_stores_what_has_come(
    number: signal.Signals,
    kind: str,
    requests: int,
    switch: str | None,
    parameters: dict[str, Any],
    site: Site,
    sqlite_url: str,
    tmp_path: Path,
) -> None:
    if switch:
        site.switch(switch, **parameters)
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, requests, job, kind)
    job.send_signal(number)
    told_at = time.monotonic()
    ended = finished(job)
    assert time.monotonic() - told_at < 10
    assert (ended.returncode, "interrupted" in ended.stdout) == (1, True)
    assert "Traceback" not in ended.stderr, ended.stderr
    ((outcome, problem, counts),) = runs_in(sqlite_url)
    assert (outcome, problem, counts["failed"]) == ("interrupted", None, 0)
    had = articles_in(sqlite_url)
    assert had == articles_kept(place)
    if kind == "articles":
        assert len(had) in ((5,) if switch else (11, 12, 13))
    if switch:
        site.switch_off(switch)
    site.clear_log()
    assert finished(start_crawl(place)).returncode == 0
    assert articles_in(sqlite_url) == shown_by(site)
    assert len(asked(site, "articles")) == len(shown_by(site)) - len(had)


def articles_kept(place: Place) -> set[tuple[str, int]]:
    """Return the numbers of the articles whose pages are in the archive of captures."""
    kept = set()
    for file in place.captures.glob("*.warc.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                if record.rec_type == "response" and kind_of(urlsplit(url).path) == "articles":
                    address = read_article_address(url)
                    kept.add((address.id_space, address.site_id))
    return kept


def test_second_signal_ends_a_crawl_at_once(site: Site, sqlite_url: str, tmp_path: Path) -> None:
    site.switch("stall", after=5, only="articles")
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, 6, job, "articles")
    job.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    job.send_signal(signal.SIGTERM)
    told_at = time.monotonic()
    assert finished(job).returncode == -signal.SIGTERM
    assert time.monotonic() - told_at < 1
    site.switch_off("stall")
    assert finished(start_crawl(place)).returncode == 0
    assert articles_in(sqlite_url) == shown_by(site)
    assert [run[:2] for run in runs_in(sqlite_url)] == [
        ("interrupted", "the process was killed"),
        ("finished", None),
    ]
