"""Pages that name articles, and how far each has been read.

A listing is read from its newest page back to known ground: a page whose every article was known when the listing
was last read. Such a reading is a sweep. Where a sweep is cut short, by a bound or by the end of the process, the
ground that it was to reach and the next page stay in the row, and the next run goes on there: what was never seen
cannot lie between. Behind the first sweep lies the past, which only ``--backfill`` reads on, page by page from
``past_url``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.storage.frontier import discovered_before, remember
from atwasat_spider.storage.models import ListingRow
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.schedule import LONGEST_WAIT, next_try
from atwasat_spider.storage.sightings import forget_failures, storable

_AT_ONCE = 500  # values in one statement: databases bound its parameters


class Kind(StrEnum):
    """What kind of page names articles."""

    FRONT = "front"
    SECTION = "section"
    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of a page that names articles; ``sweep_url`` and ``past_url`` are where its reading goes on."""

    url: str
    kind: Kind
    read_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    sweep_started_at: datetime | None = None
    sweep_url: str | None = None
    past_url: str | None = None
    doubted_url: str | None = None
    problem: str | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the reading of a listing stands after a page: an open sweep's ground and next page, and the past's."""

    sweep_started_at: datetime | None = None
    sweep_url: str | None = None
    past_url: str | None = None
    doubted_url: str | None = None  # the page that seems to be the end
    is_joined: bool = False  # what is new has met what was known, or the listing's end


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page of a listing as it came; the validators and the time of the next look are those of its first page."""

    moment: datetime
    is_first: bool
    etag: str | None = None
    last_modified: str | None = None
    next_check_at: datetime | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a page of a listing brought: addresses never seen before, and whether it is known ground."""

    new: int
    is_known_ground: bool


def remember_listings(engine: Engine, urls: Mapping[str, Kind], moment: datetime) -> None:
    """Note pages that name articles; those known already stay as they are."""
    with Session(engine) as session, session.begin():
        for url, kind in urls.items():
            if session.scalar(select(ListingRow.id).where(ListingRow.url == url)) is None:
                session.add(ListingRow(url=url, kind=kind.value, discovered_at=moment, tries=0))


def listings(
    engine: Engine, kinds: Collection[Kind], *, now: datetime, urls: Collection[str] | None = None
) -> list[Listing]:
    """Return the listings of some kinds, or at some addresses, that may be read now, as they were found."""
    query = select(ListingRow).where(ListingRow.kind.in_([kind.value for kind in kinds])).order_by(ListingRow.id)
    wanted = None if urls is None else set(urls)
    if wanted is not None and len(wanted) <= _AT_ONCE:
        query = query.where(ListingRow.url.in_(sorted(wanted)))
    with Session(engine) as session:
        rows = (row for row in session.scalars(query) if wanted is None or row.url in wanted)
        return [_listing(row) for row in rows if not _waits(row, now)]


def _waits(row: ListingRow, now: datetime) -> bool:
    """Tell whether a listing is not to be read yet; a wait longer than any was noted by a wrong clock."""
    return row.next_check_at is not None and now < row.next_check_at <= now + LONGEST_WAIT


def record_page(
    engine: Engine,
    url: str,
    addresses: Sequence[ArticleAddress],
    seen: PageSeen,
    *,
    ground: datetime,
    progress: Callable[[Found], Progress],
    judged: Sequence[ArticleAddress] | None = None,
) -> Found:
    """Remember the articles that a page of a listing names, and in the same transaction how far it is read with it.

    ``progress`` is called with what the page brought; it is known ground if all of ``judged``, by default all its
    articles, were known before ``ground``. The whole may be done twice.
    """
    of_ground = addresses if judged is None else judged
    return persevere(lambda: _record_page(engine, url, addresses, of_ground, seen, ground, progress))


def _record_page(
    engine: Engine,
    url: str,
    addresses: Sequence[ArticleAddress],
    judged: Sequence[ArticleAddress],
    seen: PageSeen,
    ground: datetime,
    progress: Callable[[Found], Progress],
) -> Found:
    with Session(engine) as session, session.begin():
        row = session.scalars(select(ListingRow).where(ListingRow.url == url)).one()
        is_known_ground = bool(judged) and discovered_before(session, judged, ground)
        found = Found(remember(session, addresses, seen.moment), is_known_ground)
        reached = progress(found)
        row.sweep_started_at, row.sweep_url = reached.sweep_started_at, reached.sweep_url
        row.past_url = reached.past_url
        if reached.doubted_url or reached.is_joined:
            row.doubted_url = reached.doubted_url
        row.newest_at = seen.moment if found.new else row.newest_at
        if reached.is_joined or row.read_at is not None:
            row.read_at = seen.moment
        if seen.is_first:
            row.etag, row.last_modified, row.next_check_at = seen.etag, seen.last_modified, seen.next_check_at
            row.tries, row.problem = 0, storable(seen.remarks)
            forget_failures(session, url)
        return found


def record_refusal(engine: Engine, url: str, problem: str) -> None:
    """Note that the site refused a listing: the next run asks again, and knows that it may be this page alone."""
    with Session(engine) as session, session.begin():
        session.execute(update(ListingRow).where(ListingRow.url == url).values(problem=storable(problem)))


def record_trouble(engine: Engine, url: str, moment: datetime, problem: str) -> None:
    """Note that a listing could not be read; it is asked for again later and later, and never forgotten."""
    with Session(engine) as session, session.begin():
        row = session.scalars(select(ListingRow).where(ListingRow.url == url)).one_or_none()
        if row is not None:
            row.tries += 1
            row.problem = storable(problem)
            row.next_check_at = next_try(min(row.tries, 10), moment)


def _listing(row: ListingRow) -> Listing:
    return Listing(
        url=row.url,
        kind=Kind(row.kind),
        read_at=row.read_at,
        etag=row.etag,
        last_modified=row.last_modified,
        sweep_started_at=row.sweep_started_at,
        sweep_url=row.sweep_url,
        past_url=row.past_url,
        doubted_url=row.doubted_url,
        problem=row.problem,
        tries=row.tries,
    )
