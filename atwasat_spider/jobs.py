"""One way to run a job, for `scrapy crawl SPIDER` and for the commands of `atwasat`."""

import json
import logging
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess, CrawlerProcessBase
from scrapy.settings import BaseSettings, Settings
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from atwasat_spider.downloading import give_up_downloads
from atwasat_spider.errors import NothingFoundError, WrongUsageError
from atwasat_spider.extensions.claim import ClaimWatch
from atwasat_spider.extensions.run_record import ALERTS, COUNTED, OUTCOME, PROBLEM, counts_of
from atwasat_spider.normalization.dates.zones import find_zone
from atwasat_spider.pipelines.store import RUN_ID
from atwasat_spider.query.expectations import EXPECTATIONS, with_changes
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.spiders.article import RESULTS, Result
from atwasat_spider.spiders.plan import is_told
from atwasat_spider.spiders.replay import ReplaySpider
from atwasat_spider.storage.blocks_of_runs import BLOCKS, Block, standing_block
from atwasat_spider.storage.claims import Holder, bury_killed_runs, claimed, holder
from atwasat_spider.storage.engine import BUSY_TIMEOUT, open_engine
from atwasat_spider.storage.perseverance import be_quick
from atwasat_spider.storage.readiness import shown
from atwasat_spider.storage.runs import Outcome, finish_run, start_run
from atwasat_spider.storage.schema import prepare
from atwasat_spider.usable_settings import check_settings

logger = logging.getLogger(__name__)

GRACE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class JobReport:
    """How a job ended: its run, the outcome and the counts of that run's row."""

    run: int | None
    outcome: Outcome
    counts: dict[str, int]
    problem: str | None = None
    alerts: tuple[str, ...] = ()
    needs_captures: bool = True
    results: Mapping[str, Result] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 all well, 1 something failed or was lost, 3 the site blocked us, 4 nothing found."""
        if self.outcome is Outcome.BLOCKED:
            return 3
        if self.outcome is not Outcome.FINISHED or self.counts.get("failed") or self.alerts:
            return 1
        return 0 if self.counts.get("captures") or not self.needs_captures else NothingFoundError.exit_code

    def facts(self) -> dict[str, object]:
        """Return how the job ended, as the keys of ``--json``."""
        return {"run": self.run, "outcome": self.outcome, "counts": self.counts}

    def facts_of_a_crawl(self) -> dict[str, object]:
        """Return the same of a job that asks the site, with why it ended early and what was not as expected."""
        return self.facts() | {"problem": self.problem, "alerts": list(self.alerts)}

    def __str__(self) -> str:
        """Return the report as a sentence, and a line for each thing that is not as it should be."""
        said = [self._counted() if self.run is not None else "nothing was done", self.problem, *self.alerts]
        return "\n".join(line for line in said if line)

    @property
    def _nothing(self) -> str:
        if self.outcome is not Outcome.FINISHED:
            return "nothing read"
        return "no captures found" if self.needs_captures else "no page was new or due"

    def _counted(self) -> str:
        counts = ", ".join(
            f"{count} {name}" for name, count in self.counts.items() if count and name not in ("captures", BLOCKS)
        )
        read = self.counts.get("captures")
        captures = f"{read} capture{'' if read == 1 else 's'} read" if read else self._nothing
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

    A job of which there is only one at a time waits its turn with the argument ``wait``; without it, it does nothing
    while another is at work, and all is well. Raises ``WrongUsageError`` for arguments, settings or a database that
    cannot be used, before anything has started.
    """
    crawler = process.create_crawler(spider)
    cls = crawler.spidercls
    if not issubclass(cls, ArchiveSpider):
        raise WrongUsageError(f"{spider!r} is no spider of this archive")
    cls.check_arguments(arguments)
    find_zone(process.settings["ATWASAT_ZONE"])
    check_expectations(process.settings["ATWASAT_EXPECTATIONS"])
    check_settings(process.settings)
    if issubclass(cls, ReplaySpider):  # it begins nothing that a server waits for
        crawler.settings.set("DATABASE_PATIENCE", BUSY_TIMEOUT, priority="cmdline")
    engine = prepare_database(process.settings)
    try:
        if not cls.is_alone:
            return _run(process, crawler, arguments)
        with claimed(engine, wait=is_told(arguments, "wait")) as claim:
            if not claim:
                return _left_to(holder(engine, spider))
            bury_killed_runs(engine, spider)
            block = None if is_told(arguments, "anyway") else standing_block(engine, spider, datetime.now(UTC))
            if block:
                return _wait_for(engine, spider, arguments, block)
            _watch = ClaimWatch(crawler, claim)  # signals keep no listener alive
            return _run(process, crawler, arguments)
    finally:
        engine.dispose()


def _left_to(other: Holder) -> JobReport:
    return JobReport(None, Outcome.FINISHED, {}, f"{other} has this database", needs_captures=False)


def _run(process: CrawlerProcessBase, crawler: Crawler, arguments: Mapping[str, Any]) -> JobReport:
    process.crawl(crawler, **arguments)
    _stop_when_told(crawler)
    process.start(install_signal_handlers=False)
    stats = crawler.stats
    assert stats is not None  # noqa: S101 - made when the crawl began
    return JobReport(
        run=stats.get_value(RUN_ID),
        outcome=stats.get_value(OUTCOME, Outcome.FAILED),
        counts=counts_of(stats),
        problem=stats.get_value(PROBLEM),
        alerts=stats.get_value(ALERTS, ()),
        results=stats.get_value(RESULTS, {}),
        needs_captures=getattr(crawler.spider or crawler.spidercls, "needs_captures", True),
    )


def _wait_for(engine: Engine, spider: str, arguments: Mapping[str, Any], block: Block) -> JobReport:
    """Leave a run's row that says that the site was not asked, since it has blocked a run of late."""
    run = start_run(engine, spider, {name: str(value) for name, value in arguments.items()})
    counts = dict.fromkeys(COUNTED, 0) | {BLOCKS: block.blocks}
    until = f"{block.retry_at:%Y-%m-%d %H:%M} UTC"
    logger.warning("the site blocked the last run and is not asked again before %s", until)
    finish_run(engine, run, Outcome.BLOCKED, counts, problem=block.problem, retry_at=block.retry_at)
    problem = f"{block.problem} The site is not asked again before {until} (--anyway asks now)."
    return JobReport(run, Outcome.BLOCKED, counts, problem)


def _stop_when_told(crawler: Crawler) -> None:
    """Let the first SIGINT or SIGTERM end the job between two pages, and a second one at once.

    An answer that is under way is waited for ``GRACE`` seconds.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        from twisted.internet import reactor

        signal.signal(number, signal.SIG_DFL)
        if not isinstance(crawler.spider, ArchiveSpider):
            os.kill(os.getpid(), number)
            return
        be_quick()
        crawler.spider.stop_requested = True
        reactor.callFromThread(crawler.spider.stop)
        reactor.callFromThread(
            reactor.callLater,
            GRACE,
            crawler.signals.send_catch_log,
            give_up_downloads,
        )

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def check_expectations(changes: str) -> None:
    """Raise ``WrongUsageError`` that names what cannot be in the setting ``ATWASAT_EXPECTATIONS``."""
    try:
        with_changes(EXPECTATIONS, json.loads(changes))
    except (ValueError, AttributeError):
        raise WrongUsageError(f"ATWASAT_EXPECTATIONS must be a JSON object, not {changes[:200]!r}") from None


def prepare_database(settings: BaseSettings) -> Engine:
    """See that the database can be written to, make the tables of an empty one, and return its engine."""
    engine = open_engine(settings["ATWASAT_DATABASE_URL"])
    try:
        prepare(engine)
    except DBAPIError as error:
        engine.dispose()
        raise WrongUsageError(f"cannot make the tables of {shown(engine)}: {error.orig}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine
