"""Estimates: between which days an article was published that prints no date, from its number alone.

Today's system (``/news/SECTION/ID``) counts all its articles with one counter that grows with time, so an article
stands between those whose dates are known. Such points were read from captures of 2015 to 2025; between 159150 and
199289 the counter jumped by some 37,000, so nothing is said across it. The first system's numbers are another
counter.

The pace between two points is not even: 76 to 139 articles a day were counted in the year to March 2016, 88 to 113
since. So the error of a straight line between two points grows with the root of their distance, like that of a random
walk tied at both ends; its width was set so that each point, taken out of the table, lies within what the others say
of it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import sqrt
from typing import NamedTuple

from atwasat_spider.addresses import NEWS


class Point(NamedTuple):
    """An article whose day is known: its number, that day's noon, and how many days it may be wrong."""

    site_id: int
    noon: datetime
    slack: float = 1.0


def _point(site_id: int, year: int, month: int, day: int, slack: float = 1.0) -> Point:
    return Point(site_id, datetime(year, month, day, 12, tzinfo=UTC), slack)


_BEFORE_THE_JUMP = (
    _point(61346, 2015, 3, 15),
    _point(70220, 2015, 5, 18),
    _point(94529, 2016, 3, 31),
    _point(98814, 2016, 5, 12),
    _point(116739, 2016, 11, 17),
    _point(120450, 2016, 12, 29),
    _point(126718, 2017, 3, 9),
    _point(131580, 2017, 5, 1),
    _point(143633, 2017, 9, 14),
    _point(159150, 2018, 2, 15),
)
_AFTER_THE_JUMP = (
    _point(199289, 2018, 3, 15),
    _point(202351, 2018, 4, 12),
    _point(205157, 2018, 5, 9),
    _point(218727, 2018, 9, 6),
    _point(228179, 2018, 11, 29),
    _point(241728, 2019, 4, 11),
    _point(245210, 2019, 5, 16),
    _point(256634, 2019, 9, 6, slack=4),  # the day is not certain
    _point(261819, 2019, 10, 24),
    _point(268766, 2020, 1, 2),
    _point(279546, 2020, 4, 9),
    _point(290891, 2020, 7, 23),
    _point(323062, 2021, 6, 10),
    _point(337355, 2021, 10, 28),
    _point(357686, 2022, 5, 2),
    _point(500996, 2025, 12, 16, slack=16),  # the month alone is known
)
SIDES: tuple[Sequence[Point], ...] = (_BEFORE_THE_JUMP, _AFTER_THE_JUMP)

# Days of error for the root of a day; taken out of the table, the points need 4.3 in the first year and 1.0 since.
_WIDTH, _WIDTH_OF_FIRST_YEAR = 1.2, 5.0
_EVEN_SINCE = 94529  # the first number after the first year
_DAY = timedelta(days=1)


def estimate_from_id(id_space: str, site_id: int) -> tuple[datetime, datetime] | None:
    """Return the earliest and the latest moment at which an article was published, aware and in UTC.

    ``None`` for a number of the first system, one before or after all that are known, or one within the jump.

    >>> earliest, latest = estimate_from_id("news", 116900)
    >>> f"{earliest:%Y-%m-%d} to {latest:%Y-%m-%d}"
    '2016-11-16 to 2016-11-21'
    """
    if id_space != NEWS:
        return None
    return next(filter(None, (estimate_between(points, site_id) for points in SIDES)), None)


def estimate_between(points: Sequence[Point], site_id: int) -> tuple[datetime, datetime] | None:
    """Return what points of one side of the jump, in their order, say of a number; ``None`` outside their ends."""
    at = bisect_left([point.site_id for point in points], site_id)
    if at < len(points) and points[at].site_id == site_id:
        return points[at].noon - points[at].slack * _DAY, points[at].noon + points[at].slack * _DAY
    if at in (0, len(points)):
        return None
    return _between(points[at - 1], points[at], site_id)


def _between(before: Point, after: Point, site_id: int) -> tuple[datetime, datetime]:
    share = (site_id - before.site_id) / (after.site_id - before.site_id)
    days = (after.noon - before.noon) / _DAY
    width = _WIDTH if before.site_id >= _EVEN_SINCE else _WIDTH_OF_FIRST_YEAR
    slack = before.slack + share * (after.slack - before.slack)
    error = (width * sqrt(days * share * (1 - share)) + slack) * _DAY
    middle = before.noon + share * days * _DAY
    return max(middle - error, before.noon - before.slack * _DAY), min(middle + error, after.noon + after.slack * _DAY)
