"""Rows of a live crawl that went on for months: what its runs brought by the hour and the day of the week.

Random, with a seed: nights bring little, Fridays and Saturdays 60 % of a day, and four days of a feast 45 %.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import Engine, insert

from atwasat_spider.storage.models import ArticleRow, ListingRow, RelatedLinkRow, RunRow

START = datetime(2026, 1, 4, tzinfo=UTC)  # a Sunday
EVERY = timedelta(minutes=30)
FRONT, LIBYA, ART = ("https://alwasat.ly/", "https://alwasat.ly/section/libya", "https://alwasat.ly/section/art")
_BY_HOUR = (1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 12, 12, 11, 10, 10, 10, 10, 10, 9, 8, 6, 4, 3, 2)
_FRIDAY, _SATURDAY = 4, 5
_FEAST = range(75, 79)  # days of the archive


@dataclass(frozen=True, slots=True)
class Brought:
    """An article that a run brings."""

    published_at: datetime | None
    byline: str | None = "طرابلس - بوابة الوسط"
    related: bool = True
    reader: str = "labels"
    section: str = "libya"
    number: int | None = None  # the next one of the site's


@dataclass(frozen=True, slots=True)
class Run:
    """A run: when it began, what it brought, how many pages it read and how many of them in vain, how it ended."""

    started_at: datetime
    brought: tuple[Brought, ...]
    captures: int
    failed: int
    outcome: str | None = "finished"
    spider: str = "site"


def healthy_runs(days: int, *, seed: int, per_day: int = 100) -> list[Run]:
    """Return the runs of a crawl that nothing befalls."""
    chance = Random(seed)
    return [_run(chance, START + EVERY * number, per_day) for number in range(48 * days)]


def _run(chance: Random, started_at: datetime, per_day: int) -> Run:
    day = (started_at - START).days
    share = 0.45 if day in _FEAST else 0.6 if started_at.weekday() in (_FRIDAY, _SATURDAY) else 1.0
    expected = per_day * share * _BY_HOUR[started_at.hour] / sum(_BY_HOUR) / 2
    number = sum(chance.random() < expected / 20 for _ in range(20))
    brought = tuple(_article(chance, started_at) for _ in range(number))
    others = chance.randint(6, 16)
    hiccup = chance.random() < 0.01  # the site is away for a run
    failed = others if hiccup else sum(chance.random() < 0.02 for _ in range(others))
    outcome = None if chance.random() < 0.002 else "finished"  # a kill
    return Run(started_at, brought, number + others, failed, outcome)


def _article(chance: Random, moment: datetime) -> Brought:
    at_night = moment.hour < 6
    return Brought(
        published_at=moment - timedelta(minutes=chance.randint(1, 90)) if chance.random() < 0.98 else None,
        byline="طرابلس - بوابة الوسط" if chance.random() < (0.75 if at_night else 0.92) else None,
        related=chance.random() < 0.7,
        reader="trafilatura" if chance.random() < 0.03 else "labels",
        section="libya" if chance.random() < 0.7 else "art",
    )


def broken_from(runs: Sequence[Run], start: datetime, how: Callable[[Run], Run]) -> list[Run]:
    """Return the runs, those from a moment on changed."""
    return [how(run) if run.started_at >= start else run for run in runs]


def each_article(run: Run, **facts: object) -> Run:
    """Return a run whose articles have other facts."""
    return replace(run, brought=tuple(replace(article, **facts) for article in run.brought))  # type: ignore[arg-type]


def store(engine: Engine, runs: Sequence[Run], *, first_id: int = 1, first_number: int = 600000) -> list[int]:
    """Store runs with their articles; return the numbers of the runs."""
    jobs: list[dict[str, object]] = []
    articles: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    for run_id, run in enumerate(runs, start=first_id):
        jobs.append(_job(run_id, run))
        for at, article in enumerate(run.brought):
            number = first_number + len(articles)
            seen_at = run.started_at + timedelta(seconds=30 + at)
            articles.append(_article_row(number, article, seen_at) | {"site_id": article.number or number})
            if article.related:
                links.append({"article_id": number, "kind": "related", "position": 1, "headline": "عنوان"})
    with engine.begin() as connection:
        connection.execute(insert(RunRow), jobs)
        if articles:
            connection.execute(insert(ArticleRow), articles)
        if links:
            connection.execute(insert(RelatedLinkRow), [link | {"headline_key": "عنوان"} for link in links])
    return list(range(first_id, first_id + len(jobs)))


def store_listings(engine: Engine, newest: dict[str, datetime], **facts: object) -> None:
    """Store listings that last brought something at some moment."""
    rows = [
        {"url": url, "kind": "section", "discovered_at": START, "read_at": at, "newest_at": at, "tries": 0} | facts
        for url, at in newest.items()
    ]
    with engine.begin() as connection:
        connection.execute(insert(ListingRow), rows)


def _job(run_id: int, run: Run) -> dict[str, object]:
    return {
        "id": run_id,
        "spider": run.spider,
        "arguments": {},
        "started_at": run.started_at,
        "finished_at": run.started_at + timedelta(minutes=10) if run.outcome else None,
        "outcome": run.outcome,
        "counts": {"captures": run.captures, "failed": run.failed} if run.outcome else {},
        "software_version": "0.1.0",
    }


def _article_row(number: int, article: Brought, seen_at: datetime) -> dict[str, object]:
    return {
        "id": number,
        "url": f"https://alwasat.ly/news/{article.section}/{number}",
        "id_space": "news",
        "site_id": number,
        "section": article.section,
        "headline": "عنوان",
        "headline_key": f"عنوان {number}",
        "blocks": [],
        "byline": article.byline,
        "published_at": article.published_at,
        "published_precision": "minute" if article.published_at else None,
        "reader": article.reader,
        "content_hash": f"{number:064d}",
        "revision_number": 1,
        "search_key": "عنوان",
        "first_seen_at": seen_at,
        "last_seen_at": seen_at,
    }
