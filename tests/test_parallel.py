"""Captures read by processes beside this one: the same pages in the same order, whatever becomes of a process."""

import hashlib
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import pages
import pytest
from processes import SEEDS, run
from renderings.articles import ARTICLES
from renderings.containers import Page, wacz, warc
from rows import rows_of
from stand_in import page_of

from atwasat_spider.captures import find_captures, read_captures
from atwasat_spider.items import PageItem
from atwasat_spider.parallel import read_in_parallel
from atwasat_spider.storage.engine import open_engine

ZONE = "Africa/Tripoli"
NOON = datetime(2022, 6, 16, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _ended_if_it_hangs() -> Iterator[None]:
    """A test that waits for a process that is gone fails after a while."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("waited 40 seconds for a process")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(40)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def in_parallel(*paths: Path, jobs: int = 2) -> list[PageItem]:
    return list(read_in_parallel(find_captures(paths), zone=ZONE, jobs=jobs))


def in_one(*paths: Path) -> list[PageItem]:
    return [PageItem.of(each).read().normalized(ZONE) for each in read_captures(find_captures(paths))]


def told(items: list[PageItem]) -> list[tuple[object, ...]]:
    """What an item says, without the bytes that a process does not send."""
    return [
        (item.path, item.offset, item.sha256, item.record, item.problem, item.capture and item.capture.circumstances)
        for item in items
    ]


def many(count: int, *, since: datetime = NOON) -> list[Page]:
    """As many pages of a WARC file, each an article of its own."""
    shown = [page_of(article) for article in ARTICLES]
    return [
        (
            f"https://alwasat.ly/news/libya/{400_000 + number}",
            since + timedelta(minutes=number),
            shown[number % len(shown)],
        )
        for number in range(count)
    ]


def test_seeds_are_read_as_by_one_process() -> None:
    assert told(in_parallel(SEEDS)) == told(in_one(SEEDS))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_files_of_many_captures_come_in_their_order(jobs: int, tmp_path: Path) -> None:
    for name, hour in (("z", 0), ("m", 5), ("a", 10)):
        content = warc(many(3, since=NOON + timedelta(hours=hour)))
        (tmp_path / f"{name}.warc.gz").write_bytes(content)
    (tmp_path / "b.wacz").write_bytes(wacz(many(2, since=NOON - timedelta(days=1))))
    shown = in_parallel(tmp_path, jobs=jobs)
    names = [item.path.removeprefix(f"{tmp_path}/") for item in shown]
    assert names == [*["b.wacz/archive/data.warc.gz"] * 2, *["z.warc.gz"] * 3, *["m.warc.gz"] * 3, *["a.warc.gz"] * 3]
    assert told(shown) == told(in_one(tmp_path))


def test_single_pages_of_several_batches_keep_their_order(tmp_path: Path) -> None:
    """1,100 pages at unknown times are three batches; their order is that of their digests."""
    contents = [f"saved page {number}\n".encode() for number in range(1100)]
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.txt").write_bytes(content)
    digests = [item.sha256 for item in in_parallel(tmp_path)]
    assert digests == sorted(hashlib.sha256(content).hexdigest() for content in contents)


def test_pages_and_files_of_many_are_mixed_in_their_order(tmp_path: Path) -> None:
    for name, hour in (("early", 1), ("late", 9)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(pages.page(hour), encoding="utf-8")
        (tmp_path / name / "capture.json").write_text(f'{{"captured_at": "2022-06-16T{10 + hour}:00:00Z"}}')
    (tmp_path / "x.warc.gz").write_bytes(warc(many(2, since=NOON)))
    names = [Path(item.path).name for item in in_parallel(tmp_path)]
    assert [Path(item.path).parent.name for item in in_parallel(tmp_path)][0::3] == ["early", "late"]
    assert names == ["page.txt", "x.warc.gz", "x.warc.gz", "page.txt"]


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(warc(many(2)))
    (tmp_path / "notes.md").write_text("no page")
    findings = find_captures([tmp_path])
    assert len(list(read_in_parallel(findings, zone=ZONE, jobs=2))) == 2
    assert findings.passed_over == {".md": 1, "warcinfo": 1, "request": 2, "metadata": 2}


def test_file_that_cannot_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no more of it")
    (tmp_path / "b.warc.gz").write_bytes(warc(many(2)))
    problems = {Path(item.path).name: item.problem for item in in_parallel(tmp_path)}
    assert problems["b.warc.gz"] is None
    assert problems["a.zip"] is not None


def test_items_come_without_the_bytes_of_their_pages(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(warc(many(1)))
    [item] = in_parallel(tmp_path)
    assert item.capture is not None
    assert (item.capture.payload, item.sha256) == (b"", hashlib.sha256(page_of(ARTICLES[0])).hexdigest())
    assert item.record is not None


@pytest.mark.parametrize("seconds", [0, 1], ids=["at work", "waiting to be read"])
def test_killed_process_is_a_problem_and_the_rest_is_read(seconds: int, tmp_path: Path) -> None:
    """A process is at most 100 pages ahead, so the one of the long file has not ended when it is killed."""
    (tmp_path / "long.warc.gz").write_bytes(warc(many(400)))
    (tmp_path / "short.warc.gz").write_bytes(warc(many(3, since=NOON + timedelta(days=2))))
    read = read_with_a_kill(tmp_path, seconds)
    lost = [item for item in read if item.problem]
    assert [item.path for item in lost] == [str(tmp_path / "long.warc.gz")]
    assert lost[0].problem == "the process that read it ended with code -9; what follows was not read"
    assert [Path(item.path).name for item in read][-4:] == ["long.warc.gz", *["short.warc.gz"] * 3]
    assert len(read) < 400


@pytest.mark.parametrize("seconds", [0, 1], ids=["at work", "waiting to be read"])
def test_pages_of_a_killed_process_are_a_problem(seconds: int, tmp_path: Path) -> None:
    """Of a batch of single pages too, it is said that what follows was not read."""
    pages.write_pages(tmp_path, 300)
    read = read_with_a_kill(tmp_path, seconds)
    assert read[-1].problem == "the process that read it ended with code -9; what follows was not read"
    assert len(read) < 300


def test_process_killed_within_a_page_is_not_waited_for(tmp_path: Path) -> None:
    """Pages longer than what a pipe holds: the process is always in the midst of one when nobody takes them."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(pages.page(number, paragraphs=400), encoding="utf-8")
    read = read_with_a_kill(tmp_path, 2)
    assert read[-1].problem == "the process that read it ended with code -9; what follows was not read"


def read_with_a_kill(path: Path, seconds: int) -> list[PageItem]:
    """Read all by one process at a time, the first of which is killed so long after its first page was taken."""
    reading = read_in_parallel(find_captures([path]), zone=ZONE, jobs=1)
    read = [next(reading)]
    [process] = multiprocessing.active_children()
    assert process.pid is not None
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    return [*read, *reading]


def test_nobody_is_left_when_reading_stops_early(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.warc.gz").write_bytes(warc(many(150)))
    reading = read_in_parallel(find_captures([tmp_path]), zone=ZONE, jobs=3)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_replay_by_two_processes_gives_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "x.warc.gz").write_bytes(warc(many(20)))
    (tmp_path / "saved" / "y.wacz").write_bytes(wacz(many(10, since=NOON + timedelta(days=1))))
    pages.write_pages(tmp_path / "saved", 30)
    kept = []
    for jobs in ("1", "2"):
        database = str(tmp_path / f"{jobs}.db")
        assert run("atwasat", "replay", tmp_path / "saved", "--jobs", jobs, database=database).returncode == 0
        engine = open_engine(database)
        kept.append(rows_of(engine))
        engine.dispose()
    assert kept[0] == kept[1]
