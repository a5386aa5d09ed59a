"""The encodings of HTTP bodies undone: which, from what, and what is refused."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from atwasat_spider.captures.bodies import LARGEST_PAGE, HttpHead, undo_encodings
from atwasat_spider.errors import UnreadableCaptureError


def undo(body: bytes, *, transfer: str | None = None, content: str | None = None, length: str | None = None) -> bytes:
    return undo_encodings(body, HttpHead(transfer=transfer, content=content, length=length))


PAGE = "<html><p>افتتحت البلدية مدرسة جديدة في سبها.</p></html>".encode() * 40
A_LITTLE = 4 * 1024 * 1024  # beside the limit: one block of a decoder, and what Python needs


def raw_deflate(body: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(body) + compressor.flush()


def zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(body)


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


ENCODED = {
    "gzip": gzip.compress(PAGE, mtime=0),
    "x-gzip": gzip.compress(PAGE, mtime=0),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd(PAGE),
}


@pytest.mark.parametrize("name", ENCODED)
def test_content_encoding_is_undone(name: str) -> None:
    assert undo(ENCODED[name], content=name) == PAGE
    assert undo(ENCODED[name], content=f" {name.upper()} , identity") == PAGE
    assert undo(ENCODED[name], transfer=name) == PAGE


@pytest.mark.parametrize("name", [*ENCODED, "chunked", "identity", "utf-8", "compress"])
def test_decoded_body_under_its_old_header_stays(name: str) -> None:
    assert undo(PAGE, content=name) == PAGE
    assert undo(b"", content=name) == b""


def test_deflate_without_its_zlib_wrapping_is_undone() -> None:
    assert undo(raw_deflate(PAGE), content="deflate") == PAGE


def test_no_header_means_no_encoding() -> None:
    assert undo(ENCODED["gzip"]) == ENCODED["gzip"]
    assert undo(ENCODED["gzip"], transfer="identity", content="") == ENCODED["gzip"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde"),
        (b"3;name=value\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"00000003  \r\nabc\r\n0\r\nTrailer: x\r\n\r\n", b"abc"),
        (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"3\nabc\n0\n\n", b"abc"),
        (b"5\r\n3\r\n\r\n\r\n0\r\n\r\n", b"3\r\n\r\n"),
        (b"0\r\n\r\n", b""),
        (b"<html>3\r\nabc</html>", b"<html>3\r\nabc</html>"),
        (b"2017\r\nA page of text that begins with a year." + b"." * 9000, None),
        (b"add\r\nA page of text whose first line reads like a size." + b"." * 9000, None),
    ],
)
def test_chunks_are_joined_where_there_are_any(body: bytes, expected: bytes | None) -> None:
    assert undo(body, transfer="chunked") == (body if expected is None else expected)


@pytest.mark.parametrize("end", [1, 2, 3, 5, 7, 8, 9, 11, 12, 13])
def test_body_that_breaks_off_in_a_chunk_is_an_error(end: int) -> None:
    body = b"3\r\nabc\r\n2\r\nde\r\n"[: end + 2]
    with pytest.raises(UnreadableCaptureError, match=r"breaks off or is damaged at byte (0|8|15)$"):
        undo(body, transfer="chunked")


def test_chunk_without_its_line_end_is_an_error() -> None:
    with pytest.raises(UnreadableCaptureError, match="at byte 8"):
        undo(b"3\r\nabc\r\n2\r\ndefgh\r\n0\r\n\r\n", transfer="chunked")


def test_chunks_of_a_compressed_body_are_joined_first() -> None:
    body = chunked(ENCODED["gzip"][:10], ENCODED["gzip"][10:])
    assert undo(body, transfer="chunked", content="gzip") == PAGE
    assert undo(body, transfer="gzip, chunked") == PAGE
    assert undo(PAGE, transfer="chunked", content="gzip") == PAGE
    assert undo(ENCODED["gzip"], transfer="chunked", content="gzip") == PAGE


def test_several_encodings_are_undone_last_first() -> None:
    assert undo(brotli.compress(gzip.compress(PAGE, mtime=0)), content="gzip, br") == PAGE
    assert undo(zstd(zlib.compress(PAGE)), content="deflate,zstd") == PAGE


def test_too_many_encodings_are_refused() -> None:
    with pytest.raises(UnreadableCaptureError, match="5 encodings"):
        undo(PAGE, content="gzip, gzip, gzip, gzip", transfer="chunked")


@pytest.mark.parametrize("name", ENCODED)
def test_body_cut_anywhere_is_an_error(name: str) -> None:
    encoded = ENCODED[name]
    for end in range(12, len(encoded)):
        with pytest.raises(UnreadableCaptureError, match=r"breaks off|damaged"):
            undo(encoded[:end], content=name)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_flipped_bit_in_a_checked_body_is_an_error(name: str) -> None:
    encoded = bytearray(ENCODED[name])
    encoded[len(encoded) // 2] ^= 1
    with pytest.raises(UnreadableCaptureError, match="damaged"):
        undo(bytes(encoded), content=name)


def test_members_of_one_body_are_joined() -> None:
    assert undo(gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0), content="gzip") == b"one two"
    assert undo(zstd(b"one ") + zstd(b"two"), content="zstd") == b"one two"
    assert undo(gzip.compress(b"one", mtime=0) + b"\0" * 100, content="gzip") == b"one"


def test_endless_members_are_an_error() -> None:
    with pytest.raises(UnreadableCaptureError, match="more than 1000 members"):
        undo(gzip.compress(b"", mtime=0) * 1001, content="gzip")


def test_unknown_encoding_of_no_text_is_an_error() -> None:
    with pytest.raises(UnreadableCaptureError, match="'compress' is not known"):
        undo(b"\x1f\x9d\x90\x00", content="compress")


def test_body_shorter_than_its_content_length_is_an_error() -> None:
    with pytest.raises(UnreadableCaptureError, match="breaks off: 3 of 10 bytes"):
        undo(b"abc", length="10")
    assert undo(b"abc", length="2") == b"abc"
    assert undo(b"abc", length="many") == b"abc"
    assert undo(b"abc", content="gzip", length="10") == b"abc"


def test_page_of_the_limit_is_read_and_one_byte_more_not() -> None:
    largest = bytes(LARGEST_PAGE)
    assert undo(largest) == largest
    assert undo(gzip.compress(largest, 1, mtime=0), content="gzip") == largest
    with pytest.raises(UnreadableCaptureError, match="has 33554433 bytes; a page has at most 33554432"):
        undo(largest + b"x")
    with pytest.raises(UnreadableCaptureError, match="more than 33554432 bytes"):
        undo(gzip.compress(largest + b"x", 1, mtime=0), content="gzip")


def one_gibibyte() -> Iterator[bytes]:
    return iter([bytes(1024 * 1024)] * 1024)


def gzip_bomb(wrapping: int) -> bytes:
    """A mebibyte is compressed once: after a full flush the same bytes mean the same again."""
    compressor = zlib.compressobj(wbits=wrapping)
    beginning = compressor.compress(b"") + compressor.flush(zlib.Z_FULL_FLUSH)
    mebibyte = compressor.compress(bytes(1024 * 1024)) + compressor.flush(zlib.Z_FULL_FLUSH)
    return beginning + mebibyte * 1024 + compressor.flush()


def brotli_bomb() -> bytes:
    compressor = brotli.Compressor(quality=1)
    return b"".join(map(compressor.process, one_gibibyte())) + bytes(compressor.finish())


def zstd_bomb() -> bytes:
    compressor = zstandard.ZstdCompressor().compressobj()
    return b"".join(map(compressor.compress, one_gibibyte())) + compressor.flush()


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("gzip", gzip_bomb(31)),
        ("deflate", gzip_bomb(15)),
        ("deflate", gzip_bomb(-15)),
        ("br", brotli_bomb()),
        ("zstd", zstd_bomb()),
    ],
    ids=["gzip", "deflate", "bare deflate", "br", "zstd"],
)
def test_gibibyte_of_zeros_costs_no_more_than_the_limit(name: str, bomb: bytes) -> None:
    assert len(bomb) < 2 * 1024 * 1024
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableCaptureError, match="more than 33554432 bytes"):
            undo(bomb, content=name)
        assert tracemalloc.get_traced_memory()[1] < LARGEST_PAGE + A_LITTLE
    finally:
        tracemalloc.stop()
