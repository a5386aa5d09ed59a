"""The figures that expectations are held against: shares of the fresh articles, their rate, errors, silent listings.

A figure is taken from two histories: the recent one, and the one that says what is usual. They are the same unless a
break lasts, whose time must not become the usual.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil, exp, lgamma, log, log1p
from statistics import median
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy import select

from atwasat_spider.query.history import Fresh, History
from atwasat_spider.storage.listings import Kind
from atwasat_spider.storage.models import ListingRow

_SAMPLES, _MOST_SAMPLES = 3, 10  # that say what is usual
_LARGEST_SAMPLE = 100  # about a day of articles
_RUNS = 14  # that say how many errors are usual
_FEWEST_RUNS = 6  # that errors come from: one bad hour of the site is no break
_FEWEST_DAYS = 3  # that say what a usual day is
_QUIET_DAY = 0.8  # of a usual one, for the chance of few articles
_TRIES = 3  # in vain, until a listing counts as unreadable
_SHOWN = 3  # listings that a message names


class Terms(Protocol):
    """What a measure needs to know of its expectation."""

    @property
    def name(self) -> str:
        """Its name, under which its alerts are stored."""

    @property
    def sample(self) -> int:
        """How much must be counted."""

    @property
    def floor(self) -> float | None:
        """The least share of what is usual."""

    @property
    def ceiling(self) -> float | None:
        """The greatest value."""


def _never(_expected: float) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, what is usual (``None`` while that is not known), and of how many; ``whose`` names the culprits.

    The two functions return how probable so small or so great a value is where another one is to be expected.
    """

    value: float
    usual: float | None
    sample: int
    chance_of_less: Callable[[float], float] = _never
    chance_of_more: Callable[[float], float] = _never
    whose: str = ""
    is_share: bool = True

    def show(self, value: float) -> str:
        """Return a value as a person reads it."""
        return f"{value:.0%}" if self.is_share else f"{value:.0f}"


def share(has: Callable[[Fresh], bool], terms: Terms, recent: History, usual: History) -> Figure | None:
    """Measure how many of the newest articles have something."""
    alerted = usual.alerted(terms.name)
    others = [article for article in usual.fresh if article.run_id not in alerted]
    if usual is recent:
        others = others[: -terms.sample]
    size = terms.sample
    if terms.floor is not None and others:
        size = max(size, _size_for(sum(map(has, others)) / len(others)))
    newest = recent.fresh[-size:]
    if len(newest) < size:
        return None
    before = [article for article in others if article.seen_at < newest[0].seen_at][-_MOST_SAMPLES * terms.sample :]
    is_enough = len(before) >= _SAMPLES * terms.sample
    return _share(sum(map(has, newest)), size, sum(map(has, before)) / len(before) if is_enough else None)


def _size_for(usual: float) -> int:
    """Return how many articles it takes that almost none with a thing is no chance: the more, the rarer it is."""
    if not 0 < usual < 1:
        return 0
    return min(_LARGEST_SAMPLE, ceil(2 * log(1e-6) / log1p(-usual)))


def _share(having: int, of: int, usual: float | None) -> Figure:
    return Figure(
        having / of, usual, of, partial(_at_most, having, of), lambda expected: _at_most(of - having, of, 1 - expected)
    )


def rate(terms: Terms, recent: History, usual: History) -> Figure | None:
    """Measure how many articles came in 24 hours; the usual is the median of the days with the usual runs."""
    runs = usual.finished_by_day(without=usual.alerted(terms.name))
    articles = usual.by_day(article.seen_at for article in usual.fresh)
    if usual is recent:
        runs, articles = runs[1:], articles[1:]
    typical = median([number for number in runs if number] or [0])
    days = [count for count, number in zip(articles, runs, strict=True) if number and number >= typical / 2]
    if len(days) < _FEWEST_DAYS or recent.finished_by_day()[0] < typical / 2:
        return None
    per_day = median(days)
    if per_day < terms.sample:
        return None
    value = recent.by_day(article.seen_at for article in recent.fresh)[0]
    return Figure(
        value, per_day, value, lambda expected: _poisson_at_most(value, expected * _QUIET_DAY), is_share=False
    )


def errors(terms: Terms, recent: History, usual: History) -> Figure | None:  # noqa: ARG001 - a bound needs no usual
    """Measure how many of the last pages gave nothing."""
    runs = recent.counts
    pages = failed = number = 0
    for number, counts in enumerate(runs, start=1):
        pages, failed = pages + counts["captures"], failed + min(counts.get("failed", 0), counts["captures"])
        if pages >= terms.sample and number >= _FEWEST_RUNS:
            break
    else:
        return None
    before = runs[number : number + _RUNS]
    usually = sum(counts["captures"] for counts in before)
    share_before = sum(counts.get("failed", 0) for counts in before) / usually if usually else None
    return _share(failed, pages, share_before)


def listings(terms: Terms, recent: History, usual: History) -> Figure | None:
    """Measure for how many times its usual gap the most silent listing is silent, both counted in runs.

    A listing brings what no other brought before it, so one that comes second is silent by nature: a section counts
    as silent while no article of it comes from anywhere, a listing that cannot be read from its last reading on. A
    sitemap's month ends, so sitemaps are left out; so are sections of less than two articles a day.
    """
    query = select(ListingRow).where(ListingRow.newest_at.is_not(None), ListingRow.kind != Kind.SITEMAP.value)
    sections = {article.section for article in usual.fresh}
    silences = [
        (gaps, row.url)
        for row in recent.session.scalars(query.order_by(ListingRow.id))
        if (gaps := _silence(row, _section_of(row.url, sections), terms, recent, usual)) is not None
    ]
    if not silences:
        return None
    silences.sort(key=lambda silence: -silence[0])
    whose = [url for gaps, url in silences if gaps > (terms.ceiling or 0)] or [silences[0][1]]
    more = f" and {len(whose) - _SHOWN} more" if len(whose) > _SHOWN else ""
    return Figure(silences[0][0], 1.0, len(silences), whose=", ".join(whose[:_SHOWN]) + more, is_share=False)


def _section_of(url: str, sections: Collection[str | None]) -> str | None:
    """Return the section whose articles a listing names, ``None`` for one of all sections."""
    named = [part for part in urlsplit(url).path.split("/") if part in sections]
    return named[-1] if named else None


def _silence(row: ListingRow, section: str | None, terms: Terms, recent: History, usual: History) -> float | None:
    """Return a listing's silence in its usual gaps, 0 for less than a day of runs; ``None`` for too small a sample."""
    alive_at = _alive_at(row, section, recent)
    runs = usual.number_of_runs(until=alive_at)
    brought = sum(section in (None, article.section) and article.seen_at <= alive_at for article in usual.fresh)
    if brought < terms.sample or runs < _FEWEST_DAYS * usual.typical_day:
        return None
    silent = len(recent.finished) - recent.number_of_runs(until=alive_at)
    return silent * brought / runs if silent >= usual.typical_day else 0.0


def _alive_at(row: ListingRow, section: str | None, recent: History) -> datetime:
    if row.tries >= _TRIES and row.read_at is not None:
        return row.read_at
    newest = (article.seen_at for article in reversed(recent.fresh) if section in (None, article.section))
    return max(next(newest, recent.since), row.newest_at or recent.since)


def _at_most(having: int, of: int, expected: float) -> float:
    """Return the chance that at most so many of a number have what a share of all has (binomial distribution)."""
    if having >= of or expected <= 0:
        return 1.0
    if expected >= 1:
        return 0.0
    every = lgamma(of + 1)
    return sum(
        exp(every - lgamma(k + 1) - lgamma(of - k + 1) + k * log(expected) + (of - k) * log1p(-expected))
        for k in range(having + 1)
    )


def _poisson_at_most(count: int, expected: float) -> float:
    """Return the chance that at most so many come where a number is expected (Poisson distribution)."""
    return sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(count + 1)) if expected > 0 else 1.0


Measure = Callable[[Terms, History, History], Figure | None]

FIGURES: dict[str, Measure] = {
    "rate": rate,
    "dates": partial(share, lambda article: article.has_date),
    "bylines": partial(share, lambda article: article.has_byline),
    "related": partial(share, lambda article: article.has_related),
    "fallbacks": partial(share, lambda article: article.is_by_fallback),
    "errors": errors,
    "listings": listings,
}
