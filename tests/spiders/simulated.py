"""Weeks of crawls in minutes: a process whose clock stands where the stand-in's does and moves on from run to run.

Nothing else is simulated: each run is a whole crawl with the archive's own settings, over HTTP, without the delay.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import time_machine
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.reactor import install_reactor
from stand_in_site.asked import Asked
from stand_in_site.client import Site

from atwasat_spider.extensions.run_record import OUTCOME, counts_of
from atwasat_spider.jobs import archive_settings, prepare_database
from atwasat_spider.settings import changed_delay
from atwasat_spider.storage.schedule import DEFAULT_LADDER

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl at a moment of the clock: how it ended, what the site was asked for, and how long it really took."""

    moment: datetime
    outcome: str
    counts: Mapping[str, int]
    asked: tuple[Asked, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the crawls store what they find."""

    database: str
    archive: Path

    @property
    def settings(self) -> dict[str, object]:
        """The settings that say so."""
        return {"ATWASAT_DATABASE_URL": self.database, "ATWASAT_ARCHIVE": str(self.archive)}


def simulate(
    site: Site, place: Place, *, runs: int, interval: timedelta, told: Callable[[Run], None] = lambda _run: None
) -> list[Run]:
    """Crawl so many times, the first at the site's moment; a process can do this once. ``told`` hears of each run."""
    ours = {"ATWASAT_SITE": site.address, "ATWASAT_LADDER": DEFAULT_LADDER, "ATWASAT_PROGRESS": False}
    settings = archive_settings(place.settings | changed_delay(0) | ours)
    prepare_database(settings).dispose()
    return _in_reactor(_crawls(site, settings, runs, interval, told))


def simulate_apart(site: Site, place: Place, *, runs: int, interval: timedelta) -> list[Run]:
    """Do the same in a process of its own: the clock of this one goes on."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(simulate, site, place, runs=runs, interval=interval).result()


async def _crawls(
    site: Site, settings: Settings, runs: int, interval: timedelta, told: Callable[[Run], None]
) -> list[Run]:
    runner, done = AsyncCrawlerRunner(settings), []
    start = site.clock
    with time_machine.travel(start, tick=False) as clock:
        for number in range(runs):
            moment = start + number * interval
            site.set_clock(moment)
            clock.move_to(moment)
            done.append(await _crawl(runner, site, moment))
            told(done[-1])
    return done


async def _crawl(runner: AsyncCrawlerRunner, site: Site, moment: datetime) -> Run:
    site.clear_log()
    began = time.monotonic()
    crawler = runner.create_crawler("site")
    await runner.crawl(crawler)
    seconds = time.monotonic() - began
    assert isinstance(crawler.stats, StatsCollector)
    outcome = str(crawler.stats.get_value(OUTCOME))
    return Run(moment, outcome, counts_of(crawler.stats), tuple(site.log()), seconds)


def _in_reactor(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in Scrapy's reactor, whose own timers go by a clock that is never set."""
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    running: Any = reactor
    running.seconds = time.monotonic
    results: list[Any] = []

    def begin() -> None:
        done: Deferred[T] = Deferred.fromFuture(asyncio.ensure_future(work))
        done.addBoth(results.append)
        done.addBoth(lambda _: running.stop())

    running.callWhenRunning(begin)
    running.run(installSignalHandlers=False)
    result = results[0]
    if hasattr(result, "raiseException"):
        result.raiseException()
    returned: T = result
    return returned
