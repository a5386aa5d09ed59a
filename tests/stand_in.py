"""A server on loopback that stands in for the site: it serves the renderings where the site has its articles.

A thread of the tests' own, ended by its handle. What it answers can be changed between two runs of a spider.
"""

import gzip
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from processes import BIN, ROOT, environment
from renderings.modern_hashed import modern_hashed
from renderings.newscoop import newscoop
from renderings.written import Written

from atwasat_spider.addresses import read_article_address

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers to a path."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),)


@dataclass(slots=True)
class StandIn:
    """The site as the server shows it: its address, its answers by path, and the paths that it was asked for."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def page(self, article: Written) -> bytes:
        """Return the page that is shown of an article."""
        return self.answers[path_of(article)].body

    def show(self, article: Written, body: bytes | None = None) -> None:
        """Show an article in the layout of its system, or other bytes in its place."""
        self.answers[path_of(article)] = Answer(page_of(article) if body is None else body)

    def compress(self, article: Written) -> None:
        """Send the page of an article compressed by gzip."""
        answer = self.answers[path_of(article)]
        headers = (*answer.headers, ("Content-Encoding", "gzip"))
        self.answers[path_of(article)] = replace(answer, body=gzip.compress(answer.body, mtime=0), headers=headers)

    def redirect(self, article: Written, to: str) -> None:
        """Send whoever asks for an article to another address."""
        self.answers[path_of(article)] = Answer(b"moved", 302, (("Content-Type", HTML), ("Location", to)))

    def refuse(self, article: Written, status: int) -> None:
        """Answer a request for an article with a status of failure, and a page that says so."""
        self.answers[path_of(article)] = Answer(f"<html><body>{status}</body></html>".encode(), status)

    def forbid(self, path: str) -> None:
        """Forbid all robots what begins with a path."""
        rules = f"User-agent: *\nDisallow: {path}\n".encode()
        self.answers["/robots.txt"] = Answer(rules, headers=(("Content-Type", "text/plain"),))


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # the end of the server is the end of all its threads
    site: StandIn


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10  # seconds until a connection that nobody uses is closed

    def do_GET(self) -> None:
        """Answer what the site shows at a path, 404 where it shows nothing."""
        site = self.server.site
        site.asked.append(self.path)
        answer = site.answers.get(self.path, Answer(b"<html><body>not here</body></html>", 404))
        self.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at ``asked``."""


@contextmanager
def standing_in(articles: Sequence[Written]) -> Iterator[StandIn]:
    """Serve articles on a free port of loopback until the block ends."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site = StandIn(f"http://127.0.0.1:{server.server_port}")
        for article in articles:
            server.site.show(article)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()


def fetch(site: StandIn, url: str, *, database: str, archive: Path) -> subprocess.CompletedProcess[str]:
    """Run the spider ``article`` on one address, as a process of its own whose site is the stand-in."""
    surroundings = environment(database) | {
        "ATWASAT_SITE": site.address, "ATWASAT_ARCHIVE": str(archive), "ATWASAT_DELAY": "0",
    }  # fmt: skip
    return subprocess.run(
        [BIN / "scrapy", "crawl", "article", "-a", f"url={url}"],
        capture_output=True, text=True, encoding="utf-8", env=surroundings, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip


def page_of(article: Written) -> bytes:
    """Return the page of an article in the layout of its system."""
    return (newscoop if article.is_first_system else modern_hashed)(article).encode()


def path_of(article: Written) -> str:
    """Return the path of an article's canonical address."""
    return urlsplit(read_article_address(article.url).url).path
