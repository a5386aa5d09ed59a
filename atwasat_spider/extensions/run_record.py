"""The record of a run: its row, what it did, and the code that the job ends with."""

import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.statscollectors import StatsCollector
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from atwasat_spider.characters import printable
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.ending import end_job, reason_of_end
from atwasat_spider.pipelines.store import COUNT, RUN_ID, sighting_of
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.spiders.live import LiveSpider
from atwasat_spider.storage.blocks_of_runs import BLOCKS, last_block, retry_after_block
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import WAITS, be_quick, is_away, persevere
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
        settings = crawler.settings
        engine = open_engine(settings["ATWASAT_DATABASE_URL"], patience=settings.getfloat("DATABASE_PATIENCE"))
        extension = cls(crawler, engine, crawler.stats)
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
        """Note that the run begins; without a row of its own nothing is done."""
        try:
            run_id = persevere(lambda: start_run(self.engine, spider.name, spider.shown_arguments()))
        except DBAPIError as error:
            spider.trouble = _failed(error)
            logger.error("the job ends: %s", spider.trouble)  # noqa: TRY400
            raise CloseSpider("failed") from None
        self.stats.set_value(RUN_ID, run_id)

    def item_scraped(self) -> None:
        """Count a page that went through."""
        self.stats.inc_value(f"{COUNT}captures")

    def item_error(self, item: PageItem, failure: Failure) -> None:
        """Record a page on which a pipeline raised: the run goes on, and the page is not forgotten."""
        self.stats.inc_value(f"{COUNT}captures")
        self.stats.inc_value(f"{COUNT}failed")
        problem = f"{failure.type.__name__ if failure.type else 'error'}: {failure.getErrorMessage()}"
        logger.error("%s: %s", printable(item.path), printable(problem))
        sighting = sighting_of(item, self.stats.get_value(RUN_ID))
        was_away = isinstance(failure.value, DBAPIError) and is_away(failure.value)
        waits = () if was_away else WAITS
        try:
            persevere(lambda: save_problem(self.engine, problem, sighting, item.visit), waits=waits)
        except DBAPIError as error:
            logger.error("%s: its problem could not be stored either: %s", printable(item.path), error.orig)  # noqa: TRY400
            self._end_without_database(error)
            return
        if was_away:
            self._end_without_database(failure.value)

    def request_sent(self) -> None:
        """Count a request that was sent; Scrapy's own count has those, too, that the day's budget held back."""
        self.stats.inc_value(f"{COUNT}requests")

    def spider_error(self, failure: Failure) -> None:
        """Remember that the spider itself broke: what it had not yet yielded is missing."""
        self.broken = True
        self._end_without_database(failure.value)

    def _end_without_database(self, error: BaseException | None) -> None:
        """End a live crawl that cannot store what it is given; the database was waited for long enough."""
        if isinstance(error, DBAPIError) and isinstance(self.crawler.spider, LiveSpider):
            be_quick()
            end_job(self.crawler, "failed", _failed(error))

    def spider_closed(self, spider: ArchiveSpider, reason: str) -> None:
        """Note how the run ended."""
        outcome, problem = self._outcome(spider, reason), _problem(spider)
        if outcome is Outcome.BLOCKED:
            remedy = f" {spider.refusal.remedy}" if spider.refusal else ""
            problem = f"{spider.refusal or spider.trouble}.{remedy}"
        self.stats.set_value(OUTCOME, outcome)
        self.stats.set_value(PROBLEM, problem)
        run_id = self.stats.get_value(RUN_ID)
        try:
            if run_id is None:
                return
            self._finish(run_id, outcome, problem, spider)
        except DBAPIError as error:
            unnoted = f"the end of run {run_id} could not be noted: {str(error.orig).strip()}"
            logger.error(unnoted)  # noqa: TRY400
            self.stats.set_value(OUTCOME, Outcome.FAILED)
            self.stats.set_value(PROBLEM, f"{problem}\n{unnoted}" if problem else unnoted)
            return
        finally:
            self.engine.dispose()
        self.crawler.signals.send_catch_log(run_finished, spider=spider, run=run_id, outcome=outcome, problem=problem)

    def _outcome(self, spider: ArchiveSpider, reason: str) -> Outcome:
        """Return how the run ended; a wish to end it hides neither a block nor a failure."""
        if self.broken or spider.unfinished:
            return Outcome.FAILED
        outcome = _OUTCOMES.get(reason_of_end(self.crawler) or reason, Outcome.FAILED)
        return Outcome.INTERRUPTED if spider.stop_requested and outcome is Outcome.FINISHED else outcome

    def _finish(self, run_id: int, outcome: Outcome, problem: str | None, spider: ArchiveSpider) -> None:
        """Note the end of the run, and after a block when the next one may ask again."""
        retry_at = None
        if outcome is Outcome.BLOCKED:
            before = persevere(lambda: last_block(self.engine, spider.name))
            blocks = before.blocks + 1 if before else 1
            self.stats.set_value(f"{COUNT}{BLOCKS}", blocks)
            retry_at = retry_after_block(blocks, spider.retry_after, datetime.now(UTC))
        counts = counts_of(self.stats)
        persevere(lambda: finish_run(self.engine, run_id, outcome, counts, problem=problem, retry_at=retry_at))


def _problem(spider: ArchiveSpider) -> str | None:
    """Return why a job ended early, or what of it is not done."""
    broke = f"the job broke while {spider.unfinished}: see the log" if spider.unfinished else None
    return spider.trouble or broke or spider.note


def _failed(error: DBAPIError) -> str:
    return f"the database failed: {str(error.orig).strip()}"


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
