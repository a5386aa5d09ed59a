"""Gzipped bytes, unpacked within the bounds that sitemaps.org sets."""

import zlib

from atwasat_spider.errors import UnreadableCaptureError

MOST_BYTES = 50 * 1024 * 1024  # of a document, unpacked
_MAGIC = b"\x1f\x8b"
_AS_GZIP = 16 + zlib.MAX_WBITS


def unpacked(payload: bytes, url: str) -> tuple[bytes, str | None]:
    """Return the bytes of a document that may be gzipped, and a remark if they are damaged: then those before it.

    Raises ``UnreadableCaptureError`` that names the limit for a document larger than 50 MB, however small its gzip is.
    """
    remark = None
    if payload.startswith(_MAGIC):
        payload, remark = _members(payload)
    if len(payload) > MOST_BYTES:
        raise UnreadableCaptureError(f"{url!r} is larger than 50 MB ({MOST_BYTES:,} bytes), the limit of sitemaps.org")
    return payload, remark


def _members(packed: bytes) -> tuple[bytes, str | None]:
    """Unpack the members one after the other, up to one byte more than the limit."""
    whole = bytearray()
    size = len(packed)
    while packed.startswith(_MAGIC) and len(whole) <= MOST_BYTES:
        at = size - len(packed)
        stream = zlib.decompressobj(_AS_GZIP)
        try:
            whole += stream.decompress(packed, MOST_BYTES + 1 - len(whole))
        except zlib.error as error:
            return bytes(whole), f"damaged gzip: the member at byte {at} is not read ({error})"
        if not stream.eof and len(whole) <= MOST_BYTES:
            return bytes(whole), f"cut gzip: it breaks off after {len(whole)} bytes, unpacked"
        packed = stream.unused_data
    return bytes(whole), None
