"""Saved pages on disk: one file, a folder of files, or a saved-page folder with its ``capture.json``.

A folder is searched recursively for ``*.txt``. What order the captures come in depends on what they are (time of
capture, then digest), never on file names, so that a renamed or unpacked folder gives the same database.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from atwasat_spider.captures.capture import Capture, Circumstances, printable_path
from atwasat_spider.captures.circumstances import FILE_NAME, read_circumstances
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

LARGEST_PAGE = 32 * 1024 * 1024  # bytes; the seed has 6,481, a page with all its markup some 100,000

_TEXT = ".txt"
_NOT_YET = (".html", ".htm", ".mhtml", ".warc", ".warc.gz", ".wacz")


@dataclass(frozen=True, slots=True)
class CaptureSource:
    """A capture that was found and not yet loaded; ``problem`` says why it cannot be."""

    path: Path
    moment: str
    sha256: str | None
    problem: str | None = None

    def load(self) -> Capture:
        """Read bytes and circumstances; raise ``UnreadableCaptureError``."""
        if self.problem is not None:
            raise UnreadableCaptureError(self.problem)
        return Capture(printable_path(self.path), _read_bytes(self.path), _circumstances_of(self.path))


@dataclass(slots=True)
class Findings:
    """The captures below some paths in their order, and a count of the files passed over, by ending."""

    sources: list[CaptureSource] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def find_captures(paths: Iterable[Path]) -> Findings:
    """Find every capture below files and folders, each once, in an order that no file name decides.

    Raises ``WrongUsageError`` for a path that does not exist.
    """
    findings = Findings()
    seen: set[str] = set()
    for path in paths:
        require_path(path)
        files = sorted(_files(path, findings), key=os.path.islink)  # of a page and a link to it, the page itself
        for file in files:
            place = os.path.realpath(file)
            if place not in seen and _sort_in(file, findings, asked_for=path == file):
                seen.add(place)
    findings.sources.sort(key=lambda source: (source.sha256 is None, source.moment, source.sha256, source.path))
    return findings


def require_path(path: Path) -> None:
    """Raise ``WrongUsageError`` that names a path which does not exist."""
    if not os.path.lexists(path):
        raise WrongUsageError(f"{path}: no such file or folder")


def _files(path: Path, findings: Findings) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return

    def closed(error: OSError) -> None:
        problem = f"the folder cannot be read: {error.strerror}"
        findings.sources.append(CaptureSource(Path(error.filename), "", None, problem))

    for folder, subfolders, names in os.walk(path, onerror=closed):
        hidden = [name for name in (*subfolders, *names) if name.startswith(".")]
        linked = [name for name in subfolders if name not in hidden and Path(folder, name).is_symlink()]
        findings.passed_over.update([*("hidden" for _ in hidden), *("linked folders" for _ in linked)])
        subfolders[:] = [name for name in subfolders if name not in hidden]
        yield from (Path(folder, name) for name in names if name not in hidden)


def _sort_in(file: Path, findings: Findings, *, asked_for: bool) -> bool:
    """Put a file where it belongs; return whether it is a capture."""
    name = file.name.lower()
    if name.endswith(_NOT_YET):
        findings.sources.append(CaptureSource(file, "", None, f"captures of the form {_form(name)} cannot be read yet"))
    elif name.endswith(_TEXT) or asked_for:
        findings.sources.append(_source(file))
    elif name != FILE_NAME:
        findings.passed_over[file.suffix.lower() or file.name] += 1
        return False
    elif not any(file.parent.glob("page.*")):
        findings.sources.append(CaptureSource(file, "", None, "describes a page, but there is no page.txt beside it"))
    return True


def _form(name: str) -> str:
    return next(ending for ending in reversed(_NOT_YET) if name.endswith(ending)).removeprefix(".").upper()


def _source(file: Path) -> CaptureSource:
    try:
        sha256 = hashlib.sha256(_read_bytes(file)).hexdigest()
    except UnreadableCaptureError as error:
        return CaptureSource(file, "", None, str(error))
    try:
        captured_at = _circumstances_of(file).captured_at
    except UnreadableCaptureError as error:
        return CaptureSource(file, "", sha256, str(error))
    return CaptureSource(file, captured_at.isoformat() if captured_at else "", sha256)


def _circumstances_of(file: Path) -> Circumstances:
    """Return what ``capture.json`` says of a saved-page folder's ``page.txt``; of any other file nothing is known."""
    beside = file.with_name(FILE_NAME)
    if file.stem != "page" or not beside.is_file():
        return Circumstances()
    return read_circumstances(beside)


def _read_bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise UnreadableCaptureError("is not a regular file")
        if file.stat().st_size > LARGEST_PAGE:
            raise UnreadableCaptureError(f"has {file.stat().st_size} bytes; a page has at most {LARGEST_PAGE}")
        return file.read_bytes()
    except OSError as error:
        raise UnreadableCaptureError(f"cannot be read: {error.strerror}") from error
