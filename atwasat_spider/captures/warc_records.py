"""What a record of a WARC file holds: a page of the site, a page seen again, or neither."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateutil.parser import isoparse
from fastwarc.warc import WarcRecord, WarcRecordType

from atwasat_spider.addresses import HOSTS, ArticleAddress, read_article_address
from atwasat_spider.captures.bodies import LARGEST_PAGE, HttpHead, is_html, read_http_head, undo_encodings
from atwasat_spider.captures.capture import Capture, Circumstances, Form
from atwasat_spider.captures.mementos import is_of_the_archive, memento_datetime, memento_of
from atwasat_spider.captures.originals import normal_digest
from atwasat_spider.captures.warc_files import BREAKS_OFF, BrokenError
from atwasat_spider.captures.warc_items import Damage, Item, PassedOver, Revisit, WarcPage
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

_MEMENTO_DATETIME = re.compile(rb"^memento-datetime:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_BLOCK = 64 * 1024
_NUMBER = re.compile("[0-9]{1,18}")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_FORMS = {"text/html": Form.HTML, "application/xhtml+xml": Form.HTML, "text/plain": Form.TEXT}
_UNTYPED = ("", "application/octet-stream")
_FEEDS = ("text/xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
_BREAKS_OFF = "the file breaks off within the record"
_DIGESTS = ("md5", "sha1", "sha256", "sha512")


class Content:
    """What a record holds, read once, forwards."""

    def __init__(self, record: WarcRecord, offset: int) -> None:
        declared = (record.headers.get("Content-Length") or "").strip(" \t")
        if not _NUMBER.fullmatch(declared):
            raise BrokenError("the head of the record breaks off or has no valid Content-Length")
        self.record, self.offset, self.length = record, offset, record.content_length
        self._left = self.length

    def header(self, name: str) -> str:
        """Return a header of the record, empty where it has none."""
        return (self.record.headers.get(name) or "").strip()

    def read(self, size: int) -> bytes:
        """Read that many bytes of the content, fewer at its end."""
        blocks = []
        size = min(size, self._left)  # the reader is not asked for more: what follows the record may be damaged
        while block := self.record.reader.read(min(size, _BLOCK)) if size else b"":
            blocks.append(block)
            size -= len(block)
            self._left -= len(block)
        return b"".join(blocks)

    def finish(self) -> None:
        """Pass over what was not read; raise ``BrokenError`` if it is not all there."""
        if self._left and self.record.consume() < self._left:
            raise BrokenError(BREAKS_OFF)


def read_item(content: Content, place: str) -> Item:
    """Return what a record is read into; raise ``BrokenError`` if the file breaks off in it."""
    try:
        item = _interpret(content, place)
    except UnreadableCaptureError as error:
        item = Damage(content.offset, str(error))
    content.finish()
    return item


def _interpret(content: Content, place: str) -> Item:
    kind = content.record.record_type
    if kind not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.revisit):
        return PassedOver(content.offset, str(kind))
    block = content.read(_BLOCK)
    if kind == WarcRecordType.resource:
        head = HttpHead(content_type=content.header("Content-Type"))
    else:
        head = read_http_head(block)
    target, stated = content.header("WARC-Target-URI"), _stated(block[: head.size])
    url, captured_at = read_location(target, _moment(content.header("WARC-Date")), stated)
    if not url.startswith(("http://", "https://")):
        return PassedOver(content.offset, f"{url.partition(':')[0][:40] or 'nameless'} record")
    what = _not_a_page(url, head, kind)
    if what is not None:
        return PassedOver(content.offset, what)
    circumstances = Circumstances(
        address=_address(url), captured_at=captured_at, content_type=head.content_type, url=url, status=head.status
    )
    if kind == WarcRecordType.revisit:
        return _revisit(content, circumstances)
    try:
        return _page(content, block, head, circumstances, place)
    except UnreadableCaptureError as error:
        raise UnreadableCaptureError(f"{url}: {error}") from error


def read_location(url: str, moment: datetime | None, stated: datetime | None = None) -> tuple[str, datetime | None]:
    """Return what page was captured when; an address at which an archive replays it holds both in itself.

    ``stated`` is the moment that the archive states, where it served the nearest capture that it has.
    """
    url = _CONTROL.sub("", url.removeprefix("<").removesuffix(">"))
    memento = memento_of(url)
    return (url, moment) if memento is None else (memento[1], stated or memento[0])


def _stated(head: bytes) -> datetime | None:
    header = _MEMENTO_DATETIME.search(head)
    return memento_datetime(header[1].decode("latin-1")) if header else None


def _moment(text: str) -> datetime | None:
    try:
        moment = isoparse(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _address(url: str) -> ArticleAddress | None:
    try:
        return read_article_address(url)
    except WrongUsageError:
        return None


def _not_a_page(url: str, head: HttpHead, kind: WarcRecordType) -> str | None:
    """Say in a few words why a record holds no page of the site, ``None`` if it may hold one."""
    media = _media(head)
    known = head.status in (200, 203)
    if kind == WarcRecordType.response and head.status is None:
        return "no HTTP status"
    if head.status is not None and not known and not (kind == WarcRecordType.revisit and head.status == 304):
        return "redirect" if 300 <= head.status < 400 and head.status != 304 else f"status {head.status}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page of another site"
    if parts.path == "/robots.txt":
        return "robots.txt"
    if media in _FEEDS:
        return "feed or sitemap"
    if media not in _FORMS and media not in _UNTYPED:
        return media[:80]
    return None if parts.hostname in HOSTS else "page of another site"


def _media(head: HttpHead) -> str:
    return (head.content_type or "").partition(";")[0].strip().lower()


def _revisit(content: Content, circumstances: Circumstances) -> Revisit:
    refers_to = content.header("WARC-Refers-To-Target-URI")
    url, moment = read_location(refers_to, _moment(content.header("WARC-Refers-To-Date")))
    profile = content.header("WARC-Profile").rstrip(">").rstrip("/")
    return Revisit(
        offset=content.offset,
        circumstances=circumstances,
        payload_digest=content.header("WARC-Payload-Digest") or None,
        refers_to_url=url or None,
        refers_to_date=moment,
        not_modified=circumstances.status == 304 or profile.endswith("server-not-modified"),
    )


def _page(content: Content, block: bytes, head: HttpHead, circumstances: Circumstances, place: str) -> Item:
    _require_whole(content)
    if content.length - head.size > LARGEST_PAGE:
        raise UnreadableCaptureError(f"the record has {content.length} bytes; a page has at most {LARGEST_PAGE}")
    block += content.read(content.length)
    if not _matches(content.header("WARC-Block-Digest"), block):
        raise UnreadableCaptureError("the digest of the record does not match")
    head_of_page, body = block[: head.size], block[head.size :]
    del block
    payload = undo_encodings(body, head)
    form = _FORMS.get(_media(head)) or (Form.HTML if is_html(payload) else None)
    if form is None:
        return PassedOver(content.offset, _media(head) or "no content type")
    if not payload.strip():
        return PassedOver(content.offset, "empty page")
    if memento_of(content.header("WARC-Target-URI")) is not None and is_of_the_archive(payload, _stated(head_of_page)):
        return PassedOver(content.offset, "page of an archive about itself")
    digest = content.header("WARC-Payload-Digest") or f"sha1:{_digest('sha1', body)}"
    return WarcPage(Capture(place, payload, circumstances, form, content.offset), digest)


def _require_whole(content: Content) -> None:
    if truncated := content.header("WARC-Truncated"):
        raise UnreadableCaptureError(f"the crawler cut the page short: {truncated[:40]}")
    if content.header("WARC-Segment-Number"):
        raise UnreadableCaptureError("the page lies in several records, which are not joined")


def _digest(name: str, block: bytes) -> str:
    return base64.b32encode(hashlib.new(name, block, usedforsecurity=False).digest()).decode("ascii")


def _matches(declared: str, block: bytes) -> bool:
    """Compare a digest in base 32 or 16; one of an unknown kind proves nothing, so it matches."""
    name, _, value = normal_digest(declared).lower().partition(":")
    if name not in _DIGESTS:
        return True
    digest = hashlib.new(name, block, usedforsecurity=False).digest()
    forms = (base64.b32encode(digest).decode("ascii").lower().rstrip("="), digest.hex())
    value = value.strip().rstrip("=")
    return value in forms or len(value) not in map(len, forms)
