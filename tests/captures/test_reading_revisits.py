"""Pages that a crawler saw again: whatever file holds the record with their bytes."""

import hashlib
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from renderings.articles_of_libya import POWER_OF_GHAT, SOUTH_ROAD
from saved_files import Answer, warc_of
from stand_in import page_of

from atwasat_spider.captures import Capture, Unread, find_captures, read_capture, read_captures
from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.items import PageItem
from atwasat_spider.parallel import read_in_parallel

URL, SOUTH, GHAT = SOUTH_ROAD.url, page_of(SOUTH_ROAD), page_of(POWER_OF_GHAT)
NOON = datetime(2022, 6, 16, 12, tzinfo=UTC)
DAY = timedelta(days=1)


FIRST, AGAIN = Answer(NOON, SOUTH), Answer(NOON + DAY, again=SOUTH)


def captures(folder: Path) -> list[tuple[str, datetime | None, bytes]]:
    """File, time and page of all that is read in a folder, in the order of their times."""
    read = [each for each in read_captures(find_captures([folder])) if isinstance(each, Capture)]
    shown = [(Path(each.path).name, each.circumstances.captured_at, each.payload) for each in read]
    return sorted(shown, key=lambda each: (each[1] or NOON, each[0]))


def test_page_seen_again_in_the_same_file_is_a_capture(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, FIRST, AGAIN))
    assert captures(tmp_path) == [("a.warc.gz", NOON, SOUTH), ("a.warc.gz", NOON + DAY, SOUTH)]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_names_of_files_do_not_decide_what_was_seen_first(first: str, second: str, tmp_path: Path) -> None:
    (tmp_path / f"{first}.warc.gz").write_bytes(warc_of(URL, FIRST))
    (tmp_path / f"{second}.warc.gz").write_bytes(warc_of(URL, AGAIN))
    assert captures(tmp_path) == [(f"{first}.warc.gz", NOON, SOUTH), (f"{second}.warc.gz", NOON + DAY, SOUTH)]


def test_record_in_a_file_that_comes_later_is_found(tmp_path: Path) -> None:
    """The file of the original begins later, since it was seen once more after it."""
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, AGAIN))
    (tmp_path / "b.warc.gz").write_bytes(warc_of(URL, Answer(NOON + 2 * DAY, SOUTH)))
    assert captures(tmp_path) == [("a.warc.gz", NOON + DAY, SOUTH), ("b.warc.gz", NOON + 2 * DAY, SOUTH)]


def test_record_may_be_in_a_zip_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as file:
        file.writestr("data.warc.gz", warc_of(URL, FIRST))
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, AGAIN))
    assert captures(tmp_path) == [("data.warc.gz", NOON, SOUTH), ("a.warc.gz", NOON + DAY, SOUTH)]


def test_page_whose_record_is_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, Answer(NOON, GHAT), AGAIN))
    [unread] = [each for each in read_captures(find_captures([tmp_path])) if isinstance(each, Unread)]
    assert unread.path == str(tmp_path / "a.warc.gz")
    assert unread.problem == f"a page seen again, of which no earlier record was found: {URL}"
    assert unread.offset > 0


def test_page_that_was_not_modified_is_the_one_before(tmp_path: Path) -> None:
    answers = (FIRST, Answer(NOON + DAY, GHAT), Answer(NOON + 2 * DAY, status="304 Not Modified"))
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, *answers))
    assert captures(tmp_path)[2] == ("a.warc.gz", NOON + 2 * DAY, GHAT)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("hours", [-1, 1], ids=["the other file first", "this file first"])
def test_page_that_was_not_modified_may_be_in_another_file(hours: int, jobs: int, tmp_path: Path) -> None:
    """Two crawls at once: what was seen last before is in the file of the other."""
    not_modified = Answer(NOON + 2 * DAY, status="304 Not Modified")
    (tmp_path / "this.warc.gz").write_bytes(warc_of(URL, FIRST, not_modified))
    before = Answer(NOON + hours * timedelta(hours=1), b"<html><p>other</p></html>")
    (tmp_path / "other.warc.gz").write_bytes(warc_of(URL, before, Answer(NOON + DAY, GHAT)))
    last = [digest for moment, digest in moments_and_digests(tmp_path, jobs) if moment == NOON + 2 * DAY]
    assert last == [hashlib.sha256(GHAT).hexdigest()]


def moments_and_digests(folder: Path, jobs: int) -> Sequence[tuple[datetime | None, str | None]]:
    findings = find_captures([folder])
    if jobs > 1:
        items = list(read_in_parallel(findings, zone="Africa/Tripoli", jobs=jobs))
    else:
        items = [PageItem.of(each) for each in read_captures(findings)]
    return [(item.capture.circumstances.captured_at if item.capture else None, item.sha256) for item in items]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_pages_seen_again_are_read_by_several_processes_too(first: str, second: str, tmp_path: Path) -> None:
    (tmp_path / f"{first}.warc.gz").write_bytes(warc_of(URL, FIRST, AGAIN))
    (tmp_path / f"{second}.warc.gz").write_bytes(warc_of(URL, Answer(NOON + 2 * DAY, again=SOUTH)))
    digest = hashlib.sha256(SOUTH).hexdigest()
    assert moments_and_digests(tmp_path, 2) == [(NOON + number * DAY, digest) for number in range(3)]


def test_record_of_a_page_seen_again_holds_no_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, FIRST, AGAIN))
    _, again = [each for each in read_captures(find_captures([tmp_path])) if isinstance(each, Capture)]
    with pytest.raises(UnreadableCaptureError, match="its bytes lie in an earlier record"):
        read_capture(again.path, again.offset)


def test_damage_between_leaves_what_was_seen_again(tmp_path: Path) -> None:
    """The file of the second visit is cut in its third record; the first two of it are whole."""
    (tmp_path / "a.warc.gz").write_bytes(warc_of(URL, FIRST))
    (tmp_path / "b.warc.gz").write_bytes(
        warc_of(URL, AGAIN, Answer(NOON + 2 * DAY, GHAT), Answer(NOON + 3 * DAY, GHAT))[:-900]
    )
    assert [shown[1:] for shown in captures(tmp_path)] == [
        (NOON, SOUTH),
        (NOON + DAY, SOUTH),
        (NOON + 2 * DAY, GHAT),
    ]
