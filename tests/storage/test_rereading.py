"""The same bytes read otherwise by a newer program: the site changed nothing, so there is no revision of it."""

from archive import MONDAY, TUESDAY, record_of
from rows import rows_of
from sqlalchemy import Engine

from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import Change, save, save_problem
from atwasat_spider.storage.sightings import Sighting

URL = "https://alwasat.ly/news/libya/131580"
BYLINE = "سبها - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
OLD = f"Atwasat\n\nخبر من سبها\n\n{BYLINE}\nWTV_Frequency\n\nنص أول.\n\nالمزيد\n"
NEW = OLD.replace("نص أول.", "نص أول.\n\nنص ثان لم يقرأ من قبل.")  # a second paragraph that was not read before


def read(engine: Engine, page: str, sha256: str, captured_at: object = MONDAY) -> Change:
    """Save what a program makes of the bytes with that digest."""
    run = start_run(engine, "test", {})
    sighting = Sighting(run, f"/saved/{sha256[:4]}.html", sha256, url=URL, captured_at=captured_at)  # type: ignore[arg-type]
    return save(engine, record_of(page, URL), sighting)


def test_same_bytes_read_otherwise_replace_their_own_revision(engine: Engine) -> None:
    assert read(engine, OLD, "a" * 64) is Change.NEW
    assert read(engine, NEW, "a" * 64) is Change.CHANGED
    [revision] = rows_of(engine)["revisions"]
    assert (revision["number"], revision["change"]) == (1, "first")
    assert revision["body"] == "نص أول.\n\nنص ثان لم يقرأ من قبل."
    [article] = rows_of(engine)["articles"]
    assert (article["body"], article["revision_number"]) == (revision["body"], 1)


def test_revision_that_another_capture_shows_stays(engine: Engine) -> None:
    read(engine, OLD, "a" * 64)
    read(engine, OLD, "b" * 64, TUESDAY)
    read(engine, NEW, "a" * 64)
    assert sorted(row["body"] for row in rows_of(engine)["revisions"]) == [
        "نص أول.",
        "نص أول.\n\nنص ثان لم يقرأ من قبل.",
    ]
    read(engine, NEW, "b" * 64, TUESDAY)
    [revision] = rows_of(engine)["revisions"]
    assert (revision["number"], revision["change"]) == (1, "first")


def test_other_bytes_with_another_text_are_a_revision(engine: Engine) -> None:
    read(engine, OLD, "a" * 64)
    read(engine, NEW, "b" * 64, TUESDAY)
    assert [row["change"] for row in rows_of(engine)["revisions"]] == ["first", "substantive"]


def test_failed_fetch_is_forgotten_when_the_page_is_here(engine: Engine) -> None:
    run = start_run(engine, "test", {})
    save_problem(engine, "not fetched: the server answered 404", Sighting(run, URL, None))
    save_problem(engine, "not fetched: the server answered 404", Sighting(run, f"{URL}1", None))
    read(engine, OLD, "a" * 64)
    lost = [row["path"] for row in rows_of(engine)["captures"] if row["outcome"] == "failed"]
    assert lost == [f"{URL}1"]
