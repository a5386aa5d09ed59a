"""The arguments of a crawl: as Scrapy passes them, strings, and as the commands do."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.spiders.plan import Plan, is_told

SECTION = "https://alwasat.ly/section/libya"
TRIPOLI = timezone(timedelta(hours=2))

GOOD = [
    ({}, {}),
    ({"section": "libya"}, {"sections": ("libya",)}),
    ({"section": " Libya , economy,libya"}, {"sections": ("libya", "economy")}),
    ({"section": ["libya", SECTION]}, {"sections": ("libya", SECTION)}),
    ({"section": ("a_b-c",)}, {"sections": ("a_b-c",)}),
    ({"section": "http://www.alwasat.ly/"}, {"sections": ("http://www.alwasat.ly/",)}),
    ({"section": ()}, {}),
    ({"section": None}, {}),
    ({"since": "2026-01-31"}, {"since": datetime(2026, 1, 31, tzinfo=UTC)}),
    ({"since": "2026-01-31T12:30"}, {"since": datetime(2026, 1, 31, 12, 30, tzinfo=UTC)}),
    ({"since": "2026-01-31T12:30+02:00"}, {"since": datetime(2026, 1, 31, 10, 30, tzinfo=UTC)}),
    ({"since": datetime(2026, 1, 31, 12, tzinfo=TRIPOLI)}, {"since": datetime(2026, 1, 31, 10, tzinfo=UTC)}),
    ({"limit": "1"}, {"limit": 1}),
    ({"limit": 999_999_999}, {"limit": 999_999_999}),
    ({"pages": "3"}, {"pages": 3}),
    ({"pages": None}, {"pages": 10}),
    ({"ids": "131000-131999"}, {"ids": (131000, 131999)}),
    ({"ids": "5-5"}, {"ids": (5, 5)}),
    ({"ids": (1, 100_000)}, {"ids": (1, 100_000)}),
    ({"backfill": "yes", "dry_run": "1"}, {"backfill": True, "dry_run": True}),
    ({"wait": True, "anyway": "On"}, {"wait": True, "anyway": True}),
    ({"wait": False, "anyway": "no", "dry_run": "", "backfill": "0"}, {}),
    ({"wait": None}, {}),
]


@pytest.mark.parametrize(("arguments", "expected"), GOOD, ids=str)
def test_argument_is_read_from_text_and_value(arguments: dict[str, Any], expected: dict[str, Any]) -> None:
    assert Plan.of(arguments) == Plan(**expected)


BAD = [
    ({"sections": "libya"}, "the spider site has no argument 'sections'"),
    ({"section": ""}, "'' is no section"),
    ({"section": "libya,"}, "'' is no section"),
    ({"section": "ليبيا"}, "'ليبيا' is no section"),
    ({"section": "-libya"}, "'-libya' is no section"),
    ({"section": "a" * 101}, f"'{'a' * 101}' is no section"),
    ({"section": "/section/libya"}, "'/section/libya' is no section"),
    ({"section": "https://example.org/section/libya"}, "'https://example.org/section/libya' is no section"),
    ({"section": "ftp://alwasat.ly/"}, "'ftp://alwasat.ly/' is no section"),
    ({"section": "http://[alwasat.ly/"}, "'http://[alwasat.ly/' is no section"),
    ({"since": "yesterday"}, "since must be a date like 2026-01-31, not 'yesterday'"),
    ({"since": "2026-02-30"}, "since must be a date like 2026-01-31, not '2026-02-30'"),
    ({"since": ""}, "since must be a date like 2026-01-31, not ''"),
    ({"since": "٢٠٢٦-٠١-٣١"}, "since must be a date like 2026-01-31, not '٢٠٢٦-٠١-٣١'"),
    ({"since": "0001-01-01T00:00+05:00"}, "since must be a date like 2026-01-31, not '0001-01-01T00:00+05:00'"),
    ({"limit": "0"}, "limit must be a number from 1 on, not '0'"),
    ({"limit": 0}, "limit must be a number from 1 on, not 0"),
    ({"limit": -1}, "limit must be a number from 1 on, not -1"),
    ({"limit": "1.5"}, "limit must be a number from 1 on, not '1.5'"),
    ({"limit": "٣"}, "limit must be a number from 1 on, not '٣'"),
    ({"limit": True}, "limit must be a number from 1 on, not True"),
    ({"limit": ""}, "limit must be a number from 1 on, not ''"),
    ({"limit": "1000000000"}, "limit must be a number from 1 on, not '1000000000'"),
    ({"pages": "all"}, "pages must be a number from 1 on, not 'all'"),
    ({"pages": 0}, "pages must be a number from 1 on, not 0"),
    ({"ids": "7"}, "ids must be a range like 131000-131999 of at most 100,000 numbers, not '7'"),
    ({"ids": "0-7"}, "not '0-7'"),
    ({"ids": "9-7"}, "not '9-7'"),
    ({"ids": "1-100001"}, "not '1-100001'"),
    ({"ids": (9, 7)}, "not (9, 7)"),
    ({"ids": "1-9-12"}, "not '1-9-12'"),
    ({"ids": ""}, "not ''"),
    ({"backfill": "maybe"}, "backfill must be yes or no, not 'maybe'"),
    ({"wait": "2"}, "wait must be yes or no, not '2'"),
    ({"anyway": 2}, "anyway must be yes or no, not 2"),
    ({"dry_run": " "}, "dry_run must be yes or no, not ' '"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=str)
def test_argument_that_cannot_be_met_is_named(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        Plan.of(arguments)
    assert message in str(caught.value)


@pytest.fixture
def _zone_of_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_zone_of_tokyo")
def test_time_without_a_zone_is_utc_wherever_we_are() -> None:
    assert Plan.of({"since": datetime(2026, 1, 31, 12)}).since == datetime(2026, 1, 31, 12, tzinfo=UTC)  # noqa: DTZ001
    assert Plan.of({"since": "2026-01-31T12:00"}).since == datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_run_shows_the_arguments_that_were_given() -> None:
    given = {
        "section": "libya,economy",
        "since": "2026-01-31",
        "ids": "5-9",
        "limit": "3",
        "wait": "yes",
        "pages": "10",
    }
    assert Plan.of(given).shown() == {
        "sections": ["libya", "economy"], "since": "2026-01-31T00:00:00+00:00", "ids": [5, 9], "limit": 3, "wait": True,
    }  # fmt: skip
    assert Plan().shown() == {}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [({}, False), ({"wait": "yes"}, True), ({"wait": True}, True), ({"wait": "off"}, False), ({"wait": None}, False)],
    ids=str,
)
def test_yes_is_told_from_no(arguments: dict[str, Any], expected: bool) -> None:
    assert is_told(arguments, "wait") is expected


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(WrongUsageError, match="wait must be yes or no, not 'perhaps'"):
        is_told({"wait": "perhaps"}, "wait")
