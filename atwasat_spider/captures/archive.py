"""The archive that a live crawl writes: WARC 1.1 files that are valid whatever ends the crawl.

>>> from tempfile import TemporaryDirectory
>>> from datetime import UTC, datetime
>>> with TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
...     now = datetime(2016, 9, 5, 18, tzinfo=UTC)
...     place = archive.write(Exchange("https://alwasat.ly/", now, "GET", (), 404, "Not Found", (), b""))
...     (place.path.name.startswith("atwasat-"), place.offset > 0)
(True, True)

Every file begins with a warcinfo record. An exchange is a response, or a revisit of an earlier one, and its request.
"""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from atwasat_spider import __version__
from atwasat_spider.captures.archive_files import ENDING, NOTE, ArchiveFile, create, read_member, take_up
from atwasat_spider.captures.archive_records import exchange_records, read_earlier, warcinfo_record, wrote
from atwasat_spider.captures.exchange import Exchange

__all__ = ["Archive", "Exchange", "Place"]

_FILES = f"atwasat-*{ENDING}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: its file and the byte in it."""

    path: Path
    offset: int


class Archive:
    """A folder of WARC files, open for one thread of one process; others open files of their own beside it.

    Goes on in the newest file that is not full, not another's, whole and of the same ``software``; without one, begins
    a new file. Every other file that a killed process left open is made whole on the way. A file that reaches
    ``largest`` bytes is full. Raises ``OSError`` if the folder cannot be written to.
    """

    def __init__(self, folder: Path, *, largest: int = 1_000_000_000, software: str | None = None) -> None:
        self._folder = folder
        self._largest = largest
        self._software = software or f"atwasat-spider/{__version__}"
        self._warcinfo_id = ""
        folder.mkdir(parents=True, exist_ok=True)
        self._make_whole()
        self._file: ArchiveFile | None = self._newest() or create(folder)
        self._full = False
        try:
            self._begin(self._file)
        except BaseException:
            self.close()
            raise

    def write(self, exchange: Exchange, *, earlier: Place | None = None) -> Place:
        """Write an exchange and return the place of its answer; both records have left this process by then.

        The answer is a response; it is a revisit without payload if ``earlier`` is the place of a readable response
        with the same payload, not empty, or if the server says "304 Not Modified" of it. If writing fails, the file is
        cut back to what it was and the ``OSError`` raised. Raises ``ValueError`` if the archive is closed.
        """
        file = self._current()
        revisited = read_earlier(read_member(earlier.path, earlier.offset) or b"") if earlier else None
        answer, request = exchange_records(exchange, revisited, self._warcinfo_id)
        place = Place(file.path, file.append(answer + request))
        self._full = file.end >= self._largest
        return place

    def close(self) -> None:
        """Wait until all is on the disk and let others have the file; closing twice is no error."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _make_whole(self) -> None:
        for note in sorted(self._folder.glob(_FILES + NOTE)):
            file = take_up(note.with_name(note.name.removesuffix(NOTE)))
            if file is not None:
                file.close()

    def _newest(self) -> ArchiveFile | None:
        for path in sorted(self._folder.glob(_FILES), reverse=True):
            if path.stat().st_size >= self._largest:
                continue
            file = take_up(path)
            if file is None:
                continue
            self._warcinfo_id = wrote(read_member(path, 0) or b"", self._software) or ""
            if self._warcinfo_id or file.end == 0:
                return file
            file.close()
        return None

    def _current(self) -> ArchiveFile:
        """Return the file to write to, a new one if the last is full."""
        file = self._file
        if file is None:
            raise ValueError("the archive is closed")
        if self._full:
            last, file = file, create(self._folder)
            self._file, self._full = file, False
            last.close()
        self._begin(file)
        return file

    def _begin(self, file: ArchiveFile) -> None:
        if file.end == 0:  # new, or the warcinfo of a new file could not be written
            record, self._warcinfo_id = warcinfo_record(file.path.name, self._software)
            file.append(record)
