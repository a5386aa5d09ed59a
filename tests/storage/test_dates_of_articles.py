"""Articles without a printed date are dated from their number, until a page prints one; on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from archive import MONDAY, TUESDAY, put
from processes import run
from rows import rows_of
from sqlalchemy import Engine

from atwasat_spider.query.figures import stats
from atwasat_spider.storage.save import Change

BODY = "فحص السد قرب المدينة.\n\nوتستمر الأعمال أسبوعا.\n\nوشكر المجلس الفرق."  # a dam is inspected
BARE = f"فحص السد\n\n{BODY}\n"
BYLINE = "درنة - بوابة الوسط الإثنين 21 نوفمبر 2016, 05:51 مساء"
DATED = f"Atwasat\n\nفحص السد\n\n{BYLINE}\nWTV_Frequency\n\n{BODY}\n\nتعليقات\n"
URL = "https://alwasat.ly/news/libya/116900"  # 161 articles after one of 17 November 2016
FIRST_SYSTEM = "https://alwasat.ly/ar/news/libya/116900/"
PUBLISHED = ("published_at", "published_text", "published_zone", "published_precision", "published_source")
BOUNDS = ("published_earliest", "published_latest")


def article(engine: Engine) -> dict[str, Any]:
    (row,) = rows_of(engine)["articles"]
    return row


def test_article_without_a_date_is_bound_by_its_number(engine: Engine) -> None:
    put(engine, BARE, url=URL)
    row = article(engine)
    assert (row["published_precision"], row["published_source"]) == ("estimate", "id")
    assert (row["published_text"], row["published_zone"]) == (None, None)
    earliest, latest = row["published_earliest"], row["published_latest"]
    assert earliest <= datetime(2016, 11, 18, 12, tzinfo=UTC) <= latest
    assert latest - earliest < timedelta(days=7)
    assert abs((row["published_at"] - earliest) - (latest - row["published_at"])) < timedelta(seconds=3)


def test_article_was_published_before_it_was_seen(engine: Engine) -> None:
    seen = datetime(2016, 11, 18, 6, tzinfo=UTC)
    put(engine, BARE, url=URL, captured_at=datetime(2016, 12, 1, tzinfo=UTC), path="0.txt")
    put(engine, BARE, url=URL, captured_at=seen, path="1.txt")
    row = article(engine)
    assert (row["published_latest"], row["published_earliest"] < row["published_at"] < seen) == (seen, True)


@pytest.mark.parametrize("url", [None, FIRST_SYSTEM, "https://alwasat.ly/news/libya/180000"])
def test_article_whose_number_says_nothing_has_no_date(engine: Engine, url: str | None) -> None:
    put(engine, BARE, url=url)
    row = article(engine)
    assert [row[name] for name in (*PUBLISHED, *BOUNDS)] == [None] * 7


@pytest.mark.parametrize("dated_first", [True, False])
@pytest.mark.parametrize("moments", [(MONDAY, TUESDAY), (TUESDAY, MONDAY), (None, None)])
def test_printed_date_goes_before_an_estimate_in_any_order(
    engine: Engine, dated_first: bool, moments: tuple[datetime | None, datetime | None]
) -> None:
    pages = [DATED, BARE] if dated_first else [BARE, DATED]
    for number, (page, moment) in enumerate(zip(pages, moments, strict=True)):
        put(engine, page, url=URL, captured_at=moment, path=f"{number}.txt")
    row = article(engine)
    assert row["published_at"] == datetime(2016, 11, 21, 15, 51, tzinfo=UTC)
    assert (row["published_precision"], row["published_source"]) == ("minute", "byline")
    assert [row[name] for name in BOUNDS] == [None, None]


def test_page_without_address_brings_its_date_to_the_article_at_the_address(engine: Engine) -> None:
    put(engine, BARE, url=URL, path="0.txt")
    put(engine, DATED, path="1.txt")
    assert article(engine)["published_source"] == "byline"


def test_address_that_comes_later_dates_an_article(engine: Engine) -> None:
    put(engine, BARE, path="0.txt")
    assert article(engine)["published_at"] is None
    put(engine, BARE, url=URL, path="1.txt")
    assert article(engine)["published_source"] == "id"


def test_same_page_again_changes_no_estimate(engine: Engine) -> None:
    put(engine, BARE, url=URL)
    before = article(engine)
    assert put(engine, BARE, url=URL) is Change.UNCHANGED
    assert article(engine) == before


def test_estimate_is_no_end_of_the_printed_dates(engine: Engine) -> None:
    put(engine, BARE, url=URL)
    figures = stats(engine)
    assert (figures.published_first, figures.published_last) == (None, None)
    assert figures.by_date_source == {"id": 1}


@pytest.mark.parametrize("command", [("show", "1"), ("search", "السد")])
def test_estimate_is_shown_as_one(engine: Engine, database_url: str, command: tuple[str, ...]) -> None:
    put(engine, BARE, url=URL)
    shown = run("atwasat", *command, database=database_url).stdout
    assert "published: about 2016-11-19 (estimated from the number in its address)" in shown


def test_elapsed_time_is_reckoned_from_the_capture(engine: Engine) -> None:
    page = DATED.replace("الإثنين 21 نوفمبر 2016, 05:51 مساء", "أمس")
    put(engine, page, url=URL, captured_at=datetime(2016, 11, 22, 9, tzinfo=UTC))
    row = article(engine)
    assert (row["published_at"], row["published_precision"]) == (datetime(2016, 11, 20, 22, tzinfo=UTC), "day")
    assert row["published_text"] == "أمس"  # yesterday


def test_elapsed_hours_of_two_captures_are_one_article(engine: Engine) -> None:
    """«منذ ساعتين» (two hours ago) prints another time with every capture, so it parts no articles."""
    for number, hours in enumerate(("منذ ساعتين", "منذ 5 ساعات")):
        page = DATED.replace("الإثنين 21 نوفمبر 2016, 05:51 مساء", hours)
        put(engine, page, captured_at=datetime(2016, 11, 22, 9 + 2 * number, tzinfo=UTC), path=f"{number}.txt")
    assert article(engine)["published_precision"] == "hour"


def test_elapsed_time_does_not_go_before_a_printed_date(engine: Engine) -> None:
    put(engine, DATED, url=URL, captured_at=datetime(2016, 11, 21, 18, tzinfo=UTC), path="0.txt")
    page = DATED.replace("الإثنين 21 نوفمبر 2016, 05:51 مساء", "منذ ساعتين")
    put(engine, page, url=URL, captured_at=datetime(2016, 11, 22, 18, tzinfo=UTC), path="1.txt")
    row = article(engine)
    assert (row["published_precision"], row["published_at"]) == ("minute", datetime(2016, 11, 21, 15, 51, tzinfo=UTC))
