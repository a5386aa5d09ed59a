"""A guest and a host: a spider that fetches addresses, and a server on loopback whose every answer can be told."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from scrapy.settings import Settings
from stand_in import Answer
from twisted.python.failure import Failure

PAGE = Answer("<html><body><p>افتتحت البلدية مدرسة في الحي القديم.</p></body></html>".encode())
TEXT = (("Content-Type", "text/plain"),)


def robots(text: str) -> Answer:
    """A robots.txt."""
    return Answer(text.encode(), headers=TEXT)


def status(number: int, *headers: tuple[str, str], body: bytes = b"<html><body>x</body></html>") -> Answer:
    """An answer with a status, and with headers that matter."""
    return Answer(body, number, (("Content-Type", "text/html"), *headers))


@dataclass(slots=True)
class Host:
    """The server: what it answers to a path, one after the other and the last for ever, and what it was asked when."""

    address: str
    answers: dict[str, list[Answer | None]] = field(default_factory=dict)  # None closes the connection
    seconds: dict[str, float] = field(default_factory=dict)  # how long it thinks of an answer
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def say(self, path: str, *answers: Answer | None, seconds: float = 0) -> None:
        """Answer this to a path from now on."""
        self.answers[path], self.seconds[path] = list(answers), seconds

    def next_answer(self, path: str) -> Answer | None:
        """Return the answer whose turn it is."""
        answers = self.answers.get(path, [PAGE])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 50
    host: Host


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        host = self.server.host
        host.asked.append(self.path)
        host.times.append(time.monotonic())
        host.agents.append(self.headers.get("User-Agent", ""))
        answer = host.next_answer(self.path)
        time.sleep(host.seconds.get(self.path, 0))
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosting() -> Iterator[Host]:
    """Serve on a free port of loopback until the block ends."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.host = Host(f"http://127.0.0.1:{server.server_port}")
        server.host.say("/robots.txt", robots(""))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.host
        finally:
            server.shutdown()
            thread.join()


class Guest(Spider):
    """Fetches addresses, and notes what came of each."""

    name = "guest"
    refusal: Any = None
    retry_after: Any = None
    trouble = ""

    def __init__(self, urls: Sequence[str] = (), meta: dict[str, Any] | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.urls, self.meta = urls, meta or {}
        self.got: dict[str, int] = {}
        self.failures: dict[str, BaseException] = {}
        self.reason = ""

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            meta = self.meta | {"handle_httpstatus_all": True}
            yield Request(url, self.parse, errback=self.failed, dont_filter=True, meta=meta)

    def parse(self, response: Response, **_arguments: Any) -> None:
        self.got[response.url] = response.status

    def failed(self, failure: Failure) -> None:
        self.failures[failure.request.url] = failure.value  # type: ignore[attr-defined,assignment]

    def closed(self, reason: str) -> None:
        self.reason = reason

    def kinds(self) -> dict[str, int]:
        """How many requests failed with which error."""
        names = [type(failure).__name__ for failure in self.failures.values()]
        return {name: names.count(name) for name in sorted(set(names))}


def visit(
    host: Host,
    paths: Sequence[str],
    middlewares: dict[Any, int | None],
    *,
    guest: type[Guest] = Guest,
    meta: dict[str, Any] | None = None,
    **changes: Any,
) -> Guest:
    """Run a guest to its end, in this process: Scrapy with some of our middlewares and nothing else of ours."""
    settings = Settings(
        {
            "TWISTED_REACTOR_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "LOG_ENABLED": False,
            "ATWASAT_SITE": host.address,
            "USER_AGENT": "atwasat-spider/0.1.0 (+https://alwasat.ly)",
            "DOWNLOADER_MIDDLEWARES": middlewares,
            **changes,
        }
    )

    async def run() -> Guest:
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(guest)
        urls = [path if "://" in path else host.address + path for path in paths]
        await runner.crawl(crawler, urls=urls, meta=meta)
        assert isinstance(crawler.spider, Guest)
        return crawler.spider

    return asyncio.run(asyncio.wait_for(run(), 60))
