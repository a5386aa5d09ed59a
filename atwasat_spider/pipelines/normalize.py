"""From what the page says to the same facts in comparable form."""

from typing import Self

from scrapy.crawler import Crawler

from atwasat_spider.items import PageItem
from atwasat_spider.normalization.dates.zones import find_zone


class NormalizePipeline:
    """Normalizes articles, reading printed clocks in the zone of the setting ``ATWASAT_ZONE``."""

    def __init__(self, zone: str) -> None:
        find_zone(zone)  # or say at once that there is none
        self.zone = zone

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the zone from the settings."""
        return cls(crawler.settings["ATWASAT_ZONE"])

    def process_item(self, item: PageItem) -> PageItem:
        """Return the item with its record."""
        return item.normalized(self.zone)
