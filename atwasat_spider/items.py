"""The one item of all spiders: a page on its way through the pipelines."""

from dataclasses import dataclass, replace
from typing import Self

from atwasat_spider.addresses import is_other_page
from atwasat_spider.articles import Article, read_article
from atwasat_spider.captures import Capture, Unread
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
from atwasat_spider.normalization import ArticleRecord, normalize
from atwasat_spider.storage.frontier import Visit


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page, and what each pipeline has made of it so far.

    A page with a ``problem`` passes all pipelines as it is, to be recorded at the end. ``path``, ``offset`` and
    ``sha256`` stand apart from ``capture`` because a page that cannot even be loaded has a place all the same.
    ``is_other`` tells a page of the site that was not captured from an article's address and shows none: a listing.
    ``visit`` is what a live crawl met at the address; of one that the server called not modified, that is gone, moved
    or off limits, there is no page to read. ``came_of_it`` is the word under which the stored item was counted.
    """

    path: str
    sha256: str | None
    offset: int = 0
    capture: Capture | None = None
    article: Article | None = None
    record: ArticleRecord | None = None
    problem: str | None = None
    is_other: bool = False
    visit: Visit | None = None
    came_of_it: str | None = None

    @classmethod
    def of(cls, read: Capture | Unread) -> Self:
        """Return the item of what was read from a file."""
        if isinstance(read, Unread):
            return cls(read.path, read.sha256, read.offset, problem=read.problem)
        return cls(read.path, read.sha256, read.offset, capture=read)

    @property
    def is_page(self) -> bool:
        """Whether there is a page to read."""
        return self.capture is not None and not (self.visit and self.visit.is_unchanged)

    def read(self) -> Self:
        """Return the item with what its page says, or with the problem that it shows no article."""
        if not self.is_page or self.capture is None or self.problem is not None or self.article is not None:
            return self
        try:
            return replace(self, article=read_article(self.capture))
        except NotAnArticleError as error:
            is_other = is_other_page(self.capture.circumstances.url)
            return replace(self, is_other=True) if is_other else replace(self, problem=str(error))
        except UnreadableCaptureError as error:
            return replace(self, problem=str(error))

    def normalized(self, zone: str) -> Self:
        """Return the item with its record; printed clocks are those of ``zone``."""
        if self.article is None or self.capture is None or self.record is not None:
            return self
        known = self.capture.circumstances
        record = normalize(self.article, address=known.address, zone=zone, captured_at=known.captured_at)
        return replace(self, record=record)

    def __str__(self) -> str:
        """Return the path: a page's whole text is no log line."""
        return self.path
