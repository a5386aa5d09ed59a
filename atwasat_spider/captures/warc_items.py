"""What a WARC file is read into: pages, pages seen again, what is passed over, and damage."""

from dataclasses import dataclass
from datetime import datetime

from atwasat_spider.captures.capture import Capture, Circumstances


@dataclass(frozen=True, slots=True)
class WarcPage:
    """A page, and the digest of its body as the server sent it, by which later revisits name it."""

    capture: Capture
    payload_digest: str

    @property
    def offset(self) -> int:
        """Where its record begins."""
        return self.capture.offset


@dataclass(frozen=True, slots=True)
class Revisit:
    """A page that was seen again: the crawler kept its circumstances, the bytes lie in an earlier record."""

    offset: int
    circumstances: Circumstances
    payload_digest: str | None
    refers_to_url: str | None
    refers_to_date: datetime | None
    not_modified: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A whole record that holds no page of the site; ``what`` it is, in few words, for a counter."""

    offset: int
    what: str


@dataclass(frozen=True, slots=True)
class Damage:
    """What cannot be read of the file, or of one page in it, and why."""

    offset: int
    problem: str


Item = WarcPage | Revisit | PassedOver | Damage
