"""The parts of a printed date, found one by one about its day: weekday before or after, clock after or before, zone.

Works on folded text (``FoldedText.text``). What is found is a form; whether such a day or time exists is said by
``None`` in its place, so that an impossible date is not passed over for a later one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from atwasat_spider.normalization.dates.calendars import (
    GREGORIAN,
    HIJRI,
    MONTHS,
    NO_PLACE,
    WEEKDAYS,
    day_number,
    gregorian_day,
    hijri_day,
    names,
)
from atwasat_spider.normalization.dates.clocks import CLOCK, Clock, read_clock
from atwasat_spider.normalization.dates.elapsed import ELAPSED, read_elapsed
from atwasat_spider.normalization.dates.zones import ZONE, zone_of

# A weekday without its article may be a man's name («علي جمعة»), unless «يوم» (day) or no word stands before it.
_WITH_ARTICLE, _BARE = (names(name for name in WEEKDAYS if name.startswith("ال") == is_so) for is_so in (True, False))
_WEEKDAY = rf"(?P<weekday>(?:{_WITH_ARTICLE}|(?:(?<=يوم )|(?<!\w )(?<!\w))(?:{_BARE}))(?!\w))"
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w){NO_PLACE}(?:ل?يوم )?{_WEEKDAY}"
    r" ?[,:-]? ?(?:الموافق(?: ل)? ?:? ?)?(?:(?:في |ب)?تاريخ ?:? ?)?\Z"
)
_WEEKDAY_AFTER = re.compile(rf" ?[(,-]? ?(?:يوم )?{_WEEKDAY}(?! (?:الماضي|المقبل|القادم|الجاري))(?: ?\))?")
_CLOCK_AFTER = re.compile(
    rf"(?: ?[,|/.-])? ?(?P<open>\( ?)?(?:و ?|في |عند |علي )?(?:t(?=\d))?{CLOCK}(?:{ZONE})?(?(open)(?: ?\)|(?<=\)))|)"
    r"(?! ?(?:-|الي|حتي|او) ?\d{1,2}:\d)"
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\w:./-])(?<!الي )(?<!حتي )(?<!او ){CLOCK}(?:{ZONE})? ?[,|-]? ?(?:من |في )?(?:يوم )?(?:تاريخ )?\Z"
)
# «3 ذو الحجة 1437 هـ الموافق 5 سبتمبر 2016» (corresponding to)
_LIKEWISE = re.compile(r" ?[(,/|=-]? ?(?:ا?ل?موافقه?(?: ل)? ?:? ?)?(?:يوم )?")
_TO = r"(?:-|الي|حتي)"  # a range of days or of hours
_FIRST_OF_RANGE = re.compile(
    rf"(?<![\d:./-])(?P<first>\d{{1,2}})(?P<month> (?:{names(MONTHS)})|/\d{{1,2}})? ?(?:{_TO}|/|و|او|ثم|,) ?(?:يوم )?\Z"
)
_END_OF_RANGE = re.compile(
    rf" ?{_TO} ?(?:يوم )?(?:{names(WEEKDAYS)} )?(?:\d{{1,2}} (?:{names(MONTHS)})|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})"
)
_YEAR = re.compile(r"\d{4}")  # no day without one
_CLOSING = re.compile(r" ?\)")
_NEAR = 60  # characters before a day in which its weekday and clock stand


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date in ``text[start:end]``: a ``day`` or, of elapsed time, a ``moment``; ``clock`` and ``weekday`` if printed.

    ``day`` is ``None`` where there is no such day; ``zone`` is ``None`` where nobody knows it.
    """

    start: int
    end: int
    day: date | None
    weekday: int | None = None
    clock: Clock | None = None
    zone: str | None = None
    moment: datetime | None = None
    precision: str = "day"


def find_date_parts(text: str, zone: str, now: datetime | None = None) -> DateParts | None:
    """Return the first date of a folded text; elapsed time only where there is no other and ``now`` (aware) is known.

    ``zone`` is that of a clock which names none.
    """
    day = _first_day(text) if _YEAR.search(text) else None
    if day is not None:
        return _with_weekday_and_clock(text, day, zone)
    elapsed = ELAPSED.search(text) if now else None
    read = read_elapsed(elapsed, now) if elapsed and now else None
    if elapsed is None or read is None:
        return None
    parts = DateParts(*elapsed.span(), day=read.day, zone=zone, moment=read.moment, precision=read.precision)
    return _with_weekday_and_clock(text, parts, zone) if read.precision == "day" else parts


def _first_day(text: str) -> DateParts | None:
    """The Gregorian day decides where both calendars are printed."""
    gregorian, hijri = _earliest(GREGORIAN, text), _earliest(HIJRI, text)
    first = min(filter(None, (gregorian, hijri)), key=re.Match.start, default=None)
    if first is None:
        return None
    other = _at(HIJRI if first is gregorian else GREGORIAN, text, first.end())
    deciding = first if first is gregorian else other
    day = gregorian_day(deciding) if deciding else hijri_day(first)
    parts = DateParts(first.start(), _closed(text, first.start(), other or first), day)
    return _unless_a_range(text, parts, first)


def _earliest(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    found = filter(None, (pattern.search(text) for pattern in patterns))
    return min(found, key=lambda match: (match.start(), -match.end()), default=None)


def _at(patterns: Sequence[re.Pattern[str]], text: str, end: int) -> re.Match[str] | None:
    link = _LIKEWISE.match(text, end)
    start = link.end() if link else end
    return next(filter(None, (pattern.match(text, start) for pattern in patterns)), None)


def _closed(text: str, start: int, match: re.Match[str]) -> int:
    """Where the date ends, with the parenthesis that closes one which it opened."""
    closing = _CLOSING.match(text, match.end())
    is_open = text.count("(", start, match.end()) > text.count(")", start, match.end())
    return closing.end() if closing and is_open else match.end()


def _unless_a_range(text: str, parts: DateParts, day: re.Match[str]) -> DateParts:
    """«5-7 سبتمبر 2016» is two days or three, so not one."""
    before = _FIRST_OF_RANGE.search(text, max(0, day.start() - _NEAR), day.start())
    begins_before = before is not None and (bool(before["month"]) or int(before["first"]) < day_number(day))
    is_range = begins_before and not day.group().startswith(tuple(MONTHS))
    return replace(parts, day=None) if is_range or _END_OF_RANGE.match(text, parts.end) else parts


def _with_weekday_and_clock(text: str, parts: DateParts, zone: str) -> DateParts:
    parts = replace(parts, zone=zone)
    before = text[max(0, parts.start - _NEAR) : parts.start]
    weekday = _WEEKDAY_BEFORE.search(before)
    if weekday:
        start = parts.start - len(before) + weekday.start()
        parts = replace(parts, start=start, weekday=WEEKDAYS[weekday["weekday"]])
    else:
        weekday = _WEEKDAY_AFTER.match(text, parts.end)
        if weekday:
            parts = replace(parts, end=weekday.end(), weekday=WEEKDAYS[weekday["weekday"]])
    return _with_clock(text, parts, zone)


def _with_clock(text: str, parts: DateParts, zone: str) -> DateParts:
    after = _CLOCK_AFTER.match(text, parts.end)
    clock = read_clock(after) if after else None
    if after and clock:
        return replace(parts, end=after.end(), clock=clock, zone=zone_of(after, zone), precision=clock.precision)
    near = text[max(0, parts.start - _NEAR) : parts.start]
    before = _CLOCK_BEFORE.search(near)
    clock = read_clock(before) if before and _is_clock_of_what_follows(before) else None
    if before and clock:
        start = parts.start - len(near) + before.start()
        return replace(parts, start=start, clock=clock, zone=zone_of(before, zone), precision=clock.precision)
    return parts


def _is_clock_of_what_follows(clock: re.Match[str]) -> bool:
    """«خسر 2:10 …» is a score, «الصفحة 3 ص …» a page, «الجلسة الثانية مساء …» a session."""
    if clock["lead"]:
        return True
    has_minutes = clock["minute"] is not None and (bool(clock["half"]) or len(clock["hour"]) > 1)
    return has_minutes or (clock["hour"] is not None and clock["half"] is not None and len(clock["half"]) > 1)
