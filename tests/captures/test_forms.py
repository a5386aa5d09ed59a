"""What form a file has: by its name, and where that leaves it open by its first bytes; standard input has no name."""

import gzip
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pages
import pytest
from processes import BIN, environment
from renderings.articles_of_libya import SOUTH_ROAD
from renderings.containers import wacz, warc
from rows import rows_of
from saved_files import mhtml, zipped
from stand_in import page_of

from atwasat_spider.captures import Capture, find_captures, read_captures
from atwasat_spider.captures.forms import FileForm, date_of_warc, form_of_bytes, form_of_name, has_ending
from atwasat_spider.captures.stored import StoredFile
from atwasat_spider.storage.engine import open_engine

HTML = page_of(SOUTH_ROAD)
NOON = datetime(2022, 6, 16, 12, tzinfo=UTC)
WARC = [(SOUTH_ROAD.url, NOON, HTML)]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("page.txt", FileForm.TEXT),
        ("PAGE.HTML", FileForm.HTML),
        ("page.htm", FileForm.HTML),
        ("page.xhtml", FileForm.HTML),
        ("page.mhtml", FileForm.MHTML),
        ("page.mht", FileForm.MHTML),
        ("a.warc", FileForm.WARC),
        ("a.warc.gz", FileForm.WARC),
        ("a.warc.zst", FileForm.WARC),
        ("a.WACZ", FileForm.WACZ),
        ("a.zip", FileForm.ZIP),
        ("page.html.txt", FileForm.TEXT),
        ("113135", None),
        ("a.gz", None),
        ("page.html.gz", None),
        ("html", None),
    ],
)
def test_name_says_the_form(name: str, form: FileForm | None) -> None:
    assert form_of_name(name) is form


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("picture.jpg", True),
        ("a.tar.gz", True),
        ("NOTES.MD", True),
        ("113135", False),
        ("v1.2", False),
        ("الوسط", False),
    ],
)
def test_some_names_say_that_a_file_is_something_else(name: str, expected: bool) -> None:
    assert has_ending(name) is expected


@pytest.mark.parametrize(
    ("start", "form"),
    [
        (b"", FileForm.TEXT),
        ("عنوان الخبر".encode(), FileForm.TEXT),
        (b"<!DOCTYPE html><html>", FileForm.HTML),
        (b"<!doctype  HTML>", FileForm.HTML),
        (b"\xef\xbb\xbf \r\n<html lang=ar>", FileForm.HTML),
        (b'<?xml version="1.0"?><html>', FileForm.HTML),
        (b"<!-- saved from url=(0020)https://alwasat.ly/ -->\n<html>", FileForm.HTML),
        ("<html>".encode("utf-16"), FileForm.HTML),
        ("﻿<html>".encode("utf-16-be"), FileForm.HTML),
        (b"5 < 6 and <html> comes late", FileForm.TEXT),
        (b"From: <Saved by Blink>\r\nSubject: x\r\n", FileForm.MHTML),
        (b'From: "Saved by Internet Explorer"\r\nMIME-Version: 1.0\r\n', FileForm.MHTML),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", FileForm.WARC),
        (gzip.compress(b"WARC/1.1\r\n", mtime=0), FileForm.WARC),
        (gzip.compress(b"a page", mtime=0), FileForm.TEXT),
        (b"PK\x03\x04", FileForm.ZIP),
        (b"\x28\xb5\x2f\xfd no zstandard but its first bytes", FileForm.TEXT),
    ],
)
def test_first_bytes_show_the_form(start: bytes, form: FileForm, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(start)
    assert form_of_bytes(StoredFile(tmp_path / "x")) is form


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        (b"WARC/1.0\r\nWARC-Date: 2022-06-16T12:00:00Z\r\n", NOON),
        (gzip.compress(b"WARC/1.0\r\nWARC-Date: 2022-06-16T14:00:00+02:00\r\n", mtime=0), NOON),
        (b"WARC/1.0\r\nwarc-date:2022-06-16T12:00:00Z\r\n", NOON),
        (b"WARC/1.0\r\nWARC-Date: 2022-06-16T12:00:00\r\n", None),
        (b"WARC/1.0\r\nWARC-Date: yesterday\r\n", None),
        (b"\x1f\x8b damaged", None),
        (b"", None),
    ],
)
def test_time_of_a_warc_file_is_that_of_its_first_record(start: bytes, moment: datetime | None) -> None:
    assert date_of_warc(start) == moment


def test_page_without_an_ending_is_found_in_a_folder(tmp_path: Path) -> None:
    """wget saves ``/news/libya/113135`` under that name."""
    place = tmp_path / "alwasat.ly" / "news" / "libya" / "113135"
    place.parent.mkdir(parents=True)
    place.write_bytes(HTML)
    (place.parent / "README").write_text("no page", encoding="utf-8")
    findings = find_captures([tmp_path])
    [source] = findings.sources
    assert (source.file.path, source.form) == (str(place), FileForm.HTML)
    assert source.load().circumstances.url == "https://alwasat.ly/news/libya/113135"
    assert findings.passed_over == {"README": 1}


def test_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_bytes(HTML)
    for folder in ("saved_files", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_bytes(b"<html><p>a frame</p></html>")
    findings = find_captures([tmp_path])
    assert sorted(source.file.path for source in findings.sources) == [
        str(tmp_path / "other_files" / "frame.html"),
        str(tmp_path / "saved.html"),
    ]
    assert findings.passed_over["parts of a saved page"] == 1


@pytest.mark.parametrize("name", ["saved_files/frame.html", "a/saved_files/b/frame.html"])
def test_parts_of_a_saved_page_in_a_zip_file_are_passed_over_too(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr(f"{name.partition('saved_files')[0]}saved.html", HTML)
        file.writestr(name, b"<html><p>a frame</p></html>")
    assert [path for path, _ in read(tmp_path)] == [f"{tmp_path}/a.zip/{name.partition('saved_files')[0]}saved.html"]


def read(folder: Path) -> list[tuple[str, bytes]]:
    return [(each.path, each.payload) for each in read_captures(find_captures([folder])) if isinstance(each, Capture)]


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page"])
def test_page_saved_as_mhtml_is_one_capture(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(mhtml(HTML, SOUTH_ROAD.url))
    [source] = find_captures([tmp_path]).sources
    capture = source.load()
    assert capture.payload.decode().strip() == HTML.decode().strip()
    known = capture.circumstances
    assert (known.url, known.captured_at) == (SOUTH_ROAD.url, NOON)
    assert (source.moment, capture.form) == (NOON.isoformat(), "html")


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (pages.page(1).encode(), ["-"]),
        (HTML, ["-"]),
        (mhtml(HTML, SOUTH_ROAD.url), ["-"]),
        (warc(WARC), ["-"]),
        (warc(WARC, compressed=False), ["-"]),
        (zipped({"one/page.html": HTML}), ["-/one/page.html"]),
    ],
    ids=["text", "html", "mhtml", "warc.gz", "warc", "zip"],
)
def test_standard_input_may_have_any_form(content: bytes, places: list[str], tmp_path: Path) -> None:
    database = str(tmp_path / "archive.db")
    done = replay_input(content, database)
    assert (done.returncode, done.stdout) == (0, b"run 1 finished: 1 capture read: 1 new\n")
    engine = open_engine(database)
    assert [row["path"] for row in rows_of(engine)["captures"]] == places
    engine.dispose()


def test_wacz_file_on_standard_input_is_read_once(tmp_path: Path) -> None:
    done = replay_input(wacz(WARC), str(tmp_path / "archive.db"))
    assert (done.returncode, done.stdout) == (0, b"run 1 finished: 1 capture read: 1 new\n")


def test_empty_standard_input_is_a_problem(tmp_path: Path) -> None:
    done = replay_input(b"", str(tmp_path / "archive.db"))
    assert done.returncode == 1
    assert b"-: is empty: there is no text in it" in done.stderr


def replay_input(content: bytes, database: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [BIN / "atwasat", "replay", "-"],
        input=content, capture_output=True, env=environment(database), timeout=60, check=False,
    )  # fmt: skip
