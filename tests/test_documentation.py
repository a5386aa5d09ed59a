"""What the documentation says is so: commands and their output, targets, columns, links, SQL."""

import re
import shlex
from pathlib import Path

import pytest
from processes import ROOT, SEEDS, run
from sqlalchemy import text

from atwasat_spider.cli import main
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import Base

README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMA = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d .*|\(.*\)|setting up .*")


def sessions() -> list[tuple[str, str]]:
    """The commands of the README's console blocks, each with the output printed below it."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    found = []
    for block in blocks:
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


OURS = [(command, output) for command, output in sessions() if command.startswith("atwasat")]


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database into which the seeds were replayed once, as by a newcomer."""
    path = str(tmp_path_factory.mktemp("readme") / "atwasat.db")
    run("atwasat", "replay", "seeds", database=path, cwd=ROOT)
    return path


def lines(output: str) -> list[str]:
    """Output without log lines, empty lines at the ends, and the spaces that a table pads with."""
    kept = [line.rstrip() for line in output.strip("\n").split("\n") if not _LOG_LINE.fullmatch(line)]
    return "\n".join(kept).strip("\n").split("\n")


@pytest.mark.parametrize(("command", "output"), OURS, ids=[command for command, _ in OURS])
def test_readme_shows_what_a_command_prints(command: str, output: str, replayed: str, tmp_path: Path) -> None:
    database = str(tmp_path / "new.db") if command == "atwasat replay seeds" else replayed
    done = run(*shlex.split(command), database=database, cwd=ROOT)
    printed = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d \+0000", "2026-11-24 08:00 +0000", done.stdout)
    assert lines(printed) == lines(output)


def test_readme_begins_with_the_two_commands() -> None:
    assert [command for command, _ in sessions() if command.startswith("make")][:2] == ["make run", "make test"]


@pytest.mark.parametrize(
    "name", [*(name for name in main.commands if name != "db"), "db upgrade", "db check", "db rebuild", "db reindex"]
)
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"atwasat {name}" in README


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_and_file_that_a_page_names_is_there(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", content):
        assert (page.parent / target).exists(), target
    for path in re.findall(r"`((?:atwasat_spider|tests|docs|seeds)/[\w./]*)`", content):
        assert (ROOT / path).exists(), path


def test_make_prints_every_target_with_a_sentence() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"(?m)^\.PHONY: (.*)$", makefile)
    assert phony is not None
    described = re.findall(r"(?m)^([a-z]+):.*## [A-Z].*\.$", makefile)
    assert described == phony[1].split()


@pytest.mark.parametrize("table", Base.metadata.tables)
def test_schema_page_describes_every_column_and_no_other(table: str) -> None:
    part = re.search(rf"(?ms)^## {table}: .*?(?=^## )", SCHEMA)
    assert part is not None
    described = re.findall(r"(?m)^\| (\w+) \|", part[0])[1:]
    assert described == [column.name for column in Base.metadata.tables[table].columns]


@pytest.mark.parametrize("statement", re.findall(r"```sql\n(.*?)```", SCHEMA, re.DOTALL))
def test_sql_of_the_schema_page_runs(statement: str, database_url: str) -> None:
    run("atwasat", "replay", SEEDS / "empty-file", SEEDS / "cross-link", database=database_url)
    engine = open_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text(statement)).all()
    engine.dispose()
    assert bool(rows) == all(word not in statement for word in ("substantive", "frontier"))  # a replay knows of none


def test_project_stands_alone() -> None:
    """No file names a place outside the repository."""
    outside = re.compile(r"\.\./\.\./|/(?:home|root|mnt)/\w+/")
    names = [path for folder in ("atwasat_spider", "docs", "migrations", ".ci") for path in (ROOT / folder).rglob("*")]
    for path in [*names, *PAGES, ROOT / "Makefile", ROOT / "pyproject.toml"]:
        if path.is_file() and path.suffix != ".pyc":
            assert not outside.search(path.read_text(encoding="utf-8")), path
