"""Texts of which a hasty reader takes the wrong date, clock or zone; by hand."""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization import read_date

REFERENCE = datetime(2016, 9, 5, 15, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "من 30 أغسطس إلى 5 سبتمبر 2016",  # from … to
        "30 أغسطس - 5 سبتمبر 2016",
        "5/9 - 7/9/2016",
        "1/9/2016 إلى 5/9/2016",
        "28 ديسمبر 2015 إلى 5 يناير 2016",
        "30 أغسطس 2016 - 5 سبتمبر 2016",
        "5 أو 6 سبتمبر 2016",  # or
        "4 ثم 5 سبتمبر 2016",  # then
        "القرار رقم 12/5/2016",  # decision number 12/5 of 2016
        "الإصدار 1.2.2016",  # version
        "الحادي والثلاثين من سبتمبر 2016",  # the thirty-first of September
        "5/9/2016 18:30 EST",
        "5/9/2016 6:30 مساء بالتوقيت المحلي لمدينة نيويورك",  # local time of the city of New York
        "حتى الآن",  # until now
        "من الآن فصاعدا",
        "قناة الآن",  # a channel
        "في ذلك اليوم",  # on that day
        "اليوم نفسه",  # the same day
        "صحيفة ليبيا اليوم",
        "منذ ساعتين ونصف",  # two hours and a half ago
    ],
)
def test_what_is_no_single_moment_is_none(text: str) -> None:
    assert read_date(text, reference=REFERENCE) is None


@pytest.mark.parametrize(
    ("text", "at", "read"),
    [
        ("في 17 فبراير من العام 2011 ثم 5 سبتمبر 2016", "2011-02-17 00:00", "17 فبراير من العام 2011"),
        ("الخامس من سبتمبر/أيلول 2016 ثم 7 سبتمبر 2016", "2016-09-05 00:00", "الخامس من سبتمبر/أيلول 2016"),
        ("الحادي والعشرين من سبتمبر 2016", "2016-09-21 00:00", "الحادي والعشرين من سبتمبر 2016"),
        ("الأول من محرم 1438 هـ", "2016-10-02 00:00", "الأول من محرم 1438 هـ"),  # Umm al-Qura
        ("2016-09-05T17:51:00.000-05:00", "2016-09-05 22:51", "2016-09-05T17:51:00.000-05:00"),
        ("5/9/2016-17:51", "2016-09-05 17:51", "5/9/2016-17:51"),
        ("5/9/2016 18:30 CET", "2016-09-05 17:30", "5/9/2016 18:30 CET"),
        ("5/9/2016 18:30 (ت غ)", "2016-09-05 18:30", "5/9/2016 18:30 (ت غ)"),
        ("5/9/2016 18:30 بحسب توقيت القاهرة", "2016-09-05 16:30", "5/9/2016 18:30 بحسب توقيت القاهرة"),
        ("5/9/2016 05:00 مساء -1200 قتيل", "2016-09-05 17:00", "5/9/2016 05:00 مساء"),  # no offset
        ("5/9/2016 17:00 +1000 مشاهدة", "2016-09-05 17:00", "5/9/2016 17:00"),
        ("5/9/2016 12:00 منتصف الليل", "2016-09-05 00:00", "5/9/2016 12:00 منتصف الليل"),  # midnight
        ("5/9/2016 05:00 الى 07:00 مساء", "2016-09-05 00:00", "5/9/2016"),  # hours of a session
        ("الجلسة الثانية مساء الاثنين 5 سبتمبر 2016", "2016-09-05 00:00", "الاثنين 5 سبتمبر 2016"),  # second session
        ("خسر 2:10 5 سبتمبر 2016", "2016-09-05 00:00", "5 سبتمبر 2016"),  # lost 2:10
        ("الصفحة 3 ص 5 سبتمبر 2016", "2016-09-05 00:00", "5 سبتمبر 2016"),  # page 3
        ("فاز 3-1، 5 سبتمبر 2016", "2016-09-05 00:00", "5 سبتمبر 2016"),  # won 3-1
        ("سوق الجمعة 5 سبتمبر 2016", "2016-09-05 00:00", "5 سبتمبر 2016"),  # a town, "Friday market"
        ("سوق الجمعة 05 سبتمبر 2016, 05:51 مساء", "2016-09-05 17:51", "05 سبتمبر 2016, 05:51 مساء"),
        ("5 سبتمبر 2016 الأحد الماضي", "2016-09-05 00:00", "5 سبتمبر 2016"),  # last Sunday
    ],
)
def test_only_what_belongs_to_the_date_is_read(text: str, at: str, read: str) -> None:
    found = read_date(text, zone="UTC", reference=REFERENCE)
    assert found is not None
    assert (f"{found.at:%Y-%m-%d %H:%M}", found.text) == (at, read)
    assert found.weekday_agrees is not False


@pytest.mark.parametrize(
    ("clock", "at"),
    [
        ("الساعة 14:35 ت غ", "14:35"),
        ("الساعة 14و35", "12:35"),  # Algeria
        ("10h30", "08:30"),
        ("02:30 مساءً (مكة المكرمة)", "11:30"),
        ("14:35 (+3 غرينتش)", "11:35"),
        ("14:35 EET", "12:35"),
        ("الساعة 3 عصرا إلا ربعا", "22:00"),  # of the day alone: a quarter to three is not read
    ],
)
def test_clock_of_other_sites_is_never_wrong(clock: str, at: str) -> None:
    found = read_date(f"9 يناير 2017 {clock}")
    assert found is not None
    assert f"{found.at:%H:%M}" == at


@pytest.mark.parametrize("clock", ["14:35 KSA", "14:35 بتوقيت كوكب المريخ"])
def test_clock_of_an_unknown_zone_is_none(clock: str) -> None:
    assert read_date(f"9 يناير 2017 {clock}") is None
