"""Which expectations a run did not meet: a row for each, and what of it is news.

An expectation that stays unmet is news once, and once more when it is met again. The run before is the last one of
the same spider that was examined (``examined_before``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from atwasat_spider.storage.models import AlertRow, RunRow
from atwasat_spider.storage.runs import Outcome
from atwasat_spider.storage.sightings import storable

_TOLD = (Outcome.FINISHED.value, Outcome.BLOCKED.value, Outcome.FAILED.value)  # an interruption was somebody's wish
_OF_A_PART = ("dry_run", "ids", "section", "sections")  # arguments of a run that brings less than a scheduled one
_NOT_GIVEN = ("", "0", "false", "no", "none", "off", "()", "[]")
_AT_ONCE = 50  # rows


class Unmet(Protocol):
    """An expectation that a run did not meet, and in what way."""

    @property
    def expectation(self) -> str:
        """Its name."""

    @property
    def message(self) -> str:
        """A sentence for a person."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An expectation and the sentence that says how it was not met."""

    expectation: str
    message: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A run that was examined, and how it ended."""

    id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class News:
    """What is broken since this run, what was and still is, and what is well again (with the sentence of before)."""

    new: tuple[Alert, ...] = ()
    lasting: tuple[Alert, ...] = ()
    recovered: tuple[Alert, ...] = ()

    def __add__(self, other: "News") -> "News":
        """Return the news of both."""
        return News(self.new + other.new, self.lasting + other.lasting, self.recovered + other.recovered)


def record_alerts(engine: Engine, run_id: int, breaks: Sequence[Unmet]) -> News:
    """Store what a run did not meet, in place of what was stored for it before; return what of it is news."""
    alerts = [Alert(unmet.expectation, storable(unmet.message) or "") for unmet in breaks]
    with Session(engine) as session, session.begin():
        before = alerts_before(session, run_id)
        session.execute(delete(AlertRow).where(AlertRow.run_id == run_id))
        now = datetime.now(UTC)
        session.add_all(
            AlertRow(run_id=run_id, raised_at=now, expectation=alert.expectation, message=alert.message)
            for alert in alerts
        )
    broken = {alert.expectation for alert in alerts}
    return News(
        new=tuple(alert for alert in alerts if alert.expectation not in before),
        lasting=tuple(alert for alert in alerts if alert.expectation in before),
        recovered=tuple(Alert(name, message) for name, message in before.items() if name not in broken),
    )


def alerts_before(session: Session, run_id: int) -> dict[str, str]:
    """Return the sentences, by expectation, of the last examined run of the same spider before this one."""
    previous = next(examined_before(session, session.get_one(RunRow, run_id)), None)
    if previous is None:
        return {}
    rows = session.execute(
        select(AlertRow.expectation, AlertRow.message).where(AlertRow.run_id == previous.id).order_by(AlertRow.id)
    )
    return {row.expectation: row.message for row in rows}


def outcome_before(engine: Engine, run_id: int) -> str | None:
    """Return how the spider's last examined run before this one ended."""
    with Session(engine) as session:
        previous = next(examined_before(session, session.get_one(RunRow, run_id)), None)
        return previous.outcome if previous else None


def examined_before(session: Session, run: RunRow) -> Iterator[Examined]:
    """Yield the runs of the same spider before this one that were examined, the last one first.

    Not examined is a run that was killed or interrupted, that did a part of what a scheduled one does, or that only
    waited for the end of a block.
    """
    query = (
        select(RunRow.id, RunRow.outcome, RunRow.arguments, RunRow.counts)
        .where(RunRow.spider == run.spider, RunRow.id < run.id, RunRow.outcome.in_(_TOLD))
        .where(RunRow.finished_at.is_not(None))
        .order_by(RunRow.id.desc())
        .execution_options(yield_per=_AT_ONCE)
    )
    with session.execute(query) as rows:
        for row in rows:
            has_waited = row.outcome == Outcome.BLOCKED and not row.counts.get("requests")
            if not has_waited and not _is_of_a_part(row.arguments):
                yield Examined(row.id, row.outcome)


def _is_of_a_part(arguments: Mapping[str, Any]) -> bool:
    given = (str(arguments.get(name, "")).lower() for name in _OF_A_PART)
    return any(value not in _NOT_GIVEN for value in given)
