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
from typing import IO

from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from atwasat_spider.storage.engine import sqlite_file
from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.runs import Outcome

ENDING = ".crawling"
_NUMBER = 0x61747761_73617400  # «atwasat», the key of the advisory lock
_SECONDS_BETWEEN = 1.0
# The connection does nothing for as long as the run lasts. A server before PostgreSQL 14 has no such limit.
_NEVER_TOO_IDLE = text("SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'")


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


class Claim:
    """The claim on a database: true for the one that has it."""

    is_ours = False

    def __bool__(self) -> bool:
        """Tell whether it was to be had, and still is as far as is known."""
        return self.is_ours

    def take(self) -> bool:
        """Take the claim if nobody else has it, and tell so; it may be asked of one that is had."""
        raise NotImplementedError

    def renew(self) -> bool:
        """See that a claim that was had is still had, and take it again if it was lost; false if another has it.

        Raises ``DBAPIError`` where that cannot be found out.
        """
        self.is_ours = self.is_ours and persevere(self.take)
        return self.is_ours


class _ClaimOfFile(Claim):
    """A lock on an open file, which the process cannot lose."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def take(self) -> bool:
        try:
            fcntl.flock(self.stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class _ClaimOnServer(Claim):
    """An advisory lock, which ends with its connection: with a restart of the server, with a network that fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection = self._connect()

    def _connect(self) -> Connection:
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            connection.execute(_NEVER_TOO_IDLE)
        except BaseException:
            self._end(connection)
            raise
        return connection

    def take(self) -> bool:
        if not self.connection.closed:
            try:
                return self._lock()
            except DBAPIError:
                self.end()
        self.connection = self._connect()
        return self._lock()

    def _lock(self) -> bool:
        # One more lock of the session that has it already is granted, so this tells that the session lives.
        return bool(self.connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _NUMBER}))

    def end(self) -> None:
        """Give the claim back."""
        self._end(self.connection)

    @staticmethod
    def _end(connection: Connection) -> None:
        if not connection.closed:
            connection.invalidate()  # a session's lock outlives the return of its connection to the pool
            connection.close()


@contextmanager
def claimed(engine: Engine, *, wait: bool = False) -> Iterator[Claim]:
    """Have the database for one crawl until the block ends; the claim is true if it was to be had.

    With ``wait`` it takes its turn when the other run ends.
    """
    file = sqlite_file(engine)
    with _claim_of_file(file) if file is not None else _claim_on_server(engine) as claim:
        claim.is_ours = claim.take()
        while wait and not claim.is_ours:
            time.sleep(_SECONDS_BETWEEN)
            claim.is_ours = claim.take()
        yield claim


@contextmanager
def _claim_of_file(database: Path) -> Iterator[Claim]:
    with database.with_name(database.name + ENDING).open("ab") as stream:
        yield _ClaimOfFile(stream)  # the lock goes with the open file


@contextmanager
def _claim_on_server(engine: Engine) -> Iterator[Claim]:
    claim = _ClaimOnServer(engine)
    try:
        yield claim
    finally:
        claim.end()


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
