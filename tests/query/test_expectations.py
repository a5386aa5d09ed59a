"""What a run should have brought: silent over a healthy time, heard within a day of every kind of break."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from runs_of_a_year import (
    ART,
    EVERY,
    FRONT,
    LIBYA,
    START,
    Brought,
    Run,
    broken_from,
    each_article,
    healthy_runs,
    store,
    store_listings,
)
from sqlalchemy import Engine

from atwasat_spider.errors import NothingFoundError, WrongUsageError
from atwasat_spider.query.expectations import EXPECTATIONS, examine, with_changes
from atwasat_spider.storage.alerts import record_alerts
from atwasat_spider.storage.engine import open_engine

NOON = timedelta(hours=12)
BREAK = START + timedelta(days=18) + NOON  # a Thursday: Friday and Saturday follow
DAY = 48  # runs


@pytest.fixture
def crawl(sqlite_url: str) -> Iterator[Engine]:
    """A new database for what depends on no kind of database."""
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


def no_article(run: Run) -> Run:
    return replace(run, captures=run.captures - len(run.brought), brought=())


def all_failed(run: Run) -> Run:
    return replace(run, captures=20, failed=20, brought=())


def undated(run: Run) -> Run:
    return each_article(run, published_at=None)


def without_bylines(run: Run) -> Run:
    return each_article(run, byline=None)


def without_related(run: Run) -> Run:
    return each_article(run, related=False)


def by_fallback(run: Run) -> Run:
    return each_article(run, reader="trafilatura")


def names(engine: Engine, run_id: int) -> list[str]:
    return [unmet.expectation for unmet in examine(engine, run_id)]


def run_at(moment: datetime) -> int:
    """Return the number of the run that begins at a moment."""
    return (moment - START) // EVERY + 1


def test_four_healthy_months_raise_no_alarm(crawl: Engine) -> None:
    runs = healthy_runs(120, seed=5)
    numbers = store(crawl, runs)
    store_listings(crawl, dict.fromkeys((FRONT, LIBYA, ART), START))
    # Each 31st run: all hours of the day and all days of the week come in turn.
    examined = [number for number in numbers[::31] if runs[number - 1].outcome]
    alarms = [(number, names(crawl, number)) for number in examined]
    assert len(examined) > 180
    assert [alarm for alarm in alarms if alarm[1]] == []


@pytest.mark.parametrize(
    ("how", "expectation"),
    [
        (no_article, "articles-per-day"),
        (undated, "share-with-date"),
        (without_bylines, "share-with-byline"),
        (without_related, "share-with-related"),
        (by_fallback, "share-by-fallback"),
        (all_failed, "share-of-errors"),
    ],
)
def test_every_break_is_heard_within_a_day(engine: Engine, how: Callable[[Run], Run], expectation: str) -> None:
    store(engine, broken_from(healthy_runs(20, seed=7), BREAK, how))
    assert names(engine, run_at(BREAK) - 1) == []
    assert expectation in names(engine, run_at(BREAK) + DAY - 1)


@pytest.mark.parametrize("how", [undated, without_bylines, without_related, by_fallback])
def test_one_break_raises_one_alarm(crawl: Engine, how: Callable[[Run], Run]) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, how))
    assert len(names(crawl, run_at(BREAK) + DAY - 1)) == 1


def test_message_says_what_is_and_what_was(engine: Engine) -> None:
    runs = [Run(START + EVERY * at, (Brought(START + EVERY * at),), 1, 0) for at in range(200)]
    store(engine, broken_from(runs, START + EVERY * 170, without_bylines))
    (unmet,) = examine(engine, 200)
    assert unmet.message == "0% of the last 30 new articles have a byline, usually 100%"
    assert (unmet.value, unmet.usual) == (0.0, 1.0)


def test_half_of_few_articles_is_no_alarm(crawl: Engine) -> None:
    runs = [Run(START + EVERY * at, (Brought(START + EVERY * at),), 1, 0) for at in range(29)]
    store(crawl, broken_from(runs, START, without_bylines))
    assert examine(crawl, 29) == []


def test_first_three_days_have_no_usual_rate(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(4, seed=1), START + timedelta(days=2), no_article))
    assert names(crawl, 3 * DAY) == []


def old(run: Run) -> Run:
    """Return a run that reads the past: 30 articles of years ago, without bylines or related headlines."""
    past = Brought(run.started_at - timedelta(days=2000), byline=None, related=False, reader="trafilatura")
    return replace(run, brought=run.brought + (past,) * 30, captures=run.captures + 30)


@pytest.mark.parametrize("hours", [6, 24])
def test_backfill_neither_alarms_nor_becomes_the_usual(crawl: Engine, hours: int) -> None:
    runs = healthy_runs(20, seed=7)
    filled = [old(run) if 240 <= at < 800 else run for at, run in enumerate(runs)]
    store(crawl, filled)
    assert names(crawl, 400) == []
    assert names(crawl, 800 + 2 * hours) == []


def test_backfill_of_pages_without_dates_is_known_by_their_numbers(crawl: Engine) -> None:
    def undated_past(run: Run) -> Run:
        at = (run.started_at - START) // EVERY
        past = [Brought(None, byline=None, related=False, number=1000 + at * 30 + k) for k in range(30)]
        return replace(run, brought=run.brought + tuple(past), captures=run.captures + 30)

    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, undated_past))
    assert names(crawl, run_at(BREAK) + DAY) == []


def test_dead_feed_is_heard_in_spite_of_a_backfill(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, lambda run: old(no_article(run))))
    assert names(crawl, run_at(BREAK) + DAY) == ["articles-per-day"]


def test_replay_of_old_captures_is_not_new(crawl: Engine) -> None:
    runs = broken_from(healthy_runs(20, seed=7), BREAK, no_article)
    store(crawl, runs)
    read_again = Brought(BREAK - timedelta(days=900))
    replayed = Run(BREAK - timedelta(days=900), (read_again,) * 100, 100, 0, spider="replay")
    store(crawl, [replayed], first_id=5000, first_number=100000)
    assert names(crawl, run_at(BREAK) + DAY) == ["articles-per-day"]


def test_articles_of_another_spider_are_not_counted(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, no_article))
    moment = BREAK + timedelta(hours=10, minutes=20)  # while no run of the crawl goes on
    store(crawl, [Run(moment, (Brought(moment),) * 100, 100, 0, spider="replay")], first_id=5000, first_number=700000)
    assert names(crawl, run_at(BREAK) + DAY) == ["articles-per-day"]


def test_outage_of_the_archive_itself_is_no_alarm(crawl: Engine) -> None:
    runs = healthy_runs(20, seed=7)
    away = (BREAK, BREAK + timedelta(hours=30))
    store(crawl, [run for run in runs if not away[0] <= run.started_at < away[1]])
    back = run_at(BREAK) + 2
    assert [names(crawl, number) for number in (back - 2, back, back + 1)] == [[], [], []]


def test_clock_set_back_is_no_alarm(crawl: Engine) -> None:
    runs = healthy_runs(20, seed=7)
    back = [replace(run, started_at=run.started_at - timedelta(days=9)) for run in runs[800:]]
    store(crawl, runs[:800] + back)
    assert [names(crawl, number) for number in (801, 820, 860, 900)] == [[], [], [], []]


def test_killed_runs_do_not_count_as_runs(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, lambda run: replace(no_article(run), outcome=None)))
    assert names(crawl, run_at(BREAK) + DAY) == []


def examine_all(engine: Engine, numbers: range) -> list[tuple[str, int]]:
    """Examine runs one after the other; return what became new, and what recovered, with the run's number."""
    news = []
    for number in numbers:
        told = record_alerts(engine, number, examine(engine, number))
        news += [(f"new {alert.expectation}", number) for alert in told.new]
        news += [(f"recovered {alert.expectation}", number) for alert in told.recovered]
    return news


def test_break_that_lasts_is_told_once_and_its_end_once(crawl: Engine) -> None:
    regular = [Run(START + EVERY * at, (Brought(START + EVERY * at),) * 2, 2, 0) for at in range(8 * DAY)]
    end = START + timedelta(days=7)
    broken = [without_bylines(run) if START + timedelta(days=4) <= run.started_at < end else run for run in regular]
    store(crawl, broken)
    news = examine_all(crawl, range(4 * DAY, 8 * DAY))
    # Two articles a run, thirty judged: under 40 % with ten runs (10 of 30), back at 60 % with nine (18 of 30).
    assert news == [("new share-with-byline", 4 * DAY + 10), ("recovered share-with-byline", 7 * DAY + 9)]


def test_break_lasts_while_nothing_can_be_measured(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, without_bylines))
    (unmet,) = examine(crawl, 960)
    record_alerts(crawl, 960, [unmet])
    store(crawl, [Run(BREAK + timedelta(days=90), (), 0, 0)], first_id=961)
    (lasting,) = examine(crawl, 961)
    assert lasting == replace(unmet, value=None, usual=None)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(20, []), (60, ["listings-without-articles"])],
)
def test_section_that_died_is_heard(engine: Engine, hours: int, expected: list[str]) -> None:
    def without_art(run: Run) -> Run:
        return replace(run, brought=tuple(article for article in run.brought if article.section != "art"))

    store(engine, broken_from(healthy_runs(22, seed=7), BREAK, without_art))
    store_listings(engine, {FRONT: BREAK, LIBYA: BREAK, ART: BREAK})
    breaks = examine(engine, run_at(BREAK) + 2 * hours)
    assert [unmet.expectation for unmet in breaks] == expected
    assert all(unmet.message.endswith(f"usual gap: {ART}") for unmet in breaks)


def test_feed_that_cannot_be_read_is_heard_within_a_day(crawl: Engine) -> None:
    store(crawl, healthy_runs(20, seed=7))
    store_listings(crawl, {"https://alwasat.ly/feed": BREAK}, kind="feed", tries=7, problem="404")
    assert names(crawl, run_at(BREAK) + DAY + 1) == ["listings-without-articles"]


def test_listing_that_always_comes_second_is_not_silent(crawl: Engine) -> None:
    store(crawl, healthy_runs(20, seed=7))
    store_listings(crawl, {LIBYA: START})
    assert names(crawl, 900) == []


def test_sitemap_of_a_month_that_ended_is_not_silent(crawl: Engine) -> None:
    store(crawl, healthy_runs(20, seed=7))
    store_listings(crawl, {"https://alwasat.ly/sitemap-2026-01.xml": START}, kind="sitemap", tries=9)
    assert names(crawl, 900) == []


def test_run_that_is_not_there_is_named(engine: Engine) -> None:
    with pytest.raises(NothingFoundError, match="no run 7"):
        examine(engine, 7)


def test_changes_replace_bounds_and_take_out() -> None:
    changed = with_changes(EXPECTATIONS, {"articles-per-day": {"floor": 0.2}, "share-with-byline": None})
    assert changed[0] == replace(EXPECTATIONS[0], floor=0.2)
    assert [expectation.name for expectation in changed] == [
        "articles-per-day",
        "share-with-date",
        "share-with-related",
        "share-by-fallback",
        "share-of-errors",
        "listings-without-articles",
    ]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"articles": None}, "'articles' is no expectation: articles-per-day"),
        ({"articles-per-day": {"flor": 0.2}}, "articles-per-day: 'flor' is none of floor"),
        ({"articles-per-day": {"floor": "0.2"}}, "articles-per-day: '0.2' is no floor"),
        ({"articles-per-day": {"floor": True}}, "articles-per-day: True is no floor"),
        ({"articles-per-day": {"floor": float("nan")}}, "articles-per-day: nan is no floor"),
        ({"articles-per-day": {"sample": 0}}, "articles-per-day: 0 is no sample"),
        ({"articles-per-day": {"sample": 2.5}}, "articles-per-day: 2.5 is no sample"),
        ({"articles-per-day": {"name": 1}}, "articles-per-day: 'name' is none of floor"),
        ({"articles-per-day": 0.2}, "articles-per-day: 0.2 is neither a mapping nor None"),
    ],
)
def test_wrong_change_is_named(changes: Mapping[str, Any], named: str) -> None:
    with pytest.raises(WrongUsageError, match=named):
        with_changes(EXPECTATIONS, changes)


def test_expectation_taken_out_is_not_examined(crawl: Engine) -> None:
    store(crawl, broken_from(healthy_runs(20, seed=7), BREAK, without_bylines))
    without = with_changes(EXPECTATIONS, {"share-with-byline": None})
    assert examine(crawl, run_at(BREAK) + DAY, expectations=without) == []
