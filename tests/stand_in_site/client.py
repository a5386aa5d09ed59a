"""The tests' side of the stand-in: it starts the process, sets its clock and its switches, and reads its log."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from processes import ROOT

from stand_in_site.asked import Asked
from stand_in_site.truth import TrueArticle, from_json

_TIMEOUT = 60  # seconds for an order


@dataclass(frozen=True, slots=True)
class Site:
    """The running stand-in: the address of the site, that of its control, and the id of its process."""

    address: str
    control: str
    pid: int

    @property
    def clock(self) -> datetime:
        """The moment that the site shows."""
        return datetime.fromisoformat(self._order("clock"))

    def set_clock(self, moment: datetime) -> None:
        """Show another moment, later or earlier."""
        self._order("clock", now=moment.isoformat())

    def advance(self, **duration: float) -> datetime:
        """Set the clock on by a duration in the words of ``timedelta``, and return the new moment."""
        self.set_clock(self.clock + timedelta(**duration))
        return self.clock

    def switch(self, name: str, **parameters: Any) -> None:
        """Switch something on; raise ``ValueError`` for what there is not. A body is text or bytes."""
        self._order("switch", name=name, parameters={key: _plain(key, value) for key, value in parameters.items()})

    def switch_off(self, name: str) -> None:
        """Switch off all of a name."""
        self._order("switch_off", name=name)

    def reset(self) -> None:
        """Switch everything off, forget the log and set the clock to the start."""
        self._order("reset")

    def log(self) -> list[Asked]:
        """Return what the site was asked for, in the order of arrival; unfinished answers as far as they are."""
        return [Asked(**plain) for plain in self._order("log")]

    def clear_log(self) -> None:
        """Forget what the site was asked for."""
        self._order("clear_log")

    def truth(self, until: datetime | None = None) -> list[TrueArticle]:
        """Return the articles that have appeared up to a moment, the clock's by default, with all their future."""
        return [from_json(plain) for plain in self._order("truth", until=until and until.isoformat())]

    def _order(self, name: str, /, **given: Any) -> Any:
        connection = HTTPConnection(urlsplit(self.control).netloc, timeout=_TIMEOUT)
        try:
            connection.request("POST", f"/{name}", json.dumps(given).encode())
            response = connection.getresponse()
            result = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(result)
        return result


@contextmanager
def running_site(
    *,
    start: str = "2026-01-01T06:00:00+00:00",
    articles: int = 300,
    per_day: int = 110,
    seed: int = 7,
    port: int = 0,
) -> Iterator[Site]:
    """Start the stand-in as a process of its own, and end it with the block."""
    process = subprocess.Popen(
        command(start=start, articles=articles, per_day=per_day, seed=seed, port=port, parent=os.getpid()),
        stdout=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    with process:  # closes the pipe and waits
        try:
            assert process.stdout is not None
            addresses = json.loads(process.stdout.readline())
            yield Site(addresses["site"], addresses["control"], process.pid)
        finally:
            process.terminate()


def command(**options: str | int) -> list[str]:
    """Return the command that starts the stand-in."""
    named = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "stand_in_site", *named]


def environment() -> dict[str, str]:
    """Return the environment in which the command finds its modules."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT)])}


def _plain(key: str, value: Any) -> Any:
    """Return a parameter as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if key == "body":
        return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()
    return value
