"""A pywb server of the tests' own: a web archive on loopback, with a CDX server and a replay, one process.

pywb needs ``brotlipy``, which writes over the ``brotli`` of this package, so it lives in a virtualenv of its own below
``.cache``. The first test that asks for it makes it, with pip; later ones find it there.
"""

import fcntl
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from processes import ROOT
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

REQUIRED = ("pywb==2.10.0", "setuptools<81")  # pywb imports pkg_resources, which newer ones lack
CACHE = ROOT / ".cache"
_HTML = ("Content-Type", "text/html; charset=utf-8")
_MADE = "made"  # an empty file that says that the virtualenv is whole


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that the archive keeps: its address, its moment (ISO 8601) and what the site answered."""

    url: str
    moment: str
    body: bytes
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PywbServer:
    """Where the two servers of the archive are."""

    cdx: str
    replay: str


def find_pywb() -> Path | str:
    """Return the folder of pywb's programs, making it first if need be, or why that cannot be done."""
    folder = CACHE / REQUIRED[0]
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "pywb.lock").open("w") as lock:  # several workers of pytest may ask at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / _MADE).exists():
            return folder / "bin"
        commands: tuple[list[str | Path], ...] = (
            [sys.executable, "-m", "venv", "--clear", folder],
            [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *REQUIRED],
        )
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
            if done.returncode:
                return (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        (folder / _MADE).touch()
    return folder / "bin"


@contextmanager
def running_pywb(programs: Path, pages: Sequence[Kept]) -> Iterator[PywbServer]:
    """Serve an archive of pages on a free port of loopback until the block ends."""
    with tempfile.TemporaryDirectory(prefix="atwasat-pywb-") as name:
        folder = Path(name)
        write_warc(folder / "pages.warc.gz", pages)
        for command in (["init", "web"], ["add", "web", "pages.warc.gz"]):
            subprocess.run([programs / "wb-manager", *command], cwd=folder, check=True, capture_output=True)
        port = _free_port()
        start: list[str | Path] = [programs / "pywb", "-b", "127.0.0.1", "-p", str(port)]
        with (folder / "log").open("wb") as log, subprocess.Popen(start, cwd=folder, stdout=log, stderr=log) as server:
            try:
                _wait_for(f"http://127.0.0.1:{port}/web/cdx?url=alwasat.ly", server, folder / "log")
                yield PywbServer(f"http://127.0.0.1:{port}/web/cdx", f"http://127.0.0.1:{port}/web")
            finally:
                server.terminate()
                server.wait(timeout=30)


def write_warc(path: Path, pages: Sequence[Kept]) -> None:
    """Write a response record for each page, as a crawler of others would."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for page in pages:
            headers = StatusAndHeaders(page.status, [_HTML, *page.headers], protocol="HTTP/1.1")
            dated = {"WARC-Date": page.moment}
            body, size = BytesIO(page.body), len(page.body)
            record = writer.create_warc_record(
                page.url, "response", payload=body, length=size, http_headers=headers, warc_headers_dict=dated
            )
            writer.write_record(record)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            with urlopen(url, timeout=5):
                return
        except (HTTPError, URLError, ConnectionError):
            if server.poll() is not None:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.1)
    raise RuntimeError(log.read_text())
