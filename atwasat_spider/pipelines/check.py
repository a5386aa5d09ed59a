"""What contradicts itself is reported beside the article."""

from dataclasses import replace

from atwasat_spider.items import PageItem
from atwasat_spider.normalization import contradictions


class CheckPipeline:
    """Adds a remark to a record for each contradiction; never drops an item."""

    def process_item(self, item: PageItem) -> PageItem:
        """Return the item with the remarks of its record complete."""
        if item.record is None or item.capture is None:
            return item
        found = contradictions(item.record, item.capture.circumstances.captured_at)
        return replace(item, record=replace(item.record, remarks=(*found, *item.record.remarks)))
