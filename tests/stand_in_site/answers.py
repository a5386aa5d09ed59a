"""Answers of the site before they are sent, and what conditional requests make of them."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

HTML = "text/html; charset=utf-8"

_TAG = re.compile(r'(?:W/)?("[^"]*")')
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body and headers besides those that every answer has; ``modified`` is for Last-Modified.

    ``has_validators`` tells an answer to which the client may come back with conditions.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    modified: datetime | None = None
    has_validators: bool = False

    @property
    def etag(self) -> str:
        """The strong tag of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    def with_header(self, name: str, value: str) -> "Answer":
        """Return the answer with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))


def http_date(moment: datetime) -> str:
    """Return a moment as headers have it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def validated(answer: Answer, headers: Mapping[str, str]) -> Answer:
    """Return the answer with its validators, without a body and as 304 where the request's conditions say so."""
    if not answer.has_validators or answer.status != 200:
        return answer
    tagged = answer.with_header("ETag", answer.etag)
    if answer.modified:
        tagged = tagged.with_header("Last-Modified", http_date(answer.modified))
    return replace(tagged, body=b"", status=_UNCHANGED) if _is_unchanged(answer, headers) else tagged


def _is_unchanged(answer: Answer, headers: Mapping[str, str]) -> bool:
    """If-None-Match outranks If-Modified-Since; tags are compared weakly, as RFC 9110 has it."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or answer.etag in _TAG.findall(tags)
    since = _moment(headers.get("if-modified-since"))
    return since is not None and answer.modified is not None and answer.modified <= since


def _moment(printed: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(printed) if printed else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
