"""What a newer reader would change: found by reading anew, and nothing is written.

An older reader is simulated: what it is said to have stored is put into the rows by hand.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pages
import pytest
from processes import BIN, SEEDS, environment, run
from renderings.articles import ARTICLES
from renderings.articles_of_libya import SOUTH_ROAD, TOBRUK_BUOYS
from renderings.text import whole_page
from rows import rows_of
from sqlalchemy import Engine, text
from stand_in import page_of

from atwasat_spider.captures import find_captures, read_captures
from atwasat_spider.items import PageItem
from atwasat_spider.pipelines.store import sighting_of
from atwasat_spider.query.changes import ChangedCapture, Difference, changes
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import save, save_problem

EMPTY_PAGE = "is empty: there is no text in it"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a page as text and one as HTML; the first links to the second."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "one.txt").write_text(pages.page(1, related=(2, 3)), encoding="utf-8")
    (folder / "two.html").write_bytes(page_of(SOUTH_ROAD))
    return folder


@pytest.fixture
def stored(saved: Path, engine: Engine) -> Engine:
    """A database that knows the folder."""
    store(engine, saved)
    return engine


def store(engine: Engine, folder: Path) -> None:
    """Store what is below a folder, as a replay does."""
    run_id = start_run(engine, "test", {})
    for capture in read_captures(find_captures([folder])):
        item = PageItem.of(capture).read().normalized("Africa/Tripoli")
        if item.record is None:
            save_problem(engine, str(item.problem), sighting_of(item, run_id))
        else:
            save(engine, item.record, sighting_of(item, run_id))


def found(engine: Engine, *paths: Path, zone: str = "Africa/Tripoli") -> list[ChangedCapture]:
    return [each for each in changes(engine, read_captures(find_captures(paths)), zone=zone) if each is not None]


def execute(engine: Engine, statement: str, **values: object) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount > 0


def test_same_reader_changes_nothing(stored: Engine, saved: Path) -> None:
    assert found(stored, saved) == []


def test_seeds_read_again_change_nothing(engine: Engine) -> None:
    store(engine, SEEDS)
    assert found(engine, SEEDS) == []


def test_every_rendering_read_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    """Each article as HTML and as text, and one of them in two editions."""
    for number, article in enumerate(ARTICLES):
        (tmp_path / f"{number}.html").write_bytes(page_of(article))
        (tmp_path / f"{number}.txt").write_text(whole_page(article), encoding="utf-8")
    (tmp_path / "edited.html").write_bytes(page_of(SOUTH_ROAD).replace("سبع بلديات".encode(), "ست بلديات".encode()))
    store(engine, tmp_path)
    assert found(engine, tmp_path) == []


def test_capture_that_nobody_read_is_new(stored: Engine, saved: Path) -> None:
    page = saved / "three.txt"
    page.write_text(pages.page(7), encoding="utf-8")
    difference = Difference("headline", None, pages.headline(7))
    assert found(stored, saved) == [ChangedCapture(str(page), 0, "new", None, (difference,))]


def test_unread_capture_without_an_article_is_new_with_its_problem(stored: Engine, saved: Path) -> None:
    (saved / "empty.txt").write_bytes(b"")
    [change] = found(stored, saved)
    assert (change.kind, change.differences) == ("new", (Difference("problem", None, EMPTY_PAGE),))


@pytest.mark.parametrize(
    ("column", "value"),
    [("headline", "عنوان قديم"), ("body", "متن قديم"), ("byline", "توقيع قديم")],
)
def test_other_text_is_a_change_with_both_readings(column: str, value: str, stored: Engine, saved: Path) -> None:
    execute(stored, f"UPDATE revisions SET {column} = :value WHERE headline = :of", value=value, of=pages.headline(1))
    [change] = found(stored, saved)
    assert (change.path, change.kind) == (str(saved / "one.txt"), "changed")
    assert change.article_id == article_of(stored, "one.txt")
    [difference] = change.differences
    assert (difference.field, difference.stored) == (column, value)
    assert difference.read is not None


def article_of(engine: Engine, name: str) -> int:
    [row] = [row for row in rows_of(engine)["captures"] if row["path"].endswith(name)]
    return int(row["article_id"])


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [("reader", "older", "text"), ("certainty", "low", "high")],
)
def test_other_reader_is_a_change(column: str, value: str, read: str, stored: Engine, saved: Path) -> None:
    execute(stored, f"UPDATE captures SET {column} = :value WHERE path LIKE '%one.txt'", value=value)
    [change] = found(stored, saved)
    assert change.differences == (Difference(column, value, read),)


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        ("place", "درنة", "سبها"),
        ("source", "وكالة", "بوابة الوسط"),
        ("published_at", "2015-01-01 00:00:00.000000", None),
    ],
)
def test_other_fact_of_the_byline_is_a_change(
    column: str, value: str, read: str | None, stored: Engine, saved: Path
) -> None:
    """A date is compared where it is less exact than to the minute: two renderings may print two clocks."""
    change_to = f"{column} = :value, published_precision = 'day'"
    execute(stored, f"UPDATE articles SET {change_to} WHERE url IS NULL", value=value)
    [change] = found(stored, saved / "one.txt")
    kept = {difference.field: difference for difference in change.differences}
    assert set(kept) == {column}
    assert read is None or kept[column].read == read


def test_missing_related_headline_is_a_change(stored: Engine, saved: Path) -> None:
    execute(stored, "DELETE FROM related_links WHERE headline = :of", of=pages.headline(3))
    [change] = found(stored, saved)
    assert change.differences == (Difference("related", None, pages.headline(3)),)


def test_missing_keywords_are_a_change(stored: Engine, saved: Path) -> None:
    execute(stored, "UPDATE articles SET keywords = NULL WHERE url IS NOT NULL")
    [change] = found(stored, saved)
    [difference] = change.differences
    assert (difference.field, difference.stored) == ("keywords", None)
    assert all(word in str(difference.read) for word in SOUTH_ROAD.keywords)


def test_article_that_is_read_no_more_is_lost(engine: Engine, tmp_path: Path) -> None:
    """The row says that an empty page was read as an article before."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "one.txt").write_text(pages.page(1), encoding="utf-8")
    (tmp_path / "saved" / "empty.txt").write_bytes(b"")
    store(engine, tmp_path / "saved")
    execute(
        engine,
        "UPDATE captures SET outcome = 'stored', problem = NULL, article_id = (SELECT max(id) FROM articles),"
        " revision_id = (SELECT max(id) FROM revisions) WHERE path LIKE '%empty.txt'",
    )
    [change] = found(engine, tmp_path / "saved")
    assert (change.path, change.kind) == (str(tmp_path / "saved" / "empty.txt"), "lost")
    assert change.differences == (Difference("headline", pages.headline(1), EMPTY_PAGE),)


def test_article_where_there_was_a_problem_is_a_change(stored: Engine, saved: Path) -> None:
    execute(
        stored,
        "UPDATE captures SET outcome = 'failed', problem = 'older', article_id = NULL, revision_id = NULL,"
        " reader = NULL, certainty = NULL WHERE path LIKE '%one.txt'",
    )
    [change] = found(stored, saved)
    assert (change.kind, change.article_id) == ("changed", None)
    assert change.differences == (Difference("problem", "older", pages.headline(1)),)


def test_long_values_are_cut(stored: Engine, saved: Path) -> None:
    execute(stored, "UPDATE revisions SET body = :value WHERE headline = :of", value="م" * 500, of=pages.headline(1))
    [change] = found(stored, saved)
    assert change.differences[0].stored == "م" * 199 + "…"


def test_page_that_says_less_than_the_archive_changes_nothing(stored: Engine, saved: Path) -> None:
    """The same text in a page without its related headlines: they are not withdrawn."""
    (saved / "again.txt").write_text(pages.page(1), encoding="utf-8")
    changed = found(stored, saved)
    assert [(Path(change.path).name, change.kind) for change in changed] == [("again.txt", "new")]


def content_of(url: str, engine: Engine) -> object:
    """What must stay: the bytes of an SQLite file, the rows of a database on a server."""
    if url.startswith("sqlite"):
        return hashlib.sha256(Path(url.removeprefix("sqlite:///")).read_bytes()).hexdigest()
    return rows_of(engine)


def changed_only(url: str, *paths: Path | str) -> subprocess.CompletedProcess[str]:
    return run("atwasat", "replay", "--changed-only", *paths, database=url)


def test_command_writes_nothing_and_says_what_would_change(
    stored: Engine, saved: Path, database_url: str, tmp_path: Path
) -> None:
    (saved / "three.txt").write_text(pages.page(7), encoding="utf-8")
    execute(stored, "UPDATE revisions SET headline = 'قديم' WHERE headline = :of", of=pages.headline(1))
    article = article_of(stored, "one.txt")
    stored.dispose()
    before = content_of(database_url, stored)
    done = changed_only(database_url, saved)
    assert content_of(database_url, stored) == before
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert f"changed, article {article}: {saved}/one.txt" in lines
    assert f"  headline: «قديم» -> «{pages.headline(1)}»" in lines
    assert f"new: {saved}/three.txt" in lines
    assert lines[-1] == "2 of 3 captures would change the database"
    assert not (tmp_path / "captures").exists()


def test_lost_article_ends_with_1_and_is_also_json(engine: Engine, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    page = shutil.copy(SEEDS / "form-b-bare" / "page.txt", tmp_path / "saved" / "page.txt")
    store(engine, tmp_path / "saved")
    digest = hashlib.sha256(b"").hexdigest()
    Path(page).write_bytes(b"")
    execute(engine, "UPDATE captures SET sha256 = :digest", digest=digest)
    done = run("atwasat", "replay", "--changed-only", "--json", tmp_path / "saved", database=database_url)
    [change] = json.loads(done.stdout)
    assert (done.returncode, change["kind"], change["path"]) == (1, "lost", str(page))


def test_nothing_that_changes_ends_with_0(stored: Engine, saved: Path, database_url: str) -> None:
    done = changed_only(database_url, saved)
    assert (done.returncode, done.stdout) == (0, "0 of 2 captures would change the database\n")


def test_database_that_is_not_there_is_wrong_usage(saved: Path, tmp_path: Path) -> None:
    done = changed_only(f"sqlite:///{tmp_path}/none.db", saved)
    assert done.returncode == 2
    assert not (tmp_path / "none.db").exists()


def test_standard_input_is_compared_too(sqlite_url: str) -> None:
    """As the command's help says of every path."""
    done = subprocess.run(
        [BIN / "atwasat", "replay", "--changed-only", "-"],
        input=page_of(TOBRUK_BUOYS), capture_output=True, env=environment(sqlite_url), timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode().splitlines()[:1]) == (0, ["new: -"])
