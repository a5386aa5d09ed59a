"""What contradicts itself in a record: reported to a person, never corrected and never a reason to lose the page."""

from collections.abc import Iterator
from datetime import datetime

from atwasat_spider.normalization.record import ArticleRecord


def contradictions(record: ArticleRecord, captured_at: datetime | None) -> Iterator[str]:
    """Yield a sentence for each fact that cannot be right or could not be read.

    ``captured_at`` is the aware time of the capture, ``None`` where nobody knows.
    """
    byline, published = record.article.byline, record.published
    if byline is not None and published is None:
        yield f"no date could be read from the byline «{byline}»"
    if published is not None and published.weekday_agrees is False:
        yield f"the weekday contradicts the date: «{published.text}»"
    if published is not None and captured_at is not None and published.at > captured_at:
        yield f"published at {published.at.isoformat()}, after its capture at {captured_at.isoformat()}"
