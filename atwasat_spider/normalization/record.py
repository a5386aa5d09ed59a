"""The record of an article: what it says as printed, and beside it the same facts in comparable form."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.articles import Article, RelatedHeadline
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.normalization.bylines import Byline, read_byline
from atwasat_spider.normalization.dates import DEFAULT_ZONE, PrintedDate
from atwasat_spider.normalization.headlines import headline_key
from atwasat_spider.normalization.letters import fold
from atwasat_spider.normalization.publication import find_publication


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A related headline with its key, the canonical address and the picture where the page shows them."""

    kind: str
    position: int
    headline: str
    headline_key: str
    target_url: str | None = None
    image_url: str | None = None


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
    published_source: str | None = None


def normalize(
    article: Article,
    *,
    address: ArticleAddress | None = None,
    zone: str = DEFAULT_ZONE,
    captured_at: datetime | None = None,
) -> ArticleRecord:
    """Understand an article: byline, date, keys.

    ``address`` is where it was captured, which outranks the address that the page itself names; ``zone`` is the zone of
    its printed clock; ``captured_at`` (aware) is what «yesterday» in a byline is reckoned from.
    """
    byline = read_byline(article.byline) if article.byline else None
    date_text = byline.date_text if byline else None
    publication = find_publication(date_text, article.dates, zone=zone, reference=captured_at)
    return ArticleRecord(
        article=article,
        address=address or article.address,
        headline_key=headline_key(article.headline),
        byline=byline,
        published=publication.date if publication else None,
        published_source=publication.source if publication else None,
        related=tuple(_related_records(article)),
        content_hash=_digest(article.headline, *article.texts),
        comparable_hash=_digest(*map(fold, (article.headline, *article.texts))),
        remarks=(*_moved(address, article), *(publication.remarks if publication else ()), *article.remarks),
    )


def _moved(address: ArticleAddress | None, article: Article) -> Iterator[str]:
    """The section in an address may change, its number does not."""
    own = article.address
    if address and own and (address.id_space, address.site_id) != (own.id_space, own.site_id):
        yield f"captured from {address.url}, but the page says that it is {own.url}"


def _related_records(article: Article) -> Iterator[RelatedRecord]:
    """A headline in two typographic variants is one related headline, in the first slot."""
    seen: set[tuple[str, str]] = set()
    for related in article.related:
        record = _related_record(related)
        if (record.kind, record.headline_key) not in seen:
            seen.add((record.kind, record.headline_key))
            yield record


def _related_record(related: RelatedHeadline) -> RelatedRecord:
    return RelatedRecord(
        related.kind,
        related.position,
        related.headline,
        headline_key(related.headline),
        _article_url(related.url),
        related.image,
    )


def _article_url(url: str | None) -> str | None:
    """Return the canonical address of an article; links to anything else lead out of the archive."""
    try:
        return read_article_address(url).url if url else None
    except WrongUsageError:
        return None


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()
