"""Crawls whose database is away for a while, or for good: nothing is lost, and who waits in vain says so."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    complaints_about,
    finished,
    most_asked,
    runs_in,
    shown_by,
    start,
    start_crawl,
    wait_for_requests,
)
from postgresql import find_binaries, running_server
from sqlalchemy import make_url
from stand_in_site.client import Site


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server that a test may stop; it is not the one of the other tests."""

    address: str
    binaries: Path

    def control(self, *arguments: str) -> None:
        """Call pg_ctl as the user who owns the data."""
        folder = Path(str(make_url(self.address).query["host"]))
        data = folder / "data"
        if arguments[0] == "start":  # only a restart remembers how the server was started
            arguments = ("start", "-o", f"-k {folder} -h '' -F")
        subprocess.run(
            [self.binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log.later", *arguments],
            user=data.owner(), cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture
def server(postgresql_server: str) -> Iterator[Server]:
    binaries = find_binaries()
    assert binaries is not None
    with running_server(binaries) as address:
        its = Server(address, binaries)
        yield its
        its.control("stop", "-m", "immediate")  # it may be another process by now than the one that was started


def assert_nothing_is_lost(job: "subprocess.CompletedProcess[str]", place: Place, site: Site) -> None:
    assert job.returncode == 0, job.stdout + job.stderr
    assert articles_in(place.database) == shown_by(site)
    assert most_asked(site) == 1
    assert complaints_about(place.captures) == ""
    assert runs_in(place.database)[-1][:2] == ("finished", None)


@pytest.mark.parametrize("requests", [3, 35])
def test_database_locked_for_a_while_loses_nothing(requests: int, site: Site, sqlite_url: str, tmp_path: Path) -> None:
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, requests, job)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(20)
        other.execute("ROLLBACK")
    assert_nothing_is_lost(finished(job), place, site)


@pytest.mark.parametrize("requests", [1, 26, 41])
def test_server_restarted_amid_a_crawl_loses_nothing(requests: int, site: Site, server: Server, tmp_path: Path) -> None:
    place = Place(site.address, server.address, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, requests, job)
    server.control("restart", "-m", "immediate")
    assert_nothing_is_lost(finished(job), place, site)


@pytest.mark.parametrize("requests", [5, 40])
def test_server_away_for_eight_seconds_loses_nothing(requests: int, site: Site, server: Server, tmp_path: Path) -> None:
    place = Place(site.address, server.address, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, requests, job)
    server.control("stop", "-m", "fast")
    time.sleep(8)
    server.control("start")
    assert_nothing_is_lost(finished(job), place, site)


def test_server_away_for_good_ends_the_crawl_with_a_sentence(site: Site, server: Server, tmp_path: Path) -> None:
    place = Place(site.address, server.address, tmp_path / "captures")
    job = start_crawl(place)
    wait_for_requests(site, 40, job)
    server.control("stop", "-m", "fast")
    began = time.monotonic()
    ended = finished(job)
    assert time.monotonic() - began < 150
    assert ended.returncode == 1, ended.stderr
    assert "the database failed: " in ended.stdout, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    assert len(asked(site)) < 61
    server.control("start")
    site.clear_log()
    later = finished(start_crawl(place))
    assert later.returncode == 0, later.stderr
    assert articles_in(place.database) == shown_by(site)
    assert [run[0] for run in runs_in(place.database)] == ["interrupted", "finished"]


def test_two_rescrapes_and_a_crawl_share_one_file(site: Site, sqlite_url: str, tmp_path: Path) -> None:
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    urls = [f"https://alwasat.ly{each.path}" for each in site.truth() if each.is_there_at(site.clock)]
    jobs = [
        start(place, "atwasat", "rescrape", *urls[:12]),
        start(place, "atwasat", "crawl"),
        start(place, "atwasat", "rescrape", *urls[6:18]),
    ]
    for job in [finished(job) for job in jobs]:
        assert job.returncode == 0, job.stdout + job.stderr
    assert articles_in(sqlite_url) == shown_by(site)
    assert complaints_about(place.captures) == ""
    assert [(outcome, problem) for outcome, problem, _ in runs_in(sqlite_url)] == [("finished", None)] * 3
