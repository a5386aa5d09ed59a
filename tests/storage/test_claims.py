"""One crawl at a time on a database, across processes, however they end."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from rows import rows_of
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from atwasat_spider.storage.claims import bury_killed_runs, claimed, holder
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.runs import Outcome, finish_run, start_run

HOLDER = """
import sys
from atwasat_spider.storage.claims import claimed
from atwasat_spider.storage.engine import open_engine
with claimed(open_engine(sys.argv[1])) as is_ours:
    print(bool(is_ours), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def other_process(database_url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that asks for the claim, says whether it has it, and ends with a line of input."""
    command = [sys.executable, "-c", HOLDER, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def is_free(database_url: str) -> bool:
    engine = open_engine(database_url)
    with claimed(engine) as is_ours:
        found = bool(is_ours)
    engine.dispose()
    return found


def comes_free(database_url: str) -> bool:
    """A server notices the end of a client a moment later."""
    for _ in range(100):
        if is_free(database_url):
            return True
        time.sleep(0.1)
    return False


def test_claim_is_had_once_and_again(engine: Engine, database_url: str) -> None:
    with claimed(engine) as is_ours:
        assert is_ours
        assert not is_free(database_url)
    assert is_free(database_url)


def test_refused_claim_takes_nothing_away(engine: Engine, database_url: str) -> None:
    with claimed(engine):
        assert not is_free(database_url)
        assert not is_free(database_url)
    with claimed(engine) as is_ours:
        assert is_ours


def test_claim_ends_with_an_error(engine: Engine, database_url: str) -> None:
    with pytest.raises(KeyboardInterrupt), claimed(engine):
        raise KeyboardInterrupt
    assert is_free(database_url)


def test_second_process_is_refused(engine: Engine, database_url: str) -> None:
    with claimed(engine), other_process(database_url) as process:
        assert answer(process) == "False"
    with other_process(database_url) as process:
        assert answer(process) == "True"
        assert not is_free(database_url)


def test_killed_process_frees_its_claim(database_url: str) -> None:
    with other_process(database_url) as process:
        assert answer(process) == "True"
        process.kill()
        process.wait(timeout=30)
        assert comes_free(database_url)


def test_waiting_run_takes_its_turn(engine: Engine, database_url: str) -> None:
    with other_process(database_url) as process:
        assert answer(process) == "True"
        ended: list[float] = []

        def let_go() -> None:
            time.sleep(1.5)
            ended.append(time.monotonic())
            process.communicate("\n", timeout=30)

        thread = Thread(target=let_go)
        thread.start()
        with claimed(engine, wait=True) as is_ours:
            assert is_ours
            assert ended
            assert ended[0] < time.monotonic()
        thread.join()


def test_work_in_the_database_goes_on_under_a_claim(engine: Engine, database_url: str) -> None:
    other = open_engine(database_url)
    with claimed(engine):
        finish_run(other, start_run(engine, "site", {}), Outcome.FINISHED, {})
    other.dispose()
    assert [run.outcome for run in runs(engine)] == ["finished"]


def test_claims_of_two_files_are_two(tmp_path: Path) -> None:
    first, second = open_engine(str(tmp_path / "a.db")), open_engine(str(tmp_path / "b.db"))
    with claimed(first) as is_first, claimed(second) as is_second:
        assert is_first
        assert is_second
    assert sorted(path.name for path in tmp_path.glob("*.crawling")) == ["a.db.crawling", "b.db.crawling"]


@pytest.fixture
def server_side(postgresql_url: str) -> Iterator[Engine]:
    """Another engine on the server, for what happens to the claim's connection."""
    engine = open_engine(postgresql_url)
    yield engine
    engine.dispose()


def cut_off(server_side: Engine) -> None:
    """End the connection of the one that has the claim."""
    query = text(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with server_side.connect() as connection:
        assert connection.scalars(query).all() == [True]


def test_lost_connection_frees_a_claim(postgresql_url: str, server_side: Engine) -> None:
    engine = open_engine(postgresql_url)
    with claimed(engine) as is_ours:
        assert is_ours
        cut_off(server_side)
        assert is_free(postgresql_url)
    engine.dispose()


def test_claim_that_was_not_lost_is_still_had(engine: Engine, database_url: str) -> None:
    with claimed(engine) as claim:
        assert claim.renew()
        assert claim.renew()
        assert not is_free(database_url)
    assert is_free(database_url)


def test_claim_of_a_lost_connection_is_taken_again(postgresql_url: str, server_side: Engine) -> None:
    engine = open_engine(postgresql_url)
    with claimed(engine) as claim:
        for _ in range(2):
            cut_off(server_side)
            assert claim.renew()
            assert claim
            assert not is_free(postgresql_url)
    assert comes_free(postgresql_url)
    engine.dispose()


def test_claim_is_taken_again_when_its_server_is_back(postgresql_server: str, postgresql_url: str) -> None:
    engine, server = open_engine(postgresql_url), open_engine(postgresql_server)
    name = engine.url.database
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection, claimed(engine) as claim:

        def come_back() -> None:
            time.sleep(1.5)
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))

        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(query), {"name": name})
        thread = Thread(target=come_back)
        thread.start()
        assert claim.renew()
        thread.join()
    engine.dispose()
    server.dispose()


def test_claim_that_another_has_by_now_is_lost(postgresql_url: str, server_side: Engine) -> None:
    engine = open_engine(postgresql_url)
    with claimed(engine) as claim:
        cut_off(server_side)
        with other_process(postgresql_url) as process:
            assert answer(process) == "True"
            assert not claim.renew()
            assert not claim
    engine.dispose()


def test_claim_that_was_refused_stays_refused(engine: Engine, database_url: str) -> None:
    with other_process(database_url) as process:
        assert answer(process) == "True"
        with claimed(engine) as claim:
            assert not claim.renew()


def test_idle_claim_is_not_ended_by_its_server(postgresql_url: str, server_side: Engine) -> None:
    with server_side.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET idle_session_timeout = '300ms'"))
    engine = open_engine(postgresql_url)
    with claimed(engine) as claim:
        assert claim
        time.sleep(1)
        assert not is_free(postgresql_url)
    engine.dispose()


def runs(engine: Engine) -> list[RunRow]:
    with Session(engine) as session:
        return list(session.scalars(select(RunRow).order_by(RunRow.id)))


def test_holder_is_the_newest_run_at_work(engine: Engine) -> None:
    assert str(holder(engine, "site")) == "another run"
    start_run(engine, "site", {})  # was killed
    number = start_run(engine, "site", {})
    finish_run(engine, start_run(engine, "site", {}), Outcome.FINISHED, {})
    start_run(engine, "article", {})
    assert holder(engine, "site").run == number


def test_holder_says_since_when_it_is_at_work(engine: Engine) -> None:
    number = start_run(engine, "site", {})
    with Session(engine) as session, session.begin():
        session.get_one(RunRow, number).started_at = datetime(2026, 3, 1, 12, 5, 59, tzinfo=UTC)
    assert str(holder(engine, "site")) == f"run {number}, at work since 2026-03-01 12:05 UTC,"


def test_killed_runs_of_the_spider_are_buried(engine: Engine) -> None:
    start_run(engine, "site", {})
    finish_run(engine, start_run(engine, "site", {}), Outcome.FAILED, {}, problem="no room")
    start_run(engine, "article", {})
    before = rows_of(engine)
    bury_killed_runs(engine, "site")
    assert [(run.outcome, run.problem, run.finished_at is None) for run in runs(engine)] == [
        ("interrupted", "the process was killed", True),
        ("failed", "no room", False),
        (None, None, True),
    ]
    assert rows_of(engine) == before
