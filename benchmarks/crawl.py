"""How fast a live crawl is without politeness, beside Scrapy that asks for the same addresses and does nothing else.

Run: ``python benchmarks/crawl.py``; ``--profile`` shows instead where the time of one crawl goes. Server, crawl and
Scrapy are processes of their own. Crawl and Scrapy take turns, so that they meet the same noise; each is timed from
the opening of its spider to its closing, and so without the start of its process.
"""

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from stand_in_site.asked import Asked
from stand_in_site.client import Site, running_site
from stand_in_site.kinds import kind_of

ROUNDS, ARTICLES, CONCURRENCY = 5, 300, (8, 16)
AIM = 0.70  # of the pages that Scrapy alone fetches in a second
ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True)
class Timed:
    """What a job fetched in which time of the clock, and of the processor."""

    pages: int
    seconds: float
    processor: float

    @property
    def speed(self) -> float:
        """Pages in a second."""
        return self.pages / self.seconds


# The jobs, each in a process of its own


def crawl(place: Path, concurrency: int) -> None:
    """Crawl the site of the environment into a new place, and print the time."""
    from atwasat_spider.jobs import archive_settings, crawler_process, run_job
    from atwasat_spider.settings import changed_delay

    ours = {
        "ATWASAT_DATABASE_URL": f"sqlite:///{place}/archive.db",
        "ATWASAT_ARCHIVE": f"{place}/captures",
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
    }
    process = crawler_process(archive_settings(changed_delay(0) | ours))
    times = _timed(process)
    report = run_job(process, "site", {})
    if report.exit_code:
        sys.exit(str(report))
    _tell(times, report.counts["requests"])


def fetch(addresses: Sequence[str], concurrency: int) -> None:
    """Fetch addresses with Scrapy as it comes, parse and store nothing, and print the time."""
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess

    class Plain(Spider):
        name = "plain"

        async def start(self):  # type: ignore[no-untyped-def]
            for address in addresses:
                yield Request(address, dont_filter=True)

        def parse(self, _response):  # type: ignore[no-untyped-def]
            return None

    settings = {
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_LEVEL": "INFO",  # as ours: a line for each request slows Scrapy down
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
    }
    process = CrawlerProcess(settings)
    times = _timed(process)
    process.crawl(Plain)
    process.start()
    _tell(times, len(addresses))


def _timed(process) -> list[tuple[float, float]]:  # type: ignore[no-untyped-def]
    """Return a list that gets the times at which the spider of a process opens and closes."""
    from scrapy import signals

    times: list[tuple[float, float]] = []
    create = process.create_crawler

    def note() -> None:
        times.append((time.perf_counter(), time.process_time()))

    def listened(spider):  # type: ignore[no-untyped-def]
        crawler = create(spider)
        crawler.signals.connect(note, signals.spider_opened, weak=False)
        crawler.signals.connect(note, signals.spider_closed, weak=False)
        return crawler

    process.create_crawler = listened
    return times


def _tell(times: list[tuple[float, float]], pages: int) -> None:
    (opened, began), (closed, ended) = times
    sys.stdout.write(json.dumps([pages, closed - opened, ended - began]))


def _apart(site: Site, *arguments: str, given: Sequence[str] = ()) -> Timed:
    """Do a job in a process of its own and return its time."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATWASAT_")}
    environment = kept | {"ATWASAT_SITE": site.address}
    done = subprocess.run(
        [sys.executable, __file__, *arguments],
        input=json.dumps(given), env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{arguments}: {done.stdout}{done.stderr[-2000:]}")
    return Timed(*json.loads(done.stdout))


# The server alone


def ceiling(site: Site, targets: Sequence[str], connections: int) -> float:
    """Return how many pages in a second the server gives to clients that only read, one connection each."""
    shares = [targets[number::connections] for number in range(connections)]
    readers = [threading.Thread(target=_read, args=(site, share)) for share in shares]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return len(targets) / (time.perf_counter() - began)


def _read(site: Site, targets: Sequence[str]) -> None:
    connection = HTTPConnection(urlsplit(site.address).netloc)
    for target in targets:
        connection.request("GET", target)
        connection.getresponse().read()
    connection.close()


# Rounds


def our_round(site: Site, concurrency: int) -> tuple[Timed, list[Asked]]:
    """Crawl once into a new database and a new archive; return the time and what was asked for."""
    site.clear_log()
    with tempfile.TemporaryDirectory() as place:
        timed = _apart(site, "--crawl", place, "--concurrency", str(concurrency))
    return timed, site.log()


def measure(site: Site, concurrency: int, rounds: int) -> None:
    """Print the figures at one concurrency."""
    ours: list[Timed] = []
    alone: list[Timed] = []
    articles = 0
    for _ in range(rounds):
        timed, asked = our_round(site, concurrency)
        articles = sum(kind_of(each.target) == "articles" for each in asked)
        addresses = [site.address + each.target for each in asked if each.target != ROBOTS]
        ours.append(timed)
        alone.append(_apart(site, "--fetch", "--concurrency", str(concurrency), given=addresses))
    print(f"\nconcurrency {concurrency}: {ours[0].pages} pages, {articles} of them articles; {rounds} rounds")
    for name, each in (("this project", ours), ("Scrapy alone", alone)):
        print(f"  {name}  {_row([one.speed for one in each])} pages/s", end="  ")
        print(f"{_row([one.processor / one.pages * 1000 for one in each], 2)} ms of the processor a page")
    share = articles / ours[0].pages
    print(f"  this project  {_row([one.speed * share for one in ours])} articles/s")
    for name, ratio in (
        ("by the clock", [one.speed / other.speed for one, other in zip(ours, alone, strict=True)]),
        ("by the processor", [_cost(other) / _cost(one) for one, other in zip(ours, alone, strict=True)]),
    ):
        print(f"  share of Scrapy alone {name}: {_row(ratio, 2)}; the aim is {AIM}")


def _cost(timed: Timed) -> float:
    return timed.processor / timed.pages


def _row(figures: Sequence[float], places: int = 1) -> str:
    return f"{median(figures):.{places}f} ({min(figures):.{places}f} to {max(figures):.{places}f})"


def profile(work: Callable[[], None]) -> None:
    """Print the functions in which the most time is spent."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profiler).sort_stats(order).print_stats(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--concurrency", type=int, nargs="+", default=CONCURRENCY)
    parser.add_argument("--wait", type=float, default=0.0, help="seconds that the server takes for an answer")
    parser.add_argument("--profile", action="store_true", help="show where a crawl's time goes, and no more")
    parser.add_argument("--crawl", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fetch", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.crawl:
        crawl(chosen.crawl, chosen.concurrency[0])
    elif chosen.fetch:
        fetch(json.load(sys.stdin), chosen.concurrency[0])
    else:
        with running_site(articles=chosen.articles) as site:
            _show(site, chosen)


def _show(site: Site, chosen: argparse.Namespace) -> None:
    _, asked = our_round(site, max(chosen.concurrency))  # has the server render every page, which it then keeps
    targets = [each.target for each in asked]
    size = sum(each.sent for each in asked) / len(asked) / 1000
    if chosen.profile:
        os.environ["ATWASAT_SITE"] = site.address
        with tempfile.TemporaryDirectory() as place:
            profile(lambda: crawl(Path(place), chosen.concurrency[0]))
        return
    if chosen.wait:
        site.switch("slow", seconds=chosen.wait)
    print(f"{len(targets)} pages of {size:.1f} KB in the mean, {os.cpu_count()} processors")
    for concurrency in chosen.concurrency:
        speeds = [ceiling(site, targets, concurrency) for _ in range(3)]
        print(f"the server to {concurrency} clients that only read: {_row(speeds)} pages/s", flush=True)
    for concurrency in chosen.concurrency:
        measure(site, concurrency, chosen.rounds)


if __name__ == "__main__":
    main()
