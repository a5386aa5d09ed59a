"""The history of an article: each text that it had, once, numbered in the order in which they were seen.

Captures arrive out of order and often without a time. A revision that was only ever seen at an unknown time stands
before those with a time; among themselves such revisions keep the order of their arrival. The current revision is the
one that was seen last; a text that returns to an earlier state is the earlier revision seen again.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from atwasat_spider.articles import Article, BodyBlock
from atwasat_spider.normalization import ArticleRecord
from atwasat_spider.storage.models import ArticleRow, CaptureRow, RevisionRow

_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_NAMES = tuple(field.name for field in fields(BodyBlock))


def first_revision(
    session: Session, article: ArticleRow, record: ArticleRecord, captured_at: datetime | None
) -> RevisionRow:
    """Note the text of an article that is new; return its revision."""
    revision = _new_revision(article, record, number=1)
    widen(revision, captured_at)
    session.add(revision)
    return revision


def record_revision(
    session: Session, article: ArticleRow, record: ArticleRecord, captured_at: datetime | None
) -> tuple[RevisionRow, bool]:
    """Note that an article was seen with a text; return its revision and whether it is new."""
    same_text = select(RevisionRow).where(
        RevisionRow.article_id == article.id, RevisionRow.content_hash == record.content_hash
    )
    revision = session.scalars(same_text).one_or_none()
    is_new = revision is None
    if revision is None:
        revision = _new_revision(article, record, number=0)  # put_in_order gives it its place
        session.add(revision)
    revision.byline = revision.byline or record.article.byline
    widen(revision, captured_at)
    return revision, is_new


def _new_revision(article: ArticleRow, record: ArticleRecord, *, number: int) -> RevisionRow:
    return RevisionRow(
        article_id=article.id,
        number=number,
        change="first",
        headline=record.article.headline,
        headline_key=record.headline_key,
        body=record.article.body,
        blocks=blocks_of(record.article),
        byline=record.article.byline,
        content_hash=record.content_hash,
        comparable_hash=record.comparable_hash,
    )


def blocks_of(article: Article) -> list[dict[str, Any]]:
    """Return the body's blocks as they are stored: ``kind``, ``text``, and a caption's ``credit``."""
    return [
        {name: value for name in _NAMES if (value := getattr(block, name)) or name == "text"}
        for block in article.blocks
    ]


def widen(row: RevisionRow | ArticleRow, *moments: datetime | None) -> None:
    """Stretch the time in which a row was seen over moments; unknown ones say nothing."""
    known = [moment for moment in moments if moment is not None]
    if known:
        row.first_seen_at = min([*known, row.first_seen_at or known[0]])
        row.last_seen_at = max([*known, row.last_seen_at or known[0]])


def put_in_order(session: Session, article: ArticleRow) -> RevisionRow:
    """Number an article's revisions, say how each differs from the one before, and return the current one."""
    session.flush()
    rows = session.scalars(select(RevisionRow).where(RevisionRow.article_id == article.id)).all()
    ordered = sorted(rows, key=lambda row: (row.first_seen_at is not None, row.first_seen_at or _EPOCH, row.id))
    if [row.number for row in ordered] != list(range(1, len(ordered) + 1)):
        _renumber(session, ordered)
    for before, row in zip([None, *ordered], ordered, strict=False):
        row.change = _change(before, row)
    return max(ordered, key=lambda row: (row.last_seen_at or _EPOCH, row.number))


def withdraw_revision(session: Session, article: ArticleRow, revision_id: int | None) -> bool:
    """Remove a revision that no capture shows any more: the program read a page otherwise, the site changed nothing."""
    session.flush()
    is_shown = exists().where(CaptureRow.revision_id == revision_id)
    row = session.scalars(
        select(RevisionRow).where(RevisionRow.id == revision_id, RevisionRow.article_id == article.id, ~is_shown)
    ).one_or_none()
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def _renumber(session: Session, ordered: Sequence[RevisionRow]) -> None:
    """Two steps, since numbers are unique at every moment."""
    for number, row in enumerate(ordered, start=1):
        row.number = -number
    session.flush()
    for number, row in enumerate(ordered, start=1):
        row.number = number
    session.flush()


def _change(before: RevisionRow | None, row: RevisionRow) -> str:
    """A change that vanishes when letters and marks are folded is cosmetic."""
    if before is None:
        return "first"
    return "cosmetic" if before.comparable_hash == row.comparable_hash else "substantive"
