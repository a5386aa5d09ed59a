"""Crawls that go wrong, and what their owner hears of it: once that it began, once that it is over."""

import json
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from disturbed_crawls import Place, finished, runs_in, start
from sqlalchemy import select
from stand_in_site.client import Site, running_site

from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import AlertRow

# A command that keeps what it hears: its two variables and its standard input, one line of JSON for each call.
_LISTENER = """
import json, os, sys
heard = [os.environ["ATWASAT_ALERT"], os.environ["ATWASAT_ALERT_RUN"], sys.stdin.read()]
open(sys.argv[1], "a").write(json.dumps(heard) + chr(10))
"""


@dataclass
class Owner:
    """Who is told: what came to the webhook, and the file that the command writes to."""

    address: str
    file: Path
    posted: list[dict[str, Any]] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        command = shlex.join([sys.executable, "-c", _LISTENER, str(self.file)])
        return {"ATWASAT_WEBHOOK": self.address, "ATWASAT_ALERT_COMMAND": command}

    @property
    def called(self) -> list[list[str]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Owner(f"http://127.0.0.1:{server.server_port}/hooks/secret", tmp_path / "heard")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def crawl(place: Place, owner: Owner, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return finished(start(place, "atwasat", "crawl", *arguments, **owner.settings, **changes))


def test_block_is_told_once_and_its_end_once(site: Site, sqlite_url: str, tmp_path: Path, owner: Owner) -> None:
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    site.switch("refuse", kind="sucuri", after=5)
    assert crawl(place, owner).returncode == 3
    (posted,), (called,) = owner.posted, owner.called
    assert (posted["run"], posted["recovered"]) == (1, [])
    (new,) = posted["new"]
    assert new["expectation"] == "outcome"
    assert new["message"].startswith("the run was blocked: the site refuses us (Sucuri")
    assert called[:2] == ["outcome", "1"]
    assert called[2].splitlines()[1].startswith("broken: outcome: the run was blocked")

    assert crawl(place, owner).returncode == 3  # waits for the block's end
    assert crawl(place, owner, "--anyway").returncode == 3  # is blocked again
    assert (len(owner.posted), len(owner.called)) == (1, 1)

    site.switch_off("refuse")
    assert crawl(place, owner, "--anyway").returncode == 0
    assert [outcome for outcome, _, _ in runs_in(sqlite_url)] == ["blocked", "blocked", "blocked", "finished"]
    (_, recovered), (_, heard) = owner.posted, owner.called
    assert (recovered["new"], recovered["recovered"]) == (
        [],
        [{"expectation": "outcome", "message": "the run was blocked"}],
    )
    assert heard[:2] == ["recovered:outcome", "4"]
    assert heard[2].splitlines()[1] == "recovered: outcome (was: the run was blocked)"

    site.advance(hours=1)
    assert crawl(place, owner).returncode == 0
    assert (len(owner.posted), len(owner.called)) == (2, 2)


def test_run_that_meets_expectations_tells_nothing(site: Site, sqlite_url: str, tmp_path: Path, owner: Owner) -> None:
    assert crawl(Place(site.address, sqlite_url, tmp_path / "captures"), owner).returncode == 0
    assert (owner.posted, owner.called) == ([], [])


def test_unmet_expectation_is_a_code_a_row_and_a_message(sqlite_url: str, tmp_path: Path, owner: Owner) -> None:
    """The owner of this archive wants no related headlines at all; the site, whose clock is right, shows them."""
    changes = {"ATWASAT_EXPECTATIONS": '{"share-with-related": {"ceiling": 0, "sample": 5}}'}
    now = datetime.now(UTC).isoformat()
    with running_site(start=now, articles=30, per_day=110, seed=7) as site:
        place = Place(site.address, sqlite_url, tmp_path / "captures")
        done = crawl(place, owner, **changes)
        assert done.returncode == 1
        assert "\nnot as expected: " in done.stdout
        ((run, expectation, message),) = alerts_in(sqlite_url)
        assert (run, expectation) == (1, "share-with-related")
        assert re.fullmatch(r"\d+% of the last 5 new articles have related headlines, usually \d+%", message)
        (posted,) = owner.posted
        assert posted["new"] == [{"expectation": "share-with-related", "message": message}]
        assert owner.called[0][:2] == ["share-with-related", "1"]

        assert crawl(place, owner, **changes).returncode == 1  # it lasts, and is no news
        assert [alert[0] for alert in alerts_in(sqlite_url)] == [1, 2]
        assert (len(owner.posted), len(owner.called)) == (1, 1)

        changes = {"ATWASAT_EXPECTATIONS": '{"share-with-related": null}'}  # nobody asks any more
        assert crawl(place, owner, **changes).returncode == 0
        assert [each["expectation"] for each in owner.posted[1]["recovered"]] == ["share-with-related"]
        assert owner.called[1][:2] == ["recovered:share-with-related", "3"]


def alerts_in(database: str) -> list[tuple[int, str, str]]:
    engine = open_engine(database, read_only=True)
    with engine.connect() as connection:
        query = select(AlertRow.run_id, AlertRow.expectation, AlertRow.message).order_by(AlertRow.id)
        found = [(row.run_id, row.expectation, row.message) for row in connection.execute(query)]
    engine.dispose()
    return found
