"""Captures of files of every form: zip files, WARC files and what refers from one to the other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from renderings.articles_of_libya import POWER_OF_GHAT, SOUTH_ROAD, TOBRUK_BUOYS
from renderings.containers import wacz, warc
from saved_files import zipped
from stand_in import page_of

from atwasat_spider.captures import Capture, Unread, find_captures, read_capture, read_captures
from atwasat_spider.captures.bodies import LARGEST_PAGE
from atwasat_spider.errors import UnreadableCaptureError

NOON = datetime(2022, 6, 16, 12, tzinfo=UTC)
SOUTH, GHAT, TOBRUK = page_of(SOUTH_ROAD), page_of(POWER_OF_GHAT), page_of(TOBRUK_BUOYS)
PAGES = [(SOUTH_ROAD.url, NOON, SOUTH), (POWER_OF_GHAT.url, NOON + timedelta(minutes=1), GHAT)]


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def captures(*paths: Path) -> list[Capture]:
    """All that is read below paths, of which nothing may be a problem."""
    read = list(read_captures(find_captures(paths)))
    assert [each for each in read if isinstance(each, Unread)] == []
    return [each for each in read if isinstance(each, Capture)]


def problems(*paths: Path) -> dict[str, str]:
    """Problems by path."""
    return {each.path: each.problem for each in read_captures(find_captures(paths)) if isinstance(each, Unread)}


def seen(*captures: Capture) -> dict[str, bytes]:
    return {capture.path: capture.payload for capture in captures}


def test_zip_file_of_pages_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"2016/page.html": SOUTH, "2017/09/x.html": GHAT, "one.txt": b"a page"})})
    zip_file = tmp_path / "a.zip"
    assert seen(*captures(zip_file)) == {
        f"{zip_file}/2016/page.html": SOUTH,
        f"{zip_file}/2017/09/x.html": GHAT,
        f"{zip_file}/one.txt": b"a page",
    }


def test_page_in_a_zip_file_has_its_circumstances(tmp_path: Path) -> None:
    beside = b'{"url": "https://alwasat.ly/news/libya/113135", "captured_at": "2016-10-10T20:00:00+02:00", "note": "n"}'
    put(tmp_path, {"a.zip": zipped({"one/page.html": SOUTH, "one/capture.json": beside, "two/page.html": GHAT})})
    by_payload = {capture.payload: capture.circumstances for capture in captures(tmp_path)}
    known = by_payload[SOUTH]
    assert known.address is not None
    assert (known.address.site_id, known.note) == (113135, "n")
    assert known.captured_at == datetime(2016, 10, 10, 18, tzinfo=UTC)
    assert by_payload[GHAT].note is None


def test_description_without_its_page_in_a_zip_file_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"one/capture.json": b"{}", "two/page.html": GHAT})})
    assert problems(tmp_path) == {
        f"{tmp_path}/a.zip/one/capture.json": "describes a page, but there is no page.txt or page.html beside it"
    }


def test_zip_file_in_a_zip_file_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"in/b.zip": zipped({"x.html": SOUTH}), "y.html": GHAT})})
    assert seen(*captures(tmp_path)) == {
        f"{tmp_path}/a.zip/in/b.zip/x.html": SOUTH,
        f"{tmp_path}/a.zip/y.html": GHAT,
    }


def test_zip_files_are_read_three_deep_and_no_deeper(tmp_path: Path) -> None:
    fourth = zipped({"deep.html": SOUTH})
    third = zipped({"four.zip": fourth, "three.html": GHAT})
    put(tmp_path, {"one.zip": zipped({"two.zip": zipped({"three.zip": third})})})
    read = list(read_captures(find_captures([tmp_path])))
    inside = f"{tmp_path}/one.zip/two.zip/three.zip"
    assert [each.path for each in read if isinstance(each, Capture)] == [f"{inside}/three.html"]
    assert problems(tmp_path) == {f"{inside}/four.zip": "is a zip file more than 3 deep in others"}


def test_warc_file_in_a_zip_file_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"crawl/data.warc.gz": warc(PAGES), "data.warc": warc(PAGES, compressed=False)})})
    read = captures(tmp_path)
    assert [capture.payload for capture in read] == [SOUTH, GHAT, SOUTH, GHAT]
    assert {capture.path for capture in read} == {
        f"{tmp_path}/a.zip/crawl/data.warc.gz",
        f"{tmp_path}/a.zip/data.warc",
    }
    assert all(capture.offset > 0 for capture in read)


@pytest.mark.parametrize("name", ["crawl.wacz", "inside.zip"])
def test_wacz_file_gives_its_pages(name: str, tmp_path: Path) -> None:
    content = wacz(PAGES)
    put(tmp_path, {name: zipped({"crawl.wacz": content}) if name.endswith(".zip") else content})
    read = captures(tmp_path)
    assert [(capture.payload, capture.circumstances.captured_at) for capture in read] == [
        (SOUTH, NOON),
        (GHAT, NOON + timedelta(minutes=1)),
    ]
    inside = "inside.zip/crawl.wacz" if name.endswith(".zip") else name
    assert {capture.path for capture in read} == {f"{tmp_path}/{inside}/archive/data.warc.gz"}


def test_pages_beside_the_records_of_a_wacz_file_are_none(tmp_path: Path) -> None:
    put(tmp_path, {"c.wacz": zipped({"archive/data.warc.gz": warc(PAGES[:1]), "pages/x.html": GHAT})})
    assert [capture.payload for capture in captures(tmp_path)] == [SOUTH]


@pytest.mark.parametrize(
    "name", ["../../x.html", "/x.html", "./x.html", "a//x.html", "..\\x.html", "C:/x.html", "\u202ex.html"]
)
def test_name_in_a_zip_file_is_only_a_name(name: str, tmp_path: Path) -> None:
    """Nothing is written anywhere, and the page is found again by the path that it was given."""
    put(tmp_path / "in" / "here", {"a.zip": zipped({name: SOUTH})})
    before = sorted(tmp_path.rglob("*"))
    [capture] = captures(tmp_path)
    assert capture.payload == SOUTH
    assert sorted(tmp_path.rglob("*")) == before
    assert read_capture(capture.path, 0).payload == SOUTH


def test_name_that_leads_out_of_a_zip_file_is_no_file_of_the_disk(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"../x.html": SOUTH, "../page.html": b"<html>inside"})})
    put(tmp_path, {"x.html": GHAT, "capture.json": b'{"note": "of the disk"}'})
    inside = captures(tmp_path / "a.zip")
    assert {capture.payload for capture in inside} == {SOUTH, b"<html>inside"}
    assert [capture.circumstances.note for capture in inside] == [None, None]


def test_page_that_unpacks_to_more_than_a_page_has_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"bomb.html": b" " * (LARGEST_PAGE + 1), "x.html": SOUTH})})
    assert problems(tmp_path) == {
        f"{tmp_path}/a.zip/bomb.html": f"has {LARGEST_PAGE + 1} bytes; a page has at most {LARGEST_PAGE}"
    }


def test_member_with_a_false_size_is_a_problem(tmp_path: Path) -> None:
    """The directory says 20 bytes of what unpacks to many more."""
    content = bytearray(zipped({"x.html": b" " * 100_000}))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (20).to_bytes(4, "little")
    put(tmp_path, {"a.zip": bytes(content), "b.html": SOUTH})
    assert list(problems(tmp_path)) == [f"{tmp_path}/a.zip/x.html"]


def test_locked_member_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"x.html": SOUTH, "y.html": GHAT}))
    entry = content.index(b"PK\x01\x02")
    for flags in (6, entry + 8):  # in the member's own head and in the directory
        content[flags] |= 1
    put(tmp_path, {"a.zip": bytes(content)})
    read = list(read_captures(find_captures([tmp_path])))
    assert [each.payload for each in read if isinstance(each, Capture)] == [GHAT]
    assert "encrypted" in problems(tmp_path)[f"{tmp_path}/a.zip/x.html"]


@pytest.mark.parametrize("name", ["a.zip", "a.wacz", "a.warc.gz", "a.mhtml"])
def test_damage_in_one_file_does_not_stop_the_next(name: str, tmp_path: Path) -> None:
    contents = {
        "a.zip": zipped({"x.html": SOUTH}),
        "a.wacz": wacz(PAGES),
        "a.warc.gz": warc(PAGES),
        "a.mhtml": b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" * 2,
    }
    put(tmp_path, {name: contents[name][: len(contents[name]) * 2 // 3], "z.html": TOBRUK})
    read = list(read_captures(find_captures([tmp_path])))
    assert TOBRUK in [each.payload for each in read if isinstance(each, Capture)]
    if name != "a.mhtml":
        assert any(path.startswith(str(tmp_path / name)) for path in problems(tmp_path))


def test_damage_in_one_member_does_not_stop_the_next(tmp_path: Path) -> None:
    inner = zipped({"y.html": GHAT})
    members = {"a.warc.gz": warc(PAGES)[:-2000], "b.zip": inner[: len(inner) // 2], "x.html": TOBRUK}
    put(tmp_path, {"all.zip": zipped(members)})
    read = list(read_captures(find_captures([tmp_path])))
    assert {each.payload for each in read if isinstance(each, Capture)} == {SOUTH, TOBRUK}
    assert sorted(problems(tmp_path)) == [f"{tmp_path}/all.zip/a.warc.gz", f"{tmp_path}/all.zip/b.zip"]


def test_what_is_in_a_zip_file_and_no_page_is_counted(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"x.html": SOUTH, "x.jpg": b"\xff\xd8", "notes.md": b"n"})})
    findings = find_captures([tmp_path])
    assert len(list(read_captures(findings))) == 1
    assert findings.passed_over == {".jpg": 1, ".md": 1}


def test_empty_zip_file_has_no_captures(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({})})
    assert captures(tmp_path) == []


def test_same_pages_zipped_or_not_come_in_the_same_order(tmp_path: Path) -> None:
    files = {f"{name}/page.html": page for name, page in (("c", SOUTH), ("a", GHAT), ("b", TOBRUK))}
    files |= {"c/capture.json": b'{"captured_at": "2016-10-10T20:00:00Z"}'}
    put(tmp_path / "folder", files)
    put(tmp_path, {"a.zip": zipped(files)})
    from_folder = [capture.payload for capture in captures(tmp_path / "folder")]
    assert from_folder == [capture.payload for capture in captures(tmp_path / "a.zip")]
    assert from_folder[-1] == SOUTH


def test_capture_of_a_changed_file_is_no_longer_there(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"x.html": SOUTH})})
    with pytest.raises(UnreadableCaptureError, match=r"a\.zip/y\.html is no longer there"):
        read_capture(f"{tmp_path}/a.zip/y.html", 0)
    with pytest.raises(UnreadableCaptureError, match=r"b\.zip/x\.html is no longer there"):
        read_capture(f"{tmp_path}/b.zip/x.html", 0)
