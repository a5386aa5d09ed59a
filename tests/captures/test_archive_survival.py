"""An archive outlives the processes that write it: killed, at once, on a full disk, one after another."""

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_archive import exchange, members, only_file, problems, records

from atwasat_spider.captures.archive import Archive, Place

# A process that writes pages of random bytes, which do not compress, and prints the place of each once it is written.
# Its arguments: the folder, the URL of its pages, how many, the largest page and the signal action for a full disk.
WRITER = """
import os, random, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from atwasat_spider.captures.archive import Archive, Exchange

folder, url, pages, size, limit, action = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
signal.signal(signal.SIGXFSZ, action)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
chance = random.Random(1)
with Archive(Path(folder)) as archive:
    for number in range(pages):
        payload = chance.randbytes(chance.randrange(size))
        try:
            place = archive.write(
                Exchange(f"{url}{number}", datetime.now(UTC), "GET", (), 200, "OK", (), payload)
            )
        except OSError as error:
            print("failed", error.errno, f"{url}{number}", flush=True)
        else:
            print(place.offset, place.path, f"{url}{number}", flush=True)
"""
KILL, IGNORE = int(signal.SIG_DFL), int(signal.SIG_IGN)
URL = "https://alwasat.ly/news/libya/"


def start(
    folder: Path, *, url: str = URL, pages: int = 10_000, size: int = 60_000, limit: int = 0, action: int = IGNORE
) -> subprocess.Popen[bytes]:
    arguments = [str(folder), url, str(pages), str(size), str(limit), str(action)]
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, bufsize=0)


def first_line(process: subprocess.Popen[bytes]) -> list[str]:
    """Wait until a writer has written its first page and return what it reported."""
    assert process.stdout is not None
    return process.stdout.readline().decode().split()


def finish(process: subprocess.Popen[bytes]) -> list[list[str]]:
    """Wait for a writer's end and return what it reported in whole lines."""
    output, _ = process.communicate(timeout=60)
    return [line.split() for line in output.decode().splitlines(keepends=True) if line.endswith("\n")]


def assert_readable(reported: list[list[str]]) -> None:
    """Every place that was reported is that of a response with the reported URL."""
    for file in {path for _, path, _ in reported}:
        found = dict(members(Path(file)))
        for offset, path, url in reported:
            if path == file:
                head = found[int(offset)].split(b"\r\n\r\n")[0].decode()
                assert "WARC-Type: response\r\n" in head
                assert f"WARC-Target-URI: {url}\r\n" in head


def test_writer_killed_at_any_moment_loses_nothing_reported(tmp_path: Path) -> None:
    chance, reported = random.Random(2016), []
    for turn in range(20):
        writer = start(tmp_path, url=f"{URL}{turn}-")
        first = first_line(writer)
        time.sleep(chance.uniform(0, 0.08))
        writer.send_signal(signal.SIGKILL)
        reported += [first, *finish(writer)]
        Archive(tmp_path).close()
        assert problems(only_file(tmp_path)) == ""
        assert_readable(reported)
    assert len(reported) >= 20
    assert {url.removeprefix(URL).split("-")[0] for _, _, url in reported} == {str(turn) for turn in range(20)}


@pytest.mark.parametrize("limit", [1, 100, 371, 800, 1_000, 3_000, 20_011, 50_012, 50_021, 77_777])
def test_writer_killed_within_a_record_leaves_the_others(limit: int, tmp_path: Path) -> None:
    writer = start(tmp_path, size=20_000, limit=limit, action=KILL)
    reported = finish(writer)
    assert writer.returncode == -signal.SIGXFSZ
    assert only_file(tmp_path).stat().st_size == limit
    with Archive(tmp_path) as archive:
        archive.write(exchange())
    assert problems(only_file(tmp_path)) == ""
    assert_readable(reported)
    assert len(reported) == sum(1 for record in records(only_file(tmp_path)) if record["WARC-Type"] == "request") - 1


@pytest.mark.parametrize("limit", [3_000, 20_011, 50_012, 50_021, 77_777])
def test_write_that_fails_leaves_whole_records(limit: int, tmp_path: Path) -> None:
    writer = start(tmp_path, pages=30, size=20_000, limit=limit)
    answers = finish(writer)
    assert writer.returncode == 0
    failed = [answer for answer in answers if answer[0] == "failed"]
    reported = [answer for answer in answers if answer[0] != "failed"]
    assert {errno for _, errno, _ in failed} == {"27"}  # EFBIG, as it is
    assert problems(only_file(tmp_path)) == ""
    assert_readable(reported)
    written = [record["WARC-Target-URI"] for record in records(only_file(tmp_path))[1:]]
    assert written == [url for _, _, url in reported for _ in ("response", "request")]
    assert list(tmp_path.iterdir()) == [only_file(tmp_path)]
    assert len(failed) + len(reported) == 30


@contextmanager
def full_disk(largest_file: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes; Python ignores the signal and sees the error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_disk_that_is_full_at_once_leaves_no_half_file(tmp_path: Path) -> None:
    with full_disk(100), pytest.raises(OSError, match="File too large"):
        Archive(tmp_path)
    assert only_file(tmp_path).read_bytes() == b""
    with Archive(tmp_path) as archive:
        archive.write(exchange())
    assert problems(only_file(tmp_path)) == ""
    assert [record["WARC-Type"] for record in records(only_file(tmp_path))] == ["warcinfo", "response", "request"]


def test_archive_goes_on_once_the_disk_has_room(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.write(exchange())
        before = first.path.read_bytes()
        with full_disk(len(before) + 500), pytest.raises(OSError, match="File too large"):
            archive.write(exchange())
        assert first.path.read_bytes() == before
        assert archive.write(exchange()) == Place(first.path, len(before))
    assert problems(first.path) == ""


def test_file_after_a_full_one_waits_for_room(tmp_path: Path) -> None:
    with Archive(tmp_path, largest=1) as archive:
        first = archive.write(exchange())
        for _ in range(3):
            with full_disk(100), pytest.raises(OSError, match="File too large"):
                archive.write(exchange())
        second = archive.write(exchange())
    assert sorted(tmp_path.iterdir()) == [first.path, second.path]
    assert problems(first.path, second.path) == ""
    assert [record["WARC-Type"] for record in records(second.path)] == ["warcinfo", "response", "request"]


def test_processes_at_once_write_files_of_their_own(tmp_path: Path) -> None:
    writers = [start(tmp_path, url=f"{URL}{name}", size=50_000) for name in ("a", "b", "c")]
    began = [first_line(writer) for writer in writers]  # now all have their files open
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    reports = [[first, *finish(writer)] for first, writer in zip(began, writers, strict=True)]
    assert [len({path for _, path, _ in report}) for report in reports] == [1, 1, 1]
    assert len({path for report in reports for _, path, _ in report}) == 3
    Archive(tmp_path).close()  # goes on in one of them and makes all of them whole
    assert problems(*tmp_path.glob("*.warc.gz")) == ""
    assert len(list(tmp_path.iterdir())) == 3
    for report in reports:
        assert_readable(report)


def test_archives_open_at_once_never_share_a_file(tmp_path: Path) -> None:
    archives = [Archive(tmp_path) for _ in range(30)]
    places = [archive.write(exchange()) for archive in archives]
    for archive in archives:
        archive.close()
    assert len({place.path for place in places}) == 30
    assert problems(*(place.path for place in places)) == ""
