"""The site's log: what it was asked for, and what it answered."""

from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when its head arrived by ``time.monotonic`` of this machine, and how it was answered.

    ``target`` is the path with its query, header names are in lower case; ``status`` is 0 where nothing was sent,
    ``sent`` counts the bytes of the body.
    """

    moment: float
    method: str
    target: str
    headers: dict[str, str]
    status: int = 0
    sent: int = 0


@dataclass(slots=True)
class Entry:
    """A request in the log while it is answered; what is about to be sent is noted first, so that no reader is late."""

    moment: float
    method: str
    target: str
    headers: dict[str, str]
    status: int = 0
    sent: int = 0


@dataclass(slots=True)
class Log:
    """The requests since the log was cleared, in the order of their arrival."""

    _entries: list[Entry] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, entry: Entry) -> None:
        """Note a request that has arrived."""
        with self._lock:
            self._entries.append(entry)

    def clear(self) -> None:
        """Forget all requests."""
        with self._lock:
            self._entries.clear()

    def plain(self) -> list[dict[str, Any]]:
        """Return the requests as values that JSON has."""
        with self._lock:
            return [asdict(entry) for entry in self._entries]
