"""The zone of a printed clock, and the hours that a change of the clocks skips or repeats.

Sources: the IANA time zone database (Africa/Tripoli, Africa/Cairo) for every change of the clocks; for the words, what
Arabic newspapers and news agencies print («ت.غ» is «توقيت غرينتش», Greenwich time).
"""

from datetime import UTC, datetime, timedelta

import pytest

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization import read_date


@pytest.mark.parametrize(
    ("printed", "hour", "zone"),
    [
        ("", 15, "Africa/Tripoli"),
        ("بتوقيت ليبيا", 15, "Africa/Tripoli"),  # Libyan time
        ("بتوقيت طرابلس", 15, "Africa/Tripoli"),
        ("توقيت طرابلس", 15, "Africa/Tripoli"),
        ("(بتوقيت ليبيا)", 15, "Africa/Tripoli"),
        ("(توقيت ليبيا)", 15, "Africa/Tripoli"),
        ("بتوقيت القاهرة", 15, "Africa/Cairo"),
        ("بتوقيت القاهره", 15, "Africa/Cairo"),
        ("توقيت القاهرة", 15, "Africa/Cairo"),
        ("(بتوقيت القاهرة)", 15, "Africa/Cairo"),
        ("بتوقيت غرينتش", 17, "UTC"),  # Greenwich
        ("بتوقيت غرينيتش", 17, "UTC"),
        ("بتوقيت جرينتش", 17, "UTC"),
        ("بتوقيت جرينيتش", 17, "UTC"),
        ("توقيت غرينتش", 17, "UTC"),
        ("(بتوقيت غرينتش)", 17, "UTC"),
        ("ت.غ", 17, "UTC"),
        ("(ت.غ)", 17, "UTC"),
        ("GMT", 17, "UTC"),
        ("UTC", 17, "UTC"),
        ("(GMT)", 17, "UTC"),
        ("GMT+2", 15, "UTC+02:00"),
        ("(GMT+2)", 15, "UTC+02:00"),
        ("GMT+02:00", 15, "UTC+02:00"),
        ("UTC+2", 15, "UTC+02:00"),
        ("UTC+02:00", 15, "UTC+02:00"),
        ("+02:00", 15, "UTC+02:00"),
        ("+03:00", 14, "UTC+03:00"),
        ("GMT+3", 14, "UTC+03:00"),
        ("GMT-5", 22, "UTC-05:00"),
        ("-05:00", 22, "UTC-05:00"),
    ],
)
def test_zone_after_the_clock(printed: str, hour: int, zone: str) -> None:
    found = read_date(f"الإثنين 05 سبتمبر 2016, 17:51 {printed}".strip())
    assert found is not None
    assert (found.at, found.precision, found.zone) == (datetime(2016, 9, 5, hour, 51, tzinfo=UTC), "minute", zone)


@pytest.mark.parametrize(
    "text",
    [
        "5 سبتمبر 2016 5:51 مساء بتوقيت غرينتش",
        "5 سبتمبر 2016 5:51 م (بتوقيت غرينتش)",
        "5 سبتمبر 2016 5:51 مساء، بتوقيت غرينتش",
        "5 سبتمبر 2016 الساعة ٥:٥١ مساء بتوقيت جرينتش",
        "5:51 مساء بتوقيت غرينتش 5 سبتمبر 2016",
        "17:51 GMT - 5 سبتمبر 2016",
        "2016-09-05T17:51:00Z",
        "2016-09-05T17:51Z",
        "2016-09-05 17:51 UTC",
    ],
)
def test_greenwich_time_in_many_places(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.at, found.zone) == (datetime(2016, 9, 5, 17, 51, tzinfo=UTC), "UTC")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2016-09-05T17:51:00+02:00", datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
        ("2016-09-05T17:51+00:00", datetime(2016, 9, 5, 17, 51, tzinfo=UTC)),
        ("2016-09-05T17:51:00-04:00", datetime(2016, 9, 5, 21, 51, tzinfo=UTC)),
        ("2016-09-05T17:51:00+05:30", datetime(2016, 9, 5, 12, 21, tzinfo=UTC)),
        ("2016-09-05T00:30:00+03:00", datetime(2016, 9, 4, 21, 30, tzinfo=UTC)),
        ("2016-09-05T23:30:00-02:00", datetime(2016, 9, 6, 1, 30, tzinfo=UTC)),
    ],
)
def test_offset_of_an_iso_date(text: str, at: datetime) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.at, found.precision) == (at, "minute")


@pytest.mark.parametrize(
    "place",
    ["المريخ", "بلاد الواق واق", "أتلانتس", "قرطاجنة القديمة"],  # Mars, Never-land, Atlantis, old Carthage
)
def test_zone_word_nobody_knows_refuses_the_date(place: str) -> None:
    assert read_date(f"الإثنين 05 سبتمبر 2016, 17:51 بتوقيت {place}") is None


@pytest.mark.parametrize(
    ("place", "hour"),
    [
        ("مكة المكرمة", 14),  # Mecca
        ("السعودية", 14),
        ("الرياض", 14),
        ("تونس", 16),
        ("الجزائر", 16),
        ("بنغازي", 15),
        ("مصر", 15),
        ("دبي", 13),
        ("الإمارات", 13),
        ("إسطنبول", 14),
        ("باريس", 15),
        ("لندن", 16),
        ("نيويورك", 21),
    ],
)
def test_other_place_is_its_own_zone_or_none(place: str, hour: int) -> None:
    found = read_date(f"الإثنين 05 سبتمبر 2016, 17:51 بتوقيت {place}")
    assert found is None or found.at == datetime(2016, 9, 5, hour, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Africa/Tripoli", datetime(2016, 9, 4, 22, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2016, 9, 4, 22, tzinfo=UTC)),
        ("Africa/Tunis", datetime(2016, 9, 4, 23, tzinfo=UTC)),
        ("UTC", datetime(2016, 9, 5, tzinfo=UTC)),
        ("Asia/Riyadh", datetime(2016, 9, 4, 21, tzinfo=UTC)),
        ("America/New_York", datetime(2016, 9, 5, 4, tzinfo=UTC)),
    ],
)
def test_day_begins_at_midnight_of_the_zone_asked_for(zone: str, at: datetime) -> None:
    found = read_date("5 سبتمبر 2016", zone=zone)
    assert found is not None
    assert (found.at, found.precision, found.zone) == (at, "day", zone)
    assert found.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("zone", "text", "at"),
    [
        # Libya: 02:00 became 01:00 on 10 November 2012.
        ("Africa/Tripoli", "10 نوفمبر 2012 00:59", datetime(2012, 11, 9, 22, 59, tzinfo=UTC)),
        ("Africa/Tripoli", "10 نوفمبر 2012 01:30", datetime(2012, 11, 9, 23, 30, tzinfo=UTC)),  # twice; the first
        ("Africa/Tripoli", "10 نوفمبر 2012 02:00", datetime(2012, 11, 10, 1, 0, tzinfo=UTC)),
        ("Africa/Tripoli", "15 يناير 2013 12:00", datetime(2013, 1, 15, 11, 0, tzinfo=UTC)),
        # Libya: 01:00 became 02:00 on 29 March 2013.
        ("Africa/Tripoli", "29 مارس 2013 00:59", datetime(2013, 3, 28, 23, 59, tzinfo=UTC)),
        ("Africa/Tripoli", "29 مارس 2013 01:00", datetime(2013, 3, 29, 0, 0, tzinfo=UTC)),  # never; 02:00
        ("Africa/Tripoli", "29 مارس 2013 01:30", datetime(2013, 3, 29, 0, 30, tzinfo=UTC)),  # never; 02:30
        ("Africa/Tripoli", "29 مارس 2013 02:00", datetime(2013, 3, 29, 0, 0, tzinfo=UTC)),
        # Libya: summer time became standard time on 25 October 2013, at the same offset.
        ("Africa/Tripoli", "25 أكتوبر 2013 01:59", datetime(2013, 10, 24, 23, 59, tzinfo=UTC)),
        ("Africa/Tripoli", "25 أكتوبر 2013 02:30", datetime(2013, 10, 25, 0, 30, tzinfo=UTC)),
        # Libya: midnight became 01:00 on 4 April 1997.
        ("Africa/Tripoli", "4 أبريل 1997 00:30", datetime(1997, 4, 3, 23, 30, tzinfo=UTC)),
        # Egypt: midnight became 01:00 on 16 May 2014, and 23:00 on 25 September 2014.
        ("Africa/Cairo", "16 مايو 2014 00:30", datetime(2014, 5, 15, 22, 30, tzinfo=UTC)),
        ("Africa/Cairo", "16 مايو 2014 01:00", datetime(2014, 5, 15, 22, 0, tzinfo=UTC)),
        ("Africa/Cairo", "25 سبتمبر 2014 23:30", datetime(2014, 9, 25, 20, 30, tzinfo=UTC)),
        ("Africa/Cairo", "26 سبتمبر 2014 00:00", datetime(2014, 9, 25, 22, 0, tzinfo=UTC)),
        # Egypt: summer time since 2023.
        ("Africa/Cairo", "28 أبريل 2023 00:15", datetime(2023, 4, 27, 22, 15, tzinfo=UTC)),
        ("Africa/Cairo", "1 يوليو 2023 12:00", datetime(2023, 7, 1, 9, 0, tzinfo=UTC)),
        ("Africa/Cairo", "26 أكتوبر 2023 23:30", datetime(2023, 10, 26, 20, 30, tzinfo=UTC)),
        ("Africa/Cairo", "31 أكتوبر 2024 23:59", datetime(2024, 10, 31, 20, 59, tzinfo=UTC)),
    ],
)
def test_hour_that_the_clocks_skip_or_repeat(zone: str, text: str, at: datetime) -> None:
    found = read_date(text, zone=zone)
    assert found is not None
    assert (found.at, found.precision) == (at, "minute")


@pytest.mark.parametrize(
    ("zone", "text", "at"),
    [
        ("Africa/Cairo", "16 مايو 2014", datetime(2014, 5, 15, 22, tzinfo=UTC)),
        ("Africa/Cairo", "28 أبريل 2023", datetime(2023, 4, 27, 22, tzinfo=UTC)),
        ("Africa/Cairo", "26 أبريل 2024", datetime(2024, 4, 25, 22, tzinfo=UTC)),
        ("Africa/Tripoli", "4 أبريل 1997", datetime(1997, 4, 3, 23, tzinfo=UTC)),
    ],
)
def test_day_without_a_midnight_begins_at_one(zone: str, text: str, at: datetime) -> None:
    found = read_date(text, zone=zone)
    assert found is not None
    assert (found.at, found.precision) == (at, "day")


def test_printed_zone_goes_before_the_zone_asked_for() -> None:
    found = read_date("1 يوليو 2023 12:00 بتوقيت القاهرة", zone="UTC")
    assert found is not None
    assert (found.at, found.zone) == (datetime(2023, 7, 1, 9, 0, tzinfo=UTC), "Africa/Cairo")


@pytest.mark.parametrize("zone", ["Africa/Nowhere", "طرابلس", "Mars/Phobos", "../Africa/Tripoli", ""])
def test_zone_that_iana_does_not_have_is_wrong_usage(zone: str) -> None:
    with pytest.raises(WrongUsageError):
        read_date("5 سبتمبر 2016", zone=zone)
