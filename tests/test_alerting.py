"""Sending alerts, to a real server on loopback and to real commands."""

import json
import logging
import os
import shlex
import socket
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from atwasat_spider import __version__, alerting
from atwasat_spider.alerting import outcome_news, send_alerts
from atwasat_spider.storage.alerts import Alert, News

BYLINES = Alert("share-with-byline", "0% have a byline")
DATES = Alert("share-with-date", "10% have a date")
DATABASE = "postgresql://archive:***@db/atwasat"


@dataclass
class Hook:
    """A server that keeps what is posted to it and answers as it is told."""

    address: str = ""
    status: int = 200
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.asked.append((self.command, self.path, dict(self.headers), body))
            time.sleep(kept.delay)
            self.send_response(kept.status)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            kept.asked.append((self.command, self.path, dict(self.headers), b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.address = f"http://127.0.0.1:{server.server_port}/hooks/secret"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield kept
        server.shutdown()
        thread.join()


def send(news: News, *, webhook: str | None = None, command: str | None = None) -> None:
    send_alerts(news, run=12, webhook=webhook, command=command, database_shown=DATABASE)


def test_webhook_gets_one_json_object(hook: Hook) -> None:
    send(News(new=(BYLINES,), recovered=(DATES,)), webhook=hook.address)
    ((method, path, headers, body),) = hook.asked
    assert (method, path, headers["Content-Type"]) == ("POST", "/hooks/secret", "application/json")
    assert json.loads(body) == {
        "text": "atwasat, run 12 (postgresql://archive:***@db/atwasat)\n".replace("@", "＠")
        + "broken: share-with-byline: 0% have a byline\n"
        + "recovered: share-with-date (was: 10% have a date)",
        "run": 12,
        "database": "postgresql://archive:***@db/atwasat",
        "version": __version__,
        "new": [{"expectation": "share-with-byline", "message": "0% have a byline"}],
        "recovered": [{"expectation": "share-with-date", "message": "10% have a date"}],
    }


@pytest.mark.parametrize("news", [News(), News(lasting=(BYLINES,))])
def test_nothing_new_sends_nothing(hook: Hook, tmp_path: Path, news: News) -> None:
    send(news, webhook=hook.address, command=f"touch {tmp_path}/sent")
    assert (hook.asked, list(tmp_path.iterdir())) == ([], [])


def test_lasting_break_is_not_sent_with_a_new_one(hook: Hook) -> None:
    send(News(new=(BYLINES,), lasting=(DATES,)), webhook=hook.address)
    assert b"share-with-date" not in hook.asked[0][3]


def test_hostile_message_is_shown_and_calls_nobody(hook: Hook) -> None:
    hostile = 'عنوان "<!channel>" @all \x1b[31m\n\u202eforged: line & \ud800'
    send(News(new=(Alert("outcome", hostile),)), webhook=hook.address)
    shown = json.loads(hook.asked[0][3])
    assert shown["new"][0]["message"] == 'عنوان "<!channel>" @all \\x1b[31m\\n\\u202eforged: line & \\ud800'
    assert shown["text"].split("\n")[1] == (
        'broken: outcome: عنوان "&lt;!channel&gt;" ＠all \\x1b[31m\\n\\u202eforged: line &amp; \\ud800'
    )


def test_endless_message_is_cut(hook: Hook) -> None:
    send(News(new=(Alert("outcome", "ا" * 5000),)), webhook=hook.address)
    assert json.loads(hook.asked[0][3])["new"][0]["message"] == "ا" * 999 + "…"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(hook: Hook, caplog: pytest.LogCaptureFixture, status: int) -> None:
    hook.status, hook.headers = status, {"Location": "/elsewhere"}
    send(News(new=(BYLINES,)), webhook=hook.address)
    assert [path for _, path, _, _ in hook.asked] == ["/hooks/secret"]
    assert caplog.messages == [f"alert not sent: http://127.0.0.1 answered {status}"]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_refusal_is_one_line_without_the_secret(hook: Hook, caplog: pytest.LogCaptureFixture, status: int) -> None:
    hook.status = status
    send(News(new=(BYLINES,)), webhook=hook.address)
    assert [(record.levelno, record.getMessage(), record.exc_info) for record in caplog.records] == [
        (logging.ERROR, f"alert not sent: http://127.0.0.1 answered {status}", None)
    ]


def test_silent_server_is_given_up(
    hook: Hook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "WEBHOOK_TIMEOUT", 0.2)
    hook.delay = 1.0
    began = time.monotonic()
    send(News(new=(BYLINES,)), webhook=hook.address)
    assert time.monotonic() - began < 0.9
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("alert not sent: http://127.0.0.1: ")


def test_server_that_is_not_there_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    send(News(new=(BYLINES,)), webhook=f"http://127.0.0.1:{port}/secret")
    assert caplog.messages == ["alert not sent: http://127.0.0.1: [Errno 111] Connection refused"]


@pytest.mark.parametrize(
    "webhook",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "secret",
        "http://",
        "http://[::1",
        "http://127.0.0.1:port/x",
        "http://127.0.0.1/a b\n",
        f"http://{'a' * 70}.invalid/x",
    ],
)
def test_address_that_cannot_be_is_one_line(caplog: pytest.LogCaptureFixture, webhook: str) -> None:
    send(News(new=(BYLINES,)), webhook=webhook)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("alert not sent: ")


def script(folder: Path, code: str) -> str:
    """Return a command that runs Python code."""
    path = folder / "a script.py"
    path.write_text(code, encoding="utf-8")
    return shlex.join([sys.executable, str(path), "of 'mine'", "$HOME;`id`"])


def test_command_gets_message_names_and_number(tmp_path: Path) -> None:
    code = f"""import os, pathlib, sys
pathlib.Path({str(tmp_path / "got")!r}).write_bytes("|".join(
    [os.environ["ATWASAT_ALERT"], os.environ["ATWASAT_ALERT_RUN"], *sys.argv[1:], ""]
).encode() + sys.stdin.buffer.read())
"""
    send(News(new=(BYLINES,), recovered=(Alert("outcome", "حُجب\x1b"),)), command=script(tmp_path, code))
    assert (tmp_path / "got").read_text(encoding="utf-8") == (
        "share-with-byline recovered:outcome|12|of 'mine'|$HOME;`id`|"
        "atwasat, run 12 (postgresql://archive:***@db/atwasat)\n"
        "broken: share-with-byline: 0% have a byline\n"
        "recovered: outcome (was: حُجب\\x1b)"
    )


def test_code_of_a_command_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    send(News(new=(BYLINES,)), command=script(tmp_path, "raise SystemExit(3)"))
    assert caplog.messages == [f"alert command {sys.executable} ended with code 3"]


def test_command_that_reads_nothing_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    send(News(new=tuple(Alert("outcome", "ا" * 1000) for _ in range(200))), command="true")
    assert caplog.messages == []


@pytest.mark.parametrize("command", ["no-such-program-here", "echo 'no end", "   ", "/"])
def test_command_that_cannot_run_is_one_line(caplog: pytest.LogCaptureFixture, command: str) -> None:
    send(News(new=(BYLINES,)), command=command)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("alert command not run: ")


def test_endless_command_ends_with_its_children(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "COMMAND_TIMEOUT", 1.0)
    code = f"""import pathlib, subprocess, time
child = subprocess.Popen(["sleep", "60"])
pathlib.Path({str(tmp_path / "child")!r}).write_text(str(child.pid))
time.sleep(60)
"""
    began = time.monotonic()
    send(News(new=(BYLINES,)), command=script(tmp_path, code))
    assert time.monotonic() - began < 10
    assert caplog.messages == [f"alert command {sys.executable} ended after 1 seconds"]
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(process: int) -> bool:
    """Tell whether a process ends within five seconds; one that nobody reaped counts as ended."""
    stat = Path(f"/proc/{process}/stat")
    for _ in range(100):
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_failing_webhook_does_not_keep_the_command_back(hook: Hook, tmp_path: Path) -> None:
    hook.status = 500
    send(News(new=(BYLINES,)), webhook=hook.address, command=f"touch {shlex.quote(str(tmp_path / 'sent'))}")
    assert os.listdir(tmp_path) == ["sent"]  # noqa: PTH208 - names alone


@pytest.mark.parametrize(
    ("previous", "outcome", "problem", "expected"),
    [
        (None, "finished", None, News()),
        ("finished", "finished", None, News()),
        ("finished", "interrupted", None, News()),
        ("blocked", "interrupted", None, News()),
        ("blocked", None, None, News()),
        (None, "failed", None, News(new=(Alert("outcome", "the run failed"),))),
        ("finished", "blocked", "403", News(new=(Alert("outcome", "the run was blocked: 403"),))),
        ("finished", "failed", "disk full", News(new=(Alert("outcome", "the run failed: disk full"),))),
        ("blocked", "blocked", "403", News(lasting=(Alert("outcome", "the run was blocked: 403"),))),
        ("blocked", "failed", None, News(lasting=(Alert("outcome", "the run failed"),))),
        ("blocked", "finished", None, News(recovered=(Alert("outcome", "the run was blocked"),))),
        ("failed", "finished", None, News(recovered=(Alert("outcome", "the run failed"),))),
    ],
)
def test_outcome_is_news_when_it_turns(
    previous: str | None, outcome: str | None, problem: str | None, expected: News
) -> None:
    assert outcome_news(previous, outcome, problem) == expected
