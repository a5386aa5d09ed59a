"""A database that is away for a while: what is tried again, and what is not."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, ProgrammingError

from atwasat_spider.storage import perseverance
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import be_quick, is_away, persevere

AWAY = OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))
FULL = OperationalError("SELECT 1", {}, sqlite3.OperationalError("database or disk is full"))
TWICE = IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed: connection.id"))
ABSENT = IntegrityError("INSERT", {}, sqlite3.IntegrityError("NOT NULL constraint failed: connection.id"))


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perseverance, "_hurry", Event())


def failing(*errors: Exception) -> tuple[Callable[[], str], list[int]]:
    """Return an operation that fails in these ways, one after the other, and its count of calls."""
    left: Iterator[Exception] = iter(errors)
    calls: list[int] = []

    def operation() -> str:
        calls.append(len(calls) + 1)
        error = next(left, None)
        if error is not None:
            raise error
        return "done"

    return operation, calls


def test_operation_that_succeeds_is_done_once() -> None:
    operation, calls = failing()
    assert persevere(operation) == "done"
    assert calls == [1]


def test_operation_is_tried_again_while_the_database_is_away() -> None:
    operation, calls = failing(AWAY, AWAY)
    assert persevere(operation, waits=(0, 0, 0)) == "done"
    assert calls == [1, 2, 3]


def test_last_failure_is_raised_after_all_waits() -> None:
    operation, calls = failing(*[AWAY] * 9)
    with pytest.raises(OperationalError, match="database is locked"):
        persevere(operation, waits=(0, 0))
    assert calls == [1, 2, 3]


@pytest.mark.parametrize("error", [FULL, ABSENT, ValueError("no")], ids=["full", "absent", "no database"])
def test_any_other_failure_is_raised_at_once(error: Exception) -> None:
    operation, calls = failing(error)
    with pytest.raises(type(error)):
        persevere(operation, waits=(0, 0))
    assert calls == [1]


def test_row_that_another_job_was_first_to_write_is_tried_once_more() -> None:
    operation, calls = failing(TWICE)
    assert persevere(operation, waits=(30, 30)) == "done"
    assert calls == [1, 2]


def test_row_that_is_there_twice_is_not_tried_a_third_time() -> None:
    operation, calls = failing(TWICE, TWICE, TWICE)
    with pytest.raises(IntegrityError):
        persevere(operation, waits=(0, 0))
    assert calls == [1, 2]


def test_row_of_another_job_is_met_while_the_database_is_away() -> None:
    operation, calls = failing(AWAY, TWICE, AWAY)
    assert persevere(operation, waits=(0, 0)) == "done"
    assert calls == [1, 2, 3, 4]


def test_waits_together_are_a_minute() -> None:
    assert sum(perseverance.WAITS) == 60


def test_hurried_process_tries_nothing_again() -> None:
    be_quick()
    operation, calls = failing(AWAY, AWAY, AWAY)
    before = time.monotonic()
    with pytest.raises(OperationalError):
        persevere(operation, waits=(30, 30))
    assert calls == [1]
    assert time.monotonic() - before < 10


def test_operation_that_waits_is_tried_once_more_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: be_quick())  # the signal comes while it sleeps
    operation, calls = failing(AWAY, AWAY, AWAY)
    with pytest.raises(OperationalError):
        persevere(operation, waits=(30, 30))
    assert calls == [1, 2]


@pytest.mark.parametrize(
    "message",
    [
        "database is locked", "database table is locked: frontier", "connection refused", "the connection is closed",
        "FATAL:  the database system is starting up", "FATAL:  the database system is shutting down",
        "server closed the connection unexpectedly", "terminating connection due to administrator command",
        "deadlock detected", "could not serialize access due to concurrent update",
    ],
)  # fmt: skip
def test_database_that_may_be_back_is_away(message: str) -> None:
    assert is_away(OperationalError("SELECT 1", {}, Exception(message)))
    assert is_away(InterfaceError("SELECT 1", {}, Exception(message)))
    assert not is_away(ProgrammingError("SELECT 1", {}, Exception(message)))


@pytest.mark.parametrize("message", ["no such table: frontier", "disk I/O error", "database disk image is malformed"])
def test_broken_database_is_not_away(message: str) -> None:
    assert not is_away(OperationalError("SELECT 1", {}, Exception(message)))


def test_lost_connection_is_away_whatever_it_says() -> None:
    assert is_away(DBAPIError("SELECT 1", {}, Exception("?"), connection_invalidated=True))


def test_locked_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(str(tmp_path / "a.db"))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE names (name TEXT)")
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(perseverance, "_sleep", lambda _seconds: other.execute("COMMIT"))
        persevere(lambda: insert(engine), waits=(1,))
        assert other.execute("SELECT name FROM names").fetchall() == [("a",)]
    engine.dispose()


def insert(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.connection.execute("PRAGMA busy_timeout = 10")
        with connection.begin():
            connection.execute(text("INSERT INTO names VALUES ('a')"))


def test_server_that_ended_the_connection_is_asked_again(postgresql_url: str) -> None:
    engine, other = open_engine(postgresql_url), open_engine(postgresql_url)
    calls: list[int] = []

    def operation() -> int:
        calls.append(1)
        with engine.connect() as connection:
            if len(calls) == 1:
                backend = connection.scalar(text("SELECT pg_backend_pid()"))
                with other.connect() as theirs:
                    theirs.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
            return int(connection.scalar(text("SELECT 7")) or 0)

    assert persevere(operation, waits=(0,)) == 7
    assert len(calls) == 2
    engine.dispose()
    other.dispose()


def test_two_transactions_that_wait_for_each_other_both_end(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE names AS SELECT generate_series(1, 2) AS name, 0 AS told"))
    both = Barrier(2)

    def tell(*names: int) -> None:
        with engine.begin() as connection:
            for name in names:
                connection.execute(text("UPDATE names SET told = told + 1 WHERE name = :name"), {"name": name})
                with suppress(BrokenBarrierError):
                    both.wait(timeout=3)

    with ThreadPoolExecutor(2) as threads:
        for told in [threads.submit(persevere, partial(tell, *names), waits=(0,)) for names in ((1, 2), (2, 1))]:
            told.result()
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT told FROM names")).all() == [2, 2]
    engine.dispose()
