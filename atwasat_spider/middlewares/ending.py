"""The end of a job before its work is done: at once, with a reason, and without one more request to the site."""

import logging
from collections.abc import Iterable
from typing import Any

from scrapy.core.downloader import Slot
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
        _drop_waiting(engine.downloader.slots.values(), reason)
    if has_ended(crawler):
        return
    crawler.stats.set_value(_ENDED, reason)
    logger.error("the job ends (%s): %s", reason, sentence)
    spider.trouble = sentence
    deferred_from_coro(engine.close_spider_async(reason=reason))


def has_ended(crawler: Crawler) -> bool:
    """Tell whether ``end_job`` was called for a job."""
    return crawler.stats.get_value(_ENDED) is not None


def _drop_waiting(slots: Iterable[Slot], reason: str) -> None:
    for slot in slots:
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(JobEndedError(f"not sent: the job ended ({reason})"))
