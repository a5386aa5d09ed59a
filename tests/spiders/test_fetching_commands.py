"""The commands that fetch, as a user calls them: `crawl`, `rescrape` and `wayback`, one beside the other."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click import Command, Option
from crawling import Ground, Live, eventually, ground, url_of
from crawling_forks import Done
from rescraping import address_of, page, path_of, rescrape, show
from stand_in_archive import Answer, StandInArchive, standing_in_for_an_archive

from atwasat_spider.cli import main
from atwasat_spider.storage.alerts import record_alerts
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.runs import Outcome, finish_run, start_run

ONE, TWO = 600001, 600002
FETCHING = ("crawl", "rescrape", "wayback")
REPORTED = {"run", "outcome", "counts", "problem", "alerts"}


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    """A site whose articles are some minutes to some hours old: they are due again soon."""
    with ground(articles=20, start=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:00+00:00}") as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


@pytest.fixture
def live_on_any(shared: Ground, database_url: str, tmp_path: Path) -> Live:
    return shared.live(database_url, tmp_path)


@pytest.fixture
def web_archive() -> Iterator[StandInArchive]:
    with standing_in_for_an_archive() as standing_in:
        yield standing_in


# One beside the other


def test_rescrape_beside_a_crawl_leaves_its_frontier_in_order(live_on_any: Live) -> None:
    live = live_on_any
    paths = live.paths()
    live.site.switch("slow", seconds=0.03, only="articles")
    live.site.clear_log()
    crawl = live.start("atwasat", "crawl")
    eventually(lambda: len(live.asked()) > 1)
    second = live.start("atwasat", "rescrape", *map(url_of, paths[:8]))
    done, looked = crawl.wait(), second.wait()
    assert (done.code, looked.code) == (0, 0), done.out + looked.out
    assert [run["outcome"] for run in live.rows("runs")] == ["finished", "finished"]
    assert {(row["state"], row["tries"]) for row in live.rows("frontier")} == {("done", 0)}
    assert len(live.rows("articles")) == len(paths) == 20
    assert all(row["etag"] for row in live.rows("frontier"))
    of_today = [row for row in live.rows("frontier") if row["id_space"] == "news"]  # the others are years old
    assert len(of_today) == 18
    assert all(row["next_check_at"] > row["checked_at"] for row in of_today)


def test_crawl_after_a_rescrape_is_told_not_modified(live: Live) -> None:
    newest = live.there()[0]
    path = newest.path_at(live.site.clock)
    assert rescrape(live, url_of(path)).code == 0
    row = live.frontier(newest.site_id)
    assert row["state"] == "done"
    assert row["next_check_at"] > row["checked_at"]
    live.make_due(newest.site_id)
    assert live.crawl().code == 0
    [asked] = live.asked_for(path)
    assert (asked.status, asked.headers["if-none-match"]) == (304, row["etag"])


def test_rescrape_asks_in_full_for_what_is_not_due(live: Live) -> None:
    path = live.paths()[0]
    rescrape(live, url_of(path))
    assert rescrape(live, url_of(path)).out.startswith(f"{url_of(path)}: unchanged, article 1, revision 1\n")
    [asked] = live.asked_for(path)
    assert (asked.status, {"if-none-match", "if-modified-since"} & set(asked.headers)) == (200, set())


def test_scrapy_crawl_of_the_spider_is_the_same_job(live: Live) -> None:
    (live.folder / "scrapy.cfg").write_text("[settings]\ndefault = atwasat_spider.settings\n")
    show(live, ONE, TWO)
    urls = f"{address_of(ONE)} http://www.alwasat.ly/news/libya/600002/"
    done = live.start("scrapy", "crawl", "article", "-a", f"url={urls}").wait()
    assert (done.code, done.out) == (0, "run 1 finished: 2 captures read: 2 new, 3 requests\n")
    again = rescrape(live, address_of(ONE), "http://www.alwasat.ly/news/libya/600002/")
    assert again.out.count(": unchanged, article ") == 2
    first, second = live.rows("runs")
    assert first["arguments"] == second["arguments"] == {"url": [address_of(ONE), address_of(TWO)]}
    assert first["spider"] == second["spider"] == "article"


# What fails


def test_page_that_cannot_be_stored_was_asked_for_and_failed(live: Live) -> None:
    show(live, ONE)
    with closing(sqlite3.connect(live.database.removeprefix("sqlite:///"))) as database:
        database.execute(
            "CREATE TRIGGER no_text BEFORE INSERT ON revisions BEGIN SELECT RAISE(ABORT, 'no text today'); END"
        )
    done = rescrape(live, address_of(ONE))
    assert done.code == 1
    assert done.out.split("\n")[0] == f"{address_of(ONE)}: failed"
    assert "no text today" in done.out.split("\n")[1]
    assert "Traceback" not in done.err


def test_broken_connection_is_said_in_words(live: Live) -> None:
    live.site.switch("reset", only=path_of(ONE))
    show(live, TWO)
    done = rescrape(live, address_of(ONE), address_of(TWO))
    assert done.out.startswith(
        f"{address_of(ONE)}: failed\nnot fetched: the connection broke\n{address_of(TWO)}: new, "
    )
    assert done.code == 1


def test_silent_server_is_given_up_and_nothing_else_lost(live: Live) -> None:
    (live.folder / "scrapy.cfg").write_text("[settings]\ndefault = atwasat_spider.settings\n")
    live.site.switch("slow", seconds=20, only=path_of(ONE))
    show(live, TWO)
    urls = f"url={address_of(ONE)} {address_of(TWO)}"
    command = ("scrapy", "crawl", "article", "-a", urls, "-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_ENABLED=0")
    done = live.start(*command).wait()
    assert (done.code, done.out) == (1, "run 1 finished: 2 captures read: 1 new, 1 failed, 3 requests\n")
    assert (live.frontier(ONE)["state"], live.frontier(TWO)["state"]) == ("failed", "done")


# JSON


def test_crawl_in_json_is_its_report(live: Live) -> None:
    done = live.crawl("--limit", "3", "--json")
    said = json.loads(done.out)
    assert done.code == 0
    assert set(said) == REPORTED
    assert (said["run"], said["outcome"], said["counts"]["new"]) == (1, "finished", 3)
    assert (said["problem"], said["alerts"]) == ("the limit of 3 articles is reached", [])


def test_blocked_crawl_in_json_says_why(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="listings")
    done = live.crawl("--json")
    said = json.loads(done.out)
    assert (done.code, said["outcome"], said["counts"]["blocks"]) == (3, "blocked", 1)
    assert said["problem"].startswith("the site refuses us (Sucuri firewall, 403: ")


def test_crawl_beside_a_crawl_in_json_did_nothing_and_is_well(live: Live) -> None:
    live.site.switch("stall", only="robots")
    live.site.clear_log()
    first = live.start("atwasat", "crawl", "--limit", "1")
    eventually(lambda: live.asked() == ["/robots.txt"])
    second = live.start("atwasat", "crawl", "--json").wait()
    said = json.loads(second.out)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert (second.code, said["run"], said["outcome"]) == (0, None, "finished")
    assert said["problem"].endswith(" has this database")


# The web archive


def fetch_archived(live: Live, web_archive: StandInArchive, *arguments: str) -> Done:
    live.site.clear_log()
    servers = ("--cdx", web_archive.cdx, "--replay", web_archive.replay)
    return live.start("atwasat", "wayback", *arguments, *servers).wait()


def test_archived_page_is_fetched_by_the_command(live: Live, web_archive: StandInArchive) -> None:
    url = address_of(ONE)
    web_archive.list(("20170511000001", url))
    web_archive.show("20170511000001", url, Answer(body=page(ONE)))
    done = fetch_archived(live, web_archive, url, "--json")
    said = json.loads(done.out)
    assert (done.code, set(said), live.asked()) == (0, REPORTED, [])
    assert (said["outcome"], said["counts"]["new"], said["counts"]["failed"]) == ("finished", 1, 0)
    assert live.article(ONE)["first_seen_at"] == datetime(2017, 5, 11, 0, 0, 1, tzinfo=UTC)


def test_archive_without_a_capture_is_code_4(live: Live, web_archive: StandInArchive) -> None:
    done = fetch_archived(live, web_archive, address_of(ONE))
    assert (done.code, live.rows("articles")) == (4, [])
    assert done.out.startswith("run 1 finished: ")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("https://example.com/news/libya/1",),
        (address_of(ONE), "--section", "libya"),
        (address_of(ONE), "--from", "yesterday"),
        (address_of(ONE), "--to", "2017-13"),
        (address_of(ONE), "--limit", "0"),
        (address_of(ONE), "--zone", "Mars/Base"),
        (address_of(ONE), "--delay", "-1"),
    ],
)
def test_wrong_usage_of_wayback_asks_nobody(
    arguments: tuple[str, ...], live: Live, web_archive: StandInArchive
) -> None:
    done = fetch_archived(live, web_archive, *arguments)
    assert (done.code, web_archive.asked, live.rows("runs")) == (2, [], [])
    assert done.err.splitlines()[-1].lower().startswith("error: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--since", "yesterday"), "error: "),
        (("--ids", "9-1"), "error: "),
        (("--ids", "all"), "error: "),
        (("--section", "https://example.com/section/libya"), "error: "),
        (("--section", ""), "error: "),
        (("--limit", "0"), "Error: Invalid value for '--limit'"),
        (("--pages", "-3"), "Error: Invalid value for '--pages'"),
        (("--site", "alwasat"), "error: 'alwasat' is not the address of a server (https://alwasat.ly)"),
        (("libya",), "Error: Got unexpected extra argument (libya)"),
    ],
)
def test_wrong_usage_of_crawl_asks_nothing(arguments: tuple[str, ...], sentence: str, live: Live) -> None:
    done = live.crawl(*arguments)
    assert (done.code, live.asked(), live.rows("runs")) == (2, [], [])
    assert done.err.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in done.err


# Help and runs


@pytest.mark.parametrize("name", FETCHING)
def test_help_explains_every_option(name: str, live: Live) -> None:
    done = live.start("atwasat", name, "--help").wait()
    command = main.commands[name]
    assert isinstance(command, Command)
    options = [parameter for parameter in command.params if isinstance(parameter, Option)]
    assert [option.name for option in options if not option.help] == []
    assert [option.opts[-1] for option in options if option.opts[-1] not in done.out] == []
    assert f"Example: atwasat {name} " in done.out
    assert done.code == 0


@pytest.mark.parametrize("name", FETCHING)
def test_example_of_the_help_is_taken(name: str) -> None:
    """Its words are parsed as the command would, though nothing is run."""
    command = main.commands[name]
    example = (command.help or "").split("Example: atwasat ")[1].split()
    assert example[0] == name
    assert command.make_context(name, example[1:]).params


class _Unmet:
    expectation, message = "share-with-byline", "12% of 40 articles have a byline \x1b[2J(expected 80%)"


def test_runs_shows_problems_and_alerts_below_the_table(live_on_any: Live) -> None:
    engine = open_engine(live_on_any.database)
    problem = "the site refuses us (Sucuri firewall, 403: header x-sucuri-block)."
    blocked, quiet, alerting = (start_run(engine, spider, {}) for spider in ("site", "article", "site"))
    retry_at = datetime.now(UTC) + timedelta(minutes=30)
    finish_run(engine, blocked, Outcome.BLOCKED, {"requests": 1, "blocks": 1}, problem=problem, retry_at=retry_at)
    finish_run(engine, quiet, Outcome.FINISHED, {"captures": 1, "new": 1})
    finish_run(engine, alerting, Outcome.FINISHED, {"captures": 40, "new": 40})
    record_alerts(engine, alerting, [_Unmet()])
    engine.dispose()
    done = live_on_any.start("atwasat", "runs").wait()
    assert [line for line in done.out.split("\n") if line.startswith("run ")] == [
        r"run 3: 12% of 40 articles have a byline \x1b[2J(expected 80%)",
        f"run 1: {problem}",
    ]
    assert done.code == 0
    told = json.loads(live_on_any.start("atwasat", "runs", "--json").wait().out)
    assert [(run["id"], run["problem"]) for run in told] == [(3, None), (2, None), (1, problem)]
    assert told[0]["alerts"] == ["12% of 40 articles have a byline \x1b[2J(expected 80%)"]
