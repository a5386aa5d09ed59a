"""What the tests of the live crawl share: the stand-in for the site, a database and an archive, and the command."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from crawling_forks import Done, Forks, Running, forking
from sqlalchemy import select, update
from stand_in_site.asked import Asked
from stand_in_site.client import Site, running_site
from stand_in_site.kinds import kind_of
from stand_in_site.raw_client import get
from stand_in_site.truth import SITE, TrueArticle

from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import ArticleRow, Base, FrontierRow, RunRow

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_PATIENCE = 60  # seconds for what must happen


@dataclass(frozen=True, slots=True)
class Live:
    """A site, a database and a folder, and the crawls that bring them together."""

    site: Site
    database: str
    folder: Path
    _forks: Forks

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.folder / "captures"

    def crawl(self, *arguments: str, **settings: str) -> Done:
        """Run ``atwasat crawl`` to its end; the site's log has this run alone. Settings without their ``ATWASAT_``."""
        self.site.clear_log()
        return self.start("atwasat", "crawl", *arguments, **settings).wait()

    def start(self, *command: str | Path, **settings: str) -> Running:
        """Start a command on the database."""
        output = next(path for number in count() if not (path := self.folder / f"said{number}.out").exists())
        output.touch()
        ours = {"database_url": self.database, "site": self.site.address, "archive": str(self.archive), "delay": "0"}
        named = {f"ATWASAT_{name.upper()}": value for name, value in (ours | settings).items()}
        return self._forks.start(*command, output=output, cwd=self.folder, **named)

    def asked(self, kind: str | None = None) -> list[str]:
        """Return what the site was asked for since the last crawl began, all or of one kind."""
        return [each.target for each in self.site.log() if kind in (None, kind_of(each.target))]

    def asked_for(self, path: str) -> list[Asked]:
        """Return the requests for one path."""
        return [each for each in self.site.log() if each.target == path]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table in the order of their ids."""
        columns = Base.metadata.tables[table]
        engine = open_engine(self.database)
        try:
            with engine.connect() as connection:
                return [dict(row) for row in connection.execute(select(columns).order_by(columns.c.id)).mappings()]
        finally:
            engine.dispose()

    def frontier(self, site_id: int) -> dict[str, Any]:
        """Return what is known of an article's address, by its number."""
        [row] = [row for row in self.rows("frontier") if row["site_id"] == site_id]
        return row

    def article(self, site_id: int) -> dict[str, Any]:
        """Return the row of an article, by its number."""
        [row] = [row for row in self.rows("articles") if row["site_id"] == site_id]
        return row

    def captures_of(self, url: str) -> list[dict[str, Any]]:
        """Return the captures of an address."""
        return [row for row in self.rows("captures") if row["url"] == url]

    def run(self) -> dict[str, Any]:
        """Return the row of the last run."""
        return self.rows("runs")[-1]

    def make_due(self, *site_ids: int) -> None:
        """Let time pass for addresses: they are due."""
        self._execute(update(FrontierRow).where(FrontierRow.site_id.in_(site_ids)).values(next_check_at=LONG_AGO))

    def end_the_wait(self) -> None:
        """Let time pass after a block: the site may be asked again."""
        self._execute(update(RunRow).where(RunRow.retry_at.is_not(None)).values(retry_at=LONG_AGO))

    def make_seen_long_ago(self) -> None:
        """Let the articles have been seen at one moment of the past only."""
        self._execute(update(ArticleRow).values(first_seen_at=LONG_AGO, last_seen_at=LONG_AGO))

    def _execute(self, statement: Any) -> None:
        engine = open_engine(self.database)
        with engine.begin() as connection:
            connection.execute(statement)
        engine.dispose()

    # The site as it is.

    def there(self, section: str | None = None) -> list[TrueArticle]:
        """Return the articles that the site shows now, the newest first, all or those of a section of today's site."""
        now = self.site.clock
        found = [each for each in self.site.truth() if each.is_there_at(now)]
        return [each for each in reversed(found) if section is None or is_in(each, section, now)]

    def paths(self, section: str | None = None) -> list[str]:
        """Return their paths."""
        return [each.path_at(self.site.clock) for each in self.there(section)]

    def page(self, path: str) -> bytes:
        """Return the body that the site answers to a path."""
        return get(self.site, path).body


@dataclass(frozen=True, slots=True)
class Ground:
    """What all tests of a module share: the processes."""

    site: Site
    forks: Forks

    def live(self, database: str, folder: Path) -> Live:
        """Return the site as it was at its start, with a new database and a new archive."""
        self.site.reset()
        return Live(self.site, database, folder, self.forks)


@contextmanager
def ground(**of_the_site: Any) -> Iterator[Ground]:
    """Have the stand-in with these parameters, and the process that starts commands."""
    with ExitStack() as stack:
        forks = stack.enter_context(forking())
        yield Ground(stack.enter_context(running_site(**of_the_site)), forks)


def is_in(article: TrueArticle, section: str, moment: datetime) -> bool:
    """Tell an article of a section of today's site."""
    return article.id_space == "news" and article.section_at(moment) == section


def url_of(path: str) -> str:
    """Return the address that a path has on the site."""
    return f"{SITE}{path}"


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + _PATIENCE
    while not is_so():
        assert monotonic() < end, "it did not come to that"
        sleep(0.02)
