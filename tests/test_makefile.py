"""The targets of ``make`` that take a value; their set-up is that of the tests themselves."""

import subprocess
import sys
from pathlib import Path

import pytest
from processes import ROOT, SEEDS, environment


def make(*arguments: str, database: Path) -> subprocess.CompletedProcess[str]:
    """Run make with the tests' own virtual environment, which counts as installed."""
    command = ["make", "--no-print-directory", "-o", f"{sys.prefix}/.installed", f"VENV={sys.prefix}", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(str(database)), capture_output=True, text=True, timeout=120, check=False
    )


def test_replay_reads_the_folder_that_path_names(tmp_path: Path) -> None:
    """PATH is also the search path of programs: naming a folder must not hide them."""
    done = make("replay", f"PATH={SEEDS / 'english'}", database=tmp_path / "x.db")
    assert (done.returncode, done.stdout) == (0, "run 1 finished: 1 capture read: 1 new\n"), done.stderr


def test_search_takes_quotes_and_spaces(tmp_path: Path) -> None:
    make("replay", f"PATH={SEEDS / '000_f7f609d0a9018c5c'}", database=tmp_path / "x.db")
    assert "[لمجلس] [الأمن]" in make("search", 'WORDS="مجلس الأمن"', database=tmp_path / "x.db").stdout.replace(
        "ل[", "["
    )
    missing = make("search", 'WORDS="الأمن مجلس"', database=tmp_path / "x.db")
    assert "error: no article answers" in missing.stderr
    hostile = make("search", "WORDS='; touch hacked; '", database=tmp_path / "x.db")
    assert "error: no article answers '; touch hacked; '" in hostile.stderr
    assert not (ROOT / "hacked").exists()


@pytest.mark.parametrize("target", ["replay", "search", "revision"])
def test_missing_value_is_named(target: str, tmp_path: Path) -> None:
    done = make(target, database=tmp_path / "x.db")
    assert done.returncode == 2
    assert done.stderr.startswith("name ")


def test_migrate_makes_the_database(tmp_path: Path) -> None:
    assert make("migrate", database=tmp_path / "x.db").returncode == 0
    assert (tmp_path / "x.db").exists()
