"""The record of an article: what it says as printed, and beside it the same facts in comparable form."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.articles import Article, RelatedHeadline
from atwasat_spider.normalization.bylines import Byline, read_byline
from atwasat_spider.normalization.dates import DEFAULT_ZONE, PrintedDate, read_date
from atwasat_spider.normalization.headlines import headline_key
from atwasat_spider.normalization.letters import fold


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A related headline with its key, and the canonical address where the page prints one."""

    kind: str
    position: int
    headline: str
    headline_key: str
    target_url: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article in the form in which it is compared and stored; ``article`` is the printed side."""

    article: Article
    address: ArticleAddress | None
    headline_key: str
    byline: Byline | None
    published: PrintedDate | None
    related: tuple[RelatedRecord, ...]
    content_hash: str
    comparable_hash: str
    remarks: tuple[str, ...]


def normalize(
    article: Article,
    *,
    address: ArticleAddress | None = None,
    zone: str = DEFAULT_ZONE,
    captured_at: datetime | None = None,
) -> ArticleRecord:
    """Understand an article: byline, date, keys.

    ``address`` is where it was captured; ``zone`` is the zone of its printed clock; ``captured_at`` (aware) is what
    «yesterday» in a byline is reckoned from.
    """
    byline = read_byline(article.byline) if article.byline else None
    published = read_date(byline.date_text, zone=zone, reference=captured_at) if byline and byline.date_text else None
    return ArticleRecord(
        article=article,
        address=address,
        headline_key=headline_key(article.headline),
        byline=byline,
        published=published,
        related=tuple(_related_records(article)),
        content_hash=_digest(article.headline, *article.texts),
        comparable_hash=_digest(*map(fold, (article.headline, *article.texts))),
        remarks=article.remarks,
    )


def _related_records(article: Article) -> Iterator[RelatedRecord]:
    """A headline in two typographic variants is one related headline, in the first slot."""
    seen: set[tuple[str, str]] = set()
    for related in article.related:
        record = _related_record(related)
        if (record.kind, record.headline_key) not in seen:
            seen.add((record.kind, record.headline_key))
            yield record


def _related_record(related: RelatedHeadline) -> RelatedRecord:
    return RelatedRecord(related.kind, related.position, related.headline, headline_key(related.headline), related.url)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()
