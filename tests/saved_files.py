"""Files as browsers, crawlers and people save them: MHTML, WARC files with pages seen again, zip files."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def put(path: Path, content: bytes) -> Path:
    """Write a file, its folders too, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def mhtml(page: bytes, url: str) -> bytes:
    """Return a page with a picture, saved at noon of 16 June 2022, as the standard library lays out a mail."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Date"] = "Thu, 16 Jun 2022 12:00:00 +0000"
    message.set_content(page.decode(), subtype="html", cte="base64")
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


@dataclass(frozen=True)
class Answer:
    """An answer that a crawler wrote down; without ``body`` it is a page seen again, which had the bytes ``again``."""

    at: datetime
    body: bytes | None = None
    again: bytes | None = None
    status: str = "200 OK"


def warc_of(url: str, *answers: Answer) -> bytes:
    """Return a WARC file of the answers to one address; a page seen again names no other address or time."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for answer in answers:
        http = StatusAndHeaders(answer.status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        about = {"WARC-Date": answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        if answer.again is not None:
            record = writer.create_revisit_record(
                url, _digest(answer.again), "", "", warc_headers_dict=about, http_headers=http
            )
        else:
            about |= {"WARC-Profile": _NOT_MODIFIED} if answer.body is None else {}
            kind, payload = ("revisit", b"") if answer.body is None else ("response", answer.body)
            record = writer.create_warc_record(
                url, kind, payload=io.BytesIO(payload), length=len(payload), warc_headers_dict=about, http_headers=http
            )
        writer.write_record(record)
    return out.getvalue()


def _digest(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
