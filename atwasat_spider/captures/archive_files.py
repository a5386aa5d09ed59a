"""One file of an archive: whole gzip members, one writer, and what a killed process left half written.

While a file is open, a note beside it (``NAME.warc.gz.open``) says up to which byte it is known whole, so that after a
kill only what lies beyond is read again. What is trusted and what is not:

- a note: if the byte it names is the end of a whole member, else the file is read from its beginning;
- no note: the file was closed; it is taken up if its last bytes, at most 4 MiB, are a whole member, else left alone;
- the beginning of a member at the end of a file is what a kill leaves: it is cut off;
- anything else that is not a member is damage of another kind: nothing is cut, the file is left alone.

A kill loses nothing that was written, since every write is one system call's worth of data handed to the kernel; the
disk itself is waited for (``fsync``) only when a file is closed, so a power cut may cost the last seconds.
"""

import fcntl
import logging
import os
import zlib
from contextlib import ExitStack
from datetime import UTC, datetime
from io import FileIO
from itertools import count
from pathlib import Path
from typing import BinaryIO

ENDING = ".warc.gz"
NOTE = ".open"

_CHUNK = 1 << 16
_LARGEST_RECORD = 1 << 28  # bytes, uncompressed; a page with all its markup has some 100,000
_LONGEST_TAIL = 1 << 22
_MAGIC = b"\x1f\x8b\x08"  # how every gzip member begins
_GZIP = zlib.MAX_WBITS + 16

_logger = logging.getLogger(__name__)


class ArchiveFile:
    """A file locked for its one writer; everything before ``end`` is whole members."""

    def __init__(self, path: Path, stream: FileIO, end: int) -> None:
        self.path = path
        self.end = end
        self._stream = stream
        self._note = os.open(note_of(path), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
        self._note_end()

    def append(self, members: bytes) -> int:
        """Write all members or, if that raises, none; return where they begin."""
        begin = self.end
        try:
            self._write(members)
            self.end = begin + len(members)
            self._note_end()
        except BaseException:  # also an interrupt from the keyboard
            self.end = begin
            raise
        finally:
            os.ftruncate(self._stream.fileno(), self.end)
        return begin

    def close(self) -> None:
        """Wait for the disk, remove the note, then let others have the file."""
        try:
            os.fsync(self._stream.fileno())
            note_of(self.path).unlink(missing_ok=True)
        finally:
            os.close(self._note)
            self._stream.close()

    def _write(self, members: bytes) -> None:
        rest, position = memoryview(members), self.end
        while rest:
            written = os.pwrite(self._stream.fileno(), rest, position)
            rest, position = rest[written:], position + written

    def _note_end(self) -> None:
        os.pwrite(self._note, b"%020d\n" % self.end, 0)  # of one length, so that it never has to be cut


def note_of(path: Path) -> Path:
    """Return the path of the note beside a file."""
    return path.with_name(path.name + NOTE)


def create(folder: Path) -> ArchiveFile:
    """Make a file that no other process has, empty; its name is the second and a number."""
    second = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    for number in count():
        path = folder / f"atwasat-{second}-{number:05d}{ENDING}"
        with ExitStack() as undo:
            try:
                stream = undo.enter_context(FileIO(path, "x+"))
            except FileExistsError:
                continue
            # Between the two calls another process may have found the empty file and taken it up.
            if _lock(stream) and stream.seek(0, os.SEEK_END) == 0:
                file = ArchiveFile(path, stream, 0)
                undo.pop_all()
                return file
    raise AssertionError("there is always another number")


def take_up(path: Path) -> ArchiveFile | None:
    """Lock a file and cut off what a kill left half written; ``None`` if it is another's, damaged or not writable."""
    with ExitStack() as undo:
        try:
            stream = undo.enter_context(FileIO(path, "r+"))
        except (FileNotFoundError, PermissionError):
            return None
        if not _lock(stream):
            return None
        end = _whole(path, stream)
        if end is None:
            return None
        os.ftruncate(stream.fileno(), end)
        file = ArchiveFile(path, stream, end)
        undo.pop_all()
        return file


def read_member(path: Path, offset: int) -> bytes | None:
    """Return what the gzip member at an offset holds, ``None`` if there is no whole one of a page's size."""
    content = bytearray()
    try:
        with path.open("rb") as stream:
            return bytes(content) if _member_end(stream, offset, content) else None
    except (OSError, ValueError, zlib.error):
        return None


def _lock(stream: FileIO) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _whole(path: Path, stream: FileIO) -> int | None:
    """Return up to which byte a file is to be kept, ``None`` if it is not to be touched."""
    size = stream.seek(0, os.SEEK_END)
    known = _noted(path)
    if known is None:
        return size if _ends_whole(stream, size) else None
    if not 0 <= known <= size or not _ends_whole(stream, known):
        known = 0
    try:
        while known < size and (end := _member_end(stream, known)):
            known = end
    except zlib.error:
        _logger.warning("%s is damaged at byte %d: left as it is", path, known)
        return None
    return known


def _noted(path: Path) -> int | None:
    try:
        return int(note_of(path).read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        return 0


def _ends_whole(stream: FileIO, end: int) -> bool:
    """Return whether the bytes before ``end``, if there are any, close with a whole member."""
    begin = max(0, end - _LONGEST_TAIL)
    stream.seek(begin)
    tail = stream.read(end - begin)
    place = len(tail)
    while (place := tail.rfind(_MAGIC, 0, place)) >= 0:
        try:
            if _member_end(stream, begin + place) == end:
                return True
        except zlib.error:
            continue  # three bytes that only look like a beginning
    return end == 0


def _member_end(stream: BinaryIO | FileIO, offset: int, content: bytearray | None = None) -> int | None:
    """Return where the member at an offset ends, ``None`` if the file ends before; add what it holds to ``content``.

    Raises ``zlib.error`` if there is none and ``ValueError`` if ``content`` would grow larger than a record can be.
    """
    member = zlib.decompressobj(_GZIP)
    stream.seek(offset)
    while not member.eof:
        chunk = stream.read(_CHUNK)
        if not chunk:
            return None
        piece = member.decompress(chunk)
        if content is not None:
            content += piece
            if len(content) > _LARGEST_RECORD:
                raise ValueError("no page is as large")
    return stream.tell() - len(member.unused_data)
