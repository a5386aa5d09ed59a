"""A daily budget of requests to the site, for all jobs on one database together."""

import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from atwasat_spider.middlewares.ending import JobEndedError, end_job
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.perseverance import persevere
from atwasat_spider.storage.request_days import give_back, take

_LARGEST_SHARE = 20  # requests that a job reserves at once: a transaction for each would be a needless one
_SHARES = 20  # of a small budget a share is one twentieth
logger = logging.getLogger(__name__)

_COUNTED = "atwasat_counted"  # a key of a request's meta


class BudgetSpentError(IgnoreRequest):
    """The day's budget is spent: the request was not sent."""


class BudgetMiddleware:
    """Sends at most ``ATWASAT_DAILY_REQUESTS`` requests a day (UTC); after that the job ends with reason ``budget``.

    It must stand where nothing after it keeps a request from being sent. Trouble of the database reaches the errback.
    """

    def __init__(self, crawler: Crawler, engine: Engine) -> None:
        self.crawler = crawler
        self.engine = engine
        self.limit = crawler.settings.getint("ATWASAT_DAILY_REQUESTS", 20_000)
        self.share = min(_LARGEST_SHARE, max(1, self.limit // _SHARES)) if self.limit else _LARGEST_SHARE
        self.day, self.left = "", 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the database of the settings."""
        settings = crawler.settings
        engine = open_engine(settings["ATWASAT_DATABASE_URL"], patience=settings.getfloat("DATABASE_PATIENCE"))
        middleware = cls(crawler, engine)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        """Count a request to the site, or raise ``BudgetSpentError`` and end the job."""
        if getattr(self.crawler.spider, "origins", None) is not None:
            return  # another server than the site's
        today = datetime.now(UTC).date().isoformat()
        if self.day != today:
            self._return_rest()
            self.day = today
        if not self.left:
            self.left = persevere(lambda: take(self.engine, today, self.share, self.limit))
        if not self.left:
            sentence = f"the {self.limit} requests of {today} (UTC) are spent: go on tomorrow"
            end_job(self.crawler, "budget", sentence, drops_waiting=False)  # what waits is counted
            raise BudgetSpentError(f"not sent: {sentence}")
        self.left -= 1
        request.meta[_COUNTED] = True

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Take back the count of a request that still waited when the job ended."""
        if request.meta.pop(_COUNTED, False) and isinstance(exception, JobEndedError):
            self.left += 1

    def spider_closed(self) -> None:
        """Give back what was reserved and is not needed."""
        try:
            self._return_rest()
        except DBAPIError as error:
            logger.error("%d requests of today's budget are lost: the database failed: %s", self.left, error.orig)  # noqa: TRY400
        finally:
            self.engine.dispose()

    def _return_rest(self) -> None:
        if self.left:
            day, left = self.day, self.left
            persevere(lambda: give_back(self.engine, day, left))
            self.left = 0
