"""Runs that the site blocked, and how long the next one waits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from atwasat_spider.storage.blocks_of_runs import BLOCKS, Block, last_block, retry_after_block, standing_block
from atwasat_spider.storage.runs import Outcome, finish_run, start_run

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ended(
    engine: Engine,
    outcome: Outcome,
    *,
    retry_at: datetime | None = None,
    blocks: int = 2,
    problem: str | None = "refused",
    spider: str = "site",
) -> None:
    finish_run(engine, start_run(engine, spider, {}), outcome, {BLOCKS: blocks}, problem=problem, retry_at=retry_at)


def test_database_without_runs_has_no_block(engine: Engine) -> None:
    assert last_block(engine, "site") is None
    assert standing_block(engine, "site", NOW) is None


def test_block_of_the_last_run_is_told(engine: Engine) -> None:
    ended(engine, Outcome.BLOCKED, retry_at=NOW + HOUR)
    assert last_block(engine, "site") == Block(2, "refused", NOW + HOUR)
    assert last_block(engine, "article") is None


def test_block_without_a_count_or_reason_is_the_first(engine: Engine) -> None:
    finish_run(engine, start_run(engine, "site", {}), Outcome.BLOCKED, {}, retry_at=NOW)
    assert last_block(engine, "site") == Block(1, "the site blocked the last run", NOW)


@pytest.mark.parametrize("outcome", [Outcome.FINISHED, Outcome.FAILED, Outcome.INTERRUPTED])
def test_run_that_was_let_in_ends_the_block(engine: Engine, outcome: Outcome) -> None:
    ended(engine, Outcome.BLOCKED, retry_at=NOW + HOUR)
    ended(engine, outcome)
    assert last_block(engine, "site") is None


def test_run_of_another_spider_leaves_the_block(engine: Engine) -> None:
    ended(engine, Outcome.BLOCKED, retry_at=NOW + HOUR)
    ended(engine, Outcome.FINISHED, spider="article")
    start_run(engine, "site", {})  # the one that asks
    assert standing_block(engine, "site", NOW) == Block(2, "refused", NOW + HOUR)


def test_block_without_a_time_is_none(engine: Engine) -> None:
    ended(engine, Outcome.BLOCKED)
    assert last_block(engine, "site") is None


@pytest.mark.parametrize(
    ("retry_at", "stands"),
    [
        (NOW - MINUTE, False), (NOW, False), (NOW + MINUTE, True), (NOW + 7 * DAY, True),
        (NOW + 7 * DAY + MINUTE, False),  # noted by a wrong clock
    ],
)  # fmt: skip
def test_block_stands_until_its_time(engine: Engine, retry_at: datetime, stands: bool) -> None:
    ended(engine, Outcome.BLOCKED, retry_at=retry_at)
    assert (standing_block(engine, "site", NOW) is not None) is stands


def test_wait_doubles_from_half_an_hour_to_a_day() -> None:
    waits = [retry_after_block(blocks, None, NOW) - NOW for blocks in (1, 2, 3, 4, 5, 6, 7, 50, 5000)]
    assert waits == [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY, DAY]


@pytest.mark.parametrize(
    ("wish", "wait"),
    [
        (timedelta(0), HOUR), (-DAY, HOUR), (MINUTE, HOUR), (2 * HOUR, 2 * HOUR), (3 * DAY, 3 * DAY),
        (7 * DAY, 7 * DAY), (9000 * DAY, 7 * DAY),
    ],
)  # fmt: skip
def test_server_may_wish_longer_up_to_a_week(wish: timedelta, wait: timedelta) -> None:
    assert retry_after_block(2, wish, NOW) - NOW == wait
