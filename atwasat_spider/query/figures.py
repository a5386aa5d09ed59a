"""Figures of the archive, its runs and its problems."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from atwasat_spider.storage.estimates import ESTIMATE
from atwasat_spider.storage.models import AlertRow, ArticleRow, CaptureRow, RelatedLinkRow, RevisionRow, RunRow
from atwasat_spider.storage.sightings import FAILED


@dataclass(frozen=True, slots=True)
class Stats:
    """What the archive holds. Articles are counted by section, by how their date is known, and by block reader."""

    articles: int
    revisions: int
    related_links: int
    related_links_resolved: int
    captures: int
    captures_failed: int
    runs: int
    published_first: datetime | None
    published_last: datetime | None
    by_section: dict[str, int]
    by_date_source: dict[str, int]
    by_reader: dict[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One job; ``outcome`` is ``None`` while it runs, and until the next crawl if it was killed.

    ``problem`` says why it ended early, ``retry_at`` when a site that blocked it may be asked again; ``alerts`` are the
    expectations that it did not meet.
    """

    id: int
    spider: str
    arguments: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    counts: dict[str, int]
    software_version: str
    problem: str | None = None
    retry_at: datetime | None = None
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that gave no article (``is_lost``), or one to look at, with the reason."""

    capture: int
    run: int
    path: str
    url: str | None
    problem: str
    is_lost: bool
    article_id: int | None


def stats(engine: Engine) -> Stats:
    """Count what the archive holds."""
    with Session(engine) as session:

        def count(column: InstrumentedAttribute[Any], *conditions: Any) -> int:
            return session.scalar(select(func.count(column)).where(*conditions)) or 0

        first, last = session.execute(
            select(func.min(ArticleRow.published_at), func.max(ArticleRow.published_at)).where(
                ArticleRow.published_precision != ESTIMATE
            )
        ).one()
        return Stats(
            articles=count(ArticleRow.id),
            revisions=count(RevisionRow.id),
            related_links=count(RelatedLinkRow.id),
            related_links_resolved=count(RelatedLinkRow.target_id),
            captures=count(CaptureRow.id),
            captures_failed=count(CaptureRow.id, CaptureRow.outcome == FAILED),
            runs=count(RunRow.id),
            published_first=first,
            published_last=last,
            by_section=_counted_by(session, ArticleRow.section),
            by_date_source=_counted_by(session, ArticleRow.published_source),
            by_reader=_counted_by(session, ArticleRow.reader),
        )


def _counted_by(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, int]:
    number = func.count(ArticleRow.id)
    rows = session.execute(select(column, number).group_by(column).order_by(number.desc(), column))
    return {value if value is not None else "unknown": count for value, count in rows}


def runs(engine: Engine, *, limit: int = 20) -> list[Run]:
    """Return the newest runs, newest first."""
    with Session(engine) as session:
        rows = session.scalars(select(RunRow).order_by(RunRow.id.desc()).limit(limit)).all()
        alerts: dict[int, list[str]] = {}
        for alert in session.scalars(select(AlertRow).where(AlertRow.run_id.in_([row.id for row in rows]))):
            alerts.setdefault(alert.run_id, []).append(alert.message)
        return [
            Run(
                id=row.id,
                spider=row.spider,
                arguments=row.arguments,
                started_at=row.started_at,
                finished_at=row.finished_at,
                outcome=row.outcome,
                counts=row.counts,
                software_version=row.software_version,
                problem=row.problem,
                retry_at=row.retry_at,
                alerts=tuple(alerts.get(row.id, ())),
            )
            for row in rows
        ]


def problems(engine: Engine, *, run: int | None = None, limit: int = 100) -> list[Problem]:
    """Return the captures whose last reading has a problem, the lost ones first, newest first.

    ``run`` keeps those that this run was the last to read.
    """
    is_lost = CaptureRow.outcome == FAILED
    query = select(CaptureRow).where(CaptureRow.problem.is_not(None)).order_by(is_lost.desc(), CaptureRow.id.desc())
    if run is not None:
        query = query.where(CaptureRow.run_id == run)
    with Session(engine) as session:
        return [
            Problem(
                capture=row.id,
                run=row.run_id,
                path=row.path,
                url=row.url,
                problem=row.problem or "",
                is_lost=row.outcome == FAILED,
                article_id=row.article_id,
            )
            for row in session.scalars(query.limit(limit))
        ]
