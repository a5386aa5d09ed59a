"""The rules of the site's robots.txt, as RFC 9309 has them, for every request from the first one on."""

import re
from math import inf
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred

from atwasat_spider.middlewares.answers import CONNECTION_FAILURES, REFUSED_BEFORE, failure_shown
from atwasat_spider.middlewares.ending import JobEndedError, end_job
from atwasat_spider.middlewares.site_only import origin_of

PRODUCT_TOKEN = "atwasat-spider"  # noqa: S105 - what robots.txt may call us, not a secret
robots_read = object()  # the signal of a robots.txt: its ``text``, ``url``, and ``crawl_delay`` in seconds or ``None``

_MOST_READ = 500 * 1024  # bytes of a robots.txt; RFC 9309 asks for at least these
_MOST_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*:\s*(\*(?=\s*(?:#|$))|[a-z_-]*)", re.IGNORECASE)


class ForbiddenByRobotsError(IgnoreRequest):
    """The site's robots.txt forbids the address."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Sends no request that robots.txt forbids, and none at all before it is read.

    A robots.txt that is missing (4xx) has no rules. One that cannot be read (5xx, no answer, no end of redirects)
    forbids everything: the job ends with the reason ``robots-unreachable``.
    """

    longest_kept = 24 * 60 * 60.0  # seconds, as RFC 9309 has it; then the rules are read again

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._read_at: dict[str, float] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise ``ForbiddenByRobotsError`` for a request that is forbidden; no parser means no rules were read."""
        if rp is None:
            raise JobEndedError("not sent: robots.txt cannot be read")
        if not rp.allowed(request.url, PRODUCT_TOKEN):
            self._stats.inc_value("robotstxt/forbidden")
            raise ForbiddenByRobotsError("Forbidden by robots.txt")

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's origin, ``None`` if they cannot be read.

        The first request fetches them and all others wait. What they wait for brings the parser to one of them only,
        so each looks it up (Scrapy 2.19 takes the missing parser for leave to fetch).
        """
        origin = origin_of(request.url)
        if monotonic() - self._read_at.get(origin, -inf) > self.longest_kept:
            await self._read_rules(origin, request)
        found = self._parsers[origin]
        if isinstance(found, Deferred):
            await maybe_deferred_to_future(found)
            found = self._parsers[origin]
        return None if isinstance(found, Deferred) else found

    async def _read_rules(self, origin: str, request: Request) -> None:
        """Fetch and parse the rules of an origin; whatever goes wrong, nobody waits for them for ever."""
        waiting: Deferred[Any] = Deferred()
        self._parsers[origin], self._read_at[origin] = waiting, monotonic()
        rules, seen = None, "no answer"
        try:
            response = await self._fetch(f"{origin}/robots.txt")
            seen = f"status {response.status}"
            if 200 <= response.status < 300 or 400 <= response.status < 500:
                rules = await self._parse(response, request)
        except CONNECTION_FAILURES as error:  # raised on, it would have the request itself retried
            seen = failure_shown(error)
        finally:
            self._parsers[origin] = rules
            if rules is None:
                sentence = f"{origin}/robots.txt cannot be read ({seen}), so the site is not crawled: try again later"
                end_job(self.crawler, "robots-unreachable", sentence)
            waiting.callback(None)

    async def _fetch(self, url: str) -> Response:
        """Return the answer to a request for a robots.txt, after the redirects that the standard has us follow."""
        meta = {"dont_obey_robotstxt": True, REFUSED_BEFORE: True}  # a bare 403 is one of the 4xx: no rules
        for _ in range(_MOST_HOPS + 1):
            asked = Request(url, priority=self.DOWNLOAD_PRIORITY, meta=dict(meta), callback=NO_CALLBACK)
            response = await self.crawler.engine.download_async(asked)
            self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            if response.status not in _REDIRECTS:
                break
            url = response.urljoin((response.headers.get("Location") or b"").decode("latin-1"))
        return response

    async def _parse(self, response: Response, request: Request) -> RobotParser:
        """Return the parser of a robots.txt, after its text was handed on."""
        text = text_of(response.body) if response.status < 300 else ""
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, for_us(text).encode())
        send = self.crawler.signals.send_catch_log_async
        await send(signals.robots_parsed, robotparser=rules, request=request)
        await send(robots_read, text=text, url=response.url, crawl_delay=rules.crawl_delay(PRODUCT_TOKEN))
        return rules


def text_of(body: bytes) -> str:
    """Return the text of a robots.txt: of a large one the lines that are complete in its first 500 KB."""
    if len(body) > _MOST_READ:
        body = body[:_MOST_READ]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return body.decode("utf-8-sig", errors="ignore")


def for_us(text: str) -> str:
    """Return a robots.txt whose groups for other robots are nobody's.

    Protego takes a group for the beginning of our name for ours; RFC 9309 has the whole product token match.

    >>> for_us("User-agent: Atwasat-Spider/1.0")
    'User-agent: atwasat-spider'
    """
    return "\n".join(_agent_line(line) or line for line in text.splitlines())


def _agent_line(line: str) -> str | None:
    found = _AGENT_LINE.match(line)
    if found is None:
        return None
    name = found[1].lower()
    return f"User-agent: {name if name in ('*', PRODUCT_TOKEN) else 'nobody'}"
