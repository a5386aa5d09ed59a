"""Crawls that are killed at any moment: the next one goes on, nothing is lost and hardly anything is asked for twice."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    complaints_about,
    facts_in,
    forked_crawl,
    runs_in,
    shown_by,
    wait_for_requests,
)
from sqlalchemy import text
from stand_in_site.client import Site, running_site
from stand_in_site.kinds import kind_of

from atwasat_spider.storage.engine import open_engine

# Kills before each crawl that comes to its end; between two such crawls the site goes on by three hours.
KILLS = (4, 1, 1, 1, 1, 1, 1)


@pytest.fixture(scope="module")
def process_of_site() -> Iterator[Site]:
    with running_site(articles=40) as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    process_of_site.reset()
    return process_of_site


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
    assert go_on_in_spite_of_kills(random.Random(5), site, place, undisturbed[:4]) == 7


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
