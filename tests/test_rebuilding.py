"""The database made anew: from the archive and the captures alone come the rows that were there."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pages
import pytest
from processes import SEEDS, run
from renderings.articles_of_libya import GREEN_MOUNTAIN_RAIN, POWER_OF_GHAT, SOUTH_ROAD
from renderings.articles_of_the_first_system import TRIPOLI_SCHOOLS
from rows import rows_of
from stand_in import StandIn, fetch, page_of, standing_in

from atwasat_spider.errors import DatabaseNotReadyError, WrongUsageError
from atwasat_spider.query.figures import runs
from atwasat_spider.rebuilding import _state
from atwasat_spider.rebuilding import rebuild as rebuild_here
from atwasat_spider.storage.claims import claimed
from atwasat_spider.storage.engine import open_engine

TABLES = ("articles", "revisions", "related_links", "captures")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive ``captures`` of a live run and ``archive.db``, which knows that and the seeds.

    The run saw one page twice unchanged, one in two editions, one compressed and one of the first system.
    """
    folder = tmp_path_factory.mktemp("lived")
    with standing_in([SOUTH_ROAD, GREEN_MOUNTAIN_RAIN, POWER_OF_GHAT, TRIPOLI_SCHOOLS]) as site:
        site.compress(GREEN_MOUNTAIN_RAIN)
        visit(site, folder, SOUTH_ROAD.url, POWER_OF_GHAT.url, GREEN_MOUNTAIN_RAIN.url, TRIPOLI_SCHOOLS.url)
        site.show(POWER_OF_GHAT, page_of(POWER_OF_GHAT).replace("36 ساعة".encode(), "37 ساعة".encode()))
        visit(site, folder, SOUTH_ROAD.url, POWER_OF_GHAT.url)
    assert run("atwasat", "replay", SEEDS, database=str(folder / "archive.db")).returncode == 1
    return folder


def visit(site: StandIn, folder: Path, *urls: str) -> None:
    for url in urls:
        assert fetch(site, url, database=f"sqlite:///{folder}/archive.db", archive=folder / "captures").returncode == 0


@pytest.fixture
def database(lived: Path, tmp_path: Path) -> Path:
    """A copy of the database, whose archive stays where it is."""
    return Path(shutil.copy(lived / "archive.db", tmp_path / "archive.db"))


def rebuild(
    database: Path | str, archive: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return run("atwasat", "db", "rebuild", "--archive", archive, *arguments, database=str(database), cwd=cwd)


def facts(database: Path | str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a database, each with what it refers to instead of ids, in an order that ids do not decide."""
    engine = open_engine(str(database))
    rows = rows_of(engine)
    engine.dispose()
    articles = {row["id"]: (row["url"], row["headline_key"]) for row in rows["articles"]}
    revisions = {row["id"]: (articles[row["article_id"]], row["number"]) for row in rows["revisions"]}
    names: dict[str, dict[int, Any]] = {"article_id": articles, "target_id": articles, "revision_id": revisions}
    told = {
        table: [
            {
                column: names[column].get(value) if column in names else value
                for column, value in row.items()
                if column != "id"
            }
            for row in rows[table]
        ]
        for table in TABLES
    }
    return {table: sorted(told[table], key=repr) for table in TABLES}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rebuilt_database_has_the_rows_of_the_old_one(jobs: str, database: Path, lived: Path) -> None:
    before = facts(database)
    done = rebuild(database, lived / "captures", "--jobs", jobs)
    kept = database.with_name("archive.db.before-rebuild")
    assert done.returncode == 1  # one of the seeds is empty on purpose
    assert done.stdout.splitlines()[1] == f"made {database}; the old one is {kept}"
    assert facts(kept) == before
    after = facts(database)
    for table in TABLES:
        assert after[table] == before[table]
    assert sum(row["path"].startswith(f"{lived}/captures/") for row in before["captures"]) == 6


def test_old_database_is_kept_byte_by_byte(database: Path, lived: Path) -> None:
    before = database.read_bytes()
    rebuild(database, lived / "captures")
    assert database.with_name("archive.db.before-rebuild").read_bytes() == before
    names = {path.name for path in database.parent.iterdir()} - {"archive.db.crawling"}  # what one crawl claims
    assert names == {"archive.db", "archive.db.before-rebuild"}


def test_runs_of_the_past_are_taken_over(database: Path, lived: Path) -> None:
    before = runs_in(database)
    rebuild(database, lived / "captures")
    newest, *others = runs_in(database)
    assert others == before
    assert (newest["spider"], newest["outcome"], newest["id"]) == ("replay", "finished", len(before) + 1)


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that commits at the end of the block and is closed then."""
    connection = sqlite3.connect(database)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def runs_in(database: Path) -> list[dict[str, Any]]:
    engine = open_engine(str(database))
    found = [
        {name: getattr(each, name) for name in ("id", "spider", "arguments", "outcome", "counts")}
        for each in runs(engine)
    ]
    engine.dispose()
    return found


@pytest.mark.parametrize("table", ["frontier", "listings", "request_days", "alerts"])
def test_what_no_capture_tells_is_taken_over(database: Path, lived: Path, table: str) -> None:
    then = "'2020-01-01T00:00:00+00:00'"  # as it is written
    with opened(database) as connection:
        connection.execute(
            "INSERT INTO frontier (id, url, discovered_at, state, tries)"
            f" VALUES (70, 'https://alwasat.ly/news/libya/1', {then}, 'new', 0)"
        )
        connection.execute(
            "INSERT INTO listings (id, url, kind, discovered_at, past_url, tries)"
            f" VALUES (70, 'https://alwasat.ly/section/libya', 'section', {then}, '/section/libya?page=7', 0)"
        )
        connection.execute("INSERT INTO request_days (id, day, requests) VALUES (70, '2020-01-01', 12)")
        connection.execute(
            f"INSERT INTO alerts (id, run_id, raised_at, expectation, message) VALUES (70, 1, {then}, 'x', 'said')"
        )
        before = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    rebuild(database, lived / "captures")
    with opened(database) as connection:
        assert connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() == before
    assert before[-1][0] == 70


def test_database_that_a_crawl_is_at_work_on_is_not_rebuilt(database: Path, lived: Path) -> None:
    with claimed(open_engine(str(database))) as is_ours:
        assert is_ours
        said = run("atwasat", "db", "rebuild", "--archive", lived / "captures", database=str(database))
    assert said.returncode == 2
    assert said.stderr == "error: another run has the database: rebuild it when that has ended\n"


def test_fact_that_was_falsified_is_put_right(database: Path, lived: Path) -> None:
    before = facts(database)
    with opened(database) as connection:
        connection.execute("UPDATE articles SET byline = 'x', search_key = 'x'")
        connection.execute("DELETE FROM related_links")
    rebuild(database, lived / "captures")
    assert facts(database) == before


def test_rebuilt_database_passes_its_own_check(database: Path, lived: Path) -> None:
    rebuild(database, lived / "captures")
    checked = run("atwasat", "db", "check", database=str(database))
    assert (checked.returncode, checked.stdout) == (0, "all well\n")


def test_live_run_goes_on_after_a_rebuild(database: Path, lived: Path, tmp_path: Path) -> None:
    """The archive is copied first: what is fetched later is not in the folder of the other tests."""
    archive = shutil.copytree(lived / "captures", tmp_path / "captures")
    rebuild(database, archive)
    with standing_in([SOUTH_ROAD]) as site:
        done = fetch(site, SOUTH_ROAD.url, database=f"sqlite:///{database}", archive=archive)
    assert done.stdout.endswith("finished: 1 capture read: 1 unchanged, 2 requests\n")


def test_gone_files_are_named_and_nothing_changes(database: Path, lived: Path, tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "saved", 2)
    run("atwasat", "replay", tmp_path / "saved", database=str(database))
    before = database.read_bytes()
    gone = tmp_path / "saved" / "000" / "000001.txt"
    gone.unlink()
    done = rebuild(database, lived / "captures")
    assert done.returncode == 2
    assert f"the captures of articles in 1 files cannot be read again, the first of them {gone}" in done.stderr
    assert database.read_bytes() == before


def test_gone_file_of_the_archive_is_named_too(lived: Path, tmp_path: Path) -> None:
    database = moved_archive(lived, tmp_path)
    [gone] = (tmp_path / "captures").iterdir()
    gone.unlink()
    before = database.read_bytes()
    done = rebuild(database, tmp_path / "captures")
    assert done.returncode == 2
    assert f"the first of them {gone}" in done.stderr
    assert database.read_bytes() == before


def test_archive_that_is_gone_is_refused(lived: Path, tmp_path: Path) -> None:
    database = moved_archive(lived, tmp_path)
    shutil.rmtree(tmp_path / "captures")
    before = database.read_bytes()
    assert rebuild(database, tmp_path / "captures").returncode == 2
    assert database.read_bytes() == before


def moved_archive(lived: Path, folder: Path) -> Path:
    """Copy the archive and make a database of it and of a seed, so that the copy can be harmed."""
    shutil.copytree(lived / "captures", folder / "captures")
    database = folder / "archive.db"
    run("atwasat", "replay", folder / "captures", SEEDS / "form-b-bare", database=str(database))
    return database


def test_failure_of_a_fetch_is_no_file_that_is_gone(lived: Path, tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    with standing_in([SOUTH_ROAD]) as site:
        for url in (SOUTH_ROAD.url, POWER_OF_GHAT.url):  # the second is not there
            fetch(site, url, database=f"sqlite:///{database}", archive=tmp_path / "captures")
    done = rebuild(database, tmp_path / "captures")
    assert "cannot be read again" not in done.stderr
    assert [article["url"] for article in facts(database)["articles"]] == [SOUTH_ROAD.url]


def test_redirected_page_is_rebuilt_as_it_was(tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    with standing_in([SOUTH_ROAD, POWER_OF_GHAT]) as site:
        site.redirect(SOUTH_ROAD, "/news/libya/262614")
        fetch(site, SOUTH_ROAD.url, database=f"sqlite:///{database}", archive=tmp_path / "captures")
    before = facts(database)
    assert rebuild(database, tmp_path / "captures").returncode == 0
    assert facts(database) == before


def test_pages_in_a_zip_file_are_read_again(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "saved", 3)
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "saved")
    database = tmp_path / "archive.db"
    run("atwasat", "replay", packed, database=str(database))
    before = facts(database)
    assert rebuild(database, tmp_path / "nowhere").returncode == 0
    assert facts(database) == before
    assert len(before["captures"]) == 3


def test_database_that_is_not_there_is_made_of_the_archive(lived: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.db"
    done = rebuild(database, lived / "captures")
    assert (done.returncode, done.stdout.splitlines()[1]) == (0, f"made {database}")
    assert len(facts(database)["articles"]) == 4


def test_nothing_to_rebuild_from_is_refused(tmp_path: Path) -> None:
    done = rebuild(tmp_path / "new.db", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere: no such folder, and the database has no captures elsewhere" in done.stderr
    assert not (tmp_path / "new.db").exists()


def test_other_database_is_made_and_the_old_one_stays(database: Path, lived: Path, tmp_path: Path) -> None:
    before, other = database.read_bytes(), tmp_path / "other.db"
    done = rebuild(database, lived / "captures", "--into", f"sqlite:///{other}")
    assert done.stdout.splitlines()[1] == f"made sqlite:///{other}"
    assert database.read_bytes() == before
    assert facts(other) == facts(database)


def test_other_database_must_be_empty(database: Path, lived: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(database, tmp_path / "other.db"))
    before = other.read_bytes()
    done = rebuild(database, lived / "captures", "--into", str(other))
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"error: {other} is not empty")
    assert other.read_bytes() == before


def test_database_on_a_server_is_not_replaced(postgresql_url: str, lived: Path) -> None:
    done = rebuild(postgresql_url, lived / "captures")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("into another one: name an empty one with --into")


def test_database_on_a_server_is_made_anew_into_another(
    postgresql_url: str, empty_postgresql_url: str, lived: Path
) -> None:
    run("atwasat", "replay", lived / "captures", SEEDS, database=postgresql_url)
    before = facts(postgresql_url)
    assert rebuild(postgresql_url, lived / "captures", "--into", empty_postgresql_url).returncode == 1
    assert facts(empty_postgresql_url) == before == facts(postgresql_url)
    again = run("atwasat", "replay", SEEDS, database=empty_postgresql_url)
    assert again.stdout.startswith("run 3 finished: ")
    assert " new" not in again.stdout


def test_both_kinds_of_database_are_rebuilt_alike(database: Path, empty_postgresql_url: str, lived: Path) -> None:
    rebuild(database, lived / "captures", "--into", empty_postgresql_url)
    assert facts(empty_postgresql_url) == facts(database)


THEN = "'2020-01-01T00:00:00+00:00'"
WRITES = [
    (
        "INSERT INTO frontier (id, url, discovered_at, state, tries)"
        f" VALUES (71, 'https://alwasat.ly/news/libya/2', {THEN}, 'new', 0)"
    ),
    "UPDATE frontier SET tries = tries + 1",
    "DELETE FROM frontier",
    (
        "INSERT INTO listings (id, url, kind, discovered_at, tries)"
        f" VALUES (71, 'https://alwasat.ly/section/libya', 'section', {THEN}, 0)"
    ),
    "INSERT INTO request_days (id, day, requests) VALUES (71, '2020-01-02', 1)",
    f"INSERT INTO alerts (id, run_id, raised_at, expectation, message) VALUES (71, 1, {THEN}, 'x', 'said')",
    "UPDATE runs SET outcome = 'failed' WHERE id = 1",
    "DELETE FROM captures WHERE id = 1",
]


@pytest.mark.parametrize("write", WRITES)
def test_every_write_changes_the_state_of_a_database(database: Path, write: str) -> None:
    with opened(database) as connection:
        connection.execute(
            "INSERT INTO frontier (id, url, discovered_at, state, tries)"
            f" VALUES (70, 'https://alwasat.ly/news/libya/1', {THEN}, 'new', 0)"
        )
    engine = open_engine(str(database))
    before = _state(engine)
    assert _state(engine) == before
    with opened(database) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(write)
    assert _state(engine) != before
    engine.dispose()


def open_files(folder: Path) -> list[str]:
    """The files of a folder that this process has open."""
    targets = [os.path.realpath(file) for file in Path("/proc/self/fd").iterdir()]
    return [target for target in targets if target.startswith(f"{folder}/")]


def test_rebuild_that_is_refused_leaves_no_file_open(database: Path, lived: Path, tmp_path: Path) -> None:
    full = Path(shutil.copy(database, tmp_path / "full.db"))
    with pytest.raises(WrongUsageError, match="is not empty"):
        rebuild_here(str(database), lived / "captures", jobs=1, into=str(full))
    with opened(database) as connection:
        connection.execute("UPDATE captures SET path = '/nowhere/' || path WHERE article_id IS NOT NULL")
    with pytest.raises(WrongUsageError, match="cannot be read again"):
        rebuild_here(str(database), lived / "captures", jobs=1)
    with opened(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(DatabaseNotReadyError):
        rebuild_here(str(database), lived / "captures", jobs=1)
    assert open_files(tmp_path) == []
