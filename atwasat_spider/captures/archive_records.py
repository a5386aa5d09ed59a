"""The records of a WARC file, made and framed by warcio: warcinfo, response, revisit and request.

A record is one gzip member; its digests are SHA-256 in base 32, as ``warcio check`` verifies them.
"""

import base64
import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from atwasat_spider.captures.exchange import Exchange, request_head, response_head

_LEVEL = 6  # warcio's own is 9: several times the work for less than one per cent
_GZIP = zlib.MAX_WBITS + 16

_FORMAT = "WARC File Format 1.1"
_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a revisit says of the record that it repeats."""

    record_id: str
    url: str
    date: str
    payload_digest: str


class _Member:
    """A file for warcio to write one uncompressed record to; what it keeps is one gzip member."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        self.compressed = bytearray()

    def write(self, data: bytes) -> None:
        self.compressed += self._compressor.compress(data)

    def flush(self) -> None:
        self.compressed += self._compressor.flush()


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """A head that is written as it is; warcio would percent-encode all that is not ASCII."""

    def __init__(self, head: bytes) -> None:
        super().__init__("head", [])  # the text only has to be something
        self._head = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        del header_filter
        self.headers_buff = self._head


def warcinfo_record(file_name: str, software: str) -> tuple[bytes, str]:
    """Return the record that opens a file, which says what software wrote it and by which rules, and its identifier."""
    info, record_id = _info(software), _new_id()
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": record_id,
        "WARC-Filename": file_name,
        "WARC-Date": _date(datetime.now(UTC)),
        "WARC-Block-Digest": _sha256(info),
    }
    return _record(fields, None, info), record_id


def wrote(record: bytes, software: str) -> str | None:
    """Return the identifier of an uncompressed warcinfo record if this software and these rules wrote it."""
    fields, block = _parse(record)
    return fields.get("warc-record-id") if fields.get("warc-type") == "warcinfo" and block == _info(software) else None


def exchange_records(exchange: Exchange, earlier: Earlier | None, warcinfo_id: str) -> tuple[bytes, bytes]:
    """Return the response, or the revisit of an earlier record, and the request of an exchange."""
    record_id = _new_id()
    answer = {"WARC-Record-ID": record_id, "WARC-Warcinfo-ID": warcinfo_id} | _circumstances(exchange)
    question = answer | {"WARC-Record-ID": _new_id(), "WARC-Concurrent-To": record_id}
    head, payload = response_head(exchange), exchange.payload
    revisit = _revisit(exchange, earlier)
    if revisit:
        payload = b""  # it lies in the earlier record
    return (
        _http_record({"WARC-Type": "revisit" if revisit else "response"} | answer | revisit, head, payload),
        _http_record({"WARC-Type": "request"} | question, request_head(exchange), exchange.request_body),
    )


def read_earlier(record: bytes) -> Earlier | None:
    """Return what a revisit says of an uncompressed response record, ``None`` if the record is anything else."""
    fields, _ = _parse(record)
    if fields.get("warc-type") != "response":
        return None
    names = ("warc-record-id", "warc-target-uri", "warc-date", "warc-payload-digest")
    values = [fields.get(name, "") for name in names]
    return Earlier(*values) if all(values) else None


def _revisit(exchange: Exchange, earlier: Earlier | None) -> dict[str, str]:
    """Return the fields that make a revisit of an exchange, none if it has to be kept in full."""
    if earlier is None:
        return {}
    refers = {
        "WARC-Refers-To": earlier.record_id,
        "WARC-Refers-To-Target-URI": earlier.url,
        "WARC-Refers-To-Date": earlier.date,
    }
    if exchange.status == HTTPStatus.NOT_MODIFIED and not exchange.payload:
        return {"WARC-Profile": _PROFILE + "server-not-modified"} | refers
    digest = _sha256(exchange.payload)
    if not exchange.payload or digest != earlier.payload_digest:
        return {}
    profile = {"WARC-Profile": _PROFILE + "identical-payload-digest", "WARC-Truncated": "length"}
    return profile | refers | {"WARC-Payload-Digest": digest}


def _circumstances(exchange: Exchange) -> dict[str, str]:
    fields = {"WARC-Target-URI": exchange.target, "WARC-Date": _date(exchange.fetched_at)}
    if exchange.ip_address is not None:
        fields["WARC-IP-Address"] = exchange.ip_address
    if exchange.spoken != exchange.protocol:
        fields["WARC-Protocol"] = exchange.protocol
    return fields


def _http_record(fields: dict[str, str], head: bytes, payload: bytes) -> bytes:
    if fields["WARC-Type"] != "revisit":
        fields = fields | {"WARC-Payload-Digest": _sha256(payload)}
    return _record(fields | {"WARC-Block-Digest": _sha256(head + payload)}, _Head(head), payload)


def _record(fields: dict[str, str], head: _Head | None, payload: bytes) -> bytes:
    one_line = {name: " ".join(value.split()) for name, value in fields.items()}
    member = _Member()
    writer = WARCWriter(member, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        "", fields["WARC-Type"], BytesIO(payload), len(payload), warc_headers_dict=one_line, http_headers=head
    )
    writer.write_record(record)
    return bytes(member.compressed)


def _parse(record: bytes) -> tuple[dict[str, str], bytes]:
    """Return the fields, their names in lower case, and the block of a record; nothing for bytes that are no record."""
    if not record.startswith(b"WARC/1."):
        return {}, b""
    try:
        found = next(ArchiveIterator(BytesIO(record), no_record_parse=True), None)
    except ArchiveLoadFailed:
        return {}, b""
    if found is None:
        return {}, b""
    return {name.lower(): value for name, value in found.rec_headers.headers}, found.raw_stream.read()


def _info(software: str) -> bytes:
    fields = {"software": software, "format": _FORMAT, "conformsTo": _CONFORMS_TO, "robots": "obey"}
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items()).encode()


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _new_id() -> str:
    return f"<{uuid4().urn}>"


def _sha256(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")
