"""The command line as a user meets it: output, codes, one-sentence errors."""

import json
import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import pytest
from processes import BIN, SEEDS, environment, run

from atwasat_spider.cli import main


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An SQLite database into which the seeds were replayed."""
    path = str(tmp_path_factory.mktemp("archive") / "archive.db")
    run("atwasat", "replay", SEEDS, database=path)
    return path


@pytest.fixture
def original(archive: str) -> dict[str, Any]:
    """What ``show --json`` says of the original capture."""
    (hit,) = json.loads(run("atwasat", "search", "حفتر", "--json", database=archive).stdout)
    shown: dict[str, Any] = json.loads(run("atwasat", "show", str(hit["id"]), "--json", database=archive).stdout)
    return shown


def test_search_marks_the_words_as_printed(archive: str) -> None:
    done = run("atwasat", "search", "الجيش الليبي", database=archive)
    assert done.returncode == 0
    assert "حفتر يكشف تفاصيل زيارته الأخيرة إلى روسيا" in done.stdout
    assert "[للجيش] [االليبي]" in done.stdout
    assert done.stdout.endswith("1 of 1 articles\n")


@pytest.mark.parametrize("typed", ["القائِد", "والزيارة", "الاثنين", "٢٠١٦", "2016", '"مجلس الأمن"'])
def test_search_finds_the_original_by(typed: str, archive: str) -> None:
    done = run("atwasat", "search", typed, database=archive)
    assert done.returncode == 0
    assert "حفتر" in done.stdout


@pytest.mark.parametrize("typed", ['"الأمن مجلس"', "'\"; DROP TABLE", "NEAR(", "*", "\x01", ""])
def test_search_without_an_answer_ends_with_4(typed: str, archive: str) -> None:
    done = run("atwasat", "search", typed, database=archive)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: no article answers")
    assert run("atwasat", "search", typed, "--json", database=archive).stdout == "[]\n"


def test_search_takes_an_excluded_word_as_an_argument(archive: str) -> None:
    assert run("atwasat", "search", "روسيا", "-حفتر", database=archive).returncode == 4


def test_search_json_has_places_of_marks(archive: str) -> None:
    (hit,) = json.loads(run("atwasat", "search", "الجيش الليبي", "--json", database=archive).stdout)
    text, marks = hit["excerpt"]["text"], hit["excerpt"]["marks"]
    assert [text[start:end] for start, end in marks] == ["للجيش", "االليبي"]
    assert hit["published_at"] == "2016-09-05T15:51:00+00:00"


def test_show_json_has_the_agreed_keys(original: dict[str, Any]) -> None:
    assert list(original) == [
        "id", "url", "section", "headline", "body", "byline", "place", "source", "reporter", "published_at",
        "published_text", "published_zone", "published_precision", "published_source", "revision", "first_seen_at",
        "last_seen_at", "related",
    ]  # fmt: skip
    assert list(original["related"][0]) == ["kind", "position", "headline", "url", "target_id"]


def test_show_json_of_the_original_is_what_was_printed(original: dict[str, Any]) -> None:
    facts = {
        "url": None,
        "section": None,
        "headline": "حفتر يكشف تفاصيل زيارته الأخيرة إلى روسيا",
        "byline": "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "place": "القاهرة",
        "source": "بوابة الوسط",
        "reporter": None,
        "published_at": "2016-09-05T15:51:00+00:00",
        "published_text": "الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "published_zone": "Africa/Tripoli",
        "published_precision": "minute",
        "published_source": "byline",
        "revision": 1,
        "first_seen_at": None,
        "last_seen_at": None,
    }
    assert {key: original[key] for key in facts} == facts
    assert len(original["body"].split("\n\n")) == 13
    assert [(link["kind"], link["position"], link["url"]) for link in original["related"]] == [
        ("related", position, None) for position in range(1, 6)
    ]


def test_show_finds_an_article_by_any_form_of_its_address(archive: str) -> None:
    shown = [
        json.loads(run("atwasat", "show", address, "--json", database=archive).stdout)["id"]
        for address in address_forms()
    ]
    assert len(set(shown)) == 1


def address_forms() -> list[str]:
    url = json.loads((SEEDS / "form-a-reporter-en-dash" / "capture.json").read_text(encoding="utf-8"))["url"]
    return [
        url,
        url.removeprefix("https://"),
        url.replace("https", "http"),
        url.replace("://", "://www."),
        f"{url}?utm=x#top",
    ]


def test_show_prints_headline_body_and_related(archive: str, original: dict[str, Any]) -> None:
    lines = run("atwasat", "show", str(original["id"]), database=archive).stdout.splitlines()
    assert lines[0] == original["headline"]
    assert (
        "published: 2016-09-05 15:51 +0000 (by the byline, to the minute; 2016-09-05 17:51 +0200 in Africa/Tripoli)"
        in lines
    )
    for paragraph in original["body"].split("\n\n"):
        assert paragraph in lines
    assert lines[-1] == original["related"][-1]["headline"]


def test_related_prints_headlines_in_the_pages_order(archive: str, original: dict[str, Any]) -> None:
    done = run("atwasat", "related", str(original["id"]), database=archive)
    assert done.stdout.splitlines()[1::2] == [link["headline"] for link in original["related"]]
    printed = run("atwasat", "related", str(original["id"]), "--json", database=archive).stdout
    assert json.loads(printed) == original["related"]


@pytest.mark.parametrize("command", ["show", "related"])
def test_article_that_is_not_there_ends_with_4(command: str, archive: str) -> None:
    for reference in ("99999", "9" * 30, "https://alwasat.ly/news/libya/7"):
        done = run("atwasat", command, reference, database=archive)
        assert (done.returncode, done.stderr) == (4, f"error: the archive has no article {reference}\n")


@pytest.mark.parametrize("reference", ["abc", "-1x", "https://example.com/news/libya/7", "https://alwasat.ly/live"])
def test_reference_that_is_none_is_wrong_usage(reference: str, archive: str) -> None:
    done = run("atwasat", "show", "--", reference, database=archive)
    assert done.returncode == 2
    assert repr(reference) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_stats_count_the_archive(archive: str) -> None:
    counted = json.loads(run("atwasat", "stats", "--json", database=archive).stdout)
    assert (counted["articles"], counted["captures"], counted["captures_failed"], counted["runs"]) == (37, 38, 1, 1)
    assert counted["by_reader"] == {"text": 34, "labels": 2, "newscoop": 1}
    assert "articles: 37" in run("atwasat", "stats", database=archive).stdout.splitlines()


def test_runs_are_a_table_and_json(archive: str) -> None:
    (row,) = json.loads(run("atwasat", "runs", "--json", database=archive).stdout)
    assert (row["spider"], row["outcome"], row["counts"]["new"]) == ("replay", "finished", 37)
    assert "38 captures, 37 new, 1 failed, 5 remarked" in run("atwasat", "runs", database=archive).stdout


def test_problems_name_the_page_and_the_reason(archive: str) -> None:
    listed = json.loads(run("atwasat", "problems", "--json", database=archive).stdout)
    assert [problem["is_lost"] for problem in listed] == [True, False, False, False, False, False]
    assert listed[0]["path"] == str(SEEDS / "empty-file" / "page.txt")
    assert "is empty" in listed[0]["problem"]
    printed = run("atwasat", "problems", database=archive).stdout
    assert f"run 1, lost: {SEEDS / 'empty-file' / 'page.txt'}" in printed
    assert run("atwasat", "problems", "--run", "7", database=archive).stdout == "no problems\n"


def test_db_upgrade_makes_a_database_and_check_finds_it_well(tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    assert run("atwasat", "--database", path, "db", "upgrade").returncode == 0
    done = run("atwasat", "--database", path, "db", "check")
    assert (done.returncode, done.stdout) == (0, "all well\n")
    assert json.loads(run("atwasat", "--database", path, "db", "check", "--json").stdout) == []
    upgraded = json.loads(run("atwasat", "--database", path, "db", "upgrade", "--json").stdout)
    assert upgraded == {"database": f"sqlite:///{path}", "revision": "0004"}


def test_db_check_names_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    run("atwasat", "replay", SEEDS / "english", database=str(path))
    statement = (
        "INSERT INTO article_search (article_search, rowid, search_key) SELECT 'delete', id, search_key FROM articles"
    )
    subprocess.run([BIN / "python", "-c", _EXECUTE, path, statement], check=True)
    subprocess.run([BIN / "python", "-c", _EXECUTE, path, "UPDATE captures SET article_id = 7"], check=True)
    done = run("atwasat", "db", "check", database=str(path))
    assert done.returncode == 1
    assert "refers to a missing row of articles" in done.stdout
    assert "the search index is not equal to the articles" in done.stdout


_EXECUTE = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"


@pytest.mark.parametrize(
    "command", [("search", "x"), ("show", "1"), ("related", "1"), ("stats",), ("runs",), ("problems",)]
)
def test_question_to_a_missing_database_makes_none(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run("atwasat", *command, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "error: there is no database atwasat.db: run `atwasat replay PATH` or `atwasat db upgrade`\n"
    assert list(tmp_path.iterdir()) == []


def test_output_is_utf_8_whatever_the_locale(archive: str) -> None:
    latin = environment(archive) | {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([BIN / "atwasat", "search", "حفتر"], env=latin, capture_output=True, check=True)
    assert "روسيا" in done.stdout.decode("utf-8")


def test_output_may_end_early(archive: str) -> None:
    with subprocess.Popen(
        [BIN / "atwasat", "show", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(archive)
    ) as show:
        assert show.stdout is not None
        assert show.stderr is not None
        show.stdout.close()
        assert b"Traceback" not in show.stderr.read()


def test_arabic_lines_on_a_terminal_run_from_right_to_left(archive: str) -> None:
    """A pair of isolates (RLI, PDI) tells a terminal so; the words are bold there, and in brackets elsewhere."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([BIN / "atwasat", "search", "حفتر"], stdout=theirs, env=environment(archive)) as search:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 4096):
                printed += piece
        except OSError:  # so a terminal says that the other side is gone
            pass
        assert search.wait(timeout=30) == 0
    os.close(ours)
    headline = printed.decode().splitlines()[0]
    assert headline.startswith("\u2067")
    assert headline.endswith("إلى روسيا\u2069")
    assert "\x1b[1mحفتر\x1b[0m" in headline


def all_commands() -> list[tuple[str, ...]]:
    db = main.commands["db"]
    return [(name,) for name in main.commands] + [("db", name) for name in getattr(db, "commands", {})]


@pytest.mark.parametrize("command", all_commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    done = run("atwasat", *command, "--help")
    assert done.returncode == 0
    assert "Example: atwasat" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("search",), ("search", "x", "--limit", "0"), ("replay",), ("runs", "--limit", "x")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run("atwasat", *arguments).returncode == 2


def test_help_imports_neither_scrapy_nor_sqlalchemy() -> None:
    """They cost a quarter of a second each."""
    script = "import sys; sys.argv = ['atwasat', '--help']\nfrom atwasat_spider.cli import main\ntry:\n main()\n"
    script += "except SystemExit:\n print([n for n in ('scrapy', 'sqlalchemy', 'alembic', 'rich') if n in sys.modules])"
    done = subprocess.run([BIN / "python", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_search_does_not_import_scrapy_or_alembic(archive: str) -> None:
    script = (
        "import sys; sys.argv = ['atwasat', 'search', 'حفتر']\nfrom atwasat_spider.cli import main\ntry:\n main()\n"
    )
    script += "except SystemExit:\n print([name for name in ('scrapy', 'alembic', 'rich') if name in sys.modules])"
    done = subprocess.run([BIN / "python", "-c", script], env=environment(archive), capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"
