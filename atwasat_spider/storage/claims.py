"""One crawl at a time on a database: a claim that ends with the process that has it, however that ends.

On SQLite the claim is a lock on a file beside the database, on PostgreSQL an advisory lock of a connection.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from atwasat_spider.storage.engine import sqlite_file
from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.runs import Outcome

ENDING = ".crawling"
_NUMBER = 0x61747761_73617400  # «atwasat», the key of the advisory lock
_SECONDS_BETWEEN = 1.0


@dataclass(frozen=True, slots=True)
class Holder:
    """The run that has the database: its number and when it began, where it has noted them."""

    run: int | None
    started_at: datetime | None

    def __str__(self) -> str:
        """Return the holder in words."""
        if self.run is None or self.started_at is None:
            return "another run"
        return f"run {self.run}, at work since {self.started_at:%Y-%m-%d %H:%M} UTC,"


@contextmanager
def claimed(engine: Engine, *, wait: bool = False) -> Iterator[bool]:
    """Have the database for one crawl until the block ends; the value tells whether this was to be had.

    With ``wait`` it takes its turn when the other run ends.
    """
    file = sqlite_file(engine)
    claim = _claim_file(file, wait=wait) if file is not None else _claim_on_server(engine, wait=wait)
    with claim as is_ours:
        yield is_ours


@contextmanager
def _claim_file(database: Path, *, wait: bool) -> Iterator[bool]:
    with database.with_name(database.name + ENDING).open("ab") as stream:
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not wait:
                    yield False
                    return
                time.sleep(_SECONDS_BETWEEN)
            else:
                yield True  # the lock goes with the open file
                return


@contextmanager
def _claim_on_server(engine: Engine, *, wait: bool) -> Iterator[bool]:
    query = text("SELECT pg_try_advisory_lock(:key)")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_ours = bool(connection.scalar(query, {"key": _NUMBER}))
        while wait and not is_ours:
            time.sleep(_SECONDS_BETWEEN)
            is_ours = bool(connection.scalar(query, {"key": _NUMBER}))
        try:
            yield is_ours
        finally:
            connection.invalidate()  # a session's lock outlives the return of its connection to the pool


def holder(engine: Engine, spider: str) -> Holder:
    """Return the run of a spider that has the database, as far as it is noted."""
    with Session(engine) as session:
        query = select(RunRow).where(RunRow.spider == spider, RunRow.outcome.is_(None)).order_by(RunRow.id.desc())
        row = session.scalars(query.limit(1)).one_or_none()
        return Holder(row.id, row.started_at) if row else Holder(None, None)


def bury_killed_runs(engine: Engine, spider: str) -> None:
    """Note of runs that never said how they ended that they were killed; whoever has the claim knows that."""
    killed = update(RunRow).where(RunRow.spider == spider, RunRow.outcome.is_(None))
    with Session(engine) as session, session.begin():
        session.execute(killed.values(outcome=Outcome.INTERRUPTED.value, problem="the process was killed"))
