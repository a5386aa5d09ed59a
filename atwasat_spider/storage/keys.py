"""The keys that stand beside the texts: made by the rules of this software, and anew when the rules have changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from atwasat_spider.normalization import headline_key, search_key
from atwasat_spider.storage.models import ArticleRow, RelatedLinkRow, RevisionRow

BATCH = 200  # rows that are read and written at a time


def search_key_of(article: ArticleRow) -> str:
    """Return the search key of an article's headline, text, captions, byline and keywords."""
    texts = (block["text"] for block in article.blocks if block["kind"] != "cross_link")
    return search_key(article.headline, *texts, article.byline, *(article.keywords or ()))


def count_stale(engine: Engine) -> int:
    """Count the articles that a search does not find by today's rules."""
    with Session(engine) as session:
        return sum(
            article.search_key != search_key_of(article) or article.headline_key != headline_key(article.headline)
            for batch in _batches(session, ArticleRow.id, ArticleRow)
            for article in batch
        )


def reindex(engine: Engine) -> int:
    """Make all keys anew, in transactions of a batch; return how many articles had another. Nothing else changes."""
    changed = 0
    with Session(engine) as session:
        for batch in _batches(session, ArticleRow.id, ArticleRow):
            for article in batch:
                key, of_headline = search_key_of(article), headline_key(article.headline)
                changed += (article.search_key, article.headline_key) != (key, of_headline)
                article.search_key, article.headline_key = key, of_headline
            session.commit()
        for batch in _batches(session, RevisionRow.id, RevisionRow):
            for revision in batch:
                revision.headline_key = headline_key(revision.headline)
            session.commit()
        for batch in _batches(session, RelatedLinkRow.id, RelatedLinkRow):
            for link in batch:
                _rekey(session, link)
            session.commit()
    return changed


def _rekey(session: Session, link: RelatedLinkRow) -> None:
    """Two writings of one headline that the old rules kept apart stay two rows: each was seen."""
    key = headline_key(link.headline)
    if key == link.headline_key:
        return
    same = select(RelatedLinkRow.id).where(
        RelatedLinkRow.article_id == link.article_id,
        RelatedLinkRow.kind == link.kind,
        RelatedLinkRow.headline_key == key,
    )
    if session.scalar(same) is None:
        link.headline_key = key
        session.flush()


def _batches(session: Session, key: InstrumentedAttribute[int], row: type[Any]) -> Iterator[Sequence[Any]]:
    last = 0
    while batch := session.scalars(select(row).where(key > last).order_by(key).limit(BATCH)).all():
        last = batch[-1].id
        yield batch
        session.expunge_all()
