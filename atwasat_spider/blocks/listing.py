"""What pages that list articles say, whatever they are: listing pages, feeds, sitemaps."""

from dataclasses import dataclass, field
from enum import IntEnum

from atwasat_spider.addresses import ArticleAddress

MOST_ADDRESSES = 50_000  # in one document, as sitemaps.org has it


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article as a page lists it.

    ``position`` counts the page's articles from 1. ``headline`` and ``time_text`` are as printed, invisible characters
    apart; ``image`` is an absolute address. What the page does not show is ``None``.
    """

    address: ArticleAddress
    position: int
    headline: str | None
    time_text: str | None
    image: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of a listing page or a feed in its order, and where it leads on.

    ``next_pages`` are the pages that follow in the same listing, the nearest first; ``sections`` are other listings.
    Both are absolute addresses on the site. ``remarks`` say what could not be read.
    """

    articles: tuple[ListedArticle, ...]
    next_pages: tuple[str, ...]
    sections: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Source(IntEnum):
    """Where a headline was printed; a higher one is believed before a lower one."""

    ATTRIBUTE = 0  # what stands for a picture, or a link's tip
    TEXT = 1
    HEADING = 2  # a heading that is linked


@dataclass(slots=True)
class _Found:
    address: ArticleAddress
    headline: str | None = None
    source: Source = Source.ATTRIBUTE
    time_text: str | None = None
    image: str | None = None

    def take(self, headline: str, source: Source) -> None:
        """Keep the better of two headlines: by where it is printed, then the longer, then the first."""
        if (source, len(headline)) > (self.source, len(self.headline or "")):
            self.headline, self.source = headline, source


@dataclass(slots=True)
class FoundArticles:
    """The articles that a document has shown so far, each once, in the order of their first appearance.

    A number means one article in its space, whatever section the address names; the first address is kept.
    """

    left_out: bool = False
    _found: dict[tuple[str, int], _Found] = field(default_factory=dict)

    def see(self, address: ArticleAddress) -> bool:
        """Note an address; tell whether there was room for it."""
        key = (address.id_space, address.site_id)
        if key not in self._found:
            if len(self._found) == MOST_ADDRESSES:
                self.left_out = True
                return False
            self._found[key] = _Found(address)
        return True

    def add(
        self,
        address: ArticleAddress,
        *,
        headline: str | None = None,
        source: Source = Source.TEXT,
        time_text: str | None = None,
        image: str | None = None,
    ) -> bool:
        """Note an address with what is printed beside it; tell whether there was room for it."""
        if not self.see(address):
            return False
        found = self._found[address.id_space, address.site_id]
        if headline:
            found.take(headline, source)
        found.time_text = found.time_text or time_text
        found.image = found.image or image
        return True

    def articles(self) -> tuple[ListedArticle, ...]:
        """Return the articles with their positions."""
        return tuple(
            ListedArticle(found.address, position, found.headline, found.time_text, found.image)
            for position, found in enumerate(self._found.values(), start=1)
        )

    def remarks(self) -> tuple[str, ...]:
        """Return the remark that articles were left out, if any were."""
        return (f"lists more than {MOST_ADDRESSES:,} articles: the rest is left out",) if self.left_out else ()
