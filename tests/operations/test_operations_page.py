"""What ``docs/operations.md`` and the example of an environment say is so, and its commands work."""

import re
import subprocess
from pathlib import Path

import pytest
from processes import BIN, ROOT
from stand_in_site.client import Site

from atwasat_spider.query.expectations import EXPECTATIONS

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "operations" / "atwasat.env.example").read_text(encoding="utf-8")
SETTINGS = (ROOT / "atwasat_spider" / "settings.py").read_text(encoding="utf-8")
_DEFAULT = re.compile(r'os\.environ\.get\("(ATWASAT_\w+)", "([^"]*)"\)')


def rows_of_table(page: str = PAGE) -> dict[str, str]:
    """Return the default of each variable in the page's table."""
    return {name: default.strip("` ") for name, default in re.findall(r"(?m)^\| `(ATWASAT_\w+)` \|([^|]*)\|", page)}


def test_page_explains_every_setting_and_no_other() -> None:
    assert set(rows_of_table()) == set(re.findall(r"ATWASAT_\w+", SETTINGS))


@pytest.mark.parametrize(("name", "default"), _DEFAULT.findall(SETTINGS))
def test_page_names_default_of_each_variable(name: str, default: str) -> None:
    assert rows_of_table()[name] == default


def test_example_has_every_variable_of_environment() -> None:
    given = dict(re.findall(r"(?m)^#?(ATWASAT_\w+)=(.*)$", EXAMPLE))
    assert set(given) == {name for name, _ in _DEFAULT.findall(SETTINGS)}
    for name in ("DELAY", "CONCURRENCY", "DAILY_REQUESTS", "LONGEST_RUN", "LADDER", "ZONE", "SITE", "CDX_SERVER"):
        assert given[f"ATWASAT_{name}"].strip("'") == rows_of_table()[f"ATWASAT_{name}"]


def test_example_is_read_alike_by_a_shell(tmp_path: Path) -> None:
    """Every line of it, the commented ones too."""
    (tmp_path / "all.env").write_text(re.sub(r"(?m)^#(?=ATWASAT_)", "", EXAMPLE))
    command = f'set -a; . {tmp_path}/all.env; printf "%s|%s" "$ATWASAT_LADDER" "$ATWASAT_ALERT_COMMAND"'
    done = subprocess.run(["/bin/sh", "-eu", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == '15m 1h 6h 1d 7d 30d|mail -s "alwasat archive" archive@example.org'


def test_page_names_every_expectation() -> None:
    assert all(f"`{expectation.name}`" in PAGE for expectation in EXPECTATIONS)


def test_page_is_not_longer_than_two_hundred_lines() -> None:
    assert len(PAGE.splitlines()) <= 200


@pytest.mark.parametrize("block", re.findall(r"```shell\n(.*?)```", PAGE, re.DOTALL))
def test_block_for_root_is_right_shell(block: str) -> None:
    assert subprocess.run(["/bin/sh", "-n", "-c", block], check=False).returncode == 0
    for path in re.findall(r"operations/[\w.-]+", block):
        assert (ROOT / path).is_file()


def test_blocks_of_page_work_one_after_another(site: Site, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "backups").mkdir()
    places = {
        "/var/lib/atwasat": str(tmp_path / "state"),
        "/var/backups": str(tmp_path / "backups"),
        "/etc/atwasat.env": str(tmp_path / "atwasat.env"),
        "/opt/atwasat/bin": str(BIN),
    }
    (tmp_path / "atwasat.env").write_text(_at(EXAMPLE, places) + f"ATWASAT_SITE={site.address}\nATWASAT_DELAY=0\n")
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 4
    # sqlite3, the program, is not on every machine; the statement is what counts.
    script = re.sub(r'(?m)^sqlite3 (\S+) "(.*)"$', _by_python, _at("".join(blocks), places))
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", script], cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("all well\n") == 2
    assert f"made {tmp_path}/backups/anew.db" in done.stdout
    assert (tmp_path / "backups" / "captures").is_dir()


def _by_python(found: "re.Match[str]") -> str:
    code = f'import sqlite3; c = sqlite3.connect("{found[1]}"); c.execute("{found[2]}"); c.close()'
    return f"{BIN}/python -c '{code.replace(chr(39), chr(39) + chr(92) + chr(39) + chr(39))}'"


def _at(text: str, places: dict[str, str]) -> str:
    for place, ours in places.items():
        text = text.replace(place, ours)
    return text
