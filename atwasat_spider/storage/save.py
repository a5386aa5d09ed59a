"""Saving an article: one transaction, idempotent, in any order of arrival.

Saving the same capture again changes nothing but that it was seen.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from atwasat_spider.normalization import ArticleRecord
from atwasat_spider.storage.estimates import estimate, withdraw_estimate
from atwasat_spider.storage.frontier import Visit, settle
from atwasat_spider.storage.identity import find_articles
from atwasat_spider.storage.keys import search_key_of
from atwasat_spider.storage.links import first_links, record_links, resolve_links
from atwasat_spider.storage.locks import lock
from atwasat_spider.storage.merging import FACTS, fill_missing, merge
from atwasat_spider.storage.models import ArticleRow, RevisionRow
from atwasat_spider.storage.revisions import (
    blocks_of,
    first_revision,
    put_in_order,
    record_revision,
    widen,
    withdraw_revision,
)
from atwasat_spider.storage.sightings import (
    FAILED,
    OTHER,
    STORED,
    Reading,
    Sighting,
    forget_failures,
    known_sighting,
    record_reading,
    record_sighting,
)

PUBLISHED = ("published_at", "published_text", "published_zone", "published_precision", "published_source")
ABSOLUTE = ("minute", "day")  # the precisions of a date; that of an hour is most often one of elapsed time


class Change(StrEnum):
    """What a saved capture brought."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def save(engine: Engine, record: ArticleRecord, sighting: Sighting, visit: Visit | None = None) -> Change:
    """Store what a capture shows: article, revision, related links, the capture itself, the visit that brought it."""
    with Session(engine) as session, session.begin():
        lock(session, _touched(record) | {sighting.path})
        known = known_sighting(session, sighting)
        known_article, known_revision = (known.article_id, known.revision_id) if known else (None, None)
        article, others = _article(session, record, sighting, known_article)
        shown, published_at = article.content_hash, article.published_at
        if others is None:
            revision, is_new_text = first_revision(session, article, record, sighting.captured_at), True
            first_links(session, article, record, sighting.captured_at)
        else:
            revision, is_new_text = record_revision(session, article, record, sighting.captured_at)
            _show_newest(session, article, record, revision, sighting, is_new_text=is_new_text)
            record_links(session, article, record, sighting.captured_at)
        resolve_links(session, article)
        reading = Reading(
            STORED,
            "\n".join(record.remarks) or None,
            record.article.reader,
            record.article.certainty,
            article.id,
            revision.id,
        )
        record_reading(session, sighting, reading, known)
        if record.address is not None:
            forget_failures(session, record.address.url)
        if known_revision not in (None, revision.id) and withdraw_revision(session, article, known_revision):
            _show_current(session, article)
        if visit is not None:
            settle(session, visit, article)
        if others is None:
            return Change.NEW
        is_redated = published_at is not None and published_at != article.published_at
        is_changed = is_new_text or others or is_redated or shown != article.content_hash
        return Change.CHANGED if is_changed else Change.UNCHANGED


def save_problem(engine: Engine, problem: str, sighting: Sighting, visit: Visit | None = None) -> None:
    """Store that a capture gave no article, and why; a visit that brought it has failed; nothing else changes."""
    with Session(engine) as session, session.begin():
        lock(session, {sighting.path})
        record_sighting(session, sighting, Reading(FAILED, problem))
        if visit is not None:
            settle(session, visit.failed(problem))


def save_other(engine: Engine, sighting: Sighting) -> None:
    """Store that a page of the site is no article's; nothing else changes."""
    with Session(engine) as session, session.begin():
        lock(session, {sighting.path})
        record_sighting(session, sighting, Reading(OTHER))


def _touched(record: ArticleRecord) -> set[str]:
    """Return the headlines and addresses that a save reads or writes."""
    names = {record.headline_key, *(related.headline_key for related in record.related)}
    names |= {related.target_url for related in record.related if related.target_url}
    return names | {record.address.url} if record.address else names


def _article(
    session: Session, record: ArticleRecord, sighting: Sighting, known_id: int | None
) -> tuple[ArticleRow, int | None]:
    """Return the row of a record's article and how many others were merged into it; ``None`` when it is new."""
    found = find_articles(session, record, known_id)
    if not found:
        article = ArticleRow(**_content(record), **_facts(record), revision_number=1)
        widen(article, sighting.captured_at)
        estimate(article)
        article.search_key = search_key_of(article)
        session.add(article)
        session.flush()
        return article, None
    rows = [session.get_one(ArticleRow, article_id) for article_id in found]
    for row in rows:
        withdraw_estimate(row)
    article, *others = rows
    for other in others:
        merge(session, article, other)
    return article, len(others)


def _show_newest(
    session: Session,
    article: ArticleRow,
    record: ArticleRecord,
    revision: RevisionRow,
    sighting: Sighting,
    *,
    is_new_text: bool,
) -> None:
    """Let the article's row show its current revision, with every fact that some capture printed."""
    captured_at, last_seen_at, facts = sighting.captured_at, article.last_seen_at, _facts(record)
    if article.published_precision in ABSOLUTE and facts["published_precision"] not in ABSOLUTE:
        facts |= dict.fromkeys(PUBLISHED)  # «منذ ساعتين» (two hours ago) says less than a date that was printed once
    is_latest = is_new_text or bool(captured_at and (last_seen_at is None or captured_at >= last_seen_at))
    widen(article, captured_at)
    current = put_in_order(session, article)
    content = _content(record)
    if article.content_hash == record.content_hash:
        # The same text in a rendering with captions and one without: they are not part of the text.
        content["blocks"] = article.blocks = max(article.blocks, blocks_of(record.article), key=_richness)
    if current is revision and is_latest:
        for name, value in (content | _printed(facts)).items():
            setattr(article, name, value)
    elif current.content_hash != article.content_hash:
        _show(article, current)
    fill_missing(article, facts)
    estimate(article)
    article.revision_number = current.number
    article.search_key = search_key_of(article)  # also where the rules of the key have changed since


def _show_current(session: Session, article: ArticleRow) -> None:
    """Let the article's row show its current revision after another has gone."""
    current = put_in_order(session, article)
    if current.content_hash != article.content_hash:
        _show(article, current)
    article.revision_number = current.number
    article.search_key = search_key_of(article)


def _richness(blocks: list[dict[str, Any]]) -> tuple[int, int]:
    """More pieces, then more known of each: a caption from HTML has its picture's address."""
    return len(blocks), sum(map(len, blocks))


def _printed(facts: dict[str, object]) -> dict[str, object]:
    """Return the groups of facts of which a page prints any, each as a whole."""
    groups = [group for group in FACTS if any(facts[name] is not None for name in group)]
    return {name: facts[name] for group in groups for name in group}


def _show(article: ArticleRow, current: RevisionRow) -> None:
    """After a merge the current text may be that of neither the row nor the capture."""
    article.headline, article.headline_key = current.headline, current.headline_key
    article.body, article.blocks, article.content_hash = current.body, current.blocks, current.content_hash


def _content(record: ArticleRecord) -> dict[str, object]:
    """Return what changes with the text."""
    return {
        "headline": record.article.headline,
        "headline_key": record.headline_key,
        "body": record.article.body,
        "blocks": blocks_of(record.article),
        "reader": record.article.reader,
        "certainty": record.article.certainty,
        "content_hash": record.content_hash,
    }


def _facts(record: ArticleRecord) -> dict[str, object]:
    """Return what a page may print or not; absent ones are ``None``."""
    address, byline, published = record.address, record.byline, record.published
    return {
        "url": address.url if address else None,
        "id_space": address.id_space if address else None,
        "site_id": address.site_id if address else None,
        "section": address.section if address else record.article.section,
        "byline": record.article.byline,
        "place": byline.place if byline else None,
        "source": byline.source if byline else None,
        "reporter": byline.reporter if byline else None,
        "published_at": published.at if published else None,
        "published_text": published.text if published else None,
        "published_zone": published.zone if published else None,
        "published_precision": published.precision if published else None,
        "published_source": record.published_source,
        "image_url": record.article.image_url,
        "keywords": list(record.article.keywords) if record.article.keywords is not None else None,
    }
