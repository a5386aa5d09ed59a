"""When an article was published: the byline first, a finer time that agrees with it, contradictions told."""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization.publication import Publication, find_publication

BYLINE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"  # 17:51 in Tripoli, two hours ahead of UTC
DAY = "الإثنين 05 سبتمبر 2016"
CAPTURED = datetime(2016, 9, 5, 18, 0, tzinfo=UTC)
TRIPOLI = "Africa/Tripoli"

Claims = list[tuple[str, str]]


def find(byline: str | None, claims: Claims, reference: datetime | None = None) -> Publication | None:
    return find_publication(byline, claims, zone=TRIPOLI, reference=reference)


def chosen(byline: str | None, claims: Claims, reference: datetime | None = None) -> tuple[str, str, str]:
    """The source, the time in UTC and the precision."""
    found = find(byline, claims, reference)
    assert found is not None
    return found.source, f"{found.date.at:%Y-%m-%d %H:%M}", found.date.precision


def remarks(byline: str | None, claims: Claims, reference: datetime | None = None) -> tuple[str, ...]:
    found = find(byline, claims, reference)
    assert found is not None
    return found.remarks


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [("time-element", "2016-09-05T17:51:00+02:00")],
        [("json-ld", "2016-09-06T09:00:00+02:00")],
        [("opengraph", "نص"), ("microdata", "")],
    ],
)
def test_byline_to_the_minute_counts_whatever_else_is_said(claims: Claims) -> None:
    assert chosen(BYLINE, claims) == ("byline", "2016-09-05 15:51", "minute")


@pytest.mark.parametrize("source", ["time-element", "json-ld", "opengraph", "microdata"])
def test_only_readable_source_counts(source: str) -> None:
    assert chosen(None, [(source, "2016-09-05T17:51:00+02:00")]) == (source, "2016-09-05 15:51", "minute")


def test_first_readable_claim_counts() -> None:
    claims = [("time-element", "أمس"), ("json-ld", "2016-09-05T15:51:00Z"), ("opengraph", "2016-09-05T15:51:00Z")]
    assert chosen(None, claims)[0] == "json-ld"


def test_unreadable_byline_leaves_it_to_the_claims() -> None:
    assert chosen("31 سبتمبر 2016", [("json-ld", "2016-09-05T15:51:00Z")])[0] == "json-ld"


# A finer time


@pytest.mark.parametrize(
    "finer",
    [
        "2016-09-05T17:51:00+02:00",
        "2016-09-05T15:51:00Z",
        "2016-09-04T22:30:00Z",  # half past midnight in Tripoli on the 5th
        "2016-09-05T21:30:00Z",  # half past eleven in the evening
    ],
)
def test_finer_time_of_the_same_day_is_chosen(finer: str) -> None:
    source, at, precision = chosen(DAY, [("time-element", finer)])
    assert (source, precision) == ("time-element", "minute")
    assert at == datetime.fromisoformat(finer).astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    assert remarks(DAY, [("time-element", finer)]) == ()


@pytest.mark.parametrize("other", ["2016-09-05T22:30:00Z", "2016-09-04T21:30:00Z", "2017-09-05T15:51:00Z"])
def test_finer_time_of_another_day_is_not_chosen(other: str) -> None:
    assert chosen(DAY, [("time-element", other)]) == ("byline", "2016-09-04 22:00", "day")
    assert len(remarks(DAY, [("time-element", other)])) == 1


def test_finer_time_is_chosen_behind_a_coarse_one() -> None:
    claims = [("time-element", "2016-09-05"), ("json-ld", "2016-09-05T15:51:00Z")]
    assert chosen(DAY, claims) == ("json-ld", "2016-09-05 15:51", "minute")


def test_finer_time_beside_elapsed_hours_is_chosen() -> None:
    claims = [("time-element", "2016-09-05T17:51:00+02:00")]
    assert chosen("منذ ساعتين", claims, CAPTURED) == ("time-element", "2016-09-05 15:51", "minute")
    assert remarks("منذ ساعتين", claims, CAPTURED) == ()


@pytest.mark.parametrize(
    ("elapsed", "at"),
    [
        ("منذ 3 أيام", "2016-09-02T10:00:00Z"),
        ("منذ أسبوع", "2016-08-26T10:00:00Z"),  # ten days ago
        ("منذ شهر", "2016-07-20T10:00:00Z"),  # a month and a half ago
        ("منذ عام", "2015-03-01T10:00:00Z"),  # a year and a half ago
    ],
)
def test_finer_time_beside_elapsed_days_is_chosen(elapsed: str, at: str) -> None:
    assert chosen(elapsed, [("time-element", at)], CAPTURED)[0] == "time-element"


@pytest.mark.parametrize("elapsed", ["منذ 3 أيام", "منذ أسبوع", "منذ شهر"])
def test_elapsed_days_contradict_a_time_of_years_before(elapsed: str) -> None:
    claims = [("time-element", "2010-01-01T10:00:00Z")]
    assert chosen(elapsed, claims, CAPTURED)[0] == "byline"
    assert len(remarks(elapsed, claims, CAPTURED)) == 1


def test_elapsed_time_without_a_time_of_capture_says_nothing() -> None:
    assert find("منذ ساعتين", []) is None
    assert chosen("منذ ساعتين", [("json-ld", "2016-09-05T15:51:00Z")])[0] == "json-ld"


def test_elapsed_hours_alone_are_a_date_of_the_hour() -> None:
    assert chosen("منذ ساعتين", [], CAPTURED) == ("byline", "2016-09-05 16:00", "hour")


def test_elapsed_hours_contradict_a_time_of_another_week() -> None:
    claims = [("time-element", "2016-08-20T10:00:00Z")]
    assert chosen("منذ ساعتين", claims, CAPTURED)[0] == "byline"
    assert len(remarks("منذ ساعتين", claims, CAPTURED)) == 1


# Zones


def test_time_without_an_offset_is_in_the_assumed_zone() -> None:
    found = find(None, [("json-ld", "2016-09-05T17:51:00")])
    assert found is not None
    assert (found.date.at, found.date.zone) == (datetime(2016, 9, 5, 15, 51, tzinfo=UTC), TRIPOLI)


def test_assumed_zone_is_a_setting() -> None:
    found = find_publication(None, [("json-ld", "2016-09-05T17:51:00")], zone="Asia/Dubai")
    assert found is not None
    assert (found.date.at, found.date.zone) == (datetime(2016, 9, 5, 13, 51, tzinfo=UTC), "Asia/Dubai")


def test_printed_offset_outranks_the_assumed_zone() -> None:
    assert chosen(None, [("json-ld", "2016-09-05T17:51:00+04:00")])[1] == "2016-09-05 13:51"


def test_day_of_a_byline_is_that_of_the_assumed_zone() -> None:
    found = find_publication(DAY, [("json-ld", "2016-09-04T20:30:00Z")], zone="Asia/Dubai")
    assert found is not None
    assert found.source == "json-ld"


# Contradictions


def test_contradiction_is_told_with_both_texts() -> None:
    assert remarks(BYLINE, [("json-ld", "2016-09-06T09:00:00+02:00")]) == (
        f"the date of its byline contradicts its json-ld: «{BYLINE}», «2016-09-06T09:00:00+02:00»",
    )


def test_each_contradiction_is_told() -> None:
    claims = [
        ("time-element", "2016-09-06T09:00:00+02:00"),
        ("json-ld", "2016-09-05T15:51:00Z"),
        ("opengraph", "2017-01-01T00:00:00Z"),
    ]
    assert len(remarks(BYLINE, claims)) == 2


@pytest.mark.parametrize("seconds", ["2016-09-05T15:51:00Z", "2016-09-05T15:51:59Z", "2016-09-05T17:51:30+02:00"])
def test_seconds_are_no_contradiction(seconds: str) -> None:
    assert remarks(BYLINE, [("json-ld", seconds)]) == ()


@pytest.mark.parametrize("other", ["2016-09-05T15:52:00Z", "2016-09-05T15:50:00Z", "2016-09-05T17:51:00Z"])
def test_another_minute_is_a_contradiction(other: str) -> None:
    assert len(remarks(BYLINE, [("json-ld", other)])) == 1


def test_day_that_agrees_is_no_contradiction() -> None:
    assert remarks(BYLINE, [("json-ld", "2016-09-05")]) == ()
    assert len(remarks(BYLINE, [("json-ld", "2016-09-06")])) == 1


# Nothing


@pytest.mark.parametrize(
    ("byline", "claims"),
    [
        (None, []),
        ("", []),
        ("درنة", []),
        ("31 سبتمبر 2016", [("json-ld", "2016-02-31"), ("opengraph", "")]),
        (None, [("time-element", "2016-09-05T25:00:00Z")]),
    ],
)
def test_nothing_that_can_be_read_is_no_publication(byline: str | None, claims: Claims) -> None:
    assert find(byline, claims, CAPTURED) is None
