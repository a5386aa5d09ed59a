"""All captures of some files, one after the other: pages, records of WARC files, members of zip files.

A revisit record is the page that it saw again, at its own time. If the record that it refers to comes later, in another
file, it waits for the end.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from atwasat_spider.captures.capture import Capture
from atwasat_spider.captures.folders import CaptureSource, Findings, is_part_of_page, sort_in
from atwasat_spider.captures.forms import FileForm
from atwasat_spider.captures.originals import Originals
from atwasat_spider.captures.stored import StoredFile, find_stored
from atwasat_spider.captures.warc import Damage, Revisit, WarcPage, read_record, read_warc
from atwasat_spider.errors import UnreadableCaptureError

_WACZ_RECORDS = "archive/"  # the folder of the WARC files in a WACZ file


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that should be a capture and cannot be read, and why; ``offset`` is 0 but in a WARC file."""

    path: str
    problem: str
    offset: int = 0
    sha256: str | None = None


@dataclass(slots=True)
class CaptureReading:
    """Reads the captures of sources; ``waiting`` are the revisits whose original was not met, with their paths."""

    passed_over: Counter[str]
    originals: Originals
    waiting: list[tuple[str, Revisit]] = field(default_factory=list)
    momentary: dict[str, StoredFile] = field(default_factory=dict)  # files that cannot be found again by their path

    def read(self, source: CaptureSource) -> Iterator[Capture | Unread]:
        """Yield the captures of a source, in its order."""
        try:
            if source.problem is not None or source.is_page:
                yield source.load()
            elif source.form is FileForm.WARC:
                yield from self._read_warc(source.file)
            else:
                yield from self._read_zip(source)
        except UnreadableCaptureError as error:
            yield Unread(source.file.path, str(error), sha256=source.sha256 if source.is_page else None)

    def read_waiting(self) -> Iterator[Capture | Unread]:
        """Yield the pages that were seen again, now that all their originals should have been met."""
        waiting, self.waiting = self.waiting, []
        for path, revisit in waiting:
            problem = f"a page seen again, of which no earlier record was found: {revisit.circumstances.url}"
            yield self._seen_again(path, revisit) or Unread(path, problem, revisit.offset)

    def _seen_again(self, path: str, revisit: Revisit) -> Capture | Unread | None:
        """Return the page that a revisit saw again; ``None`` where its record was not met yet."""
        place = self.originals.find(revisit)
        if place is None:
            return None
        try:
            original = self._original(*place)
        except UnreadableCaptureError as error:
            return Unread(path, f"a page seen again, whose record cannot be read: {error}", revisit.offset)
        known = revisit.circumstances
        if known.content_type is None:
            known = replace(known, content_type=original.circumstances.content_type)
        return replace(original, path=path, offset=revisit.offset, circumstances=known)

    def _original(self, path: str, offset: int) -> Capture:
        file = self.momentary.get(path)
        return read_capture(path, offset) if file is None else _capture_at(file, offset)

    def _read_zip(self, source: CaptureSource) -> Iterator[Capture | Unread]:
        with source.file.unzipped() as members:
            found = Findings(passed_over=self.passed_over)
            names = [member.members[-1] for member in members]
            for member in members:
                if source.form is FileForm.WACZ and not member.members[-1].startswith(_WACZ_RECORDS):
                    continue
                if member.is_hidden():
                    self.passed_over["hidden"] += 1
                elif is_part_of_page(member.members[-1], names):
                    self.passed_over["parts of a saved page"] += 1
                else:
                    sort_in(member, found, asked_for=False)
            found.put_in_order()
            for each in found.sources:
                yield from self.read(each)

    def _read_warc(self, file: StoredFile) -> Iterator[Capture | Unread]:
        if file.shown is not None and not file.members:
            self.momentary[file.path] = file
        with file.open() as stream:
            for item in read_warc(stream, file.path):
                if isinstance(item, WarcPage):
                    known = item.capture.circumstances
                    url, moment = known.url or "", known.captured_at
                    self.originals.remember(item.payload_digest, url, moment, file.path, item.offset)
                    yield item.capture
                elif isinstance(item, Revisit):
                    # What a server calls not modified is the newest before: it may lie in a file that comes later.
                    is_known = item.payload_digest is not None
                    capture = self._seen_again(file.path, item) if is_known else None
                    if capture is None:
                        self.waiting.append((file.path, item))
                    else:
                        yield capture
                elif isinstance(item, Damage):
                    yield Unread(file.path, f"offset {item.offset}: {item.problem}", item.offset)
                else:
                    self.passed_over[item.what] += 1


def read_captures(findings: Findings) -> Iterator[Capture | Unread]:
    """Yield every capture of what was found, in its order; what is passed over is counted in the findings."""
    with closing(Originals()) as originals:
        reading = CaptureReading(findings.passed_over, originals)
        for source in findings.sources:
            yield from reading.read(source)
        yield from reading.read_waiting()


def read_capture(path: str, offset: int) -> Capture:
    """Read one capture again from where it lies.

    Raises ``UnreadableCaptureError`` that names path and offset when it is no longer there.
    """
    with find_stored(path) as file:
        return _capture_at(file, offset)


def _capture_at(file: StoredFile, offset: int) -> Capture:
    found = Findings()
    sort_in(file, found, asked_for=True)
    source = found.sources[0]
    if source.form is not FileForm.WARC:
        return source.load()
    with file.open() as stream:
        item = read_record(stream, file.path, offset)
    if isinstance(item, WarcPage):
        return item.capture
    raise UnreadableCaptureError(f"{file.path}: offset {offset}: a page seen again; its bytes lie in an earlier record")
