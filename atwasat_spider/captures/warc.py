"""Pages in WARC files: plain, compressed record by record or as a whole, with revisits and with damage.

fastwarc reads the records. Gzip members are unpacked here, one after the other, because what is damaged must be told:
a file that breaks off, a flipped bit, bytes that are no record. After damage the next record that can be found is read.
One record is in memory at a time.
"""

import base64
import hashlib
import io
import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Self
from urllib.parse import urlsplit

import zstandard
from dateutil.parser import isoparse
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from atwasat_spider.addresses import HOSTS, ArticleAddress, read_article_address
from atwasat_spider.captures.bodies import LARGEST_PAGE, HttpHead, is_html, read_http_head, undo_encodings
from atwasat_spider.captures.capture import Capture, Circumstances, Form
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

_BLOCK = 64 * 1024
_GZIP_BLOCK = 16 * 1024
_DECODED = 4096  # bytes; what zlib has decoded when it finds an error in the same step is lost
_ZSTD_BLOCK = 64  # bytes of input; four of them can become 128 KiB
_ZSTD_WINDOW = 128 * 1024 * 1024  # what zstd itself allows
_LARGEST_DICTIONARY = 16 * 1024 * 1024
_GZIP, _ZSTD, _ZSTD_DICTIONARY = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_MAGICS = (_GZIP, _ZSTD)
_MEMBER_START = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd")
_ANY_START = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/[01]\.[0-9]{1,2}\r\n[A-Z]")
_LONGEST_START = 16
_CLOSING = re.compile(rb"(?:\r?\n){2}|\Z")
_WAYBACK = re.compile(
    r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)*/(?:(https?):/{1,2})?(.+)", re.ASCII | re.IGNORECASE
)
_NUMBER = re.compile("[0-9]{1,18}")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_FORMS = {"text/html": Form.HTML, "application/xhtml+xml": Form.HTML, "text/plain": Form.TEXT}
_UNTYPED = ("", "application/octet-stream")
_FEEDS = ("text/xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
_BREAKS_OFF = "the file breaks off within the record"
_END_OF_TIME = "9999"
_DIGESTS = ("md5", "sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class WarcPage:
    """A page, and the digest of its body as the server sent it, by which later revisits name it."""

    capture: Capture
    payload_digest: str

    @property
    def offset(self) -> int:
        """Where its record begins."""
        return self.capture.offset


@dataclass(frozen=True, slots=True)
class Revisit:
    """A page that was seen again: the crawler kept its circumstances, the bytes lie in an earlier record."""

    offset: int
    circumstances: Circumstances
    payload_digest: str | None
    refers_to_url: str | None
    refers_to_date: datetime | None
    not_modified: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A whole record that holds no page of the site; ``what`` it is, in few words, for a counter."""

    offset: int
    what: str


@dataclass(frozen=True, slots=True)
class Damage:
    """What cannot be read of the file, or of one page in it, and why."""

    offset: int
    problem: str


Item = WarcPage | Revisit | PassedOver | Damage


def read_warc(stream: BinaryIO, place: str) -> Iterator[Item]:
    """Read the records of a WARC file in their order; ``place`` becomes the path of its captures.

    The offset of a record is where it begins in the file. Of several that share a gzip member or a zstd frame, each
    behind the first has the offset of the member and the number of records before it there, so that no two have the
    same; ``read_record`` finds such a record too, but reads the file from its beginning.
    """
    file = _File(stream)
    while file.peek():
        source = _open(file)
        run = _Run(source, place)
        yield from run
        if run.search_from is not None and not file.seek_record(run.search_from, members=isinstance(source, _Member)):
            return


def read_record(stream: BinaryIO, place: str, offset: int) -> WarcPage | Revisit:
    """Read the one record that ``read_warc`` reported at an offset.

    Raises ``UnreadableCaptureError`` that names the place and the offset.
    """
    file = _File(stream)
    if offset:  # the first record may stand behind a dictionary
        file.seek(offset)
    if file.peek().startswith(b"WARC/") or file.begins_member():
        items: Iterator[Item] = iter(_Run(_open(file), place))
    else:
        items = (item for item in read_warc(stream, place) if item.offset == offset)
    item = next(items, None)
    if isinstance(item, (WarcPage, Revisit)):
        return item
    problem = item.problem if isinstance(item, Damage) else f"no page: {item.what}" if item else "no record"
    raise UnreadableCaptureError(f"{place}: offset {offset}: {problem}")


class _BrokenError(Exception):
    """What was begun cannot be read to its end; ``in_doubt`` if what was read of it may be wrong, too."""

    def __init__(self, problem: str, *, in_doubt: bool = False) -> None:
        super().__init__(problem)
        self.in_doubt = in_doubt


class _File(io.RawIOBase):
    """A file read forwards in blocks, so that what was read too much can be given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek(0)
        self.dictionary = self._read_dictionary()

    def seek(self, position: int, whence: int = 0, /) -> int:
        self._block, self._at, self._tail = b"", 0, b""
        self._block_start = self._stream.seek(position, whence)
        return self._block_start

    def tell(self) -> int:
        return self._block_start + self._at

    def peek(self) -> bytes:
        """Return the beginning of what comes next, whole unless the file ends."""
        if len(self._block) - self._at < _LONGEST_START:
            self._block_start, self._block, self._at = self.tell(), self._block[self._at :], 0
            while len(self._block) < _BLOCK and (more := self._stream.read(_BLOCK)):
                self._block += more
        return self._block[self._at : self._at + _LONGEST_START]

    def read(self, size: int = _BLOCK, /) -> bytes:
        self.peek()
        block = self._block[self._at : self._at + size]
        self._at += len(block)
        self._tail = (self._tail + block)[-4:]
        return block

    def give_back(self, count: int) -> None:
        """Read the last bytes again; they are of the last block that was read."""
        self._at -= count

    def ends_in_blank_line(self) -> bool:
        return self._tail.endswith((b"\r\n\r\n", b"\n\n"))

    def end_of_record(self, offset: int, length: int) -> int | None:
        """Return where a record ends; ``None`` if no line ends there, so that its Content-Length must be wrong."""
        self.seek(offset)
        end = offset + HeaderMap().parse(self) + length
        self.seek(end)
        closing = _CLOSING.match(self.peek())
        return end + closing.end() if closing else None

    def begins_member(self) -> bool:
        """Tell a member that holds a record from a few bytes that look like one."""
        start = self.tell()
        try:
            return self.peek().startswith(_MAGICS) and _Member(self).read(5) == b"WARC/"
        except _BrokenError:
            return False
        finally:
            self.seek(start)

    def seek_record(self, position: int, *, members: bool) -> bool:
        """Go to the next record at or behind a position; return whether there is one."""
        self.seek(position)
        while block := self.read():
            start = self.tell() - len(block)
            match = (_MEMBER_START if members else _ANY_START).search(block)
            self.seek(start + (match.start() if match else max(len(block) - _LONGEST_START, 1)))
            if match and (match[0].startswith(b"WARC") or self.begins_member()):
                return True
            if match:
                self.seek(start + match.start() + 1)
        return False

    def _read_dictionary(self) -> zstandard.ZstdCompressionDict | None:
        """Read the dictionary with which a file of zstd frames may begin, itself compressed or not."""
        if not self.peek().startswith(_ZSTD_DICTIONARY):
            return None
        left = int.from_bytes(self.read(8)[4:], "little")
        packed = b""
        while left <= _LARGEST_DICTIONARY and (more := self.read(min(left, _BLOCK))):
            packed, left = packed + more, left - len(more)
        if left:
            self.seek(0)  # so that its beginning is reported as no record
            return None
        try:
            if packed.startswith(_ZSTD):
                # Not decompress(): it would allocate whatever size the frame claims.
                packed = zstandard.ZstdDecompressor().stream_reader(packed).read(_LARGEST_DICTIONARY)
            return zstandard.ZstdCompressionDict(packed)
        except zstandard.ZstdError:
            return None  # so that the first frame is reported as damaged


class _ZstdDecoder:
    """zstandard's decoder as zlib's; it knows no limit for what comes out, so it takes little at a time."""

    unconsumed_tail = b""

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None) -> None:
        decompressor = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_ZSTD_WINDOW)
        self._decoder = decompressor.decompressobj()

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, encoded: bytes, _size: int) -> bytes:
        return self._decoder.decompress(encoded)


class _Member(io.RawIOBase):
    """One gzip member or zstd frame of a file, decoded; its positions count the decoded bytes."""

    def __init__(self, file: _File) -> None:
        self.start = file.tell()
        self._file, self._position, self._decoded = file, 0, memoryview(b"")
        gzip = file.peek().startswith(_GZIP)
        self._block = _GZIP_BLOCK if gzip else _ZSTD_BLOCK
        self._decoder = zlib.decompressobj(31) if gzip else _ZstdDecoder(file.dictionary)

    def tell(self) -> int:
        return self._position

    def read(self, size: int = _BLOCK, /) -> bytes:
        while not self._decoded and not self._decoder.eof:
            encoded = self._decoder.unconsumed_tail or self._file.read(self._block)
            try:
                self._decoded = memoryview(self._decoder.decompress(encoded, _DECODED))
            except (zlib.error, zstandard.ZstdError) as error:
                raise _BrokenError(f"the compression is damaged: {error}", in_doubt=True) from error
            self._file.give_back(len(self._decoder.unused_data))
            if not encoded and not self._decoded and not self._decoder.eof:
                raise _BrokenError(_BREAKS_OFF)
        block, self._decoded = bytes(self._decoded[:size]), self._decoded[size:]
        self._position += len(block)
        return block

    def drain(self) -> _BrokenError | None:
        """Read what is left; return what is wrong with it."""
        try:
            while self.read():
                pass
        except _BrokenError as error:
            return error
        return None


_Source = _File | _Member


def _open(file: _File) -> _Source:
    return _Member(file) if file.peek().startswith(_MAGICS) else file


class _Run:
    """The records of one source, until it ends or is damaged; then ``search_from`` says where to look for the next."""

    def __init__(self, source: _Source, place: str) -> None:
        self._source, self._place = source, place
        self._count = self._length = 0
        self.search_from: int | None = None

    def __iter__(self) -> Iterator[Item]:
        """An item waits until what follows it was found, since only then is its own end known to be right."""
        offset = self._source.start if isinstance(self._source, _Member) else self._source.tell()
        held: Item | None = None
        try:
            for record in ArchiveIterator(self._source, parse_http=False, stream_detect=False):
                if held is not None:
                    yield held
                held = None
                offset = record.stream_pos if isinstance(self._source, _File) else self._source.start + self._count
                self._count += 1
                content = _Content(record, offset)
                self._length = content.length
                held = _read_item(content, self._place)
            self._finish()
        except (_BrokenError, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            yield from self._after(error, held, offset)
        else:
            if held is not None:
                yield held

    def _finish(self) -> None:
        """A head that lacks its end would pass for one whose record has no content."""
        if (
            isinstance(self._source, _File)
            and self._count
            and not self._length
            and not self._source.ends_in_blank_line()
        ):
            raise _BrokenError(_BREAKS_OFF, in_doubt=True)

    def _after(self, error: Exception, held: Item | None, offset: int) -> Iterator[Item]:
        """Yield what is sound of the item before the damage, and the damage, once."""
        in_doubt = getattr(error, "in_doubt", False)
        if isinstance(self._source, _Member):
            broken = self._source.drain()
            swallowed = isinstance(error, OSError) and broken is not None  # its damaged end, as if it were more of it
            in_doubt = self._count < 2 and (in_doubt or swallowed)
            self.search_from = self._source.start + 1 if broken else None
        else:
            end = None if in_doubt or held is None else self._source.end_of_record(offset, self._length)
            in_doubt, offset = end is None, offset if end is None else end
            self.search_from = offset + in_doubt
        known = isinstance(held, Damage)
        if held is not None and (known or not in_doubt):
            yield held
        if not (known and in_doubt):
            yield Damage(
                offset, str(error) if isinstance(error, _BrokenError) else f"no WARC record begins here: {error}"
            )


class _Content:
    """What a record holds, read once, forwards."""

    def __init__(self, record: WarcRecord, offset: int) -> None:
        declared = (record.headers.get("Content-Length") or "").strip(" \t")
        if not _NUMBER.fullmatch(declared):
            raise _BrokenError("the head of the record breaks off or has no valid Content-Length")
        self.record, self.offset, self.length = record, offset, record.content_length
        self._left = self.length

    def header(self, name: str) -> str:
        return (self.record.headers.get(name) or "").strip()

    def read(self, size: int) -> bytes:
        blocks = []
        size = min(size, self._left)  # the reader is not asked for more: what follows the record may be damaged
        while block := self.record.reader.read(min(size, _BLOCK)) if size else b"":
            blocks.append(block)
            size -= len(block)
            self._left -= len(block)
        return b"".join(blocks)

    def finish(self) -> None:
        if self._left and self.record.consume() < self._left:
            raise _BrokenError(_BREAKS_OFF)


def _read_item(content: _Content, place: str) -> Item:
    try:
        item = _interpret(content, place)
    except UnreadableCaptureError as error:
        item = Damage(content.offset, str(error))
    content.finish()
    return item


def _interpret(content: _Content, place: str) -> Item:
    kind = content.record.record_type
    if kind not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.revisit):
        return PassedOver(content.offset, str(kind))
    url, captured_at = read_location(content.header("WARC-Target-URI"), _moment(content.header("WARC-Date")))
    if not url.startswith(("http://", "https://")):
        return PassedOver(content.offset, f"{url.partition(':')[0][:40] or 'nameless'} record")
    block = content.read(_BLOCK)
    if kind == WarcRecordType.resource:
        head = HttpHead(content_type=content.header("Content-Type"))
    else:
        head = read_http_head(block)
    what = _not_a_page(url, head, kind)
    if what is not None:
        return PassedOver(content.offset, what)
    circumstances = Circumstances(
        address=_address(url), captured_at=captured_at, content_type=head.content_type, url=url, status=head.status
    )
    if kind == WarcRecordType.revisit:
        return _revisit(content, circumstances)
    try:
        return _page(content, block, head, circumstances, place)
    except UnreadableCaptureError as error:
        raise UnreadableCaptureError(f"{url}: {error}") from error


def read_location(url: str, moment: datetime | None) -> tuple[str, datetime | None]:
    """Return what page was captured when; an address of the Wayback Machine holds both in itself."""
    url = _CONTROL.sub("", url.removeprefix("<").removesuffix(">"))
    wayback = _WAYBACK.fullmatch(url)
    if wayback is None:
        return url, moment
    try:
        moment = datetime.strptime(wayback[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return url, moment
    return f"{(wayback[2] or 'http').lower()}://{wayback[3]}", moment


def _moment(text: str) -> datetime | None:
    try:
        moment = isoparse(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _address(url: str) -> ArticleAddress | None:
    try:
        return read_article_address(url)
    except WrongUsageError:
        return None


def _not_a_page(url: str, head: HttpHead, kind: WarcRecordType) -> str | None:
    """Say in a few words why a record holds no page of the site, ``None`` if it may hold one."""
    media = _media(head)
    known = head.status in (200, 203)
    if kind == WarcRecordType.response and head.status is None:
        return "no HTTP status"
    if head.status is not None and not known and not (kind == WarcRecordType.revisit and head.status == 304):
        return "redirect" if 300 <= head.status < 400 and head.status != 304 else f"status {head.status}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page of another site"
    if parts.path == "/robots.txt":
        return "robots.txt"
    if media in _FEEDS:
        return "feed or sitemap"
    if media not in _FORMS and media not in _UNTYPED:
        return media[:80]
    return None if parts.hostname in HOSTS else "page of another site"


def _media(head: HttpHead) -> str:
    return (head.content_type or "").partition(";")[0].strip().lower()


def _revisit(content: _Content, circumstances: Circumstances) -> Revisit:
    refers_to = content.header("WARC-Refers-To-Target-URI")
    url, moment = read_location(refers_to, _moment(content.header("WARC-Refers-To-Date")))
    profile = content.header("WARC-Profile").rstrip(">").rstrip("/")
    return Revisit(
        offset=content.offset,
        circumstances=circumstances,
        payload_digest=content.header("WARC-Payload-Digest") or None,
        refers_to_url=url or None,
        refers_to_date=moment,
        not_modified=circumstances.status == 304 or profile.endswith("server-not-modified"),
    )


def _page(content: _Content, block: bytes, head: HttpHead, circumstances: Circumstances, place: str) -> Item:
    _require_whole(content)
    if content.length - head.size > LARGEST_PAGE:
        raise UnreadableCaptureError(f"the record has {content.length} bytes; a page has at most {LARGEST_PAGE}")
    block += content.read(content.length)
    if not _matches(content.header("WARC-Block-Digest"), block):
        raise UnreadableCaptureError("the digest of the record does not match")
    body = block[head.size :]
    del block
    payload = undo_encodings(body, head)
    form = _FORMS.get(_media(head)) or (Form.HTML if is_html(payload) else None)
    if form is None:
        return PassedOver(content.offset, _media(head) or "no content type")
    if not payload.strip():
        return PassedOver(content.offset, "empty page")
    digest = content.header("WARC-Payload-Digest") or f"sha1:{_digest('sha1', body)}"
    return WarcPage(Capture(place, payload, circumstances, form, content.offset), digest)


def _require_whole(content: _Content) -> None:
    if truncated := content.header("WARC-Truncated"):
        raise UnreadableCaptureError(f"the crawler cut the page short: {truncated[:40]}")
    if content.header("WARC-Segment-Number"):
        raise UnreadableCaptureError("the page lies in several records, which are not joined")


def _digest(name: str, block: bytes) -> str:
    return base64.b32encode(hashlib.new(name, block, usedforsecurity=False).digest()).decode("ascii")


def _matches(declared: str, block: bytes) -> bool:
    """Compare a digest in base 32 or 16; one of an unknown kind proves nothing, so it matches."""
    name, _, value = _normal(declared).lower().partition(":")
    if name not in _DIGESTS:
        return True
    digest = hashlib.new(name, block, usedforsecurity=False).digest()
    forms = (base64.b32encode(digest).decode("ascii").lower().rstrip("="), digest.hex())
    value = value.strip().rstrip("=")
    return value in forms or len(value) not in map(len, forms)


class Originals:
    """Where the payload of a revisit lies; kept in a private temporary database, so that memory stays flat."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE pages (digest TEXT, url TEXT, moment TEXT, place TEXT, at INTEGER)")
        self._database.execute("CREATE INDEX by_digest ON pages (digest)")
        self._database.execute("CREATE INDEX by_url ON pages (url, moment)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the database."""
        self._database.close()

    def remember(
        self, capture_digest: str | None, url: str, captured_at: datetime | None, place: str, offset: int
    ) -> None:
        """Keep where the page with a payload digest lies, as ``read_record`` finds it."""
        row = (_normal(capture_digest), url, _seconds(captured_at), place, offset)
        self._database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)

    def find(self, revisit: Revisit) -> tuple[str, int] | None:
        """Return place and offset of the page that a revisit saw again; ``None`` if it was not remembered.

        The digest decides; of several with it, the one that the revisit names. Without it the address and the time
        that the revisit names do, and for a page that the server called not modified its newest capture before.
        """
        known = revisit.circumstances
        digest = _normal(revisit.payload_digest)
        url = revisit.refers_to_url or known.url
        moment = _seconds(revisit.refers_to_date or known.captured_at) or _END_OF_TIME
        found = self._first("digest = ? AND digest <> '' ORDER BY url = ? DESC, moment = ? DESC", digest, url, moment)
        if found is None and revisit.not_modified:
            found = self._first("url = ? AND moment <= ? ORDER BY moment DESC", url, moment)
        elif found is None and revisit.refers_to_date is not None:
            kind = digest.partition(":")[0] + ":%"  # another digest of the same kind is another page
            found = self._first("url = ? AND moment = ? AND digest NOT LIKE ?", url, moment, kind)
        return found

    def _first(self, condition: str, *values: str | None) -> tuple[str, int] | None:
        rows = self._database.execute(f"SELECT place, at FROM pages WHERE {condition} LIMIT 1", values)  # noqa: S608
        found: tuple[str, int] | None = rows.fetchone()
        return found


def _normal(digest: str | None) -> str:
    name, _, value = (digest or "").strip().partition(":")
    return f"{name.lower().replace('-', '')}:{value.upper()}" if value else ""


def _seconds(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
