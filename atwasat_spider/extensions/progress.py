"""How far a long run has come: a bar on a terminal, a log line now and then elsewhere."""

import logging
import sys
import time
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from atwasat_spider.spiders.archive import ArchiveSpider

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LINES = 10


class ProgressExtension:
    """Shows the number of pages done out of those found."""

    def __init__(self) -> None:
        self.done = 0
        self.said_at = time.monotonic()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the run, if the setting ``ATWASAT_PROGRESS`` is on."""
        if not crawler.settings.getbool("ATWASAT_PROGRESS"):
            raise NotConfigured
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(extension.page_done, signal)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Draw the bar, on a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("pages", total=None)
            self.bar.start()

    def page_done(self, spider: ArchiveSpider) -> None:
        """Move on by one page."""
        self.done += 1
        found = getattr(spider, "found", None)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.done, total=found)
        elif time.monotonic() - self.said_at > SECONDS_BETWEEN_LINES:
            self.said_at = time.monotonic()
            logger.info("%d of %s pages done", self.done, found or "?")

    def spider_closed(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
