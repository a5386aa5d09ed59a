"""A labelled piece of a page, and the closed list of labels."""

from dataclasses import dataclass, field
from enum import StrEnum

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.metadata import Metadata


class Kind(StrEnum):
    """What a piece of a page is; every reader uses these and no others."""

    HEADLINE = "headline"
    BYLINE = "byline"
    # the body
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    IMAGE = "image"  # a picture without caption
    EMBED = "embed"  # a post or a video of another place, shown within the body
    CROSS_LINK = "cross_link"  # «اقرأ أيضًا: …» (read also), a related headline inside the body
    # below the body
    KEYWORD = "keyword"
    RELATED = "related"
    # not of the article, by name
    LOGO = "logo"  # "Atwasat"
    BANNER = "banner"  # alt text of a television banner
    ISSUE_LINK = "issue_link"  # the way to an issue of the printed newspaper
    LABEL = "label"
    FRAME = "frame"  # what the page goes on with after the article
    # to be reported
    STRAY = "stray"  # under a label that has no text of its own
    UNKNOWN = "unknown"  # within the article's frame of an HTML page, and not understood
    TORN = "torn"  # the line in which a page breaks off


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page.

    ``text`` is as printed, invisible characters apart; ``line`` counts from 1 the capture's lines, of HTML those that a
    reader sees from the headline on. ``link`` and ``image`` are absolute addresses, ``None`` where the rendering shows
    none; ``cells`` are those of a table's row.
    """

    kind: Kind
    text: str
    line: int
    link: str | None = None
    image: str | None = None
    cells: tuple[str, ...] = ()


class Certainty(StrEnum):
    """How surely a page was read."""

    HIGH = "high"  # headline, byline or time, and body or closing labels were all found where they belong
    MEDIUM = "medium"  # one of them was not
    LOW = "low"  # by the last resort, which knows nothing of the site


@dataclass(frozen=True, slots=True)
class Page:
    """A page cut into blocks: by which reader, how surely, and what it says of itself to machines.

    ``time`` is the ``datetime`` of the ``<time>`` beside the headline, as printed; ``address`` is the article's, where
    the page itself names it.
    """

    blocks: tuple[Block, ...]
    reader: str
    certainty: Certainty
    metadata: Metadata = field(default_factory=Metadata)
    time: str | None = None
    address: ArticleAddress | None = None
    remarks: tuple[str, ...] = ()
