"""Stage 4, normalization: the same facts in comparable form.

Arabic letters, digits, dates, bylines, headlines and words. Each module stands alone and knows nothing of pages or
databases; ``record`` applies them to an article.
"""

from atwasat_spider.normalization.bylines import Byline, read_byline
from atwasat_spider.normalization.checks import contradictions
from atwasat_spider.normalization.dates import DEFAULT_ZONE, PrintedDate, estimate_from_id, read_date
from atwasat_spider.normalization.headlines import headline_key
from atwasat_spider.normalization.letters import clean, fold
from atwasat_spider.normalization.record import ArticleRecord, RelatedRecord, normalize
from atwasat_spider.normalization.words import Word, search_key, words

__all__ = [
    "DEFAULT_ZONE",
    "ArticleRecord",
    "Byline",
    "PrintedDate",
    "RelatedRecord",
    "Word",
    "clean",
    "contradictions",
    "estimate_from_id",
    "fold",
    "headline_key",
    "normalize",
    "read_byline",
    "read_date",
    "search_key",
    "words",
]
