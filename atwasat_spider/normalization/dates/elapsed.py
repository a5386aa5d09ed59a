"""Time that has passed: «منذ ساعتين» (two hours ago), «قبل 3 أيام» (3 days ago), «أمس» (yesterday).

What such words mean depends on when they were printed, so each needs a reference; vague ones («منذ قليل», a while
ago) are not read. Source: Arabic grammar of the counted noun (singular, dual, plural of 3 to 10, accusative singular
beyond).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from atwasat_spider.normalization.dates.calendars import HIJRI_MONTHS, MONTHS, WEEKDAYS, names

# Unit: singular (bare, and accusative after 11 and more), dual, plurals; folded.
_UNITS = {
    "second": ("ثانيه", "ثانيتين|ثانيتان", "ثوان|ثواني"),
    "minute": ("دقيقه", "دقيقتين|دقيقتان", "دقايق"),
    "hour": ("ساعه", "ساعتين|ساعتان", "ساعات"),
    "day": ("يوم|يوما", "يومين|يومان", "ايام"),
    "week": ("اسبوع|اسبوعا", "اسبوعين|اسبوعان", "اسابيع"),
    "month": ("شهر|شهرا", "شهرين|شهران", "اشهر|شهور"),
    "year": ("سنه|عام|عاما", "سنتين|سنتان|عامين|عامان", "سنوات|سنين|اعوام"),
}
_UNIT_OF = {name: unit for unit, forms in _UNITS.items() for form in forms for name in form.split("|")}
_SINGULARS = [name for singular, _, _ in _UNITS.values() for name in singular.split("|")]
_DUALS = [name for _, dual, _ in _UNITS.values() for name in dual.split("|")]
_NUMBERS = {
    name: number
    for number, row in {
        3: "ثلاث|ثلاثه",
        4: "اربع|اربعه",
        5: "خمس|خمسه",
        6: "ست|سته",
        7: "سبع|سبعه",
        8: "ثمان|ثماني|ثمانيه",
        9: "تسع|تسعه",
        10: "عشر|عشره",
        11: "احد عشر|احدي عشره|احدي عشر",
        12: "اثني عشر|اثنتي عشره|اثنا عشر|اثنتا عشره",
        20: "عشرين|عشرون",
        30: "ثلاثين|ثلاثون",
        40: "اربعين|اربعون",
        50: "خمسين|خمسون",
    }.items()
    for name in row.split("|")
}
_DAYS_AGO = {
    **dict.fromkeys(("اليوم", "الان", "حالا"), 0),
    **dict.fromkeys(("امس", "البارحه", "بالامس"), 1),
    **dict.fromkeys(("اول امس", "اول من امس", "اول البارحه", "امس الاول"), 2),
}
_NOW = ("الان", "حالا")

_CALENDAR_NAMES = names([*WEEKDAYS, *MONTHS, *HIJRI_MONTHS])
# «قبل 3 أيام من …» is before another moment, «منذ ساعتين و5 دقائق» is more, «قبل عام 2011» is a year.
_OTHER_THING = rf"(?: (?:ال|من|علي|{_CALENDAR_NAMES}|و(?: ?\d|نصف|ربع|ثلث|{names([*_NUMBERS, *_UNIT_OF])}))| ?\d)"
_OF_A_WEEK = names(name.removeprefix("ال") for name in WEEKDAYS)
_ENDS = r"(?: (?:واحده?|مضت|مضي|تقريبا|فقط))?(?= ?(?:$|[^\w ]))"
_COUNTED = rf"(?P<count>\d{{1,4}}|{names(_NUMBERS)}) (?P<unit>(?:{names(_UNIT_OF)})(?!\w))"
# «المصري اليوم» is a newspaper, «قناة الآن» a channel, «حتى الآن» (until now) and «ذلك اليوم» (that day) are no date.
_NO_NAME = "".join(f"(?<!{word} )" for word in ("المصري", "روسيا", "ليبيا", "قناه", "صحيفه", "حتي", "من", "ذلك"))
_NO_OTHER_DAY = rf"(?! (?:ال(?!{_OF_A_WEEK}|ساعه)|من |نفس|ذات|تال))"
ELAPSED = re.compile(
    r"(?<!\w)(?:(?:منذ|قبل) (?:(?:حوالي|نحو) )?"
    rf"(?:(?:{_COUNTED}|(?P<dual>(?:{names(_DUALS)})(?!\w)))(?!{_OTHER_THING})"
    rf"|(?P<half>نصف|ربع) ساعه{_ENDS}"
    rf"|(?P<one>(?:{names(_SINGULARS)})(?!\w)){_ENDS})"
    rf"|{_NO_NAME}(?:يوم )?(?P<day>(?:{names(_DAYS_AGO)})(?!\w)){_NO_OTHER_DAY}"
    r")"
)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A moment (aware) or a whole day (of the reference's zone) before a reference, and how exactly it is known."""

    precision: str
    moment: datetime | None = None
    day: date | None = None


def read_elapsed(printed: re.Match[str], now: datetime) -> Elapsed | None:
    """Return what a match of ``ELAPSED`` means at ``now``, which is aware and whose zone says what a day is.

    ``None`` where the calendar does not go back so far.
    """
    try:
        return _elapsed(printed, now)
    except (ValueError, OverflowError):
        return None


def _elapsed(printed: re.Match[str], now: datetime) -> Elapsed:
    if printed["day"] in _NOW:
        return Elapsed("minute", moment=now)
    if printed["day"]:
        return Elapsed("day", day=now.date() - timedelta(days=_DAYS_AGO[printed["day"]]))
    if printed["half"]:
        return Elapsed("minute", moment=_ago(now, minutes=30 if printed["half"] == "نصف" else 15))
    unit, count = _counted(printed)
    if unit in ("second", "minute", "hour"):
        return Elapsed("hour" if unit == "hour" else "minute", moment=_ago(now, **{f"{unit}s": count}))
    return Elapsed(unit, day=now.date() - relativedelta(**{f"{unit}s": count}))  # type: ignore[arg-type]


def _ago(now: datetime, **elapsed: int) -> datetime:
    """Hours that pass are hours of UTC, whatever the clocks on the wall did meanwhile."""
    return now.astimezone(UTC) - timedelta(**elapsed)


def _counted(printed: re.Match[str]) -> tuple[str, int]:
    if printed["dual"]:
        return _UNIT_OF[printed["dual"]], 2
    if printed["one"]:
        return _UNIT_OF[printed["one"]], 1
    count = printed["count"]
    return _UNIT_OF[printed["unit"]], int(count) if count.isdecimal() else _NUMBERS[count]
