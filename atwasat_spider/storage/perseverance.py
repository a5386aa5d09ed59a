"""A database that is away for a while: a server that restarts, a file that another program has locked."""

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

logger = logging.getLogger(__name__)

_Value = TypeVar("_Value")
WAITS = (1, 2, 4, 8, 15, 30)  # seconds before each further attempt
_hurry = Event()  # only looked at, never waited for: a signal may come at any moment
_TRANSIENT = ("database is locked", "database table is locked", "starting up", "shutting down", "connection",
              "server closed", "terminating", "deadlock detected", "could not serialize")  # fmt: skip


def persevere(operation: Callable[[], _Value], *, waits: tuple[float, ...] = WAITS) -> _Value:
    """Return what an operation on the database returns; try again for a minute while the database is away.

    The operation must be a whole transaction that may be done twice. Where two jobs write the same row at once, the one
    that comes second finds it when it tries again. Any other failure is raised at once, and the last one of these when
    the minute is over.
    """
    attempt = _after_another_job(operation)
    for wait in waits:
        try:
            return attempt()
        except DBAPIError as error:
            if _hurry.is_set() or not is_away(error):
                raise
            logger.warning("the database is away, trying again in %s s: %s", wait, str(error.orig).strip())
        _sleep(wait)
        if _hurry.is_set():
            break
    return attempt()


def _after_another_job(operation: Callable[[], _Value]) -> Callable[[], _Value]:
    """Return the operation, which tries a second time at once, and only once, where another job wrote the same row."""
    met: list[IntegrityError] = []

    def attempt() -> _Value:
        try:
            return operation()
        except IntegrityError as error:
            if met or "unique constraint" not in str(error.orig).lower():
                raise
            met.append(error)
        return operation()

    return attempt


def be_quick() -> None:
    """Let no operation of this process that fails from now on be tried again: it was told to end.

    One that waits is tried once more at once.
    """
    _hurry.set()


def _sleep(seconds: float) -> None:
    """Sleep in short pieces, since a signal does not wake a sleeper."""
    end = time.monotonic() + seconds
    while not _hurry.is_set() and time.monotonic() < end:
        time.sleep(min(0.2, seconds))


def is_away(error: DBAPIError) -> bool:
    """Tell the failure of a database that may be back in a moment from one that lies in what was asked."""
    if error.connection_invalidated:
        return True
    message = str(error.orig).lower()
    return isinstance(error, OperationalError | InterfaceError) and any(sign in message for sign in _TRANSIENT)
