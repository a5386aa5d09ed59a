"""Related headlines as rows, and which article each of them means.

A link with an address means the article at that address. One without means the only article that ever had its headline;
while two articles have it the link stays open. Since articles arrive in any order, every save resolves anew the links
that its own headlines and addresses touch, in both directions.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from atwasat_spider.normalization import ArticleRecord, RelatedRecord
from atwasat_spider.storage.models import ArticleRow, RelatedLinkRow, RevisionRow


def record_links(session: Session, article: ArticleRow, record: ArticleRecord, captured_at: datetime | None) -> None:
    """Note the headlines that a capture shows beside its article, each with when it was seen."""
    rows = session.scalars(select(RelatedLinkRow).where(RelatedLinkRow.article_id == article.id))
    known = {(row.kind, row.headline_key): row for row in rows}
    for related in record.related:
        row = known.get((related.kind, related.headline_key))
        if row is None:
            session.add(_new_link(article, related, captured_at))
        else:
            _see_again(row, related, captured_at)


def _new_link(article: ArticleRow, related: RelatedRecord, captured_at: datetime | None) -> RelatedLinkRow:
    return RelatedLinkRow(
        article_id=article.id,
        kind=related.kind,
        position=related.position,
        headline=related.headline,
        headline_key=related.headline_key,
        target_url=related.target_url,
        first_seen_at=captured_at,
        last_seen_at=captured_at,
    )


def _see_again(row: RelatedLinkRow, related: RelatedRecord, captured_at: datetime | None) -> None:
    """The newest sighting says where the headline stands; of sightings at unknown times the first place wins."""
    if captured_at and (row.last_seen_at is None or captured_at > row.last_seen_at):
        row.position, row.headline = related.position, related.headline
    elif captured_at == row.last_seen_at:
        row.position = min(row.position, related.position)
    row.target_url = related.target_url or row.target_url
    if captured_at:
        row.first_seen_at = min(captured_at, row.first_seen_at or captured_at)
        row.last_seen_at = max(captured_at, row.last_seen_at or captured_at)


def resolve_links(session: Session, headline_keys: Collection[str], urls: Collection[str]) -> None:
    """Find the targets of all links that print one of these headlines or addresses."""
    session.flush()
    for url in sorted(urls):
        target_id = session.scalar(select(ArticleRow.id).where(ArticleRow.url == url))
        _point(session, RelatedLinkRow.target_url == url, target_id, "address")
    owners = _owners(session, headline_keys)
    for key in sorted(headline_keys):
        without_address = (RelatedLinkRow.headline_key == key) & RelatedLinkRow.target_url.is_(None)
        _point(session, without_address, owners.get(key), "headline")


def _owners(session: Session, headline_keys: Collection[str]) -> dict[str, int]:
    """Return the article of each headline that exactly one article has, or once had."""
    rows = session.execute(
        select(RevisionRow.headline_key, func.min(RevisionRow.article_id).label("article_id"))
        .where(RevisionRow.headline_key.in_(headline_keys))
        .group_by(RevisionRow.headline_key)
        .having(func.min(RevisionRow.article_id) == func.max(RevisionRow.article_id))
    )
    return {row.headline_key: row.article_id for row in rows}


def _point(session: Session, links: object, target_id: int | None, match: str) -> None:
    session.execute(
        update(RelatedLinkRow)
        .where(links, RelatedLinkRow.target_id.is_distinct_from(target_id))  # type: ignore[arg-type]
        .values(target_id=target_id, target_match=match if target_id else None)
        .execution_options(synchronize_session="fetch")
    )
