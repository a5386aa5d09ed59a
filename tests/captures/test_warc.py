"""WARC files in every shape, whole and damaged: what is read of them, and what is said of the rest."""

import gzip
import hashlib
import io
import re
import subprocess
import sys
import tracemalloc
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
import zstandard

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.captures.originals import Originals
from atwasat_spider.captures.warc import Damage, Item, PassedOver, Revisit, WarcPage, read_record, read_warc
from atwasat_spider.errors import UnreadableCaptureError

HTML = "<html><body><p>افتتحت البلدية مدرسة في سبها.</p></body></html>".encode()
URL = "http://alwasat.ly/news/libya/123"
NOON = datetime(2017, 5, 11, 12, 0, 0, tzinfo=UTC)
EMPTY_DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def record(kind: str, url: str, block: bytes, *lines: str, date: str = "2017-05-11T12:00:00Z") -> bytes:
    """One record as a writer of WARC 1.0 lays it out; ``lines`` are further header lines."""
    head = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {date}", *lines]
    return "\r\n".join([*head, f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n\r\n"


def http(body: bytes, *lines: str, status: str = "200 OK", content_type: str | None = "text/html") -> bytes:
    named = [f"Content-Type: {content_type}"] if content_type is not None else []
    return "\r\n".join([f"HTTP/1.1 {status}", *named, *lines, "", ""]).encode("latin-1") + body


def response(number: int = 123, body: bytes = HTML, *lines: str) -> bytes:
    return record("response", f"http://alwasat.ly/news/libya/{number}", http(body), *lines)


def with_digest(number: int, body: bytes = HTML) -> bytes:
    block = http(body)
    digest = b32encode(hashlib.sha1(block).digest()).decode()
    return record("response", f"http://alwasat.ly/news/libya/{number}", block, f"WARC-Block-Digest: sha1:{digest}")


def items(file: bytes) -> list[Item]:
    return list(read_warc(io.BytesIO(file), "/archive/crawl.warc"))


def only(file: bytes) -> Item:
    [item] = items(file)
    return item


def page(file: bytes) -> WarcPage:
    item = only(file)
    assert isinstance(item, WarcPage), item
    return item


def revisit(file: bytes) -> Revisit:
    item = only(file)
    assert isinstance(item, Revisit), item
    return item


def numbers(found: list[Item]) -> list[int]:
    """The articles of the pages that were read."""
    addresses = [item.capture.circumstances.address for item in found if isinstance(item, WarcPage)]
    return [address.site_id for address in addresses if address is not None]


def damages(found: list[Item]) -> list[Damage]:
    return [item for item in found if isinstance(item, Damage)]


# What is known of a page


def test_page_has_all_that_its_record_says() -> None:
    found = page(record("response", URL, http(HTML), "WARC-Payload-Digest: sha1:ABC"))
    assert found.capture.path == "/archive/crawl.warc"
    assert found.capture.payload == HTML
    assert found.capture.form is Form.HTML
    assert found.capture.offset == found.offset == 0
    assert found.payload_digest == "sha1:ABC"
    known = found.capture.circumstances
    assert known.address is not None
    assert known.address.url == "https://alwasat.ly/news/libya/123"
    assert (known.url, known.captured_at, known.content_type, known.status) == (URL, NOON, "text/html", 200)


def test_digest_that_is_missing_is_computed_over_the_body() -> None:
    assert page(record("response", URL, http(b"<html>"))).payload_digest == "sha1:B7QLWRC7KH5NK7Z7YQIV27DGZ4MFIUIH"


def test_page_of_the_site_that_is_no_article_has_no_address() -> None:
    known = page(record("response", "https://www.alwasat.ly/section/libya?page=2", http(HTML))).capture.circumstances
    assert (known.address, known.url) == (None, "https://www.alwasat.ly/section/libya?page=2")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2017-05-11T12:00:00Z", NOON),
        ("2017-05-11T12:00:00.123456Z", datetime(2017, 5, 11, 12, 0, 0, 123456, tzinfo=UTC)),
        ("2017-05-11T12:00:00.123456789Z", datetime(2017, 5, 11, 12, 0, 0, 123456, tzinfo=UTC)),
        ("2017-05-11T14:00:00+02:00", NOON),
        ("2017-05-11T12:00:00", NOON),
        ("2017-05-11", datetime(2017, 5, 11, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+23:00", None),
    ],
)
def test_date_is_read_as_utc(written: str, read: datetime | None) -> None:
    assert page(record("response", URL, http(HTML), date=written)).capture.circumstances.captured_at == read


@pytest.mark.parametrize(
    ("address", "url", "moment"),
    [
        ("https://web.archive.org/web/20160905155100id_/http://alwasat.ly/news/libya/1", "http://alwasat.ly/news/libya/1",
         datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
        ("http://web.archive.org/web/20160905155100/https://www.alwasat.ly:443/news/libya/1/",
         "https://www.alwasat.ly:443/news/libya/1/", datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
        ("https://web.archive.org/web/20160905155100if_/http:/alwasat.ly/news/libya/1", "http://alwasat.ly/news/libya/1",
         datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
        ("https://web.archive.org/web/20160905155100id_/alwasat.ly/news/libya/1", "http://alwasat.ly/news/libya/1",
         datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
        ("<http://alwasat.ly/news/libya/1>", "http://alwasat.ly/news/libya/1", NOON),
    ],
)  # fmt: skip
def test_address_of_the_wayback_machine_counts_as_what_it_holds(address: str, url: str, moment: datetime) -> None:
    known = page(record("response", address, http(HTML))).capture.circumstances
    assert known.address is not None
    assert (known.address.url, known.url, known.captured_at) == ("https://alwasat.ly/news/libya/1", url, moment)


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20161305155100id_/http://alwasat.ly/news/libya/1",
        "https://web.archive.org/web/2016/http://alwasat.ly/news/libya/1",
        "https://web.archive.org/web/20160905155100id_/http://example.org/news/libya/1",
        "https://web.archive.org/save/http://alwasat.ly/news/libya/1",
        "http://alwasat.ly.example.org/news/libya/1",
        "http://[alwasat.ly/news/libya/1",
        "http://static.alwasat.ly/",
    ],
)
def test_page_of_another_site_is_passed_over(address: str) -> None:
    assert only(record("response", address, http(HTML))) == PassedOver(0, "page of another site")


# What is a page


@pytest.mark.parametrize(
    ("content_type", "body", "form"),
    [
        ("text/html; charset=windows-1256", b"page", Form.HTML),
        ("TEXT/HTML", b"page", Form.HTML),
        ("application/xhtml+xml", b"page", Form.HTML),
        ("text/plain;charset=utf-8", b"page", Form.TEXT),
        (None, b"\xef\xbb\xbf \n<!DOCTYPE html>", Form.HTML),
        ("application/octet-stream", b"<!-- saved --><HTML lang=ar>", Form.HTML),
    ],
)
def test_page_is_markup_or_text(content_type: str | None, body: bytes, form: Form) -> None:
    capture = page(record("response", URL, http(body, content_type=content_type))).capture
    assert (capture.form, capture.payload, capture.circumstances.content_type) == (form, body, content_type)


@pytest.mark.parametrize(
    ("block", "what"),
    [
        (http(HTML, "Location: /", status="301 Moved"), "redirect"),
        (http(HTML, status="302 Found"), "redirect"),
        (http(b"", status="304 Not Modified"), "status 304"),
        (http(HTML, status="404 Not Found"), "status 404"),
        (http(HTML, status="410 Gone"), "status 410"),
        (http(HTML, status="503 Busy"), "status 503"),
        (http(HTML[:20], status="206 Partial"), "status 206"),
        (http(HTML, status="what"), "no HTTP status"),
        (HTML, "no HTTP status"),
        (b"", "no HTTP status"),
        (http(b"\x89PNG", content_type="image/png"), "image/png"),
        (http(b"<svg/>", content_type="image/svg+xml"), "image/svg+xml"),
        (http(b"<rss/>", content_type="application/rss+xml; charset=utf-8"), "feed or sitemap"),
        (http(b"<urlset/>", content_type="text/xml"), "feed or sitemap"),
        (http(b"%PDF", content_type="application/octet-stream"), "application/octet-stream"),
        (http(b"%PDF", content_type=None), "no content type"),
        (http(b" \r\n"), "empty page"),
    ],
)
def test_response_without_a_page_is_passed_over(block: bytes, what: str) -> None:
    assert only(record("response", URL, block)) == PassedOver(0, what)


def test_robots_txt_is_no_page() -> None:
    robots = record("response", "http://alwasat.ly/robots.txt", http(b"User-agent: *", content_type="text/plain"))
    assert only(robots) == PassedOver(0, "robots.txt")


@pytest.mark.parametrize(
    ("kind", "url", "what"),
    [
        ("warcinfo", "", "warcinfo"),
        ("request", URL, "request"),
        ("metadata", URL, "metadata"),
        ("conversion", URL, "conversion"),
        ("continuation", URL, "continuation"),
        ("invented", URL, "unknown"),
        ("response", "dns:alwasat.ly", "dns record"),
        ("resource", "urn:pageinfo:http://alwasat.ly/", "urn record"),
        ("response", "", "nameless record"),
    ],
)
def test_record_of_another_kind_is_passed_over(kind: str, url: str, what: str) -> None:
    assert only(record(kind, url, http(HTML))) == PassedOver(0, what)


def test_resource_of_markup_is_a_page_without_status() -> None:
    known = page(record("resource", URL, HTML, "Content-Type: text/html; charset=utf-8")).capture
    assert (known.payload, known.circumstances.status, known.form) == (HTML, None, Form.HTML)
    assert known.circumstances.content_type == "text/html; charset=utf-8"
    assert only(record("resource", URL, b"{}", "Content-Type: application/json")) == PassedOver(0, "application/json")


def test_status_203_is_a_page_too() -> None:
    assert page(record("response", URL, http(HTML, status="203 By A Proxy"))).capture.circumstances.status == 203


def test_heads_with_bare_line_feeds_are_read() -> None:
    block = b"HTTP/1.0 200 OK\nServer: old\nContent-Type: text/html\n\n" + HTML
    assert page(record("response", URL, block)).capture.payload == HTML


# Shapes of files


def member(whole_record: bytes) -> bytes:
    return gzip.compress(whole_record, mtime=0)


def frame(whole_record: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(whole_record)


def with_dictionary(records: list[bytes], *, packed: bool) -> bytes:
    """As some crawlers write it: the dictionary in a frame that a decoder skips, then a frame for each record."""
    content = b"<html><body><p></p></body></html>HTTP/1.1 200 OK Content-Type: text/html WARC/1.0 WARC-Type: response"
    dictionary = zstandard.ZstdCompressionDict(content)
    stored = zstandard.ZstdCompressor().compress(content) if packed else content
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    return (
        b"\x5d\x2a\x4d\x18" + len(stored).to_bytes(4, "little") + stored + b"".join(map(compressor.compress, records))
    )


SHAPES: dict[str, Callable[[list[bytes]], bytes]] = {
    "plain": b"".join,
    "gzip": lambda records: b"".join(map(member, records)),
    "one gzip": lambda records: member(b"".join(records)),
    "two gzip": lambda records: member(records[0]) + member(b"".join(records[1:])),
    "zstd": lambda records: b"".join(map(frame, records)),
    "one zstd": lambda records: frame(b"".join(records)),
    "zstd with dictionary": lambda records: with_dictionary(records, packed=False),
    "zstd with packed dictionary": lambda records: with_dictionary(records, packed=True),
}
THREE = [response(1, HTML + b"<!-- one -->"), response(2, HTML), response(3, HTML + b"<!-- three -->" * 9)]


@pytest.mark.parametrize("shape", SHAPES)
def test_records_are_read_from_every_shape(shape: str) -> None:
    found = items(SHAPES[shape]([record("warcinfo", "", b"software: a test"), *THREE]))
    assert found[0] == PassedOver(found[0].offset, "warcinfo")
    assert numbers(found) == [1, 2, 3]
    payloads = [item.capture.payload for item in found if isinstance(item, WarcPage)]
    assert payloads == [HTML + b"<!-- one -->", HTML, HTML + b"<!-- three -->" * 9]
    assert len({item.offset for item in found}) == 4


@pytest.mark.parametrize("shape", SHAPES)
def test_record_is_found_again_by_its_offset(shape: str) -> None:
    file = SHAPES[shape](THREE)
    for item in items(file):
        assert read_record(io.BytesIO(file), "/archive/crawl.warc", item.offset) == item


def test_records_that_share_members_have_offsets_of_their_own() -> None:
    records = [response(number) for number in range(1, 10)]
    file = b"".join(member(b"".join(records[at : at + 3])) for at in (0, 3, 6))
    found = items(file)
    assert len({item.offset for item in found}) == 9
    assert [read_record(io.BytesIO(file), "/archive/crawl.warc", item.offset) for item in found] == found


def test_offset_is_where_the_record_or_its_member_begins() -> None:
    lengths = [len(record) for record in THREE]
    assert [item.offset for item in items(b"".join(THREE))] == [0, lengths[0], lengths[0] + lengths[1]]
    members = [len(member(record)) for record in THREE]
    assert [item.offset for item in items(SHAPES["gzip"](THREE))] == [0, members[0], members[0] + members[1]]
    assert [item.offset for item in items(SHAPES["one gzip"](THREE))] == [0, 1, 2]
    assert [item.offset for item in items(SHAPES["two gzip"](THREE))] == [0, members[0], members[0] + 1]


@pytest.mark.parametrize("offset", [5, 7, 333, 10**9])
@pytest.mark.parametrize("shape", ["plain", "gzip", "one gzip"])
def test_offset_of_no_record_is_an_error_that_names_it(shape: str, offset: int) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"^/a/b.warc: offset {offset}: no "):
        read_record(io.BytesIO(SHAPES[shape](THREE)), "/a/b.warc", offset)


def test_record_of_no_page_is_an_error_that_says_what_it_is() -> None:
    with pytest.raises(UnreadableCaptureError, match=r"^/b\.warc: offset 0: no page: image/png$"):
        read_record(io.BytesIO(record("response", URL, http(b"", content_type="image/png"))), "/b.warc", 0)
    with pytest.raises(UnreadableCaptureError, match=r"^/b\.warc: offset 0: the file breaks off within the record$"):
        read_record(io.BytesIO(THREE[0][:-30]), "/b.warc", 0)


@pytest.mark.parametrize("version", ["0.18", "1.0", "1.1"])
def test_versions_of_the_format_are_read(version: str) -> None:
    assert numbers(items(THREE[0].replace(b"WARC/1.0", f"WARC/{version}".encode()))) == [1]


def test_empty_file_holds_nothing() -> None:
    assert items(b"") == []


# Encodings of the body


def test_chunked_and_compressed_body_is_decoded() -> None:
    body = gzip.compress(HTML, mtime=0)
    chunked = b"a\r\n" + body[:10] + b"\r\n" + f"{len(body) - 10:x}\r\n".encode() + body[10:] + b"\r\n0\r\n\r\n"
    lines = ("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    assert page(record("response", URL, http(chunked, *lines))).capture.payload == HTML
    assert page(record("response", URL, http(body, *lines))).capture.payload == HTML
    assert page(record("response", URL, http(HTML, *lines))).capture.payload == HTML
    twice = ("Content-Encoding: gzip", "Content-Encoding: gzip")
    assert page(record("response", URL, http(gzip.compress(body, mtime=0), *twice))).capture.payload == HTML


def test_body_that_breaks_off_costs_only_its_record() -> None:
    broken = record("response", URL, http(gzip.compress(HTML, mtime=0)[:-9], "Content-Encoding: gzip"))
    found = items(b"".join([THREE[0], broken, THREE[2]]))
    assert numbers(found) == [1, 3]
    assert damages(found) == [Damage(len(THREE[0]), f"{URL}: the gzip body breaks off")]


def test_page_that_its_crawler_cut_is_not_used() -> None:
    assert only(response(1, HTML, "WARC-Truncated: length")) == Damage(
        0, "http://alwasat.ly/news/libya/1: the crawler cut the page short: length"
    )
    assert only(response(1, HTML, "WARC-Segment-Number: 1")) == Damage(
        0, "http://alwasat.ly/news/libya/1: the page lies in several records, which are not joined"
    )
    short = record("response", URL, http(HTML, "Content-Length: 1000"))
    assert only(short) == Damage(0, f"{URL}: the body breaks off: {len(HTML)} of 1000 bytes")


# Damage


def cuts(file: bytes) -> list[int]:
    """Some sixty places to cut a file, its first and last bytes among them."""
    return sorted({*range(4), *range(0, len(file), len(file) // 50), *range(len(file) - 12, len(file))})


def decoded_length(shape: str, cut_member: bytes) -> int:
    """How much a decoder gets out of the beginning of a member."""
    if shape == "gzip":
        return len(zlib.decompressobj(31).decompress(cut_member))
    if shape == "zstd":
        decoder = zstandard.ZstdDecompressor().decompressobj()
        return sum(len(decoder.decompress(cut_member[at : at + 1])) for at in range(len(cut_member)) if not decoder.eof)
    return len(cut_member)


@pytest.mark.parametrize("shape", ["plain", "gzip", "zstd"])
def test_file_cut_anywhere_gives_its_whole_records(shape: str) -> None:
    starts = [len(SHAPES[shape](THREE[:count])) for count in range(4)]
    file = SHAPES[shape](THREE)
    for cut in cuts(file):
        lengths = [decoded_length(shape, file[start:cut]) if cut > start else 0 for start in starts[:3]]
        # The four bytes that close a record are no part of its content, and the last record to begin may be cut.
        whole = sum(length >= len(each) - 4 for length, each in zip(lengths, THREE, strict=True))
        whole_files = sum(start <= cut for start in starts) - 1
        found = items(file[:cut])
        assert numbers(found) == [1, 2, 3][:whole], cut
        at_border = cut in starts or (shape == "plain" and whole > whole_files)
        assert [damage.offset for damage in damages(found)] == ([] if at_border else [starts[whole_files]]), cut


@pytest.mark.parametrize("shape", ["one gzip", "one zstd"])
def test_whole_file_compression_cut_anywhere_is_one_damage(shape: str) -> None:
    file = SHAPES[shape](THREE)
    for cut in cuts(file)[1:]:
        found = items(file[:cut])
        assert len(damages(found)) == 1, cut
        assert numbers(found) == [1, 2, 3][: len(numbers(found))]


def test_records_before_the_cut_of_one_gzip_are_read() -> None:
    noise = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(100))  # nothing can compress it
    file = member(b"".join([response(1), response(2, HTML + noise.hex().encode()), response(3)]))
    assert numbers(items(file[: len(file) // 2])) == [1]


@pytest.mark.parametrize("shape", ["plain", "gzip", "zstd"])
@pytest.mark.parametrize("bit", [1, 16, 128])
def test_flipped_bit_costs_at_most_its_record(shape: str, bit: int) -> None:
    records = [with_digest(1), with_digest(2), with_digest(3)]
    ends = [len(SHAPES[shape](records[:count])) for count in (1, 2)]
    for position in range(ends[0], ends[1], 3):
        file = bytearray(SHAPES[shape](records))
        file[position] ^= bit
        found = items(bytes(file))
        assert [found[0].offset, found[-1].offset] == [0, ends[1]]
        assert {item.capture.payload for item in found if isinstance(item, WarcPage)} == {HTML}
        assert isinstance(found[0], WarcPage)
        assert isinstance(found[-1], WarcPage)
        assert len(found) == 3 or (len(found) == 4 and len(damages(found)) == 1)


NOISE = b"".join(hashlib.sha256(number.to_bytes(2)).digest() for number in range(8000)).hex().encode()  # 512,000 bytes


def test_wrong_checksum_of_a_large_member_costs_only_its_record() -> None:
    large = member(response(2, HTML + NOISE))
    for broken in (large[:-8] + b"wron" + large[-4:], large[:-4] + b"leng", large[:-5000] + b"x" + large[-4999:]):
        found = items(member(THREE[0]) + broken + member(THREE[2]))
        assert numbers(found) == [1, 3]
        assert [damage.offset for damage in damages(found)] == [len(member(THREE[0]))]


def test_wrong_checksum_of_a_whole_file_is_one_damage() -> None:
    records = [response(1, HTML + NOISE), response(2), response(3, HTML + NOISE[:20_000])]
    found = items(member(b"".join(records))[:-8] + b"wrong!!!")
    assert numbers(found) == [1, 2]
    assert [damage.offset for damage in damages(found)] == [2]


def padded(number: int, size: int) -> bytes:
    """A record of some size: of 8194 bytes the content ends in one step of the decoder, the checksum is in the next."""
    spaces = 1000 + size - len(response(number, HTML + b" " * 1000))
    return response(number, HTML + b" " * spaces)


def test_page_that_was_read_before_its_checksum_is_not_used() -> None:
    wrong = b"wrong!!!"
    found = items(member(padded(1, 8194))[:-8] + wrong + member(THREE[1]))
    assert (numbers(found), [damage.offset for damage in damages(found)]) == ([2], [0])
    # Of several in one member it may be any that is wrong, and those before were read long ago.
    found = items(member(padded(1, 8192) + padded(2, 8194))[:-8] + wrong)
    assert (numbers(found), [damage.offset for damage in damages(found)]) == ([1, 2], [1])


def test_record_within_a_damaged_member_is_not_read_as_plain() -> None:
    broken = bytearray(gzip.compress(THREE[1], compresslevel=0, mtime=0))
    broken[-20] ^= 1
    found = items(member(THREE[0]) + bytes(broken) + member(THREE[2]))
    assert (numbers(found), len(damages(found))) == ([1, 3], 1)


def is_gzip(whole_member: bytes) -> bool:
    try:
        return gzip.decompress(whole_member) != b""
    except (OSError, EOFError, zlib.error):
        return False


def test_flipped_bit_of_compressed_data_is_always_told() -> None:
    first, middle, last = map(member, THREE)
    for position in range(10, len(middle)):  # before lies gzip's head, whose time and system say nothing
        broken = bytearray(middle)
        broken[position] ^= 4
        found = items(first + bytes(broken) + last)
        if is_gzip(bytes(broken)):  # the bits that fill the last byte mean nothing
            assert numbers(found) == [1, 2, 3]
            continue
        assert numbers(found) == [1, 3], position
        assert [damage.offset for damage in damages(found)] == [len(first)]


@pytest.mark.parametrize(
    "garbage", [b"garbage\r\n\r\n", b"\0" * 5000, b"\x1f\x8b\x08", b"WARC/1.0\r\n\r\n", b"x" * 200_000]
)
@pytest.mark.parametrize("shape", ["plain", "gzip", "zstd"])
def test_garbage_between_records_is_one_damage(shape: str, garbage: bytes) -> None:
    make = SHAPES[shape]
    found = items(make(THREE[:2]) + garbage + make(THREE[2:]))
    assert numbers(found) == [1, 2, 3]
    assert [damage.offset for damage in damages(found)] == [len(make(THREE[:2]))]


def test_garbage_behind_a_damaged_record_is_told_too() -> None:
    found = items(with_digest(1).replace(b"<p>", b"<b>") + b"garbage\r\n" + response(2))
    assert [damage.offset for damage in damages(found)] == [0, len(with_digest(1))]
    assert numbers(found) == [2]


def test_empty_lines_between_records_are_no_damage() -> None:
    assert [type(item) for item in items(THREE[0] + b"\r\n\r\n" + THREE[1] + b"\r\n" * 9)] == [WarcPage, WarcPage]
    assert [type(item) for item in items(THREE[0].rstrip() + b"\r\n" + THREE[1])] == [WarcPage, WarcPage]


@pytest.mark.parametrize("magic", [b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"])
def test_bytes_that_look_like_a_member_are_no_record(magic: bytes) -> None:
    found = items(member(THREE[0]) + member(THREE[1])[:-20] + magic * 50 + member(b"no record") + member(THREE[2]))
    assert numbers(found) == [1, 3]
    assert len(damages(found)) == 1


def test_next_record_is_found_across_the_blocks_of_a_search() -> None:
    last = member(THREE[2])
    for size in range(64 * 1024 - 20, 64 * 1024 + 4):
        assert numbers(items(b"x" * size + last)) == [3], size


def test_wrong_length_of_content_costs_only_its_record() -> None:
    length = f"Content-Length: {len(http(HTML))}"
    for wrong in ("50", "9999", "", "many", "-1", "9" * 18, "9" * 30, "1e2", "\x1e124"):
        broken = response(2).replace(length.encode(), f"Content-Length: {wrong}".encode())
        found = items(response(1) + broken + response(3))
        assert (wrong, numbers(found), len(damages(found))) == (wrong, [1, 3], 1)
        assert damages(found)[0].offset == len(response(1))


def test_record_that_was_appended_to_a_broken_one_is_read() -> None:
    found = items(response(1) + with_digest(2)[:-40] + response(3) + response(4))
    assert (numbers(found), len(damages(found))) == ([1, 3, 4], 1)


def test_head_that_breaks_off_behind_a_length_of_nothing_is_damage() -> None:
    file = response(1) + record("revisit", URL, b"").replace(b"\r\n\r\n", b"\r\nWARC-Profile: http://netpr")
    assert damages(items(file)) == [Damage(len(response(1)), "the file breaks off within the record")]


@pytest.mark.parametrize(
    "digest",
    ["sha1:{sha1:base32}", "sha1:{sha1:hex}", "SHA-256:{sha256:hex}", "sha256:{sha256:base32}", "md5:{md5:hex}"],
)
def test_block_that_does_not_match_its_digest_is_damage(digest: str) -> None:
    block = http(HTML)
    name, form = re.findall("{(.*):(.*)}", digest)[0]
    raw = hashlib.new(name, block).digest()
    value = raw.hex() if form == "hex" else b32encode(raw).decode()
    line = "WARC-Block-Digest: " + re.sub("{.*}", value, digest)
    assert page(record("response", URL, block, line)).capture.payload == HTML
    changed = record("response", URL, block.replace(b"<p>", b"<b>"), line)
    assert items(changed + THREE[0])[0] == Damage(0, f"{URL}: the digest of the record does not match")
    assert numbers(items(changed + THREE[0])) == [1]


@pytest.mark.parametrize("digest", ["sha1:short", "crc32:00000000", "nonsense", ""])
def test_digest_of_an_unknown_kind_proves_nothing(digest: str) -> None:
    assert numbers(items(response(1, HTML, f"WARC-Block-Digest: {digest}"))) == [1]


@pytest.mark.parametrize(
    "file", [b"\x89PNG\r\n\x1a\n" + bytes(500), b"hello", b"PK\3\4" + bytes(90_000), gzip.compress(HTML, mtime=0)]
)
def test_file_of_something_else_is_one_damage(file: bytes) -> None:
    assert len(items(file)) == len(damages(items(file))) == 1


def test_dictionary_that_breaks_off_is_damage() -> None:
    file = with_dictionary(THREE, packed=False)
    assert damages(items(file[:50])) != []
    assert damages(items(file[:4] + b"\xff\xff\xff\x00" + file[8:])) != []
    assert damages(items(file[:4] + b"\xff\xff\xff\xff" + file[8:])) != []
    claim = b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 7 + b"\x00"  # a frame of 64 PiB
    assert damages(items(file[:4] + b"\x0d\0\0\0" + claim + file[8:])) != []


class FailingDisk(io.BytesIO):
    """Its second block cannot be read, at the first try."""

    failed = False

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= 64 * 1024 and not self.failed:
            self.failed = True
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("shape", ["plain", "gzip", "one gzip"])
def test_disk_that_fails_is_not_taken_for_damage(shape: str) -> None:
    file = SHAPES[shape]([response(number, NOISE[number * 500 : number * 500 + 500]) for number in range(1, 999)])
    with pytest.raises(OSError, match="Input/output error"):
        list(read_warc(FailingDisk(file), "/archive/crawl.warc"))


class SlowPipe(io.BytesIO):
    """Gives one byte at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1)


@pytest.mark.parametrize("shape", SHAPES)
def test_stream_may_give_less_than_was_asked_for(shape: str) -> None:
    assert numbers(list(read_warc(SlowPipe(SHAPES[shape](THREE)), "/archive/crawl.warc"))) == [1, 2, 3]


# Size


def test_page_beyond_the_limit_is_damage_that_names_limit_and_address() -> None:
    found = items(record("response", URL, http(b"<html>" + bytes(32 * 1024 * 1024))) + response(1))
    size = 32 * 1024 * 1024 + len(http(b"<html>"))
    assert found[0] == Damage(0, f"{URL}: the record has {size} bytes; a page has at most 33554432")
    assert numbers(found) == [1]


def test_record_beyond_the_limit_that_is_no_page_is_passed_over() -> None:
    found = items(record("response", URL, http(bytes(40 * 1024 * 1024), content_type="video/mp4")) + response(1))
    assert found[0] == PassedOver(0, "video/mp4")
    assert numbers(found) == [1]


def test_bomb_in_a_page_is_damage_and_the_next_is_read() -> None:
    bomb = gzip.compress(bytes(40 * 1024 * 1024), 9, mtime=0)
    found = items(member(record("response", URL, http(bomb, "Content-Encoding: gzip"))) + member(response(1)))
    problem = f"{URL}: the decoded body has more than 33554432 bytes, a page has at most that"
    assert found[0] == Damage(0, problem)
    assert numbers(found) == [1]


BOMBS = """
import io, resource, sys, zlib, zstandard
from atwasat_spider.captures.warc import read_warc

def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

start = sys.stdin.buffer.read()
gzip, zstd = zlib.compressobj(wbits=31), zstandard.ZstdCompressor().compressobj()
files = [
    gzip.compress(start) + b"".join(gzip.compress(bytes(1 << 20)) for _ in range(100)) + gzip.flush(),
    zstd.compress(start) + b"".join(zstd.compress(bytes(1 << 20)) for _ in range(100)) + zstd.flush(),
]
before = megabytes()
for file in files:
    print(*(type(item).__name__ for item in read_warc(io.BytesIO(file), "/bomb.warc.gz")))
print(megabytes() - before)
"""
PAGE_HEAD = (
    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nContent-Length: {100 * 2**20}\r\n\r\n".encode()
    + http(b"")
)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"", "Damage"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nX: ", "Damage"),
        (b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 104857600\r\n\r\n", "PassedOver"),
        (PAGE_HEAD, "Damage Damage"),  # the page, and what follows it
    ],
    ids=["no record", "endless head", "metadata", "page"],
)
def test_member_of_100_mebibytes_is_read_in_little_memory(start: bytes, expected: str) -> None:
    run = subprocess.run([sys.executable, "-c", BOMBS], input=start, capture_output=True, check=True)
    of_gzip, of_zstd, megabytes = run.stdout.decode().splitlines()
    assert (of_gzip, of_zstd) == (expected, expected)
    assert float(megabytes) < 40


def test_many_records_are_read_in_flat_memory() -> None:
    file = io.BytesIO(b"".join(member(response(number, HTML * 20)) for number in range(1, 5001)))
    tracemalloc.start()
    try:
        count = sum(isinstance(item, WarcPage) for item in read_warc(file, "/archive/crawl.warc.gz"))
        assert count == 5000
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()


# Revisits and their originals

SAME, NOT_MODIFIED = (
    f"WARC-Profile: http://netpreserve.org/warc/1.0/revisit/{name}"
    for name in ("identical-payload-digest", "server-not-modified")
)


def seen_again(*lines: str, block: bytes | None = None, url: str = URL) -> Revisit:
    head = http(b"", "Content-Length: 4000") if block is None else block
    return revisit(record("revisit", url, head, *lines, date="2018-01-01T00:00:00Z"))


def test_revisit_has_all_that_its_record_says() -> None:
    assert seen_again(
        SAME,
        "WARC-Payload-Digest: sha1:ABC",
        "WARC-Refers-To-Target-URI: <http://alwasat.ly/news/libya/99>",
        "WARC-Refers-To-Date: 2017-05-11T12:00:00Z",
        "WARC-Truncated: length",
    ) == Revisit(
        offset=0,
        circumstances=Circumstances(
            address=ArticleAddress("news", 123, "libya"),
            captured_at=datetime(2018, 1, 1, tzinfo=UTC),
            content_type="text/html",
            url=URL,
            status=200,
        ),
        payload_digest="sha1:ABC",
        refers_to_url="http://alwasat.ly/news/libya/99",
        refers_to_date=NOON,
        not_modified=False,
    )


def test_revisit_of_a_page_not_modified_says_so() -> None:
    by_status = seen_again(block=b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert (by_status.not_modified, by_status.circumstances.status) == (True, 304)
    bare = seen_again(NOT_MODIFIED, block=b"")
    assert (bare.not_modified, bare.circumstances.status, bare.payload_digest) == (True, None, None)


@pytest.mark.parametrize(
    ("block", "what"),
    [
        (http(b"", content_type="image/png"), "image/png"),
        (http(b"", status="301 Moved"), "redirect"),
        (http(b"", status="404 Not Found"), "status 404"),
    ],
)
def test_revisit_of_no_page_is_passed_over(block: bytes, what: str) -> None:
    assert only(record("revisit", URL, block, SAME)) == PassedOver(0, what)
    assert only(record("revisit", "http://example.org/", b"", SAME)) == PassedOver(0, "page of another site")


def test_revisit_is_found_again_by_its_offset() -> None:
    file = response(1) + record("revisit", URL, b"", SAME)
    assert read_record(io.BytesIO(file), "/archive/crawl.warc", len(response(1))) == items(file)[1]


@pytest.fixture
def originals() -> Iterator[Originals]:
    with closing(Originals()) as database:
        yield database


MARCH, MAY, JUNE = (datetime(2017, month, 11, 12, tzinfo=UTC) for month in (3, 5, 6))
OTHER_URL = "http://alwasat.ly/news/libya/99"


def again(
    digest: str | None = None, url: str | None = None, date: datetime | None = None, *, not_modified: bool = False
) -> Revisit:
    known = Circumstances(url=URL, captured_at=datetime(2018, 1, 1, tzinfo=UTC))
    return Revisit(0, known, digest, url, date, not_modified)


def test_original_is_found_by_its_digest(originals: Originals) -> None:
    originals.remember("sha1:ABC", OTHER_URL, MAY, "/a.warc", 10)
    assert originals.find(again("sha1:ABC")) == ("/a.warc", 10)
    assert originals.find(again("SHA1:abc")) == ("/a.warc", 10)
    assert originals.find(again("sha1:ABC", URL, JUNE)) == ("/a.warc", 10)
    assert originals.find(again("sha1:XYZ")) is None
    assert originals.find(again()) is None


def test_of_several_originals_the_one_named_is_found(originals: Originals) -> None:
    originals.remember("sha1:ABC", OTHER_URL, MAY, "/a.warc", 1)
    originals.remember("sha1:ABC", URL, MARCH, "/a.warc", 2)
    originals.remember("sha1:ABC", URL, MAY, "/a.warc", 3)
    assert originals.find(again("sha1:ABC", URL, MAY)) == ("/a.warc", 3)
    assert originals.find(again("sha1:ABC", OTHER_URL, MAY)) == ("/a.warc", 1)
    assert originals.find(again("sha1:ABC")) in (("/a.warc", 2), ("/a.warc", 3))


def test_original_without_a_digest_is_found_by_address_and_time(originals: Originals) -> None:
    originals.remember(None, OTHER_URL, MAY.replace(microsecond=5), "/a.warc", 10)
    assert originals.find(again("sha1:ABC", OTHER_URL, MAY)) == ("/a.warc", 10)
    assert originals.find(again(None, OTHER_URL, MAY)) == ("/a.warc", 10)
    assert originals.find(again("sha1:ABC", OTHER_URL, JUNE)) is None
    assert originals.find(again("sha1:ABC", OTHER_URL)) is None
    assert originals.find(again("sha1:ABC", URL, MAY)) is None


def test_page_with_another_digest_is_not_the_original(originals: Originals) -> None:
    originals.remember("sha1:XYZ", OTHER_URL, MAY, "/a.warc", 10)
    assert originals.find(again("sha1:ABC", OTHER_URL, MAY)) is None
    assert originals.find(again("sha256:ABC", OTHER_URL, MAY)) == ("/a.warc", 10)
    assert originals.find(again(None, OTHER_URL, MAY)) == ("/a.warc", 10)


def test_page_not_modified_is_its_newest_capture_before(originals: Originals) -> None:
    originals.remember("sha1:A", URL, MARCH, "/a.warc", 1)
    originals.remember("sha1:B", URL, MAY, "/b.warc", 2)
    originals.remember("sha1:C", URL, datetime(2018, 1, 2, tzinfo=UTC), "/c.warc", 3)
    assert originals.find(again(not_modified=True)) == ("/b.warc", 2)
    assert originals.find(again(EMPTY_DIGEST, not_modified=True)) == ("/b.warc", 2)
    assert originals.find(again("sha1:A", not_modified=True)) == ("/a.warc", 1)
    assert originals.find(again(None, URL, MARCH, not_modified=True)) == ("/a.warc", 1)
    assert originals.find(again(None, OTHER_URL, not_modified=True)) is None
    undated = Revisit(0, Circumstances(url=URL), None, None, None, not_modified=True)
    assert originals.find(undated) == ("/c.warc", 3)


def test_many_originals_are_kept_in_flat_memory(originals: Originals) -> None:
    tracemalloc.start()
    try:
        for number in range(20_000):
            originals.remember(f"sha1:{number}", f"http://alwasat.ly/news/libya/{number}", MAY, "/a.warc", number)
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
        assert originals.find(again("sha1:19999")) == ("/a.warc", 19_999)
    finally:
        tracemalloc.stop()
