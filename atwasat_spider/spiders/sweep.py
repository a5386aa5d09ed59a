"""How far a listing is read in one run: from its newest page back to known ground, in bounded steps.

Pages shift while they are read: an article that appears pushes the last one of each page to the next. So a sweep may
see an article twice, and what it goes on from never lies below what it has not seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from atwasat_spider.storage.listings import Found, Listing, Progress

Key = tuple[str, int]
_NEVER, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)

_MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """What follows a page: the next page to ask for, or ``None``; and what is to be kept of how far it got."""

    next_url: str | None
    progress: Progress


@dataclass(slots=True)
class Sweep:
    """The reading of one listing in a run; ``moment`` is when its first page came, ``pages`` how many to read.

    Ground is what was known when this listing was last read. What other listings have named since then, in this run or
    in one that was killed, says nothing of what lies behind it here. A first sweep has no ground.
    """

    listing: Listing
    moment: datetime
    pages: int
    ground: datetime = field(init=False)
    _gap: Progress | None = field(init=False)
    _last: frozenset[Key] = field(init=False, default=frozenset())
    _others: tuple[str, ...] = field(init=False, default=())  # pages that the last one named besides the next
    _is_at_doubt: bool = field(init=False, default=False)  # the last page was the one that seemed to be the end
    _read: tuple[str, ...] = field(init=False, default=())
    seen: frozenset[Key] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        read_at = self.listing.read_at
        self.ground = min(read_at + _TICK, self.moment) if read_at else _NEVER
        has_gap = read_at and self.listing.sweep_started_at is not None and self.listing.sweep_url is not None
        self._gap = Progress(self.listing.sweep_started_at, self.listing.sweep_url) if has_gap else None

    @property
    def is_first(self) -> bool:
        """Whether the listing was never read to an end before: all of its past lies behind this sweep."""
        return self.listing.read_at is None

    def after(
        self, found: Found, articles: Iterable[Key], url: str, next_urls: Sequence[str], *, is_old: bool = False
    ) -> Step:
        """Return what follows the page of ``url`` that showed these articles and names these pages, the next one first.

        ``is_old`` says that this run does not want what lies behind it; the next one may.
        """
        shown = frozenset(articles)
        is_repeated = shown <= self._last and shown != frozenset()
        self.pages -= 1
        self._read = (*self._read, url)
        self._others = tuple(other for other in self._others if other not in self._read)
        if is_repeated and self._others and self.pages > 0:  # «1» beside «2»: the number of the page that we are on
            other, self._others = self._others[0], self._others[1:]
            return Step(other, self._open(other))
        if is_repeated or not shown:  # past its end a listing may show its last page again; or it is in trouble
            return self.ended(url)
        self._is_at_doubt = url == self.listing.doubted_url
        self._last, self.seen, self._others = shown, self.seen | shown, tuple(next_urls[1:_MOST_OTHERS])
        next_url = next_urls[0] if next_urls else None
        if found.is_known_ground or next_url is None:
            return self._joined(next_url)
        if self.pages > 0 and not is_old:
            return Step(next_url, self._open(next_url))
        return Step(None, Progress(past_url=next_url, is_joined=True) if self.is_first else self._open(next_url))

    def unchanged(self) -> Step:
        """Return what follows the answer that the first page has not changed since."""
        return self._joined(None)

    def ended(self, url: str) -> Step:
        """Return what follows a page without anything new to it, where there should be one: the end, if seen twice."""
        if self._is_at_doubt or url in (self.listing.doubted_url, self.listing.url):
            return self._joined(None)
        if self.is_first:
            return Step(None, Progress(past_url=url, doubted_url=url, is_joined=True))
        return Step(None, replace(self._open(url), doubted_url=url))

    def _joined(self, next_url: str | None) -> Step:
        """The pages since the last run, or those of a gap, have met what was known before."""
        gap, self._gap = self._gap, None
        if gap is None or gap.sweep_started_at is None:
            past_url = next_url if self.is_first else self.listing.past_url
            return Step(None, Progress(past_url=past_url, is_joined=True))
        self.ground, self._last, self.seen = gap.sweep_started_at, frozenset(), frozenset()
        left = Progress(gap.sweep_started_at, gap.sweep_url, self.listing.past_url)
        return Step(gap.sweep_url if self.pages > 0 else None, left)

    def _open(self, next_url: str) -> Progress:
        """Return what the next run needs: all between the next page and the oldest open ground is not read yet."""
        older = self._gap.sweep_started_at if self._gap else None
        started = min(self.ground, older) if older else self.ground
        return Progress(started, next_url, self.listing.past_url)
