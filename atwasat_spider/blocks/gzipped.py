"""Gzipped bytes, unpacked within the bounds that sitemaps.org sets."""

import zlib

from atwasat_spider.errors import UnreadableCaptureError

MOST_BYTES = 50 * 1024 * 1024  # of a document, unpacked
_MAGIC = b"\x1f\x8b"
_AS_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 4096  # packed bytes, which are lost together where one is damaged


def unpacked(payload: bytes, url: str) -> tuple[bytes, str | None]:
    """Return the bytes of a document that may be gzipped, and a remark if they are damaged: then those before it.

    Raises ``UnreadableCaptureError`` that names the limit for a document larger than 50 MB, however small its gzip is,
    and for a gzip of which nothing can be unpacked.
    """
    remark = None
    if payload.startswith(_MAGIC):
        payload, remark = _members(payload)
    if remark and not payload:
        raise UnreadableCaptureError(f"{url!r} cannot be unpacked: {remark}")
    if len(payload) > MOST_BYTES:
        raise UnreadableCaptureError(f"{url!r} is larger than 50 MB ({MOST_BYTES:,} bytes), the limit of sitemaps.org")
    return payload, remark


def _members(packed: bytes) -> tuple[bytes, str | None]:
    """Unpack the members one after the other, up to one byte more than the limit; what follows the last is ignored."""
    whole = bytearray()
    stream = zlib.decompressobj(_AS_GZIP)
    at = 0
    while at < len(packed) and len(whole) <= MOST_BYTES:
        chunk = packed[at : at + _CHUNK]
        try:
            whole += stream.decompress(chunk, MOST_BYTES + 1 - len(whole))
        except zlib.error as error:
            return bytes(whole), f"damaged gzip, at byte {at} or soon after it ({error})"
        at += len(chunk) - len(stream.unused_data)
        if stream.eof:
            if not packed.startswith(_MAGIC, at):
                return bytes(whole), None
            stream = zlib.decompressobj(_AS_GZIP)
    if len(whole) > MOST_BYTES:
        return bytes(whole), None
    return bytes(whole), f"cut gzip, after {len(whole)} bytes unpacked"
