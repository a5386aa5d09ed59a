"""One way to run a job, for `scrapy crawl SPIDER` and for the commands of `atwasat`."""

import logging
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess, CrawlerProcessBase
from scrapy.settings import BaseSettings, Settings

from atwasat_spider.errors import NothingFoundError
from atwasat_spider.extensions.run_record import OUTCOME, counts_of
from atwasat_spider.normalization.dates.zones import find_zone
from atwasat_spider.pipelines.store import RUN_ID
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.runs import Outcome
from atwasat_spider.storage.schema import prepare


@dataclass(frozen=True, slots=True)
class JobReport:
    """How a job ended: its run, the outcome and the counts of that run's row."""

    run: int | None
    outcome: Outcome
    counts: dict[str, int]

    @property
    def exit_code(self) -> int:
        """0 all well, 1 something failed or was lost, 3 the site blocked us, 4 nothing found."""
        if self.outcome is Outcome.BLOCKED:
            return 3
        if self.outcome is not Outcome.FINISHED or self.counts["failed"]:
            return 1
        return 0 if self.counts["captures"] else NothingFoundError.exit_code

    def __str__(self) -> str:
        """Return the report as a sentence."""
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items() if name != "captures" and count)
        read = self.counts["captures"]
        captures = f"{read} capture{'' if read == 1 else 's'} read" if read else "no captures found"
        return f"run {self.run} {self.outcome}: {captures}" + (f": {counts}" if counts else "")


def archive_settings(changes: Mapping[str, object]) -> Settings:
    """Return the project's settings with changes, whatever folder the program was started in."""
    settings = Settings()
    settings.setmodule("atwasat_spider.settings", priority="project")
    settings.update(dict(changes), priority="cmdline")
    return settings


def crawler_process(settings: Settings) -> CrawlerProcess:
    """Return a process for one job that logs to standard error: our own lines, and others' warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(_is_ours_or_serious)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline")
    return CrawlerProcess(settings)


def _is_ours_or_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or not record.name.startswith(("alembic", "scrapy", "twisted"))


def run_job(process: CrawlerProcessBase, spider: str, arguments: Mapping[str, Any]) -> JobReport:
    """Run a spider to its end and return how that was.

    Raises ``WrongUsageError`` for arguments, a zone or a database that cannot be used, before anything has started.
    """
    crawler = process.create_crawler(spider)
    if issubclass(crawler.spidercls, ArchiveSpider):
        crawler.spidercls.check_arguments(arguments)
    find_zone(process.settings["ATWASAT_ZONE"])
    prepare_database(process.settings)
    process.crawl(crawler, **arguments)
    _stop_when_told(crawler)
    process.start(install_signal_handlers=False)
    stats = crawler.stats
    assert stats is not None  # noqa: S101 - made when the crawl began
    return JobReport(stats.get_value(RUN_ID), stats.get_value(OUTCOME, Outcome.FAILED), counts_of(stats))


def _stop_when_told(crawler: Crawler) -> None:
    """Let the first SIGINT or SIGTERM end the job between two pages, and a second one at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        if isinstance(crawler.spider, ArchiveSpider):
            crawler.spider.stop_requested = True
        else:
            os.kill(os.getpid(), number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def prepare_database(settings: BaseSettings) -> None:
    """See that the database can be written to, and make the tables of an empty one."""
    engine = open_engine(settings["ATWASAT_DATABASE_URL"])
    try:
        prepare(engine)
    finally:
        engine.dispose()
