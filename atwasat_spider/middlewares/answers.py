"""What an answer says before it is processed: its headers, and whether it refuses us; and what is no answer at all."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost

from atwasat_spider.captures.bodies import HttpHead, undo_encodings
from atwasat_spider.captures.refusals import Refusal, RefusalKind, find_refusal
from atwasat_spider.errors import UnreadableCaptureError

LISTING = "atwasat_listing"  # a key of a request's meta: the listing that is asked for
REFUSED_BEFORE = "atwasat_refused_before"  # a key of a request's meta: this very page was refused to an earlier job
_FAILURES: dict[type[Exception], str] = {
    CannotResolveHostError: "its name cannot be resolved",
    DownloadConnectionRefusedError: "it refuses the connection",
    DownloadTimeoutError: "it does not answer in time",
    DownloadFailedError: "the connection broke",
    ResponseDataLossError: "its answer broke off",
    ConnectError: "no connection",
    ConnectionDone: "the connection broke",
    ConnectionLost: "the connection broke",
}
CONNECTION_FAILURES = tuple(_FAILURES)

_WAIT = "retry-after"
_UNAVAILABLE = 503


def refusal_of(response: Response) -> Refusal | None:
    """Return how an answer refuses us, ``None`` where it does not; its body is as it came, encoded.

    A server that is unavailable and says when to come again is a refusal too: that of the rate, without a firewall.
    """
    headers = headers_of(response)
    try:
        body = undo_encodings(response.body, HttpHead(status=response.status, content=headers.get("content-encoding")))
    except UnreadableCaptureError:
        body = response.body
    refusal = find_refusal(response.status, headers, body)
    if refusal is None and response.status == _UNAVAILABLE and _WAIT in headers:
        return Refusal(RefusalKind.RATE, None, f"header {_WAIT}", response.status)
    return refusal


def headers_of(response: Response) -> dict[str, str]:
    """Return the headers of an answer with their names in lower case, repeated ones joined."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in response.headers.items()
    }


def failure_shown(failure: Exception) -> str:
    """Return one of the ``CONNECTION_FAILURES`` in words."""
    return next(shown for kind, shown in _FAILURES.items() if isinstance(failure, kind))
