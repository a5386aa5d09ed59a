"""The spider `article`: a process that fetches one page of a server that stands in for the site."""

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from processes import BIN, ROOT, run
from renderings.articles_of_libya import POWER_OF_GHAT, SOUTH_ROAD
from renderings.articles_of_the_first_system import TRIPOLI_SCHOOLS
from rows import counts_of, rows_of
from sqlalchemy import Engine
from stand_in import StandIn, fetch, page_of, path_of, standing_in
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from atwasat_spider.query.figures import problems, runs

NO_ARTICLE = b"<html><head></head><body><ul><li>one</li><li>two</li></ul></body></html>"


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standing_in([]) as site:
        yield site


@pytest.fixture
def site(server: StandIn) -> StandIn:
    """The stand-in with its articles, whatever the test before made of it."""
    server.answers.clear()
    server.asked.clear()
    for article in (SOUTH_ROAD, POWER_OF_GHAT, TRIPOLI_SCHOOLS):
        server.show(article)
    return server


@dataclass(frozen=True)
class Crawl:
    """A site, a database and an archive: what every test here has."""

    site: StandIn
    database: str
    archive: Path

    def fetch(self, url: str) -> subprocess.CompletedProcess[str]:
        return fetch(self.site, url, database=self.database, archive=self.archive)

    def file(self) -> Path:
        """The only WARC file, found sound by a tool of others."""
        [file] = self.archive.iterdir()
        checked = subprocess.run([BIN / "warcio", "check", file], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stdout) == (0, "")
        return file

    def records(self) -> list[tuple[str, str, int]]:
        """Kind, address and offset of every record but the first, in their order."""
        found = []
        with self.file().open("rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                uri = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, uri, records.get_record_offset()))
        assert found[0][0] == "warcinfo"
        return found[1:]

    def answers(self, path: str) -> list[tuple[str, int]]:
        """Kind and offset of the answers that the archive keeps of a path of the site."""
        kept = [record for record in self.records() if record[1] == f"https://alwasat.ly{path}"]
        return [(kind, offset) for kind, _, offset in kept if kind != "request"]


@pytest.fixture
def crawl(site: StandIn, database_url: str, tmp_path: Path) -> Crawl:
    return Crawl(site, database_url, tmp_path / "captures")


@pytest.fixture
def sqlite_crawl(site: StandIn, sqlite_url: str, tmp_path: Path) -> Crawl:
    return Crawl(site, sqlite_url, tmp_path / "captures")


def captures(engine: Engine) -> list[dict[str, Any]]:
    return rows_of(engine)["captures"]


def test_fetched_article_is_stored_with_its_facts(crawl: Crawl, engine: Engine) -> None:
    done = crawl.fetch(SOUTH_ROAD.url)
    assert (done.returncode, done.stdout) == (0, "run 1 finished: 1 capture read: 1 new, 2 requests\n")
    [article] = rows_of(engine)["articles"]
    assert (article["url"], article["headline"]) == (SOUTH_ROAD.url, SOUTH_ROAD.headline)
    assert (article["published_at"], article["byline"]) == (SOUTH_ROAD.published, SOUTH_ROAD.byline)
    [run] = runs(engine)
    assert (run.spider, run.arguments, run.outcome) == ("article", {"url": [SOUTH_ROAD.url]}, "finished")


def test_row_of_capture_says_where_its_record_lies(crawl: Crawl, engine: Engine) -> None:
    crawl.fetch(SOUTH_ROAD.url)
    [(kind, offset)] = crawl.answers("/news/libya/113135")
    [row] = captures(engine)
    assert (kind, row["path"], row["offset"]) == ("response", str(crawl.file()), offset)
    assert (row["url"], row["status"], row["outcome"]) == (SOUTH_ROAD.url, 200, "stored")
    assert row["sha256"] == hashlib.sha256(page_of(SOUTH_ROAD)).hexdigest()
    assert row["captured_at"] is not None


@pytest.mark.parametrize(
    "url",
    ["http://www.alwasat.ly/ar/news/libya/{id}/", "https://alwasat.ly/ar/news/libya/{id}"],
)
def test_any_historical_form_of_an_address_is_fetched(url: str, sqlite_crawl: Crawl) -> None:
    section = TRIPOLI_SCHOOLS.section
    asked = url.replace("libya", section).format(id=TRIPOLI_SCHOOLS.site_id)
    assert sqlite_crawl.fetch(asked).returncode == 0
    assert path_of(TRIPOLI_SCHOOLS) in sqlite_crawl.site.asked


def test_page_that_did_not_change_is_kept_as_revisit(crawl: Crawl, engine: Engine) -> None:
    crawl.fetch(SOUTH_ROAD.url)
    again = crawl.fetch(SOUTH_ROAD.url)
    assert (again.returncode, again.stdout) == (0, "run 2 finished: 1 capture read: 1 unchanged, 2 requests\n")
    kept = crawl.answers("/news/libya/113135")
    assert [kind for kind, _ in kept] == ["response", "revisit"]
    assert [row["offset"] for row in captures(engine)] == [offset for _, offset in kept]
    assert counts_of(engine)["revisions"] == 1


def test_page_that_changed_is_kept_as_response_and_revision(crawl: Crawl, engine: Engine) -> None:
    crawl.fetch(SOUTH_ROAD.url)
    crawl.site.show(SOUTH_ROAD, page_of(SOUTH_ROAD).replace("أربع عشرة صفحة".encode(), "خمس عشرة صفحة".encode()))
    assert crawl.fetch(SOUTH_ROAD.url).stdout == "run 2 finished: 1 capture read: 1 changed, 2 requests\n"
    assert [kind for kind, _ in crawl.answers("/news/libya/113135")] == ["response", "response"]
    assert [row["number"] for row in rows_of(engine)["revisions"]] == [1, 2]


def test_missing_page_is_gone_and_kept(crawl: Crawl, engine: Engine) -> None:
    crawl.site.refuse(SOUTH_ROAD, 404)
    done = crawl.fetch(SOUTH_ROAD.url)
    assert (done.returncode, done.stdout) == (0, "run 1 finished: 1 capture read: 1 gone, 2 requests\n")
    assert problems(engine) == []
    assert [kind for kind, _ in crawl.answers("/news/libya/113135")] == ["response"]


def test_broken_server_is_asked_again_and_named(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.site.refuse(SOUTH_ROAD, 500)
    done = sqlite_crawl.fetch(SOUTH_ROAD.url)
    assert done.returncode == 1
    assert "not fetched: the server answered 500" in done.stderr
    asked = sqlite_crawl.site.asked.count("/news/libya/113135")
    assert asked > 1
    assert len(sqlite_crawl.answers("/news/libya/113135")) == asked


def test_page_fetched_after_a_failure_is_no_problem_any_more(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.site.refuse(SOUTH_ROAD, 404)
    sqlite_crawl.fetch(SOUTH_ROAD.url)
    sqlite_crawl.site.show(SOUTH_ROAD)
    assert sqlite_crawl.fetch(SOUTH_ROAD.url).returncode == 0
    shown = run("atwasat", "problems", "--json", database=sqlite_crawl.database)
    assert "not fetched" not in shown.stdout


def test_robots_txt_is_obeyed(crawl: Crawl, engine: Engine) -> None:
    crawl.site.forbid("/news/")
    done = crawl.fetch(SOUTH_ROAD.url)
    assert (done.returncode, done.stdout) == (0, "run 1 finished: 1 capture read: 1 off-limits, 1 requests\n")
    assert crawl.site.asked == ["/robots.txt"]
    assert problems(engine) == []
    assert [kind for kind, _ in crawl.answers("/robots.txt")] == ["response"]


def test_robots_txt_forbids_only_what_it_names(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.site.forbid("/news/sport/")
    assert sqlite_crawl.fetch(SOUTH_ROAD.url).returncode == 0


def test_redirect_to_another_host_is_not_followed(crawl: Crawl, engine: Engine) -> None:
    other = crawl.site.address.replace("127.0.0.1", "localhost")
    crawl.site.redirect(SOUTH_ROAD, f"{other}/news/libya/262614")
    assert crawl.fetch(SOUTH_ROAD.url).returncode == 1
    assert "/news/libya/262614" not in crawl.site.asked
    assert counts_of(engine)["articles"] == 0
    [problem] = problems(engine)
    assert problem.problem.startswith("not fetched: ")
    assert [kind for kind, _ in crawl.answers("/news/libya/113135")] == ["response"]


def test_redirect_on_the_site_is_followed_and_kept(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.site.redirect(SOUTH_ROAD, "/news/libya/262614")
    assert sqlite_crawl.fetch(SOUTH_ROAD.url).returncode == 0
    assert [kind for kind, _ in sqlite_crawl.answers("/news/libya/113135")] == ["response"]
    assert [kind for kind, _ in sqlite_crawl.answers("/news/libya/262614")] == ["response"]


def test_redirected_page_has_the_address_that_showed_it(crawl: Crawl, engine: Engine) -> None:
    """What the archive keeps of it says so too, and a replay of the archive must agree."""
    crawl.site.redirect(SOUTH_ROAD, "/news/libya/262614")
    crawl.fetch(SOUTH_ROAD.url)
    assert [(row["url"], row["headline"]) for row in rows_of(engine)["articles"]] == [
        ("https://alwasat.ly/news/libya/262614", POWER_OF_GHAT.headline)
    ]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://example.com/news/libya/1", "'https://example.com/news/libya/1' is not on alwasat.ly"),
        (
            "https://alwasat.ly.example.com/news/libya/1",
            "'https://alwasat.ly.example.com/news/libya/1' is not on alwasat.ly",
        ),
        ("file:///etc/hostname", "'file:///etc/hostname' is not an http or https address of alwasat.ly"),
        ("https://alwasat.ly/", "'https://alwasat.ly/' is not an article of alwasat.ly (expected /news/SECTION/ID)"),
    ],
)
def test_address_that_is_no_article_is_refused(url: str, message: str, site: StandIn, tmp_path: Path) -> None:
    done = fetch(site, url, database=str(tmp_path / "x.db"), archive=tmp_path / "captures")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"error: {message}")
    assert list(tmp_path.iterdir()) == []
    assert site.asked == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "error: the spider article needs an address: write -a url=ADDRESS"),
        (("-a", "ulr=x"), "error: the spider article has no argument 'ulr': write -a url=ADDRESS"),
    ],
)
def test_wrong_arguments_are_named(arguments: tuple[str, ...], message: str) -> None:
    done = run("scrapy", "crawl", "article", *arguments, cwd=ROOT)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, message)


def test_digest_is_that_of_the_decoded_page(crawl: Crawl, engine: Engine) -> None:
    crawl.site.compress(SOUTH_ROAD)
    assert crawl.fetch(SOUTH_ROAD.url).returncode == 0
    [row] = captures(engine)
    assert row["sha256"] == hashlib.sha256(page_of(SOUTH_ROAD)).hexdigest()


def test_compressed_page_is_kept_as_it_came(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.site.compress(SOUTH_ROAD)
    sent = sqlite_crawl.site.page(SOUTH_ROAD)
    sqlite_crawl.fetch(SOUTH_ROAD.url)
    with sqlite_crawl.file().open("rb") as stream:
        kept = [record.raw_stream.read() for record in ArchiveIterator(stream) if record.rec_type == "response"]
    assert sent in kept


def test_compressed_page_and_plain_one_are_one_page(sqlite_crawl: Crawl) -> None:
    sqlite_crawl.fetch(SOUTH_ROAD.url)
    sqlite_crawl.site.compress(SOUTH_ROAD)
    again = sqlite_crawl.fetch(SOUTH_ROAD.url)
    assert (again.returncode, again.stdout) == (0, "run 2 finished: 1 capture read: 1 unchanged, 2 requests\n")
    shown = run("atwasat", "show", SOUTH_ROAD.url, "--raw", database=sqlite_crawl.database)
    assert shown.stdout.encode() == page_of(SOUTH_ROAD)


def test_page_without_an_article_is_kept_and_a_problem(crawl: Crawl, engine: Engine) -> None:
    crawl.site.show(SOUTH_ROAD, NO_ARTICLE)
    assert crawl.fetch(SOUTH_ROAD.url).returncode == 1
    [(kind, offset)] = crawl.answers("/news/libya/113135")
    [row] = captures(engine)
    assert (kind, row["path"], row["offset"]) == ("response", str(crawl.file()), offset)
    assert (row["outcome"], row["sha256"]) == ("failed", hashlib.sha256(NO_ARTICLE).hexdigest())
    assert counts_of(engine)["articles"] == 0


def test_server_that_is_not_there_is_a_problem(site: StandIn, sqlite_url: str, tmp_path: Path) -> None:
    with standing_in([]) as gone:
        pass
    done = fetch(gone, SOUTH_ROAD.url, database=sqlite_url, archive=tmp_path / "captures")
    assert done.returncode == 1
    assert "robots.txt cannot be read (it refuses the connection), so the site is not crawled" in done.stdout
