"""Dates of articles that print none: estimated from their number, and given up for any printed one."""

from atwasat_spider.normalization import estimate_from_id
from atwasat_spider.storage.models import ArticleRow

ESTIMATE, BY_ID = "estimate", "id"  # published_precision and published_source


def estimate(article: ArticleRow) -> None:
    """Date an article between the moments that its number allows, if no date of it was read; it was not seen before."""
    if article.published_at is not None or article.id_space is None or article.site_id is None:
        return
    bounds = estimate_from_id(article.id_space, article.site_id)
    if bounds is None:
        return
    earliest, latest = (moment.replace(microsecond=0) for moment in bounds)
    seen = article.first_seen_at
    if seen is not None and earliest < seen < latest:
        latest = seen
    article.published_earliest, article.published_latest = earliest, latest
    article.published_at = (earliest + (latest - earliest) / 2).replace(microsecond=0)
    article.published_precision, article.published_source = ESTIMATE, BY_ID


def withdraw_estimate(article: ArticleRow) -> None:
    """Leave an article without the date that was estimated for it."""
    if article.published_source == BY_ID:
        article.published_at = article.published_precision = article.published_source = None
        article.published_earliest = article.published_latest = None
