"""From a capture to its article: the way through the first three stages."""

import re

from atwasat_spider.articles.article import Article
from atwasat_spider.articles.assembly import TEXT_READER, assemble
from atwasat_spider.blocks import Certainty, Kind, Page, read_html, read_text
from atwasat_spider.captures import Capture, decode
from atwasat_spider.captures.capture import Form
from atwasat_spider.captures.encoding import decode_html
from atwasat_spider.errors import NotAnArticleError

_ARABIC = re.compile("[\u0621-\u064a]")


def read_article(capture: Capture) -> Article:
    """Read the article that a capture shows.

    Raises ``UnreadableCaptureError`` when the bytes are no text and ``NotAnArticleError`` when the text is no article.
    """
    known = capture.circumstances
    if capture.form is Form.HTML:
        url = known.address.url if known.address else known.url
        return assemble(read_html(decode_html(capture.payload, known.content_type), url))
    return assemble(_text_page(decode(capture.payload, known.content_type), has_address=known.address is not None))


def _text_page(text: str, *, has_address: bool) -> Page:
    """Return a page saved as text: read surely where byline and a closing label were saved with it."""
    blocks = read_text(text)
    signs = {block.kind for block in blocks} & {Kind.LOGO, Kind.BYLINE, Kind.LABEL}
    if blocks and not (signs or has_address or _ARABIC.search(text)):
        raise NotAnArticleError(f"is not an article of this site: nothing in it is Arabic; «{blocks[0].text[:80]}»")
    anchored = {Kind.BYLINE, Kind.LABEL} <= {block.kind for block in blocks}
    return Page(blocks, TEXT_READER, Certainty.HIGH if anchored else Certainty.MEDIUM)
