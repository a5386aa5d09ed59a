"""The frontier: every article's address that was ever seen, what came of asking for it, and when it is due again.

An address is remembered before it is fetched and settled in the transaction that saves its page, so that a job which
is killed at any moment leaves nothing that the next one would not find.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, case, literal, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from atwasat_spider.addresses import NEWS, ArticleAddress, read_article_address
from atwasat_spider.storage.columns import UTCDateTime
from atwasat_spider.storage.models import ArticleRow, FrontierRow
from atwasat_spider.storage.schedule import (
    MOVED_WAIT,
    OFF_LIMITS_WAIT,
    REVIVED_AFTER,
    Schedule,
    next_look_for_gone,
    next_try,
)
from atwasat_spider.storage.sightings import storable

_AT_ONCE = 500  # rows in one statement: databases bound its parameters


class State(StrEnum):
    """What is known of an address."""

    NEW = "new"  # never answered
    DONE = "done"
    GONE = "gone"  # 404 or 410
    FAILED = "failed"
    OFF_LIMITS = "off-limits"  # robots.txt
    MOVED = "moved"  # to another article


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address at a moment; ``etag`` and ``last_modified`` as the server wrote them."""

    address: ArticleAddress
    moment: datetime
    state: State
    schedule: Schedule
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    problem: str | None = None
    moved_to: str | None = None
    is_for_ever: bool = True  # of one that has moved
    is_unchanged: bool = False  # the server answered 304

    def failed(self, problem: str) -> "Visit":
        """Return the visit of a page that could not be used."""
        return replace(self, state=State.FAILED, problem=problem, etag=None, last_modified=None, is_unchanged=False)


@dataclass(frozen=True, slots=True)
class Known:
    """An address of the frontier that may be asked for."""

    id: int
    address: ArticleAddress
    state: State
    status: int | None
    etag: str | None
    last_modified: str | None


def remember(session: Session, addresses: Iterable[ArticleAddress], moment: datetime) -> int:
    """Note addresses that are not known yet; return how many these were.

    A number that is known under another section's address is known.
    """
    unique = {(address.id_space, address.site_id): address for address in addresses}
    rows = [
        {"url": each.url, "id_space": each.id_space, "site_id": each.site_id, "discovered_at": moment,
         "state": State.NEW.value, "tries": 0}
        for each in sorted(unique.values(), key=lambda each: each.url)
    ]  # fmt: skip
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(FrontierRow).on_conflict_do_nothing().returning(FrontierRow.id)
    added = len(session.scalars(statement, rows).all()) if rows else 0
    _revive(session, list(unique.values()))
    return added + _readdress(session, list(unique.values()))


def _revive(session: Session, addresses: Sequence[ArticleAddress]) -> None:
    """Ask again, a day after the last attempt at most, for what is gone or was given up: the site prints it."""
    keys = [(address.id_space, address.site_id) for address in addresses]
    for start in range(0, len(keys), _AT_ONCE):
        query = select(FrontierRow).where(
            tuple_(FrontierRow.id_space, FrontierRow.site_id).in_(keys[start : start + _AT_ONCE]),
            FrontierRow.state.in_([State.GONE.value, State.FAILED.value, State.MOVED.value]),
        )
        for row in session.scalars(query):
            revived = (row.checked_at or row.discovered_at) + REVIVED_AFTER
            row.next_check_at = min(row.next_check_at or revived, revived)


def _readdress(session: Session, addresses: Sequence[ArticleAddress]) -> int:
    """Ask where the site prints an article now: in vain asked for under another section, it is new there.

    One that failed keeps its turn: two listings may print two sections for it, one after the other.
    """
    by_key = {(address.id_space, address.site_id): address for address in addresses}
    keys, changed = list(by_key), 0
    for start in range(0, len(keys), _AT_ONCE):
        batch = keys[start : start + _AT_ONCE]
        query = select(FrontierRow).where(
            tuple_(FrontierRow.id_space, FrontierRow.site_id).in_(batch),
            FrontierRow.url.not_in([by_key[key].url for key in batch]),
            FrontierRow.state.in_([State.GONE.value, State.FAILED.value, State.NEW.value]),
        )
        for row in session.scalars(query):
            row.url = by_key[row.id_space or "", row.site_id or 0].url
            if row.state == State.GONE.value:
                row.state, row.tries, row.next_check_at = State.NEW.value, 0, None
                changed += 1
    return changed


def discovered_before(session: Session, addresses: Collection[ArticleAddress], moment: datetime) -> bool:
    """Tell whether every one of the addresses was known before a moment."""
    keys = {(address.id_space, address.site_id) for address in addresses}
    ordered = sorted(keys)
    known = 0
    for start in range(0, len(ordered), _AT_ONCE):
        query = select(FrontierRow.id).where(
            tuple_(FrontierRow.id_space, FrontierRow.site_id).in_(ordered[start : start + _AT_ONCE]),
            FrontierRow.discovered_at < moment,
        )
        known += len(session.scalars(query).all())
    return known == len(keys)


def unknown(engine: Engine, addresses: Sequence[ArticleAddress]) -> list[ArticleAddress]:
    """Return those of the addresses that are not in the frontier, in their order."""
    known: set[tuple[str | None, int | None]] = set()
    keys = [(address.id_space, address.site_id) for address in addresses]
    with Session(engine) as session:
        for start in range(0, len(keys), _AT_ONCE):
            key = tuple_(FrontierRow.id_space, FrontierRow.site_id)
            query = select(FrontierRow.id_space, FrontierRow.site_id).where(key.in_(keys[start : start + _AT_ONCE]))
            known.update((row.id_space, row.site_id) for row in session.execute(query))
    return [address for address in addresses if (address.id_space, address.site_id) not in known]


def remember_all(engine: Engine, addresses: Iterable[ArticleAddress], moment: datetime) -> int:
    """Note addresses that are not known yet, in a transaction of their own; return how many these were."""
    with Session(engine) as session, session.begin():
        return remember(session, addresses, moment)


def newest_unfetched(
    engine: Engine,
    *,
    limit: int,
    below: Known | None = None,
    between: tuple[int, int] | None = None,
    sections: Sequence[str] = (),
) -> list[Known]:
    """Return addresses that were never answered, the newest of the site first.

    Only those below one, with a number of the site's second space between two, or in some sections, where these are
    given.
    """
    query = select(FrontierRow).where(FrontierRow.state == State.NEW.value)
    if below is not None:
        key = tuple_(FrontierRow.id_space, FrontierRow.site_id)
        query = query.where(key < (below.address.id_space, below.address.site_id))
    if between is not None:
        query = query.where(FrontierRow.id_space == NEWS, FrontierRow.site_id.between(*between))
    query = _in_sections(query, sections)
    return _known(engine, query.order_by(FrontierRow.id_space.desc(), FrontierRow.site_id.desc()).limit(limit))


def due(engine: Engine, now: datetime, *, limit: int, sections: Sequence[str] = ()) -> list[Known]:
    """Return addresses that are due again, those that have waited longest first."""
    query = select(FrontierRow).where(
        FrontierRow.state != State.NEW.value,
        FrontierRow.next_check_at <= now,
    )
    query = _in_sections(query, sections)
    return _known(engine, query.order_by(FrontierRow.next_check_at, FrontierRow.id).limit(limit))


def _in_sections(query: Select[FrontierRow], sections: Sequence[str]) -> Select[FrontierRow]:
    if not sections:
        return query
    return query.where(or_(*(FrontierRow.url.contains(f"/news/{slug}/", autoescape=True) for slug in sections)))


def find(engine: Engine, address: ArticleAddress) -> Known | None:
    """Return what is known of an address, or ``None``."""
    found = _known(engine, select(FrontierRow).where(_is(address)))
    return found[0] if found else None


def _known(engine: Engine, query: Select[FrontierRow]) -> list[Known]:
    with Session(engine) as session:
        return [
            Known(row.id, _address(row), State(row.state), row.status, row.etag, row.last_modified)
            for row in session.scalars(query)
        ]


def _address(row: FrontierRow) -> ArticleAddress:
    assert row.id_space is not None  # noqa: S101 - only articles are remembered here
    assert row.site_id is not None  # noqa: S101
    return ArticleAddress(row.id_space, row.site_id, row.url.rstrip("/").split("/")[-2])


def _is(address: ArticleAddress) -> ColumnElement[bool]:
    return (FrontierRow.id_space == address.id_space) & (FrontierRow.site_id == address.site_id)


def settle(session: Session, visit: Visit, article: ArticleRow | None = None) -> None:
    """Note what came of asking for an address, and when it is due again; ``article`` is the one on its page."""
    row = session.scalars(select(FrontierRow).where(_is(visit.address))).one_or_none()
    if row is None:
        remember(session, [visit.address], visit.moment)
        row = session.scalars(select(FrontierRow).where(_is(visit.address))).one()
    has_failed = visit.state is State.FAILED
    row.tries = row.tries + 1 if has_failed else 0
    row.gone_at = (row.gone_at or visit.moment) if visit.state is State.GONE else row.gone_at if has_failed else None
    row.next_check_at = _next_check(visit, row, article)
    row.state, row.checked_at, row.status = visit.state.value, visit.moment, visit.status
    row.problem, row.moved_to = storable(visit.problem), visit.moved_to
    if not visit.is_unchanged:
        row.etag, row.last_modified = visit.etag, visit.last_modified
        _rename(session, row, visit.address)


def _rename(session: Session, row: FrontierRow, address: ArticleAddress) -> None:
    """Let the row have the address that answered: the section in it may be another than before."""
    if row.url != address.url:
        row.url = address.url
        session.flush()


def _next_check(visit: Visit, row: FrontierRow, article: ArticleRow | None) -> datetime | None:
    match visit.state:
        case State.DONE:
            return visit.schedule.next_look(_born(row, article, visit.moment), visit.moment)
        case State.GONE if visit.status != 410:  # 410 says that it is for ever
            return next_look_for_gone(row.gone_at or visit.moment, visit.moment)
        case State.FAILED:
            return next_try(row.tries, visit.moment)
        case State.MOVED if not visit.is_for_ever:
            return visit.moment + MOVED_WAIT
        case State.OFF_LIMITS:
            return visit.moment + OFF_LIMITS_WAIT
        case _:
            return None


def _born(row: FrontierRow, article: ArticleRow | None, now: datetime) -> datetime:
    """Return since when an article is there: the minute that it prints, else not later than its address was seen.

    A minute that is still to come is a misprint, or the clock's fault.
    """
    if article is None or article.published_at is None:
        return min(row.discovered_at, now)
    if article.published_precision == "minute" and article.published_at <= now:
        return article.published_at
    latest = article.published_latest or article.published_at + timedelta(days=1)
    return min(latest, row.discovered_at, now)


def settle_alone(engine: Engine, visit: Visit) -> None:
    """Note what came of asking for an address whose page is not saved: it is gone, moved or off limits."""
    with Session(engine) as session, session.begin():
        settle(session, visit)
        if visit.moved_to is not None:
            remember(session, [read_article_address(visit.moved_to)], visit.moment)


def forgive_the_future(engine: Engine, now: datetime) -> int:
    """Make due what was checked later than now: the clock was wrong then, and the next look may be far off."""
    is_later = or_(FrontierRow.checked_at > now, FrontierRow.discovered_at > now)
    with Session(engine) as session, session.begin():
        moved = (
            update(FrontierRow)
            .where(is_later)
            .values(
                discovered_at=_until(FrontierRow.discovered_at, now, now),
                checked_at=_until(FrontierRow.checked_at, now, None),
                gone_at=_until(FrontierRow.gone_at, now, now),
                next_check_at=now,
            )
        )
        return len(session.scalars(moved.returning(FrontierRow.id)).all())


def _until(column: InstrumentedAttribute[Any], now: datetime, otherwise: datetime | None) -> ColumnElement[Any]:
    return case((column > now, literal(otherwise, UTCDateTime)), else_=column)
