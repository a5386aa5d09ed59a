"""One page as it was received."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from atwasat_spider.addresses import ArticleAddress


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a capture besides its bytes; what nobody knows is ``None``.

    ``captured_at`` is an aware datetime in UTC.
    """

    address: ArticleAddress | None = None
    captured_at: datetime | None = None
    content_type: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Capture:
    """The bytes of one page, where they lie (``path``, absolute) and the circumstances of their capture."""

    path: str
    payload: bytes = field(repr=False)
    circumstances: Circumstances = Circumstances()

    @cached_property
    def sha256(self) -> str:
        """Digest of the payload, 64 hexadecimal digits."""
        return hashlib.sha256(self.payload).hexdigest()


def printable_path(path: Path) -> str:
    """Return a path as absolute text that any database takes; bytes that are not UTF-8 are escaped."""
    return str(path.absolute()).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
