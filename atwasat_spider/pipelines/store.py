"""From a record to rows."""

import logging
from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from sqlalchemy import Engine

from atwasat_spider.characters import printable
from atwasat_spider.items import PageItem
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.frontier import State, settle_alone
from atwasat_spider.storage.not_modified import save_not_modified
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.save import save, save_other, save_problem
from atwasat_spider.storage.sightings import Sighting

logger = logging.getLogger(__name__)

RUN_ID = "atwasat/run_id"
COUNT = "atwasat/count/"
_WITHOUT_PAGE = (State.GONE, State.MOVED, State.OFF_LIMITS)


class StorePipeline:
    """Saves each page in a transaction of its own and counts what came of it."""

    def __init__(self, engine: Engine, stats: StatsCollector) -> None:
        self.engine = engine
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the database of the settings."""
        assert crawler.stats is not None  # noqa: S101 - Scrapy makes the collector before the pipelines
        settings = crawler.settings
        engine = open_engine(settings["ATWASAT_DATABASE_URL"], patience=settings.getfloat("DATABASE_PATIENCE"))
        return cls(engine, crawler.stats)

    def process_item(self, item: PageItem) -> PageItem:
        """Store an article, or what stands in its place; ask again for a while if the database is away."""
        came_of_it = persevere(lambda: self._store(item))
        self.stats.inc_value(f"{COUNT}{came_of_it}")
        if item.record is not None and item.record.remarks:
            self.stats.inc_value(f"{COUNT}remarked")
        return replace(item, came_of_it=came_of_it)

    def _store(self, item: PageItem) -> str:
        """Store an item in one transaction and return the word under which it is counted."""
        sighting, visit = sighting_of(item, self.stats.get_value(RUN_ID)), item.visit
        if item.is_other:
            save_other(self.engine, sighting)
            return "other"
        if visit is not None and visit.is_unchanged:
            is_known = save_not_modified(self.engine, sighting, visit)
            return "unchanged" if is_known else "failed"
        if visit is not None and visit.state in _WITHOUT_PAGE:
            settle_alone(self.engine, visit)
            return visit.state
        if visit is not None and item.capture is None and item.problem is None:
            settle_alone(self.engine, visit)
            return "refused"
        if item.record is None:
            problem = item.problem or "no pipeline could read it"
            save_problem(self.engine, problem, sighting, visit)
            logger.warning("%s: %s", printable(item.path), printable(problem))
            return "failed"
        return save(self.engine, item.record, sighting, visit)

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
