"""Names of the Gregorian months, one table for each family that Arabic newspapers print.

Sources: Unicode CLDR locale data, ar-EG and ar-LY (Egypt, Libya), ar-SY, ar-LB and ar-IQ (the Levant, Iraq), ar-TN and
ar-DZ (Tunisia, Algeria), ar-MA (Morocco); the names that Libya's Jamahiriya decreed in 1977 and used until 2011;
variants as papers print them.
"""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization import read_date


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("يناير", 1),
        ("فبراير", 2),
        ("مارس", 3),
        ("أبريل", 4),
        ("ابريل", 4),
        ("إبريل", 4),
        ("مايو", 5),
        ("يونيو", 6),
        ("يونيه", 6),
        ("يونية", 6),
        ("يوليو", 7),
        ("يوليه", 7),
        ("يولية", 7),
        ("أغسطس", 8),
        ("اغسطس", 8),
        ("سبتمبر", 9),
        ("أكتوبر", 10),
        ("اكتوبر", 10),
        ("نوفمبر", 11),
        ("ديسمبر", 12),
    ],
)
def test_month_of_egypt_and_libya(name: str, month: int) -> None:
    found = read_date(f"15 {name} 2016", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, 15, tzinfo=UTC), "day")
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("كانون الثاني", 1),
        ("كانون الثانى", 1),
        ("كانون ثاني", 1),
        ("شباط", 2),
        ("آذار", 3),
        ("اذار", 3),
        ("أذار", 3),
        ("نيسان", 4),
        ("أيار", 5),
        ("ايار", 5),
        ("حزيران", 6),
        ("تموز", 7),
        ("آب", 8),
        ("اب", 8),
        ("أب", 8),
        ("أيلول", 9),
        ("ايلول", 9),
        ("تشرين الأول", 10),
        ("تشرين الاول", 10),
        ("تشرين أول", 10),
        ("تشرين الثاني", 11),
        ("تشرين الثانى", 11),
        ("تشرين ثاني", 11),
        ("كانون الأول", 12),
        ("كانون الاول", 12),
        ("كانون أول", 12),
    ],
)
def test_month_of_the_levant_and_iraq(name: str, month: int) -> None:
    found = read_date(f"15 {name} 2016", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, 15, tzinfo=UTC), "day")
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("جانفي", 1),
        ("جانفى", 1),
        ("فيفري", 2),
        ("فيفرى", 2),
        ("مارس", 3),
        ("أفريل", 4),
        ("افريل", 4),
        ("ماي", 5),
        ("جوان", 6),
        ("جويلية", 7),
        ("جويليه", 7),
        ("أوت", 8),
        ("اوت", 8),
        ("سبتمبر", 9),
        ("أكتوبر", 10),
        ("اكتوبر", 10),
        ("نوفمبر", 11),
        ("ديسمبر", 12),
    ],
)
def test_month_of_tunisia_and_algeria(name: str, month: int) -> None:
    found = read_date(f"15 {name} 2016", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, 15, tzinfo=UTC), "day")
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("يناير", 1),
        ("فبراير", 2),
        ("مارس", 3),
        ("أبريل", 4),
        ("ابريل", 4),
        ("ماي", 5),
        ("يونيو", 6),
        ("يوليوز", 7),
        ("غشت", 8),
        ("شتنبر", 9),
        ("أكتوبر", 10),
        ("اكتوبر", 10),
        ("نونبر", 11),
        ("دجنبر", 12),
    ],
)
def test_month_of_morocco(name: str, month: int) -> None:
    found = read_date(f"15 {name} 2016", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, 15, tzinfo=UTC), "day")
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("أي النار", 1),
        ("اي النار", 1),
        ("آي النار", 1),
        ("النوار", 2),
        ("الربيع", 3),
        ("الطير", 4),
        ("الماء", 5),
        ("الصيف", 6),
        ("ناصر", 7),
        ("هانيبال", 8),
        ("الفاتح", 9),
        ("التمور", 10),
        ("الحرث", 11),
        ("الكانون", 12),
    ],
)
def test_month_of_the_jamahiriya(name: str, month: int) -> None:
    found = read_date(f"15 {name} 1985", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(1985, month, 15, tzinfo=UTC), "day")
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("يناير / كانون الثاني", 1),
        ("كانون الثاني/يناير", 1),
        ("شباط/فبراير", 2),
        ("فبراير (شباط)", 2),
        ("آذار (مارس)", 3),
        ("نيسان/أبريل", 4),
        ("أيار / مايو", 5),
        ("حزيران/يونيو", 6),
        ("يونيو (حزيران)", 6),
        ("تموز/يوليو", 7),
        ("آب/أغسطس", 8),
        ("أغسطس / آب", 8),
        ("سبتمبر / أيلول", 9),
        ("أيلول (سبتمبر)", 9),
        ("تشرين الأول/أكتوبر", 10),
        ("أكتوبر (تشرين الأول)", 10),
        ("تشرين الثاني/نوفمبر", 11),
        ("نوفمبر (تشرين الثاني)", 11),
        ("كانون الأول/ديسمبر", 12),
        ("الفاتح (سبتمبر)", 9),
        ("جوان/يونيو", 6),
    ],
)
def test_month_printed_under_two_names(name: str, month: int) -> None:
    found = read_date(f"15 {name} 2016", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, month, 15, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text",
    [
        "5 سبتمبر 2016",
        "05 سبتمبر 2016",
        "5 سبتمبر، 2016",
        "5 سبتمبر, 2016",
        "5 من سبتمبر 2016",  # 5 of September
        "5 من سبتمبر عام 2016",  # of the year
        "5 سبتمبر عام 2016",
        "5 سبتمبر سنة 2016",
        "5 سبتمبر 2016 م",  # of the Christian era
        "5 سبتمبر 2016م",
        "سبتمبر 5, 2016",
        "سبتمبر 05، 2016",
        "سبتمبر 5 2016",
        "5-سبتمبر-2016",
        "٥ سبتمبر ٢٠١٦",  # Arabic-Indic digits
        "۵ سبتمبر ۲۰۱۶",  # Persian digits
        "٥ سبتمبر 2016",
        "5 سبتمـــبر 2016",  # tatweel
        "5 سِبْتَمْبَر 2016",  # vowel signs
        "5 سبتمبر\u00a02016",  # no-break spaces
        "\u200f5 سبتمبر\u200f 2016\u200f",  # right-to-left marks
        "\u200e5\u200e سبتمبر \u200e2016",
        "\u202b5 سبتمبر 2016\u202c",  # an embedding
        "\u2067\u20685\u2069 سبتمبر \u20682016\u2069\u2069",  # isolates
        "5 سبت\u200cمبر 2016",  # a zero-width non-joiner
        "\ufeff5 سبتمبر 2016",
        "5  سبتمبر\n2016",
    ],
)
def test_form_of_a_date_with_a_month_name(text: str) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 كانون الثانى 2015", datetime(2015, 1, 13, tzinfo=UTC)),
        ("29 فبراير 2016", datetime(2016, 2, 29, tzinfo=UTC)),  # leap years
        ("1 الفاتح 1979", datetime(1979, 9, 1, tzinfo=UTC)),
        ("17 فبراير 2011", datetime(2011, 2, 17, tzinfo=UTC)),
    ],
)
def test_day_that_history_or_the_leap_year_knows(text: str, day: datetime) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (day, "day")
