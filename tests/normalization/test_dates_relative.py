"""Dates counted from a reference: «three hours ago», «yesterday».

Sources: the relative time of Unicode CLDR (locale ar: one, two, few and many take different nouns), and the forms that
news sites print. The reference is Monday 5 September 2016, 17:51 in Tripoli (15:51 UTC).
"""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from atwasat_spider.normalization import read_date

REFERENCE = datetime(2016, 9, 5, 15, 51, tzinfo=UTC)
TRIPOLI = ZoneInfo("Africa/Tripoli")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("الآن", 0),  # now
        ("الان", 0),
        ("منذ دقيقة", 1),
        ("منذ دقيقه", 1),
        ("منذ دقيقة واحدة", 1),
        ("منذ دقيقتين", 2),
        ("منذ 2 دقائق", 2),
        ("منذ 5 دقائق", 5),
        ("منذ ٥ دقائق", 5),
        ("منذ ۵ دقائق", 5),
        ("منذ 11 دقيقة", 11),
        ("منذ 45 دقيقة", 45),
        ("منذ ٤٥ دقيقة", 45),
        ("قبل دقيقة", 1),
        ("قبل دقيقتين", 2),
        ("قبل 10 دقائق", 10),
        ("منذ خمس دقائق", 5),
        ("منذ عشر دقائق", 10),
    ],
)
def test_minutes_ago(text: str, minutes: int) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at, found.precision) == (REFERENCE - timedelta(minutes=minutes), "minute")
    assert (found.weekday_agrees, found.zone) == (None, "Africa/Tripoli")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("منذ ساعة", 1),
        ("منذ ساعه", 1),
        ("منذ ساعة واحدة", 1),
        ("منذ ساعتين", 2),
        ("منذ 2 ساعات", 2),
        ("منذ 3 ساعات", 3),
        ("منذ ٣ ساعات", 3),
        ("منذ ثلاث ساعات", 3),
        ("منذ أربع ساعات", 4),
        ("منذ خمس ساعات", 5),
        ("منذ ست ساعات", 6),
        ("منذ سبع ساعات", 7),
        ("منذ ثماني ساعات", 8),
        ("منذ تسع ساعات", 9),
        ("منذ عشر ساعات", 10),
        ("منذ 11 ساعة", 11),
        ("منذ 23 ساعة", 23),
        ("قبل ساعة", 1),
        ("قبل ساعتين", 2),
        ("قبل 4 ساعات", 4),
        ("منــذ 3 ساعات", 3),
        ("مُنذُ 3 ساعات", 3),
        ("منذ\u00a03\u00a0ساعات", 3),
        ("\u200fمنذ \u200e3\u200e ساعات", 3),
        ("نشر منذ 3 ساعات", 3),  # published
        ("آخر تحديث: منذ 3 ساعات", 3),
    ],
)
def test_hours_ago(text: str, hours: int) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at, found.precision) == (REFERENCE - timedelta(hours=hours), "hour")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("اليوم", 5),  # today
        ("أمس", 4),  # yesterday
        ("امس", 4),
        ("يوم أمس", 4),
        ("يوم امس", 4),
        ("البارحة", 4),
        ("البارحه", 4),
        ("أول أمس", 3),  # the day before yesterday
        ("اول امس", 3),
        ("أول من أمس", 3),
        ("اول من امس", 3),
        ("منذ يوم", 4),
        ("منذ يوم واحد", 4),
        ("منذ يومين", 3),
        ("منذ 3 أيام", 2),
        ("منذ 3 ايام", 2),
        ("منذ ثلاثة أيام", 2),
        ("منذ أربعة أيام", 1),
        ("قبل يوم", 4),
        ("قبل يومين", 3),
        ("قبل 3 أيام", 2),
        ("قبل ٣ أيام", 2),
    ],
)
def test_days_ago(text: str, day: int) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, day, tzinfo=TRIPOLI), "day")


@pytest.mark.parametrize(
    ("text", "precision", "day"),
    [
        ("منذ أسبوع", "week", date(2016, 8, 29)),
        ("منذ اسبوع", "week", date(2016, 8, 29)),
        ("قبل أسبوع", "week", date(2016, 8, 29)),
        ("منذ أسبوعين", "week", date(2016, 8, 22)),
        ("منذ 3 أسابيع", "week", date(2016, 8, 15)),
        ("قبل ثلاثة أسابيع", "week", date(2016, 8, 15)),
        ("منذ شهر", "month", date(2016, 8, 5)),
        ("منذ شهرين", "month", date(2016, 7, 5)),
        ("منذ 3 أشهر", "month", date(2016, 6, 5)),
        ("منذ 3 شهور", "month", date(2016, 6, 5)),
        ("قبل 9 أشهر", "month", date(2015, 12, 5)),
        ("منذ 11 شهرا", "month", date(2015, 10, 5)),
        ("منذ 11 شهرًا", "month", date(2015, 10, 5)),
        ("منذ سنة", "year", date(2015, 9, 5)),
        ("منذ سنه", "year", date(2015, 9, 5)),
        ("منذ عام", "year", date(2015, 9, 5)),
        ("قبل سنة", "year", date(2015, 9, 5)),
        ("منذ سنتين", "year", date(2014, 9, 5)),
        ("منذ عامين", "year", date(2014, 9, 5)),
        ("قبل عامين", "year", date(2014, 9, 5)),
        ("منذ 5 سنوات", "year", date(2011, 9, 5)),
        ("منذ 5 أعوام", "year", date(2011, 9, 5)),
        ("منذ 11 عاما", "year", date(2005, 9, 5)),
        ("منذ 12 سنة", "year", date(2004, 9, 5)),
    ],
)
def test_weeks_months_and_years_ago(text: str, precision: str, day: date) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at.astimezone(TRIPOLI).date(), found.precision) == (day, precision)


@pytest.mark.parametrize(
    ("text", "reference", "day"),
    [
        ("منذ شهر", datetime(2015, 3, 31, 12, tzinfo=UTC), date(2015, 2, 28)),
        ("منذ شهر", datetime(2016, 3, 30, 12, tzinfo=UTC), date(2016, 2, 29)),
        ("منذ شهرين", datetime(2016, 1, 31, 12, tzinfo=UTC), date(2015, 11, 30)),
        ("منذ عام", datetime(2016, 2, 29, 12, tzinfo=UTC), date(2015, 2, 28)),
    ],
)
def test_month_that_is_too_short_ends_on_its_last_day(text: str, reference: datetime, day: date) -> None:
    found = read_date(text, reference=reference)
    assert found is not None
    assert found.at.astimezone(TRIPOLI).date() == day


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("أمس الساعة 5:30 مساء", datetime(2016, 9, 4, 15, 30, tzinfo=UTC), "minute"),
        ("أمس، الساعة 5:30 مساءً", datetime(2016, 9, 4, 15, 30, tzinfo=UTC), "minute"),
        ("امس 05:30 مساء", datetime(2016, 9, 4, 15, 30, tzinfo=UTC), "minute"),
        ("يوم أمس في تمام الساعة 10:00 صباحا", datetime(2016, 9, 4, 8, 0, tzinfo=UTC), "minute"),
        ("اليوم الساعة 12:30 صباحا", datetime(2016, 9, 4, 22, 30, tzinfo=UTC), "minute"),
        ("اليوم 17:51", datetime(2016, 9, 5, 15, 51, tzinfo=UTC), "minute"),
        ("البارحة الساعة 23:15", datetime(2016, 9, 4, 21, 15, tzinfo=UTC), "minute"),
        ("أول أمس الساعة ٩:٠٠ صباحا", datetime(2016, 9, 3, 7, 0, tzinfo=UTC), "minute"),
        ("أول من أمس الساعة 9:00 صباحا", datetime(2016, 9, 3, 7, 0, tzinfo=UTC), "minute"),
        ("أمس الساعة 5 مساء", datetime(2016, 9, 4, 15, 0, tzinfo=UTC), "hour"),
    ],
)
def test_day_word_with_a_clock(text: str, at: datetime, precision: str) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at, found.precision) == (at, precision)


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("Africa/Tripoli", datetime(2016, 9, 5, 22, tzinfo=UTC)),  # already 6 September
        ("UTC", datetime(2016, 9, 5, tzinfo=UTC)),
        ("America/New_York", datetime(2016, 9, 5, 4, tzinfo=UTC)),
    ],
)
def test_today_is_the_day_of_the_zone(zone: str, today: datetime) -> None:
    late = datetime(2016, 9, 5, 23, 0, tzinfo=UTC)
    for text, days in (("اليوم", 0), ("أمس", 1), ("أول أمس", 2)):
        found = read_date(text, zone=zone, reference=late)
        assert found is not None
        assert (found.at, found.zone) == (today - timedelta(days=days), zone)


def test_yesterday_across_a_change_of_the_clocks_is_its_own_midnight() -> None:
    found = read_date("أمس", reference=datetime(2012, 11, 11, 12, 0, tzinfo=UTC))
    assert found is not None
    assert found.at == datetime(2012, 11, 9, 22, 0, tzinfo=UTC)


def test_reference_may_be_in_any_zone() -> None:
    reference = datetime(2016, 9, 5, 20, 51, tzinfo=timezone(timedelta(hours=5)))
    found = read_date("منذ 3 ساعات", reference=reference)
    assert found is not None
    assert (found.at, found.at.utcoffset()) == (datetime(2016, 9, 5, 12, 51, tzinfo=UTC), timedelta(0))


@pytest.mark.parametrize(
    "text",
    [
        "منذ ساعتين، آخر تحديث 1 سبتمبر 2016",
        "1 سبتمبر 2016 (منذ 4 أيام)",
        "قال أمس إن الحادث وقع في 1 سبتمبر 2016",  # he said yesterday that …
        "منذ 1 سبتمبر 2016",
    ],
)
def test_absolute_date_goes_before_a_relative_word(text: str) -> None:
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 1, tzinfo=TRIPOLI), "day")


@pytest.mark.parametrize("text", ["منذ 3 ساعات", "قبل يومين", "منذ أسبوعين", "أمس الساعة 5:30 مساء", "أول من أمس"])
def test_text_is_the_words_that_were_read(text: str) -> None:
    found = read_date(f"نشر {text}", reference=REFERENCE)
    assert found is not None
    assert found.text == text
