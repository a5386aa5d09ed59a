"""From the captured bytes to what the page says."""

from dataclasses import replace

from atwasat_spider.articles import read_article
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
from atwasat_spider.items import PageItem


class ReadPipeline:
    """Reads the article of a page; a page that shows none goes on with its problem."""

    def process_item(self, item: PageItem) -> PageItem:
        """Return the item with its article or its problem."""
        if item.capture is None or item.problem is not None:
            return item
        try:
            return replace(item, article=read_article(item.capture))
        except (UnreadableCaptureError, NotAnArticleError) as error:
            return replace(item, problem=str(error))
