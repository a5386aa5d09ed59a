"""From a capture to its article: the way through the first three stages."""

from atwasat_spider.articles.article import Article
from atwasat_spider.articles.assembly import TEXT_READER, assemble
from atwasat_spider.blocks import Certainty, Kind, Page, read_html, read_text
from atwasat_spider.captures import Capture, decode
from atwasat_spider.captures.capture import Form
from atwasat_spider.captures.encoding import decode_html


def read_article(capture: Capture) -> Article:
    """Read the article that a capture shows.

    Raises ``UnreadableCaptureError`` when the bytes are no text and ``NotAnArticleError`` when the text is no article.
    """
    known = capture.circumstances
    if capture.form is Form.HTML:
        url = known.address.url if known.address else known.url
        return assemble(read_html(decode_html(capture.payload, known.content_type), url))
    return assemble(_text_page(decode(capture.payload, known.content_type)))


def _text_page(text: str) -> Page:
    """Return a page saved as text: read surely where byline and a closing label were saved with it."""
    blocks = read_text(text)
    anchored = {Kind.BYLINE, Kind.LABEL} <= {block.kind for block in blocks}
    return Page(blocks, TEXT_READER, Certainty.HIGH if anchored else Certainty.MEDIUM)
