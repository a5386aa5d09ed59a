"""What the tool that saved an HTML page wrote into it, or into its path, of whence and when.

Browsers write ``<!-- saved from url=(0042)https://... -->``, SingleFile ``Page saved with SingleFile url: ... saved
date: ...``, HTTrack ``Mirrored from ... by HTTrack``, monolith ``Saved from ... at ... using monolith``; wget and
HTTrack put the page below a folder with the name of its host.
"""

import re
from datetime import UTC, datetime
from pathlib import PurePath

from dateutil.parser import parse

from atwasat_spider.addresses import HOSTS, ArticleAddress, read_article_address
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.errors import WrongUsageError

_HEAD = 16_384  # bytes in which a tool leaves its mark
_MARKS = (
    re.compile(r"saved from url=\(\d+\)(?P<url>\S+)"),
    re.compile(
        r"Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\n]{10,40}\d{4}[^\n(]{0,30})"
    ),
    re.compile(r"Mirrored from (?P<url>\S+) by HTTrack Website Copier/[^,]*,\s*(?P<date>[^\n>]{10,40}?GMT)"),
    re.compile(r"Saved from (?P<url>https?://\S+) at (?P<date>\S+) using monolith"),
)


def read_marks(payload: bytes, path: str) -> Circumstances:
    """Return what a saved page says of its capture; what it does not say is ``None``."""
    head = payload[:_HEAD].decode("utf-8", "replace")
    for mark in _MARKS:
        found = mark.search(head)
        if found:
            url = found["url"] if "://" in found["url"] else f"http://{found['url']}"
            moment = _moment(found.groupdict().get("date"))
            return Circumstances(address=_address(url), captured_at=moment, url=url)
    url = _mirrored(path)
    return Circumstances(address=_address(url), url=url) if url else Circumstances()


def _mirrored(path: str) -> str | None:
    """Return the address of an article that was saved below a folder with the site's name, if it is one's."""
    parts = PurePath(path).parts
    hosts = [at for at, part in enumerate(parts) if part in HOSTS]
    if not hosts:
        return None
    below = "/".join(parts[hosts[-1] + 1 :])
    below = re.sub(r"(?:/index)?\.html?$", "", below)
    return f"https://{parts[hosts[-1]]}/{below}"


def _address(url: str) -> ArticleAddress | None:
    try:
        return read_article_address(url)
    except WrongUsageError:
        return None


def _moment(date: str | None) -> datetime | None:
    """Read the date of a mark; one without its offset says too little."""
    try:
        moment = parse(re.sub("GMT(?=[+-])", "", date)) if date else None
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None
