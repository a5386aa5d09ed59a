"""The end of a job before its work is done: at once, with a reason, and without one more request to the site."""

import logging
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import deferred_from_coro

logger = logging.getLogger(__name__)

_ENDED = "atwasat/ended"  # the reason, among the stats of the job


class JobEndedError(IgnoreRequest):
    """The job ended before this request was sent: it is as if it had never been made."""


def end_job(crawler: Crawler, reason: str, sentence: str, *, drops_waiting: bool = True) -> None:
    """Close the spider with a reason, and say it: in the log, and to the spider as ``trouble``.

    Scrapy sends what already waits for its turn even after that. So these requests are dropped, if not told otherwise:
    their errbacks get a ``JobEndedError``. The first reason of several counts.
    """
    spider: Any = crawler.spider
    engine = crawler.engine
    if drops_waiting:
        drop_waiting(crawler, reason)
    if has_ended(crawler) or getattr(spider, "stop_requested", False):
        return  # what fails after a job was told to end is no reason of its own
    crawler.stats.set_value(_ENDED, reason)
    logger.error("the job ends (%s): %s", reason, sentence)
    spider.trouble = sentence
    deferred_from_coro(engine.close_spider_async(reason=reason))


def has_ended(crawler: Crawler) -> bool:
    """Tell whether ``end_job`` was called for a job."""
    return reason_of_end(crawler) is not None


def reason_of_end(crawler: Crawler) -> str | None:
    """Return the reason with which ``end_job`` was called first, if it was: the spider may be closing for another."""
    reason: str | None = crawler.stats.get_value(_ENDED)
    return reason


def drop_waiting(crawler: Crawler, reason: str) -> None:
    """Let every request fail that waits for its turn in the downloader."""
    assert crawler.engine is not None  # noqa: S101 - it has begun
    for slot in crawler.engine.downloader.slots.values():
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(JobEndedError(f"not sent: the job ended ({reason})"))
