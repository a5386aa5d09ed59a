"""The requests of a day, which all jobs on a database share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from rows import rows_of
from sqlalchemy import Engine

from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.request_days import give_back, take


def days(engine: Engine) -> dict[str, int]:
    return {row["day"]: row["requests"] for row in rows_of(engine)["request_days"]}


def test_day_is_given_out_to_its_end(engine: Engine) -> None:
    granted = [take(engine, "2026-03-01", 20, 50) for _ in range(4)]
    assert granted == [20, 20, 10, 0]
    assert days(engine) == {"2026-03-01": 50}


def test_every_day_has_its_own_budget(engine: Engine) -> None:
    assert take(engine, "2026-03-01", 5, 5) == 5
    assert take(engine, "2026-03-02", 3, 5) == 3
    assert days(engine) == {"2026-03-01": 5, "2026-03-02": 3}


def test_what_is_given_back_can_be_taken(engine: Engine) -> None:
    take(engine, "2026-03-01", 10, 10)
    give_back(engine, "2026-03-01", 4)
    assert days(engine) == {"2026-03-01": 6}
    assert take(engine, "2026-03-01", 10, 10) == 4


def test_no_limit_grants_everything_and_counts(engine: Engine) -> None:
    assert take(engine, "2026-03-01", 20, 0) == 20
    assert take(engine, "2026-03-01", 20, 0) == 20
    assert days(engine) == {"2026-03-01": 40}


def test_limit_below_what_was_sent_grants_nothing(engine: Engine) -> None:
    """The setting was lowered in the course of the day."""
    take(engine, "2026-03-01", 30, 0)
    assert take(engine, "2026-03-01", 5, 20) == 0
    assert days(engine) == {"2026-03-01": 30}


@pytest.mark.parametrize("jobs", [8])
def test_jobs_at_once_never_exceed_the_day(jobs: int, database_url: str) -> None:
    def job(_: int) -> int:
        engine = open_engine(database_url)
        granted = sum(take(engine, "2026-03-01", 3, 100) for _ in range(10))
        engine.dispose()
        return granted

    with ThreadPoolExecutor(jobs) as pool:
        assert sum(pool.map(job, range(jobs))) == 100  # 240 were wanted
    engine = open_engine(database_url)
    assert days(engine) == {"2026-03-01": 100}
    engine.dispose()
