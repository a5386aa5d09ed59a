"""Stage 3, articles: what a page says, as printed.

Assembly is strict: every block is used, ignored by name, or reported.
"""

from atwasat_spider.articles.article import Article, BodyBlock, RelatedHeadline
from atwasat_spider.articles.assembly import assemble
from atwasat_spider.articles.reading import read_article

__all__ = ["Article", "BodyBlock", "RelatedHeadline", "assemble", "read_article"]
