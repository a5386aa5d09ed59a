"""Runs that the site blocked: the next scheduled run waits, longer each time, instead of asking again and again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.storage.models import RunRow
from atwasat_spider.storage.runs import Outcome

FIRST_WAIT, LONGEST_WAIT, LONGEST_WISH = timedelta(minutes=30), timedelta(days=1), timedelta(days=7)
BLOCKS = "blocks"  # among a run's counts: how many runs in a row were blocked, this one included


@dataclass(frozen=True, slots=True)
class Block:
    """That the site blocked the last run of a spider: how many in a row, why, and when it may be asked again."""

    blocks: int
    problem: str
    retry_at: datetime


def last_block(engine: Engine, spider: str) -> Block | None:
    """Return the block that ended a spider's last run, or for which it waited; ``None`` where that run was let in."""
    query = select(RunRow).where(RunRow.spider == spider, RunRow.outcome.is_not(None)).order_by(RunRow.id.desc())
    with Session(engine) as session:
        row = session.scalars(query.limit(1)).one_or_none()
    if row is None or row.outcome != Outcome.BLOCKED or row.retry_at is None:
        return None
    return Block(row.counts.get(BLOCKS, 1), row.problem or "the site blocked the last run", row.retry_at)


def standing_block(engine: Engine, spider: str, now: datetime) -> Block | None:
    """Return a block that a run waits for; one that ends in a far future was noted by a wrong clock."""
    block = last_block(engine, spider)
    return block if block is not None and now < block.retry_at <= now + LONGEST_WISH else None


def retry_after_block(blocks: int, wish: timedelta | None, now: datetime) -> datetime:
    """Return when to ask again after so many blocked runs in a row, not before the server wishes it."""
    wait = min(FIRST_WAIT * (1 << min(blocks - 1, 10)), LONGEST_WAIT)
    return now + max(wait, min(wish or wait, LONGEST_WISH))
