"""What a run should have brought: a break is a loud line, a row, and for its owner a message."""

import logging
from typing import Self

from scrapy.crawler import Crawler
from sqlalchemy.exc import DBAPIError

from atwasat_spider.alerting import outcome_news, send_alerts
from atwasat_spider.extensions.run_record import ALERTS, run_finished
from atwasat_spider.query.expectations import EXPECTATIONS, examine, with_changes
from atwasat_spider.spiders.archive import ArchiveSpider
from atwasat_spider.storage.alerts import News, outcome_before, record_alerts
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.readiness import shown
from atwasat_spider.storage.runs import Outcome

logger = logging.getLogger(__name__)


class ExpectationsExtension:
    """Examines each scheduled run when its row is written, and sends what is new and what is well again.

    The setting ``ATWASAT_EXPECTATIONS`` changes the bounds, ``ATWASAT_WEBHOOK`` and ``ATWASAT_ALERT_COMMAND`` say who
    is told.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.expectations = with_changes(EXPECTATIONS, crawler.settings.getdict("ATWASAT_EXPECTATIONS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the end of the run."""
        extension = cls(crawler)
        crawler.signals.connect(extension.run_finished, run_finished)
        return extension

    def run_finished(self, spider: ArchiveSpider, run: int, outcome: Outcome, problem: str | None) -> None:
        """Examine a scheduled run; others bring what somebody asked for, or were told to end, which takes no time."""
        if not spider.is_alone or not spider.is_whole or outcome is Outcome.INTERRUPTED:
            return
        self._alert("the run could not be examined: see the log")  # until it is
        settings = self.crawler.settings
        engine = open_engine(settings["ATWASAT_DATABASE_URL"], patience=settings.getfloat("DATABASE_PATIENCE"))
        try:
            breaks = persevere(lambda: examine(engine, run, expectations=self.expectations))
            news = persevere(lambda: record_alerts(engine, run, breaks))
            before = persevere(lambda: outcome_before(engine, run))
        except DBAPIError as error:
            sentence = f"the run could not be examined: the database failed: {str(error.orig).strip()}"
            logger.error(sentence)  # noqa: TRY400
            self._alert(sentence)
            return
        finally:
            engine.dispose()
        for each in breaks:
            logger.error("expectation %s not met: %s", each.expectation, each.message)
        self._alert(*(f"not as expected: {each.message}" for each in breaks))
        self._send(news + outcome_news(before, outcome, problem), run, shown(engine))

    def _alert(self, *sentences: str) -> None:
        """Let the job's report say these sentences, and its code tell that not all is well."""
        assert self.crawler.stats is not None  # noqa: S101 - Scrapy makes the collector before the extensions
        self.crawler.stats.set_value(ALERTS, sentences)

    def _send(self, news: News, run: int, database: str) -> None:
        settings = self.crawler.settings
        webhook, command = settings["ATWASAT_WEBHOOK"] or None, settings["ATWASAT_ALERT_COMMAND"] or None
        send_alerts(news, run=run, webhook=webhook, command=command, database_shown=database)
