"""Crawls whose clock was wrong: set back, far ahead and right again; nothing waits for a moment that is years away."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    crawl,
    crawl_with_a_wrong_clock,
    runs_in,
    shown_by,
)
from stand_in_site.client import Site, running_site

DAY, YEAR, NOT_AT_ALL = timedelta(days=1), timedelta(days=365), timedelta()


@pytest.fixture(scope="module")
def process_of_site() -> Iterator[Site]:
    with running_site(articles=40, per_day=40) as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    process_of_site.reset()
    return process_of_site


@pytest.fixture
def place(site: Site, sqlite_url: str, tmp_path: Path) -> Place:
    return Place(site.address, sqlite_url, tmp_path / "captures")


def crawls(place: Place, site: Site, wrong_by: timedelta) -> None:
    """Crawl with a clock that is wrong by a duration, and expect all to be there and no article asked for twice."""
    site.clear_log()
    job = crawl_with_a_wrong_clock(place, wrong_by)
    assert job.returncode == 0, job.stdout + job.stderr
    assert articles_in(place.database) >= shown_by(site)
    assert set(Counter(asked(site, "articles")).values()) == {1}


@pytest.mark.parametrize(
    "clocks",
    [
        (NOT_AT_ALL, -DAY, NOT_AT_ALL),
        (NOT_AT_ALL, -YEAR, NOT_AT_ALL),
        (NOT_AT_ALL, YEAR, NOT_AT_ALL),
        (YEAR, NOT_AT_ALL, timedelta(minutes=20)),
    ],
    ids=["a day back", "a year back", "a year ahead and right", "a year ahead at first"],
)
def test_crawls_go_on_whatever_the_clock_says(clocks: tuple[timedelta, ...], place: Place, site: Site) -> None:
    for wrong_by in clocks:
        crawls(place, site, wrong_by)
        site.advance(hours=8)
    assert [(outcome, problem) for outcome, problem, _ in runs_in(place.database)] == [("finished", None)] * 3


def test_page_that_failed_with_a_clock_ahead_is_asked_for_again_at_once(place: Place, site: Site) -> None:
    article = next(each for each in site.truth() if each.section == "libya")
    site.switch("error", status=500, only=article.path)
    assert crawl_with_a_wrong_clock(place, YEAR).returncode == 1
    site.switch_off("error")
    crawls(place, site, NOT_AT_ALL)


def test_listing_that_failed_with_a_clock_ahead_is_read_again_at_once(place: Place, site: Site) -> None:
    site.switch("error", status=500, only="/section/libya")
    assert crawl_with_a_wrong_clock(place, YEAR).returncode == 1
    site.switch_off("error")
    site.clear_log()
    assert crawl(place).returncode == 0
    assert "/section/libya" in asked(site)


def test_sitemap_read_with_a_clock_ahead_is_read_again_within_a_day(place: Place, site: Site) -> None:
    assert crawl_with_a_wrong_clock(place, YEAR).returncode == 0
    assert "/sitemap.xml" in asked(site)
    site.advance(hours=8)
    site.clear_log()
    assert crawl_with_a_wrong_clock(place, timedelta(hours=8)).returncode == 0
    assert "/sitemap.xml" in asked(site)


@pytest.mark.parametrize("wrong_by", [YEAR, -YEAR])
def test_block_noted_by_a_wrong_clock_does_not_last(wrong_by: timedelta, place: Place, site: Site) -> None:
    site.switch("refuse", kind="sucuri")
    assert crawl_with_a_wrong_clock(place, wrong_by).returncode == 3
    site.switch_off("refuse")
    crawls(place, site, NOT_AT_ALL)


def test_block_noted_before_the_clock_was_set_back_does_not_last(place: Place, site: Site) -> None:
    site.switch("refuse", kind="sucuri")
    assert crawl(place).returncode == 3
    site.switch_off("refuse")
    crawls(place, site, -YEAR)


@pytest.mark.parametrize("wrong_by", [NOT_AT_ALL, -YEAR, YEAR])
def test_gap_left_under_a_wrong_clock_is_closed_when_it_is_right(wrong_by: timedelta, place: Place, site: Site) -> None:
    site.switch("no_sitemap")  # it would name what the pages of sections have not shown
    crawls(place, site, NOT_AT_ALL)
    site.advance(days=6)
    job = crawl_with_a_wrong_clock(place, wrong_by, "pages=1")
    assert job.returncode == 0, job.stderr
    assert not articles_in(place.database) >= shown_by(site)
    site.advance(days=3)
    crawls(place, site, NOT_AT_ALL)
