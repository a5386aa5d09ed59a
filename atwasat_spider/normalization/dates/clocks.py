"""Clocks: the time of day as Arabic prints it, «05:51 مساء», «الساعة 17:51», «الخامسة والنصف مساءً».

Sources of the words: Unicode CLDR for Arabic (day periods), and the site's own byline. A clock with ``:`` and without a
word for the half of the day is one of 24 hours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from atwasat_spider.normalization.dates.calendars import names

# Folded words and the hours of a 12-hour clock that they go with, as what these hours are on a clock of 24.
_MORNING = {12: 0} | {hour: hour for hour in range(12)}
_EVENING = {12: 12} | {hour: hour + 12 for hour in range(1, 12)}
_NOON = {11: 11, 12: 12, 1: 13, 2: 14, 3: 15}
_AFTERNOON = {12: 12} | {hour: hour + 12 for hour in range(1, 7)}
_NIGHT = {12: 0, 1: 1, 2: 2, 3: 3, 4: 4} | {hour: hour + 12 for hour in range(7, 12)}
_DAWN = {12: 0} | {hour: hour for hour in range(1, 8)}
HALVES = {
    **dict.fromkeys(("صباحا", "صباح", "الصباح", "ص", "ضحي", "قبل الظهر", "قبل ظهر", "am", "a.m", "a.m."), _MORNING),
    **dict.fromkeys(("مساء", "مساءا", "مسا", "المساء", "م", "pm", "p.m", "p.m."), _EVENING),
    **dict.fromkeys(("ظهرا", "ظهر", "الظهر"), _NOON),
    **dict.fromkeys(("عصرا", "عصر", "العصر", "بعد الظهر", "بعد ظهر"), _AFTERNOON),
    **dict.fromkeys(("ليلا", "ليل", "الليل"), _NIGHT),
    "منتصف الليل": {12: 0},
    "منتصف النهار": {12: 12},
    **dict.fromkeys(("فجرا", "فجر", "الفجر", "بعد منتصف الليل"), _DAWN),
}
_HOUR_NAMES = (
    "الواحده|الثانيه|الثالثه|الرابعه|الخامسه|السادسه|السابعه|الثامنه|التاسعه|العاشره|الحاديه عشره|الثانيه عشره"
)
_HOURS = {name: hour for hour, name in enumerate(_HOUR_NAMES.split("|"), start=1)}
_HOURS |= {"الحاديه عشر": 11, "الثانيه عشر": 12}
_PARTS = {
    **dict.fromkeys(("والنصف", "ونصف"), 30),
    **dict.fromkeys(("والربع", "وربع"), 15),
    **dict.fromkeys(("والثلث", "وثلث"), 20),
    **dict.fromkeys(("وخمس دقايق", "وخمسه دقايق"), 5),
    **dict.fromkeys(("وعشر دقايق", "وعشره دقايق"), 10),
    **dict.fromkeys(("وعشرين دقيقه", "وعشرون دقيقه"), 20),
    **dict.fromkeys(("وخمس وعشرين دقيقه", "والنصف الا خمس دقايق", "والنصف الا خمسا"), 25),
    **dict.fromkeys(("والنصف وخمس دقايق", "وخمس وثلاثين دقيقه"), 35),
    **dict.fromkeys(("الا عشر دقايق", "الا عشره دقايق", "الا عشرا"), -10),
    **dict.fromkeys(("الا خمس دقايق", "الا خمسه دقايق", "الا خمسا"), -5),
    **dict.fromkeys(("الا ربعا", "الا الربع", "الا ربع"), -15),
    **dict.fromkeys(("الا ثلثا", "الا الثلث", "الا ثلث"), -20),
}

_HALF_DAY = 12  # hours

_HALF = rf"(?:{names(HALVES)})(?!\w)"
_BEFORE_HALF = r" ?,? ?(?:من )?(?:في )?"
_HOUR_WORD = rf"(?P<word>(?:{names(_HOURS)})(?!\w))(?: (?P<part>(?:{names(_PARTS)})(?!\w))|(?! (?:و|الا )))"
_DIGITS = (
    r"(?P<hour>\d{1,2})(?:(?P<sign>[:.hو])(?P<minute>\d{2})(?!\d)"
    r"(?:(?P=sign)(?P<second>\d{2})(?!\d)(?:[.,](?P<fraction>\d{1,9}))?)?)?(?!\d|[/:.]\d)"
)
# A pattern to be built into others; ``read_clock`` says what a match of it means.
CLOCK = (
    r"(?P<lead>(?:(?:في |عند |علي |ب)?(?:تمام |حدود )?(?:ال)?ساعه ?:? ?))?"
    rf"(?:{_DIGITS}|{_HOUR_WORD})(?:{_BEFORE_HALF}(?P<half>{_HALF})(?! (?:الا|وال?نصف|وال?ربع|وال?ثلث)))?"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, ``None`` where it cannot be, and how exactly it was printed: ``"minute"`` or ``"hour"``."""

    time: time | None
    precision: str


def read_clock(printed: re.Match[str]) -> Clock | None:
    """Return what a match of ``CLOCK`` says; ``None`` where it is no clock, or lacks the half of the day it needs.

    A lone number is a clock only with «الساعة» (o'clock) or a half of the day; up to 12 it needs the half, as do the
    hours in words.
    """
    half = HALVES[printed["half"]] if printed["half"] else None
    if printed["word"]:
        return _clock_in_words(printed["word"], printed["part"], half) if half else None
    hour, minute = int(printed["hour"]), printed["minute"]
    is_bare = minute is None or printed["sign"] in (".", "و")
    if half is None and is_bare and (not printed["lead"] or (minute is None and hour <= _HALF_DAY)):
        return None
    hour_of_day = _hour_of_day(hour, half)
    fraction = (printed["fraction"] or "").ljust(6, "0")[:6]
    read = _time(hour_of_day, int(minute or 0), int(printed["second"] or 0), int(fraction))
    return Clock(read, "hour" if minute is None else "minute")


def _clock_in_words(word: str, part: str | None, half: Mapping[int, int]) -> Clock:
    hour = _hour_of_day(_HOURS[word], half)
    minutes = 60 * hour + (_PARTS[part] if part else 0) if hour is not None else None
    read = time(minutes // 60 % 24, minutes % 60) if minutes is not None else None
    return Clock(read, "minute" if part else "hour")


def _hour_of_day(hour: int, half: Mapping[int, int] | None) -> int | None:
    """A clock of 24 hours may name the half of the day too, if it is the right one."""
    if half is None or (hour not in half and hour in half.values()):
        return hour
    return half.get(hour)


def _time(hour: int | None, minute: int, second: int, microsecond: int) -> time | None:
    try:
        return time(hour, minute, second, microsecond) if hour is not None else None
    except ValueError:
        return None
