"""Downloads that can be given up: a job that is told to end does not wait for a server that does not answer."""

import asyncio

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from twisted.internet.defer import Deferred

give_up_downloads = object()  # the signal


class DownloadGivenUpError(IgnoreRequest):
    """The job ended while the answer was under way."""


class AbandonableHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, whose downloads under way fail when ``give_up_downloads`` is sent."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._under_way: set[Deferred[Response]] = set()
        crawler.signals.connect(self.give_up, give_up_downloads)

    async def download_request(self, request: Request) -> Response:
        """Return the answer to a request."""
        download: Deferred[Response] = deferred_from_coro(super().download_request(request))
        self._under_way.add(download)
        try:
            return await maybe_deferred_to_future(download)
        except asyncio.CancelledError:  # no Exception: Scrapy would wait for ever for the end of this request
            raise DownloadGivenUpError("given up: the job ends") from None
        finally:
            self._under_way.discard(download)

    def give_up(self) -> None:
        """Let every download under way fail at once."""
        for download in list(self._under_way):
            download.cancel()
