"""Dates as the site prints them, in its bylines: «الإثنين 05 سبتمبر 2016, 05:51 مساء».

A date is read whole or not at all; a part that is not printed is never filled in. The printed clock's zone is not
stated, so it is a setting, and the zone that was assumed is kept beside the value.

A local time that the zone skips (clocks go forward) is moved on by the length of the gap, as ``dateutil`` does; one
that the zone has twice (clocks go back) is taken as the first. Sources: the zones of the IANA database; the months as
Egypt and Libya call them; the Gregorian calendar, whose weekday is a free checksum.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.tz import resolve_imaginary

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization.letters import fold

DEFAULT_ZONE = "Africa/Tripoli"

# Folded names; Monday is 0.
WEEKDAYS = {
    "الاثنين": 0,
    "الاتنين": 0,
    "الثلاثاء": 1,
    "الثلاثا": 1,
    "الاربعاء": 2,
    "الاربعا": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}
MONTHS = {
    "يناير": 1,
    "فبراير": 2,
    "مارس": 3,
    "ابريل": 4,
    "مايو": 5,
    "يونيو": 6,
    "يونيه": 6,
    "يوليو": 7,
    "يوليه": 7,
    "اغسطس": 8,
    "سبتمبر": 9,
    "اكتوبر": 10,
    "نوفمبر": 11,
    "ديسمبر": 12,
}
HALVES = {"صباحا": 0, "ص": 0, "مساء": 12, "مسا": 12, "مساءا": 12, "م": 12}

# Where the date of a byline begins and that it closes the line; in printed letters.
_WEEKDAY_PRINTED = "(?:يوم )?ال(?:[إاأ][ثت]نين|ثلاثاء?|[أا]ربعاء?|خميس|جمع[ةه]|سبت|[أا]حد)"
BYLINE_DATE = re.compile(rf"{_WEEKDAY_PRINTED}[,،]? \d{{1,2}} \S+ \d{{4}}(?:[,،].*)?$")

_DATE = re.compile(
    r"(?:يوم )?(?P<weekday>\w+)[,،]? (?P<day>\d{1,2}) (?P<month>\w+) (?P<year>\d{4})"
    r"(?:[,،] ?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?: (?P<half>\w+))?)?"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that was read.

    ``at`` is aware and in UTC; of a date without a clock it is that day's midnight in ``zone``. ``precision`` is
    ``"minute"`` or ``"day"``; ``weekday_agrees`` tells whether the printed weekday is that date's; ``text`` is the part
    that was read, as printed; ``zone`` is the IANA name that was assumed.
    """

    at: datetime
    precision: str
    weekday_agrees: bool | None
    text: str
    zone: str


def read_date(text: str, *, zone: str = DEFAULT_ZONE) -> PrintedDate | None:
    """Read a date as bylines print it; ``None`` when it is not one, or no such day or time exists.

    >>> read_date("الإثنين 05 سبتمبر 2016, 05:51 مساء").at.isoformat()
    '2016-09-05T15:51:00+00:00'

    Raises ``WrongUsageError`` for a zone that the IANA database does not have.
    """
    match = _DATE.fullmatch(fold(text))
    if match is None or match["month"] not in MONTHS or match["weekday"] not in WEEKDAYS:
        return None
    try:
        day = date(int(match["year"]), MONTHS[match["month"]], int(match["day"]))
        clock = _clock(match["hour"], match["minute"], match["half"])
        at = _in_utc(datetime.combine(day, clock or time()), find_zone(zone))
    except (ValueError, OverflowError):
        return None
    agrees = WEEKDAYS[match["weekday"]] == day.weekday()
    return PrintedDate(at, "minute" if clock else "day", agrees, text, zone)


@lru_cache
def find_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; raise ``WrongUsageError`` that names it when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise WrongUsageError(f"{name!r} is not a time zone of the IANA database") from error


def _clock(hour: str | None, minute: str | None, half: str | None) -> time | None:
    """Return the printed clock; raise ``ValueError`` for one that cannot be."""
    if hour is None or minute is None:
        return None
    hours = int(hour)
    if half is not None and hours <= 12:
        return time(hours % 12 + _half(half), int(minute))
    if half is not None and _half(half) == 0:
        raise ValueError(f"{hour} o'clock in the morning")
    return time(hours, int(minute))


def _half(name: str) -> int:
    if name not in HALVES:
        raise ValueError(f"no half of the day is called {name}")
    return HALVES[name]


def _in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    return resolve_imaginary(local.replace(tzinfo=zone)).astimezone(UTC)


def printed_clock(at: datetime, zone: str) -> datetime:
    """Return what the page printed: the naive local time of a value in the zone that was assumed for it."""
    return at.astimezone(find_zone(zone)).replace(tzinfo=None)
