"""The spider `wayback`: a process that fetches what a web archive on loopback keeps of the site."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from processes import BIN, ROOT, environment, run
from pywb_server import Kept, PywbServer, find_pywb, running_pywb
from renderings.articles_of_libya import POWER_OF_GHAT, SOUTH_ROAD
from renderings.articles_of_the_first_system import TRIPOLI_SCHOOLS
from renderings.modern_hashed import modern_hashed
from renderings.newscoop import newscoop
from rows import rows_of
from stand_in_archive import HTML, Answer, StandInArchive, standing_in_for_an_archive

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures import Capture, find_captures, read_captures
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.storage.engine import open_engine

URL = "https://alwasat.ly/news/libya/113135"
NEWEST = modern_hashed(SOUTH_ROAD).encode()
FIRST, SECOND = (
    NEWEST.replace("أربع عشرة صفحة".encode(), words.encode()) for words in ("اثنتي عشرة صفحة", "ثلاث عشرة صفحة")
)
IN_2016, IN_2017, IN_2018 = (
    datetime(2016, 10, 11, 9, 30, tzinfo=UTC),
    datetime(2017, 5, 11, 0, 0, 1, tzinfo=UTC),
    datetime(2018, 5, 11, 12, 0, tzinfo=UTC),
)
KEPT = (
    Kept("http://alwasat.ly/news/libya/113135", "2016-10-11T09:30:00Z", FIRST),
    Kept("https://www.alwasat.ly/news/libya/113135/", "2017-05-11T00:00:01Z", SECOND),
    Kept("https://alwasat.ly/news/libya/113135", "2018-05-11T12:00:00Z", NEWEST),
    Kept("https://alwasat.ly/news/libya/113135", "2018-06-11T12:00:00Z", NEWEST),
    Kept("https://alwasat.ly/news/libya/113135", "2019-05-11T12:00:00Z", b"gone", status="404 Not Found"),
    Kept("https://alwasat.ly/news/libya/262614", "2018-01-02T03:04:05Z", modern_hashed(POWER_OF_GHAT).encode()),
    Kept("http://www.alwasat.ly/ar/news/libya/4187/", "2014-03-01T10:00:00Z", newscoop(TRIPOLI_SCHOOLS).encode()),
    Kept("https://alwasat.ly/news/libya/about-us", "2018-01-02T03:04:05Z", b"<html><body>us</body></html>"),
    Kept("https://alwasat.ly/news/sport/1", "2018-01-02T03:04:05Z", b"<html><body>sport</body></html>"),
)


@pytest.fixture(scope="module")
def pywb() -> Iterator[PywbServer]:
    programs = find_pywb()
    if isinstance(programs, str):
        reason = f"pywb could not be installed, so the tests against a real web archive did not run: {programs}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running_pywb(programs, KEPT) as server:
        yield server


@pytest.fixture
def archive() -> Iterator[StandInArchive]:
    with standing_in_for_an_archive() as standing_in:
        yield standing_in


@dataclass(frozen=True)
class Crawl:
    """A database and a folder of captures: what every test here has."""

    database: str
    captures: Path

    def fetch(self, server: PywbServer | StandInArchive, *arguments: str) -> subprocess.CompletedProcess[str]:
        surroundings = environment(self.database) | {
            "ATWASAT_ARCHIVE": str(self.captures),
            "ATWASAT_CDX_SERVER": server.cdx,
            "ATWASAT_REPLAY_SERVER": server.replay,
            "ATWASAT_DELAY": "0",
        }
        written = [part for argument in arguments for part in ("-a", argument)]
        return subprocess.run(
            [BIN / "scrapy", "crawl", "wayback", *written],
            capture_output=True, text=True, encoding="utf-8", env=surroundings, cwd=ROOT, timeout=120, check=False,
        )  # fmt: skip

    def rows(self, table: str) -> list[dict[str, Any]]:
        engine = open_engine(self.database)
        found = rows_of(engine)[table]
        engine.dispose()
        return found

    def problems(self) -> dict[str, str]:
        """The problems of what is no page here, by what was asked for."""
        return {row["path"]: row["problem"] for row in self.rows("captures") if row["outcome"] == "failed"}

    def read_again(self) -> list[Capture]:
        """The captures that the folder holds, read without the database."""
        return [each for each in read_captures(find_captures([self.captures])) if isinstance(each, Capture)]


@pytest.fixture
def crawl(database_url: str, tmp_path: Path) -> Crawl:
    return Crawl(database_url, tmp_path / "captures")


@pytest.fixture
def sqlite_crawl(sqlite_url: str, tmp_path: Path) -> Crawl:
    return Crawl(sqlite_url, tmp_path / "captures")


def test_history_of_an_article_is_built_in_order(pywb: PywbServer, crawl: Crawl) -> None:
    done = crawl.fetch(pywb, f"url={URL}")
    assert done.returncode == 0, done.stderr
    revisions = crawl.rows("revisions")
    assert [(row["number"], row["first_seen_at"]) for row in revisions] == [(1, IN_2016), (2, IN_2017), (3, IN_2018)]
    [article] = crawl.rows("articles")
    assert (article["url"], article["headline"], article["revision_number"]) == (URL, SOUTH_ROAD.headline, 3)
    assert "أربع عشرة صفحة" in article["body"]


def test_capture_has_the_time_of_the_archive(pywb: PywbServer, sqlite_crawl: Crawl) -> None:
    sqlite_crawl.fetch(pywb, f"url={URL}")
    seen = [(row["url"], row["captured_at"], row["status"]) for row in sqlite_crawl.rows("captures")]
    assert seen == [(URL, IN_2016, 200), (URL, IN_2017, 200), (URL, IN_2018, 200)]


def test_archive_is_read_again_with_the_same_circumstances(pywb: PywbServer, sqlite_crawl: Crawl) -> None:
    sqlite_crawl.fetch(pywb, f"url={URL}")
    address, html = ArticleAddress("news", 113135, "libya"), "text/html; charset=utf-8"
    assert [(capture.circumstances, capture.payload) for capture in sqlite_crawl.read_again()] == [
        (Circumstances(address, IN_2016, html, None, "http://alwasat.ly/news/libya/113135", 200), FIRST),
        (Circumstances(address, IN_2017, html, None, "https://www.alwasat.ly/news/libya/113135/", 200), SECOND),
        (Circumstances(address, IN_2018, html, None, "https://alwasat.ly/news/libya/113135", 200), NEWEST),
    ]


def test_replay_of_the_archive_gives_the_same_rows(pywb: PywbServer, sqlite_crawl: Crawl, tmp_path: Path) -> None:
    sqlite_crawl.fetch(pywb, f"url={URL}")
    other = Crawl(f"sqlite:///{tmp_path}/other.db", sqlite_crawl.captures)
    assert run("atwasat", "replay", sqlite_crawl.captures, database=other.database).returncode == 0
    for table in ("articles", "revisions", "captures"):
        assert other.rows(table) == sqlite_crawl.rows(table)


def test_capture_that_is_here_is_not_fetched_again(pywb: PywbServer, sqlite_crawl: Crawl) -> None:
    sqlite_crawl.fetch(pywb, f"url={URL}")
    again = sqlite_crawl.fetch(pywb, f"url={URL}")
    assert "1 captures that show the same as the one before, 3 captures that are here already" in again.stdout
    assert len(sqlite_crawl.rows("captures")) == 3


def test_older_texts_stand_before_the_one_that_is_known(pywb: PywbServer, crawl: Crawl, tmp_path: Path) -> None:
    saved = tmp_path / "saved" / "south-road"
    saved.mkdir(parents=True)
    (saved / "page.html").write_bytes(NEWEST)
    (saved / "capture.json").write_text(f'{{"url": "{URL}", "captured_at": "2018-05-11T12:00:00Z"}}')
    assert run("atwasat", "replay", saved.parent, database=crawl.database).returncode == 0
    assert crawl.fetch(pywb, f"url={URL}").returncode == 0
    revisions = sorted(crawl.rows("revisions"), key=lambda row: int(row["number"]))
    assert [(row["number"], row["first_seen_at"]) for row in revisions] == [(1, IN_2016), (2, IN_2017), (3, IN_2018)]
    [article] = crawl.rows("articles")
    assert article["revision_number"] == 3
    assert "أربع عشرة صفحة" in article["body"]


def test_section_brings_the_articles_of_both_systems(pywb: PywbServer, sqlite_crawl: Crawl) -> None:
    done = sqlite_crawl.fetch(pywb, "section=libya", "to=2018-01-31")
    assert [row["url"] for row in sqlite_crawl.rows("captures")] == [
        "https://alwasat.ly/ar/news/libya/4187/",
        URL,
        URL,
        "https://alwasat.ly/news/libya/262614",
    ]
    assert "not fetched: 1 captures of other pages" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "moments"),
    [
        (("limit=1",), [IN_2016]),
        (("from=2017", "to=2017-05"), [IN_2017]),
        (("from=2017-05-11T00:00:02",), [IN_2018]),
        (("to=20170511000001",), [IN_2016, IN_2017]),
    ],
)
def test_span_and_limit_choose_the_captures(
    arguments: tuple[str, ...], moments: list[datetime], pywb: PywbServer, sqlite_crawl: Crawl
) -> None:
    sqlite_crawl.fetch(pywb, f"url={URL}", *arguments)
    assert [row["captured_at"] for row in sqlite_crawl.rows("captures")] == moments


def test_article_without_captures_is_nothing_found(pywb: PywbServer, sqlite_crawl: Crawl) -> None:
    assert sqlite_crawl.fetch(pywb, "url=https://alwasat.ly/news/libya/999999").returncode == 4


def shown(moment: str, body: bytes) -> Answer:
    return Answer(body=body, headers=(HTML, ("Memento-Datetime", moment)))


OWN_PAGE = b"<html><head><title>Internet Archive Wayback Machine</title></head><body><p>Hrm.</p></body></html>"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(404, b"<html>none</html>"), "the archive has no such capture"),
        (
            Answer(404, b"gone", (HTML, ("Memento-Datetime", "Thu, 11 May 2017 00:00:00 GMT"))),
            "the site answered 404 at that time",
        ),
        (Answer(403, b"<html>Blocked by robots.txt</html>"), "the archive answered 403 (blocked by robots)"),
        (Answer(503, b"<html>later</html>"), "the archive answered 503"),
        (Answer(200, OWN_PAGE), "the archive shows a page of its own in place of the capture"),
        (
            Answer(302, headers=(("Location", "https://alwasat.ly/news/libya/113135"),)),
            "the archive redirects to 'https://alwasat.ly/news/libya/113135', which is no capture of its own",
        ),
        (
            Answer(302, headers=(("Location", f"/web/20170511000000id_/{URL}"),)),
            "the archive redirects again and again, to ",
        ),
    ],
)
def test_capture_that_cannot_be_had_is_a_problem(
    answer: Answer, problem: str, archive: StandInArchive, sqlite_crawl: Crawl
) -> None:
    archive.list(("20170511000000", URL), ("20180511120000", URL))
    archive.show("20170511000000", URL, answer)
    archive.show("20180511120000", URL, shown("Fri, 11 May 2018 12:00:00 GMT", NEWEST))
    done = sqlite_crawl.fetch(archive, f"url={URL}")
    assert done.returncode == 1
    [(path, told)] = sqlite_crawl.problems().items()
    assert path == f"{archive.replay}/20170511000000id_/{URL}"
    assert told.startswith(f"not fetched: {problem}")
    assert [row["captured_at"] for row in sqlite_crawl.rows("captures") if row["captured_at"]] == [IN_2018]
    assert [capture.circumstances.captured_at for capture in sqlite_crawl.read_again()] == [IN_2018]


def test_problem_is_forgotten_when_the_capture_comes(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.list(("20180511120000", URL))
    sqlite_crawl.fetch(archive, f"url={URL}")
    assert len(sqlite_crawl.problems()) == 1
    archive.show("20180511120000", URL, shown("Fri, 11 May 2018 12:00:00 GMT", NEWEST))
    assert sqlite_crawl.fetch(archive, f"url={URL}").returncode == 0
    assert sqlite_crawl.problems() == {}


def test_nearest_capture_is_taken_at_its_own_time(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.list(("20180511115959", URL))
    archive.show("20180511115959", URL, Answer(302, headers=(("Location", f"/web/20180511120000id_/{URL}"),)))
    archive.show("20180511120000", URL, Answer(body=NEWEST))
    assert sqlite_crawl.fetch(archive, f"url={URL}").returncode == 0
    assert [row["captured_at"] for row in sqlite_crawl.rows("captures")] == [IN_2018]
    assert [capture.circumstances.captured_at for capture in sqlite_crawl.read_again()] == [IN_2018]


def test_stated_time_counts_more_than_the_digits(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.list(("20180511115959", URL))
    archive.show("20180511115959", URL, shown("Fri, 11 May 2018 12:00:00 GMT", NEWEST))
    sqlite_crawl.fetch(archive, f"url={URL}")
    assert [row["captured_at"] for row in sqlite_crawl.rows("captures")] == [IN_2018]
    assert [capture.circumstances.captured_at for capture in sqlite_crawl.read_again()] == [IN_2018]


def test_redirect_to_another_server_is_never_followed(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    with standing_in_for_an_archive() as other:
        archive.list(("20180511120000", URL))
        target = f"{other.replay}/20180511120000id_/{URL}"
        archive.show("20180511120000", URL, Answer(302, headers=(("Location", target),)))
        assert sqlite_crawl.fetch(archive, f"url={URL}").returncode == 1
        assert other.asked == []


def test_archive_that_refuses_everything_ends_the_job(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    rows = [(f"201805111200{second:02}", URL) for second in range(9)]
    archive.list(*rows)
    for digits, url in rows:
        archive.show(digits, url, Answer(403, b"<html>Blocked by robots.txt</html>"))
    done = sqlite_crawl.fetch(archive, f"url={URL}")
    assert done.returncode == 3
    assert "the archive refuses its captures, 5 in a row: the archive answered 403 (blocked by robots)" in done.stderr
    assert "4 captures were not asked for" in done.stderr
    assert len(sqlite_crawl.problems()) == 5


def test_archive_that_asks_to_wait_is_left_alone(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.list(("20170511000000", URL), ("20180511120000", URL))
    archive.show("20170511000000", URL, Answer(429, headers=(HTML, ("Retry-After", "3600"))))
    assert sqlite_crawl.fetch(archive, f"url={URL}").returncode == 3
    [path] = sqlite_crawl.problems()
    assert path == f"{archive.replay}/20170511000000id_/{URL}"
    assert [path for path in archive.asked if path.startswith("/web/2018")] == []


def test_index_that_refuses_is_a_problem(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.index[""] = Answer(403, b"<html>no</html>")
    done = sqlite_crawl.fetch(archive, f"url={URL}")
    assert done.returncode == 3
    [(path, problem)] = sqlite_crawl.problems().items()
    assert path.startswith(f"{archive.cdx}?url=alwasat.ly/news/libya/113135&")
    assert problem.startswith("not listed: ")


def test_damaged_line_of_the_index_is_told(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    lines = f"k 2018051112000 {URL} text/html 200 D1 1\nk 20180511120000 {URL} text/html 200 D2 1\n"
    archive.index[""] = Answer(body=lines.encode(), headers=(("Content-Type", "text/plain"),))
    archive.show("20180511120000", URL, shown("Fri, 11 May 2018 12:00:00 GMT", NEWEST))
    sqlite_crawl.fetch(archive, f"url={URL}")
    assert set(sqlite_crawl.problems().values()) == {
        "the archive's index is damaged: line 1: no timestamp of 14 digits: 2018051112000"
    }
    assert len(sqlite_crawl.rows("articles")) == 1


def test_index_is_read_to_its_end_by_its_keys(archive: StandInArchive, sqlite_crawl: Crawl) -> None:
    archive.list(("20170511000001", URL), following="a+b%21")
    archive.list(("20180511120000", URL), key="a b!")
    archive.show("20170511000001", URL, shown("Thu, 11 May 2017 00:00:01 GMT", SECOND))
    archive.show("20180511120000", URL, shown("Fri, 11 May 2018 12:00:00 GMT", NEWEST))
    assert sqlite_crawl.fetch(archive, f"url={URL}").returncode == 0
    assert [row["captured_at"] for row in sqlite_crawl.rows("captures")] == [IN_2017, IN_2018]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the spider wayback needs an article or a section: write -a url=ADDRESS"),
        (("path=x",), "the spider wayback has no argument 'path': write -a url=ADDRESS"),
        ((f"url={URL}", "section=libya"), "the spider wayback takes url or section, not both"),
        (("url=https://example.com/news/libya/1",), "'https://example.com/news/libya/1' is not on alwasat.ly"),
        (("section=../x",), "section must be the name of a section as in /news/SECTION/ID, not '../x'"),
        ((f"url={URL}", "limit=0"), "limit must be a number from 1 upwards, not '0'"),
        ((f"url={URL}", "from=2017-02-30"), "from must be a date, 2017 or 2017-05-11 say, not '2017-02-30'"),
        ((f"url={URL}", "to=yesterday"), "to must be a date, 2017 or 2017-05-11 say, not 'yesterday'"),
        ((f"url={URL}", "from=2018", "to=2017"), "from=20180101000000 is after to=20171231235959"),
    ],
)
def test_wrong_arguments_are_refused_at_once(
    arguments: tuple[str, ...], message: str, archive: StandInArchive, tmp_path: Path
) -> None:
    done = Crawl(f"sqlite:///{tmp_path}/x.db", tmp_path / "captures").fetch(archive, *arguments)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"error: {message}")
    assert archive.asked == []
