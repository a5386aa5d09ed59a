"""The one item of all spiders: a page on its way through the pipelines."""

from dataclasses import dataclass

from atwasat_spider.articles import Article
from atwasat_spider.captures import Capture
from atwasat_spider.normalization import ArticleRecord


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page, and what each pipeline has made of it so far.

    A page with a ``problem`` passes all pipelines as it is, to be recorded at the end. ``path`` and ``sha256`` stand
    apart from ``capture`` because a page that cannot even be loaded has a path all the same.
    """

    path: str
    sha256: str | None
    capture: Capture | None = None
    article: Article | None = None
    record: ArticleRecord | None = None
    problem: str | None = None

    def __str__(self) -> str:
        """Return the path: a page's whole text is no log line."""
        return self.path
