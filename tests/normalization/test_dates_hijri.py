"""Dates of the Hijri calendar, alone and beside a Gregorian one.

Sources: the Umm al-Qura calendar of Saudi Arabia, looked up in its published tables (package hijridate); names of the
months from Unicode CLDR (locale ar, calendar islamic-umalqura), with the spellings that newspapers print.
"""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization import read_date


@pytest.mark.parametrize(
    ("name", "month", "day"),
    [
        ("محرم", 10, 2),
        ("المحرم", 10, 2),
        ("محرّم", 10, 2),
        ("صفر", 11, 1),
        ("ربيع الأول", 11, 30),
        ("ربيع الاول", 11, 30),
        ("ربيع أول", 11, 30),
        ("ربيع الآخر", 12, 30),
        ("ربيع الاخر", 12, 30),
        ("ربيع الثاني", 12, 30),
        ("ربيع الثانى", 12, 30),
    ],
)
def test_first_day_of_a_hijri_month_in_2016(name: str, month: int, day: int) -> None:
    found = read_date(f"1 {name} 1438 هـ", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, day, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("name", "month", "day"),
    [
        ("جمادى الأولى", 1, 29),
        ("جمادى الاولى", 1, 29),
        ("جمادي الأولى", 1, 29),
        ("جمادي الاولي", 1, 29),
        ("جمادى الأول", 1, 29),
        ("جمادى الآخرة", 2, 28),
        ("جمادى الاخرة", 2, 28),
        ("جمادى الآخره", 2, 28),
        ("جمادى الثانية", 2, 28),
        ("جمادي الثانية", 2, 28),
        ("رجب", 3, 29),
        ("شعبان", 4, 27),
        ("رمضان", 5, 27),
        ("شوال", 6, 25),
        ("شوّال", 6, 25),
        ("ذو القعدة", 7, 24),
        ("ذي القعدة", 7, 24),
        ("ذى القعدة", 7, 24),
        ("ذو القعده", 7, 24),
        ("ذو الحجة", 8, 23),
        ("ذي الحجة", 8, 23),
        ("ذى الحجة", 8, 23),
        ("ذو الحجه", 8, 23),
    ],
)
def test_first_day_of_a_hijri_month_in_2017(name: str, month: int, day: int) -> None:
    found = read_date(f"1 {name} 1438 هـ", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2017, month, day, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29 محرم 1446 هـ", datetime(2024, 8, 4, tzinfo=UTC)),
        ("29 صفر 1446 هـ", datetime(2024, 9, 2, tzinfo=UTC)),
        ("29 ربيع الأول 1446 هـ", datetime(2024, 10, 2, tzinfo=UTC)),
        ("29 ربيع الآخر 1446 هـ", datetime(2024, 11, 1, tzinfo=UTC)),
        ("29 جمادى الأولى 1446 هـ", datetime(2024, 12, 1, tzinfo=UTC)),
        ("29 جمادى الآخرة 1446 هـ", datetime(2024, 12, 30, tzinfo=UTC)),
        ("29 رجب 1446 هـ", datetime(2025, 1, 29, tzinfo=UTC)),
        ("29 شعبان 1446 هـ", datetime(2025, 2, 28, tzinfo=UTC)),
        ("29 رمضان 1446 هـ", datetime(2025, 3, 29, tzinfo=UTC)),
        ("29 شوال 1446 هـ", datetime(2025, 4, 27, tzinfo=UTC)),
        ("29 ذو القعدة 1446 هـ", datetime(2025, 5, 27, tzinfo=UTC)),
        ("29 ذو الحجة 1446 هـ", datetime(2025, 6, 25, tzinfo=UTC)),
        ("1 محرم 1400 هـ", datetime(1979, 11, 20, tzinfo=UTC)),  # the seizure of the Great Mosque
        ("1 رمضان 1437 هـ", datetime(2016, 6, 6, tzinfo=UTC)),
        ("1 رمضان 1442 هـ", datetime(2021, 4, 13, tzinfo=UTC)),
        ("1 رمضان 1445 هـ", datetime(2024, 3, 11, tzinfo=UTC)),
        ("20 رمضان 1432 هـ", datetime(2011, 8, 20, tzinfo=UTC)),  # Tripoli rises
        ("30 محرم 1437 هـ", datetime(2015, 11, 12, tzinfo=UTC)),  # a month of thirty days
    ],
)
def test_day_of_the_umm_al_qura_calendar(text: str, day: datetime) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (day, "day")


@pytest.mark.parametrize(
    "text",
    [
        "3 ذو الحجة 1437 هـ",
        "3 ذو الحجة 1437هـ",
        "3 ذو الحجة 1437 ه",
        "3 ذو الحجة 1437 هجري",
        "3 ذو الحجة 1437 هجرية",
        "03 ذو الحجة 1437 هـ",
        "٣ ذو الحجة ١٤٣٧ هـ",
        "۳ ذو الحجة ۱۴۳۷ هـ",
        "3 من ذي الحجة 1437 هـ",
        "3 من ذي الحجة عام 1437 هـ",
        "3 ذي الحجة سنة 1437 هجري",
        "الأحد 3 ذو الحجة 1437 هـ",
        "\u200f3 ذو الحجة\u00a01437 هـ",
    ],
)
def test_form_of_a_hijri_date(text: str) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 4, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text",
    [
        "3 ذو الحجة 1437 هـ الموافق 5 سبتمبر 2016",  # corresponding to
        "3 ذو الحجة 1437 هـ الموافق 5 سبتمبر 2016 م",
        "3 ذو الحجة 1437هـ الموافق لـ 5 سبتمبر 2016م",
        "3 ذو الحجة 1437 هـ - 5 سبتمبر 2016 م",
        "3 ذو الحجة 1437 هـ / 5 سبتمبر 2016",
        "3 ذو الحجة 1437 هـ، 5 سبتمبر 2016",
        "3 ذو الحجة 1437 هـ (5 سبتمبر 2016)",
        "الإثنين 3 ذو الحجة 1437 هـ الموافق 5 سبتمبر 2016",
        "الإثنين 3 ذو الحجة 1437 هـ الموافق 05/09/2016",
        "5 سبتمبر 2016 الموافق 3 ذو الحجة 1437 هـ",
        "5 سبتمبر 2016 م - 3 ذو الحجة 1437 هـ",
        "5 سبتمبر 2016م الموافق 3 ذي الحجة 1437هـ",
        "الإثنين 5 سبتمبر 2016 / 3 ذو الحجة 1437 هـ",
        "الإثنين 5 أيلول 2016، 3 ذو الحجة 1437 هـ",
    ],
)
def test_gregorian_date_decides_beside_a_hijri_one(text: str) -> None:
    found = read_date(text, zone="UTC")  # the Hijri date alone is 4 September
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, tzinfo=UTC), "day")
    assert found.weekday_agrees is (True if "الإثنين" in text else None)


def test_hijri_date_with_a_clock() -> None:
    found = read_date("الأحد 3 ذو الحجة 1437 هـ الساعة 5:51 مساء")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 4, 15, 51, tzinfo=UTC), "minute")
    assert (found.weekday_agrees, found.zone) == (True, "Africa/Tripoli")


def test_hijri_and_gregorian_date_with_a_clock() -> None:
    found = read_date("الإثنين 3 ذو الحجة 1437 هـ الموافق 5 سبتمبر 2016 الساعة 5:51 مساء")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, 15, 51, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    ("weekday", "agrees"), [("الأحد", True), ("الإثنين", False), ("السبت", False), ("يوم الأحد", True)]
)
def test_weekday_of_a_hijri_date_is_compared(weekday: str, agrees: bool) -> None:
    found = read_date(f"{weekday} 3 ذو الحجة 1437 هـ")
    assert found is not None
    assert found.weekday_agrees is agrees


@pytest.mark.parametrize(
    "text",
    [
        "30 صفر 1437 هـ",  # a month of twenty-nine days
        "30 ذو الحجة 1446 هـ",
        "31 رمضان 1437 هـ",
        "0 رمضان 1437 هـ",
        "رمضان 1437 هـ",
        "1437 هـ",
        "عام 1437 هجري",
        "3-5 ذو الحجة 1437 هـ",
    ],
)
def test_hijri_day_that_is_none_is_refused(text: str) -> None:
    assert read_date(text) is None


def test_hijri_month_name_needs_no_mark_of_the_era() -> None:
    found = read_date("1 رمضان 1437", zone="UTC")
    assert found is not None
    assert found.at == datetime(2016, 6, 6, tzinfo=UTC)


@pytest.mark.parametrize("text", ["3/12/1437 هـ", "1437/12/3 هـ", "03-12-1437هـ", "3/12/1437 هجري"])
def test_numeric_hijri_date_is_never_a_gregorian_year(text: str) -> None:
    found = read_date(text, zone="UTC")
    assert found is None or found.at == datetime(2016, 9, 4, tzinfo=UTC)
