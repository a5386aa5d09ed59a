"""Pages saved by a browser as one MHTML file: which part is the page, and what is known of it."""

import base64
import tracemalloc
from datetime import UTC, datetime

import pytest

from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.captures.mhtml import read_mhtml
from atwasat_spider.errors import UnreadableCaptureError

HTML = '<html><body class="a=b"><p>افتتحت البلدية مدرسة في سبها.</p></body></html>\r\n'.encode()
URL = "https://alwasat.ly/news/libya/123"
PICTURE = ("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", base64.b64encode(b"\x89PNG" * 20))


def saved(*parts: tuple[str, bytes], head: str = "", related: str = "", end: bytes = b"--XX--\r\n") -> bytes:
    """An MHTML file as a browser lays it out: its head, then each part with its own."""
    head = f"From: <Saved by Blink>\r\n{head}MIME-Version: 1.0\r\n"
    head += f"Content-Type: multipart/related;{related}\r\n boundary=XX\r\n\r\n\r\n"
    body = b"".join(b"--XX\r\n" + part.encode() + b"\r\n\r\n" + content + b"\r\n" for part, content in parts)
    return head.encode() + body + end


def markup(page: bytes = HTML, lines: str = "") -> tuple[str, bytes]:
    return f"Content-Type: text/html\r\n{lines}Content-Transfer-Encoding: base64", base64.encodebytes(page)


CHROME_HEAD = (
    f"Snapshot-Content-Location: {URL}\r\nSubject: =?utf-8?Q?=D8=AE=D8=A8=D8=B1?=\r\n"
    "Date: Thu, 11 May 2017 12:00:00 -0000\r\n"
)


def test_page_saved_by_chrome_is_read() -> None:
    page = "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable"
    content = HTML.replace(b"=", b"=3D").replace("افتتحت".encode(), b"=D8=A7=D9=81=D8=AA=D8=AA=\r\n=D8=AD=D8=AA")
    payload, known = read_mhtml(saved((page, content), PICTURE, head=CHROME_HEAD, related='\r\n\ttype="text/html";'))
    assert payload == HTML
    assert known.address is not None
    assert known.address.url == URL
    assert known == Circumstances(known.address, datetime(2017, 5, 11, 12, tzinfo=UTC), "text/html", url=URL)


def test_page_in_windows_1256_keeps_its_charset() -> None:
    text = "<html>بوابة</html>".encode("windows-1256")
    head = f'Content-Type: text/html;\r\n\tcharset="windows-1256"\r\nContent-Location: {URL}\r\n'
    part = (head + "Content-Transfer-Encoding: base64", base64.encodebytes(text))
    payload, known = read_mhtml(saved(part, PICTURE, head="Date: Thu, 11 May 2017 14:00:00 +0200\r\n"))
    assert payload == text
    assert known.content_type == 'text/html; charset="windows-1256"'
    assert (known.url, known.captured_at) == (URL, datetime(2017, 5, 11, 12, tzinfo=UTC))


@pytest.mark.parametrize("encoding", ["8bit", "binary", ""])
def test_page_without_an_encoding_is_kept_byte_by_byte(encoding: str) -> None:
    lines = f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""
    page = b"<html>\r\n\xc7\xe1\n\xd9\x88\t\xff</html>"
    assert read_mhtml(saved((f"Content-Type: text/html\r\n{lines}X: y", page), PICTURE))[0] == page


def test_page_is_the_part_that_start_names() -> None:
    frame, page = markup(b"<html>frame"), markup(b"<html>page", "Content-ID: <root@page>\r\n")
    assert read_mhtml(saved(frame, page, related=' start="<root@page>";'))[0] == b"<html>page"
    assert read_mhtml(saved(frame, page, related=' start="<lost@page>";'))[0] == b"<html>frame"
    assert read_mhtml(saved(PICTURE, frame, page))[0] == b"<html>frame"
    assert read_mhtml(saved(page, frame))[0] == b"<html>page"


def test_page_in_alternatives_is_found() -> None:
    plain, page = b"Content-Type: text/plain\r\n\r\nplain", b"Content-Type: text/html\r\n\r\n<html>page"
    inner = b"--YY\r\n" + plain + b"\r\n--YY\r\n" + page + b"\r\n--YY--\r\n"
    part = ("Content-Type: multipart/alternative; boundary=YY", inner)
    assert read_mhtml(saved(part, PICTURE))[0] == b"<html>page"


def test_file_of_one_part_is_its_page() -> None:
    file = f"Content-Type: text/html\r\nContent-Location: {URL}\r\n\r\n<html>page".encode()
    assert read_mhtml(file)[0] == b"<html>page"
    assert read_mhtml(file)[1].url == URL


@pytest.mark.parametrize(
    ("head", "url", "captured_at"),
    [
        ("", None, None),
        ("Date: yesterday\r\n", None, None),
        ("Date: Thu, 99 May 2017 12:00:00 +0000\r\n", None, None),
        ("Date: Fri, 31 Dec 9999 23:59:59 -2300\r\n", None, None),
        ("Snapshot-Content-Location: file:///home/page.html\r\n", None, None),
        ("Snapshot-Content-Location: https://example.org/\r\n", "https://example.org/", None),
        ("Content-Location: https://alwasat.ly/news/\r\n libya/123\r\n", URL, None),
        ("Snapshot-Content-Location: =?utf-8?Q?https=3A//alwasat.ly/news/libya/123?=\r\n", URL, None),
        ("Snapshot-Content-Location: =?nonsense?Q?https?=\r\n", None, None),
        ("Snapshot-Content-Location: =?utf\u06f8?Q?https?=\r\n", None, None),
        ("Snapshot-Content-Location: https://web.archive.org/web/20160905155100/http://alwasat.ly/news/libya/1\r\n",
         "http://alwasat.ly/news/libya/1", datetime(2016, 9, 5, 15, 51, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_address_and_time_are_what_the_head_says(head: str, url: str | None, captured_at: datetime | None) -> None:
    known = read_mhtml(saved(markup(), PICTURE, head=head))[1]
    assert (known.url, known.captured_at) == (url, captured_at)


@pytest.mark.parametrize(
    "file",
    [b"", b"<html></html>", HTML, b"\x89PNG\r\n\x1a\n" + bytes(1000), saved(PICTURE), saved(), bytes(range(256)) * 9],
)
def test_file_without_a_page_is_an_error(file: bytes) -> None:
    with pytest.raises(UnreadableCaptureError, match="holds no page of markup"):
        read_mhtml(file)


def test_file_that_breaks_off_within_its_page_is_an_error() -> None:
    for cut in range(len(saved(markup())) - 120, len(saved(markup())) - 10):
        with pytest.raises(UnreadableCaptureError, match=r"breaks off|no valid base64|no page"):
            read_mhtml(saved(markup())[:cut])


def test_file_that_breaks_off_behind_its_page_is_read() -> None:
    assert read_mhtml(saved(markup(), PICTURE)[:-40])[0] == HTML


def test_base64_with_bytes_lost_is_an_error() -> None:
    head, content = markup()
    with pytest.raises(UnreadableCaptureError, match="no valid base64"):
        read_mhtml(saved((head, content[:21] + content[22:]), PICTURE))


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (saved(markup()) + bytes(32 * 1024 * 1024), "33554432 are read at most"),
        (saved(markup()) + b"\n" * 2_000_001, "more than 1000000 lines"),
        (saved(markup()) + b"\r" * 2_000_001, "more than 1000000 lines"),
        (saved(*[("", b"")] * 5_000), "more than 5000 parts"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (level, level) for level in range(500)),
         "more than 20 multiparts"),
    ],
    ids=["bytes", "lines", "bare returns", "parts", "multiparts"],
)  # fmt: skip
def test_file_that_would_fill_the_memory_is_an_error(file: bytes, problem: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableCaptureError, match=problem):
            read_mhtml(file)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()
