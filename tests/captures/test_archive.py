"""What a live crawl writes is a WARC archive: other programs read it, and its digests are true."""

import base64
import gzip
import hashlib
import random
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from atwasat_spider import __version__
from atwasat_spider.captures.archive import Archive, Exchange

MONDAY = datetime(2016, 9, 5, 15, 51, 0, 250_000, tzinfo=UTC)
PAGE = "<html><body><h1>افتتاح مكتبة في سبها</h1><p>فتحت المكتبة أبوابها.</p></body></html>".encode()
URL = "https://alwasat.ly/news/libya/116739"


def exchange(**changes: Any) -> Exchange:
    facts: dict[str, Any] = {
        "url": URL, "fetched_at": MONDAY, "method": "GET", "request_headers": (("Host", "alwasat.ly"),),
        "status": 200, "reason": "OK", "response_headers": (("Content-Type", "text/html"),), "payload": PAGE,
    }  # fmt: skip
    return Exchange(**(facts | changes))


def moved(status: int, reason: str, **changes: Any) -> Exchange:
    return exchange(status=status, reason=reason, payload=b"", **changes)


def members(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield where each gzip member of a file begins and what it holds."""
    data, end = file.read_bytes(), 0
    while end < len(data):
        begin, content = end, b""
        member = zlib.decompressobj(zlib.MAX_WBITS + 16)
        while not member.eof:
            assert end < len(data), f"the member at {begin} is not whole"
            content += member.decompress(data[end : end + 10_000])
            end = min(end + 10_000, len(data)) - len(member.unused_data)
        yield begin, content


def compressed(content: bytes, level: int) -> bytes:
    member = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return member.compress(content) + member.flush()


def records(file: Path) -> list[dict[str, Any]]:
    """Return what warcio reads of each record."""
    with file.open("rb") as stream:
        return [
            dict(record.rec_headers.headers) | {"head": record.http_headers, "payload": record.raw_stream.read()}
            for record in WarcioIterator(stream)
        ]


def verified(file: Path) -> list[tuple[str, int, bool]]:
    """Return what FastWARC, which shares no code with warcio, reads: type, place, whether the block digest is right."""
    with file.open("rb") as stream:
        return [
            (record.headers["WARC-Type"], record.stream_pos, record.verify_block_digest())
            for record in ArchiveIterator(stream, parse_http=False)
        ]


def only_file(folder: Path) -> Path:
    [file] = folder.glob("*.warc.gz")
    return file


def problems(*files: Path) -> str:
    """Return what ``warcio check`` says against files and what it did not verify of them; nothing is good."""

    said, complained = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        Checker(SimpleNamespace(inputs=[str(file) for file in files], verbose=True)).process_all()
    lines = [line.strip() for line in said.getvalue().splitlines() if line.startswith("    ")]
    good = ("digest pass", "digest present but not checked (revisit)")
    return "\n".join([line for line in lines if line not in good] + complained.getvalue().splitlines())


STRANGE = [
    exchange(),
    exchange(payload=gzip.compress(PAGE, mtime=0), response_headers=(("Content-Encoding", "gzip"),)),
    exchange(payload=b"\x1f\x8b not gzip", response_headers=(("Content-Encoding", "gzip"),)),
    exchange(payload=b""),
    exchange(payload=b"\r\n\r\n"),
    exchange(payload=b"WARC/1.1\r\nWARC-Type: response\r\n\r\n\x1f\x8b\x08"),
    exchange(payload=random.Random(1).randbytes(300_000)),
    moved(301, "Moved Permanently", response_headers=(("Location", "/news/libya/116739"),)),
    moved(304, "Not Modified"),
    moved(404, ""),
    exchange(response_headers=()),
    exchange(request_headers=()),
    exchange(response_headers=(("X", "a\r\nContent-Length: 1\r\n\r\nb"), ("Y\r\nZ", "c"), (" ", " "), ("", ""))),
    exchange(response_headers=(("العنوان", "بوابة الوسط"), ("X", "\udce9"), ("Y", "\x85\u2028\x0b\x1c"))),
    exchange(response_headers=(("Content-Length", "1"), ("Transfer-Encoding", "chunked"))),
    exchange(request_headers=(("Cookie", "a=\n\nb"),), method="GET\r\n", reason="\r\n\r\nOK"),
    exchange(url="https://alwasat.ly/بحث?q=خبر عاجل\r\n#قسم"),
    exchange(method="POST", request_body=b"q=1\r\n\r\n", protocol="h2", ip_address="127.0.0.1"),
]


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_exchange_passes_check_and_keeps_payload(strange: Exchange, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(strange)
        archive.write(exchange())
    assert problems(only_file(tmp_path)) == ""
    written = records(only_file(tmp_path))
    assert [record["WARC-Type"] for record in written] == ["warcinfo", *["response", "request"] * 2]
    assert [record["payload"] for record in written[1:]] == [strange.payload, strange.request_body, PAGE, b""]


def test_command_line_check_passes_on_all_exchanges(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        places = [archive.write(strange) for strange in STRANGE]
        places += [archive.write(strange, earlier=place) for strange, place in zip(STRANGE, places, strict=True)]
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(only_file(tmp_path))]
    checked = subprocess.run(command, capture_output=True, text=True, check=True)
    assert checked.stderr == ""
    # 14 of the 18 have a payload, which the second visit finds again; one more is a 304
    assert checked.stdout.count("digest present but not checked (revisit)") == 15
    assert checked.stdout.count("digest pass") == 1 + 2 * 2 * 18 - 15


def test_second_reader_finds_records_at_their_places(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        places = [archive.write(strange) for strange in STRANGE]
    assert only_file(tmp_path) == places[0].path
    read = verified(only_file(tmp_path))
    assert [kind for kind, _, _ in read] == ["warcinfo", *["response", "request"] * 18]
    assert [place for kind, place, _ in read if kind == "response"] == [place.offset for place in places]
    assert all(right for _, _, right in read)


def test_brotli_payload_is_kept_as_it_came(tmp_path: Path) -> None:
    # "warcio check" fails on any "br", since it expects the decoder of another module: hence the other reader
    with Archive(tmp_path) as archive:
        place = archive.write(exchange(payload=b"\x0b\x02\x80", response_headers=(("Content-Encoding", "br"),)))
    assert verified(place.path)[1] == ("response", place.offset, True)
    assert records(place.path)[1]["payload"] == b"\x0b\x02\x80"


def test_payload_digest_is_sha256_in_base32(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange())
        archive.write(exchange(payload=b""))
    digests = [record["WARC-Payload-Digest"] for record in records(only_file(tmp_path))[1::2]]
    assert digests[0] == "sha256:" + base64.b32encode(hashlib.sha256(PAGE).digest()).decode()
    assert digests[1] == "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===="


def test_changed_payload_byte_fails_the_check(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange())
    file = only_file(tmp_path)
    changed = [content.replace(b"<h1>", b"<h2>").replace(b"GET /news", b"GET /mews") for _, content in members(file)]
    file.write_bytes(b"".join(gzip.compress(content, mtime=0) for content in changed))
    assert problems(file).count("block digest failed") == 2
    assert problems(file).count("payload digest failed") == 1


def test_changed_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange())
    file = only_file(tmp_path)
    whole = file.read_bytes()
    for place in range(12, len(whole), 9):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            unchanged = b"".join(content for _, content in members(file)) == gzip.decompress(whole)
        except (zlib.error, AssertionError):
            continue
        assert unchanged, f"byte {place} changed what is read"


def test_each_record_is_a_member_of_level_six(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange())
        archive.write(exchange())
    written = [content for _, content in members(only_file(tmp_path))]
    assert len(written) == 5
    assert all(content.startswith(b"WARC/1.1\r\n") and content.endswith(b"\r\n\r\n") for content in written)
    assert only_file(tmp_path).read_bytes() == b"".join(compressed(content, level=6) for content in written)
    assert compressed(written[0], level=6) != compressed(written[0], level=9)


def test_file_opens_with_record_of_its_writer(tmp_path: Path) -> None:
    Archive(tmp_path / "new" / "folder").close()
    file = only_file(tmp_path / "new" / "folder")
    [info] = records(file)
    assert info["WARC-Type"] == "warcinfo"
    assert info["WARC-Filename"] == file.name
    assert info["Content-Type"] == "application/warc-fields"
    assert info["payload"].decode() == (
        f"software: atwasat-spider/{__version__}\r\nformat: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n"
    )


def test_request_is_tied_to_its_response(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange(method="POST", request_body=b"q=1", ip_address="192.0.2.7"))
    info, response, request = records(only_file(tmp_path))
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"] != request["WARC-Record-ID"]
    assert request["WARC-Warcinfo-ID"] == response["WARC-Warcinfo-ID"] == info["WARC-Record-ID"]
    assert {response["WARC-Target-URI"], request["WARC-Target-URI"]} == {URL}
    assert {response["WARC-Date"], request["WARC-Date"]} == {"2016-09-05T15:51:00.250000Z"}
    assert {response["WARC-IP-Address"], request["WARC-IP-Address"]} == {"192.0.2.7"}
    assert (request["payload"], request["Content-Type"]) == (b"q=1", "application/http; msgtype=request")


HEADS = [
    ({}, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    ({"reason": "", "protocol": "HTTP/1.0"}, b"HTTP/1.0 200 \r\nContent-Type: text/html\r\n\r\n"),
    ({"protocol": "h2", "response_headers": ()}, b"HTTP/1.1 200 OK\r\n\r\n"),
    (
        {"response_headers": (("Set-Cookie", "a=1"), ("server", "x"), ("Set-Cookie", "b=2"))},
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nserver: x\r\nSet-Cookie: b=2\r\n\r\n",
    ),
    (
        {"response_headers": (("transfer-encoding", "chunked"), ("Content-Length", "3")), "payload": b"abc"},
        b"HTTP/1.1 200 OK\r\nX-Archive-Orig-transfer-encoding: chunked\r\nContent-Length: 3\r\n\r\n",
    ),
    (
        {"response_headers": (("Content-Length", " 3"), ("Content-Length", "4")), "payload": b"abc"},
        b"HTTP/1.1 200 OK\r\nContent-Length:  3\r\nX-Archive-Orig-Content-Length: 4\r\n\r\n",
    ),
    ({"response_headers": (("X", "caf\xe9 \xd8\xa7"),)}, b"HTTP/1.1 200 OK\r\nX: caf\xe9 \xd8\xa7\r\n\r\n"),
    ({"response_headers": (("X", "ا"),)}, b"HTTP/1.1 200 OK\r\nX: \xd8\xa7\r\n\r\n"),
    ({"response_headers": ((" X", "a\r\nY: b"),)}, b"HTTP/1.1 200 OK\r\nX: a Y: b\r\n\r\n"),
]


@pytest.mark.parametrize(("changes", "head"), HEADS)
def test_response_head_is_kept_byte_by_byte(changes: dict[str, Any], head: bytes, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange(**changes))
    [_, (_, content), _] = members(only_file(tmp_path))
    assert content.split(b"\r\n\r\n", 1)[1] == head + changes.get("payload", PAGE) + b"\r\n\r\n"


ADDRESSES = [
    ("https://alwasat.ly", "https://alwasat.ly", b"GET / HTTP/1.1\r\n"),
    ("HTTP://alwasat.ly/A?b=c#d", "http://alwasat.ly/A?b=c#d", b"GET /A?b=c HTTP/1.1\r\n"),
    ("https://alwasat.ly/a|b%20{c}", "https://alwasat.ly/a|b%20{c}", b"GET /a|b%20{c} HTTP/1.1\r\n"),
    (
        "https://alwasat.ly/و?ا ب",
        "https://alwasat.ly/%D9%88?%D8%A7%20%D8%A8",
        b"GET /%D9%88?%D8%A7%20%D8%A8 HTTP/1.1\r\n",
    ),
]


@pytest.mark.parametrize(("url", "target", "line"), ADDRESSES)
def test_address_is_written_in_ascii(url: str, target: str, line: bytes, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(exchange(url=url))
    _, response, request = records(only_file(tmp_path))
    assert response["WARC-Target-URI"] == request["WARC-Target-URI"] == target
    [*_, (_, content)] = members(only_file(tmp_path))
    assert content.split(b"\r\n\r\n", 1)[1].startswith(line)


@pytest.mark.parametrize(
    "changes",
    [
        {"fetched_at": datetime(2016, 9, 5, 15, 51)},  # noqa: DTZ001
        {"fetched_at": datetime(2016, 9, 5, 17, 51, tzinfo=timezone(timedelta(hours=2)))},
        {"url": "ftp://alwasat.ly/"},
        {"url": "alwasat.ly"},
        {"url": "https:///news"},
        {"url": "https://[alwasat.ly/"},
    ],
)
def test_exchange_without_web_address_or_moment_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"UTC|http|Invalid"):
        exchange(**changes)
