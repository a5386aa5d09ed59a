"""What the runs of a spider brought lately.

A fresh article is one that a run of the spider was the first to see, within days of its publication. So a backfill
brings none, nor does reading old captures again, whose times are those of their capture. Where a page prints no date
its number decides: it is fresh if it is no lower than those of the dated fresh ones, since the site's numbers grow.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import takewhile
from statistics import median
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from atwasat_spider.blocks.last_resort import READER as LAST_RESORT
from atwasat_spider.storage.alerts import examined_before
from atwasat_spider.storage.estimates import ESTIMATE
from atwasat_spider.storage.models import AlertRow, ArticleRow, RelatedLinkRow, RunRow
from atwasat_spider.storage.runs import Outcome

DAY = timedelta(days=1)
DAYS = 15  # the last one and the fourteen before it

_SOONEST, _LATEST = -2 * DAY, 3 * DAY  # from publication to the first sight; a clock that is off makes it negative
_MOST_RUNS = 2500  # one each ten minutes are 2,160
_FINISHED = Outcome.FINISHED.value
_MOST_COUNTS = 200
_ODD = 20  # one fresh article in twenty may bear a number of long ago


@dataclass(frozen=True, slots=True)
class Job:
    """A run of the spider; a killed one has no end."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A fresh article, the run that brought it, and what was read of it."""

    seen_at: datetime
    run_id: int
    section: str | None
    has_date: bool
    has_byline: bool
    has_related: bool
    is_by_fallback: bool


class History:
    """The runs of a spider up to one of them, and the fresh articles they brought, in the 15 days before a moment."""

    def __init__(self, session: Session, run: RunRow, until: datetime) -> None:
        self.session, self.spider, self.run_id, self.until = session, run.spider, run.id, until
        self.since = until - DAYS * DAY

    @cached_property
    def runs(self) -> list[Job]:
        """The runs, in the order of their times; one that the clock puts outside of the days is left out."""
        newest = (
            select(RunRow.id, RunRow.started_at, RunRow.finished_at, RunRow.outcome)
            .where(RunRow.spider == self.spider, RunRow.id <= self.run_id)
            .order_by(RunRow.id.desc())
            .limit(_MOST_RUNS)
            .subquery()
        )
        moment = newest.c.started_at
        query = select(newest).where(moment > self.since, moment <= self.until).order_by(moment, newest.c.id)
        return [Job(*row) for row in self.session.execute(query)]

    @cached_property
    def counts(self) -> list[dict[str, int]]:
        """What the last runs did that read any page, the last one first."""
        query = (
            select(RunRow.counts)
            .where(RunRow.spider == self.spider, RunRow.id <= self.run_id, RunRow.finished_at.is_not(None))
            .order_by(RunRow.id.desc())
            .limit(_MOST_COUNTS)
        )
        return [counts for counts in self.session.scalars(query) if counts.get("captures")]

    @cached_property
    def fresh(self) -> list[Fresh]:
        """The fresh articles, in the order in which they were seen."""
        rows = self._rows()
        lowest = _lowest_numbers(rows)
        starts = [job.started_at for job in self.runs]
        articles = []
        for row in rows:
            at = bisect_right(starts, row.first_seen_at) - 1
            if at >= 0 and _is_during(row.first_seen_at, self.runs[at]) and _is_fresh(row, lowest):
                articles.append(_fresh(row, self.runs[at].id))
        return articles

    def _rows(self) -> list[Any]:
        related = exists().where(RelatedLinkRow.article_id == ArticleRow.id, RelatedLinkRow.kind == "related")
        query = select(
            ArticleRow.first_seen_at,
            ArticleRow.published_at,
            ArticleRow.published_precision,
            ArticleRow.id_space,
            ArticleRow.site_id,
            ArticleRow.section,
            ArticleRow.reader,
            ArticleRow.byline.is_not(None).label("has_byline"),
            related.label("has_related"),
        ).where(ArticleRow.first_seen_at > self.since, ArticleRow.first_seen_at <= self.until)
        # The index of both times serves each of the two, not one query for both.
        conditions = (ArticleRow.published_at > self.since - _LATEST, ArticleRow.published_at.is_(None))
        rows = [row for condition in conditions for row in self.session.execute(query.where(condition))]
        return sorted(rows, key=lambda row: row.first_seen_at)

    def alerted(self, expectation: str) -> set[int]:
        """Return the runs that did not meet an expectation: what they brought is no measure of what is usual."""
        if not self.runs:
            return set()
        query = select(AlertRow.run_id).where(
            AlertRow.run_id >= min(job.id for job in self.runs), AlertRow.expectation == expectation
        )
        return set(self.session.scalars(query))

    def finished_by_day(self, *, without: Iterable[int] = ()) -> list[int]:
        """Return how many runs came to their own end on each day, the last 24 hours first."""
        left_out = set(without)
        return self.by_day(job.started_at for job in self.finished if job.id not in left_out)

    @cached_property
    def finished(self) -> list[Job]:
        """The runs that looked everywhere; of the last one itself that need not be written yet."""
        return [job for job in self.runs if job.outcome == _FINISHED or job.id == self.run_id]

    def number_of_runs(self, *, until: datetime) -> int:
        """Return how many runs that looked everywhere began up to a moment."""
        return bisect_right(self.finished, until, key=lambda job: job.started_at)

    @cached_property
    def typical_day(self) -> float:
        """How many runs look everywhere on a day with any."""
        return median([number for number in self.finished_by_day() if number] or [0])

    def by_day(self, moments: Iterable[datetime]) -> list[int]:
        """Count moments on each day, the last 24 hours first."""
        counts = [0] * DAYS
        for moment in moments:
            counts[min((self.until - moment) // DAY, DAYS - 1)] += 1
        return counts


def first_run_of_break(session: Session, run: RunRow, expectation: str) -> RunRow:
    """Return the first of the runs that, one after the other up to the one before this, did not meet an expectation."""
    alerted = set(session.scalars(select(AlertRow.run_id).where(AlertRow.expectation == expectation)))
    unmet = list(takewhile(lambda before: before.id in alerted, examined_before(session, run)))
    return session.get_one(RunRow, unmet[-1].id if unmet else run.id)


def _is_during(moment: datetime, job: Job) -> bool:
    return job.finished_at is None or moment <= job.finished_at


def _is_dated(row: Any) -> bool:
    return row.published_at is not None and row.published_precision != ESTIMATE


def _lowest_numbers(rows: Sequence[Any]) -> dict[str | None, int]:
    """Return the lowest number of a fresh article in each space, as the dated ones have it."""
    numbers: dict[str | None, list[int]] = {}
    for row in rows:
        if _is_dated(row) and row.site_id is not None and _is_timely(row):
            numbers.setdefault(row.id_space, []).append(row.site_id)
    return {space: sorted(known)[len(known) // _ODD] for space, known in numbers.items()}


def _is_timely(row: Any) -> bool:
    return bool(_SOONEST <= row.first_seen_at - row.published_at <= _LATEST)


def _is_fresh(row: Any, lowest: dict[str | None, int]) -> bool:
    if _is_dated(row):
        return _is_timely(row)
    if not lowest or row.site_id is None:
        return True
    return row.id_space in lowest and row.site_id >= lowest[row.id_space]


def _fresh(row: Any, run_id: int) -> Fresh:
    return Fresh(
        seen_at=row.first_seen_at,
        run_id=run_id,
        section=row.section,
        has_date=_is_dated(row),
        has_byline=row.has_byline,
        has_related=row.has_related,
        is_by_fallback=row.reader == LAST_RESORT,
    )
