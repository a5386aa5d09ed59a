"""An article as printed: nothing corrected, nothing filled in, absence is ``None``."""

from dataclasses import dataclass

from atwasat_spider.blocks import Kind

TEXT_KINDS = (Kind.PARAGRAPH, Kind.SUBHEADING)


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A piece of the body in reading order: paragraph, sub-heading, caption or cross-link.

    ``credit`` is what stands in the parentheses that close a caption.
    """

    kind: Kind
    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedHeadline:
    """A headline that the page shows beside its article.

    ``kind`` is ``"related"`` (the block below the body) or ``"inline"`` (a cross-link inside it); ``position`` is the
    slot on the page, from 1 and for each kind on its own; ``url`` is as printed, ``None`` where none was printed.
    """

    kind: str
    position: int
    headline: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one page says. ``remarks`` are sentences about what a person should look at; the article is whole."""

    headline: str
    byline: str | None
    blocks: tuple[BodyBlock, ...]
    keywords: tuple[str, ...] | None
    related: tuple[RelatedHeadline, ...]
    reader: str
    image_url: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs and sub-headings, in order."""
        return tuple(block.text for block in self.blocks if block.kind in TEXT_KINDS)

    @property
    def body(self) -> str | None:
        """The article's own text: paragraphs and sub-headings, a blank line between them."""
        return "\n\n".join(self.texts) or None
