"""Dates as the site prints them.

The expected values are of the Gregorian calendar (5 September 2016 was a Monday) and of the clocks of Libya and Egypt.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization import DEFAULT_ZONE, PrintedDate, read_date
from atwasat_spider.normalization.dates.zones import printed_clock

WEEKDAYS = ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]  # Monday to Sunday
MONTHS = [
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
]  # fmt: skip


def utc(text: str, zone: str = DEFAULT_ZONE) -> str:
    date = read_date(text, zone=zone)
    assert date is not None
    assert date.at.tzinfo is UTC
    return date.at.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("الإثنين 05 سبتمبر 2016, 05:51 مساء", "2016-09-05 15:51"),
        ("الخميس 12 مايو 2016, 04:49 مساء", "2016-05-12 14:49"),
        ("الخميس 29 ديسمبر 2016, 05:00 مساء", "2016-12-29 15:00"),
        ("الإثنين 01 مايو 2017, 01:54 مساء", "2017-05-01 11:54"),
    ],
)
def test_date_seen_on_the_site_has_its_value(printed: str, value: str) -> None:
    assert utc(printed) == value


def test_date_keeps_what_was_printed_and_assumed() -> None:
    assert read_date("الإثنين 05 سبتمبر 2016, 05:51 مساءً") == PrintedDate(
        at=datetime(2016, 9, 5, 15, 51, tzinfo=UTC),
        precision="minute",
        weekday_agrees=True,
        text="الإثنين 05 سبتمبر 2016, 05:51 مساءً",
        zone="Africa/Tripoli",
    )


@pytest.mark.parametrize(
    ("weekday", "day"),
    [
        ("الإثنين", 5),
        ("الاثنين", 5),
        ("الثلاثاء", 6),
        ("الأربعاء", 7),
        ("الاربعاء", 7),
        ("الخميس", 8),
        ("الجمعة", 9),
        ("الجمعه", 9),
        ("السبت", 10),
        ("الأحد", 11),
        ("الاحد", 11),
    ],
)
def test_weekday_agrees_with_its_date(weekday: str, day: int) -> None:
    date = read_date(f"{weekday} {day:02} سبتمبر 2016, 12:00 مساء")
    assert date is not None
    assert date.weekday_agrees is True
    assert date.at == datetime(2016, 9, day, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("weekday", WEEKDAYS[1:])
def test_weekday_that_contradicts_its_date_is_told(weekday: str) -> None:
    date = read_date(f"{weekday} 05 سبتمبر 2016, 05:51 مساء")  # it was a Monday
    assert date is not None
    assert date.weekday_agrees is False
    assert date.at == datetime(2016, 9, 5, 15, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekday", "month", "number"),
    [
        ("الأحد", "يناير", 1),
        ("الأربعاء", "فبراير", 2),
        ("الأربعاء", "مارس", 3),
        ("السبت", "أبريل", 4),
        ("السبت", "إبريل", 4),
        ("السبت", "ابريل", 4),
        ("الإثنين", "مايو", 5),
        ("الخميس", "يونيو", 6),
        ("الخميس", "يونيه", 6),
        ("السبت", "يوليو", 7),
        ("السبت", "يوليه", 7),
        ("الثلاثاء", "أغسطس", 8),
        ("الثلاثاء", "اغسطس", 8),
        ("الجمعة", "سبتمبر", 9),
        ("الأحد", "أكتوبر", 10),
        ("الأحد", "اكتوبر", 10),
        ("الأربعاء", "نوفمبر", 11),
        ("الجمعة", "ديسمبر", 12),
    ],
)
def test_first_of_every_month_of_2017_is_read(weekday: str, month: str, number: int) -> None:
    date = read_date(f"{weekday} 01 {month} 2017, 12:00 مساء")
    assert date is not None
    assert date.weekday_agrees is True
    assert date.at == datetime(2017, number, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "value"),
    [
        ("12:00 صباحا", "2016-09-04 22:00"),  # midnight, in UTC the evening before
        ("12:30 صباحا", "2016-09-04 22:30"),
        ("01:00 صباحا", "2016-09-04 23:00"),
        ("11:59 صباحا", "2016-09-05 09:59"),
        ("12:00 مساء", "2016-09-05 10:00"),  # noon
        ("12:59 مساء", "2016-09-05 10:59"),
        ("01:00 مساء", "2016-09-05 11:00"),
        ("11:59 مساء", "2016-09-05 21:59"),
        ("5:51 مساء", "2016-09-05 15:51"),
        ("05:51 ص", "2016-09-05 03:51"),
        ("05:51 م", "2016-09-05 15:51"),
        ("05:51 صباحًا", "2016-09-05 03:51"),
        ("05:51 صباحاً", "2016-09-05 03:51"),
        ("05:51 مساءً", "2016-09-05 15:51"),
        ("17:51", "2016-09-05 15:51"),
        ("00:00", "2016-09-04 22:00"),
    ],
)
def test_clock_is_read_in_both_halves_of_the_day(clock: str, value: str) -> None:
    assert utc(f"الإثنين 05 سبتمبر 2016, {clock}") == value


@pytest.mark.parametrize(
    "printed",
    [
        "الإثنين ٠٥ سبتمبر ٢٠١٦, ٠٥:٥١ مساء",
        "الإثنين ۰۵ سبتمبر ۲۰۱۶, ۰۵:۵۱ مساء",
        "الإثنين 5 سبتمبر 2016، 5:51 مساء",
        "يوم الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "الإثنين، 05 سبتمبر 2016، 05:51 مساء",
        "الإثنَيْنِ 05 سبتمبَر 2016, 05:51 مَسَاءً",  # harakat
        "الإثنيـن 05 سبتمبر 2016, 05:51 مسـاء",  # tatweel
        "\u200fالإثنين  05\u00a0سبتمبر 2016, 05:51 مساء\u200f",
    ],
)
def test_typography_does_not_change_the_date(printed: str) -> None:
    assert utc(printed) == "2016-09-05 15:51"


def test_date_without_a_clock_has_a_days_precision() -> None:
    date = read_date("الإثنين 05 سبتمبر 2016")
    assert date is not None
    assert (date.precision, date.at) == ("day", datetime(2016, 9, 4, 22, 0, tzinfo=UTC))  # midnight in Tripoli


@pytest.mark.parametrize(
    "printed",
    [
        "السبت 31 سبتمبر 2016, 05:51 مساء",  # September has thirty days
        "الثلاثاء 29 فبراير 2017, 05:51 مساء",  # no leap year
        "الإثنين 00 سبتمبر 2016, 05:51 مساء",
        "الإثنين 32 يناير 2016, 05:51 مساء",
        "الإثنين 05 2016, 05:51 مساء",  # no month
        "الإثنين 05 09 2016, 05:51 مساء",
        "الإثنين 05 رمضان 2016, 05:51 مساء",  # a month of another calendar
        "الإثنين 05 سبتمبر 2016, 25:00",
        "الإثنين 05 سبتمبر 2016, 24:00",
        "الإثنين 05 سبتمبر 2016, 05:60 مساء",
        "الإثنين 05 سبتمبر 2016, 13:05 صباحا",
        "الإثنين 05 سبتمبر 2016, 05:51 ظهرا ومساء",
        "الإثنين 05 سبتمبر 2016, 05:51 ليلا",
        "الإثنين 05 سبتمبر 0000, 05:51 مساء",
        "الإثنين 05 سبتمبر 16, 05:51 مساء",
        "الإثنين سبتمبر 2016",
        "الإثنين",
        "سبتمبر 2016",
        "2016",
        "05:51 مساء",
        "",
        "أمس",  # yesterday
        "Monday 05 September 2016",
    ],
)
def test_what_is_no_whole_date_is_none(printed: str) -> None:
    assert read_date(printed) is None


def test_leap_day_is_a_day() -> None:
    assert utc("الإثنين 29 فبراير 2016, 05:51 مساء") == "2016-02-29 15:51"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("الجمعة 09 نوفمبر 2012, 10:00 صباحا", "2012-11-09 08:00"),  # UTC+2
        ("الثلاثاء 15 يناير 2013, 10:00 صباحا", "2013-01-15 09:00"),  # UTC+1 in the winter of 2012 to 2013
        ("الإثنين 15 يوليو 2013, 10:00 صباحا", "2013-07-15 08:00"),  # UTC+2, as summer time
        ("الأربعاء 15 يناير 2014, 10:00 صباحا", "2014-01-15 08:00"),  # UTC+2 all the year since
        ("الثلاثاء 15 يوليو 2014, 10:00 صباحا", "2014-07-15 08:00"),
    ],
)
def test_clock_of_tripoli_has_one_strange_year(printed: str, value: str) -> None:
    assert utc(printed) == value


YEARS_OF_CHANGE = (datetime(2012, 1, 1), datetime(2014, 12, 31))  # noqa: DTZ001 - printed clocks have no zone


@given(st.datetimes(*YEARS_OF_CHANGE), st.sampled_from(["Africa/Tripoli", "Africa/Cairo"]))
def test_value_agrees_with_the_zone(local: datetime, zone: str) -> None:
    half = "صباحا" if local.hour < 12 else "مساء"
    clock = f"{local.hour % 12 or 12:02}:{local.minute:02} {half}"
    date = read_date(
        f"{WEEKDAYS[local.weekday()]} {local.day:02} {MONTHS[local.month - 1]} {local.year}, {clock}", zone=zone
    )
    assert date is not None
    assert date.weekday_agrees is True
    assert date.at == local.replace(second=0, microsecond=0, fold=0, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("printed", "zone", "value"),
    [
        # clocks go back at midnight: 23:00 to 23:59 come twice, and the first is at UTC+3
        ("الخميس 25 سبتمبر 2014, 11:30 مساء", "Africa/Cairo", "2014-09-25 20:30"),
        ("الخميس 26 أكتوبر 2023, 11:30 مساء", "Africa/Cairo", "2023-10-26 20:30"),
        # at two in the night: 01:00 to 01:59 come twice, and the first is at UTC+2
        ("السبت 10 نوفمبر 2012, 01:30 صباحا", "Africa/Tripoli", "2012-11-09 23:30"),
    ],
)
def test_time_that_comes_twice_is_the_first(printed: str, zone: str, value: str) -> None:
    assert utc(printed, zone) == value


@pytest.mark.parametrize(
    ("printed", "zone", "value"),
    [
        # clocks go from 00:00 to 01:00; 00:30 becomes 01:30 at UTC+3
        ("الجمعة 16 مايو 2014, 12:30 صباحا", "Africa/Cairo", "2014-05-15 22:30"),
        ("الجمعة 28 أبريل 2023, 12:30 صباحا", "Africa/Cairo", "2023-04-27 22:30"),
        # from 01:00 to 02:00; 01:30 becomes 02:30 at UTC+2
        ("الجمعة 29 مارس 2013, 01:30 صباحا", "Africa/Tripoli", "2013-03-29 00:30"),
    ],
)
def test_time_that_clocks_skip_is_moved_on(printed: str, zone: str, value: str) -> None:
    assert utc(printed, zone) == value


@pytest.mark.parametrize(
    ("zone", "value"),
    [
        ("Africa/Tripoli", "2016-09-05 15:51"),
        ("Africa/Cairo", "2016-09-05 15:51"),  # no summer time in Egypt in 2016
        ("UTC", "2016-09-05 17:51"),
        ("Europe/London", "2016-09-05 16:51"),
        ("Asia/Kolkata", "2016-09-05 12:21"),
    ],
)
def test_assumed_zone_decides_the_value(zone: str, value: str) -> None:
    date = read_date("الإثنين 05 سبتمبر 2016, 05:51 مساء", zone=zone)
    assert date is not None
    assert date.zone == zone
    assert utc(date.text, zone) == value


@pytest.mark.parametrize(
    "zone", ["Africa/Atlantis", "", "Africa", "../../etc/passwd", "/etc/localtime", "Tripoli", "+02:00", "a\x00"]
)
def test_unknown_zone_is_named(zone: str) -> None:
    with pytest.raises(WrongUsageError) as raised:
        read_date("الإثنين 05 سبتمبر 2016, 05:51 مساء", zone=zone)
    assert repr(zone) in str(raised.value)


@pytest.mark.parametrize("printed", ["الإثنين 01 يناير 0001, 12:00 صباحا", "الجمعة 31 ديسمبر 9999, 11:59 مساء"])
@pytest.mark.parametrize("zone", ["Africa/Tripoli", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_end_of_the_calendar_never_raises(printed: str, zone: str) -> None:
    date = read_date(printed, zone=zone)
    assert date is None or date.at.tzinfo is UTC


def test_printed_clock_is_found_again() -> None:
    assert printed_clock(datetime(2016, 9, 5, 15, 51, tzinfo=UTC), "Africa/Tripoli") == datetime(2016, 9, 5, 17, 51)  # noqa: DTZ001


PIECES = st.sampled_from(
    [
        *WEEKDAYS,
        *MONTHS,
        " ",
        " ",
        " ",
        "05",
        "31",
        "2016",
        "0000",
        "9999",
        ", ",
        "25:00",
        "05:51",
        "٠٥:٥١",
        "مساء",
        "صباحا",
        "يوم ",
    ]
)


@given(st.text(st.characters()) | st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = read_date(text)
    assert date is None or (date.text in text and date.at.tzinfo is UTC)
