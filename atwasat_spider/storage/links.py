"""Related headlines as rows, and which article each of them means.

A link with an address means the article at that address. One without means the only article that ever had its headline;
while two articles have it the link stays open. Since articles arrive in any order, every save resolves anew both the
article's own links and those of others that mean it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, insert, or_, select
from sqlalchemy.orm import Session

from atwasat_spider.normalization import ArticleRecord, RelatedRecord
from atwasat_spider.storage.models import ArticleRow, RelatedLinkRow, RevisionRow

# Made once: to put a statement together takes longer than the database does.
_INSERTED = insert(RelatedLinkRow)
_OWN_HEADLINES = select(RevisionRow.headline_key).where(RevisionRow.article_id == bindparam("article_id"))
_IS_TOUCHED = (RelatedLinkRow.article_id == bindparam("article_id"), RelatedLinkRow.headline_key.in_(_OWN_HEADLINES))
_TOUCHED = select(RelatedLinkRow).where(or_(*_IS_TOUCHED))
_TOUCHED_AT_ADDRESS = select(RelatedLinkRow).where(or_(*_IS_TOUCHED, RelatedLinkRow.target_url == bindparam("url")))
_OWNERS = (
    select(RevisionRow.headline_key, func.min(RevisionRow.article_id).label("article_id"))
    .where(RevisionRow.headline_key.in_(bindparam("headline_keys", expanding=True)))
    .group_by(RevisionRow.headline_key)
    .having(func.min(RevisionRow.article_id) == func.max(RevisionRow.article_id))
)
_AT_ADDRESSES = select(ArticleRow.url, ArticleRow.id).where(ArticleRow.url.in_(bindparam("urls", expanding=True)))


def first_links(session: Session, article: ArticleRow, record: ArticleRecord, captured_at: datetime | None) -> None:
    """Note the headlines that a capture shows beside an article that is new."""
    links = [_link(article, related, captured_at) for related in record.related]
    if links:
        session.execute(_INSERTED, links)


def record_links(session: Session, article: ArticleRow, record: ArticleRecord, captured_at: datetime | None) -> None:
    """Note the headlines that a capture shows beside its article, each with when it was seen."""
    rows = session.scalars(select(RelatedLinkRow).where(RelatedLinkRow.article_id == article.id))
    known = {(row.kind, row.headline_key): row for row in rows}
    for related in record.related:
        row = known.get((related.kind, related.headline_key))
        if row is None:
            session.add(RelatedLinkRow(**_link(article, related, captured_at)))
        else:
            _see_again(row, related, captured_at)


def _link(article: ArticleRow, related: RelatedRecord, captured_at: datetime | None) -> dict[str, object]:
    """Return the columns of a link that is new."""
    return {
        "article_id": article.id,
        "kind": related.kind,
        "position": related.position,
        "headline": related.headline,
        "headline_key": related.headline_key,
        "target_url": related.target_url,
        "image_url": related.image_url,
        "first_seen_at": captured_at,
        "last_seen_at": captured_at,
    }


def _see_again(row: RelatedLinkRow, related: RelatedRecord, captured_at: datetime | None) -> None:
    """The newest sighting says where the headline stands; of sightings at unknown times the first place wins."""
    if captured_at and (row.last_seen_at is None or captured_at > row.last_seen_at):
        row.position, row.headline = related.position, related.headline
    elif captured_at == row.last_seen_at:
        row.position = min(row.position, related.position)
    row.target_url = related.target_url or row.target_url
    row.image_url = related.image_url or row.image_url
    if captured_at:
        row.first_seen_at = min(captured_at, row.first_seen_at or captured_at)
        row.last_seen_at = max(captured_at, row.last_seen_at or captured_at)


def resolve_links(session: Session, article: ArticleRow) -> None:
    """Find the targets of an article's own links, and let the links of others that mean this article find it."""
    session.flush()
    touched = _TOUCHED if article.url is None else _TOUCHED_AT_ADDRESS
    links = session.scalars(touched, {"article_id": article.id, "url": article.url}).all()
    owners = _owners(session, {link.headline_key for link in links if link.target_url is None})
    at_address = _at_addresses(session, {link.target_url for link in links if link.target_url is not None})
    for link in links:
        has_address = link.target_url is not None
        target_id = at_address.get(link.target_url) if has_address else owners.get(link.headline_key)
        link.target_id = target_id
        link.target_match = ("address" if has_address else "headline") if target_id else None


def _owners(session: Session, headline_keys: Collection[str]) -> dict[str, int]:
    """Return the article of each headline that exactly one article has, or once had."""
    if not headline_keys:
        return {}
    rows = session.execute(_OWNERS, {"headline_keys": list(headline_keys)})
    return {row.headline_key: row.article_id for row in rows}


def _at_addresses(session: Session, urls: Collection[str]) -> dict[str | None, int]:
    if not urls:
        return {}
    rows = session.execute(_AT_ADDRESSES, {"urls": list(urls)})
    return {row.url: row.id for row in rows}
