"""A labelled piece of a page, and the closed list of labels."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of a page is; every reader uses these and no others."""

    HEADLINE = "headline"
    BYLINE = "byline"
    # the body
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
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
    TORN = "torn"  # the line in which a page breaks off


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page.

    ``text`` is as printed, invisible characters apart; ``line`` counts the capture's lines from 1.
    ``link`` and ``image`` are addresses as printed, ``None`` where the rendering shows none.
    """

    kind: Kind
    text: str
    line: int
    link: str | None = None
    image: str | None = None
