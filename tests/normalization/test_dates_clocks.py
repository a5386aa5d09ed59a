"""The clock beside a date: its halves, its words, its place.

Sources: the day periods of Unicode CLDR (locale ar), the rules of Modern Standard Arabic for hours (the ordinals from
«الواحدة» to «الثانية عشرة», halves and quarters), and the forms that newspapers print. Every instant is in UTC.
"""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization import read_date


@pytest.mark.parametrize(
    ("clock", "hour", "minute"),
    [
        ("5:51 ص", 5, 51),
        ("5:51 م", 17, 51),
        ("5:51ص", 5, 51),
        ("5:51م", 17, 51),
        ("05:51 صباحا", 5, 51),  # in the morning
        ("05:51 صباحًا", 5, 51),
        ("05:51 صباحاً", 5, 51),
        ("05:51 مساء", 17, 51),  # in the evening
        ("05:51 مساءً", 17, 51),
        ("05:51 مساءا", 17, 51),
        ("05:51 مساءاً", 17, 51),
        ("05:51 مسـاء", 17, 51),
        ("05:51 مسا", 17, 51),
        ("1:15 ظهرا", 13, 15),  # at noon
        ("1:15 ظهرًا", 13, 15),
        ("1:15 ظهراً", 13, 15),
        ("2:30 ظهرا", 14, 30),
        ("12:10 ظهرا", 12, 10),
        ("3:45 عصرا", 15, 45),  # in the afternoon
        ("4:20 عصرًا", 16, 20),
        ("4:20 عصراً", 16, 20),
        ("4:05 فجرا", 4, 5),  # at dawn
        ("3:05 فجرًا", 3, 5),
        ("5:05 فجراً", 5, 5),
        ("7:30 ليلا", 19, 30),  # at night
        ("9:00 ليلًا", 21, 0),
        ("11:59 ليلاً", 23, 59),
        ("12:30 ليلا", 0, 30),
        ("1:30 ليلا", 1, 30),
        ("3:10 ليلا", 3, 10),
        ("4:00 ليلا", 4, 0),
        ("5:51 AM", 5, 51),
        ("5:51 PM", 17, 51),
        ("5:51 am", 5, 51),
        ("5:51pm", 17, 51),
        ("17:51", 17, 51),
        ("5:51", 5, 51),
        ("05:51", 5, 51),
        ("0:05", 0, 5),
        ("00:00", 0, 0),
        ("23:59", 23, 59),
        ("17:51 مساء", 17, 51),
        ("٠٥:٥١ مساء", 17, 51),
        ("۰۵:۵۱ مساء", 17, 51),
        ("٠5:٥1 م", 17, 51),
        ("\u200f05:51\u200f مساء", 17, 51),
        ("05:51\u00a0مساء", 17, 51),
        # Twelve o'clock.
        ("12:00 صباحا", 0, 0),
        ("12:30 صباحا", 0, 30),
        ("12:30 ص", 0, 30),
        ("12:30 AM", 0, 30),
        ("12:59 صباحًا", 0, 59),
        ("12:00 مساء", 12, 0),
        ("12:30 مساء", 12, 30),
        ("12:30 م", 12, 30),
        ("12:30 PM", 12, 30),
        ("12:00 ظهرا", 12, 0),
        ("12:00", 12, 0),
        ("11:59 مساء", 23, 59),
        ("1:00 مساء", 13, 0),
    ],
)
def test_clock_after_the_date(clock: str, hour: int, minute: int) -> None:
    found = read_date(f"الإثنين 05 سبتمبر 2016, {clock}", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, hour, minute, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    "text",
    [
        "5 سبتمبر 2016 5:51 مساء",
        "5 سبتمبر 2016، 5:51 مساء",
        "5 سبتمبر 2016 - 5:51 مساء",
        "5 سبتمبر 2016 – 5:51 مساء",
        "5 سبتمبر 2016 | 5:51 مساء",
        "5 سبتمبر 2016 الساعة 5:51 مساء",  # the hour
        "5 سبتمبر 2016، الساعة 5:51 مساءً",
        "5 سبتمبر 2016 الساعه 5:51 مساء",
        "5 سبتمبر 2016 الساعة: 5:51 مساء",
        "5 سبتمبر 2016 في الساعة 5:51 مساء",
        "5 سبتمبر 2016 في تمام الساعة 5:51 مساء",  # at exactly
        "5 سبتمبر 2016 عند الساعة 5:51 مساء",
        "5 سبتمبر 2016 الساعة 17:51",
        "5 سبتمبر، 2016، الساعة 05:51 مساءً",
        "سبتمبر 5, 2016 5:51 م",
        "سبتمبر 5, 2016, 5:51 PM",
        "05/09/2016 17:51",
        "05-09-2016 05:51 م",
        "5.9.2016 17:51",
        "2016/09/05 05:51 مساء",
        "2016-09-05 17:51",
        "5:51 مساء 5 سبتمبر 2016",
        "5:51 مساء - 5 سبتمبر 2016",
        "17:51، 5 سبتمبر 2016",
        "17:51 05/09/2016",
        "17:51 2016-09-05",
        "الساعة 5:51 مساء الإثنين 5 سبتمبر 2016",
        "الساعة 5:51 مساء يوم الإثنين 5 سبتمبر 2016",
        "في تمام الساعة 5:51 مساء يوم الإثنين، 5 سبتمبر 2016",
        "05:51 PM | الإثنين 5 سبتمبر 2016",
    ],
)
def test_place_of_the_clock(text: str) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, 17, 51, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("الساعة 5 مساء", 17),
        ("الساعة 5 صباحا", 5),
        ("الساعة ٥ مساءً", 17),
        ("الساعة 10 ص", 10),
        ("الساعة 10 م", 22),
        ("الساعة 12 ظهرا", 12),
        ("الساعة 12 ليلا", 0),
        ("الساعة 8 ليلا", 20),
        ("الساعة 2 ليلا", 2),
        ("الساعة 4 عصرا", 16),
        ("الساعة 4 فجرا", 4),
        ("في تمام الساعة 9 مساء", 21),
        ("الساعة الواحدة ظهرا", 13),  # one o'clock
        ("الساعة الثانية ظهرا", 14),
        ("الساعة الثالثة عصرا", 15),
        ("الساعة الرابعة عصرا", 16),
        ("الساعة الخامسة مساء", 17),
        ("الساعة السادسة مساءً", 18),
        ("الساعة السابعة مساء", 19),
        ("الساعة الثامنة مساء", 20),
        ("الساعة التاسعة صباحا", 9),
        ("الساعة العاشرة صباحا", 10),
        ("الساعة الحادية عشرة صباحا", 11),
        ("الساعة الحادية عشر ليلا", 23),
        ("الساعة الثانية عشرة ظهرا", 12),
        ("الساعة الثانية عشر ليلا", 0),
        ("في تمام الساعة الخامسة مساء", 17),
        ("عند الساعة الثالثة فجرا", 3),
    ],
)
def test_hour_alone(clock: str, hour: int) -> None:
    found = read_date(f"5 سبتمبر 2016 {clock}", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, hour, tzinfo=UTC), "hour")


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("الساعة الخامسة والنصف مساء", 17),  # half past five
        ("الخامسة والنصف مساء", 17),
        ("الساعة العاشرة والنصف صباحا", 10),
        ("الساعة الثانية عشرة والنصف ظهرا", 12),
        ("الساعة الحادية عشرة والنصف ليلا", 23),
        ("الساعة الواحدة والنصف ظهرا", 13),
    ],
)
def test_half_past_an_hour_in_words(clock: str, hour: int) -> None:
    found = read_date(f"5 سبتمبر 2016 {clock}", zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 5, hour, 30, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    ("clock", "minute_of_day"),
    [
        ("الساعة الخامسة والربع مساء", 17 * 60 + 15),  # a quarter past five
        ("الساعة الخامسة والثلث مساء", 17 * 60 + 20),  # twenty past
        ("الساعة الخامسة إلا الربع مساء", 16 * 60 + 45),  # a quarter to five
        ("الساعة الخامسة إلا ربعا مساء", 16 * 60 + 45),
        ("الساعة الخامسة وعشر دقائق مساء", 17 * 60 + 10),
    ],
)
def test_part_of_an_hour_in_words_is_never_dropped(clock: str, minute_of_day: int) -> None:
    found = read_date(f"5 سبتمبر 2016 {clock}", zone="UTC")
    assert found is None or (found.at.hour * 60 + found.at.minute, found.precision) == (minute_of_day, "minute")


@pytest.mark.parametrize(
    "text",
    [
        "2016-09-05T17:51",
        "2016-09-05T17:51:00",
        "2016-09-05T17:51:30",
        "2016-09-05T17:51:30Z",
        "2016-09-05T17:51Z",
        "2016-09-05 17:51:30",
        "5 سبتمبر 2016 17:51:30",
        "5 سبتمبر 2016 05:51:30 مساء",
    ],
)
def test_seconds_leave_the_minute(text: str) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at.replace(second=0), found.precision) == (datetime(2016, 9, 5, 17, 51, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    "clock",
    [
        "25:00",
        "17:60",
        "5:60 مساء",
        "5:75 صباحا",
        "17:51 صباحا",
        "17:51 ص",
        "17:51 AM",
        "13:00 صباحًا",
        "99:99",
        "الساعة 25",
    ],
)
def test_clock_that_is_none_refuses_the_date(clock: str) -> None:
    assert read_date(f"الإثنين 05 سبتمبر 2016, {clock}") is None
