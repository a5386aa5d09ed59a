"""Pages wrapped as crawlers save them: a WARC file and a WACZ file, the same bytes for the same pages."""

import gzip
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

Page = tuple[str, datetime, bytes]  # address, aware time of capture, HTML

_CHUNK = 1500
_INFO = {"software": "renderings/1.0 (synthetic)", "format": "WARC File Format 1.0", "description": "invented pages"}


class _Place(NamedTuple):
    """Where the response of a page lies in the WARC file."""

    offset: int
    length: int


def warc(pages: Sequence[Page], *, compressed: bool = True) -> bytes:
    """Return a WARC file: a warcinfo record, then request, response and metadata of each page.

    The last page was sent compressed and in chunks, and lies so in its response.
    """
    return _write(pages, compressed=compressed)[0]


def wacz(pages: Sequence[Page]) -> bytes:
    """Return a WACZ file around the compressed WARC file of the pages."""
    archive, places = _write(pages, compressed=True)
    members = {
        "archive/data.warc.gz": archive,
        "indexes/index.cdxj": _index(pages, places),
        "pages/pages.jsonl": _list_of_pages(pages),
    }
    members["datapackage.json"] = _package(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, (2022, 6, 16, 0, 0, 0)), content)
    return out.getvalue()


def _write(pages: Sequence[Page], *, compressed: bool) -> tuple[bytes, list[_Place]]:
    out = BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    first = pages[0][1] if pages else datetime(2022, 6, 16, tzinfo=UTC)
    _record(writer, "warcinfo", "", first, _lines(_INFO))
    places = []
    for number, (url, at, html) in enumerate(pages, start=1):
        _request(writer, url, at)
        start = out.tell()
        _response(writer, url, at, html, is_encoded=number == len(pages))
        places.append(_Place(start, out.tell() - start))
        _record(writer, "metadata", url, at, _lines({"fetchTimeMs": "412", "via": "https://alwasat.ly/"}))
    return out.getvalue(), places


def _request(writer: WARCWriter, url: str, at: datetime) -> None:
    parts = urlsplit(url)
    headers = [("Host", parts.netloc), ("User-Agent", "renderings/1.0"), ("Accept-Encoding", "gzip")]
    _record(
        writer, "request", url, at, b"", StatusAndHeaders(f"GET {parts.path} HTTP/1.1", headers, is_http_request=True)
    )


def _response(writer: WARCWriter, url: str, at: datetime, html: bytes, *, is_encoded: bool) -> None:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"), ("Cache-Control", "max-age=60")]
    if is_encoded:
        html = _in_chunks(gzip.compress(html, mtime=0))
        headers += [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    else:
        headers.append(("Content-Length", str(len(html))))
    _record(writer, "response", url, at, html, StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"))


def _record(
    writer: WARCWriter, kind: str, url: str, at: datetime, content: bytes, http: StatusAndHeaders | None = None
) -> None:
    about = {"WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {url} {at}')}>", "WARC-Date": _utc(at)}
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(content), length=len(content), warc_headers_dict=about, http_headers=http
    )
    writer.write_record(record)


def _in_chunks(body: bytes) -> bytes:
    parts = [body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _lines(fields: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _index(pages: Sequence[Page], places: Sequence[_Place]) -> bytes:
    lines = []
    for (url, at, html), place in zip(pages, places, strict=True):
        parts = urlsplit(url)
        host = ",".join(reversed(parts.netloc.removeprefix("www.").split(".")))
        about = {
            "url": url,
            "mime": "text/html",
            "status": "200",
            "digest": f"sha256:{sha256(html).hexdigest()}",
            "length": str(place.length),
            "offset": str(place.offset),
            "filename": "data.warc.gz",
        }
        lines.append(f"{host}){parts.path} {at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(about)}\n")
    return "".join(sorted(lines)).encode()


def _list_of_pages(pages: Sequence[Page]) -> bytes:
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    lines += [{"id": f"p{n}", "url": url, "ts": _utc(at), "title": ""} for n, (url, at, _) in enumerate(pages)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def _package(members: dict[str, bytes]) -> bytes:
    resources = [
        {
            "name": name.rsplit("/", 1)[-1],
            "path": name,
            "hash": f"sha256:{sha256(content).hexdigest()}",
            "bytes": len(content),
        }
        for name, content in members.items()
    ]
    return json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}, indent=2).encode()
