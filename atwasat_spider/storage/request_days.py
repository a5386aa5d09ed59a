"""The requests of a day: all jobs on one database take theirs from one daily budget."""

from sqlalchemy import Engine, Executable, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from atwasat_spider.storage.models import RequestDayRow


def take(engine: Engine, day: str, wanted: int, limit: int) -> int:
    """Reserve requests of a day, written ``YYYY-MM-DD``, and return how many: fewer than wanted, or none, at its end.

    A ``limit`` of 0 is none: everything is granted, and counted. Two jobs never get the same request.
    """
    with Session(engine) as session, session.begin():
        session.execute(_new_day(engine.dialect.name, day))
        row = session.query(RequestDayRow).filter_by(day=day).with_for_update().one()
        granted = min(wanted, max(0, limit - row.requests)) if limit else wanted
        row.requests += granted
    return granted


def give_back(engine: Engine, day: str, count: int) -> None:
    """Return what was reserved and not sent."""
    with Session(engine) as session, session.begin():
        session.execute(
            update(RequestDayRow).where(RequestDayRow.day == day).values(requests=RequestDayRow.requests - count)
        )


def _new_day(dialect: str, day: str) -> Executable:
    """Return the statement that makes a day's row where there is none."""
    if dialect == "postgresql":
        return postgresql.insert(RequestDayRow).values(day=day, requests=0).on_conflict_do_nothing()
    return sqlite.insert(RequestDayRow).values(day=day, requests=0).on_conflict_do_nothing()
