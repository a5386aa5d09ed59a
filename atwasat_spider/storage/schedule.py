"""When an address is due again: a ladder of looks for an article, longer and longer waits after a failure.

>>> schedule = Schedule.of("15m 1h 1d")
>>> from datetime import UTC
>>> born = datetime(2026, 1, 1, 12, tzinfo=UTC)
>>> schedule.next_look(born, now=born + timedelta(minutes=20)).isoformat()
'2026-01-01T13:00:00+00:00'
>>> schedule.next_look(born, now=born + timedelta(days=2)) is None
True
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from atwasat_spider.errors import WrongUsageError

DEFAULT_LADDER = "15m 1h 6h 1d 7d 30d"
FIRST_WAIT, LONGEST_WAIT, MOST_TRIES = timedelta(minutes=5), timedelta(days=1), 20
_GONE = (timedelta(days=1), timedelta(days=7), timedelta(days=30))  # a page may come back
OFF_LIMITS_WAIT = timedelta(days=7)  # robots.txt may change
MOVED_WAIT = timedelta(hours=1)  # of an article that is elsewhere for a while
REVIVED_AFTER = timedelta(days=1)

_STEP = re.compile(r"(\d{1,6})([mhd])", re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The ages of an article at which it is looked at again, ascending; after the last one never."""

    ladder: tuple[timedelta, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a ladder: minutes, hours and days (``15m 6h 7d``), one after the other; no step means no second look.

        Raises ``WrongUsageError`` that names a step which is none, or which is not later than the one before.
        """
        steps: list[timedelta] = []
        for word in text.split():
            match = _STEP.fullmatch(word)
            step = int(match[1]) * _UNITS[match[2]] if match else None
            if not step or (steps and step <= steps[-1]):
                raise WrongUsageError(f"{word!r} is no step of a ladder like {DEFAULT_LADDER!r}, ascending")
            steps.append(step)
        return cls(tuple(steps))

    def next_look(self, born: datetime, now: datetime) -> datetime | None:
        """Return when an article of ``born`` is due after a look at ``now``, ``None`` for never again."""
        return next((born + step for step in self.ladder if born + step > now), None)


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when to ask again after so many failures in a row, ``None`` when it is given up."""
    if tries >= MOST_TRIES:
        return None
    return now + min(FIRST_WAIT * (1 << (tries - 1)), LONGEST_WAIT)


def next_look_for_gone(gone_at: datetime, now: datetime) -> datetime | None:
    """Return when to see whether a page that is gone has come back, ``None`` for never."""
    return next((gone_at + step for step in _GONE if gone_at + step > now), None)
