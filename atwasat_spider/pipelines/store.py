"""From a record to rows."""

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from sqlalchemy import Engine

from atwasat_spider.characters import printable
from atwasat_spider.items import PageItem
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.save import save, save_other, save_problem
from atwasat_spider.storage.sightings import Sighting

logger = logging.getLogger(__name__)

RUN_ID = "atwasat/run_id"
COUNT = "atwasat/count/"


class StorePipeline:
    """Saves each page in a transaction of its own and counts what came of it."""

    def __init__(self, engine: Engine, stats: StatsCollector) -> None:
        self.engine = engine
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the database of the settings."""
        assert crawler.stats is not None  # noqa: S101 - Scrapy makes the collector before the pipelines
        return cls(open_engine(crawler.settings["ATWASAT_DATABASE_URL"]), crawler.stats)

    def process_item(self, item: PageItem) -> PageItem:
        """Store an article, or the problem that there is none."""
        sighting = sighting_of(item, self.stats.get_value(RUN_ID))
        if item.is_other:
            save_other(self.engine, sighting)
            self.stats.inc_value(f"{COUNT}other")
            return item
        if item.record is None:
            problem = item.problem or "no pipeline could read it"
            save_problem(self.engine, problem, sighting)
            self.stats.inc_value(f"{COUNT}failed")
            logger.warning("%s: %s", printable(item.path), printable(problem))
            return item
        change = save(self.engine, item.record, sighting)
        self.stats.inc_value(f"{COUNT}{change}")
        if item.record.remarks:
            self.stats.inc_value(f"{COUNT}remarked")
        return item

    def close_spider(self) -> None:
        """Close the database."""
        self.engine.dispose()


def sighting_of(item: PageItem, run_id: int) -> Sighting:
    """Return the row that a page leaves in the captures."""
    known = item.capture.circumstances if item.capture else None
    return Sighting(
        run_id=run_id,
        path=item.path,
        sha256=item.sha256,
        url=known.address.url if known and known.address else None,
        captured_at=known.captured_at if known else None,
        offset=item.offset,
        status=known.status if known else None,
    )
