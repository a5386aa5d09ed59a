"""Zones: whose clock was printed, and what it is in UTC.

Most pages state no zone, so one is assumed, by setting. A page that states one («بتوقيت غرينتش», "GMT+2") is
believed.

A local time that the zone skips (clocks go forward) is moved on by the length of the gap, as ``dateutil`` does; one
that the zone has twice (clocks go back) is the first. Source of the zones: the IANA database.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.tz import resolve_imaginary

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization.dates.calendars import names

DEFAULT_ZONE = "Africa/Tripoli"

_PLACES = {
    "Africa/Tripoli": "ليبيا|الليبي|طرابلس|بنغازي",
    "Africa/Cairo": "القاهره|مصر|المصري",
    "UTC": "غرينتش|غرينيتش|جرينتش|جرينيتش|قرينتش|غرينش|كرينتش|العالمي|العالمي المنسق|الدولي|جرينوتش",
    "Africa/Tunis": "تونس|التونسي",
    "Africa/Algiers": "الجزاير|الجزايري",
    "Africa/Casablanca": "المغرب|المغربي|الرباط|الدار البيضاء",
    "Africa/Khartoum": "السودان|الخرطوم",
    "Africa/Nouakchott": "موريتانيا|نواكشوط",
    "Asia/Riyadh": "السعوديه|السعودي|مكه|مكه المكرمه|الرياض",
    "Asia/Dubai": "الامارات|الاماراتي|ابوظبي|ابو ظبي|دبي",
    "Asia/Qatar": "قطر|الدوحه",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "البحرين|المنامه",
    "Asia/Muscat": "مسقط|سلطنه عمان",
    "Asia/Aden": "اليمن|صنعاء|عدن",
    "Asia/Amman": "الاردن|الاردني",
    "Asia/Beirut": "بيروت|لبنان",
    "Asia/Damascus": "دمشق|سوريا|سوريه",
    "Asia/Baghdad": "بغداد|العراق",
    "Asia/Jerusalem": "القدس",
    "Asia/Gaza": "غزه",
    "Europe/Istanbul": "تركيا|اسطنبول|انقره",
    "Europe/London": "لندن|بريطانيا",
    "Europe/Paris": "باريس|فرنسا",
    "Europe/Rome": "روما|ايطاليا",
    "Europe/Berlin": "برلين|المانيا",
    "Europe/Athens": "اثينا|اليونان",
    "Europe/Malta": "مالطا|فاليتا",
    "Europe/Moscow": "موسكو",
    "America/New_York": "نيويورك|واشنطن",
}
_ZONES = {name: zone for zone, row in _PLACES.items() for name in row.split("|")}
# Others («IST», «CST») are those of several zones.
_ABBREVIATIONS = {"eet": "UTC+02:00", "eest": "UTC+03:00", "cet": "UTC+01:00", "cest": "UTC+02:00", "msk": "UTC+03:00"}
_LOCAL = "المحلي"  # the local time, of whatever place: the zone that is assumed

_SHIFT = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_MOST_HOURS = 14  # east of Greenwich, in Kiribati
_OFFSET = r"[+-]\d{1,2}(?::?\d{2})?(?!\d)"
_TIME_OF = r"(?:ب?حسب |وفق |وفقا ل|[بل])?(?:ال)?توقيت (?:مدينه |دوله )?"
_PLACE = rf"(?P<place>(?:{names([*_ZONES, _LOCAL])})(?!\w)(?! ل(?:مدينه|دوله)))"
# A range «10:30-12:00» is no offset: one to the west follows an ISO time, seconds or a space.
_BARE_OFFSET = (
    r"(?:(?<=\d)\+\d{2}:?\d{2}|(?<=[\w)] )\+\d{2}:\d{2}"
    r"|(?:(?<=t\d\d:\d\d)|(?<=:\d\d:\d\d)|(?<=\.\d{3}))-\d{2}:?\d{2}|(?<=\w )-[01]\d:\d{2})(?!\d)"
)
# A pattern to be built into others; ``zone_of`` says what a match of it means.
ZONE = (
    r" ?[(,]? ?(?:"
    rf"{_TIME_OF}(?:{_PLACE}|(?P<unknown>\w+))(?: {_LOCAL}(?!\w))?(?: ?(?P<shift>{_OFFSET}))?"
    rf"|(?P<utc>(?:gmt|utc|z|ت ?\.? ?غ\.?|غرينتش|جرينتش)(?!\w))(?: ?(?P<shift_of_utc>{_OFFSET}))?"
    rf"|\((?P<in_brackets>{names(_ZONES)})(?= ?\))"
    r"|(?P<ahead>[+-]\d{1,2}) ?(?:ب?توقيت )?(?:غرينتش|جرينتش|gmt)(?!\w)"
    rf"|(?P<offset>{_BARE_OFFSET})"
    r"|(?P<abbreviation>(?:[ecmp][sd]t|[cew]e?s?t|eest|eet|cest|bst|ist|msk|cat|wat|ksa|uae)(?!\w))"
    r")(?: ?\))?"
)


def zone_of(printed: re.Match[str], assumed: str) -> str | None:
    """Return the zone that a match with ``ZONE`` names, or ``assumed`` where none is printed.

    ``None`` is a zone that nobody knows: a clock in it has no place in time.
    """
    place = printed["place"]
    if printed["unknown"] or printed["abbreviation"]:
        return _ABBREVIATIONS.get(printed["abbreviation"])
    if printed["in_brackets"]:
        return _ZONES[printed["in_brackets"]]
    if not printed["utc"] and not printed["offset"] and not printed["ahead"] and place in (None, _LOCAL):
        return assumed
    named = _ZONES[place] if place else "UTC"
    shift = _SHIFT.fullmatch(printed["shift"] or printed["shift_of_utc"] or printed["offset"] or printed["ahead"] or "")
    if shift is None:
        return named
    hours, minutes = int(shift[2]), int(shift[3] or 0)
    if named != "UTC" or hours > _MOST_HOURS or minutes >= 60:
        return None
    return f"UTC{shift[1]}{hours:02}:{minutes:02}" if hours or minutes else "UTC"


@lru_cache
def find_zone(name: str) -> tzinfo:
    """Return the zone of an IANA name or of "UTC+02:00"; raise ``WrongUsageError`` that names it when there is none."""
    fixed = re.fullmatch(r"UTC([+-])(\d{2}):([0-5]\d)", name)
    try:
        if fixed:
            ahead = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
            return timezone(ahead if fixed[1] == "+" else -ahead, name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise WrongUsageError(f"{name!r} is not a time zone of the IANA database") from error


def in_utc(day: date, clock: time, zone: str) -> datetime:
    """Return a local time of a zone as an aware one in UTC; see the module for times that are not or are twice."""
    offset = _offset_of_day(day, zone)
    if offset is not None:
        return datetime.combine(day, clock, UTC) - offset
    return resolve_imaginary(datetime.combine(day, clock, find_zone(zone))).astimezone(UTC)


@lru_cache(maxsize=4096)
def _offset_of_day(day: date, zone: str) -> timedelta | None:
    """Return how far a zone is ahead of UTC all day; ``None`` for a day on which its clocks may change."""
    noon = datetime.combine(day, time(12), find_zone(zone))
    offsets = {(noon + timedelta(hours=hours)).utcoffset() for hours in (-36, -12, 0, 12, 36)}
    return offsets.pop() if len(offsets) == 1 else None


def printed_clock(at: datetime, zone: str) -> datetime:
    """Return what the page printed: the naive local time of a value in the zone that was assumed for it."""
    return at.astimezone(find_zone(zone)).replace(tzinfo=None)
