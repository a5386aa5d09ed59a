"""One request and the server's answer, and the bytes by which an archive keeps them.

The text of headers is taken as Latin-1, one character a byte, so that what came over the wire is kept byte by byte;
a text with other characters, which no wire can have carried, is written in UTF-8. A line break inside a name, a value
or a reason would begin a header of its own: it becomes one space.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from string import punctuation
from urllib.parse import quote, urlsplit

_BREAKS = re.compile("[\r\n\0]+")
_HTTP = re.compile(r"HTTP/[0-9](?:\.[0-9])?")

_MOVED = "X-Archive-Orig-"  # the prefix by which other archives, too, keep a header that no longer holds

_Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the server's answer, as they went over the wire.

    ``payload`` is as received: content-encoded if the headers say so, its transfer coding already undone.
    ``fetched_at`` is an aware datetime in UTC. Raises ``ValueError`` for another zone or a URL that is not http(s).
    """

    url: str
    fetched_at: datetime
    method: str
    request_headers: _Headers
    status: int
    reason: str
    response_headers: _Headers
    payload: bytes = field(repr=False)
    request_body: bytes = field(default=b"", repr=False)
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None

    def __post_init__(self) -> None:
        if self.fetched_at.utcoffset() != timedelta(0):
            raise ValueError(f"{self.fetched_at!r} is not a datetime in UTC")
        if not self.target.startswith(("http://", "https://")) or not urlsplit(self.target).netloc:
            raise ValueError(f"{self.url!r} is not an http or https address")

    @property
    def target(self) -> str:
        """The URL in ASCII: spaces, control characters and all other letters are percent-encoded as UTF-8."""
        scheme, colon, rest = self.url.strip().partition(":")
        return scheme.lower() + colon + quote(rest, safe=punctuation, errors="surrogatepass")

    @property
    def spoken(self) -> str:
        """The protocol of the lines below; HTTP/2 ("h2") has no such lines and is written as HTTP/1.1."""
        return self.protocol if _HTTP.fullmatch(self.protocol) else "HTTP/1.1"


def request_head(exchange: Exchange) -> bytes:
    """Return request line and headers, with the blank line that closes them."""
    parts = urlsplit(exchange.target)
    wanted = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"{exchange.method} {wanted} {exchange.spoken}", exchange.request_headers)


def response_head(exchange: Exchange) -> bytes:
    """Return status line and headers, with the blank line that closes them.

    Two headers would be untrue of the payload below them and are kept under another name: every ``Transfer-Encoding``
    as ``X-Archive-Orig-Transfer-Encoding``, since the coding is undone; a ``Content-Length`` that is not the payload's
    as ``X-Archive-Orig-Content-Length``.
    """
    length = str(len(exchange.payload))
    headers = tuple((_true_name(name, value, length), value) for name, value in exchange.response_headers)
    return _head(f"{exchange.spoken} {exchange.status:03d} {exchange.reason}", headers)


def _true_name(name: str, value: str, length: str) -> str:
    lower = name.strip().lower()
    untrue = lower == "transfer-encoding" or (lower == "content-length" and value.strip() != length)
    return _MOVED + name.strip() if untrue else name


def _head(first: str, headers: _Headers) -> bytes:
    # A name that began with a space would carry on the line above it.
    lines = [_bytes(first), *(_bytes(name).strip() + b": " + _bytes(value) for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _bytes(text: str) -> bytes:
    line = _BREAKS.sub(" ", text)
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogatepass")
