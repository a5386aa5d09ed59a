"""One page as it was received."""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from atwasat_spider.addresses import ArticleAddress


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a capture besides its bytes; what nobody knows is ``None``.

    ``address`` is the article's, if it was captured from an article's address; ``url`` is where the bytes came from,
    whatever page that is; ``captured_at`` is an aware datetime in UTC; ``status`` is the server's (200, 404, ...).
    """

    address: ArticleAddress | None = None
    captured_at: datetime | None = None
    content_type: str | None = None
    note: str | None = None
    url: str | None = None
    status: int | None = None


class Form(StrEnum):
    """What the bytes of a page are."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True)
class Capture:
    """The bytes of one page, where they lie and the circumstances of their capture.

    ``path`` is absolute; a page inside a zip or WACZ file has the path of the file, a slash and its name there.
    ``offset`` is where its record begins in a WARC file, in bytes, 0 in any other. ``payload`` is the page itself,
    its transfer and content encodings undone.
    """

    path: str
    payload: bytes = field(repr=False)
    circumstances: Circumstances = Circumstances()
    form: Form = Form.TEXT
    offset: int = 0

    @cached_property
    def sha256(self) -> str:
        """Digest of the payload, 64 hexadecimal digits."""
        return hashlib.sha256(self.payload).hexdigest()


def printable_path(path: Path) -> str:
    """Return a path as absolute text that any database takes; bytes that are not UTF-8 are escaped."""
    return os.path.abspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")  # noqa: PTH100
