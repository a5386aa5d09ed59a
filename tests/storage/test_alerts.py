"""Alerts of a run as rows, and what of them is news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from rows import rows_of
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from atwasat_spider.query.history import first_run_of_break
from atwasat_spider.storage.alerts import Alert, News, outcome_before, record_alerts
from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.runs import Outcome, finish_run, start_run


@dataclass(frozen=True)
class Unmet:
    expectation: str
    message: str


BYLINES = Unmet("share-with-byline", "0% have a byline")
DATES = Unmet("share-with-date", "10% have a date")


def run(
    engine: Engine,
    outcome: Outcome | None = Outcome.FINISHED,
    spider: str = "site",
    *,
    requests: int = 3,
    arguments: Mapping[str, object] | None = None,
) -> int:
    run_id = start_run(engine, spider, arguments or {})
    if outcome:
        finish_run(engine, run_id, outcome, {"requests": requests} if requests else {})
    return run_id


def alert(unmet: Unmet) -> Alert:
    return Alert(unmet.expectation, unmet.message)


def stored(engine: Engine) -> list[tuple[int, str, str]]:
    return [(row["run_id"], row["expectation"], row["message"]) for row in rows_of(engine)["alerts"]]


def test_first_break_is_new(engine: Engine) -> None:
    assert record_alerts(engine, run(engine), [BYLINES]) == News(new=(alert(BYLINES),))
    assert stored(engine) == [(1, "share-with-byline", "0% have a byline")]


def test_break_of_the_next_run_lasts(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    worse = Unmet("share-with-byline", "still 0% have a byline")
    assert record_alerts(engine, run(engine), [worse, DATES]) == News(new=(alert(DATES),), lasting=(alert(worse),))
    assert [row[0] for row in stored(engine)] == [1, 2, 2]


def test_break_that_is_over_has_recovered(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES, DATES])
    expected = News(lasting=(alert(DATES),), recovered=(alert(BYLINES),))
    assert record_alerts(engine, run(engine), [DATES]) == expected
    assert record_alerts(engine, run(engine), []) == News(recovered=(alert(DATES),))
    assert record_alerts(engine, run(engine), []) == News()


def test_break_that_comes_again_is_new_again(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    record_alerts(engine, run(engine), [])
    assert record_alerts(engine, run(engine), [BYLINES]) == News(new=(alert(BYLINES),))


def test_killed_run_between_makes_nothing_recover(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    run(engine, outcome=None)
    assert record_alerts(engine, run(engine), [BYLINES]) == News(lasting=(alert(BYLINES),))


PARTIAL: list[dict[str, object]] = [
    {"dry_run": True}, {"sections": ["libya"]}, {"ids": [1, 9]}, {"section": "libya"}, {"dry_run": "yes"}
]  # fmt: skip


@pytest.mark.parametrize("arguments", PARTIAL)
def test_run_of_a_part_between_makes_nothing_recover(engine: Engine, arguments: dict[str, object]) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    run(engine, arguments=arguments)
    assert record_alerts(engine, run(engine), [BYLINES]) == News(lasting=(alert(BYLINES),))
    run(engine, arguments=arguments)
    assert record_alerts(engine, run(engine), []) == News(recovered=(alert(BYLINES),))


def test_run_that_only_waited_makes_nothing_recover(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    for _ in range(300):
        run(engine, Outcome.BLOCKED, requests=0)
    assert record_alerts(engine, run(engine), [BYLINES]) == News(lasting=(alert(BYLINES),))


def test_interrupted_run_between_makes_nothing_recover(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    run(engine, Outcome.INTERRUPTED)
    assert record_alerts(engine, run(engine), [BYLINES]) == News(lasting=(alert(BYLINES),))


@pytest.mark.parametrize("arguments", [{"backfill": True}, {"wait": "yes"}, {"dry_run": "no"}, {"limit": 20}])
def test_whole_run_with_arguments_makes_recover(engine: Engine, arguments: dict[str, object]) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    assert record_alerts(engine, run(engine, arguments=arguments), []) == News(recovered=(alert(BYLINES),))
    assert record_alerts(engine, run(engine), []) == News()


def test_break_began_before_the_runs_of_a_part(engine: Engine) -> None:
    run(engine)
    for _ in range(2):
        record_alerts(engine, run(engine), [BYLINES])
        run(engine, arguments={"dry_run": True})
    with Session(engine) as session:
        now = session.get_one(RunRow, run(engine))
        assert first_run_of_break(session, now, "share-with-byline").id == 2


def test_run_of_another_spider_between_changes_nothing(engine: Engine) -> None:
    record_alerts(engine, run(engine), [BYLINES])
    assert record_alerts(engine, run(engine, spider="replay"), []) == News()
    assert record_alerts(engine, run(engine), [BYLINES]) == News(lasting=(alert(BYLINES),))


def test_recording_a_run_twice_leaves_one_set_of_rows(engine: Engine) -> None:
    run_id = run(engine)
    record_alerts(engine, run_id, [BYLINES])
    assert record_alerts(engine, run_id, [DATES]) == News(new=(alert(DATES),))
    assert stored(engine) == [(1, "share-with-date", "10% have a date")]


def test_time_of_an_alert_is_that_of_its_recording(engine: Engine) -> None:
    before = datetime.now(UTC)
    record_alerts(engine, run(engine), [BYLINES])
    (row,) = rows_of(engine)["alerts"]
    assert before <= row["raised_at"] <= datetime.now(UTC)


def test_message_that_no_database_takes_is_escaped(engine: Engine) -> None:
    record_alerts(engine, run(engine), [Unmet("share-with-date", "صفر\x00 \ud800")])
    assert [row[2] for row in stored(engine)] == ["صفر\\x00 \\ud800"]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], None),
        ([Outcome.FINISHED], "finished"),
        ([Outcome.BLOCKED, Outcome.FINISHED], "finished"),
        ([Outcome.BLOCKED, Outcome.INTERRUPTED, None], "blocked"),
        ([None], None),
    ],
)
def test_outcome_before_passes_over_interruptions(
    engine: Engine, outcomes: list[Outcome | None], expected: str | None
) -> None:
    for outcome in outcomes:
        run(engine, outcome)
    run(engine, Outcome.FAILED, spider="replay")
    assert outcome_before(engine, run(engine)) == expected


@pytest.mark.parametrize("arguments", PARTIAL)
def test_outcome_before_is_that_of_a_whole_run(engine: Engine, arguments: dict[str, object]) -> None:
    run(engine, Outcome.BLOCKED)
    run(engine, Outcome.BLOCKED, requests=0)
    run(engine, arguments=arguments)
    assert outcome_before(engine, run(engine)) == "blocked"


def test_news_of_two_kinds_add_up() -> None:
    first = News(new=(alert(BYLINES),), lasting=(alert(DATES),))
    second = News(new=(alert(DATES),), recovered=(alert(BYLINES),))
    total = News((alert(BYLINES), alert(DATES)), (alert(DATES),), (alert(BYLINES),))
    assert first + second == total
