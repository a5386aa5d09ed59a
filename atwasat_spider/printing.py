"""Answers as a person reads them on the command line, and as JSON for a program."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from atwasat_spider.characters import printable
from atwasat_spider.query.articles import RelatedLink, ShownArticle
from atwasat_spider.query.changes import ChangedCapture
from atwasat_spider.query.figures import Problem, Run, Stats
from atwasat_spider.query.search import Answer, Hit
from atwasat_spider.storage.estimates import ESTIMATE
from atwasat_spider.terminal import local_time, print_facts, print_marked, print_table, print_text


def print_json(value: Any) -> None:
    """Print a value, or a list of values, as JSON with Arabic as it is; times are ISO 8601 in UTC."""
    plain = [_plain(each) for each in value] if isinstance(value, (list, tuple)) else _plain(value)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, default=datetime.isoformat))


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def print_hits(answer: Answer) -> None:
    """Print the articles of an answer, the words marked, and how many there are in all."""
    for hit in answer.hits:
        print_marked(hit.headline)
        print_facts([("id", hit.id), ("published", _when(hit)), ("url", hit.url)])
        if hit.excerpt is not None:
            print_marked(hit.excerpt)
        click.echo()
    click.echo(f"{len(answer.hits)} of {answer.total} articles")


def print_changes(changed: Sequence[ChangedCapture], *, read: int) -> None:
    """Print what would change in the database, capture by capture."""
    for each in changed:
        article = f", article {each.article_id}" if each.article_id else ""
        click.echo(f"{each.kind}{article}: {_place(each)}")
        for difference in each.differences:
            print_text(f"  {difference.field}: {_value(difference.stored)} -> {_value(difference.read)}")
    click.echo(f"{len(changed)} of {read} captures would change the database")


def _place(capture: ChangedCapture) -> str:
    return printable(f"{capture.path} at {capture.offset}" if capture.offset else capture.path)


def _value(value: str | None) -> str:
    return "nothing" if value is None else f"«{value}»"


def print_article(shown: ShownArticle) -> None:
    """Print an article: headline, what is known of it, body, related headlines."""
    print_text(shown.headline)
    print_facts(
        [
            ("id", shown.id),
            ("url", shown.url),
            ("section", shown.section),
            ("byline", shown.byline),
            ("published", _published(shown)),
            ("revision", shown.revision),
            ("first seen", local_time(shown.first_seen_at, None)),
            ("last seen", local_time(shown.last_seen_at, None)),
        ]
    )
    click.echo()
    print_text(shown.body or "")
    if shown.related:
        click.echo("\nrelated headlines:")
    print_related(shown.related)


def _published(shown: ShownArticle) -> str | None:
    if shown.published_at is None or shown.published_precision == ESTIMATE:
        return _when(shown)
    utc, local = local_time(shown.published_at, "UTC"), local_time(shown.published_at, shown.published_zone)
    known = f"by the {shown.published_source}, to the {shown.published_precision}"
    return f"{utc} ({known}; {local} in {shown.published_zone})"


def _when(article: Hit | ShownArticle) -> str | None:
    if article.published_at is not None and article.published_precision == ESTIMATE:
        return f"about {article.published_at:%Y-%m-%d} (estimated from the number in its address)"
    return local_time(article.published_at, article.published_zone)


def print_related(links: Iterable[RelatedLink]) -> None:
    """Print related headlines in the page's order, with the article that each means where that is known."""
    for link in links:
        target = f" -> article {link.target_id}" if link.target_id else ""
        click.echo(f"{link.kind} {link.position}{target}")
        print_text(link.headline)


def print_stats(counted: Stats) -> None:
    """Print the figures of the archive, one a line."""
    for name, value in asdict(counted).items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        print_facts((f"{name.removeprefix('by_').replace('_', ' ')} {key}".strip(), number) for key, number in rows)


def print_runs(runs: Sequence[Run]) -> None:
    """Print the jobs as a table, and below it why one ended early or did not bring what it should."""
    columns = ("run", "spider", "started", "finished", "outcome", "did")
    print_table(columns, (_run_cells(run) for run in runs))
    for run in runs:
        for said in filter(None, (run.problem, *run.alerts)):
            click.echo(f"run {run.id}: {printable(said)}")


def _run_cells(run: Run) -> tuple[object, ...]:
    did = ", ".join(f"{count} {name}" for name, count in run.counts.items() if count and name != "blocks")
    started, finished = local_time(run.started_at, None), local_time(run.finished_at, None)
    return run.id, run.spider, started, finished, run.outcome or "running or killed", did


def print_problems(problems: Sequence[Problem]) -> None:
    """Print each page that gave no article, or one to look at, with the reason."""
    for problem in problems:
        state = "lost" if problem.is_lost else f"article {problem.article_id}"
        print_facts([(f"run {problem.run}, {state}", _from_here(problem.path))])
        print_text(problem.problem)
        click.echo()
    if not problems:
        click.echo("no problems")


def _from_here(path: str) -> str:
    """Return a path as one would type it in the current folder, if it lies below."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
