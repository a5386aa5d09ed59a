"""The downloader middleware that keeps every answer before anything else is done with it."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pages
import pytest
from processes import run
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from sqlalchemy import Engine
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from atwasat_spider.captures.archive import Place
from atwasat_spider.middlewares.archive import FETCHED_AT, PLACE, ArchiveMiddleware, on_the_site
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import save_problem
from atwasat_spider.storage.sightings import Sighting

SITE = "http://127.0.0.1:8080"
URL = f"{SITE}/news/libya/113135"
PAGE = "<html><body><p>افتتحت البلدية مدرسة.</p></body></html>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def middleware(tmp_path: Path, engine: Engine) -> Iterator[ArchiveMiddleware]:
    middleware = ArchiveMiddleware(tmp_path / "captures", SITE, engine)
    yield middleware
    middleware.spider_closed()


def answered(
    middleware: ArchiveMiddleware, response: Response, request: Request | None = None
) -> tuple[Place, datetime]:
    """Let an answer pass, unchanged, and return where it is kept and when it came."""
    request = request or Request(response.url)
    assert middleware.process_response(request, response) is response
    return request.meta[PLACE], request.meta[FETCHED_AT]


def records(middleware: ArchiveMiddleware) -> list[dict[str, Any]]:
    """The records of the archive but the first, which describes it."""
    [path] = sorted(middleware.folder.glob("*.warc.gz"))
    with path.open("rb") as stream:
        found = ArchiveIterator(stream)
        shown = [
            {
                "kind": record.rec_type,
                "uri": record.rec_headers.get_header("WARC-Target-URI"),
                "http": record.http_headers,
                "bytes": record.raw_stream.read(),
                "place": Place(path, found.get_record_offset()),
            }
            for record in found
        ]
    return shown[1:]


def know(engine: Engine, place: Place, page: bytes) -> None:
    """Let the database know what lies at a place, as the end of the pipelines would."""
    digest = hashlib.sha256(page).hexdigest()
    sighting = Sighting(start_run(engine, "test", {}), str(place.path), digest, offset=place.offset)
    save_problem(engine, "shows no article", sighting)


@pytest.mark.parametrize(
    ("url", "site", "expected"),
    [
        (URL, SITE, "https://alwasat.ly/news/libya/113135"),
        (URL, f"{SITE}/", "https://alwasat.ly/news/libya/113135"),
        (SITE, SITE, "https://alwasat.ly"),
        (f"{SITE}/robots.txt", SITE, "https://alwasat.ly/robots.txt"),
        ("http://127.0.0.1:80801/x", SITE, "http://127.0.0.1:80801/x"),
        ("https://example.com/x", SITE, "https://example.com/x"),
        ("https://alwasat.ly/news/libya/1", "https://alwasat.ly", "https://alwasat.ly/news/libya/1"),
        ("https://www.alwasat.ly/news/libya/1", "https://alwasat.ly", "https://www.alwasat.ly/news/libya/1"),
    ],
)
def test_address_of_a_stand_in_is_that_of_the_site(url: str, site: str, expected: str) -> None:
    assert on_the_site(url, site) == expected


def test_answer_and_request_are_kept_as_they_went(middleware: ArchiveMiddleware) -> None:
    request = Request(URL, headers={"User-Agent": "x", "Accept-Language": "ar"})
    place, _ = answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE), request)
    answer, asked = records(middleware)
    assert (answer["kind"], answer["uri"], answer["bytes"]) == (
        "response",
        "https://alwasat.ly/news/libya/113135",
        PAGE,
    )
    assert answer["place"] == place
    assert answer["http"].statusline == "200 OK"
    assert (asked["kind"], asked["http"].get_header("Accept-Language")) == ("request", "ar")


def test_time_of_an_answer_is_now(middleware: ArchiveMiddleware) -> None:
    before = datetime.now(UTC)
    _, fetched_at = answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    assert before <= fetched_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("status", "line"), [(301, "301 Moved Permanently"), (404, "404 Not Found"), (503, "503 Service Unavailable")]
)
def test_whatever_the_server_answers_is_kept(status: int, line: str, middleware: ArchiveMiddleware) -> None:
    answered(middleware, Response(URL, status=status, headers=HTML, body=b"no"))
    assert records(middleware)[0]["http"].statusline == line


def test_status_that_nobody_knows_is_kept_without_words(middleware: ArchiveMiddleware) -> None:
    answered(middleware, Response(URL, status=599, headers=HTML, body=b"no"))
    assert records(middleware)[0]["http"].statusline.strip() == "599"


def test_repeated_header_is_kept_as_often_as_it_came(middleware: ArchiveMiddleware) -> None:
    headers = {"Content-Type": ["text/html"], "X-Seen": ["one", "two"]}
    answered(middleware, Response(URL, headers=headers, body=PAGE))
    kept = [value for name, value in records(middleware)[0]["http"].headers if name == "X-Seen"]
    assert kept == ["one", "two"]


def test_compressed_page_is_kept_compressed(middleware: ArchiveMiddleware) -> None:
    sent = gzip.compress(PAGE, mtime=0)
    answered(middleware, Response(URL, headers=HTML | {"Content-Encoding": "gzip"}, body=sent))
    assert records(middleware)[0]["bytes"] == sent


@pytest.mark.parametrize("encoding", ["gzip", "br", "unheard-of"])
def test_page_that_cannot_be_decoded_is_kept_all_the_same(encoding: str, middleware: ArchiveMiddleware) -> None:
    answered(middleware, Response(URL, headers=HTML | {"Content-Encoding": encoding}, body=b"\x00 no such thing"))
    assert records(middleware)[0]["bytes"] == b"\x00 no such thing"


def test_page_that_is_known_is_kept_as_revisit(middleware: ArchiveMiddleware, engine: Engine) -> None:
    place, _ = answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    know(engine, place, PAGE)
    answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    assert [record["kind"] for record in records(middleware)] == ["response", "request", "revisit", "request"]


def test_same_page_in_another_encoding_is_kept_in_full(middleware: ArchiveMiddleware, engine: Engine) -> None:
    """A revisit would stand for other bytes than those that came."""
    place, _ = answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    know(engine, place, PAGE)
    sent = gzip.compress(PAGE, mtime=0)
    answered(middleware, Response(URL, headers=HTML | {"Content-Encoding": "gzip"}, body=sent))
    assert records(middleware)[2]["bytes"] == sent


def test_page_whose_record_is_gone_is_kept_in_full(
    middleware: ArchiveMiddleware, engine: Engine, tmp_path: Path
) -> None:
    know(engine, Place(tmp_path / "gone.warc.gz", 100), PAGE)
    answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    assert records(middleware)[0]["kind"] == "response"


def test_page_known_from_a_saved_file_is_kept_in_full(
    middleware: ArchiveMiddleware, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    know(engine, Place(tmp_path / "page.html", 0), PAGE)
    answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    assert records(middleware)[0]["kind"] == "response"


def test_third_visit_refers_to_the_first(middleware: ArchiveMiddleware, engine: Engine) -> None:
    for _ in range(3):
        place, _ = answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
        know(engine, place, PAGE)
    kinds = [record["kind"] for record in records(middleware) if record["kind"] != "request"]
    assert kinds == ["response", "revisit", "revisit"]


def test_folder_that_cannot_be_written_to_is_no_silence(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "captures").write_text("a file")
    middleware = ArchiveMiddleware(tmp_path / "captures", SITE, engine)
    with pytest.raises(OSError, match="captures"):
        middleware.process_response(Request(URL), HtmlResponse(URL, headers=HTML, body=PAGE))
    middleware.spider_closed()


def test_closed_archive_leaves_no_note_of_an_open_file(middleware: ArchiveMiddleware) -> None:
    answered(middleware, HtmlResponse(URL, headers=HTML, body=PAGE))
    assert len(list(middleware.folder.iterdir())) == 2
    middleware.spider_closed()
    assert [path.suffix for path in middleware.folder.iterdir()] == [".gz"]


def test_replay_makes_no_archive(tmp_path: Path) -> None:
    pages.write_pages(tmp_path / "saved", 1)
    run("atwasat", "replay", tmp_path / "saved", database=str(tmp_path / "x.db"), cwd=tmp_path)
    assert not (tmp_path / "captures").exists()


@pytest.mark.parametrize("name", ["Proxy-Authorization", "proxy-authorization"])
def test_password_of_a_proxy_is_never_kept(middleware: ArchiveMiddleware, name: str) -> None:
    request = Request(URL, headers={name: "Basic c2VjcmV0", "Accept-Language": "ar"})
    answered(middleware, HtmlResponse(URL, body=PAGE, headers=HTML), request)
    middleware.spider_closed()
    [path] = middleware.folder.glob("*.warc.gz")
    kept = gzip.decompress(path.read_bytes())
    assert b"c2VjcmV0" not in kept
    assert b"Accept-Language: ar" in kept
    assert request.headers[name] == b"Basic c2VjcmV0"  # whoever sends the request again still needs it
