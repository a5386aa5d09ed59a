"""Dates as Arabic news prints them, in bylines and in running text: «الإثنين 05 سبتمبر 2016, 05:51 مساء».

A date is read whole or not at all, and a part that is not printed is never filled in. The parts are found one by one
about the day: ``calendars`` knows days, ``clocks`` the time, ``zones`` whose clock it is, ``elapsed`` what «yesterday»
means. The Gregorian calendar is believed before the Hijri one; its weekday is a free checksum.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization.dates.calendars import MONTHS, NO_PLACE, day_of, names
from atwasat_spider.normalization.dates.clocks import HALVES
from atwasat_spider.normalization.dates.folded import FoldedText
from atwasat_spider.normalization.dates.parts import DateParts, find_date_parts
from atwasat_spider.normalization.dates.zones import DEFAULT_ZONE, find_zone, in_utc

# The form that the site prints, read at one go: no digit before it, nothing after it.
_SEEN_WEEKDAYS = {
    "الإثنين": 0,
    "الاثنين": 0,
    "الثلاثاء": 1,
    "الأربعاء": 2,
    "الخميس": 3,
    "الجمعة": 4,
    "السبت": 5,
    "الأحد": 6,
}
_SEEN_MONTHS = {**MONTHS, "أبريل": 4, "أغسطس": 8, "أكتوبر": 10}
_SEEN = re.compile(
    rf"\D*?(?<!\w){NO_PLACE}((?:يوم )?({names(_SEEN_WEEKDAYS)}) ([0-9]{{1,2}}) ({names(_SEEN_MONTHS)}) ([0-9]{{4}}), "
    r"(0[1-9]|1[0-2]):([0-5][0-9]) (صباحا|مساء))"
)
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that was read.

    ``at`` is aware and in UTC; of a date without a clock it is that day's midnight in ``zone``. ``precision`` is
    ``"minute"``, ``"hour"`` or ``"day"``, of elapsed time also ``"week"``, ``"month"`` or ``"year"``.
    ``weekday_agrees`` tells whether the printed weekday is that date's, ``None`` where none is printed. ``text`` is the
    part that was read, as printed. ``zone`` is the IANA name that was assumed or printed, or ``"UTC+02:00"`` for a
    printed offset.
    """

    at: datetime
    precision: str
    weekday_agrees: bool | None
    text: str
    zone: str


def read_date(text: str, *, zone: str = DEFAULT_ZONE, reference: datetime | None = None) -> PrintedDate | None:
    """Read the first date of a text; ``None`` when there is none, or the first cannot be: 31 September, 25:00.

    ``zone`` is that of the printed clock where the text names none; ``reference`` (aware) is when the text was printed:
    without it «yesterday» means nothing and is not read.

    >>> read_date("نشر في: ٥ أيلول / سبتمبر ٢٠١٦ الساعة 17:51").at.isoformat()
    '2016-09-05T15:51:00+00:00'

    Raises ``WrongUsageError`` for a zone that the IANA database does not have, and for a reference without a zone.
    """
    if reference is not None and reference.tzinfo is None:
        raise WrongUsageError(f"the reference {reference} of a date has no time zone")
    seen = _SEEN.fullmatch(text)
    if seen:
        return _read_seen(seen, zone)
    folded = FoldedText(text)
    parts = find_date_parts(folded.text, zone, reference.astimezone(find_zone(zone)) if reference else None)
    return _understood(parts, folded) if parts else None


def date_place(text: str, *, with_elapsed: bool = False) -> tuple[int, int] | None:
    """Return where the first date of a text stands, as ``(start, end)`` in characters, whether it can be or not.

    ``with_elapsed`` takes «منذ ساعتين» (two hours ago) for one.
    """
    folded = FoldedText(text)
    parts = find_date_parts(folded.text, DEFAULT_ZONE, _ANY_TIME if with_elapsed else None)
    return folded.printed(parts.start, parts.end) if parts else None


def _read_seen(seen: re.Match[str], zone: str) -> PrintedDate | None:
    text, weekday, day, month, year, hour, minute, half = seen.groups()
    printed = day_of(int(year), _SEEN_MONTHS[month], int(day))
    if printed is None:
        return None
    at = in_utc(printed, time(HALVES[half][int(hour)], int(minute)), zone)
    return PrintedDate(at, "minute", printed.weekday() == _SEEN_WEEKDAYS[weekday], text, zone)


def _understood(parts: DateParts, folded: FoldedText) -> PrintedDate | None:
    start, end = folded.printed(parts.start, parts.end)
    text = folded.original[start:end]
    if parts.zone is None or (parts.clock and parts.clock.time is None):
        return None
    if parts.moment is not None:
        return PrintedDate(parts.moment.astimezone(UTC), parts.precision, None, text, parts.zone)
    if parts.day is None:
        return None
    clock = (parts.clock and parts.clock.time) or time()
    agrees = None if parts.weekday is None else parts.weekday == parts.day.weekday()
    return PrintedDate(in_utc(parts.day, clock, parts.zone), parts.precision, agrees, text, parts.zone)
