"""Crawls on a full disk: they end at once and name it, and once there is room nothing is missing."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from disturbed_crawls import (
    Place,
    articles_in,
    asked,
    complaints_about,
    crawl,
    finished,
    runs_in,
    shown_by,
    start_crawl,
    wait_for_requests,
)
from stand_in_site.client import Site, running_site


@pytest.fixture(scope="module")
def process_of_site() -> Iterator[Site]:
    with running_site(articles=40) as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    process_of_site.reset()
    return process_of_site


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Let a folder be a file system of its own, of so many kilobytes."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def make_room(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", [4, 16, 80, 120])
def test_full_disk_of_captures_ends_the_crawl(kilobytes: int, site: Site, sqlite_url: str, tmp_path: Path) -> None:
    place = Place(site.address, sqlite_url, tmp_path / "captures")
    with small_disk(place.captures, kilobytes):
        job = crawl(place)
        problem = "the archive of captures cannot be written to: [Errno 28] No space left on device"
        assert (job.returncode, problem in job.stdout, "Traceback" in job.stderr) == (1, True, False)
        ((outcome, noted, _),) = runs_in(sqlite_url)
        assert (outcome, noted) == ("failed", problem)
        assert len([each for each in site.log() if each.status]) <= 60
        make_room(place.captures)
        assert_next_crawl_has_the_rest(place, site)


@pytest.mark.parametrize("most_bytes", [100, 5_000, 60_000, 120_000])
def test_capture_file_that_cannot_grow_ends_the_crawl(
    most_bytes: int, site: Site, postgresql_url: str, tmp_path: Path
) -> None:
    place = Place(site.address, postgresql_url, tmp_path / "captures")
    job = crawl_with_files_of(most_bytes, place)
    problem = "the archive of captures cannot be written to: [Errno 27] File too large"
    assert (job.returncode, problem in job.stdout, "Traceback" in job.stderr) == (1, True, False)
    ((outcome, noted, _),) = runs_in(postgresql_url)
    assert (outcome, noted) == ("failed", problem)
    assert_next_crawl_has_the_rest(place, site)


def crawl_with_files_of(most_bytes: int, place: Place) -> "subprocess.CompletedProcess[str]":
    """Run a crawl that can write no file beyond some bytes; Python ignores the signal and sees the error."""
    job = start_crawl(place)
    resource.prlimit(job.pid, resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    return finished(job)


def test_full_disk_of_the_database_ends_the_crawl(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    place = Place(site.address, f"sqlite:///{folder / 'archive.db'}", tmp_path / "captures")
    with small_disk(folder, 1_500):
        job = start_crawl(place)
        wait_for_requests(site, 25, job)
        fill(folder)
        ended = finished(job)
        assert ended.returncode == 1, ended.stderr
        assert "the database failed: database or disk is full" in ended.stdout, ended.stderr
        assert "Traceback" not in ended.stderr, ended.stderr
        assert len(asked(site)) < 61
        make_room(folder)
        site.clear_log()
        assert_next_crawl_has_the_rest(place, site)


def fill(folder: Path) -> None:
    """Write a file until there is no room left."""
    with (folder / "rest").open("wb", buffering=0) as rest:
        try:
            while True:
                rest.write(bytes(4096))
        except OSError:
            return


def test_database_on_a_disk_that_is_full_from_the_start_is_named(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    place = Place(site.address, f"sqlite:///{folder / 'archive.db'}", tmp_path / "captures")
    with small_disk(folder, 64):
        job = crawl(place)
        assert job.returncode in (1, 2), job.stderr
        assert "full" in job.stdout + job.stderr
        assert "Traceback" not in job.stderr, job.stderr
        assert asked(site) == []


def assert_next_crawl_has_the_rest(place: Place, site: Site) -> None:
    job = crawl(place)
    assert job.returncode == 0, job.stdout + job.stderr
    assert articles_in(place.database) == shown_by(site)
    assert complaints_about(place.captures) == ""
