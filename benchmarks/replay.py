"""How fast saved pages become rows, beside reading them alone; and whether memory grows with their number.

Run: ``python benchmarks/replay.py``. Synthetic pages of 10 KB, medians of five runs, one process each.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import pages  # noqa: E402 - the tests' own page generator

from atwasat_spider.articles import read_article  # noqa: E402
from atwasat_spider.captures import find_captures  # noqa: E402
from atwasat_spider.normalization import normalize  # noqa: E402
from atwasat_spider.storage.engine import open_engine  # noqa: E402
from atwasat_spider.storage.runs import start_run  # noqa: E402
from atwasat_spider.storage.save import save  # noqa: E402
from atwasat_spider.storage.schema import prepare  # noqa: E402
from atwasat_spider.storage.sightings import Sighting  # noqa: E402

RUNS, PAGES = 5, 500


def reading(folder: Path, _database: Path) -> None:
    """Stages one to four."""
    for source in find_captures([folder]).sources:
        normalize(read_article(source.load()))


def reading_and_saving(folder: Path, database: Path) -> None:
    """Stages one to five, without Scrapy."""
    engine = open_engine(str(database))
    prepare(engine)
    run = start_run(engine, "benchmark", {})
    for source in find_captures([folder]).sources:
        capture = source.load()
        save(engine, normalize(read_article(capture)), Sighting(run, capture.path, capture.sha256))
    engine.dispose()


def replaying(folder: Path, database: Path) -> int:
    """The whole command, start-up included; return the most memory it held, in KiB."""
    command = [Path(sys.executable).parent / "atwasat", "--database", database, "replay", folder]
    job = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(job.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_maxrss


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages.write_pages(folder / "few", PAGES)
        for job in (reading, reading_and_saving, replaying):
            seconds = []
            for number in range(RUNS):
                began = time.perf_counter()
                job(folder / "few", folder / f"{job.__name__}-{number}.db")
                seconds.append(time.perf_counter() - began)
            print(f"{job.__name__:20} {PAGES / median(seconds):8.0f} pages/s")
        pages.write_pages(folder / "many", 6 * PAGES)
        few = replaying(folder / "few", folder / "few.db")
        many = replaying(folder / "many", folder / "many.db")
        print(f"memory: {few} KiB for {PAGES} pages, {many} KiB for {6 * PAGES}: ratio {many / few:.3f}")
        size = (folder / "many.db").stat().st_size / (6 * PAGES)
        print(f"database: {size / 1024:.1f} KiB a page")


if __name__ == "__main__":
    main()
