"""The pace at which the site is asked: never faster than it wants, and with pauses where it asks for them."""

import logging
from datetime import UTC, datetime
from time import monotonic
from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.settings import BaseSettings

from atwasat_spider.captures.refusals import RefusalKind, retry_after
from atwasat_spider.middlewares.answers import headers_of, refusal_of
from atwasat_spider.middlewares.robots import robots_read

logger = logging.getLogger(__name__)

_PAUSES, _PAUSED = "atwasat_pauses", "atwasat_paused"  # keys of a request's meta: how many it had, and one is due
_MOST_PAUSES = 2
_ASKING = (429, 503)
_JITTER = 0.2  # share by which a wait of the site's choice is varied; only ever upward
_LEAST_DELAY = 0.01  # seconds; a slot without any delay cannot be paused


class PaceMiddleware:
    """Keeps the delay between two requests at ``DOWNLOAD_DELAY`` or robots.txt's Crawl-delay, whichever is longer.

    AutoThrottle can make it longer, never shorter. A short ``Retry-After`` pauses the job, and the request is repeated.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.crawl_delay = 0.0
        self.longest = crawler.settings.getfloat("ATWASAT_LONGEST_CRAWL_DELAY", 60.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to robots.txt, and to the downloader's sending and receiving."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.robots_read, robots_read)
        crawler.signals.connect(middleware.request_reached_downloader, signals.request_reached_downloader)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def robots_read(self, url: str, crawl_delay: float | None) -> None:
        """Honour the Crawl-delay of a robots.txt from the next request on."""
        if crawl_delay is None:
            return
        if crawl_delay > self.longest:
            logger.warning("%s asks for %g s between requests: waiting %g s", url, crawl_delay, self.longest)
        self.crawl_delay = max(self.crawl_delay, min(crawl_delay, self.longest))

    def request_reached_downloader(self, request: Request) -> None:
        """See to the pace of the slot that sends a request: Scrapy forgets slots that were not used for a minute."""
        self._slow_down(self.crawler.engine.downloader.slots[request.meta["download_slot"]])

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Pause at once where the site asks for it: the downloader sends its next request in a moment."""
        pause = pause_asked(request, response, self.crawler.settings)
        if pause is None:
            return
        request.meta[_PAUSED] = True
        logger.warning("%s: status %d asks for a pause of %g s", response.url, response.status, pause)
        for slot in self.crawler.engine.downloader.slots.values():
            slot.delay = max(slot.delay, _LEAST_DELAY)
            slot.lastseen = max(slot.lastseen, monotonic() + pause)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Repeat a request after the pause that its answer asked for."""
        if not request.meta.pop(_PAUSED, False):
            return response
        again = request.copy()
        again.meta[_PAUSES] = request.meta.get(_PAUSES, 0) + 1
        again.dont_filter = True
        return again

    def _slow_down(self, slot: Slot) -> None:
        """Make a slot's delay so long that it is not below the Crawl-delay with the greatest jitter downward."""
        lowest = self.delay
        if self.crawl_delay:
            lowest = max(lowest, self.crawl_delay / (1 - min(slot.jitter, _JITTER)))
            slot.jitter = min(slot.jitter, 1 - self.crawl_delay / lowest)
        slot.delay = max(slot.delay, lowest)
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle is not None:
            throttle.mindelay = max(throttle.mindelay, lowest)
            throttle.maxdelay = max(throttle.maxdelay, throttle.mindelay)


def pause_asked(request: Request, response: Response, settings: BaseSettings) -> float | None:
    """Return for how many seconds the site asks us to wait, ``None`` if it does not or if waiting is no answer.

    It is none where a firewall shows itself, for longer than ``ATWASAT_LONGEST_PAUSE``, and after two pauses.
    """
    if response.status not in _ASKING or request.meta.get(_PAUSES, 0) >= _MOST_PAUSES:
        return None
    wait = retry_after(headers_of(response), datetime.now(UTC))
    if wait is None or wait.total_seconds() > settings.getfloat("ATWASAT_LONGEST_PAUSE", 120.0):
        return None
    refusal = refusal_of(response)
    return wait.total_seconds() if refusal is None or refusal.kind is RefusalKind.RATE else None
