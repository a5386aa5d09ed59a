"""One article as the archive has it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import HOSTS, read_article_address
from atwasat_spider.errors import NothingFoundError, WrongUsageError
from atwasat_spider.storage.models import ArticleRow, RelatedLinkRow

_LARGEST_ID = 2**63 - 1
_LONGEST_ID = len(str(_LARGEST_ID))


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A headline seen beside an article, and the id of the article that it means where that is known."""

    kind: str
    position: int
    headline: str
    url: str | None
    target_id: int | None


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article with all that people ask of it; the names are those of ``show --json``. Times are UTC."""

    id: int
    url: str | None
    section: str | None
    headline: str
    body: str | None
    byline: str | None
    place: str | None
    source: str | None
    reporter: str | None
    published_at: datetime | None
    published_text: str | None
    published_zone: str | None
    published_precision: str | None
    published_source: str | None
    revision: int
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    related: tuple[RelatedLink, ...]


def show(engine: Engine, reference: str) -> ShownArticle:
    """Return the article of an id or an address in any historical form.

    Raises ``WrongUsageError`` for a reference that is neither, ``NothingFoundError`` for an article not in the archive.
    """
    with Session(engine) as session:
        row = find_row(session, reference)
        return ShownArticle(
            id=row.id,
            url=row.url,
            section=row.section,
            headline=row.headline,
            body=row.body,
            byline=row.byline,
            place=row.place,
            source=row.source,
            reporter=row.reporter,
            published_at=row.published_at,
            published_text=row.published_text,
            published_zone=row.published_zone,
            published_precision=row.published_precision,
            published_source=row.published_source,
            revision=row.revision_number,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            related=_related(session, row.id),
        )


def find_row(session: Session, reference: str) -> ArticleRow:
    """Return the row of an id or an address; raise as ``show`` does."""
    row = session.scalars(select(ArticleRow).where(_is_meant(reference))).one_or_none()
    if row is None:
        raise NothingFoundError(f"the archive has no article {reference}")
    return row


def _is_meant(reference: str) -> ColumnElement[bool]:
    if reference.isdecimal():
        if len(reference) > _LONGEST_ID or int(reference) > _LARGEST_ID:
            raise NothingFoundError(f"the archive has no article {reference}")
        return ArticleRow.id == int(reference)
    if reference.startswith(tuple(f"{host}/" for host in HOSTS)):
        reference = f"https://{reference}"
    if "://" not in reference:
        raise WrongUsageError(f"{reference!r} is neither an article's number nor its address")
    address = read_article_address(reference)
    return (ArticleRow.id_space == address.id_space) & (ArticleRow.site_id == address.site_id)


def _related(session: Session, article_id: int) -> tuple[RelatedLink, ...]:
    rows = session.scalars(
        select(RelatedLinkRow)
        .where(RelatedLinkRow.article_id == article_id)
        .order_by(RelatedLinkRow.kind.desc(), RelatedLinkRow.position, RelatedLinkRow.id)
    )
    return tuple(RelatedLink(row.kind, row.position, row.headline, row.target_url, row.target_id) for row in rows)
