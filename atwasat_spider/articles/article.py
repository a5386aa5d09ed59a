"""An article as printed: nothing corrected, nothing filled in, absence is ``None``."""

from dataclasses import dataclass

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks import Certainty, Kind

TEXT_KINDS = (Kind.PARAGRAPH, Kind.SUBHEADING, Kind.LIST_ITEM, Kind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A piece of the body in reading order: paragraph, sub-heading, list item, row, picture, embedded post, cross-link.

    ``credit`` is what stands in the parentheses that close a caption; ``image`` and ``link`` are absolute addresses;
    ``cells`` are those of a table's row. ``text`` is empty for a picture without caption.
    """

    kind: Kind
    text: str
    credit: str | None = None
    image: str | None = None
    link: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedHeadline:
    """A headline that the page shows beside its article.

    ``kind`` is ``"related"`` (the block below the body) or ``"inline"`` (a cross-link inside it); ``position`` is the
    slot on the page, from 1 and for each kind on its own; ``url`` and ``image`` are absolute addresses, ``None`` where
    none was printed.
    """

    kind: str
    position: int
    headline: str
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one page says. ``remarks`` are sentences about what a person should look at; the article is whole.

    ``reader`` and ``certainty`` say how the page was read; ``dates`` are the times of publication beside the byline,
    (source, as printed), in their precedence; ``address`` is the one that the page itself names.
    """

    headline: str
    byline: str | None
    blocks: tuple[BodyBlock, ...]
    keywords: tuple[str, ...] | None
    related: tuple[RelatedHeadline, ...]
    reader: str
    certainty: Certainty = Certainty.MEDIUM
    image_url: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    address: ArticleAddress | None = None
    section: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs and sub-headings, in order."""
        return tuple(block.text for block in self.blocks if block.kind in TEXT_KINDS)

    @property
    def body(self) -> str | None:
        """The article's own text: paragraphs and sub-headings, a blank line between them."""
        return "\n\n".join(self.texts) or None
