"""From a capture to its article: the way through the first three stages."""

from atwasat_spider.articles.article import Article
from atwasat_spider.articles.assembly import assemble
from atwasat_spider.blocks import read_text
from atwasat_spider.captures import Capture, decode

TEXT_READER = "text"


def read_article(capture: Capture) -> Article:
    """Read the article that a capture shows.

    Raises ``UnreadableCaptureError`` when the bytes are no text and ``NotAnArticleError`` when the text is no article.
    """
    text = decode(capture.payload, capture.circumstances.content_type)
    return assemble(read_text(text), reader=TEXT_READER)
