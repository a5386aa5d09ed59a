"""Listings and how far they are read: each page in one transaction."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rows import rows_of
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from atwasat_spider.addresses import NEWS, ArticleAddress
from atwasat_spider.storage.frontier import remember_all
from atwasat_spider.storage.listings import (
    Found,
    Kind,
    Listing,
    PageSeen,
    Progress,
    listings,
    record_page,
    record_trouble,
    remember_listings,
)
from atwasat_spider.storage.models import CaptureRow
from atwasat_spider.storage.runs import start_run

SEEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
URL, FEED = "https://alwasat.ly/section/libya", "https://alwasat.ly/rss/libya"
PAGE = [ArticleAddress(NEWS, number, "libya") for number in (9, 8, 7)]
FIRST_PAGE = PageSeen(SEEN, is_first=True, etag='"a"', last_modified="then", next_check_at=SEEN + HOUR)
LATER_PAGE = PageSeen(SEEN + HOUR, is_first=False)


class KilledError(Exception):
    pass


def row_of(engine: Engine, url: str = URL) -> dict[str, Any]:
    return next(row for row in rows_of(engine)["listings"] if row["url"] == url)


def read(engine: Engine, seen: PageSeen, progress: Progress, ground: datetime = SEEN) -> Found:
    return record_page(engine, URL, PAGE, seen, ground=ground, progress=lambda _found: progress)


def test_listing_is_remembered_once_as_it_was(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    remember_listings(engine, {FEED: Kind.FEED, URL: Kind.FRONT}, SEEN + DAY)
    assert listings(engine, list(Kind), now=SEEN) == [Listing(URL, Kind.SECTION), Listing(FEED, Kind.FEED)]
    assert row_of(engine)["discovered_at"] == SEEN


def test_listings_are_chosen_by_kind_and_address(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION, FEED: Kind.FEED}, SEEN)
    assert [each.url for each in listings(engine, [Kind.FEED], now=SEEN)] == [FEED]
    assert [each.url for each in listings(engine, list(Kind), now=SEEN, urls=[URL, "other"])] == [URL]
    assert listings(engine, list(Kind), now=SEEN, urls=[]) == []
    assert listings(engine, [], now=SEEN) == []


def test_first_page_leaves_all_that_is_known(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN - DAY)
    found = read(engine, FIRST_PAGE, Progress(past_url=f"{URL}?page=2", is_joined=True))
    assert found == Found(3, is_known_ground=False)
    row = row_of(engine)
    del row["id"]
    assert row == {
        "url": URL, "kind": "section", "discovered_at": SEEN - DAY, "read_at": SEEN, "newest_at": SEEN, "etag": '"a"',
        "last_modified": "then", "sweep_started_at": None, "sweep_url": None, "past_url": f"{URL}?page=2",
        "doubted_url": None, "tries": 0,
        "next_check_at": SEEN + HOUR, "problem": None,
    }  # fmt: skip
    assert [(each["site_id"], each["discovered_at"]) for each in rows_of(engine)["frontier"]] == [
        (7, SEEN), (8, SEEN), (9, SEEN),
    ]  # fmt: skip


def test_open_first_sweep_is_not_yet_read(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    read(engine, FIRST_PAGE, Progress(SEEN, f"{URL}?page=2"))
    (listing,) = listings(engine, list(Kind), now=SEEN + HOUR)
    expected = Listing(
        URL, Kind.SECTION, etag='"a"', last_modified="then", sweep_started_at=SEEN, sweep_url=f"{URL}?page=2"
    )
    assert listing == expected


def test_open_later_sweep_moves_when_it_was_read(engine: Engine) -> None:
    """All above the page that comes next is known then, and so it is ground for the next run."""
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    read(engine, FIRST_PAGE, Progress(is_joined=True))
    read(engine, LATER_PAGE, Progress(SEEN, f"{URL}?page=3"))
    row = row_of(engine)
    assert (row["read_at"], row["sweep_started_at"], row["sweep_url"]) == (SEEN + HOUR, SEEN, f"{URL}?page=3")


def test_later_page_leaves_the_validators_of_the_first(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    read(engine, FIRST_PAGE, Progress(SEEN, f"{URL}?page=2"))
    found = read(engine, LATER_PAGE, Progress(is_joined=True), ground=SEEN + MINUTE)
    assert found == Found(0, is_known_ground=True)
    row = row_of(engine)
    assert (row["etag"], row["last_modified"], row["next_check_at"]) == ('"a"', "then", SEEN + HOUR)
    assert (row["newest_at"], row["read_at"], row["sweep_url"]) == (SEEN, SEEN + HOUR, None)


def test_ground_is_only_what_was_known_before_it(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    remember_all(engine, PAGE, SEEN)
    assert not read(engine, LATER_PAGE, Progress()).is_known_ground
    remember_all(engine, PAGE[:2], SEEN)
    assert read(engine, LATER_PAGE, Progress(), ground=SEEN + MINUTE).is_known_ground


def test_one_new_article_is_no_known_ground(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    remember_all(engine, PAGE[:2], SEEN)
    assert read(engine, LATER_PAGE, Progress(), ground=SEEN + DAY) == Found(1, is_known_ground=False)


def test_page_that_could_not_be_noted_leaves_nothing(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    before = rows_of(engine)

    def killed(_found: Found) -> Progress:
        raise KilledError

    with pytest.raises(KilledError):
        record_page(engine, URL, PAGE, FIRST_PAGE, ground=SEEN, progress=killed)
    assert rows_of(engine) == before


def test_trouble_puts_off_a_listing_longer_each_time(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    waits = []
    for _ in range(30):
        record_trouble(engine, URL, SEEN, "no article \x00")
        waits.append(row_of(engine)["next_check_at"] - SEEN)
    assert waits[:9] == [count * MINUTE for count in (5, 10, 20, 40, 80, 160, 320, 640, 1280)]
    assert waits[9:] == [DAY] * 21
    assert (row_of(engine)["tries"], row_of(engine)["problem"]) == (30, "no article \\x00")


def test_listing_in_trouble_waits_until_its_time(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    record_trouble(engine, URL, SEEN, "no article")
    assert listings(engine, list(Kind), now=SEEN + 5 * MINUTE - timedelta(microseconds=1)) == []
    assert [each.tries for each in listings(engine, list(Kind), now=SEEN + 5 * MINUTE)] == [1]


def test_wait_noted_by_a_wrong_clock_is_over(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SITEMAP}, SEEN)
    record_trouble(engine, URL, SEEN + 1000 * DAY, "no article")
    assert [each.url for each in listings(engine, list(Kind), now=SEEN)] == [URL]


def test_trouble_of_an_unknown_listing_is_nothing(engine: Engine) -> None:
    record_trouble(engine, URL, SEEN, "no article")
    assert rows_of(engine)["listings"] == []


def test_first_page_ends_all_trouble(engine: Engine) -> None:
    remember_listings(engine, {URL: Kind.SECTION}, SEEN)
    run_id = start_run(engine, "site", {})
    with Session(engine) as session, session.begin():
        for path in (URL, FEED):
            failed = CaptureRow(run_id=run_id, path=path, offset=0, outcome="failed", problem="listing not read")
            session.add(failed)
    record_trouble(engine, URL, SEEN, "no article")
    read(engine, LATER_PAGE, Progress())
    assert (row_of(engine)["tries"], row_of(engine)["problem"]) == (1, "no article")
    read(engine, FIRST_PAGE, Progress())
    assert (row_of(engine)["tries"], row_of(engine)["problem"]) == (0, None)
    assert [row["path"] for row in rows_of(engine)["captures"]] == [FEED]
