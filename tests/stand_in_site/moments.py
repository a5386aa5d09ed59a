"""When articles appear: about so many a day, more by day than by night on the clock of Tripoli."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from stand_in_site.wording import TRIPOLI

USUAL_RATE = 110  # articles a day

_HOUR_WEIGHTS = (3, 2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 6, 5, 4)
_DAY = timedelta(days=1)
_MINUTES = 24 * 60
_FIRST_SYSTEM_FROM, _FIRST_SYSTEM_MINUTES = datetime(2017, 1, 1, 8, tzinfo=UTC), 400 * _MINUTES


def moments_of_day(start: datetime, day: int, *, per_day: int, seed: int) -> list[datetime]:
    """Return the moments of the 24 hours that begin ``day`` days after the start, in their order.

    Each is a whole minute, the first later than the beginning, the last not later than the end.
    """
    dice = random.Random(f"{seed} day {day}")
    begin = start + day * _DAY
    minutes = range(1, _MINUTES + 1)
    first_hour = begin.astimezone(TRIPOLI).hour
    weights = [_HOUR_WEIGHTS[(first_hour + minute // 60) % 24] for minute in minutes]
    chosen = dice.choices(minutes, weights, k=round(per_day * dice.uniform(0.92, 1.08)))
    return [begin + timedelta(minutes=minute) for minute in sorted(chosen)]


def moments_before(start: datetime, articles: int, *, per_day: int, seed: int) -> list[datetime]:
    """Return the moments of that many articles up to the start, in their order."""
    found: list[datetime] = []
    for day in count(-1, -1):
        if len(found) >= articles:
            break
        found = moments_of_day(start, day, per_day=per_day or USUAL_RATE, seed=seed) + found
    return found[len(found) - articles :]


def moments_of_first_system(articles: int, *, seed: int) -> Iterator[datetime]:
    """Yield the moments of articles of the first system, from January 2017 to February 2018."""
    dice = random.Random(f"{seed} first system")
    for minute in sorted(dice.randrange(_FIRST_SYSTEM_MINUTES) for _ in range(articles)):
        yield _FIRST_SYSTEM_FROM + timedelta(minutes=minute)
