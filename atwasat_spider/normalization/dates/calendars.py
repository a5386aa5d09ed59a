"""Calendars: what weekdays and months are called, and which day a printed one is.

Sources of the names: Unicode CLDR for Egypt and Libya (ar-EG, ar-LY), the Levant and Iraq (ar-SY, ar-LB, ar-IQ),
Tunisia and Algeria (ar-TN, ar-DZ), Morocco (ar-MA) and the Islamic calendar; the names that Libya gave the Gregorian
months from 1977 to 2011. Spellings that ``fold`` makes one stand here once. Days of the Hijri calendar are those of
Umm al-Qura (package ``hijridate``, years 1343 to 1500); what a committee saw in the sky may differ from it by a day.
"""

import re
from collections.abc import Iterable
from datetime import date

FIRST_YEAR, LAST_YEAR = 1583, 2999  # of Gregorian dates: the calendar began in October 1582


def _numbered(rows: Iterable[str], first: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, start=first) for name in names.split("|")}


# Folded names; Monday is 0, January and Muharram are 1.
WEEKDAYS = _numbered(
    (
        "الاثنين|الاتنين|الثنين|اثنين",
        "الثلاثاء|الثلاثا|الثلثاء|الثلثا|التلاتاء|ثلاثاء",
        "الاربعاء|الاربعا|اربعاء",
        "الخميس|خميس",
        "الجمعه|جمعه",
        "السبت|سبت",
        "الاحد|احد",
    ),
    first=0,
)
# In each row: Egypt and Libya, the Levant and Iraq, Tunisia and Algeria, Morocco, Libya from 1977 to 2011.
MONTHS = _numbered(
    (
        "يناير|كانون الثاني|كانون ثاني|جانفي|اي النار|اين النار|اي نار",
        "فبراير|شباط|فيفري|النوار",
        "مارس|اذار|الربيع",
        "ابريل|نيسان|افريل|الطير",
        "مايو|ايار|ماي|الماء|الما",
        "يونيو|يونيه|حزيران|جوان|الصيف",
        "يوليو|يوليه|تموز|جويليه|جويليا|يوليوز|ناصر",
        "اغسطس|اب|اوت|غشت|هانيبال|هانيبعل|حنبعل",
        "سبتمبر|ايلول|شتنبر|الفاتح",
        "اكتوبر|تشرين الاول|تشرين اول|التمور",
        "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر|نوانبر|الحرث",
        "ديسمبر|كانون الاول|كانون اول|دجنبر|الكانون",
    ),
    first=1,
)
HIJRI_MONTHS = _numbered(
    (
        "محرم|المحرم|محرم الحرام",
        "صفر|صفر الخير",
        "ربيع الاول|ربيع اول",
        "ربيع الاخر|ربيع الثاني|ربيع اخر|ربيع ثاني",
        "جمادي الاولي|جمادي الاول|جماد الاول|جماد الاولي|جمادي اولي",
        "جمادي الاخره|جمادي الثانيه|جمادي الاخر|جمادي الثاني|جماد الثاني|جماد الاخر|جماد الاخره|جمادي اخره",
        "رجب|رجب الفرد",
        "شعبان",
        "رمضان|رمضان المبارك",
        "شوال",
        "ذو القعده|ذي القعده|ذوالقعده|ذيالقعده",
        "ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه",
    ),
    first=1,
)


# The first to the tenth, then the eleventh to the thirty-first.
_UNITS = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
_COMPOUND = ("الحادي", *_UNITS[1:9])
ORDINALS = _numbered(_UNITS, first=1) | _numbered([f"{unit} عشر" for unit in _COMPOUND], first=11)
for _twenty, _thirty in (("العشرين", "الثلاثين"), ("العشرون", "الثلاثون")):
    ORDINALS |= {_twenty: 20, _thirty: 30, f"الحادي و{_thirty}": 31}
    ORDINALS |= _numbered([f"{unit} و{_twenty}" for unit in _COMPOUND], first=21)


# «سوق الجمعة» (Friday market) is a town, «مسجد الأربعاء» a mosque: before a weekday that is none.
NO_PLACE = "(?<!سوق )(?<!مسجد )(?<!جامع )"


def names(table: Iterable[str]) -> str:
    """Return a pattern of names, the longest first, so that «ربيع الاول» is not read as «ربيع»."""
    return "|".join(sorted(table, key=len, reverse=True))


_ENDS = r"(?![^\W\d])"  # no letter follows; a number may («سبتمبر2016»)
_GREGORIAN_MONTH = rf"(?:{names(MONTHS)}){_ENDS}"
_OF = r"(?:من )?(?:شهر )?"
_TO_YEAR = r"(?: ?[-/.,] ?| )?(?:من )?(?:(?:ال|لل|ل)?(?:عام|سنه) )?"
_DAY = r"(?<!\w)(?<!\d[-/.,:])(?P<day>\d{1,2})"
_OURS = r"(?: ?(?:ميلاديه?|م|افرنجي|مسيحي|ف)(?!\w))?"  # of the Christian era
_HIJRA = r"(?: ?(?:هجريه?|ه|للهجره)(?!\w))"

# A second name of the same month follows the first in the Levant and in agencies' texts: «سبتمبر / أيلول».
_DUAL = rf"(?P<month>{_GREGORIAN_MONTH})(?:(?: ?[-/|(] ?| )(?P<other>{_GREGORIAN_MONTH}) ?\)?)?"
_YEAR = r"(?P<year>\d{4})"
_NUMBERED = r"(?P<sign>[-/.]) ?(?P<month>\d{1,2}) ?(?P=sign) ?"
_NO_DECISION = "(?<!رقم )(?<!الاصدار )(?<!العدد )"  # «القرار رقم 12/5/2016», a number of that year
_NUMBERED_DAY_FIRST = rf"{_NO_DECISION}{_DAY} ?{_NUMBERED}{_YEAR}"
_NUMBERED_YEAR_FIRST = rf"(?<!\w)(?<!\d[-/.,:]){_YEAR} ?{_NUMBERED}(?P<day>\d{{1,2}})"
_NO_MORE = rf"(?!\d|[/.:]\d|-\d+(?![\d:])|{_HIJRA})"  # else it is an address, a version or a day of the other calendar
_ORDINAL_DAY = rf"(?<!\w)(?:و)?(?P<ordinal>{names(ORDINALS)}) (?:يوم )?من (?:شهر )?"
GREGORIAN = (
    re.compile(rf"{_ORDINAL_DAY}{_DUAL}{_TO_YEAR}{_YEAR}(?!\d){_OURS}"),
    re.compile(rf"{_DAY} ?[-/.,]? ?{_OF}{_DUAL}{_TO_YEAR}{_YEAR}(?!\d){_OURS}"),
    re.compile(rf"(?<!\w){_DUAL} (?P<day>\d{{1,2}})(?: ?, ?| ){_YEAR}(?!\d){_OURS}"),
    re.compile(rf"{_NUMBERED_DAY_FIRST}{_NO_MORE}{_OURS}"),
    re.compile(rf"{_NUMBERED_YEAR_FIRST}{_NO_MORE}{_OURS}"),
)
_HIJRI_MONTH = rf"(?P<month>(?:{names(HIJRI_MONTHS)}){_ENDS})"
HIJRI = (
    re.compile(rf"{_ORDINAL_DAY}{_HIJRI_MONTH}{_TO_YEAR}{_YEAR}(?!\d){_HIJRA}?"),
    re.compile(rf"{_DAY} ?[-/,]? ?{_OF}{_HIJRI_MONTH}{_TO_YEAR}{_YEAR}(?!\d){_HIJRA}?"),
    re.compile(rf"{_NUMBERED_DAY_FIRST}{_HIJRA}"),
    re.compile(rf"{_NUMBERED_YEAR_FIRST}{_HIJRA}"),
)


def gregorian_day(printed: re.Match[str]) -> date | None:
    """Return the day that a match of ``GREGORIAN`` names, or ``None`` when there is no such day."""
    month, other = _number(printed["month"], MONTHS), printed.groupdict().get("other")
    return None if other and MONTHS[other] != month else day_of(int(printed["year"]), month, day_number(printed))


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a Gregorian day, ``None`` when there is no such day."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def hijri_day(printed: re.Match[str]) -> date | None:
    """Return the Gregorian day that a match of ``HIJRI`` names, or ``None`` when there is no such day."""
    from hijridate import Hijri  # imported where a date needs it: few do

    try:
        day = Hijri(int(printed["year"]), _number(printed["month"], HIJRI_MONTHS), day_number(printed)).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(day.year, day.month, day.day)


def day_number(printed: re.Match[str]) -> int:
    """Return the day of the month of a match, in figures or in words."""
    ordinal = printed.groupdict().get("ordinal")
    return ORDINALS[ordinal] if ordinal else int(printed["day"])


def _number(month: str, table: dict[str, int]) -> int:
    return int(month) if month.isdecimal() else table[month]
