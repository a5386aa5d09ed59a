"""From the bytes of a text capture to its text: UTF-8, UTF-16 with a byte order mark, and windows-1256.

Every byte string is *some* windows-1256 text, so that reading needs evidence: a damaged UTF-8 page must be refused,
not shown as «Ø§Ù„». Nothing is ever replaced; what cannot be decoded is an error with the byte's offset.
"""

import codecs
import re

from atwasat_spider.errors import UnreadableCaptureError

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_WINDOWS_ARABIC = frozenset({"windows-1256", "cp1256", "x-cp1256"})
# A lead byte of two (Arabic, Latin), three or four bytes with its continuation bytes.
_UTF_8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = bytes([*range(9), *range(0x0E, 0x20)])
_MOST_CONTROLS = 0.01
# Charsets of one byte that pages are written in (WHATWG Encoding Standard); Python knows others, and what is none: zlib
_ON_THE_WEB = re.compile(
    r"iso-?8859-(?:[1-9]|1[013-6])|(?:windows-|cp)125[0-8]|cp874|(?:us-)?ascii|latin-?[1-6]|koi8-[ru]|mac-arabic"
    r"|cp(?:720|864)|asmo-708|ecma-114|arabic"
)
_UTF = re.compile(r"utf-?(?:8|16(?:[lb]e)?|32(?:[lb]e)?)")
_OTHER_ARABIC = frozenset({"iso8859-6", "mac-arabic", "cp720", "cp864"})
_PRESCAN = 4096  # bytes in which a page declares its charset; the HTML standard looks at 1,024
_CHARSET = re.compile(r"""charset *= *["']?([\w.:-]+)""", re.ASCII | re.IGNORECASE)


def decode(payload: bytes, content_type: str | None = None) -> str:
    """Return the text of a capture.

    ``content_type`` helps only where the bytes alone leave the question open (``text/plain; charset=windows-1256``).
    Raises ``UnreadableCaptureError`` with the offset, in bytes, of what cannot be decoded.
    """
    for mark, encoding in _UTF_16.items():
        if payload.startswith(mark):
            return _strictly(payload, encoding, skipped=len(mark))
    skipped, encoding = len(codecs.BOM_UTF8) if payload.startswith(codecs.BOM_UTF8) else 0, "utf-8"
    try:
        text = payload[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        if skipped or not _is_windows_arabic(payload, content_type):
            raise _undecodable(payload, "utf-8", error.start + skipped, error.reason) from error
        encoding = "windows-1256"
        text = payload.decode(encoding)
    return _checked(text, encoding, skipped=skipped)


def decode_html(payload: bytes, content_type: str | None = None) -> str:
    """Return the markup of an HTML capture, as a browser would but for charsets that lie.

    The bytes themselves settle what they can: a byte order mark, valid UTF-8, windows-1256. Of what is left the charset
    counts that the server or the page declares. A stray byte becomes U+FFFD, for which the article is remarked if it
    is in its text. Raises ``UnreadableCaptureError`` for bytes that are no text.
    """
    for mark, encoding in _UTF_16.items():
        if payload.startswith(mark):
            return _checked(payload[len(mark) :].decode(encoding, "replace"), encoding, skipped=len(mark))
    skipped = len(codecs.BOM_UTF8) if payload.startswith(codecs.BOM_UTF8) else 0
    try:
        text = payload[skipped:].decode("utf-8")
        has_controls = len(payload.translate(None, _CONTROL_BYTES)) < len(payload)
        return _checked(text, "utf-8", skipped=skipped) if has_controls else text
    except UnicodeDecodeError:
        encoding = _charset_of(payload, content_type)
        return _checked(payload[skipped:].decode(encoding, "replace"), encoding, skipped=skipped)


def _charset_of(payload: bytes, content_type: str | None) -> str:
    """Return the charset of bytes that are not UTF-8: by what they show, and where that is not enough, as declared."""
    declared = _declared(content_type) or _declared(payload[:_PRESCAN].decode("latin-1"))
    known = codecs.lookup(declared).name if declared and _ON_THE_WEB.fullmatch(declared) else None
    if known not in _OTHER_ARABIC and _is_windows_arabic(payload, content_type):
        return "windows-1256"
    sequences = sum(len(sequence) for sequence in _UTF_8_SEQUENCE.findall(payload))
    looks_like_utf_8 = sequences * 2 >= len(_HIGH_BYTE.findall(payload))
    if declared is None or looks_like_utf_8 or _UTF.fullmatch(declared):
        return "utf-8"
    if known is None:
        raise UnreadableCaptureError(f"declares a charset that is not known: {declared[:40]!r}")
    return known


def _strictly(payload: bytes, encoding: str, *, skipped: int) -> str:
    try:
        text = payload[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(payload, encoding, error.start + skipped, error.reason) from error
    return _checked(text, encoding, skipped=skipped)


def _is_windows_arabic(payload: bytes, content_type: str | None) -> bool:
    """Tell windows-1256 from damaged UTF-8 by what the bytes themselves show.

    In damaged UTF-8 most high bytes still form valid sequences; in windows-1256 hardly any do, and most characters
    beyond ASCII are Arabic letters. A declared charset settles a page with too few letters to tell, never the rest.
    """
    high = len(_HIGH_BYTE.findall(payload))
    in_sequences = sum(len(sequence) for sequence in _UTF_8_SEQUENCE.findall(payload))
    if in_sequences * 2 >= high:
        return False
    beyond_ascii = _NOT_ASCII.findall(payload.decode("windows-1256"))
    letters = sum(1 for character in beyond_ascii if _ARABIC_LETTER.match(character))
    return letters * 4 >= len(beyond_ascii) * 3 or _declared(content_type) in _WINDOWS_ARABIC


def _declared(content_type: str | None) -> str | None:
    charset = _CHARSET.search(content_type) if content_type else None
    return charset[1].lower() if charset else None


def _undecodable(payload: bytes, encoding: str, offset: int, reason: str) -> UnreadableCaptureError:
    byte = f"0x{payload[offset]:02x} " if offset < len(payload) else ""
    return UnreadableCaptureError(f"cannot be decoded as {encoding}: byte {byte}at offset {offset}: {reason}")


def _checked(text: str, encoding: str, *, skipped: int) -> str:
    """Refuse what decodes but is no text (a picture, UTF-16 without its mark): many control characters."""
    controls = _CONTROL.findall(text)
    if len(controls) > len(text) * _MOST_CONTROLS:
        offset = skipped + len(text[: text.index(controls[0])].encode(encoding, "replace"))
        raise UnreadableCaptureError(
            f"is not text: {len(controls)} control characters, the first U+{ord(controls[0]):04X} at offset {offset}"
        )
    return text
