"""Captures as rows: one for each page seen, with what came of reading it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, bindparam, delete, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures.archive import Place
from atwasat_spider.storage.models import ArticleRow, CaptureRow

STORED, FAILED, OTHER = "stored", "failed", "other"
_LONGEST_PROBLEM = 20_000

# Made once: to put a statement together takes longer than the database does.
_SAME = select(CaptureRow).where(
    CaptureRow.path == bindparam("path"),
    CaptureRow.offset == bindparam("offset"),
    CaptureRow.sha256.is_not_distinct_from(bindparam("sha256")),
)
_FAILURES = (
    delete(CaptureRow)
    .where(CaptureRow.path == bindparam("url"), CaptureRow.outcome == FAILED)
    .execution_options(synchronize_session=False)  # no session holds them
)
_OF_PAYLOAD = (
    select(CaptureRow.path, CaptureRow.offset)
    .where(CaptureRow.sha256 == bindparam("sha256"), CaptureRow.path.endswith(".warc.gz", autoescape=True))
    .order_by(CaptureRow.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page seen in a run: where its bytes are, their digest, and what is known of when and whence."""

    run_id: int
    path: str
    sha256: str | None
    url: str | None = None
    captured_at: datetime | None = None
    offset: int = 0
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a page: an article, a problem, or an article with something to look at."""

    outcome: str
    problem: str | None = None
    reader: str | None = None
    certainty: str | None = None
    article_id: int | None = None
    revision_id: int | None = None


def record_sighting(session: Session, sighting: Sighting, reading: Reading) -> CaptureRow:
    """Note a capture and what came of it; the same capture read again is the same row with the newer reading."""
    return record_reading(session, sighting, reading, known_sighting(session, sighting))


def known_sighting(session: Session, sighting: Sighting) -> CaptureRow | None:
    """Return the row of this very capture, if it was seen before."""
    same = {"path": sighting.path, "offset": sighting.offset, "sha256": sighting.sha256}
    return session.scalars(_SAME, same).one_or_none()


def record_reading(session: Session, sighting: Sighting, reading: Reading, row: CaptureRow | None) -> CaptureRow:
    """Note what came of a capture in its row, a new one if there is none."""
    if row is None:
        row = CaptureRow(path=sighting.path, offset=sighting.offset, sha256=sighting.sha256)
        session.add(row)
    row.run_id, row.url, row.captured_at, row.status = (
        sighting.run_id,
        sighting.url,
        sighting.captured_at,
        sighting.status,
    )
    row.outcome, row.problem, row.reader = reading.outcome, storable(reading.problem), reading.reader
    row.certainty = reading.certainty
    row.article_id, row.revision_id = reading.article_id, reading.revision_id
    return row


def forget_failures(session: Session, url: str) -> None:
    """Forget that an address could not be fetched, once its page is here; such a failure has it for its path."""
    session.execute(_FAILURES, {"url": url})


def place_of_payload(engine: Engine, sha256: str) -> Place | None:
    """Return the record of a WARC file that the archive knows to hold a page with this digest; the first of them."""
    with engine.connect() as connection:
        row = connection.execute(_OF_PAYLOAD, {"sha256": sha256}).one_or_none()
    return Place(Path(row.path), row.offset) if row else None


def place_of_article(engine: Engine, address: ArticleAddress) -> Place | None:
    """Return the record that holds the page which an article showed last, if the archive has it in a WARC file."""
    query = (
        select(CaptureRow.sha256)
        .join(ArticleRow, CaptureRow.article_id == ArticleRow.id)
        .where(ArticleRow.id_space == address.id_space, ArticleRow.site_id == address.site_id)
        .where(CaptureRow.captured_at.is_not(None), CaptureRow.sha256.is_not(None))
        .order_by(CaptureRow.captured_at.desc(), CaptureRow.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        sha256 = connection.scalar(query)
    return place_of_payload(engine, sha256) if sha256 else None


def storable(problem: str | None) -> str | None:
    """Return a sentence that every database takes: no lone surrogates, no NUL, no more than 20,000 characters."""
    if problem is None:
        return None
    text = problem.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")
    return text if len(text) <= _LONGEST_PROBLEM else f"{text[: _LONGEST_PROBLEM - 1]}…"
