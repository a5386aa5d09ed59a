"""The last resort: trafilatura, a general library that knows nothing of the site, and takes its best guess at a body.

Its guesses at dates are not used: it reads «05:51 مساء» (5:51 in the evening) as 05:51.
"""

from atwasat_spider.blocks.block import Block, Certainty, Kind, Page
from atwasat_spider.blocks.metadata import SOURCES, Metadata
from atwasat_spider.characters import clean
from atwasat_spider.errors import NotAnArticleError

READER = "trafilatura"
_LONGEST = 1_000_000  # characters; lxml and the library take some 30 ms for each 100,000


def read_by_last_resort(markup: str, metadata: Metadata) -> Page:
    """Cut a page into the headline of its metadata and the paragraphs that the library finds.

    Raises ``NotAnArticleError`` when it finds none, or the page is too large for it.
    """
    headline = next((metadata.headlines[source] for source in SOURCES if source in metadata.headlines), None)
    if headline is None:
        raise NotAnArticleError("has no headline: neither on the page nor in its metadata")
    if len(markup) > _LONGEST:
        raise NotAnArticleError(f"shows no article, and with {len(markup)} characters it is too large to guess")
    texts = _texts(markup)
    if not texts:
        raise NotAnArticleError(f"shows a headline but neither byline nor body: «{headline}»")
    lines = enumerate((text for text in texts if text != headline), start=2)
    return Page(
        (Block(Kind.HEADLINE, headline, 1), *(Block(Kind.PARAGRAPH, text, line) for line, text in lines)),
        reader=READER,
        certainty=Certainty.LOW,
        metadata=metadata,
        remarks=(
            "the page's text was found by the last resort, a general library, and may hold what is not article text",
        ),
    )


def _texts(markup: str) -> list[str]:
    from trafilatura import extract

    text = extract(markup, include_comments=False, include_tables=False, favor_precision=True, deduplicate=False)
    return [line for each in (text or "").split("\n") if (line := clean(each))]
