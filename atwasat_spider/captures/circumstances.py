"""``capture.json``: the circumstances that lie beside a saved page.

Keys, every one optional: ``url`` (an article address of the site), ``captured_at`` (ISO 8601 with its offset),
``content_type``, ``note``. An unknown key or a wrong type is an error that names it: a misspelt key that was
passed over in silence would lose a fact.
"""

import json
from datetime import UTC, datetime
from typing import Any

from dateutil.parser import isoparse

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.captures.stored import StoredFile
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError

FILE_NAME = "capture.json"
_KEYS = ("url", "captured_at", "content_type", "note")


def read_circumstances(file: StoredFile) -> Circumstances:
    """Read a ``capture.json``; raise ``UnreadableCaptureError`` that names the file and the key."""
    place, known = file.path, _read_object(file)
    for key, value in known.items():
        if key not in _KEYS:
            raise UnreadableCaptureError(f"{place}: unknown key {key!r}; known keys are {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise UnreadableCaptureError(f"{place}: {key!r} must be a text, not {json.dumps(value)[:80]}")
    return Circumstances(
        address=_address(known.get("url"), place),
        captured_at=_moment(known.get("captured_at"), place),
        content_type=known.get("content_type"),
        note=known.get("note"),
    )


def _read_object(file: StoredFile) -> dict[str, Any]:
    place = file.path
    try:
        value = json.loads(file.read().decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except UnreadableCaptureError as error:
        raise UnreadableCaptureError(f"{place}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableCaptureError(f"{place}: not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise UnreadableCaptureError(f"{place}: must hold one JSON object, not {json.dumps(value)[:80]}")
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known = dict(pairs)
    if len(known) < len(pairs):
        repeated = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"the key {repeated!r} stands there twice")
    return known


def _address(url: str | None, place: str) -> ArticleAddress | None:
    if url is None:
        return None
    try:
        return read_article_address(url)
    except WrongUsageError as error:
        raise UnreadableCaptureError(f"{place}: 'url': {error}") from error


def _moment(text: str | None, place: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = isoparse(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnreadableCaptureError(f"{place}: 'captured_at': {text!r} is not an ISO 8601 time") from error
    raise UnreadableCaptureError(f"{place}: 'captured_at': {text!r} has no offset (write 'Z' for UTC)")
