"""The bytes of an article's page, brought back exactly, or a sentence why not."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pages
import pytest
from processes import BIN, environment, run
from renderings.articles_of_libya import POWER_OF_GHAT, SOUTH_ROAD
from renderings.containers import wacz, warc
from saved_files import Answer, mhtml, put, warc_of, zipped
from sqlalchemy import Engine
from stand_in import page_of

from atwasat_spider.captures import find_captures, read_captures
from atwasat_spider.errors import NothingFoundError
from atwasat_spider.items import PageItem
from atwasat_spider.pipelines.store import sighting_of
from atwasat_spider.query.raw import raw
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import save

HTML = page_of(SOUTH_ROAD)
TEXT = pages.page(1).encode()
NOON = datetime(2022, 6, 16, 12, tzinfo=UTC)
FIRST, AGAIN = Answer(NOON, HTML), Answer(NOON + timedelta(days=1), again=HTML)
PAGES = [(POWER_OF_GHAT.url, NOON, page_of(POWER_OF_GHAT)), (SOUTH_ROAD.url, NOON + timedelta(hours=1), HTML)]


def store(engine: Engine, *paths: Path) -> None:
    """Store what is below paths, as a replay does."""
    run_id = start_run(engine, "test", {})
    for capture in read_captures(find_captures(paths)):
        item = PageItem.of(capture).read().normalized("Africa/Tripoli")
        assert item.record is not None
        save(engine, item.record, sighting_of(item, run_id))


@pytest.mark.parametrize(
    ("name", "content", "page"),
    [
        ("page.txt", b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n")),
        ("page.html", HTML, HTML),
        ("113135", HTML, HTML),
        ("a.warc.gz", warc(PAGES[1:]), HTML),
        ("a.warc", warc(PAGES[1:], compressed=False), HTML),
        ("a.wacz", wacz(PAGES[1:]), HTML),
        ("a.warc.gz", warc_of(SOUTH_ROAD.url, FIRST, AGAIN), HTML),
    ],
    ids=["text", "html", "no ending", "warc.gz", "warc", "wacz", "revisit"],
)
def test_bytes_come_back_as_they_were(name: str, content: bytes, page: bytes, engine: Engine, tmp_path: Path) -> None:
    store(engine, put(tmp_path / name, content))
    assert raw(engine, "1").payload == page


def test_page_of_an_mhtml_file_comes_back_alone(engine: Engine, tmp_path: Path) -> None:
    store(engine, put(tmp_path / "x.mhtml", mhtml(HTML, SOUTH_ROAD.url)))
    assert raw(engine, SOUTH_ROAD.url).payload.strip() == HTML.strip()


@pytest.mark.parametrize("url", [SOUTH_ROAD.url, "http://www.alwasat.ly/news/libya/113135"])
def test_record_is_found_among_others_of_its_file(url: str, engine: Engine, tmp_path: Path) -> None:
    store(engine, put(tmp_path / "a.warc.gz", warc(PAGES)))
    assert raw(engine, url).payload == HTML
    assert raw(engine, POWER_OF_GHAT.url).payload == page_of(POWER_OF_GHAT)


def test_page_in_zip_files_comes_back(engine: Engine, tmp_path: Path) -> None:
    inner = zipped({"in/x.html": HTML, "y.txt": TEXT})
    store(engine, put(tmp_path / "outer.zip", zipped({"far/inner.zip": inner, "a.warc.gz": warc(PAGES[:1])})))
    assert raw(engine, SOUTH_ROAD.url).payload == HTML
    assert raw(engine, POWER_OF_GHAT.url).payload == page_of(POWER_OF_GHAT)


def test_page_seen_again_has_its_bytes_in_the_earlier_file(engine: Engine, tmp_path: Path) -> None:
    put(tmp_path / "saved" / "a.warc.gz", warc_of(SOUTH_ROAD.url, FIRST))
    again = put(tmp_path / "saved" / "b.warc.gz", warc_of(SOUTH_ROAD.url, AGAIN))
    store(engine, tmp_path / "saved")
    assert raw(engine, SOUTH_ROAD.url).path == str(tmp_path / "saved" / "a.warc.gz")
    again.unlink()
    assert raw(engine, SOUTH_ROAD.url).payload == HTML


def test_newest_capture_is_brought_back(engine: Engine, tmp_path: Path) -> None:
    newer = HTML.replace("أربع عشرة صفحة".encode(), "خمس عشرة صفحة".encode())
    store(engine, put(tmp_path / "b.warc.gz", warc([(SOUTH_ROAD.url, NOON + timedelta(days=1), newer)])))
    store(engine, put(tmp_path / "a.warc.gz", warc([(SOUTH_ROAD.url, NOON, HTML)])))
    assert raw(engine, SOUTH_ROAD.url).payload == newer


def test_older_capture_stands_in_for_one_that_is_gone(engine: Engine, tmp_path: Path) -> None:
    newer = put(tmp_path / "b.warc.gz", warc([(SOUTH_ROAD.url, NOON + timedelta(days=1), HTML + b"\n")]))
    store(engine, put(tmp_path / "a.warc.gz", warc([(SOUTH_ROAD.url, NOON, HTML)])), newer)
    newer.unlink()
    assert raw(engine, SOUTH_ROAD.url).payload == HTML


def test_file_that_is_gone_is_named(engine: Engine, tmp_path: Path) -> None:
    page = put(tmp_path / "x.html", HTML)
    store(engine, page)
    page.unlink()
    with pytest.raises(NothingFoundError) as raised:
        raw(engine, "1")
    assert str(raised.value) == f"no bytes of article 1 are left: {page} is no longer there"


def test_file_that_changed_is_named(engine: Engine, tmp_path: Path) -> None:
    page = put(tmp_path / "x.html", HTML)
    store(engine, page)
    page.write_bytes(HTML + b" ")
    with pytest.raises(NothingFoundError) as raised:
        raw(engine, "1")
    assert str(raised.value) == f"no bytes of article 1 are left: {page} is not what it was when it was captured"


@pytest.mark.parametrize(
    "content",
    [b"", b"no warc file any more" * 40, warc(PAGES[1:])[:-2500], warc(PAGES[:1])],
    ids=["empty", "other", "cut", "another page"],
)
def test_warc_file_that_changed_is_said(content: bytes, engine: Engine, tmp_path: Path) -> None:
    file = put(tmp_path / "a.warc.gz", warc(PAGES[1:]))
    store(engine, file)
    file.write_bytes(content)
    with pytest.raises(NothingFoundError, match=r"no bytes of article 1 are left: .*a\.warc\.gz"):
        raw(engine, "1")


def test_zip_file_without_its_member_is_said(engine: Engine, tmp_path: Path) -> None:
    file = put(tmp_path / "a.zip", zipped({"x.html": HTML}))
    store(engine, file)
    put(file, zipped({"y.html": HTML}))
    with pytest.raises(NothingFoundError, match=r"a\.zip/x\.html is no longer there"):
        raw(engine, "1")


def test_article_that_is_not_there_is_nothing_found(engine: Engine) -> None:
    with pytest.raises(NothingFoundError):
        raw(engine, "7")


def test_command_writes_the_bytes_and_nothing_else(engine: Engine, database_url: str, tmp_path: Path) -> None:
    page = HTML.replace(b"</body>", b"<!-- \xff\x00\r\n\x1b[31m --></body>")
    store(engine, put(tmp_path / "x.html", page))
    done = subprocess.run(
        [BIN / "atwasat", "show", "1", "--raw"],
        capture_output=True, env=environment(database_url), timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, page, b"")


def test_command_says_in_a_sentence_what_is_gone(engine: Engine, database_url: str, tmp_path: Path) -> None:
    page = put(tmp_path / "saved" / "x.html", HTML)
    store(engine, page)
    shutil.rmtree(tmp_path / "saved")
    done = run("atwasat", "show", "1", "--raw", database=database_url)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == f"error: no bytes of article 1 are left: {page} is no longer there\n"


def test_page_of_standard_input_is_gone(sqlite_url: str) -> None:
    subprocess.run(
        [BIN / "atwasat", "replay", "-"],
        input=HTML, capture_output=True, env=environment(sqlite_url), timeout=60, check=True,
    )  # fmt: skip
    done = run("atwasat", "show", "1", "--raw", database=sqlite_url)
    assert (done.returncode, done.stderr) == (4, "error: no bytes of article 1 are left: - is no longer there\n")
