"""Pages that a browser saved as one file (``.mhtml``, ``.mht``): the page itself out of its pictures and styles."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    MessageError,
)
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Policy, compat32
from email.utils import parsedate_to_datetime

from atwasat_spider.addresses import read_article_address
from atwasat_spider.captures.bodies import LARGEST_PAGE
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.captures.warc_records import read_location
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

# The parser keeps lines and parts as objects, which small ones would make too many; a saved page has some hundred.
_MOST_LINES = 1_000_000
_MOST_PARTS = 5_000
_MOST_MULTIPARTS = 20  # each may hold the next, and every line is compared with the boundaries of all around it

_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_SPACE = re.compile(r"\s+")
_MARKUP = ("text/html", "application/xhtml+xml")
_BASE64_DEFECTS = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)


def read_mhtml(payload: bytes) -> tuple[bytes, Circumstances]:
    """Return the bytes of the page that an MHTML file holds, and what the file says of their capture.

    Raises ``UnreadableCaptureError`` for a file that holds no page, breaks off within it or is too large.
    """
    message = _parse(payload)
    root = _root(message)
    if root is None:
        raise UnreadableCaptureError("the MHTML file holds no page of markup")
    page = root.get_payload(decode=True)
    if not isinstance(page, bytes) or any(isinstance(defect, _BASE64_DEFECTS) for defect in root.defects):
        raise UnreadableCaptureError("the page in the MHTML file is damaged: no valid base64")
    if _breaks_off_in(message, root):
        raise UnreadableCaptureError("the MHTML file breaks off within its page")
    return page, _circumstances(message, root)


class _Parts:
    """Makes the parser's messages and counts them."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, policy: "Policy[Message]" = compat32) -> Message:
        self._count += 1
        if self._count > _MOST_PARTS:
            raise UnreadableCaptureError(f"the MHTML file has more than {_MOST_PARTS} parts")
        return Message(policy)


def _parse(payload: bytes) -> Message:
    if len(payload) > LARGEST_PAGE:
        raise UnreadableCaptureError(f"the MHTML file has {len(payload)} bytes; {LARGEST_PAGE} are read at most")
    if payload.count(b"\n") + payload.count(b"\r") > 2 * _MOST_LINES:
        raise UnreadableCaptureError(f"the MHTML file has more than {_MOST_LINES} lines")
    if sum(1 for _ in _MULTIPART.finditer(payload)) > _MOST_MULTIPARTS:
        raise UnreadableCaptureError(f"the MHTML file has more than {_MOST_MULTIPARTS} multiparts")
    return BytesParser(_Parts()).parsebytes(payload)


def _root(message: Message) -> Message | None:
    """Return the part that ``start`` names, else the first one of markup."""
    start = _text(message.get_param("start")).strip().strip("<>")
    named = (part for part in message.walk() if start and _header(part, "Content-ID").strip("<>") == start)
    return next((part for part in [*_markup(next(named, None)), *_markup(message)]), None)


def _markup(message: Message | None) -> Iterator[Message]:
    return (part for part in (message.walk() if message else ()) if part.get_content_type() in _MARKUP)


def _breaks_off_in(message: Message, root: Message) -> bool:
    """Tell whether the page is the last of a file that lacks its end; one that lacks a picture is whole."""
    unclosed = any(
        isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects
    )
    *_, last = message.walk()
    return unclosed and last is root


def _circumstances(message: Message, root: Message) -> Circumstances:
    addresses = (
        _header(message, "Snapshot-Content-Location"),
        _header(root, "Content-Location"),
        _header(message, "Content-Location"),
    )
    url = next((_SPACE.sub("", address) for address in addresses if address.startswith(("http://", "https://"))), "")
    url, captured_at = read_location(url, _moment(_header(message, "Date")))
    try:
        article = read_article_address(url)
    except WrongUsageError:
        article = None
    content_type = _SPACE.sub(" ", _header(root, "Content-Type")) or None
    return Circumstances(article, captured_at, content_type, url=url or None)


def _header(message: Message, name: str) -> str:
    text = _text(message.get(name))
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def _text(value: object) -> str:
    """Return a header or a parameter as text that any database takes."""
    text = value[2] if isinstance(value, tuple) else str(value or "")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "").strip()


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
