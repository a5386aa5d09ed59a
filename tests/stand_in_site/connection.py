"""The site's side of a connection: it reads requests, notes them and sends the answers, well or badly."""

import os
import select
import socket
import struct
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

from stand_in_site.answers import Answer, http_date
from stand_in_site.asked import Entry, Log
from stand_in_site.replies import Manner, answer_to, manner_of
from stand_in_site.site import StandInSite
from stand_in_site.switches import Switches

_STEP = 0.1  # seconds between the pieces of an answer that drips
_NO_LENGTH = (204, 304)


class SiteServer(ThreadingHTTPServer):
    """The server of the site; its state is shared with the server of the control."""

    daemon_threads = True  # a stalled answer keeps no process alive
    request_queue_size = 128

    def __init__(self, port: int, site: StandInSite) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.site = site
        self.log = Log()
        self.switches = Switches()
        self.lock = Lock()  # around the site's clock and what it renders

    def handle_error(self, *_: object) -> None:
        """A client that goes in the middle of an answer is nothing to report."""


class _Connection(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120  # seconds until a connection that nobody uses is closed

    def do_GET(self) -> None:
        """Answer a request, and note it first."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        entry = Entry(time.monotonic(), self.command, self.path, headers)
        self.server.log.note(entry)
        striking = self.server.switches.striking(self.path)
        manner = manner_of(striking)
        if manner.is_reset:
            self._reset()
            return
        with self.server.lock:
            answer = answer_to(self.path, headers, self.server.site, striking)
            date = http_date(self.server.site.clock)
        time.sleep(manner.wait)
        self._send(answer, date, entry, manner)

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Refuse what a guest has no reason to send."""
        entry = Entry(time.monotonic(), self.command, self.path, {n.lower(): v for n, v in self.headers.items()})
        self.server.log.note(entry)
        self.close_connection = True  # with the body that nobody reads
        self._send(Answer(b"", 405), http_date(self.server.site.clock), entry, Manner())

    def _send(self, answer: Answer, date: str, entry: Entry, manner: Manner) -> None:
        entry.status = answer.status
        head = self._head(answer, date)
        body = b"" if self.command == "HEAD" else answer.body
        if manner.is_stalled:
            self.connection.sendall(head)
            self._wait_for_the_end()
        elif manner.is_truncated and body:
            entry.sent = len(body) // 2
            self.connection.sendall(head + body[: entry.sent])
            self.close_connection = True
        elif manner.bytes_per_second:
            self._drip(head, body, entry, manner.bytes_per_second)
        else:
            entry.sent = len(body)
            self.connection.sendall(head + body)

    def _head(self, answer: Answer, date: str) -> bytes:
        names = {name.lower() for name, _ in answer.headers}
        usual = [("Server", "nginx"), ("Date", date), ("Content-Type", answer.content_type)]
        if answer.status not in _NO_LENGTH:
            usual.append(("Content-Length", str(len(answer.body))))
        if self.close_connection:
            usual.append(("Connection", "close"))
        lines = [f"HTTP/1.1 {answer.status} {_phrase(answer.status)}"]
        lines += [f"{name}: {value}" for name, value in usual if name.lower() not in names]
        lines += [f"{name}: {value}" for name, value in answer.headers]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def _drip(self, head: bytes, body: bytes, entry: Entry, bytes_per_second: int) -> None:
        self.connection.sendall(head)
        size = max(1, round(bytes_per_second * _STEP))
        for at in range(0, len(body), size):
            piece = body[at : at + size]
            entry.sent += len(piece)
            self.connection.sendall(piece)
            time.sleep(len(piece) / bytes_per_second)

    def _wait_for_the_end(self) -> None:
        """Wait until the client closes the connection."""
        self.close_connection = True
        while True:
            readable, _, _ = select.select([self.connection], [], [], 1)
            if readable and not self.connection.recv(4096):
                return

    def _reset(self) -> None:
        """Close without a word: with no time to linger, the client gets a reset."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at the log."""


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
