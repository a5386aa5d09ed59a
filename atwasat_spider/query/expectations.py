"""What a run of the live crawl should have brought, held against what the runs before it brought.

One run brings a few articles or none, so the newest ones of several runs are taken together, and held against those of
the days before. What keeps a healthy archive silent:

- *Small samples* never alarm: each expectation has a smallest one, and the rarer a thing is usually, the more articles
  are taken together. A share must lie both under its floor and where chance brings it once in a million.
- *Nights, Fridays and feasts*: articles are counted over 24 hours against the median of the days before, and the floor
  is far under a Friday's 60 %. A share knows no hours. A section is silent only after many of its usual gaps.
- *First days*: no rate before three whole days, no share before three samples of what is usual.
- *Backfill, a scrape again, a replay*: none of them brings fresh articles (see ``history``), which alone are counted.
- *An outage of one's own*: days with less than half the usual runs neither count as usual nor are judged.
- *A broken time never becomes the usual*: runs that raised an alarm are left out of it, and while a break lasts the
  days before its first run are the measure. It is over when the figure is clearly back, not at the floor's edge.
  Where nothing can be said (no articles, a clock set back) it lasts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from atwasat_spider.errors import NothingFoundError, WrongUsageError
from atwasat_spider.query.history import History, first_run_of_break
from atwasat_spider.query.measures import FIGURES, Figure
from atwasat_spider.storage.alerts import alerts_before
from atwasat_spider.storage.models import RunRow

_CHANCE = 1e-6  # of a share or a rate under its floor, where what is usual still holds
_CHANCE_AT_BOUND = 1e-3  # of a figure beyond a bound, where the true one lies on it
_BACK = 1.5  # how far on the good side of its bound a figure must be until a break is over
_BACK_AT_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation. ``measured`` names one of ``FIGURES``, ``sentence`` is what its owner reads of a break.

    ``floor`` is the least share of what is usual, ``lowest`` and ``ceiling`` are bounds of the figure itself, and
    ``sample`` is how much must have been counted: new articles, captures, or articles on a usual day.
    """

    name: str
    measured: str
    sentence: str
    sample: int
    floor: float | None = None
    lowest: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """An expectation that a run did not meet; ``value`` is ``None`` where an old one lasts unmeasured."""

    expectation: str
    message: str
    value: float | None
    usual: float | None


EXPECTATIONS = (
    Expectation(
        "articles-per-day",
        "rate",
        "{value} new articles in 24 hours, usually {usual}: does the site show new ones, are they found?",
        sample=20,
        floor=0.25,
    ),
    Expectation(
        "share-with-date",
        "dates",
        "{value} of the last {sample} new articles have a printed date, usually {usual}",
        sample=20,
        floor=0.5,
    ),
    Expectation(
        "share-with-byline",
        "bylines",
        "{value} of the last {sample} new articles have a byline, usually {usual}",
        sample=30,
        floor=0.4,
    ),
    Expectation(
        "share-with-related",
        "related",
        "{value} of the last {sample} new articles have related headlines, usually {usual}",
        sample=30,
        floor=0.4,
    ),
    Expectation(
        "share-by-fallback",
        "fallbacks",
        "{value} of the last {sample} new articles were read by the last resort alone, usually {usual}: "
        "is the layout another one?",
        sample=30,
        ceiling=0.3,
    ),
    Expectation(
        "share-of-errors",
        "errors",
        "{value} of the last {sample} pages gave nothing, usually {usual}: see atwasat problems",
        sample=60,
        ceiling=0.25,
    ),
    Expectation(
        "listings-without-articles",
        "listings",
        "no new article for {value} times the usual gap: {whose}",
        sample=10,
        ceiling=16,
    ),
)


def with_changes(
    expectations: Sequence[Expectation], changes: Mapping[str, Mapping[str, float] | None]
) -> tuple[Expectation, ...]:
    """Return the expectations with other bounds or samples; ``None`` takes one out.

    Raises ``WrongUsageError`` that names an expectation, a key or a value that cannot be.
    """
    known = {expectation.name: expectation for expectation in expectations}
    for name, change in changes.items():
        if name not in known:
            raise WrongUsageError(f"{name!r} is no expectation: {', '.join(known)}")
        if change is None:
            del known[name]
            continue
        if not isinstance(change, Mapping):
            raise WrongUsageError(f"{name}: {change!r} is neither a mapping nor None")
        known[name] = _changed(known[name], change)
    return tuple(known.values())


def _changed(expectation: Expectation, change: Mapping[str, float]) -> Expectation:
    for key, value in change.items():
        if key not in ("floor", "lowest", "ceiling", "sample"):
            raise WrongUsageError(f"{expectation.name}: {key!r} is none of floor, lowest, ceiling, sample")
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0
        if not is_number or (key == "sample" and (value < 1 or not isinstance(value, int))):
            raise WrongUsageError(f"{expectation.name}: {value!r} is no {key}")
    bounds: dict[str, Any] = dict(change)
    return replace(expectation, **bounds)


def examine(
    engine: Engine,
    run_id: int,
    *,
    now: datetime | None = None,
    expectations: Sequence[Expectation] = EXPECTATIONS,
) -> list[Break]:
    """Return the expectations that a run of the live crawl did not meet, once its row says how it ended.

    ``now`` is the run's end where it is not given. Raises ``NothingFoundError`` for a run that is not there.
    """
    with Session(engine) as session:
        run = session.get(RunRow, run_id)
        if run is None:
            raise NothingFoundError(f"there is no run {run_id}")
        recent = History(session, run, now or run.finished_at or datetime.now(UTC))
        before = alerts_before(session, run_id)
        breaks = [_examine(expectation, recent, run, before.get(expectation.name)) for expectation in expectations]
    return [unmet for unmet in breaks if unmet is not None]


def _examine(expectation: Expectation, recent: History, run: RunRow, message_before: str | None) -> Break | None:
    usual = recent
    if message_before is not None:
        first = first_run_of_break(recent.session, run, expectation.name)
        usual = History(recent.session, first, first.started_at)
    figure = FIGURES[expectation.measured](expectation, recent, usual)
    if figure is None:
        return Break(expectation.name, message_before, None, None) if message_before is not None else None
    is_unmet = _is_still_unmet if message_before is not None else _is_unmet
    if not is_unmet(expectation, figure):
        return None
    message = expectation.sentence.format(
        value=figure.show(figure.value),
        usual=figure.show(figure.usual) if figure.usual is not None else "not known yet",
        sample=figure.sample,
        whose=figure.whose,
    )
    return Break(expectation.name, message, figure.value, figure.usual)


def _is_unmet(expectation: Expectation, figure: Figure) -> bool:
    """Tell a figure beyond one of the bounds, where that is no chance."""
    floor, lowest, ceiling = expectation.floor, expectation.lowest, expectation.ceiling
    if floor is not None and figure.usual is not None and figure.value < floor * figure.usual:
        return figure.chance_of_less(figure.usual) < _CHANCE
    if lowest is not None and figure.value < lowest:
        return figure.chance_of_less(lowest) < _CHANCE_AT_BOUND
    return ceiling is not None and figure.value > ceiling and figure.chance_of_more(ceiling) < _CHANCE_AT_BOUND


def _is_still_unmet(expectation: Expectation, figure: Figure) -> bool:
    """Tell a figure that is not yet clearly on the good side of its bounds; else one at the edge would come and go."""
    floor, lowest, ceiling = expectation.floor, expectation.lowest, expectation.ceiling
    if floor is not None and figure.usual is not None:
        share = max(floor, min(floor * _BACK, _BACK_AT_MOST))
        if figure.value < share * figure.usual:
            return True
    if lowest is not None and figure.value < max(lowest, min(lowest * _BACK, _BACK_AT_MOST)):
        return True
    return ceiling is not None and figure.value > ceiling / _BACK
