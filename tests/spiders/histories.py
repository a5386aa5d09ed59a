"""What an archive must know of each article, and what it may ask for to learn it: told by the truth and by the ladder.

Nothing here looks at how the crawl does it. A crawl at each of some moments asks for an article at the first of them at
which it is there, and again at the first one not before each of its ages on the ladder; for one that is gone (404) a
day, a week and a month after that was seen, for one that is gone for ever (410) never again.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from stand_in_site.truth import SITE, TrueArticle, Version

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AGES = (15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY)
AGES_OF_GONE = (DAY, 7 * DAY, 30 * DAY)

OK, MOVED, NOT_MODIFIED, NOT_FOUND = 200, 301, 304, 404


class Asking(NamedTuple):
    """One request for an article: when, for which path, and what the site answers."""

    moment: datetime
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class Text:
    """What an article said from one look to another; the same text later is the same again."""

    headline: str
    body: str
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """An article as a crawl at certain moments must have met it."""

    article: TrueArticle
    askings: tuple[Asking, ...]

    @property
    def looks(self) -> list[datetime]:
        """The moments at which its page was there."""
        return [asking.moment for asking in self.askings if asking.status in (OK, NOT_MODIFIED)]

    @property
    def gone_at(self) -> datetime | None:
        """When it was first seen to be gone."""
        return next((asking.moment for asking in self.askings if asking.status == self.article.gone_status), None)

    @property
    def url(self) -> str:
        """Its address on the site where it was seen last."""
        return SITE + self.askings[-1].path

    @property
    def texts(self) -> list[Text]:
        """Its texts that were seen, in the order in which they first were."""
        found: dict[tuple[str, str], Text] = {}
        for moment in self.looks:
            version = self.article.version_at(moment)
            words = (version.headline, body_of(version))
            first = found[words].first_seen_at if words in found else moment
            found[words] = Text(*words, first, moment)
        return list(found.values())

    @property
    def returns(self) -> bool:
        """Whether its last text is one that it had before another."""
        return self.texts[-1].last_seen_at < self.looks[-1]


def body_of(version: Version) -> str:
    """Return the text of a version as the archive keeps it."""
    return "\n\n".join(version.paragraphs)


def histories(truth: Sequence[TrueArticle], moments: Sequence[datetime]) -> list[History]:
    """Return the history of each article that was there at any of the moments; these ascend."""
    found = [History(article, tuple(_askings(article, moments))) for article in truth]
    return [history for history in found if history.askings]


def _askings(article: TrueArticle, moments: Sequence[datetime]) -> Iterator[Asking]:
    now = _first(moments, article.appeared_at)
    if now is None or not article.is_there_at(now):
        return
    path, seen = article.path_at(now), None
    while now is not None and article.is_there_at(now):
        if article.path_at(now) != path:
            yield Asking(now, path, MOVED)
            path, seen = article.path_at(now), None
        shown = article.version_at(now).moment
        yield Asking(now, path, NOT_MODIFIED if seen == shown else OK)
        seen = shown
        now = _next(moments, article.appeared_at, AGES, now)
    assert article.gone_status is not None or now is None
    gone_at = now
    while gone_at is not None and now is not None:
        yield Asking(now, path, article.gone_status or 0)
        now = _next(moments, gone_at, AGES_OF_GONE, now) if article.gone_status == NOT_FOUND else None


def _next(moments: Sequence[datetime], since: datetime, ages: Sequence[timedelta], now: datetime) -> datetime | None:
    due = next((since + age for age in ages if since + age > now), None)
    return _first(moments, due) if due is not None else None


def _first(moments: Sequence[datetime], due: datetime) -> datetime | None:
    at = bisect_left(moments, due)
    return moments[at] if at < len(moments) else None
