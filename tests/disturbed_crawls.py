"""Crawls of the stand-in for tests that disturb them: their processes, and what they leave behind."""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from processes import BIN, ROOT, environment
from sqlalchemy import select
from stand_in_site.client import Site
from stand_in_site.kinds import kind_of
from warcio.checker import Checker  # type: ignore[import-untyped]

from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import Base, RunRow

# What differs between two runs by nature: numbers of rows, and moments of the crawler's own clock.
_OF_THE_RUN = frozenset(
    {"id", "run_id", "path", "offset", "first_seen_at", "last_seen_at", "captured_at", "discovered_at", "checked_at",
     "next_check_at", "gone_at", "read_at", "newest_at", "sweep_started_at",
     "doubted_url", "published_earliest", "published_latest"}
)  # fmt: skip
_COMPARED = ("articles", "revisions", "related_links", "frontier", "listings")
# A process that has these loaded is copied for each crawl: a crawl would take longer to start than to do its work.
_LOADED = ["alembic.command", "scrapy", "scrapy.pqueues", "scrapy.squeues", "scrapy.dupefilters", "tldextract",
           "atwasat_spider.jobs", "atwasat_spider.spiders.site", "atwasat_spider.spiders.wayback",
           "atwasat_spider.pipelines.read"]  # fmt: skip
# A crawl whose clock is wrong by so many seconds; its other arguments: the site, the database and the captures.
_WITH_A_WRONG_CLOCK = """
import datetime, sys
from pathlib import Path

true, wrong_by = datetime.datetime, datetime.timedelta(seconds=float(sys.argv[1]))

class Moment(type):
    def __instancecheck__(cls, each):
        return isinstance(each, true)

class WrongClock(true, metaclass=Moment):
    @classmethod
    def now(cls, tz=None):
        return true.now(tz) + wrong_by

datetime.datetime = WrongClock  # before any module of ours has taken it by its name
from disturbed_crawls import crawl_and_exit
crawl_and_exit(*sys.argv[2:])
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What a crawl works with: the address of the site, that of the database, and the folder of captures."""

    site: str
    database: str
    captures: Path

    def environment(self, **changes: str) -> dict[str, str]:
        """Return the environment of a command that crawls without any delay."""
        ours = {"ATWASAT_SITE": self.site, "ATWASAT_ARCHIVE": str(self.captures), "ATWASAT_DELAY": "0"}
        return environment(self.database) | ours | changes


def crawl(place: Place, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy crawl site`` to its end and return code and output."""
    return finished(start_crawl(place, *arguments, **changes))


def start_crawl(place: Place, *arguments: str, **changes: str) -> subprocess.Popen[str]:
    """Start ``scrapy crawl site`` and return its process; ``finished`` ends with it."""
    return start(place, "scrapy", "crawl", "site", *arguments, **changes)


def start(place: Place, program: str, *arguments: str, **changes: str) -> subprocess.Popen[str]:
    """Start a command at a place."""
    return subprocess.Popen(
        [BIN / program, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place.environment(**changes), cwd=ROOT,
    )  # fmt: skip


def finished(job: subprocess.Popen[str], timeout: float = 200) -> subprocess.CompletedProcess[str]:
    """Wait for the end of a process and return code and output; one that takes too long is killed."""
    with job:
        try:
            output, error = job.communicate(timeout=timeout)
        finally:
            job.kill()
    return subprocess.CompletedProcess(job.args, job.returncode, output, error)


def forked_crawl(place: Place) -> BaseProcess:
    """Start a crawl in a copy of a process that has the program loaded already, and return it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    process = context.Process(target=_crawl, args=(place.site, place.database, str(place.captures)))
    process.start()
    return process


def _crawl(site: str, database: str, captures: str) -> None:
    with Path(f"{captures}.log").open("a") as log, redirect_stdout(log), redirect_stderr(log):
        crawl_and_exit(site, database, captures)


def crawl_and_exit(site: str, database: str, captures: str, *spider_arguments: str) -> None:
    """Crawl in this process, print the report and end with its code."""
    from atwasat_spider.jobs import archive_settings, crawler_process, run_job
    from atwasat_spider.settings import changed_delay

    ours = {"ATWASAT_SITE": site, "ATWASAT_DATABASE_URL": database, "ATWASAT_ARCHIVE": captures}
    told = dict(each.split("=", 1) for each in spider_arguments)
    report = run_job(crawler_process(archive_settings(ours | changed_delay(0))), "site", told)
    sys.stdout.write(f"{report}\n")
    sys.exit(report.exit_code)


def crawl_with_a_wrong_clock(
    place: Place, wrong_by: timedelta, *spider_arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a crawl of which every moment is wrong by a duration, and return code and output."""
    arguments = [str(wrong_by.total_seconds()), place.site, place.database, str(place.captures), *spider_arguments]
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    job = subprocess.Popen(
        [sys.executable, "-c", _WITH_A_WRONG_CLOCK, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place.environment(PYTHONPATH=path), cwd=ROOT,
    )  # fmt: skip
    return finished(job)


def wait_for_requests(
    site: Site, count: int, job: "BaseProcess | subprocess.Popen[str]", kind: str | None = None
) -> None:
    """Wait until the site was asked so many times, for pages of a kind if one is named, or the asking job has ended."""
    for _ in range(30_000):
        is_over = job.exitcode is not None if isinstance(job, BaseProcess) else job.poll() is not None
        if is_over or len(asked(site, kind)) >= count:
            return
        time.sleep(0.004)


def asked(site: Site, kind: str | None = None) -> list[str]:
    """Return the paths that the site was asked for since its log was cleared, those of a kind if one is named."""
    return [each.target for each in site.log() if kind in (None, kind_of(each.target))]


def most_asked(site: Site) -> int:
    """Return how often the site was asked for the article that it was asked for most often."""
    return max(Counter(asked(site, "articles")).values(), default=0)


def runs_in(database: str) -> list[tuple[str | None, str | None, dict[str, int]]]:
    """Return outcome, problem and counts of each run of a database, in their order."""
    engine = open_engine(database, read_only=True)
    with engine.connect() as connection:
        query = select(RunRow.outcome, RunRow.problem, RunRow.counts).order_by(RunRow.id)
        found = [(row.outcome, row.problem, row.counts) for row in connection.execute(query)]
    engine.dispose()
    return found


def facts_in(database: str) -> dict[str, list[str]]:
    """Return what the rows of a database say of the site, in an order of its own: without numbers and moments."""
    engine = open_engine(database, read_only=True)
    with engine.connect() as connection:
        tables = {
            name: [dict(row._mapping) for row in connection.execute(select(Base.metadata.tables[name]))]
            for name in _COMPARED
        }
    engine.dispose()
    urls = {row["id"]: row["url"] for row in tables["articles"]}
    return {name: sorted(_said(row, urls) for row in rows) for name, rows in tables.items()}


def _said(row: dict[str, Any], urls: dict[int, str]) -> str:
    named = {key: urls.get(value) if key in ("article_id", "target_id") else value for key, value in row.items()}
    return json.dumps(
        {key: value for key, value in named.items() if key not in _OF_THE_RUN}, sort_keys=True, default=str
    )


def articles_in(database: str) -> set[tuple[str, int]]:
    """Return the numbers of the articles of a database."""
    engine = open_engine(database, read_only=True)
    articles = Base.metadata.tables["articles"]
    with engine.connect() as connection:
        found = {(row.id_space, row.site_id) for row in connection.execute(select(articles))}
    engine.dispose()
    return found


def shown_by(site: Site) -> set[tuple[str, int]]:
    """Return the numbers of the articles that the site shows now."""
    return {(each.id_space, each.site_id) for each in site.truth() if each.is_there_at(site.clock)}


def complaints_about(captures: Path) -> str:
    """Return what ``warcio check`` says against the files of an archive; nothing is good."""
    said, complained = StringIO(), StringIO()
    files = [str(file) for file in sorted(captures.glob("*.warc.gz"))]
    with redirect_stdout(said), redirect_stderr(complained):
        Checker(SimpleNamespace(inputs=files, verbose=True)).process_all()
    lines = [line.strip() for line in said.getvalue().splitlines() if line.startswith("    ")]
    good = ("digest pass", "digest present but not checked (revisit)")
    return "\n".join([line for line in lines if line not in good] + complained.getvalue().splitlines())
