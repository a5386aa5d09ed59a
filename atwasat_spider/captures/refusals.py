"""Recognising that the site refuses us: by a firewall, a challenge, a wall, an empty page.

A status that refuses is enough for a refusal; its page and headers only say whose it is. A page that came with success
is one only by a row of ``refusal_signs``, and never where a reader sees a full text: an article may quote any of them.
"""

import codecs
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from atwasat_spider.captures.refusal_signs import (
    DECISIVE_HEADERS,
    PAGE_SIGNS,
    REDIRECT_SIGNS,
    REFUSING,
    STANDING_BEFORE,
    RefusalKind,
    Sign,
    leads_to,
    matches,
)
from atwasat_spider.characters import clean, printable

__all__ = ["Refusal", "RefusalKind", "find_refusal", "retry_after"]

_SEEN = 65536  # bytes of a body that are looked at
_FULL_TEXT = 1500  # letters and signs that a reader sees, with which a page is no wall, whatever it quotes
_LONGEST_SIGN = 80
_STANDING = frozenset({403, 429, 444})  # with these, a system known to stand before the site is named
_SUCCESS = frozenset({200, 202, 203})
_DAMAGED = 4  # replaced characters that the cut after 64 KB cannot explain
_HIDDEN = re.compile(r"<(script|style|template|noscript|title)(?=[\s/>])")
_TAG = re.compile(r"</?[a-z!?]")
_QUOTING = re.compile(r"""<!--|<img\b|<meta\b(?![^<>]{0,200}http-equiv)|<script\b[^<>]{0,200}ld\+json""")
_DECLARED = 1000  # characters in which a page begins
_NO_HTML = ("<?xml", "<rss", "<feed", "<urlset", "<sitemapindex")
_OF_AN_ARTICLE = re.compile(
    r"""property=["']?og:type["']?\s{1,4}content=["']?article\b|["']@type["']\s?:\s?["']newsarticle"""
)
_NO_QUOTES = str.maketrans("", "", "\"'")

_NAMES = {
    RefusalKind.FIREWALL: "firewall",
    RefusalKind.CHALLENGE: "challenge",
    RefusalKind.RATE: "rate limit",
    RefusalKind.UNAVAILABLE: "unavailable for legal reasons",
    RefusalKind.CONSENT: "consent wall",
    RefusalKind.LOGIN: "login",
    RefusalKind.EMPTY: "empty page",
    RefusalKind.FORBIDDEN: "forbidden",
}
_ASK = "ask the site to allow this crawler's address and user agent"
_ARCHIVED = "read the archived captures (`atwasat wayback`)"
_ELSEWHERE = f"Crawl from an ordinary home or office connection, {_ASK}, or {_ARCHIVED}."
_REMEDIES = {
    RefusalKind.FIREWALL: _ELSEWHERE,
    RefusalKind.CHALLENGE: _ELSEWHERE,
    RefusalKind.RATE: f"Crawl slower and go on later; if that does not help, {_ASK}, or {_ARCHIVED}.",
    RefusalKind.UNAVAILABLE: f"The page is withheld here for legal reasons: {_ARCHIVED}.",
    RefusalKind.CONSENT: f"The site wants a consent that only a person can give: {_ASK}, or {_ARCHIVED}.",
    RefusalKind.LOGIN: f"The page is for members: ask the site for access, or {_ARCHIVED}.",
    RefusalKind.EMPTY: f"See in a browser whether the page has a text; if so, crawl slower and later, or {_ARCHIVED}.",
    RefusalKind.FORBIDDEN: _ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer in place of the page: how and by whom, if known, and what was seen of it, in printable text."""

    kind: RefusalKind
    by: str | None
    sign: str
    status: int

    @property
    def remedy(self) -> str:
        """One sentence that a person can act on."""
        return _REMEDIES[self.kind]

    def __str__(self) -> str:
        who = f"{self.by} {_NAMES[self.kind]}" if self.by else _NAMES[self.kind]
        return f"the site refuses us ({who}, {self.status}: {self.sign})"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the beginning of a body shows: its title as printed, its tags and scripts, its visible text."""

    title: str
    markup: str
    words: str


def find_refusal(status: int, headers: Mapping[str, str], body: bytes) -> Refusal | None:
    """Return how an answer refuses us, ``None`` where it does not: a page, an error of the server, a missing page.

    ``headers`` has names in lower case, ``body`` its content encoding undone. Never raises, whatever the bytes.
    """
    if 300 <= status < 400:
        return _of_redirect(status, headers.get("location", ""))
    if status < 200 or (status >= 500 and status not in REFUSING):
        return None
    by_header = _of_headers(DECISIVE_HEADERS, status, headers)
    return by_header or _of_page(status, headers, body) or _of_status(status, headers)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the site asks us to wait (RFC 9110, 10.2.3): not less than 0; ``None`` where it says nothing.

    >>> retry_after({"retry-after": "120"}, datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    value = headers.get("retry-after", "").strip()
    try:
        if re.fullmatch(r"-?[0-9]{1,20}", value, re.ASCII):
            wait = timedelta(seconds=int(value))
        else:
            date = parsedate_to_datetime(value)
            wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError, TypeError, IndexError):  # the standard library raises all four for nonsense
        return None
    return max(wait, timedelta(0))


def _of_redirect(status: int, location: str) -> Refusal | None:
    try:
        parts = urlsplit(location)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        return None
    for sign in REDIRECT_SIGNS:
        if (sign.host and leads_to(sign.host, host)) or (sign.path and leads_to(sign.path, path)):
            return Refusal(sign.kind, sign.by, _shown(f"redirect to {host}{path}"), status)
    return None


def _of_headers(signs: Iterable[Sign], status: int, headers: Mapping[str, str]) -> Refusal | None:
    for sign in signs:
        value = headers.get(sign.header, "").strip()
        if value and matches(sign.value, value):
            return Refusal(sign.kind, sign.by, f"header {sign.header}", status)
    return None


def _of_page(status: int, headers: Mapping[str, str], body: bytes) -> Refusal | None:
    most = None if status in REFUSING else _FULL_TEXT
    page = _page(body[:_SEEN], headers.get("content-type", "").lower(), most)
    if page is None:
        return None
    for sign in PAGE_SIGNS:
        seen = _seen_of(sign, page) if sign.on is None or status in sign.on else None
        if seen is not None:
            return Refusal(_kind(sign, status), sign.by, _shown(seen), status)
    if status in _SUCCESS and len(body) <= _SEEN and not clean(page.words):
        return Refusal(RefusalKind.EMPTY, None, "no visible text" if body else "no bytes", status)
    return None


def _of_status(status: int, headers: Mapping[str, str]) -> Refusal | None:
    """Return the refusal that a status is by itself, with the system that stands before the site."""
    if status == 401:
        asks = "header www-authenticate" if "www-authenticate" in headers else "status 401"
        return Refusal(RefusalKind.LOGIN, None, asks, status)
    if status == 451:
        return Refusal(RefusalKind.UNAVAILABLE, None, "status 451", status)
    if status not in _STANDING:
        return None
    kind = RefusalKind.RATE if status == 429 else RefusalKind.FORBIDDEN
    before = _of_headers(STANDING_BEFORE, status, headers)
    if before is None:
        return Refusal(kind, None, f"status {status}", status)
    return Refusal(kind, before.by, before.sign, status) if status == 429 else before


def _kind(sign: Sign, status: int) -> RefusalKind:
    """Return the kind of a row; what a firewall says with 429 is that we are too fast."""
    blocked = (RefusalKind.FIREWALL, RefusalKind.FORBIDDEN)
    return RefusalKind.RATE if status == 429 and sign.kind in blocked else sign.kind


def _seen_of(sign: Sign, page: _Page) -> str | None:
    """Return what of a row is to be shown where all of it is on the page."""
    if any(literal not in page.markup for literal in sign.markup) or any(each not in page.words for each in sign.words):
        return None
    if sign.title:
        return f"title «{page.title}»" if matches(sign.title, page.title) else None
    return f"markup {sign.markup[0]}" if sign.markup else f"words «{sign.words[0]}»"


def _page(seen: bytes, content_type: str, most: int | None) -> _Page | None:
    """Return what a page shows, ``None`` where it is no HTML, an article by its own account or shows over ``most``."""
    if seen.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        seen = seen.decode("utf-16", "replace").encode()
    encoding = _encoding_of(seen)
    # Lower case of bytes is that of ASCII alone, so both texts have the same places.
    text, lower = seen.decode(encoding, "replace"), seen.lower().decode(encoding, "replace")
    if most is not None and (not _is_page(lower, content_type) or _OF_AN_ARTICLE.search(lower)):
        return None
    title, markup, words, length = "", [], [], 0
    for start, end, is_visible in _pieces(lower):
        piece = lower[start:end].strip()
        if not is_visible:
            if piece.startswith("<title"):
                title = title or clean(html.unescape(text[start:end].partition(">")[2]))
            else:
                markup.append(piece)
        elif piece:
            words.append(piece)
            length += len(piece)
            if most is not None and length > most:
                return None
    return _Page(title, "".join(markup).translate(_NO_QUOTES), clean(html.unescape(" ".join(words))))


def _pieces(lower: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where tags, scripts and titles are, and what a reader sees between them, in time that is linear.

    Comments, pictures and what a page says of itself in ``meta`` and in JSON-LD are left out: they quote the article.
    """
    start = 0
    while (tag := _TAG.search(lower, start)) is not None:
        yield start, tag.start(), True
        start = _end_of(lower, tag.start())
        if not _QUOTING.match(lower, tag.start()):
            yield tag.start(), start, False
    yield start, len(lower), True


def _end_of(lower: str, start: int) -> int:
    """Return where a tag ends, with its content where that is no text; what never ends hides all that follows."""
    hidden = _HIDDEN.match(lower, start)
    close = f"</{hidden[1]}" if hidden else "-->" if lower.startswith("<!--", start) else ">"
    end = lower.find(close, start)
    return len(lower) if end < 0 else end + (0 if hidden else len(close))


def _encoding_of(seen: bytes) -> str:
    return "utf-8" if seen.decode("utf-8", "replace").count("\ufffd") < _DAMAGED else "windows-1256"


def _is_page(lower: str, content_type: str) -> bool:
    """Tell HTML, an answer of no bytes that may be HTML, and JSON; feeds and sitemaps may be declared as anything."""
    start = lower[:_DECLARED].lstrip("\ufeff \t\r\n")
    if start.startswith(_NO_HTML) and "<html" not in start:
        return False
    return "html" in content_type or "json" in content_type or (not content_type and start[:1] in ("", "<"))


def _shown(text: str) -> str:
    text = printable(clean(text))
    return text if len(text) <= _LONGEST_SIGN else f"{text[: _LONGEST_SIGN - 1]}…"
