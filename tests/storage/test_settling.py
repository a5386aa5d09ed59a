"""What comes of asking for an address: every state, every way from one to the next, and when it is due again."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from rows import rows_of
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from atwasat_spider.addresses import NEWS, ArticleAddress
from atwasat_spider.storage.frontier import State, Visit, remember_all, settle
from atwasat_spider.storage.models import ArticleRow
from atwasat_spider.storage.schedule import Schedule

SEEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LADDER = Schedule.of("15m 1h 1d")
STATUS = {State.DONE: 200, State.GONE: 404, State.FAILED: 500, State.MOVED: 301, State.OFF_LIMITS: None}


def visit(state: State, moment: datetime = SEEN, section: str = "libya", **known: Any) -> Visit:
    address = ArticleAddress(NEWS, 1, section)
    return Visit(address, moment, state, LADDER, **({"status": STATUS[state]} | known))


def visits(engine: Engine, *every: Visit, article: ArticleRow | None = None) -> None:
    for each in every:
        with Session(engine) as session, session.begin():
            settle(session, each, article)


def facts(engine: Engine, *names: str) -> tuple[Any, ...]:
    (row,) = rows_of(engine)["frontier"]
    return tuple(row[name] for name in names)


# after a visit at noon: state, tries, next_check_at, gone_at
AFTER = {
    State.DONE: ("done", 0, SEEN + 15 * MINUTE, None),
    State.GONE: ("gone", 0, SEEN + DAY, SEEN),
    State.FAILED: ("failed", 1, SEEN + 5 * MINUTE, None),
    State.MOVED: ("moved", 0, None, None),
    State.OFF_LIMITS: ("off-limits", 0, SEEN + 7 * DAY, None),
}


@pytest.mark.parametrize("state", list(AFTER), ids=str)
def test_first_visit_leaves_state_and_next_look(engine: Engine, state: State) -> None:
    visits(engine, visit(state))
    assert facts(engine, "state", "tries", "next_check_at", "gone_at") == AFTER[state]
    assert facts(engine, "discovered_at", "checked_at", "status") == (SEEN, SEEN, STATUS[state])


@pytest.mark.parametrize(("before", "after"), list(product(AFTER, AFTER)), ids=str)
def test_every_state_follows_every_other(engine: Engine, before: State, after: State) -> None:
    remember_all(engine, [ArticleAddress(NEWS, 1, "libya")], SEEN)
    visits(engine, visit(before, SEEN - 30 * MINUTE), visit(after))
    state, tries, next_check_at, gone_at = AFTER[after]
    if before is after is State.FAILED:
        tries, next_check_at = 2, SEEN + 10 * MINUTE
    if before is State.GONE and after in (State.GONE, State.FAILED):
        gone_at = SEEN - 30 * MINUTE
    if before is after is State.GONE:
        next_check_at = SEEN - 30 * MINUTE + DAY
    assert facts(engine, "state", "tries", "next_check_at", "gone_at") == (state, tries, next_check_at, gone_at)


def test_success_between_failures_begins_them_anew(engine: Engine) -> None:
    visits(engine, visit(State.FAILED), visit(State.FAILED), visit(State.DONE), visit(State.FAILED))
    assert facts(engine, "tries", "next_check_at") == (1, SEEN + 5 * MINUTE)


def test_twentieth_failure_in_a_row_is_the_last(engine: Engine) -> None:
    visits(engine, *[visit(State.FAILED)] * 19)
    assert facts(engine, "tries", "next_check_at") == (19, SEEN + DAY)
    visits(engine, visit(State.FAILED))
    assert facts(engine, "state", "tries", "next_check_at") == ("failed", 20, None)


def test_page_gone_twice_keeps_the_first_moment(engine: Engine) -> None:
    visits(engine, visit(State.GONE), visit(State.GONE, SEEN + DAY))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN, SEEN + 7 * DAY)
    visits(engine, visit(State.GONE, SEEN + 7 * DAY))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN, SEEN + 30 * DAY)
    visits(engine, visit(State.GONE, SEEN + 30 * DAY))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN, None)


def test_page_that_came_back_goes_anew(engine: Engine) -> None:
    visits(engine, visit(State.GONE), visit(State.DONE, SEEN + DAY))
    assert facts(engine, "gone_at", "state") == (None, "done")
    visits(engine, visit(State.GONE, SEEN + 2 * DAY))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN + 2 * DAY, SEEN + 3 * DAY)


def test_failure_between_leaves_a_gone_page_gone(engine: Engine) -> None:
    visits(engine, visit(State.GONE), visit(State.FAILED, SEEN + DAY), visit(State.GONE, SEEN + DAY + HOUR))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN, SEEN + 7 * DAY)


def test_page_gone_for_ever_is_not_looked_at_again(engine: Engine) -> None:
    visits(engine, visit(State.GONE, status=410))
    assert facts(engine, "state", "gone_at", "next_check_at", "status") == ("gone", SEEN, None, 410)


def test_unchanged_page_keeps_validators_and_section(engine: Engine) -> None:
    visits(engine, visit(State.DONE, section="economy", etag='"a"', last_modified="then"))
    visits(engine, visit(State.DONE, SEEN + HOUR, status=304, is_unchanged=True))
    assert facts(engine, "etag", "last_modified", "status", "state") == ('"a"', "then", 304, "done")
    assert facts(engine, "url", "checked_at") == ("https://alwasat.ly/news/economy/1", SEEN + HOUR)


def test_changed_page_has_its_own_validators(engine: Engine) -> None:
    visits(engine, visit(State.DONE, etag='"a"', last_modified="then"), visit(State.DONE, etag='"b"'))
    assert facts(engine, "etag", "last_modified") == ('"b"', None)


@pytest.mark.parametrize("state", [State.GONE, State.FAILED, State.MOVED, State.OFF_LIMITS])
def test_no_validators_outlive_another_state(engine: Engine, state: State) -> None:
    visits(engine, visit(State.DONE, etag='"a"', last_modified="then"), visit(state))
    assert facts(engine, "etag", "last_modified") == (None, None)


@pytest.mark.parametrize("is_unchanged", [False, True])
def test_page_that_could_not_be_used_has_failed(engine: Engine, is_unchanged: bool) -> None:
    visits(engine, visit(State.DONE, etag='"a"', last_modified="then"))
    answer = visit(State.DONE, etag='"b"', last_modified="now", is_unchanged=is_unchanged)
    visits(engine, answer.failed("no reader knows it"))
    expected = ("failed", 1, "no reader knows it", None, None)
    assert facts(engine, "state", "tries", "problem", "etag", "last_modified") == expected


def test_problem_is_forgotten_with_the_next_success(engine: Engine) -> None:
    visits(engine, visit(State.FAILED, problem="broken\x00"))
    assert facts(engine, "problem") == ("broken\\x00",)
    visits(engine, visit(State.MOVED, moved_to="https://alwasat.ly/news/libya/2"), visit(State.DONE))
    assert facts(engine, "problem", "moved_to") == (None, None)


def test_answer_at_another_section_renames_the_address(engine: Engine) -> None:
    visits(engine, visit(State.DONE), visit(State.DONE, SEEN + HOUR, section="economy"))
    assert facts(engine, "url", "discovered_at") == ("https://alwasat.ly/news/economy/1", SEEN)


def printed(at: datetime, precision: str, latest: datetime | None = None) -> ArticleRow:
    return ArticleRow(published_at=at, published_precision=precision, published_latest=latest)


# The address was discovered at noon, the page is read at 12:10; the ladder is 15 minutes, 1 hour, 1 day.
BIRTHS = {
    "no article": (None, SEEN + 15 * MINUTE),
    "no date": (ArticleRow(), SEEN + 15 * MINUTE),
    "a minute": (printed(SEEN - 20 * MINUTE, "minute"), SEEN + 40 * MINUTE),
    "a minute of last year": (printed(SEEN - 300 * DAY, "minute"), None),
    "a minute after the discovery": (printed(SEEN + 5 * MINUTE, "minute"), SEEN + 20 * MINUTE),
    "a minute to come": (printed(SEEN + 9000 * DAY, "minute"), SEEN + 15 * MINUTE),
    "today": (printed(SEEN - 14 * HOUR, "day"), SEEN + 15 * MINUTE),
    "yesterday": (printed(SEEN - 38 * HOUR, "day"), SEEN + 10 * HOUR),
    "two days ago": (printed(SEEN - 62 * HOUR, "day"), None),
    "a day to come": (printed(SEEN + 9000 * DAY, "day"), SEEN + 15 * MINUTE),
    "an estimate over now": (printed(SEEN - DAY, "estimate", SEEN + DAY), SEEN + 15 * MINUTE),
    "an estimate to this morning": (printed(SEEN - DAY, "estimate", SEEN - 2 * HOUR), SEEN + 22 * HOUR),
    "an estimate of last year": (printed(SEEN - 400 * DAY, "estimate", SEEN - 300 * DAY), None),
    "an hour ago": (printed(SEEN - HOUR, "hour"), SEEN + 15 * MINUTE),
}


@pytest.mark.parametrize("age", list(BIRTHS))
def test_next_look_follows_from_the_age(engine: Engine, age: str) -> None:
    article, expected = BIRTHS[age]
    remember_all(engine, [ArticleAddress(NEWS, 1, "libya")], SEEN)
    visits(engine, visit(State.DONE, SEEN + 10 * MINUTE), article=article)
    assert facts(engine, "next_check_at") == (expected,)


def test_date_to_come_does_not_hold_the_ladder(engine: Engine) -> None:
    """A misprinted year must not bring a look every quarter of an hour until then."""
    article = printed(SEEN + 9000 * DAY, "minute")
    looks = [SEEN, SEEN + 15 * MINUTE, SEEN + HOUR, SEEN + DAY]
    for moment, following in zip(looks, [*looks[1:], None], strict=True):
        visits(engine, visit(State.DONE, moment), article=article)
        assert facts(engine, "next_check_at") == (following,)
