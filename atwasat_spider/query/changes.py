"""What a newer reader would change: captures read anew and compared with what the archive has of them.

Nothing is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture, Unread
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
from atwasat_spider.normalization import ArticleRecord, normalize
from atwasat_spider.storage.models import ArticleRow, CaptureRow, RelatedLinkRow, RevisionRow
from atwasat_spider.storage.revisions import blocks_of

_LONGEST_SHOWN, _BEFORE = 200, 40  # characters of a value, and of them before what differs


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that would change, as the archive has it and as it is read now; long texts are cut."""

    field: str
    stored: str | None
    read: str | None


@dataclass(frozen=True, slots=True)
class ChangedCapture:
    """A capture that is read otherwise than it was stored; ``kind`` is ``"new"``, ``"changed"`` or ``"lost"``."""

    path: str
    offset: int
    kind: str
    article_id: int | None
    differences: tuple[Difference, ...]


def changes(engine: Engine, captures: Iterable[Capture | Unread], *, zone: str) -> Iterator[ChangedCapture | None]:
    """Read captures anew and yield, for each, what would change; ``None`` where nothing would."""
    with Session(engine) as session:
        for capture in captures:
            yield _change(session, capture, zone)
            session.expunge_all()


def _change(session: Session, capture: Capture | Unread, zone: str) -> ChangedCapture | None:
    row = session.scalars(
        select(CaptureRow).where(
            CaptureRow.path == capture.path,
            CaptureRow.offset == capture.offset,
            CaptureRow.sha256.is_not_distinct_from(capture.sha256),
        )
    ).one_or_none()
    record, problem = _read(capture, zone)
    if row is None:
        shown = (
            _difference("headline", None, record.article.headline) if record else _difference("problem", None, problem)
        )
        return ChangedCapture(capture.path, capture.offset, "new", None, (shown,))
    found = tuple(_differences(session, row, record, problem))
    kind = "lost" if record is None and row.article_id is not None else "changed"
    return ChangedCapture(capture.path, capture.offset, kind, row.article_id, found) if found else None


def _read(capture: Capture | Unread, zone: str) -> tuple[ArticleRecord | None, str | None]:
    if isinstance(capture, Unread):
        return None, capture.problem
    known = capture.circumstances
    try:
        article = read_article(capture)
    except (UnreadableCaptureError, NotAnArticleError) as error:
        return None, str(error)
    return normalize(article, address=known.address, zone=zone, captured_at=known.captured_at), None


def _differences(
    session: Session, row: CaptureRow, record: ArticleRecord | None, problem: str | None
) -> Iterator[Difference]:
    revision = session.get(RevisionRow, row.revision_id) if row.revision_id else None
    if record is None or revision is None:
        stored = revision.headline if revision else row.problem
        read = record.article.headline if record else problem
        if (record is None) != (revision is None) or stored != read:
            yield _difference("headline" if revision else "problem", stored, read)
        return
    article = record.article
    yield from _unequal("headline", revision.headline, article.headline)
    yield from _unequal("body", revision.body, article.body)
    if article.byline is not None:
        yield from _unequal("byline", revision.byline, article.byline)
    yield from _unequal("reader", row.reader, article.reader)
    yield from _unequal("certainty", row.certainty, article.certainty)
    stored_article = session.get_one(ArticleRow, revision.article_id)
    if stored_article.content_hash == record.content_hash:
        yield from _of_newest(session, stored_article, record)


def _of_newest(session: Session, stored: ArticleRow, record: ArticleRecord) -> Iterator[Difference]:
    """Facts that the archive keeps of the newest text only; what a capture does not show does not change them."""
    if len(blocks_of(record.article)) > len(stored.blocks):
        yield Difference("blocks", str(len(stored.blocks)), str(len(record.article.blocks)))
    byline, published = record.byline, record.published
    for name in ("place", "source", "reporter") if byline else ():
        yield from _unequal(name, getattr(stored, name), getattr(byline, name))
    if published and stored.published_precision != "minute":
        yield from _unequal("published_at", stored.published_at, published.at)
    if record.article.keywords is not None:
        yield from _unequal("keywords", stored.keywords, list(record.article.keywords))
    rows = session.scalars(select(RelatedLinkRow).where(RelatedLinkRow.article_id == stored.id))
    known = {(row.kind, row.headline_key) for row in rows}
    missing = [link.headline for link in record.related if (link.kind, link.headline_key) not in known]
    if missing:
        yield _difference("related", None, "; ".join(missing))


def _unequal(field: str, stored: object, read: object) -> Iterator[Difference]:
    if stored != read:
        yield _difference(field, stored, read)


def _difference(field: str, stored: object, read: object) -> Difference:
    start = 0
    if isinstance(stored, str) and isinstance(read, str):
        pairs = zip(stored, read, strict=False)
        same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(stored), len(read)))
        start = max(0, same - _BEFORE)
    return Difference(field, _shown(stored, start), _shown(read, start))


def _shown(value: object, start: int = 0) -> str | None:
    """Return a value, cut from a little before the first character that differs."""
    if value is None:
        return None
    text = str(value)
    text = f"…{text[start:]}" if start else text
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
