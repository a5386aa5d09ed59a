"""Saved pages on disk: one file, a folder of files, a saved-page folder with its ``capture.json``, WARC, WACZ and zip.

A folder is searched recursively. What order the captures come in depends on what they are (time of capture, then
digest; a WARC file as a whole stands where its first record does), never on file names, so that a renamed or unpacked
folder gives the same database.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from atwasat_spider.captures.capture import Capture, Circumstances, Form
from atwasat_spider.captures.circumstances import FILE_NAME, read_circumstances
from atwasat_spider.captures.forms import FileForm, date_of_warc, form_of_bytes, form_of_name, has_ending
from atwasat_spider.captures.marks import read_marks
from atwasat_spider.captures.mhtml import read_mhtml
from atwasat_spider.captures.stored import StoredFile
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

PAGE_ENDINGS = (".txt", ".html", ".htm", ".mhtml", ".warc.gz", ".warc", ".wacz")
STANDARD_INPUT = "-"
# What sites and programs keep as text beside pages
NO_PAGES = ("robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt", "hts-log.txt")

_START = 65_536  # bytes of a file of many captures by which it is put in order
_PARTS = "_files"  # what a browser saves beside ``NAME.html``


@dataclass(frozen=True, slots=True)
class CaptureSource:
    """A file with captures that was found and not yet loaded; ``problem`` says why it cannot be."""

    file: StoredFile
    moment: str
    sha256: str | None
    form: FileForm = FileForm.TEXT
    problem: str | None = None

    @property
    def path(self) -> Path:
        """The file on disk."""
        return self.file.disk

    @property
    def is_page(self) -> bool:
        """Tell a file of one page from a file of many."""
        return self.form in (FileForm.TEXT, FileForm.HTML, FileForm.MHTML)

    def load(self) -> Capture:
        """Read bytes and circumstances of one page; raise ``UnreadableCaptureError``."""
        if self.problem is not None:
            raise UnreadableCaptureError(self.problem)
        payload = self.file.read()
        known = circumstances_of(self.file, self.form, payload)
        if self.form is FileForm.MHTML:
            payload, inner = read_mhtml(payload)
            known = replace(known, content_type=inner.content_type)
        form = Form.TEXT if self.form is FileForm.TEXT else Form.HTML
        return Capture(self.file.path, payload, known, form)


@dataclass(slots=True)
class Findings:
    """The captures below some paths in their order, and a count of the files passed over, by ending."""

    sources: list[CaptureSource] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def put_in_order(self) -> None:
        """Sort the sources by time of capture, then digest; unreadable ones come last."""
        self.sources.sort(key=lambda source: (source.sha256 is None, source.moment, source.sha256, source.file.path))


def find_captures(paths: Iterable[Path], *, standard_input: Path | None = None) -> Findings:
    """Find every capture below files and folders, each once, in an order that no file name decides.

    ``standard_input`` is the file in which that was kept. Raises ``WrongUsageError`` for a path that does not exist.
    """
    findings = Findings()
    if standard_input is not None:
        sort_in(StoredFile(standard_input, shown=STANDARD_INPUT), findings, asked_for=True)
    seen: set[str] = set()
    for path in paths:
        require_path(path)
        files = sorted(_files(path, findings), key=os.path.islink)  # of a page and a link to it, the page itself
        for file in files:
            place = os.path.realpath(file)
            if place not in seen and sort_in(StoredFile(file), findings, asked_for=path == file):
                seen.add(place)
    findings.put_in_order()
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
        findings.sources.append(CaptureSource(StoredFile(Path(error.filename)), "", None, problem=problem))

    for folder, subfolders, names in os.walk(path, onerror=closed):
        hidden = [name for name in (*subfolders, *names) if name.startswith(".")]
        linked = [name for name in subfolders if name not in hidden and Path(folder, name).is_symlink()]
        parts = [name for name in subfolders if _is_parts_of_page(name, names)]
        findings.passed_over.update([*("hidden" for _ in hidden), *("linked folders" for _ in linked)])
        findings.passed_over.update("parts of a saved page" for _ in parts)
        subfolders[:] = [name for name in subfolders if name not in hidden and name not in parts]
        yield from (Path(folder, name) for name in names if name not in hidden)


def is_part_of_page(name: str, names: Sequence[str]) -> bool:
    """Tell a file of a zip below a folder of parts that a browser saved beside a page."""
    folders = name.split("/")[:-1]
    pages = (
        "/".join(folders[: at + 1]).removesuffix(_PARTS) for at, folder in enumerate(folders) if folder.endswith(_PARTS)
    )
    return any(f"{page}.html" in names or f"{page}.htm" in names for page in pages)


def _is_parts_of_page(folder: str, names: Sequence[str]) -> bool:
    """Tell the folder of pictures and frames that a browser saves beside a page."""
    page = folder.removesuffix(_PARTS)
    return page != folder and (f"{page}.html" in names or f"{page}.htm" in names)


def sort_in(file: StoredFile, findings: Findings, *, asked_for: bool) -> bool:
    """Put a file where it belongs; return whether it is a capture."""
    name = file.name.lower()
    form = form_of_name(name) if asked_for or name not in NO_PAGES else None
    try:
        if form is None and (asked_for or not has_ending(name)):
            form = form_of_bytes(file)
            form = None if form is FileForm.TEXT and not asked_for else form
    except UnreadableCaptureError as error:
        findings.sources.append(CaptureSource(file, "", None, problem=str(error)))
        return True
    if form is not None:
        findings.sources.append(_source(file, form))
    elif name != FILE_NAME:
        findings.passed_over[PurePath(name).suffix or file.name] += 1
        return False
    elif not any(file.beside(f"page{ending}") for ending in PAGE_ENDINGS):
        problem = "describes a page, but there is no page.txt or page.html beside it"
        findings.sources.append(CaptureSource(file, "", None, problem=problem))
    return True


def _source(file: StoredFile, form: FileForm) -> CaptureSource:
    if form in (FileForm.ZIP, FileForm.WACZ, FileForm.WARC):
        return _container(file, form)
    try:
        payload = file.read()
    except UnreadableCaptureError as error:
        return CaptureSource(file, "", None, problem=str(error))
    sha256 = hashlib.sha256(payload).hexdigest()
    try:
        captured_at = circumstances_of(file, form, payload).captured_at
    except UnreadableCaptureError as error:
        return CaptureSource(file, "", sha256, problem=str(error))
    return CaptureSource(file, captured_at.isoformat() if captured_at else "", sha256, form)


def _container(file: StoredFile, form: FileForm) -> CaptureSource:
    """A file of many captures stands where its first record does; of a zip file that is not known before it is read."""
    try:
        start = file.start(_START)
    except UnreadableCaptureError as error:
        return CaptureSource(file, "", None, problem=str(error))
    moment = date_of_warc(start) if form is FileForm.WARC else None
    return CaptureSource(file, moment.isoformat() if moment else "", hashlib.sha256(start).hexdigest(), form)


def circumstances_of(file: StoredFile, form: FileForm, payload: bytes) -> Circumstances:
    """Return what is known of a capture: from the ``capture.json`` beside a ``page.*``, else from the page itself."""
    beside = file.beside(FILE_NAME) if PurePath(file.name).stem == "page" else None
    if beside is not None:
        return read_circumstances(beside)
    if form is FileForm.MHTML:
        return read_mhtml(payload)[1]
    return read_marks(payload, file.path) if form is FileForm.HTML else Circumstances()
