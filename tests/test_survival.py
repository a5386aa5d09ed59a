"""A replay that is killed, and replays that run at once: nothing is lost and nothing is there twice."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pages
import pytest
from processes import run, start
from rows import rows_of
from sqlalchemy import Engine, inspect, text

from atwasat_spider.query.figures import problems, runs
from atwasat_spider.storage.engine import open_engine

PAGES = 120


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages that link to one another, some of them in two editions."""
    folder = tmp_path_factory.mktemp("saved")
    pages.write_pages(folder, PAGES)
    for number in range(0, PAGES, 10):
        (folder / f"later-{number}.txt").write_text(pages.page(number, edition="مسائية"), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def undisturbed(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    """The rows of a replay that nobody disturbed, and how long it took, in seconds."""
    database = str(tmp_path_factory.mktemp("undisturbed") / "archive.db")
    began = time.monotonic()
    assert run("atwasat", "replay", saved, database=database).returncode == 0
    return dict(read_rows(database)), time.monotonic() - began


def read_rows(database: str) -> dict[str, object]:
    engine = open_engine(database)
    rows = rows_of(engine)
    engine.dispose()
    return dict(rows)


@pytest.mark.parametrize("moment", range(20))
def test_replay_killed_at_any_moment_ends_in_the_same_rows(
    moment: int, saved: Path, undisturbed: tuple[dict[str, object], float], tmp_path: Path
) -> None:
    rows, seconds = undisturbed
    database = str(tmp_path / "archive.db")
    job = start("atwasat", "replay", saved, database=database)
    time.sleep(seconds * random.Random(moment).uniform(0.2, 1))
    job.send_signal(signal.SIGKILL)
    job.wait(timeout=30)
    if Path(database).exists():
        assert_sound(database)
    assert run("atwasat", "replay", saved, database=database).returncode == 0
    assert read_rows(database) == rows


def assert_sound(database: str) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_replay_killed_on_a_server_ends_in_the_same_rows(
    saved: Path, undisturbed: tuple[dict[str, object], float], engine: Engine, database_url: str
) -> None:
    _, seconds = undisturbed
    for moment in (0.6, 0.8):
        job = start("atwasat", "replay", saved, database=database_url)
        time.sleep(seconds * moment)
        job.kill()
        job.wait(timeout=30)
    assert run("atwasat", "replay", saved, database=database_url).returncode == 0
    assert _without_ids(rows_of(engine)) == _without_ids(undisturbed[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_replay_that_is_told_to_stop_ends_between_two_pages(number: signal.Signals, tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "saved", 2000)
    database = str(tmp_path / "archive.db")
    job = start("atwasat", "replay", tmp_path / "saved", database=database)
    engine = wait_for_articles(database)
    job.send_signal(number)
    assert job.wait(timeout=20) == 1
    (row,) = runs(engine)
    assert (row.outcome, row.counts["failed"]) == ("interrupted", 0)
    assert 0 < row.counts["new"] == len(rows_of(engine)["articles"]) < 2000
    engine.dispose()


def wait_for_articles(database: str) -> Engine:
    engine = open_engine(database, read_only=True)
    for _ in range(300):
        time.sleep(0.1)
        if Path(database).exists():
            with engine.connect() as connection:
                if inspect(connection).has_table("runs") and connection.scalar(text("SELECT count(*) FROM articles")):
                    break
    return engine


def test_bad_pages_of_replays_at_once_are_one_row_each(postgresql_url: str, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.html").write_text("<p>")
    for _ in range(2):
        jobs = [start("atwasat", "replay", tmp_path, database=postgresql_url) for _ in range(3)]
        assert [job.wait(timeout=120) for job in jobs] == [1, 1, 1]
    engine = open_engine(postgresql_url)
    assert len(rows_of(engine)["captures"]) == 40
    engine.dispose()


def test_two_replays_at_once_end_in_the_rows_of_one(
    saved: Path, undisturbed: tuple[dict[str, object], float], tmp_path: Path
) -> None:
    database = str(tmp_path / "archive.db")
    jobs = [start("atwasat", "replay", saved, database=database) for _ in range(2)]
    assert [job.wait(timeout=120) for job in jobs] == [0, 0]
    assert read_rows(database) == undisturbed[0]


def test_two_replays_at_once_on_a_server_end_in_the_rows_of_one(
    saved: Path, undisturbed: tuple[dict[str, object], float], postgresql_url: str
) -> None:
    jobs = [start("atwasat", "replay", saved, database=postgresql_url) for _ in range(2)]
    assert [job.wait(timeout=120) for job in jobs] == [0, 0]
    assert _without_ids(read_rows(postgresql_url)) == _without_ids(undisturbed[0])


def test_replays_of_two_folders_at_once_resolve_links_between_them(postgresql_url: str, tmp_path: Path) -> None:
    """Each half links to headlines of the other; whichever arrives first, every link finds its article."""
    for half in (0, 1):
        (tmp_path / f"half-{half}").mkdir()
        for number in range(half, 80, 2):
            text_ = pages.page(number, related=((number + 1) % 80, (number + 3) % 80))
            (tmp_path / f"half-{half}" / f"{number}.txt").write_text(text_, encoding="utf-8")
    jobs = [start("atwasat", "replay", tmp_path / f"half-{half}", database=postgresql_url) for half in (0, 1)]
    assert [job.wait(timeout=120) for job in jobs] == [0, 0]
    engine = open_engine(postgresql_url)
    links = rows_of(engine)["related_links"]
    engine.dispose()
    assert len(links) == 160
    assert all(link["target_id"] for link in links)


def _without_ids(rows: dict[str, object] | dict[str, list[dict[str, object]]]) -> dict[str, list[str]]:
    """On a server a transaction that is undone leaves a gap in the ids, so rows are compared by what they say."""
    tables: dict[str, list[dict[str, object]]] = rows  # type: ignore[assignment]
    headlines = {row["id"]: row["headline"] for row in tables["articles"]}
    numbers = {row["id"]: row["number"] for row in tables["revisions"]}
    names = {"article_id": headlines, "target_id": headlines, "revision_id": numbers}

    def said(row: dict[str, object]) -> str:
        return str(
            [(key, names[key].get(value) if key in names else value) for key, value in row.items() if key != "id"]
        )

    return {table: sorted(map(said, table_rows)) for table, table_rows in tables.items()}


def test_three_thousand_captures_in_one_go_with_flat_memory(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    pages.write_pages(few, 300)
    pages.write_pages(many, 3000)
    corrupt = many / "017" / "001717.txt"
    corrupt.write_bytes(corrupt.read_bytes().replace("الخبر".encode(), b"\xff", 1))
    code, least = _code_and_memory(few, tmp_path / "few.db")
    assert code == 0
    code, most = _code_and_memory(many, tmp_path / "many.db")
    assert code == 1
    assert most < least * 1.15, f"{least} KiB for 300 pages, {most} KiB for 3,000"
    engine = open_engine(str(tmp_path / "many.db"))
    assert len(rows_of(engine)["articles"]) == 2999
    (problem,) = problems(engine)
    assert problem.path == str(corrupt)
    assert "byte 0xff at offset" in problem.problem
    engine.dispose()


def _code_and_memory(folder: Path, database: Path) -> tuple[int, int]:
    """Run a replay; return its exit code and the most memory that it ever held, in KiB."""
    job: subprocess.Popen[bytes] = start("atwasat", "replay", folder, database=str(database))
    _, status, usage = os.wait4(job.pid, 0)
    job.returncode = os.waitstatus_to_exitcode(status)
    return job.returncode, usage.ru_maxrss
