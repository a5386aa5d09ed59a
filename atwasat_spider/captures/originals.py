"""Where the pages lie that revisit records saw again."""

import sqlite3
from datetime import UTC, datetime
from typing import Self

from atwasat_spider.captures.warc_items import Revisit

_END_OF_TIME = "9999"


class Originals:
    """Where the payload of a revisit lies; kept in a private temporary database, so that memory stays flat."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE pages (digest TEXT, url TEXT, moment TEXT, place TEXT, at INTEGER)")
        self._database.execute("CREATE INDEX by_digest ON pages (digest)")
        self._database.execute("CREATE INDEX by_url ON pages (url, moment)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the database."""
        self._database.close()

    def remember(
        self, capture_digest: str | None, url: str, captured_at: datetime | None, place: str, offset: int
    ) -> None:
        """Keep where the page with a payload digest lies, as ``read_record`` finds it."""
        row = (normal_digest(capture_digest), url, _seconds(captured_at), place, offset)
        self._database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)

    def find(self, revisit: Revisit) -> tuple[str, int] | None:
        """Return place and offset of the page that a revisit saw again; ``None`` if it was not remembered.

        The digest decides; of several with it, the one that the revisit names. Without it the address and the time
        that the revisit names do, and for a page that the server called not modified its newest capture before.
        """
        known = revisit.circumstances
        digest = normal_digest(revisit.payload_digest)
        url = revisit.refers_to_url or known.url
        moment = _seconds(revisit.refers_to_date or known.captured_at) or _END_OF_TIME
        found = self._first("digest = ? AND digest <> '' ORDER BY url = ? DESC, moment = ? DESC", digest, url, moment)
        if found is None and revisit.not_modified:
            found = self._first("url = ? AND moment <= ? ORDER BY moment DESC", url, moment)
        elif found is None and revisit.refers_to_date is not None:
            kind = digest.partition(":")[0] + ":%"  # another digest of the same kind is another page
            found = self._first("url = ? AND moment = ? AND digest NOT LIKE ?", url, moment, kind)
        return found

    def _first(self, condition: str, *values: str | None) -> tuple[str, int] | None:
        rows = self._database.execute(f"SELECT place, at FROM pages WHERE {condition} LIMIT 1", values)  # noqa: S608
        found: tuple[str, int] | None = rows.fetchone()
        return found


def normal_digest(digest: str | None) -> str:
    """Return a labelled digest as all tools would write it: ``sha1:`` and the value in capitals."""
    name, _, value = (digest or "").strip().partition(":")
    return f"{name.lower().replace('-', '')}:{value.upper()}" if value else ""


def _seconds(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
