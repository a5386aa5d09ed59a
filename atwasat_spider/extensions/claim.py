"""The claim of a crawl that is at work: it can be lost, and then the crawl must not go on beside another."""

import time

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import DBAPIError

from atwasat_spider.middlewares.ending import end_job
from atwasat_spider.storage.claims import Claim

SECONDS_BETWEEN = 30.0


class ClaimWatch:
    """Looks now and then whether a crawl still has its claim, and ends the crawl if another has it."""

    def __init__(self, crawler: Crawler, claim: Claim, seconds: float = SECONDS_BETWEEN) -> None:
        self.crawler = crawler
        self.claim = claim
        self.seconds = seconds
        self.looked_at = time.monotonic()
        for signal in (signals.response_received, signals.request_left_downloader):
            crawler.signals.connect(self.look, signal)

    def look(self) -> None:
        """Look, if it was some time ago that this was done."""
        if time.monotonic() - self.looked_at < self.seconds:
            return
        try:
            if not self.claim.renew():
                end_job(self.crawler, "failed", "another run has the database by now: the connection to it was lost")
        except DBAPIError as error:
            end_job(self.crawler, "failed", f"the database failed: {str(error.orig).strip()}")
        self.looked_at = time.monotonic()
