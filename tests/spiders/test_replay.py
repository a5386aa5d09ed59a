"""The replay job: one code path for ``scrapy crawl replay`` and ``atwasat replay``."""

import json
import shutil
from pathlib import Path

import pages
import pytest
from processes import ROOT, SEEDS, run
from rows import counts_of, rows_of
from sqlalchemy import Engine, text

from atwasat_spider import __version__
from atwasat_spider.query.figures import problems, runs
from atwasat_spider.storage.engine import open_engine

COUNTS = {"captures": 38, "new": 37, "changed": 0, "unchanged": 0, "failed": 1, "remarked": 5, "other": 0}


def test_both_commands_are_the_same_job(tmp_path: Path, database_url: str) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    ours = run("atwasat", "replay", SEEDS, database=database_url)
    scrapys = run("scrapy", "crawl", "replay", "-a", f"path={SEEDS}", database=other, cwd=ROOT)
    assert (ours.returncode, scrapys.returncode) == (1, 1)
    assert ours.stdout.splitlines()[0] == scrapys.stdout.strip()
    one, two = open_engine(database_url), open_engine(other)
    assert rows_of(one) == rows_of(two)
    assert [run.counts for run in (*runs(one), *runs(two))] == [COUNTS, COUNTS]
    one.dispose()
    two.dispose()


def test_replaying_twice_changes_no_row_but_the_sightings(engine: Engine, database_url: str) -> None:
    run("atwasat", "replay", SEEDS, database=database_url)
    before = rows_of(engine)
    again = run("atwasat", "replay", SEEDS, database=database_url)
    assert again.stdout.splitlines()[0] == "run 2 finished: 38 captures read: 37 unchanged, 1 failed, 5 remarked"
    assert rows_of(engine) == before


def test_run_is_a_row_with_what_it_did(engine: Engine, database_url: str) -> None:
    run("atwasat", "replay", SEEDS, database=database_url)
    (row,) = runs(engine)
    assert (row.spider, row.outcome, row.software_version) == ("replay", "finished", __version__)
    assert row.arguments == {"path": [str(SEEDS)]}
    assert row.counts == COUNTS
    assert row.finished_at is not None
    assert row.finished_at > row.started_at


def test_names_of_files_do_not_change_the_rows(tmp_path: Path) -> None:
    """Two texts of one article at unknown times: which comes first must not hang on what the files are called."""
    for folder, names in (("one", ("a.txt", "z.txt")), ("two", ("z.txt", "a.txt"))):
        (tmp_path / folder).mkdir()
        for name, edition in zip(names, ("صباحية", "مسائية"), strict=True):
            (tmp_path / folder / name).write_text(pages.page(1, edition=edition), encoding="utf-8")
        run("atwasat", "replay", tmp_path / folder, database=str(tmp_path / f"{folder}.db"))
    kept = []
    for folder in ("one", "two"):
        engine = open_engine(str(tmp_path / f"{folder}.db"))
        rows = rows_of(engine)
        for capture in rows["captures"]:
            del capture["path"]
        kept.append(rows)
        engine.dispose()
    assert kept[0] == kept[1]
    assert len(kept[0]["revisions"]) == 2


def test_clean_folder_ends_with_0(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "saved", 3)
    done = run("atwasat", "replay", tmp_path / "saved")
    assert (done.returncode, done.stdout) == (0, "run 1 finished: 3 captures read: 3 new\n")


def test_folder_without_captures_ends_with_4(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "notes.md").write_text("no page")
    done = run("atwasat", "replay", tmp_path / "saved")
    assert (done.returncode, done.stdout) == (4, "run 1 finished: no captures found\n")
    assert "passed over, since they are no captures of the site's pages: 1 .md" in done.stderr


@pytest.mark.parametrize("command", [("atwasat", "replay"), ("scrapy", "crawl", "replay", "-a")])
def test_missing_path_is_wrong_usage(command: tuple[str, ...], tmp_path: Path) -> None:
    path = "path=nowhere" if "-a" in command else "nowhere"
    done = run(*command, path, cwd=ROOT, database=str(tmp_path / "x.db"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "error: nowhere: no such file or folder"
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "error: the spider replay needs a path: write -a path=FOLDER"),
        (("-a", "paht=seeds"), "error: the spider replay has no argument 'paht': write -a path=FOLDER"),
    ],
)
def test_wrong_spider_arguments_are_named(arguments: tuple[str, ...], message: str) -> None:
    done = run("scrapy", "crawl", "replay", *arguments, cwd=ROOT)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, message)


def test_bad_page_is_a_problem_and_the_rest_is_stored(tmp_path: Path, engine: Engine, database_url: str) -> None:
    pages.write_pages(tmp_path / "saved", 5)
    bad = tmp_path / "saved" / "000" / "000002.txt"
    payload = bad.read_bytes()
    offset = payload.index(b"\n\n", 1000)
    bad.write_bytes(payload[:offset] + b"\xff" + payload[offset:])
    done = run("atwasat", "replay", tmp_path / "saved", database=database_url)
    assert done.returncode == 1
    assert counts_of(engine)["articles"] == 4
    (problem,) = problems(engine)
    assert (problem.path, problem.is_lost, problem.article_id) == (str(bad), True, None)
    assert f"byte 0xff at offset {offset}:" in problem.problem


def test_mended_page_is_no_problem_any_more(tmp_path: Path, engine: Engine, database_url: str) -> None:
    saved = tmp_path / "saved"
    shutil.copytree(SEEDS / "form-b-bare", saved)
    (saved / "capture.json").write_text('{"ulr": "x"}')
    assert run("atwasat", "replay", saved, database=database_url).returncode == 1
    assert "unknown key 'ulr'" in problems(engine)[0].problem
    (saved / "capture.json").write_text("{}")
    assert run("atwasat", "replay", saved, database=database_url).returncode == 0
    assert problems(engine) == []


def test_failed_insert_is_a_problem_and_the_rest_is_stored(tmp_path: Path, sqlite_url: str) -> None:
    """A database that refuses one article: the others are stored, the page is known, and the code says so."""
    pages.write_pages(tmp_path / "saved", 5)
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON revisions WHEN new.headline LIKE '%للمرة 3'"
                " BEGIN SELECT raise(ABORT, 'refused by the test'); END"
            )
        )
    done = run("atwasat", "replay", tmp_path / "saved", database=sqlite_url)
    assert done.returncode == 1
    assert counts_of(engine)["articles"] == 4
    (problem,) = problems(engine)
    assert problem.path.endswith("000003.txt")
    assert "refused by the test" in problem.problem
    engine.dispose()


def test_zone_of_the_printed_clock_is_a_setting(tmp_path: Path, engine: Engine, database_url: str) -> None:
    run("atwasat", "replay", SEEDS / "000_f7f609d0a9018c5c", "--zone", "Asia/Tokyo", database=database_url)
    (row,) = rows_of(engine)["articles"]
    assert (row["published_at"].isoformat(), row["published_zone"]) == ("2016-09-05T08:51:00+00:00", "Asia/Tokyo")


def test_other_zone_on_a_second_replay_makes_no_second_article(engine: Engine, database_url: str) -> None:
    run("atwasat", "replay", SEEDS / "000_f7f609d0a9018c5c", database=database_url)
    run("atwasat", "replay", SEEDS / "000_f7f609d0a9018c5c", "--zone", "Africa/Cairo", database=database_url)
    assert counts_of(engine)["articles"] == 1


def test_unknown_zone_is_wrong_usage() -> None:
    done = run("atwasat", "replay", SEEDS, "--zone", "Libya/Nowhere")
    assert done.returncode == 2
    assert "'Libya/Nowhere' is not a time zone of the IANA database" in done.stderr


def test_report_is_also_json(tmp_path: Path) -> None:
    done = run("atwasat", "replay", SEEDS, "--json", database=str(tmp_path / "x.db"))
    assert json.loads(done.stdout) == {"run": 1, "outcome": "finished", "counts": COUNTS}


def test_file_name_that_is_not_utf_8_is_no_obstacle(tmp_path: Path, engine: Engine, database_url: str) -> None:
    name = tmp_path / "saved" / b"page\xff\x1b[31m.txt".decode("utf-8", "surrogateescape")
    name.parent.mkdir()
    name.write_bytes(b"")
    done = run("atwasat", "replay", name.parent, database=database_url)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert problems(engine)[0].path.endswith("page\\xff\x1b[31m.txt")
    assert "\x1b" not in run("atwasat", "problems", database=database_url).stdout
