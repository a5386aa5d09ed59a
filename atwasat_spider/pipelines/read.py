"""From the captured bytes to what the page says."""

from atwasat_spider.items import PageItem


class ReadPipeline:
    """Reads the article of a page; a page that shows none goes on with its problem."""

    def process_item(self, item: PageItem) -> PageItem:
        """Return the item with its article or its problem."""
        return item.read()
