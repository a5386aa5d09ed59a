"""The body of an HTTP response: its transfer and content encodings undone, never beyond ``LARGEST_PAGE`` bytes.

Many tools store a body that is decoded already under the headers of the encoded one. So a header only says what to
try: a body that shows no sign of an encoding is taken as it is. One that is encoded and damaged is an error.
"""

import codecs
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import brotli  # type: ignore[import-untyped]
import zstandard
from fastwarc.warc import HeaderMap

from atwasat_spider.errors import UnreadableCaptureError

LARGEST_PAGE = 32 * 1024 * 1024  # bytes; the seed has 6,481, a page with all its markup some 100,000

_MOST_ENCODINGS = 4  # one upon the other; a server uses two: gzip, chunked
_MOST_MEMBERS = 1000  # gzip members or zstd frames in one body; a server sends one
_BLOCK = 64 * 1024
_ZSTD_BLOCK = 64  # bytes of input; four of them can become 128 KiB, and zstandard has no limit for its output
_ZSTD_WINDOW = 8 * 1024 * 1024  # what RFC 9659 allows on the web
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's numbers for the three wrappings of the same compression

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_LENGTH = re.compile("[0-9]{1,18}")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_HTML = re.compile(rb"<html\b|<!doctype html\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HttpHead:
    """What the head of a response says of its body, which begins at byte ``size``; what it does not say is ``None``."""

    size: int = 0
    status: int | None = None
    content_type: str | None = None
    transfer: str | None = None
    content: str | None = None
    length: str | None = None


def read_http_head(block: bytes) -> HttpHead:
    """Read the status line and the headers that a response begins with."""
    end = _BLANK_LINE.search(block)
    size = end.end() if end else len(block)
    headers = HeaderMap("latin1")
    headers.parse(BytesIO(_LINE_END.sub(b"\r\n", block[:size])))
    return HttpHead(
        size=size,
        status=headers.status_code,
        content_type=headers.get("Content-Type"),
        transfer=", ".join(headers.get_multiple("Transfer-Encoding")),
        content=", ".join(headers.get_multiple("Content-Encoding")),
        length=headers.get("Content-Length"),
    )


def is_html(payload: bytes) -> bool:
    """Tell a page whose server did not say what it is."""
    return _HTML.search(payload[:1024]) is not None


class _BrokenOffError(UnreadableCaptureError):
    """The encoded body lacks its end."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the {name} body breaks off")


class _Decoded:
    """What came out of a decoder so far; too much of it is an error."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._size = 0

    def add(self, block: bytes) -> None:
        self._size += len(block)
        if self._size > LARGEST_PAGE:
            raise UnreadableCaptureError(
                f"the decoded body has more than {LARGEST_PAGE} bytes, a page has at most that"
            )
        self._blocks.append(block)

    def whole(self) -> bytes:
        return b"".join(self._blocks)


def undo_encodings(body: bytes, head: HttpHead) -> bytes:
    """Return a body without the encodings that its head names.

    Raises ``UnreadableCaptureError`` that says what is wrong: damaged, broken off, too large, an unknown encoding.
    """
    if len(body) > LARGEST_PAGE:
        raise UnreadableCaptureError(f"the body has {len(body)} bytes; a page has at most {LARGEST_PAGE}")
    names = [*_names(head.content), *_names(head.transfer)]
    if len(names) > _MOST_ENCODINGS:
        raise UnreadableCaptureError(f"the body has {len(names)} encodings one upon the other")
    if not names and head.length and _LENGTH.fullmatch(head.length) and len(body) < int(head.length):
        raise UnreadableCaptureError(f"the body breaks off: {len(body)} of {head.length} bytes")
    for name in reversed(names):
        body = _DECODERS.get(name, _unknown(name))(body)
    return body


def _names(header: str | None) -> list[str]:
    names = [name.strip().lower() for name in (header or "").split(",")]
    return [name for name in names if name not in ("", "identity")]


def _unknown(name: str) -> Callable[[bytes], bytes]:
    """Servers write ``Content-Encoding: utf-8``; the body is text all the same."""

    def unless_text(body: bytes) -> bytes:
        if body and not _is_text(body):
            raise UnreadableCaptureError(f"the body's encoding {name[:40]!r} is not known")
        return body

    return unless_text


def _is_text(body: bytes) -> bool:
    """Markup, or UTF-8; hardly any encoded body begins with so many characters that are either."""
    beginning = body[:1024]
    if _CONTROL.search(beginning):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return beginning.lstrip().startswith(b"<")
    return True


def _damaged(name: str, reason: object) -> UnreadableCaptureError:
    return UnreadableCaptureError(f"the {name} body is damaged: {reason}")


def _undo_chunked(body: bytes) -> bytes:
    """Join the chunks; a body that does not begin with a chunk's size was joined by the tool that stored it."""
    joined = bytearray()
    position = 0
    while size_line := _CHUNK_SIZE.match(body, position):
        size, start = int(size_line[1], 16), size_line.end()
        if size == 0:
            return bytes(joined)
        line_end = _LINE_END.match(body, start + size)
        if line_end is None:
            break
        joined += body[start : start + size]
        position = line_end.end()
    if position == 0 and (size_line is None or start + size + 1 < len(body)):
        return body
    raise UnreadableCaptureError(f"the chunked body breaks off or is damaged at byte {position}")


def _undo_gzip(body: bytes) -> bytes:
    return _undo_members("gzip", b"\x1f\x8b", _gzip_member, body)


def _undo_zstd(body: bytes) -> bytes:
    return _undo_members("zstd", b"\x28\xb5\x2f\xfd", _zstd_frame, body)


def _undo_members(name: str, magic: bytes, member: Callable[[bytes, int, _Decoded], int], body: bytes) -> bytes:
    """Join the members of a body; what follows them and is none, such as padding, is no part of the page."""
    if not body.startswith(magic):
        return body
    decoded = _Decoded()
    position = count = 0
    while body.startswith(magic, position):
        count += 1
        if count > _MOST_MEMBERS:
            raise _damaged(name, f"more than {_MOST_MEMBERS} members")
        try:
            position = member(body, position, decoded)
        except (zlib.error, zstandard.ZstdError) as error:
            raise _damaged(name, error) from error
    return decoded.whole()


def _gzip_member(body: bytes, start: int, decoded: _Decoded) -> int:
    return _inflate(body, start, decoded, _GZIP, "gzip")


def _inflate(body: bytes, start: int, decoded: _Decoded, wrapping: int, name: str) -> int:
    """Decode what begins at ``start`` and return where it ends."""
    decoder = zlib.decompressobj(wrapping)
    for position in range(start, len(body), _BLOCK):
        encoded = body[position : position + _BLOCK]
        block = bytes(_BLOCK)
        while encoded or len(block) == _BLOCK:
            block = decoder.decompress(encoded, _BLOCK)
            encoded = decoder.unconsumed_tail
            decoded.add(block)
        if decoder.eof:
            return min(position + _BLOCK, len(body)) - len(decoder.unused_data)
    raise _BrokenOffError(name)


def _zstd_frame(body: bytes, start: int, decoded: _Decoded) -> int:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    for position in range(start, len(body), _ZSTD_BLOCK):
        decoded.add(decoder.decompress(body[position : position + _ZSTD_BLOCK]))
        if decoder.eof:
            return min(position + _ZSTD_BLOCK, len(body)) - len(decoder.unused_data)
    raise _BrokenOffError("zstd")


def _undo_deflate(body: bytes) -> bytes:
    """HTTP's deflate is zlib's, as the standard says, or bare, as some servers sent it."""
    problem: Exception | None = None
    for wrapping in (_ZLIB, _RAW):
        decoded = _Decoded()
        try:
            _inflate(body, 0, decoded, wrapping, "deflate")
        except zlib.error as error:
            problem = problem or _damaged("deflate", error)
        except _BrokenOffError as error:
            problem = error
        else:
            return decoded.whole()
    return _text_or(problem, body)


def _undo_brotli(body: bytes) -> bytes:
    decoder, decoded = brotli.Decompressor(), _Decoded()
    try:
        for position in range(0, len(body), _BLOCK):
            decoded.add(decoder.process(body[position : position + _BLOCK], output_buffer_limit=_BLOCK))
            while not decoder.can_accept_more_data():
                decoded.add(decoder.process(b"", output_buffer_limit=_BLOCK))
    except brotli.error as error:
        return _text_or(_damaged("br", error), body)
    return decoded.whole() if decoder.is_finished() else _text_or(_BrokenOffError("br"), body)


def _text_or(problem: Exception | None, body: bytes) -> bytes:
    """Return a body that was text all along; these two encodings have no magic number that would have told."""
    if problem is None or not body or _is_text(body):
        return body
    raise problem


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "chunked": _undo_chunked,
    "gzip": _undo_gzip,
    "x-gzip": _undo_gzip,
    "deflate": _undo_deflate,
    "br": _undo_brotli,
    "zstd": _undo_zstd,
}
