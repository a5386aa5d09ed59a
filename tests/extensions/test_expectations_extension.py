"""When a run is examined, and what a failing examination does to the job."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from disturbed_crawls import Place, crawl, finished, runs_in, start_crawl, wait_for_requests
from stand_in_site.client import Site


@pytest.fixture
def place(site: Site, sqlite_url: str, tmp_path: Path) -> Place:
    """A place whose database can note runs and no alerts."""
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("ALTER TABLE alerts RENAME TO lost")
    return Place(site.address, sqlite_url, tmp_path / "captures")


def test_run_that_cannot_be_examined_is_not_well(place: Place) -> None:
    job = crawl(place)
    assert job.returncode == 1, job.stdout + job.stderr
    assert "the run could not be examined: the database failed: no such table: alerts" in job.stdout
    assert runs_in(place.database)[0][0] == "finished"


def test_interrupted_run_is_not_examined(place: Place, site: Site) -> None:
    job = start_crawl(place)
    wait_for_requests(site, 4, job)
    job.send_signal(signal.SIGTERM)
    ended = finished(job)
    assert "examined" not in ended.stdout + ended.stderr
    assert runs_in(place.database)[0][0] == "interrupted"
