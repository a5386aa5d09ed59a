"""A rebuild that somebody disturbs: the old database is there, whole, whatever happens."""

import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pages
from processes import BIN, environment, run
from test_rebuilding import facts, opened, rebuild, runs_in


def test_database_written_to_meanwhile_stays(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "captures", 300)
    database = tmp_path / "archive.db"
    assert run("atwasat", "replay", tmp_path / "captures", database=str(database)).returncode == 0
    job = started_rebuild(database, tmp_path / "captures")
    with opened(database) as connection:
        connection.execute(
            "INSERT INTO runs (spider, arguments, started_at, counts, software_version)"
            " VALUES ('other', '{}', '2026-01-01 00:00:00.000000', '{}', '1')"
        )
    _, error = job.communicate(timeout=120)
    assert job.returncode == 2
    assert (
        f"the database was written to meanwhile and stays as it is; the new one is sqlite:///{database}.rebuilding"
        in error
    )
    assert not database.with_name("archive.db.before-rebuild").exists()
    assert runs_in(database)[0]["spider"] == "other"


def test_killed_rebuild_leaves_the_old_database_and_can_be_repeated(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "captures", 300)
    database = tmp_path / "archive.db"
    run("atwasat", "replay", tmp_path / "captures", database=str(database))
    before = facts(database)
    job = started_rebuild(database, tmp_path / "captures")
    job.kill()
    job.communicate(timeout=30)
    assert facts(database) == before
    assert rebuild(database, tmp_path / "captures").returncode == 0
    assert facts(database) == before


def test_interrupted_rebuild_replaces_nothing(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "captures", 300)
    database = tmp_path / "archive.db"
    run("atwasat", "replay", tmp_path / "captures", database=str(database))
    job = started_rebuild(database, tmp_path / "captures")
    job.send_signal(signal.SIGTERM)
    output, _ = job.communicate(timeout=60)
    assert job.returncode == 1
    assert "interrupted" in output
    assert not database.with_name("archive.db.before-rebuild").exists()
    assert len(facts(database)["articles"]) == 300


def started_rebuild(database: Path, archive: Path) -> "subprocess.Popen[str]":
    """Start a rebuild and wait until its new database holds a capture."""
    job = subprocess.Popen(
        [BIN / "atwasat", "db", "rebuild", "--archive", archive],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(str(database)),
    )  # fmt: skip
    building = Path(f"{database}.rebuilding")
    for _ in range(600):
        time.sleep(0.02)
        if building.exists() and captured(building):
            break
    return job


def captured(database: Path) -> int:
    with opened(database) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM captures").fetchone()[0])
        except sqlite3.OperationalError:  # no table yet, or it is just being made
            return 0
