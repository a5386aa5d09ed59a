"""A server on loopback that stands in for a web archive, with the troubles that a sound one does not have."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HTML = ("Content-Type", "text/html; charset=utf-8")
_FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a request."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (HTML,)


@dataclass(slots=True)
class StandInArchive:
    """Answers to the queries of an index, by the key to resume by, and to requests for captures, by what they ask."""

    address: str
    index: dict[str, Answer] = field(default_factory=dict)
    captures: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def cdx(self) -> str:
        """The address of its index."""
        return f"{self.address}/cdx"

    @property
    def replay(self) -> str:
        """The address below which it shows captures."""
        return f"{self.address}/web"

    def list(self, *rows: tuple[str, str], key: str = "", following: str | None = None) -> None:
        """List captures (digits, address) to whoever asks with a key; each has a digest of its own."""
        listed: list[list[str]] = [_FIELDS]
        listed += [["key", digits, url, "text/html", "200", f"DIGEST{digits}", "100"] for digits, url in rows]
        listed += [[], [following]] if following else []
        self.index[key] = Answer(body=json.dumps(listed).encode(), headers=(("Content-Type", "application/json"),))

    def show(self, digits: str, url: str, answer: Answer) -> None:
        """Answer whoever asks for a capture in its original bytes."""
        self.captures[f"/web/{digits}id_/{url}"] = answer

    def answer(self, path: str) -> Answer:
        """Return what is answered to a path."""
        self.asked.append(path)
        if path.startswith("/cdx?"):
            key = parse_qs(urlsplit(path).query).get("resumeKey", [""])[0]
            return self.index.get(key, Answer(500))
        return self.captures.get(path, Answer(404, b"<html><body>no such capture</body></html>"))


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # the end of the server is the end of all its threads
    archive: StandInArchive


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10  # seconds until a connection that nobody uses is closed

    def do_GET(self) -> None:
        """Answer what the archive has for a path."""
        answer = self.server.archive.answer(self.path)
        self.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at ``asked``."""


@contextmanager
def standing_in_for_an_archive(rows: Sequence[tuple[str, str]] = ()) -> Iterator[StandInArchive]:
    """Serve an archive that lists captures on a free port of loopback until the block ends."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.archive = StandInArchive(f"http://127.0.0.1:{server.server_port}")
        server.archive.list(*rows)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.archive
        finally:
            server.shutdown()
            thread.join()
