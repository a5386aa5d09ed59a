"""What form a stored file has: by its name, and where the name leaves it open by its first bytes."""

import re
import zlib
from datetime import UTC, datetime
from enum import StrEnum

from dateutil.parser import isoparse

from atwasat_spider.captures.stored import StoredFile


class FileForm(StrEnum):
    """The forms of files that hold captures."""

    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    WARC = "warc"
    ZIP = "zip"
    WACZ = "wacz"


_ENDINGS = {
    ".txt": FileForm.TEXT,
    ".html": FileForm.HTML,
    ".htm": FileForm.HTML,
    ".xhtml": FileForm.HTML,
    ".mhtml": FileForm.MHTML,
    ".mht": FileForm.MHTML,
    ".warc": FileForm.WARC,
    ".warc.gz": FileForm.WARC,
    ".warc.zst": FileForm.WARC,
    ".wacz": FileForm.WACZ,
    ".zip": FileForm.ZIP,
}
_ENDING = re.compile(r"\.[a-z]{1,6}(?:\.gz|\.zst)?$")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)",
    re.IGNORECASE | re.DOTALL,
)
_UTF_16_MARKUP = re.compile(rb"(?:\xff\xfe<\x00|\xfe\xff\x00<)")
_WARC_DATE = re.compile(rb"^WARC-Date:[ \t]*(\S{1,40})", re.IGNORECASE | re.MULTILINE)
_GZIP, _UNPACKED = b"\x1f\x8b", 8192
_MAIL = re.compile(rb"(?:From: <Saved by|MIME-Version: 1\.0\r?\n|Snapshot-Content-Location:)", re.IGNORECASE)


def form_of_name(name: str) -> FileForm | None:
    """Return the form that a name says, ``None`` where it says none."""
    return next((form for ending, form in reversed(_ENDINGS.items()) if name.lower().endswith(ending)), None)


def has_ending(name: str) -> bool:
    """Tell a name that says what the file is, if only to somebody else: ``picture.jpg``."""
    return _ENDING.search(name.lower()) is not None


def form_of_bytes(file: StoredFile) -> FileForm:
    """Return the form that a file's first bytes show: text where they show no other."""
    start = file.start()
    if start.startswith(_GZIP):
        return FileForm.WARC if _unpacked(start).startswith(b"WARC/") else FileForm.TEXT
    if start.startswith(b"WARC/"):
        return FileForm.WARC
    if start.startswith(b"PK\x03\x04"):
        return FileForm.ZIP
    if _MAIL.search(start[:1024]):
        return FileForm.MHTML
    return FileForm.HTML if _MARKUP.match(start) or _UTF_16_MARKUP.match(start) else FileForm.TEXT


def date_of_warc(start: bytes) -> datetime | None:
    """Return the time of the first record of a WARC file, ``None`` where its first bytes show none."""
    date = _WARC_DATE.search(_unpacked(start) if start.startswith(_GZIP) else start)
    try:
        moment = isoparse(date[1].decode("ascii")) if date else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(start, _UNPACKED)
    except zlib.error:
        return b""
