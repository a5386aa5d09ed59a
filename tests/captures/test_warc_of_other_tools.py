"""WARC files as other tools write them: warcio, wget, and the record shapes of browsertrix, Heritrix and wpull."""

import base64
import gzip
import hashlib
import http.server
import io
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from atwasat_spider.captures.capture import Form
from atwasat_spider.captures.originals import Originals
from atwasat_spider.captures.warc import Damage, Item, PassedOver, Revisit, WarcPage, read_record, read_warc

HTML = "<html><body><p>وصلت القافلة إلى غات مساء اليوم.</p></body></html>".encode()
URL = "http://alwasat.ly/news/libya/123"
NOON = datetime(2017, 5, 11, 12, tzinfo=UTC)


class Writer:
    """A file that warcio writes."""

    def __init__(self, *, compressed: bool = True, version: str = "WARC/1.0") -> None:
        self._file = io.BytesIO()
        self.writer = WARCWriter(self._file, gzip=compressed, warc_version=version)

    def response(
        self,
        url: str,
        body: bytes,
        *headers: tuple[str, str],
        status: str = "200 OK",
        warc: dict[str, str] | None = None,
    ) -> None:
        self.add("response", url, body, StatusAndHeaders(status, [*headers], protocol="HTTP/1.1"), warc)

    def add(
        self,
        kind: str,
        url: str,
        body: bytes = b"",
        http_headers: StatusAndHeaders | None = None,
        warc: dict[str, str] | None = None,
        content_type: str = "",
    ) -> None:
        fields = {"WARC-Date": "2017-05-11T12:00:00Z", **(warc or {})}
        self.writer.write_record(
            self.writer.create_warc_record(
                url,
                kind,
                io.BytesIO(body),
                length=len(body),  # else warcio leaves temporary files open
                warc_content_type=content_type,
                warc_headers_dict=fields,
                http_headers=http_headers,
            )
        )

    def items(self) -> list[Item]:
        return list(read_warc(io.BytesIO(self.file()), "/archive/crawl.warc.gz"))

    def file(self) -> bytes:
        return self._file.getvalue()


MARKUP = ("Content-Type", "text/html; charset=utf-8")


def what(found: list[Item]) -> list[str]:
    """What each record was taken for, in few words."""
    return [
        item.what
        if isinstance(item, PassedOver)
        else f"page {item.capture.circumstances.url}"
        if isinstance(item, WarcPage)
        else type(item).__name__.lower()
        for item in found
    ]


@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("compressed", [True, False])
def test_file_of_warcio_is_read_without_damage(compressed: bool, version: str) -> None:
    writer = Writer(compressed=compressed, version=version)
    writer.writer.write_record(writer.writer.create_warcinfo_record("crawl.warc.gz", {"software": "a test"}))
    writer.response(URL, HTML, MARKUP)
    writer.response("http://alwasat.ly/logo.png", b"\x89PNG", ("Content-Type", "image/png"))
    writer.response("http://alwasat.ly/old", b"", ("Location", URL), status="301 Moved Permanently")
    found = writer.items()
    assert what(found) == ["warcinfo", f"page {URL}", "image/png", "redirect"]
    page = found[1]
    assert isinstance(page, WarcPage)
    assert (page.capture.payload, page.capture.form) == (HTML, Form.HTML)
    assert page.capture.circumstances.captured_at == NOON
    assert page.payload_digest == "sha1:" + base64.b32encode(hashlib.sha1(HTML).digest()).decode()
    assert read_record(io.BytesIO(writer.file()), "/archive/crawl.warc.gz", page.offset) == page


def test_chunked_and_compressed_body_of_warcio_is_decoded() -> None:
    writer = Writer()
    body = gzip.compress(HTML, mtime=0)
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    writer.response(URL, chunked, MARKUP, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    [page] = writer.items()
    assert isinstance(page, WarcPage)
    assert page.capture.payload == HTML


def test_revisit_of_warcio_leads_to_its_original() -> None:
    writer = Writer()
    writer.response(URL, HTML, MARKUP)
    digest = "sha1:" + base64.b32encode(hashlib.sha1(HTML).digest()).decode()
    head = StatusAndHeaders("200 OK", [MARKUP], protocol="HTTP/1.1")
    revisit_of = writer.writer.create_revisit_record
    fields = {"WARC-Date": "2018-05-11T12:00:00Z"}
    url = "https://www.alwasat.ly/news/libya/123"
    writer.writer.write_record(revisit_of(url, digest, URL, "2017-05-11T12:00:00Z", head, fields))
    page, revisit = writer.items()
    assert isinstance(page, WarcPage)
    assert isinstance(revisit, Revisit)
    assert (revisit.refers_to_url, revisit.refers_to_date, revisit.payload_digest) == (URL, NOON, digest)
    assert revisit.circumstances.captured_at == datetime(2018, 5, 11, 12, tzinfo=UTC)
    with Originals() as originals:
        originals.remember(page.payload_digest, URL, NOON, "/archive/crawl.warc.gz", page.offset)
        assert originals.find(revisit) == ("/archive/crawl.warc.gz", page.offset)


def test_files_joined_to_one_are_read_to_the_end() -> None:
    first, second, third = Writer(), Writer(compressed=False), Writer()
    for number, writer in enumerate((first, second, third), start=1):
        writer.response(f"http://alwasat.ly/news/libya/{number}", HTML, MARKUP)
    found = list(read_warc(io.BytesIO(first.file() + third.file()), "/joined.warc.gz"))
    assert what(found) == ["page http://alwasat.ly/news/libya/1", "page http://alwasat.ly/news/libya/3"]
    mixed = list(read_warc(io.BytesIO(first.file() + second.file() + third.file()), "/joined.warc.gz"))
    assert [each for each in what(mixed) if each != "damage"] == [
        f"page http://alwasat.ly/news/libya/{n}" for n in (1, 2, 3)
    ]


def test_records_of_browsertrix_are_told_apart() -> None:
    writer = Writer(version="WARC/1.1")
    sha256 = {"WARC-Payload-Digest": "sha256:" + hashlib.sha256(HTML).hexdigest(), "WARC-Page-ID": "a-b-c"}
    # The browser has decoded the body; the headers of the encoded one are kept under another name.
    kept = (("x-orig-content-encoding", "br"), ("x-orig-content-length", "9999"), ("content-length", str(len(HTML))))
    writer.response(URL, HTML, ("content-type", "text/html"), *kept, warc=sha256)
    writer.add("resource", f"urn:pageinfo:{URL}", b"{}", content_type="application/json")
    writer.add("resource", f"urn:view:{URL}", b"\x89PNG", content_type="image/png")
    writer.add("resource", f"urn:text:{URL}", HTML, content_type="text/plain")
    writer.add("resource", URL, HTML, content_type="text/html")
    writer.add("metadata", URL, b"{}", content_type="application/json")
    found = writer.items()
    assert what(found) == [f"page {URL}", "urn record", "urn record", "urn record", f"page {URL}", "metadata"]
    assert isinstance(found[0], WarcPage)
    assert found[0].payload_digest == sha256["WARC-Payload-Digest"]


def test_records_of_heritrix_are_told_apart() -> None:
    writer = Writer()
    writer.add(
        "response", "dns:alwasat.ly", b"20170511120000\nalwasat.ly. 300 IN A 127.0.0.1\n", content_type="text/dns"
    )
    writer.response("http://alwasat.ly/robots.txt", b"User-agent: *", ("Content-Type", "text/plain"))
    writer.response(URL, HTML, MARKUP, warc={"WARC-IP-Address": "127.0.0.1"})
    writer.add("metadata", URL, b"hopsFromSeed: L\r\n", content_type="application/warc-fields")
    not_modified = {
        "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/server-not-modified",
        "WARC-Truncated": "length",
    }
    head = StatusAndHeaders("304 Not Modified", [("Connection", "close")], protocol="HTTP/1.1")
    writer.add("revisit", URL, b"", head, not_modified)
    found = writer.items()
    assert what(found) == ["dns record", "robots.txt", f"page {URL}", "metadata", "revisit"]
    assert isinstance(found[4], Revisit)
    assert found[4].not_modified


def test_records_of_wpull_are_told_apart() -> None:
    writer = Writer()
    writer.add("request", URL, b"GET / HTTP/1.1\r\n\r\n", content_type="application/http;msgtype=request")
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    head = StatusAndHeaders("200 OK", [MARKUP, ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
    writer.add("response", URL, body, head, content_type="application/http;msgtype=response")
    writer.add("resource", "urn:X-wpull:log", b"a log", content_type="text/plain")
    found = writer.items()
    assert what(found) == ["request", f"page {URL}", "urn record"]
    assert isinstance(found[1], WarcPage)
    assert found[1].capture.payload == HTML


def test_digests_that_warcio_wrote_are_checked() -> None:
    writer = Writer(compressed=False)
    writer.response(URL, HTML, MARKUP)
    [damage] = list(read_warc(io.BytesIO(writer.file().replace(b"<p>", b"<b>")), "/archive/crawl.warc"))
    assert damage == Damage(0, f"{URL}: the digest of the record does not match")


# wget itself


class Site(http.server.BaseHTTPRequestHandler):
    """A page, a redirect and a missing page of alwasat.ly, to which wget comes through a proxy."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.endswith("/news/libya/1"):
            self._answer(200, gzip.compress(HTML, mtime=0), ("Content-Encoding", "gzip"), MARKUP)
        elif self.path.endswith("/news/libya/2"):
            self._answer(301, b"", ("Location", "http://alwasat.ly/news/libya/3"))
        elif self.path.endswith("/news/libya/3"):
            self.send_response(200)
            self.send_header(*MARKUP)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (HTML[:5], len(HTML) - 5, HTML[5:]))
        else:
            self._answer(404, HTML, MARKUP)

    def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for header in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_site() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def wget() -> str:
    found = shutil.which("wget")
    if found is None:
        reason = "wget is not installed (Debian: apt install wget): the files that it writes were not read"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.mark.parametrize("compressed", [True, False])
def test_crawl_of_wget_is_read_without_damage(wget: str, tmp_path: Path, compressed: bool) -> None:
    urls = [f"http://alwasat.ly/news/libya/{number}" for number in (1, 2, 4)]
    with running_site() as port:
        command = [
            wget,
            "--no-config",
            "-q",
            "--tries=1",
            "-e",
            f"http_proxy=http://127.0.0.1:{port}",
            "--warc-file=crawl",
        ]
        kept = ["--no-warc-keep-log"] if compressed else ["--no-warc-compression"]
        run = subprocess.run([*command, *kept, "-O", "page", *urls], cwd=tmp_path, check=False, timeout=60)
    assert run.returncode == 8  # the server's 404
    path = tmp_path / ("crawl.warc.gz" if compressed else "crawl.warc")
    with path.open("rb") as stream:
        found = list(read_warc(stream, str(path)))
    assert [each for each in what(found) if each not in ("warcinfo", "request", "metadata", "metadata record")] == [
        "page http://alwasat.ly/news/libya/1",
        "redirect",
        "page http://alwasat.ly/news/libya/3",
        "status 404",
    ]
    pages = [item.capture for item in found if isinstance(item, WarcPage)]
    assert [page.payload for page in pages] == [HTML, HTML]
    assert all(page.circumstances.captured_at is not None for page in pages)
    for page in pages:
        with path.open("rb") as stream:
            again = read_record(stream, str(path), page.offset)
        assert isinstance(again, WarcPage)
        assert again.capture == page
