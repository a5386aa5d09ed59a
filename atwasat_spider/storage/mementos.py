"""What the database has of the captures of a web archive: the moments of articles, and the captures that failed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import FIRST_SYSTEM, NEWS, ArticleAddress
from atwasat_spider.captures.mementos import memento_of
from atwasat_spider.storage.models import CaptureRow
from atwasat_spider.storage.sightings import FAILED, forget_failures


@dataclass(slots=True)
class KnownMementos:
    """Moments at which articles were captured, to the second, and addresses of captures that could not be had."""

    moments: set[tuple[str, datetime]]
    failed: set[str]

    @classmethod
    def load(cls, engine: Engine, wanted: ArticleAddress | str, replay_server: str) -> Self:
        """Read what is known of an article or of a section."""
        urls = [wanted.url] if isinstance(wanted, ArticleAddress) else _beginnings(wanted)
        failures = select(CaptureRow.path).where(
            CaptureRow.path.startswith(f"{replay_server}/", autoescape=True), CaptureRow.outcome == FAILED
        )
        moments = set()
        with engine.connect() as connection:
            for url in urls:
                rows = connection.execute(
                    select(CaptureRow.url, CaptureRow.captured_at).where(
                        CaptureRow.url.startswith(url, autoescape=True),
                        CaptureRow.captured_at.is_not(None),
                        CaptureRow.sha256.is_not(None),
                    )
                )
                moments |= {(row.url, _second(row.captured_at)) for row in rows}
            failed = {path for path in connection.scalars(failures) if memento_of(path, replay_server)}
        return cls(moments, failed)

    def has(self, address: ArticleAddress, moment: datetime) -> bool:
        """Tell whether an article's page of a moment is in the database."""
        return (address.url, _second(moment)) in self.moments

    def forget_failure(self, engine: Engine, path: str) -> None:
        """Forget that a capture could not be had, now that it is here."""
        if path in self.failed:
            self.failed.remove(path)
            with Session(engine) as session, session.begin():
                forget_failures(session, path)


def _beginnings(section: str) -> list[str]:
    return [f"https://alwasat.ly/{space}/{section}/" for space in (NEWS, FIRST_SYSTEM)]


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
