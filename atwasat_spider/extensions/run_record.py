"""The record of a run: its row, what it did, and the code that the job ends with."""

import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from atwasat_spider.characters import printable
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.ending import end_job
from atwasat_spider.pipelines.store import COUNT, RUN_ID, sighting_of
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.spiders.live import LiveSpider
from atwasat_spider.storage.blocks_of_runs import BLOCKS, last_block, retry_after_block
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import be_quick, persevere
from atwasat_spider.storage.runs import Outcome, finish_run, start_run
from atwasat_spider.storage.save import save_problem

logger = logging.getLogger(__name__)

OUTCOME, PROBLEM, ALERTS = "atwasat/outcome", "atwasat/problem", "atwasat/alerts"
COUNTED = ("captures", "new", "changed", "unchanged", "failed", "remarked", "other")
run_finished = object()  # the signal: the run's row says how it ended
# Of a live crawl, if there are any: ``blocks`` are the runs in a row that were blocked.
COUNTED_LIVE = ("gone", "moved", "off-limits", "refused", "listings", "not modified", "requests", BLOCKS)

_OUTCOMES = {
    "finished": Outcome.FINISHED,
    "budget": Outcome.FINISHED,  # the rest of the day's work is for tomorrow
    "blocked": Outcome.BLOCKED,
    "shutdown": Outcome.INTERRUPTED,
}


class RunRecordExtension:
    """Writes the run's row at its start and its end, and a problem for every page that a pipeline failed on."""

    def __init__(self, crawler: Crawler, engine: Engine, stats: StatsCollector) -> None:
        self.crawler = crawler
        self.engine = engine
        self.stats = stats
        self.broken = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the run."""
        assert crawler.stats is not None  # noqa: S101 - Scrapy makes the collector before the extensions
        extension = cls(crawler, open_engine(crawler.settings["ATWASAT_DATABASE_URL"]), crawler.stats)
        for name in ("scrapy.core.scraper", "scrapy.utils.signal"):
            logging.getLogger(name).addFilter(_database_in_a_sentence)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.request_sent, signals.request_left_downloader)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: ArchiveSpider) -> None:
        """Note that the run begins."""
        self.stats.set_value(RUN_ID, start_run(self.engine, spider.name, spider.shown_arguments()))

    def item_scraped(self) -> None:
        """Count a page that went through."""
        self.stats.inc_value(f"{COUNT}captures")

    def item_error(self, item: PageItem, failure: Failure) -> None:
        """Record a page on which a pipeline raised: the run goes on, and the page is not forgotten."""
        self.stats.inc_value(f"{COUNT}captures")
        self.stats.inc_value(f"{COUNT}failed")
        problem = f"{failure.type.__name__ if failure.type else 'error'}: {failure.getErrorMessage()}"
        logger.error("%s: %s", printable(item.path), printable(problem))
        try:
            save_problem(self.engine, problem, sighting_of(item, self.stats.get_value(RUN_ID)), item.visit)
        except DBAPIError as error:
            logger.error("%s: its problem could not be stored either: %s", printable(item.path), error.orig)  # noqa: TRY400
        self._end_without_database(failure)

    def request_sent(self) -> None:
        """Count a request that was sent; Scrapy's own count has those, too, that the day's budget held back."""
        self.stats.inc_value(f"{COUNT}requests")

    def spider_error(self, failure: Failure) -> None:
        """Remember that the spider itself broke: what it had not yet yielded is missing."""
        self.broken = True
        self._end_without_database(failure)

    def _end_without_database(self, failure: Failure) -> None:
        """End a live crawl that cannot store what it is given; the database was waited for long enough."""
        if isinstance(failure.value, DBAPIError) and isinstance(self.crawler.spider, LiveSpider):
            be_quick()
            end_job(self.crawler, "failed", f"the database failed: {str(failure.value.orig).strip()}")

    def spider_closed(self, spider: ArchiveSpider, reason: str) -> None:
        """Note how the run ended."""
        outcome = Outcome.FAILED if self.broken else _OUTCOMES.get(reason, Outcome.FAILED)
        if spider.stop_requested:
            outcome = Outcome.INTERRUPTED
        self.stats.set_value(OUTCOME, outcome)
        problem, retry_at = spider.trouble or spider.note, None
        if outcome is Outcome.BLOCKED:
            problem, retry_at = self._blocked(spider)
        self.stats.set_value(PROBLEM, problem)
        run_id, counts = self.stats.get_value(RUN_ID), counts_of(self.stats)
        try:
            persevere(lambda: finish_run(self.engine, run_id, outcome, counts, problem=problem, retry_at=retry_at))
        except DBAPIError as error:
            logger.error("the end of run %s could not be noted: %s", run_id, str(error.orig).strip())  # noqa: TRY400
            return
        finally:
            self.engine.dispose()
        self.crawler.signals.send_catch_log(run_finished, spider=spider, run=run_id, outcome=outcome, problem=problem)

    def _blocked(self, spider: ArchiveSpider) -> tuple[str, datetime]:
        """Return how the site refused, with the remedy, and when the next run may ask it again."""
        before = last_block(self.engine, spider.name)
        blocks = before.blocks + 1 if before else 1
        self.stats.set_value(f"{COUNT}{BLOCKS}", blocks)
        retry_at = retry_after_block(blocks, spider.retry_after, datetime.now(UTC))
        remedy = f" {spider.refusal.remedy}" if spider.refusal else ""
        return f"{spider.refusal or spider.trouble}.{remedy}", retry_at


def _database_in_a_sentence(record: logging.LogRecord) -> bool:
    """Take the traceback from what Scrapy logs of a failing database: the job's end says it in a sentence."""
    if record.exc_info and isinstance(record.exc_info[1], DBAPIError):
        record.exc_info = None
    return True


def counts_of(stats: StatsCollector) -> dict[str, int]:
    """Return what a run did: pages read, and what came of them."""
    counts = {name: stats.get_value(f"{COUNT}{name}", 0) for name in COUNTED}
    live = {name: stats.get_value(f"{COUNT}{name}", 0) for name in COUNTED_LIVE}
    return counts | {name: count for name, count in live.items() if count}
