"""Crawls of a site that cannot be reached, or breaks off: they end soon, say why, and a later crawl has everything."""

import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    complaints_about,
    crawl,
    crawl_with_a_wrong_clock,
    runs_in,
    shown_by,
)
from stand_in_site.client import Site

SOON = timedelta(minutes=6)  # what failed once is due again in five


@pytest.fixture
def place(site: Site, sqlite_url: str, tmp_path: Path) -> Place:
    return Place(site.address, sqlite_url, tmp_path / "captures")


def closed_port() -> str:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.mark.parametrize(
    ("address", "reason"),
    [(closed_port(), "it refuses the connection"), ("http://nowhere.invalid", "its name cannot be resolved")],
    ids=["refused", "no such name"],
)
def test_server_that_is_not_there_fails_the_crawl(address: str, reason: str, place: Place, site: Site) -> None:
    job = crawl(Place(address, place.database, place.captures))
    assert_failed(job, place, f"{address}/robots.txt cannot be read ({reason}), so the site is not crawled")
    assert_all_is_there_later(place, site)


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("reset", {}, "the connection broke"),
    ("stall", {}, "it does not answer in time"),
    ("truncate", {}, "its answer broke off"),
    ("drip", {"bytes_per_second": 20}, "it does not answer in time"),
    ("slow", {"seconds": 20}, "it does not answer in time"),
]


@pytest.mark.parametrize(("name", "parameters", "reason"), FAULTS)
def test_site_that_breaks_off_at_once_is_asked_twice_only(
    name: str, parameters: dict[str, Any], reason: str, place: Place, site: Site
) -> None:
    site.switch(name, **parameters)
    job = crawl(place, "-s", "DOWNLOAD_TIMEOUT=1")
    assert_failed(job, place, f"{site.address}/robots.txt cannot be read ({reason}), so the site is not crawled")
    assert asked(site) == ["/robots.txt", "/robots.txt"]


@pytest.mark.parametrize(
    ("name", "parameters", "reason", "only", "after"),
    [(*fault, *(("all", 9) if number % 2 else ("articles", 12))) for number, fault in enumerate(FAULTS)],
)
def test_site_that_breaks_off_again_and_again_fails_the_crawl(
    name: str, parameters: dict[str, Any], reason: str, only: str, after: int, place: Place, site: Site
) -> None:
    site.switch(name, **parameters, only=only, after=after)
    job = crawl(place, "-s", "DOWNLOAD_TIMEOUT=1")
    assert_failed(job, place, f"the site cannot be reached: 3 failures in a row, the last: {reason}: {site.address}/")
    struck = asked(site) if only == "all" else asked(site, "articles")
    assert len(struck) <= after + 7  # three, each with its one retry; and a kept connection that breaks is made anew
    assert len(articles_in(place.database)) == (after if only == "articles" else 0)
    assert_all_is_there_later(place, site)


def assert_failed(job: "subprocess.CompletedProcess[str]", place: Place, problem: str) -> None:
    assert job.returncode == 1
    assert problem in job.stdout
    assert "Traceback" not in job.stdout + job.stderr
    ((outcome, noted, _),) = runs_in(place.database)
    assert outcome == "failed"
    assert noted is not None
    assert noted.startswith(problem)


def assert_all_is_there_later(place: Place, site: Site) -> None:
    """The next crawl has what the failed one has not, and asks for nothing that this one has."""
    before = len(articles_in(place.database))
    for name in ("reset", "stall", "truncate", "drip", "slow"):
        site.switch_off(name)
    site.clear_log()
    job = crawl_with_a_wrong_clock(place, SOON)
    assert (job.returncode, articles_in(place.database)) == (0, shown_by(site)), job.stderr
    assert len(asked(site, "articles")) == len(shown_by(site)) - before
    assert complaints_about(place.captures) == ""


def test_one_reset_in_five_requests_costs_no_article(place: Place, site: Site) -> None:
    with resetting_one_request_in(5, site):
        job = crawl(place)
    assert (job.returncode, articles_in(place.database)) == (0, shown_by(site)), job.stderr
    answered = Counter(each.target for each in site.log() if each.status)
    assert set(answered.values()) == {1}
    assert len(asked(site)) >= answered.total() + 5


@contextmanager
def resetting_one_request_in(number: int, site: Site) -> Iterator[None]:
    """Reset the connection of a request whenever so many others have arrived."""
    is_over = threading.Event()

    def reset_again_and_again() -> None:
        struck = 0
        while not is_over.is_set():
            if len(asked(site)) // number > struck:
                struck += 1
                site.switch("reset", times=1)
            time.sleep(0.004)

    thread = threading.Thread(target=reset_again_and_again)
    thread.start()
    yield
    is_over.set()
    thread.join()


def test_article_that_alone_breaks_off_is_had_by_the_next_crawl(place: Place, site: Site) -> None:
    article = next(each for each in site.truth() if each.section == "libya")
    site.switch("truncate", only=article.path)
    assert crawl(place).returncode == 1
    ((outcome, _, counts),) = runs_in(place.database)
    assert (outcome, counts["failed"]) == ("finished", 1)
    assert articles_in(place.database) == shown_by(site) - {(article.id_space, article.site_id)}
    assert_all_is_there_later(place, site)
