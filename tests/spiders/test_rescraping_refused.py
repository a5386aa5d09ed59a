"""`atwasat rescrape`: which addresses it takes from where, which lines it refuses, and what ends it with a sentence."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from crawling import Ground, Live, ground
from crawling_forks import Done
from rescraping import address_of, path_of, piped, rescrape, show

ONE, TWO, THREE, FOUR, FIVE = range(600001, 600006)
FIRST_SYSTEM = "/ar/news/libya/4187/"


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=20) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


def assert_nothing_was_done(live: Live, done: Done, code: int) -> None:
    assert done.code == code
    assert "Traceback" not in done.err
    assert live.asked() == []
    assert live.rows("runs") == []
    assert not live.archive.exists()


# Where addresses come from


def test_addresses_come_from_arguments_files_and_standard_input(live: Live) -> None:
    """Arguments first, then standard input that an argument names, then files; each address is asked for once."""
    show(live, ONE, TWO, THREE, FOUR, FIVE)
    windows, linux = live.folder / "من ويندوز.txt", live.folder / "linux.txt"
    windows.write_bytes(
        b"\xef\xbb\xbf" + f"{address_of(TWO)}\r\n\r\n  # a remark\r\n\t{address_of(THREE)}  \r\n".encode()
    )
    lines = [
        f"#{address_of(99)}".encode(),
        b"https://example.com/news/libya/1",
        address_of(FOUR).encode(),
        b"https://alwasat.ly/news/libya/\xff\xfe",
        b"https://alwasat.ly/section/libya",
        address_of(ONE).replace("https", "http").encode(),
    ]
    linux.write_bytes(b"\n".join(lines))
    given = (address_of(ONE), "-", "--file", windows, "--file", linux, "--file", windows)
    done = piped(live, *given, stdin=f"{address_of(FIVE)}\nalwasat.ly\x1b[2J\n{address_of(FIVE)}/\n".encode())
    assert live.asked() == ["/robots.txt", *map(path_of, (ONE, FIVE, TWO, THREE, FOUR))]
    assert done.code == 1
    is_none = "is not an article of alwasat.ly (expected /news/SECTION/ID)"
    refused = [
        ("standard input, line 2", "'alwasat.ly\\x1b[2J' is not an http or https address of alwasat.ly"),
        (f"{linux}, line 2", "'https://example.com/news/libya/1' is not on alwasat.ly"),
        (f"{linux}, line 4", rf"'https://alwasat.ly/news/libya/\\xff\\xfe' {is_none}"),
        (f"{linux}, line 5", f"'https://alwasat.ly/section/libya' {is_none}"),
    ]
    said = [line.split(": ", 1) for line in done.out.split("\n") if ", line " in line]
    assert said == [list(each) for each in refused]
    assert "\x1b" not in done.out
    assert done.out.split("\n")[0] == "alwasat.ly\\x1b[2J: refused"
    assert done.out.count(": refused\n") == 4
    assert done.out.count(": new, article ") == 5


def test_historical_forms_mean_one_article_asked_for_once(live: Live) -> None:
    forms = (
        "http://alwasat.ly/news/libya/600001",
        "https://www.alwasat.ly/news/libya/600001/",
        "HTTPS://ALWASAT.LY:443/news/LIBYA/600001?from=feed#top",
    )
    show(live, ONE)
    live.site.switch("replace", path=FIRST_SYSTEM, status=404)
    done = rescrape(live, *forms, "http://www.alwasat.ly/ar/news/libya/4187")
    assert live.asked() == ["/robots.txt", path_of(ONE), FIRST_SYSTEM]
    assert done.out.split("\n")[:2] == [
        f"{address_of(ONE)}: new, article 1, revision 1",
        "https://alwasat.ly/ar/news/libya/4187/: gone",
    ]


def test_three_hundred_addresses_of_a_file_are_all_asked_for(live: Live) -> None:
    numbers = range(700001, 700301)
    show(live, 700001, 700300)
    (live.folder / "many.txt").write_text("".join(f"{address_of(number)}\n" for number in numbers))
    done = rescrape(live, "--file", "many.txt", "--json")
    assert live.asked() == ["/robots.txt", *map(path_of, numbers)]
    rows = json.loads(done.out)
    assert [row["url"] for row in rows] == [address_of(number) for number in numbers]
    assert [row["outcome"] for row in rows] == ["new", *["gone"] * 298, "new"]
    assert done.code == 0


def test_refused_line_in_json_has_its_place(live: Live) -> None:
    show(live, ONE)
    (live.folder / "two.txt").write_text(f"{address_of(ONE)}\nftp://alwasat.ly/news/libya/1\n")
    done = rescrape(live, "--file", "two.txt", "--json")
    refused, stored = json.loads(done.out)
    assert refused == {
        "url": "ftp://alwasat.ly/news/libya/1", "outcome": "refused", "article_id": None, "revision": None,
        "problem": "two.txt, line 2: 'ftp://alwasat.ly/news/libya/1' is not an http or https address of alwasat.ly",
        "moved_to": None, "difference": None,
    }  # fmt: skip
    assert (stored["outcome"], done.code) == ("new", 1)


def test_file_of_refused_lines_alone_asks_nothing(live: Live) -> None:
    (live.folder / "none.txt").write_text("https://example.com/news/libya/1\n")
    done = rescrape(live, "--file", "none.txt")
    assert_nothing_was_done(live, done, 1)
    assert done.out == (
        "https://example.com/news/libya/1: refused\n"
        "none.txt, line 1: 'https://example.com/news/libya/1' is not on alwasat.ly\nnothing was done\n"
    )


# What ends it with a sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("https://example.com/news/libya/1",), "error: 'https://example.com/news/libya/1' is not on alwasat.ly"),
        (
            ("http://alwasat.ly@example.com/news/libya/1",),
            "error: 'http://alwasat.ly@example.com/news/libya/1' is not an http or https address of alwasat.ly",
        ),
        (("131580",), "error: '131580' is not an http or https address of alwasat.ly"),
        (("",), "error: '' is not an http or https address of alwasat.ly"),
        (("--zone", "Mars/Base"), "error: 'Mars/Base' is not a time zone of the IANA database"),
        (("--site", "alwasat.example"), "error: 'alwasat.example' is not the address of a server (https://alwasat.ly)"),
        (("--site", "ftp://127.0.0.1/"), "error: 'ftp://127.0.0.1/' is not the address of a server (https://alwasat.ly)"),
        (("--site", "http://a:b/"), "error: 'http://a:b/' is not the address of a server (https://alwasat.ly)"),
        (("--delay", "soon"), "Error: Invalid value for '--delay': 'soon' is not a valid float range."),
        (("--delay", "-1"), "Error: Invalid value for '--delay': -1.0 is not in the range x>=0."),
        (("--delay", "nan"), "Error: Invalid value for '--delay': nan is not a number of seconds."),
        (("--delay", "inf"), "Error: Invalid value for '--delay': inf is not a number of seconds."),
        (("--file", "missing.txt"), "Error: Invalid value for '--file': File 'missing.txt' does not exist."),
        (("--file", "."), "Error: Invalid value for '--file': File '.' is a directory."),
    ],
)  # fmt: skip
def test_wrong_usage_asks_nothing_and_writes_nothing(arguments: tuple[str, ...], sentence: str, live: Live) -> None:
    show(live, ONE)
    done = rescrape(live, address_of(ONE), *arguments)
    assert_nothing_was_done(live, done, 2)
    assert done.err.splitlines()[-1] == sentence


def test_no_address_at_all_is_wrong_usage(live: Live) -> None:
    (live.folder / "empty.txt").write_text("# nothing yet\n\n")
    for arguments in ((), ("--file", "empty.txt"), ("-",)):
        done = rescrape(live, *arguments)
        assert_nothing_was_done(live, done, 2)
        assert done.err == "error: no address: name one, or a file of addresses with --file\n"


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        ("0001", "is at revision 0001, not 0004: run `atwasat db upgrade`"),
        ("9999", "is at revision 9999, which this program does not know: update the program"),
    ],
)
def test_database_of_another_revision_is_named(revision: str, sentence: str, live: Live) -> None:
    with closing(sqlite3.connect(live.database.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        database.commit()
    done = rescrape(live, address_of(ONE))
    assert (done.code, done.err, live.asked()) == (2, f"error: the database {live.database} {sentence}\n", [])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("text.db", "error: cannot read the database sqlite:///{folder}/text.db: file is not a database\n"),
        (
            "nowhere/new.db",
            "error: cannot make the database {folder}/nowhere/new.db: there is no folder {folder}/nowhere\n",
        ),
    ],
)
def test_database_that_cannot_be_used_is_named(name: str, sentence: str, live: Live) -> None:
    (live.folder / "text.db").write_text("no database, but some text" * 200)
    done = rescrape(live, address_of(ONE), database_url=f"sqlite:///{live.folder}/{name}")
    assert (done.code, done.err, live.asked()) == (2, sentence.format(folder=live.folder), [])


def test_archive_that_cannot_be_written_to_ends_the_job(live: Live) -> None:
    show(live, ONE)
    (live.folder / "captures").write_text("a file where the folder should be")
    done = rescrape(live, address_of(ONE))
    assert (done.code, live.asked()) == (1, ["/robots.txt"])
    lines = done.out.split("\n")
    assert lines[0] == f"{address_of(ONE)}: not asked"
    assert lines[1].startswith("run 1 failed: ")
    assert lines[2].startswith("the archive of captures cannot be written to: ")
    assert "Traceback" not in done.err
    assert live.rows("articles") == []


def test_site_that_is_not_there_ends_the_job(live: Live) -> None:
    done = rescrape(live, address_of(ONE), "--site", "http://127.0.0.1:9")
    assert (done.code, live.asked()) == (1, [])
    assert done.out.split("\n")[0] == f"{address_of(ONE)}: not asked"
    assert "http://127.0.0.1:9/robots.txt cannot be read (it refuses the connection)" in done.out
    assert "Traceback" not in done.err


# Blocked


def test_block_ends_the_job_at_once_with_code_3(live: Live) -> None:
    show(live, ONE, TWO, THREE, FOUR)
    live.site.switch("refuse", kind="sucuri", only="articles", after=1)
    done = rescrape(live, *map(address_of, (ONE, TWO, THREE, FOUR)))
    assert live.asked() == ["/robots.txt", path_of(ONE), path_of(TWO)]
    assert done.code == 3
    assert done.out.split("\n")[:5] == [
        f"{address_of(ONE)}: new, article 1, revision 1",
        f"{address_of(TWO)}: blocked",
        "the site refuses us (Sucuri firewall, 403: header x-sucuri-block)",
        f"{address_of(THREE)}: not asked",
        f"{address_of(FOUR)}: not asked",
    ]
    assert "Crawl from an ordinary home or office connection" in done.out
    assert live.run()["outcome"] == "blocked"


def test_block_and_refused_lines_together_are_code_3(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="articles")
    (live.folder / "two.txt").write_text(f"{address_of(ONE)}\nhttps://example.com/\n")
    done = rescrape(live, "--file", "two.txt", "--json")
    assert (done.code, live.asked()) == (3, ["/robots.txt", path_of(ONE)])
    assert [row["outcome"] for row in json.loads(done.out)] == ["refused", "blocked"]


def test_block_of_a_rescrape_does_not_make_the_crawl_wait(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="articles")
    assert rescrape(live, address_of(ONE)).code == 3
    live.site.switch_off("refuse")
    assert live.crawl("--limit", "2").code == 0
    assert len(live.asked("articles")) == 2


def test_rescrape_asks_although_the_crawl_is_waiting(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="articles")
    assert live.crawl().code == 3
    live.site.switch_off("refuse")
    show(live, ONE)
    assert rescrape(live, address_of(ONE)).code == 0
    waiting = live.crawl()
    assert (waiting.code, live.asked()) == (3, [])
