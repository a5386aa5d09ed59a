"""A page that the server calls not modified (304): what its last capture showed was seen again, nothing is parsed."""

from dataclasses import replace

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.storage.frontier import Visit, settle
from atwasat_spider.storage.locks import lock
from atwasat_spider.storage.models import ArticleRow, CaptureRow, RelatedLinkRow, RevisionRow
from atwasat_spider.storage.revisions import widen
from atwasat_spider.storage.sightings import STORED, Reading, Sighting, forget_failures, record_sighting


def save_not_modified(engine: Engine, sighting: Sighting, visit: Visit) -> bool:
    """Store that an address still shows what its newest capture does; the same rows as if that page had come again.

    Returns ``False`` where the archive has no such capture: the visit is noted as a failure and the page asked for in
    full the next time.
    """
    with Session(engine) as session, session.begin():
        lock(session, {visit.address.url, sighting.path})
        last = _last_capture(session, visit.address)
        if last is None:
            settle(session, visit.failed("the server answered 304 for a page that the archive does not have"))
            return False
        article, revision = session.get_one(ArticleRow, last.article_id), session.get_one(RevisionRow, last.revision_id)
        _see_links_again(session, article, last, sighting)
        widen(article, sighting.captured_at)
        widen(revision, sighting.captured_at)
        reading = Reading(STORED, last.problem, last.reader, last.certainty, last.article_id, last.revision_id)
        record_sighting(session, replace(sighting, sha256=last.sha256), reading)
        forget_failures(session, visit.address.url)
        settle(session, visit, article)
        return True


def _last_capture(session: Session, address: ArticleAddress) -> CaptureRow | None:
    query = (
        select(CaptureRow)
        .join(ArticleRow, CaptureRow.article_id == ArticleRow.id)
        .where(
            ArticleRow.id_space == address.id_space,
            ArticleRow.site_id == address.site_id,
            CaptureRow.outcome == STORED,
            CaptureRow.captured_at.is_not(None),
        )
    )
    return session.scalars(query.order_by(CaptureRow.captured_at.desc(), CaptureRow.id.desc()).limit(1)).one_or_none()


def _see_links_again(session: Session, article: ArticleRow, last: CaptureRow, sighting: Sighting) -> None:
    seen_then = update(RelatedLinkRow).where(
        RelatedLinkRow.article_id == article.id, RelatedLinkRow.last_seen_at == last.captured_at
    )
    session.execute(seen_then.values(last_seen_at=sighting.captured_at))
