"""The record of jobs: when each ran, with what arguments, how it ended and what it did."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import atwasat_spider
from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.sightings import storable


class Outcome(StrEnum):
    """How a job ended; one that was killed never says."""

    FINISHED = "finished"
    BLOCKED = "blocked"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


def start_run(engine: Engine, spider: str, arguments: Mapping[str, object]) -> int:
    """Note that a job begins; return its number."""
    with Session(engine) as session, session.begin():
        run = RunRow(
            spider=spider,
            arguments=dict(arguments),
            started_at=datetime.now(UTC),
            counts={},
            software_version=atwasat_spider.__version__,
        )
        session.add(run)
        session.flush()
        return run.id


def finish_run(
    engine: Engine,
    run_id: int,
    outcome: Outcome,
    counts: Mapping[str, int],
    *,
    problem: str | None = None,
    retry_at: datetime | None = None,
) -> None:
    """Note how a job ended and what it did; ``problem`` says why it ended early, ``retry_at`` when to ask again."""
    with Session(engine) as session, session.begin():
        run = session.get_one(RunRow, run_id)
        run.finished_at, run.outcome, run.counts = datetime.now(UTC), outcome.value, dict(counts)
        run.problem, run.retry_at = storable(problem), retry_at
