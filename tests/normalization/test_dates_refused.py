"""Texts that hold no date, or one that no calendar has.

Sources: the Gregorian calendar (lengths of months, leap years), the twenty-four hours of ISO 8601, and numbers that
news sites print beside dates (scores, telephone numbers, issues, prices, addresses).
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import read_date

REFERENCE = datetime(2016, 9, 5, 15, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "31 سبتمبر 2016",
        "31 أبريل 2016",
        "31 يونيو 2016",
        "31 نوفمبر 2016",
        "30 فبراير 2016",
        "29 فبراير 2015",
        "29 شباط 2015",
        "29 فيفري 2017",
        "29 فبراير 2100",
        "29 النوار 1985",  # February of the Jamahiriya
        "32 يناير 2016",
        "0 سبتمبر 2016",
        "00 سبتمبر 2016",
        "45 سبتمبر 2016",
        "سبتمبر 31, 2016",
        "الإثنين 31 سبتمبر 2016, 05:51 مساء",
        "٣١ سبتمبر ٢٠١٦",
        "5/13/2016",
        "9/25/2016",  # the month does not come first
        "31/9/2016",
        "31-09-2016",
        "29.2.2015",
        "0/9/2016",
        "5/0/2016",
        "2016/13/05",
        "2016-13-05",
        "2016-02-30",
        "2016-09-31",
        "2016-00-10",
        "2016-09-31T10:00:00Z",
        "2016-09-05T25:00:00Z",
        "2016-09-05T17:60:00Z",
        "31 سبتمبر 2016 ثم 5 سبتمبر 2016",
        "5 سبتمبر 0000",
    ],
)
def test_day_that_no_calendar_has(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200f",
        "بوابة الوسط",
        "الإثنين",
        "يوم الإثنين",
        "مساء الإثنين",
        "سبتمبر",
        "2016",
        "عام 2016",
        "في عام 2016 م",
        "سبتمبر 2016",
        "أيلول (سبتمبر) 2016",
        "09/2016",
        "2016/09",
        "2016-09",
        "5 سبتمبر",
        "17 فبراير",  # the revolution's name
        "ثورة 17 فبراير",
        "5/9",
        "5 سبتمبر 16",  # years of two digits
        "5/9/16",
        "05-09-16",
        "5.9.16",
        "16/09/05",
        "5 سبتمبر 216",
        "5 سبتمبر 20161",
        "5/9/20161",
        "20160905",
        "17:51",
        "الساعة 5:51 مساء",
        "الإثنين 05:51 مساء",
        "2-1",  # a score
        "فاز الأهلي على الاتحاد 2-1",
        "3 - 0",
        "المباراة انتهت 4/2",
        "العدد 2016",  # an issue
        "العدد 5-2016",
        "0912345678",  # telephones
        "091-234-5678",
        "+218 91 234 5678",
        "00218-91-2345678",
        "218-9-2016",
        "192.168.10.20",  # addresses
        "10.5.9.201",
        "5.9.2016.14",
        "1,500 دينار",  # dinars
        "2016 دينارا",
        "السعر 5.90 دينار",
        "1.250.000",
        "50%",
        "https://example.org/news/2016",
        "رقم 5/2016 لسنة",  # law number 5/2016
        "رمضان كرنفودة",
        "ناصر 5",
    ],
)
def test_text_without_a_whole_date(text: str) -> None:
    assert read_date(text) is None
    assert read_date(text, zone="UTC") is None


@pytest.mark.parametrize(
    "text",
    [
        "5-7 سبتمبر 2016",
        "5 - 7 سبتمبر 2016",
        "5–7 سبتمبر 2016",
        "5 – 7 سبتمبر 2016",
        "٥-٧ سبتمبر ٢٠١٦",
        "من 5-7 سبتمبر 2016",
        "05-07 أيلول 2016",
    ],
)
def test_range_of_days_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "15 سبتمبر / آب 2016",  # September / August
        "15 أيلول (أغسطس) 2016",
        "15 كانون الأول/يناير 2016",  # December / January
        "15 تشرين الأول/نوفمبر 2016",  # October / November
    ],
)
def test_two_names_of_different_months_are_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "الآن",
        "اليوم",
        "أمس",
        "يوم أمس",
        "البارحة",
        "أول أمس",
        "أول من أمس",
        "منذ دقيقة",
        "منذ 3 ساعات",
        "منذ يومين",
        "قبل 3 أيام",
        "منذ أسبوع",
        "منذ شهرين",
        "منذ سنة",
        "أمس الساعة 5:30 مساء",
    ],
)
def test_relative_date_without_a_reference(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "منذ قليل",  # a short while ago
        "منذ لحظات",
        "قبل قليل",
        "قبل لحظات",
        "قبل أيام",  # some days ago
        "منذ أيام",
        "قبل ساعات",
        "منذ ساعات",
        "منذ دقائق",
        "قبل دقائق",
        "منذ أسابيع",
        "قبل أشهر",
        "منذ سنوات",
        "منذ أعوام",
        "قبل بضعة أيام",
        "منذ عدة ساعات",
        "منذ",
        "قبل",
        "منذ 3",
        "منذ 2011",
        "منذ عام 2011",  # since the year 2011
        "استمر 3 ساعات",  # it lasted three hours
        "لمدة يومين",
        "بعد 3 أيام",  # in three days
        "غدا",
        "بوابة الوسط",
        "",
    ],
)
def test_vague_word_is_no_date_with_a_reference(text: str) -> None:
    assert read_date(text, reference=REFERENCE) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("منذ ساعة ونصف", 90),  # an hour and a half ago
        ("منذ ساعة و20 دقيقة", 80),
        ("منذ ساعتين و5 دقائق", 125),
    ],
)
def test_second_part_of_a_span_is_never_dropped(text: str, minutes: int) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is None or found.at == REFERENCE - timedelta(minutes=minutes)


@pytest.mark.parametrize("unit", ["دقيقة", "ساعة", "يوما", "أسبوعا", "شهرا", "سنة"])
def test_span_longer_than_the_calendar_is_none(unit: str) -> None:
    assert read_date(f"منذ 99999999999 {unit}", reference=REFERENCE) is None


@given(st.text(alphabet="0123456789٠١٥٩۵/-.:،, \u200fصمهـسبتمبرالأحدمنذيوماعةTZ+", max_size=40))
def test_no_text_raises(text: str) -> None:
    for reference in (None, REFERENCE):
        found = read_date(text, reference=reference)
        assert found is None or found.at.utcoffset() == timedelta(0)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999), st.sampled_from("/-."))
def test_numeric_date_is_read_only_if_the_calendar_has_it(day: int, month: int, year: int, mark: str) -> None:
    found = read_date(f"{day:02}{mark}{month:02}{mark}{year:04}", zone="UTC")
    assert found is None or (found.at.day, found.at.month, found.at.year) == (day, month, year)


@pytest.mark.parametrize("text", ["صحيفة المصري اليوم", "قناة روسيا اليوم", "اليوم السابع", "اليوم الأول للمعرض"])
def test_today_in_a_name_is_no_date(text: str) -> None:
    assert read_date(text, reference=REFERENCE) is None
