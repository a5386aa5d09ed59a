"""A page that the server calls not modified leaves the rows that the same page again would leave."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from archive import record_of
from rows import rows_of
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import read_article_address
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.frontier import State, Visit
from atwasat_spider.storage.models import CaptureRow
from atwasat_spider.storage.not_modified import save_not_modified
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import Change, save, save_problem
from atwasat_spider.storage.schedule import Schedule
from atwasat_spider.storage.schema import upgrade
from atwasat_spider.storage.sightings import Sighting

URL = "https://alwasat.ly/news/libya/116000"
OTHER = "https://alwasat.ly/news/libya/116001"
MONDAY = datetime(2016, 9, 5, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)

# A dam is inspected; below it stand a market, a harbour and a school.
BYLINE = "درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
BODY = "فحص السد قرب المدينة.\n\nوتستمر الأعمال أسبوعا.\n\nوشكر المجلس الفرق."
MARKET, HARBOUR, SCHOOL = "افتتاح السوق", "توسعة الميناء", "طلاء المدرسة"


def page(*related: str, body: str = BODY) -> str:
    cards = "".join(f"{headline}\n{headline}\n" for headline in related)
    return f"Atwasat\n\nفحص السد\n\n{BYLINE}\nWTV_Frequency\n\n{body}\n\nعناوين ذات صلة\n{cards}المزيد\n"


FIRST, SECOND = page(MARKET, HARBOUR), page(HARBOUR, SCHOOL)


def sighting(engine: Engine, moment: datetime, sha256: str | None = "a" * 64, url: str = URL) -> Sighting:
    run_id = start_run(engine, "site", {})
    return Sighting(run_id, f"{moment:%Y-%m-%d}.warc.gz", sha256, url=url, captured_at=moment, offset=5, status=200)


def visit(moment: datetime, url: str = URL, *, is_unchanged: bool = False) -> Visit:
    schedule, status = Schedule.of("1d 30d"), 304 if is_unchanged else 200
    etag = None if is_unchanged else '"a"'
    address = read_article_address(url)
    return Visit(address, moment, State.DONE, schedule, status, etag, is_unchanged=is_unchanged)


def come(engine: Engine, text: str, moment: datetime, sha256: str = "a" * 64) -> Change:
    return save(engine, record_of(text, URL, moment), sighting(engine, moment, sha256), visit(moment))


def stay(engine: Engine, moment: datetime, url: str = URL) -> bool:
    return save_not_modified(engine, sighting(engine, moment, None, url), visit(moment, url, is_unchanged=True))


def archive_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    rows = rows_of(engine)
    for row in rows["frontier"]:
        del row["status"]  # 304 instead of 200
    return rows


@pytest.fixture
def other_engine(tmp_path: Path) -> Any:
    engine = open_engine(str(tmp_path / "other.db"))
    upgrade(engine)
    yield engine
    engine.dispose()


def seen(engine: Engine, table: str, name: str) -> dict[Any, tuple[datetime, datetime]]:
    return {row[name]: (row["first_seen_at"], row["last_seen_at"]) for row in rows_of(engine)[table]}


def test_same_rows_as_if_the_page_had_come_again(engine: Engine, other_engine: Engine) -> None:
    for database in (engine, other_engine):
        come(database, FIRST, MONDAY)
        come(database, SECOND, MONDAY + DAY, "b" * 64)
    assert stay(engine, MONDAY + 2 * DAY)
    assert come(other_engine, SECOND, MONDAY + 2 * DAY, "b" * 64) is Change.UNCHANGED
    assert archive_rows(engine) == archive_rows(other_engine)


def test_same_rows_after_a_change_of_the_text(engine: Engine, other_engine: Engine) -> None:
    for database in (engine, other_engine):
        come(database, FIRST, MONDAY)
        come(database, page(SCHOOL, body=BODY.replace("أسبوعا", "شهرا")), MONDAY + DAY, "b" * 64)
        come(database, FIRST, MONDAY + 2 * DAY)
    assert stay(engine, MONDAY + 3 * DAY)
    come(other_engine, FIRST, MONDAY + 3 * DAY)
    assert archive_rows(engine) == archive_rows(other_engine)


def test_article_revision_and_last_links_are_seen_again(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    come(engine, SECOND, MONDAY + DAY, "b" * 64)
    assert stay(engine, MONDAY + 2 * DAY)
    last = MONDAY + 2 * DAY
    assert seen(engine, "articles", "site_id") == {116000: (MONDAY, last)}
    assert seen(engine, "revisions", "number") == {1: (MONDAY, last)}
    assert seen(engine, "related_links", "headline") == {
        MARKET: (MONDAY, MONDAY),
        HARBOUR: (MONDAY, last),
        SCHOOL: (MONDAY + DAY, last),
    }


def test_only_the_revision_seen_last_is_widened(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    come(engine, page(body=BODY.replace("أسبوعا", "شهرا")), MONDAY + DAY, "b" * 64)
    assert stay(engine, MONDAY + 2 * DAY)
    assert seen(engine, "revisions", "number") == {
        1: (MONDAY, MONDAY),
        2: (MONDAY + DAY, MONDAY + 2 * DAY),
    }


def test_capture_repeats_the_reading_of_the_last(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    assert stay(engine, MONDAY + DAY)
    first, second = rows_of(engine)["captures"]
    assert {name for name in first if first[name] != second[name]} == {"id", "path", "captured_at"}
    assert (second["captured_at"], second["sha256"], second["outcome"]) == (MONDAY + DAY, "a" * 64, "stored")


def test_visit_keeps_validators_and_goes_up_the_ladder(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    assert stay(engine, MONDAY + DAY)
    (row,) = rows_of(engine)["frontier"]
    assert (row["state"], row["status"], row["etag"], row["checked_at"]) == ("done", 304, '"a"', MONDAY + DAY)
    assert row["next_check_at"] == datetime(2016, 10, 5, 15, 51, tzinfo=UTC)  # thirty days after it was published


def test_page_that_came_again_ends_its_failure(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    for url in (URL, OTHER):
        save_problem(engine, "timeout", replace(sighting(engine, MONDAY, None), path=url, offset=0))
    assert stay(engine, MONDAY + DAY)
    assert [row["path"] for row in rows_of(engine)["captures"] if row["outcome"] == "failed"] == [OTHER]


def test_page_that_the_archive_lacks_is_asked_for_in_full(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    before = rows_of(engine)
    assert not stay(engine, MONDAY + DAY, OTHER)
    after = rows_of(engine)
    row = after["frontier"].pop()
    assert after == before
    assert (row["url"], row["state"], row["tries"], row["etag"]) == (OTHER, "failed", 1, None)
    assert row["problem"] == "the server answered 304 for a page that the archive does not have"


def test_capture_without_a_time_is_not_the_last(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    with Session(engine) as session, session.begin():
        session.scalars(select(CaptureRow)).one().captured_at = None
    assert not stay(engine, MONDAY + DAY)


def test_saving_a_page_not_modified_twice_changes_nothing(engine: Engine) -> None:
    come(engine, FIRST, MONDAY)
    assert stay(engine, MONDAY + DAY)
    before = rows_of(engine)
    assert stay(engine, MONDAY + DAY)
    assert rows_of(engine) == before
