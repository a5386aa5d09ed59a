"""XML documents that are long lists of small records, as feeds and sitemaps are, read one record after the other.

lxml reads strictly: its recovering mode closes what is cut (half an address becomes an address) and drops ``&amp;``
from all that follows an error. So what stands whole before a damage is read and nothing else; bare ampersands and
control characters, the usual faults of feeds, are mended first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from atwasat_spider.blocks.site_links import site_address
from atwasat_spider.characters import printable
from atwasat_spider.errors import UnreadableCaptureError

MOST_ELEMENTS = 1_000_000  # of a document; 50,000 addresses with all that Google reads of each are 750,000

_CHUNK = 64 * 1024
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
}
_WIDTHS = {"ascii": 1, "utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}  # bytes of a sign
_FAULTS = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|(?P<ampersand>&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);))", re.DOTALL
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Field:
    """An element of a record: names on the way to it (``media:group/media:content``), text, attributes, its base."""

    path: str
    text: str
    attributes: Mapping[str, str]
    base: str


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a list, itself an element, with the elements in it down to the third level, in their order."""

    itself: Field
    fields: tuple[Field, ...]

    def texts(self, *paths: str) -> Iterator[str]:
        """Return the texts that are not blank of the fields with these paths, in the order of the paths."""
        for path in paths:
            yield from (field.text for field in self.fields if field.path == path and field.text)

    def text(self, *paths: str) -> str | None:
        """Return the first of these texts, or ``None``."""
        return next(self.texts(*paths), None)


@dataclass(frozen=True, slots=True)
class Format:
    """What a kind of document is: what to say of another ("is neither ..."), and the names of records by the root's."""

    name: str
    records: Mapping[str, frozenset[str]]


def read_records(payload: bytes, url: str, kind: Format, remarks: list[str]) -> Iterator[Record]:
    """Yield the records of a document in their order; remarks are added when it is damaged or mended.

    Raises ``UnreadableCaptureError`` for a document that declares entities, is no XML or has another root.
    """
    _refuse_entities(payload, url)
    count = 0
    reading = _Reading(payload, url, kind)
    for record in reading.records():
        count += 1
        yield record
    if reading.damage:
        mended, faults = _mended(payload)
        if mended != payload:
            reading = _Reading(mended, url, kind)
            yield from islice(reading.records(), count, None)  # up to the damage both are the same
            if faults:
                remarks.append(f"{faults} bare ampersands and control characters are mended")
    reading.require_root()
    if reading.damage:
        rest = "" if reading.is_whole else ": what stands whole before it is read"
        remarks.append(f"damaged XML, {reading.damage}{rest}")


def _refuse_entities(payload: bytes, url: str) -> None:
    found = [(payload.find("<!ENTITY".encode(encoding)), width) for encoding, width in _WIDTHS.items()]
    places = [(at % width, at) for at, width in found if at >= 0]
    if places:
        _, at = min(places)  # one byte order shows through in the other, but between two signs
        raise UnreadableCaptureError(f"{url!r} declares an XML entity at byte {at}: it is not read")


def _mended(payload: bytes) -> tuple[bytes, int]:
    """Return a document with its bare ampersands escaped, without control characters, and how many were there."""
    start = payload.lstrip()
    if b"\x00" in start[:4]:  # UTF-16 and UTF-32
        return payload, 0
    visible, controls = _CONTROLS.subn(b"", start)
    ampersands = 0

    def mend(match: re.Match[bytes]) -> bytes:
        nonlocal ampersands
        ampersands += match["ampersand"] is not None
        return b"&amp;" if match["ampersand"] else match[0]

    mended = _FAULTS.sub(mend, visible)
    return mended, controls + ampersands


class _Reading:
    """One pass over a document; elements are let go as soon as they are read."""

    def __init__(self, payload: bytes, url: str, kind: Format) -> None:
        self.damage: str | None = None
        self.is_whole = False  # whether the root has its end
        self._payload, self._url, self._kind = payload, url, kind
        self._namespace: str | None = None
        self._records: frozenset[str] | None = None  # their names; None before the root

    def records(self) -> Iterator[Record]:
        """Yield the records that are whole; what ends the reading early is noted as the damage."""
        inside = elements = 0
        for event, element in self._events():
            if event == "start":
                elements += 1
                if elements > MOST_ELEMENTS:
                    self.damage = f"more than {MOST_ELEMENTS:,} elements"
                    return
                inside += bool(inside) or self._starts_record(element)
                continue
            was_inside, inside = inside, max(inside - 1, 0)
            if not inside:
                if was_inside:
                    yield self._record(element)
                self.is_whole = element.getparent() is None
                _let_go(element)

    def require_root(self) -> None:
        """Refuse what was read as XML and is none."""
        if self._records is None:
            raise UnreadableCaptureError(f"{self._url!r} is no XML: {self.damage or 'it is empty'}")

    def _events(self) -> Iterator[tuple[str, Any]]:
        parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for at in range(0, len(self._payload), _CHUNK):
            try:
                parser.feed(self._payload[at : at + _CHUNK])
            except etree.XMLSyntaxError as error:
                self.damage = _said(error)
            yield from parser.read_events()
            if self.damage:
                return
        try:
            parser.close()
        except etree.XMLSyntaxError as error:
            self.damage = _said(error)
        yield from parser.read_events()

    def _starts_record(self, element: Any) -> bool:
        if self._records is not None:
            return self._name(element) in self._records
        self._namespace, _, root = element.tag.rpartition("}")
        self._records = self._kind.records.get(root)
        if self._records is None:
            raise UnreadableCaptureError(f"{self._url!r} is {self._kind.name}: its root is <{printable(root[:100])}>")
        return False

    def _name(self, element: Any) -> str:
        """Return an element's name with the prefix that its namespace has here; the root's namespace has none."""
        tag: str = element.tag
        namespace, _, name = tag.rpartition("}")
        prefix = "" if namespace == self._namespace else _PREFIXES.get(namespace[1:], "?:" if namespace else "")
        return prefix + name

    def _record(self, element: Any) -> Record:
        base = self._url
        for around in reversed([*element.iterancestors()]):
            base = _based(around, base)
        base = _based(element, base)
        fields: list[Field] = []
        for child in element.iterchildren("*"):
            name = self._name(child)
            fields.append(_field(child, name, base))
            fields += [_field(inner, f"{name}/{self._name(inner)}", base) for inner in child.iterchildren("*")]
        return Record(Field(self._name(element), "", dict(element.attrib), base), tuple(fields))


def _field(element: Any, path: str, base: str) -> Field:
    return Field(path, "".join(element.itertext()).strip(), dict(element.attrib), _based(element, base))


def _based(element: Any, base: str) -> str:
    """Return the base of links in an element; one that is not on the site is no base."""
    return site_address(element.get(_BASE) or "", base) or base if element.get(_BASE) else base


def _let_go(element: Any) -> None:
    """Free what was read before an element; the element itself is still the parser's."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _said(error: Any) -> str:
    """Return what the parser says, with the line and the column."""
    return printable(str(error.msg)[:300])
