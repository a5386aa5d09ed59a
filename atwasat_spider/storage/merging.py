"""Two rows that turn out to be one article: what one holds goes to the other, nothing is lost."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from atwasat_spider.storage.models import ArticleRow, CaptureRow, RelatedLinkRow, RevisionRow
from atwasat_spider.storage.revisions import widen

# What a page may print or not; filled from the other article where this one lacks it, whole groups at a time.
FACTS = (
    ("url", "id_space", "site_id"),
    ("section",),
    ("byline", "place", "source", "reporter"),
    ("published_at", "published_text", "published_zone", "published_precision", "published_source"),
    ("image_url",),
    ("keywords",),
)


def merge(session: Session, kept: ArticleRow, other: ArticleRow) -> None:
    """Move revisions, links, captures and facts of ``other`` to ``kept`` and delete it."""
    facts = {name: getattr(other, name) for group in FACTS for name in group}
    _merge_revisions(session, kept, other)
    _merge_links(session, kept, other)
    session.execute(update(CaptureRow).where(CaptureRow.article_id == other.id).values(article_id=kept.id))
    session.execute(update(RelatedLinkRow).where(RelatedLinkRow.target_id == other.id).values(target_id=kept.id))
    kept.search_key = ""  # its text may change: the save makes it anew
    widen(kept, other.first_seen_at, other.last_seen_at)
    session.flush()
    session.delete(other)
    session.flush()  # before its address, which is unique, goes to the other row
    fill_missing(kept, facts)


def fill_missing(article: ArticleRow, facts: dict[str, object]) -> None:
    """Take each group of facts of which the article has none."""
    for group in FACTS:
        if all(getattr(article, name) is None for name in group):
            for name in group:
                setattr(article, name, facts.get(name))


def _merge_revisions(session: Session, kept: ArticleRow, other: ArticleRow) -> None:
    mine = {row.content_hash: row for row in _revisions(session, kept)}
    highest = max((row.number for row in mine.values()), default=0)
    for row in _revisions(session, other):
        same = mine.get(row.content_hash)
        if same is None:
            highest += 1
            row.article_id, row.number = kept.id, highest
        else:
            widen(same, row.first_seen_at, row.last_seen_at)
            session.execute(update(CaptureRow).where(CaptureRow.revision_id == row.id).values(revision_id=same.id))
            session.delete(row)
    session.flush()


def _revisions(session: Session, article: ArticleRow) -> list[RevisionRow]:
    return list(session.scalars(select(RevisionRow).where(RevisionRow.article_id == article.id).order_by("number")))


def _merge_links(session: Session, kept: ArticleRow, other: ArticleRow) -> None:
    mine = {(row.kind, row.headline_key): row for row in _links(session, kept)}
    for row in _links(session, other):
        same = mine.get((row.kind, row.headline_key))
        if same is None:
            row.article_id = kept.id
            continue
        seen = [moment for moment in (same.first_seen_at, row.first_seen_at) if moment]
        same.first_seen_at = min(seen, default=None)
        seen = [moment for moment in (same.last_seen_at, row.last_seen_at) if moment]
        same.last_seen_at = max(seen, default=None)
        session.delete(row)
    session.flush()


def _links(session: Session, article: ArticleRow) -> list[RelatedLinkRow]:
    return list(session.scalars(select(RelatedLinkRow).where(RelatedLinkRow.article_id == article.id)))
