"""Settings that cannot be used: one sentence and the code of wrong usage, before anything has started."""

import os
import subprocess
from pathlib import Path

import pytest
from processes import BIN, ROOT, environment

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.jobs import archive_settings
from atwasat_spider.usable_settings import check_settings

BAD = [
    ("ATWASAT_LADDER", "abc", "ATWASAT_LADDER: 'abc' is no step of a ladder like '15m 1h 6h 1d 7d 30d', ascending"),
    ("ATWASAT_SITE", "alwasat.ly",
     "ATWASAT_SITE must be the address of a server (https://alwasat.ly), not 'alwasat.ly'"),
    ("ATWASAT_SITE", "ftp://alwasat.ly",
     "ATWASAT_SITE must be the address of a server (https://alwasat.ly), not 'ftp://alwasat.ly'"),
    ("ATWASAT_SITE", "http://[", "ATWASAT_SITE must be the address of a server (https://alwasat.ly), not 'http://['"),
    ("ATWASAT_SITE", "http://", "ATWASAT_SITE must be the address of a server (https://alwasat.ly), not 'http://'"),
    ("ATWASAT_DELAY", "abc", "ATWASAT_DELAY must be a number from 0 on, not 'abc'"),
    ("ATWASAT_DELAY", "nan", "ATWASAT_DELAY must be a number from 0 on, not nan"),
    ("ATWASAT_DELAY", "inf", "ATWASAT_DELAY must be a number from 0 on, not inf"),
    ("ATWASAT_DELAY", "-1", "ATWASAT_DELAY must be a number from 0 on, not -1.0"),
    ("ATWASAT_LONGEST_RUN", "an hour", "ATWASAT_LONGEST_RUN must be a number from 0 on, not 'an hour'"),
    ("ATWASAT_LONGEST_RUN", "nan", "ATWASAT_LONGEST_RUN must be a number from 0 on, not nan"),
    ("ATWASAT_LONGEST_RUN", "-5", "ATWASAT_LONGEST_RUN must be a number from 0 on, not -5.0"),
    ("ATWASAT_DAILY_REQUESTS", "many",
     "ATWASAT_DAILY_REQUESTS must be a whole number from 0 to 2147483647, not 'many'"),
    ("ATWASAT_DAILY_REQUESTS", "1.5", "ATWASAT_DAILY_REQUESTS must be a whole number from 0 to 2147483647, not '1.5'"),
    ("ATWASAT_DAILY_REQUESTS", "-1", "ATWASAT_DAILY_REQUESTS must be a whole number from 0 to 2147483647, not -1"),
    ("ATWASAT_CONCURRENCY", "0", "ATWASAT_CONCURRENCY must be a whole number from 1 to 2147483647, not 0"),
    ("ATWASAT_CONCURRENCY", "inf", "ATWASAT_CONCURRENCY must be a whole number from 1 to 2147483647, not 'inf'"),
]  # fmt: skip


def crawl(program: str, database: Path, name: str, value: str) -> "subprocess.CompletedProcess[str]":
    command: list[str | Path] = [BIN / program, "crawl", *(["site"] if program == "scrapy" else [])]
    env = environment(f"sqlite:///{database}") | {"ATWASAT_SITE": "http://127.0.0.1:9", name: value}
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=60, check=False)


@pytest.mark.parametrize(("name", "value", "sentence"), BAD)
def test_bad_value_is_named_in_a_sentence(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    done = crawl("scrapy", tmp_path / "a.db", name, value)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.splitlines()[-1] == f"error: {sentence}"
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    "name", ["ATWASAT_LADDER", "ATWASAT_DELAY", "ATWASAT_CONCURRENCY", "ATWASAT_DAILY_REQUESTS", "ATWASAT_LONGEST_RUN"]
)
def test_command_says_it_as_well(name: str, tmp_path: Path) -> None:
    done = crawl("atwasat", tmp_path / "a.db", name, "nan")
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_DELAY", "0"), ("DOWNLOAD_DELAY", 2.5), ("CONCURRENT_REQUESTS", "16"), ("ATWASAT_LONGEST_RUN", 0),
        ("ATWASAT_DAILY_REQUESTS", "0"), ("ATWASAT_LADDER", ""), ("ATWASAT_LADDER", "15m 2d"),
        ("ATWASAT_SITE", "http://127.0.0.1:8080/"), ("ATWASAT_SITE", "http://[::1]:80"),
    ],
)  # fmt: skip
def test_usable_value_is_let_pass(name: str, value: object) -> None:
    check_settings(archive_settings({name: value}))


@pytest.mark.parametrize("value", [True, None, "", "1e400", float("-inf")])
def test_value_that_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(WrongUsageError, match=r"^ATWASAT_LONGEST_RUN must be a number from 0 on, not "):
        check_settings(archive_settings({"ATWASAT_LONGEST_RUN": value}))


def test_empty_variable_is_none() -> None:
    code = "import atwasat_spider.settings as s; print(s.DOWNLOAD_DELAY, s.CONCURRENT_REQUESTS, s.ATWASAT_LONGEST_RUN)"
    names = ("ATWASAT_DELAY", "ATWASAT_CONCURRENCY", "ATWASAT_LONGEST_RUN")
    env = os.environ | dict.fromkeys(names, "")
    done = subprocess.run([BIN / "python", "-c", code], capture_output=True, text=True, env=env, check=True, cwd=ROOT)
    assert done.stdout == "2.0 1 50.0\n"
