"""The index of a web archive as a CDX server shows it: the addresses of queries, and what the answers list.

Three kinds of server are understood, by what they answer: the Wayback Machine's (a JSON array of arrays, with a key to
resume by), pywb's (a JSON object a line, no key) and any that writes plain CDX or CDXJ lines. A server's index has
http and https, with and without ``www.``, as one address; one that has not is asked for each of them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from atwasat_spider.addresses import FIRST_SYSTEM, HOSTS, NEWS, ArticleAddress
from atwasat_spider.captures.mementos import read_moment
from atwasat_spider.errors import UnreadableCaptureError

ROWS = 2_000  # that are asked for at a time
FIRST_MOMENT = "19960101000000"  # before it no archive has anything

_FORMAT = "%Y%m%d%H%M%S"
_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_PLAIN = {  # fields of a plain line by their number: the Wayback Machine's, and the two formats of CDX files
    7: _FIELDS,
    9: (*_FIELDS[:6], "redirect", "offset", "filename"),
    11: (*_FIELDS[:6], "redirect", "meta", "length", "offset", "filename"),
}
_ALIASES = {"url": "original", "mime": "mimetype", "status": "statuscode"}  # pywb's names
_NUMBER = re.compile("[0-9]{1,18}")
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class CdxCapture:
    """A capture that an archive's index lists; ``timestamp_text`` has its fourteen digits as the replay needs them."""

    timestamp: datetime
    timestamp_text: str
    original: str
    mimetype: str | None = None
    status: int | None = None
    digest: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class CdxQuery:
    """What an index is asked for: an address or all that begins with it, and a span of time, both ends in it.

    ``start`` and ``end`` have fourteen digits; ``is_continued`` tells a query for what the answer to another left off.
    """

    url: str
    start: str
    end: str
    is_prefix: bool = False
    resume_key: str | None = None
    is_continued: bool = False

    def address(self, server: str, rows: int = ROWS) -> str:
        """Return the address that puts the question to a server."""
        asked = [("url", self.url)]
        if self.is_prefix:  # an asterisk besides would mean itself to pywb
            asked.append(("matchType", "prefix"))
        asked += [("from", self.start), ("to", self.end), ("output", "json")]
        asked += [("filter", "statuscode:200"), ("filter", "mimetype:text/html"), ("collapse", "digest")]
        asked += [("limit", str(rows)), ("showResumeKey", "true")]
        joint = "&" if urlsplit(server).query else "?"
        return f"{server}{joint}{urlencode(asked, safe=':/')}{self._resume()}"

    def _resume(self) -> str:
        """A key that is percent-encoded already goes back as it came, as the Wayback Machine wants it."""
        if self.resume_key is None:
            return ""
        return f"&resumeKey={self.resume_key if '%' in self.resume_key else quote(self.resume_key, safe='')}"

    def following(self, answer: "CdxAnswer", rows: int = ROWS) -> tuple["CdxQuery", ...]:
        """Return the queries for what an answer left off: none where it is all that there is.

        A full answer without a key to resume by is of a server that has none: each half of its time is asked for
        anew, since a listing of many addresses is in the order of the addresses.

        Raises ``UnreadableCaptureError`` where the rest cannot be asked for.
        """
        if answer.resume_key is not None:
            if answer.resume_key == self.resume_key:
                raise UnreadableCaptureError("the server gave the same key to resume by twice")
            return (replace(self, resume_key=answer.resume_key, is_continued=True),)
        if answer.rows < rows or self.resume_key is not None:
            return ()
        start, end = read_moment(self.start), read_moment(self.end)
        if start is None or end is None or start >= end:
            raise UnreadableCaptureError(f"the server lists {rows} captures of one second and no more")
        middle = start + (end - start) // 2
        after = datetime.fromtimestamp(int(middle.timestamp()) + 1, UTC)
        return (
            replace(self, end=middle.strftime(_FORMAT), is_continued=True),
            replace(self, start=after.strftime(_FORMAT), is_continued=True),
        )


@dataclass(frozen=True, slots=True)
class CdxAnswer:
    """What an answer lists; ``rows`` counts the damaged ones too, ``remarks`` names each with its line."""

    captures: tuple[CdxCapture, ...] = ()
    remarks: tuple[str, ...] = ()
    resume_key: str | None = None
    rows: int = field(default=0)


def article_queries(address: ArticleAddress, start: str, end: str) -> tuple[CdxQuery, ...]:
    """Return the queries for an article in every spelling that its address had in its space.

    http and https are one to every index.
    """
    path = f"/{address.id_space}/{address.section}/{address.site_id}"
    slashes = ("/", "") if address.id_space == FIRST_SYSTEM else ("", "/")
    return tuple(CdxQuery(f"{host}{path}{slash}", start, end) for slash in slashes for host in HOSTS)


def section_queries(section: str, start: str, end: str) -> tuple[CdxQuery, ...]:
    """Return the queries for all articles of a section, in both spaces of numbers."""
    return tuple(
        CdxQuery(f"{host}/{space}/{section}/", start, end, is_prefix=True)
        for space in (NEWS, FIRST_SYSTEM)
        for host in HOSTS
    )


def read_answer(body: bytes) -> CdxAnswer:
    """Read what a CDX server answered, in any of its forms.

    Raises ``UnreadableCaptureError`` for a page that is no listing at all, as an archive shows when it refuses.
    """
    text = body.decode("utf-8", "backslashreplace").lstrip("\ufeff")
    if text.lstrip().startswith("<"):
        raise UnreadableCaptureError("the answer is a page, no list of captures")
    captures, remarks, key, rows = [], [], None, 0
    for number, row in _rows(text):
        if isinstance(row, _Key):
            key = row.text
            continue
        rows += 1
        try:
            captures.append(_capture(row))
        except UnreadableCaptureError as error:
            remarks.append(f"line {number}: {error}")
    if remarks and not captures:
        raise UnreadableCaptureError(f"the answer is no list of captures: {remarks[0]}")
    return CdxAnswer(tuple(captures), tuple(remarks), key, rows)


def without_repeats(captures: Iterable[CdxCapture]) -> list[CdxCapture]:
    """Return one article's captures in the order of time, without those that show the same bytes as the one before.

    A page that returns to what it was is no repeat.
    """
    kept: list[CdxCapture] = []
    for capture in sorted(captures, key=lambda capture: (capture.timestamp_text, capture.original)):
        is_repeat = bool(kept and capture.digest and capture.digest == kept[-1].digest)
        if not is_repeat:
            kept.append(capture)
    return kept


@dataclass(frozen=True, slots=True)
class _Key:
    text: str


@dataclass(frozen=True, slots=True)
class _Damaged:
    text: str


_Row = Mapping[str, object] | _Key | _Damaged


def _rows(text: str) -> Iterator[tuple[int, _Row]]:
    """Yield the rows with the numbers of their lines, counted from 1; a header is none."""
    if text.lstrip().startswith("["):
        yield from _rows_of_arrays(_arrays(text))
        return
    is_last = False  # what stands alone behind an empty line is the key to resume by
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            is_last = True
        elif is_last and " " not in line.strip() and not line.startswith("{"):
            yield number, _Key(line.strip())
        elif not line.startswith((" CDX ", "!")):
            yield number, _row_of_line(line.strip())


def _arrays(text: str) -> Iterator[tuple[int, object]]:
    """Yield the members of a JSON array; of one that is damaged, those of its lines that are whole."""
    try:
        yield from enumerate(json.loads(text), start=1)
    except (ValueError, RecursionError):
        for number, line in enumerate(text.splitlines(), start=1):
            row = line.strip().removesuffix(",")
            if row.startswith("[["):
                row = row[1:]
            if row.endswith("]]"):
                row = row[:-1]
            if row not in ("", "[", "]"):
                yield number, _parsed(row)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return _Damaged(line)


def _rows_of_arrays(arrays: Iterator[tuple[int, object]]) -> Iterator[tuple[int, _Row]]:
    fields: Sequence[str] = _FIELDS
    is_last = False
    for number, row in arrays:
        if isinstance(row, dict):
            yield number, row
        elif not isinstance(row, list):
            yield number, row if isinstance(row, _Damaged) else _Damaged(json.dumps(row, ensure_ascii=False))
        elif not row:
            is_last = True
        elif is_last and len(row) == 1:
            yield number, _Key(str(row[0]))
        elif "timestamp" in row:
            fields = [str(name) for name in row]
        elif len(row) == len(fields):
            yield number, dict(zip(fields, row, strict=True))
        else:
            yield number, _Damaged(json.dumps(row, ensure_ascii=False))


def _row_of_line(line: str) -> _Row:
    """Read an object, a line of CDXJ (key, timestamp, object) or one of plain CDX."""
    key, _, rest = line.partition(" ")
    timestamp, _, tail = rest.partition(" ")
    embedded = line if line.startswith("{") else tail if tail.startswith("{") else None
    if embedded is not None:
        value = _parsed(embedded)
        known = {} if embedded is line else {"urlkey": key, "timestamp": timestamp}
        return known | value if isinstance(value, dict) else _Damaged(line)
    fields = line.split(" ")
    names = _PLAIN.get(len(fields))
    return dict(zip(names, fields, strict=True)) if names else _Damaged(line)


def _capture(row: _Row) -> CdxCapture:
    if isinstance(row, _Damaged | _Key):
        raise UnreadableCaptureError(f"no capture: {_shown(row.text)}")
    known = {_ALIASES.get(name, name): str(value) for name, value in row.items() if value not in (None, "", "-")}
    digits, original = known.get("timestamp", ""), known.get("original", "")
    moment = read_moment(digits)
    if moment is None:
        raise UnreadableCaptureError(f"no timestamp of 14 digits: {_shown(digits or json.dumps(dict(row)))}")
    if not original:
        raise UnreadableCaptureError(f"no address: {_shown(json.dumps(dict(row)))}")
    return CdxCapture(
        moment, digits, original, known.get("mimetype"), _number(known, "statuscode"), known.get("digest"),
        _number(known, "length"),
    )  # fmt: skip


def _number(known: Mapping[str, str], name: str) -> int | None:
    text = known.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else None


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
