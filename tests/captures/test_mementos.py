"""Addresses at which a web archive replays a page, and what WARC records of them are read into."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pywb_server import Kept, write_warc

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures import Capture, Findings, find_captures, read_captures
from atwasat_spider.captures.mementos import (
    is_of_the_archive,
    memento_address,
    memento_datetime,
    memento_of,
    read_moment,
)

MAY = datetime(2017, 5, 11, 12, 30, 45, tzinfo=UTC)
PAGE = "<html><body><p>افتتحت البلدية مدرسة.</p></body></html>".encode()
OWN = b"<html><head><title>Internet Archive Wayback Machine</title></head><body>Hrm.</body></html>"


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("https://web.archive.org/web", "https://web.archive.org/web/20170511123045id_/http://alwasat.ly/news/libya/1"),
        ("http://127.0.0.1:8080/a/b/", "http://127.0.0.1:8080/a/b/20170511123045id_/http://alwasat.ly/news/libya/1"),
    ],
)
def test_address_asks_for_the_original_bytes(server: str, expected: str) -> None:
    assert memento_address(server, "20170511123045", "http://alwasat.ly/news/libya/1") == expected


@pytest.mark.parametrize(
    ("url", "original"),
    [
        (
            "https://web.archive.org/web/20170511123045id_/http://alwasat.ly/news/libya/1",
            "http://alwasat.ly/news/libya/1",
        ),
        ("http://web.archive.org/web/20170511123045/https://www.alwasat.ly/x?a=1", "https://www.alwasat.ly/x?a=1"),
        ("https://web.archive.org/web/20170511123045id_/alwasat.ly/news/libya/1", "http://alwasat.ly/news/libya/1"),
        ("https://web.archive.org/web/20170511123045im_/http:/alwasat.ly/a.png", "http://alwasat.ly/a.png"),
        ("https://web.archive.org/web/20170511123045id_/http://example.com/", "http://example.com/"),
        ("http://127.0.0.1:8080/web/20170511123045id_/HTTP://alwasat.ly:80/", "http://alwasat.ly:80/"),
        ("http://localhost/20170511123045id_/https://alwasat.ly/news/libya/1", "https://alwasat.ly/news/libya/1"),
        ("https://archive.example/a/b/c/20170511123045id_/https://www.alwasat.ly", "https://www.alwasat.ly"),
    ],
)
def test_replay_address_holds_moment_and_original(url: str, original: str) -> None:
    assert memento_of(url) == (MAY, original)


@pytest.mark.parametrize(
    "url",
    [
        "https://alwasat.ly/news/libya/1",
        "http://127.0.0.1:8080/web/20170511123045/https://alwasat.ly/news/libya/1",
        "http://127.0.0.1:8080/web/20170511123045id_/https://example.com/news/libya/1",
        "http://127.0.0.1:8080/web/20170511123045id_/https://alwasat.ly.example.com/news/libya/1",
        "http://127.0.0.1:8080/web/20170511123045id_/https://notalwasat.ly/news/libya/1",
        "http://127.0.0.1:8080/web/20170231123045id_/https://alwasat.ly/news/libya/1",
        "http://127.0.0.1:8080/?to=/20170511123045id_/https://alwasat.ly/news/libya/1",
        "https://web.archive.org/web/2017id_/https://alwasat.ly/news/libya/1",
        "20170511123045id_/https://alwasat.ly/news/libya/1",
        "",
    ],
)
def test_other_address_is_no_memento(url: str) -> None:
    assert memento_of(url) is None


@pytest.mark.parametrize(
    ("url", "server", "is_memento"),
    [
        ("http://a.example/web/20170511123045id_/http://example.com/x", "http://a.example/web", True),
        ("http://a.example/web/20170511123045id_/http://example.com/x", "http://a.example/web/", True),
        ("http://a.example/other/20170511123045id_/http://example.com/x", "http://a.example/web", False),
        ("http://a.example:80/web/20170511123045id_/http://example.com/x", "http://a.example/web", False),
        ("http://a.example.net/web/20170511123045id_/http://example.com/x", "http://a.example", False),
        ("http://a.example/web/20170511123045/http://example.com/x", "http://a.example/web", False),
    ],
)
def test_memento_of_a_server_lies_below_it(url: str, server: str, is_memento: bool) -> None:
    assert (memento_of(url, server) is not None) == is_memento


@pytest.mark.parametrize(
    "digits", ["2017051112304", "201705111230450", "20171311000000", "٢٠١٧٠٥١١١٢٣٠٤٥", "", "x" * 14]
)
def test_digits_of_no_moment_are_refused(digits: str) -> None:
    assert read_moment(digits) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Thu, 11 May 2017 12:30:45 GMT", MAY),
        (" Thu, 11 May 2017 14:30:45 +0200 ", MAY),
        ("yesterday", None),
        ("Thu, 99 May 2017 12:30:45 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_header_states_the_moment(header: str | None, expected: datetime | None) -> None:
    assert memento_datetime(header) == expected


@pytest.mark.parametrize(
    ("page", "stated", "expected"),
    [(OWN, None, True), (OWN, MAY, False), (PAGE, None, False), (b"", None, False)],
)
def test_page_of_the_archive_itself_is_told(page: bytes, stated: datetime | None, *, expected: bool) -> None:
    assert is_of_the_archive(page, stated) == expected


def captured(tmp_path: Path, page: Kept) -> tuple[list[Capture], Findings]:
    write_warc(tmp_path / "kept.warc.gz", [page])
    findings = find_captures([tmp_path])
    return [each for each in read_captures(findings) if isinstance(each, Capture)], findings


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        ((), MAY),
        ((("Memento-Datetime", "Fri, 12 May 2017 08:00:00 GMT"),), datetime(2017, 5, 12, 8, 0, tzinfo=UTC)),
        ((("memento-datetime", "not a date"),), MAY),
    ],
)
def test_record_of_a_replay_is_the_page_of_its_moment(
    headers: tuple[tuple[str, str], ...], moment: datetime, tmp_path: Path
) -> None:
    url = "http://127.0.0.1:8080/web/20170511123045id_/http://www.alwasat.ly/ar/news/libya/4187/"
    [capture], _ = captured(tmp_path, Kept(url, "2026-01-01T00:00:00Z", PAGE, headers=headers))
    known = capture.circumstances
    assert (known.address, known.captured_at) == (ArticleAddress("ar/news", 4187, "libya"), moment)
    assert (known.url, known.status) == ("http://www.alwasat.ly/ar/news/libya/4187/", 200)


def test_stated_moment_of_the_site_itself_says_nothing(tmp_path: Path) -> None:
    stated = (("Memento-Datetime", "Fri, 12 May 2017 08:00:00 GMT"),)
    [capture], _ = captured(
        tmp_path, Kept("https://alwasat.ly/news/libya/1", "2026-01-01T00:00:00Z", PAGE, headers=stated)
    )
    assert capture.circumstances.captured_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_record_of_the_archives_own_page_is_passed_over(tmp_path: Path) -> None:
    url = "http://127.0.0.1:8080/web/20170511123045id_/http://alwasat.ly/news/libya/1"
    found, findings = captured(tmp_path, Kept(url, "2026-01-01T00:00:00Z", OWN))
    assert (found, findings.passed_over) == ([], {"page of an archive about itself": 1})


def test_same_bytes_on_the_site_are_a_page(tmp_path: Path) -> None:
    found, _ = captured(tmp_path, Kept("http://alwasat.ly/news/libya/1", "2026-01-01T00:00:00Z", OWN))
    assert len(found) == 1
