"""The live crawl with arguments: what is asked for with each, and that there is one crawl at a time."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawling import Ground, Live, eventually, ground, url_of
from renderings.articles_of_libya import SOUTH_ROAD
from stand_in import page_of

FIRST, LAST = 501020, 501029  # the numbers of a range of the stand-in


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=80) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


@pytest.fixture
def live_on_any(shared: Ground, database_url: str, tmp_path: Path) -> Live:
    return shared.live(database_url, tmp_path)


# Sections


def test_section_is_crawled_alone(live: Live) -> None:
    assert live.crawl("--section", "economy").code == 0
    assert live.asked() == ["/robots.txt", "/section/economy", *live.paths("economy")]
    assert live.run()["arguments"] == {"sections": ["economy"]}


def test_several_sections_are_crawled(live: Live) -> None:
    assert live.crawl("--section", "economy", "--section", "sport").code == 0
    assert set(live.asked("listings")) == {"/section/economy", "/section/sport"}
    assert sorted(live.asked("articles")) == sorted(live.paths("economy") + live.paths("sport"))


def test_scrapy_takes_sections_with_commas(live: Live) -> None:
    command = ("scrapy", "crawl", "site", "-a", "section=economy,sport", "-a", "limit=2")
    # Scrapy finds its project by the folder.
    (live.folder / "scrapy.cfg").write_text("[settings]\ndefault = atwasat_spider.settings\n")
    assert live.start(*command).wait().code == 0
    assert set(live.asked("listings")) == {"/section/economy", "/section/sport"}
    assert len(live.asked("articles")) == 2


def test_section_is_named_by_the_address_of_its_listing(live: Live) -> None:
    assert live.crawl("--section", "https://alwasat.ly/ar/news/sport/").code == 0
    assert {target.partition("?")[0] for target in live.asked("listings")} == {"/ar/news/sport/"}
    first_system = {path for path in live.paths() if path.startswith("/ar/news/sport/")}
    assert first_system
    assert first_system <= set(live.asked("articles"))


def test_section_that_does_not_exist_is_a_problem(live: Live) -> None:
    assert live.crawl("--section", "no-such").code == 1
    assert live.asked() == ["/robots.txt", "/section/no-such"]


# Bounds


def test_articles_whose_numbers_tell_that_they_are_older_are_passed_over(live: Live) -> None:
    """The number of the article that is listed last is one of 2016."""
    old = f'<li><a href="/news/libya/113135">{SOUTH_ROAD.headline}</a></li></ol>'
    listing = live.page("/section/libya").decode().replace("</ol>", old)
    live.site.switch("replace", path="/section/libya", body=listing)
    live.site.switch("replace", path="/news/libya/113135", body=page_of(SOUTH_ROAD))
    assert live.crawl("--section", "libya", "--since", "2019-01-01").code == 0
    assert live.asked("articles") == live.paths("libya")
    assert live.frontier(113135)["state"] == "new"
    assert live.crawl("--section", "libya", "--since", "2016-01-01").code == 0
    assert live.asked("articles") == ["/news/libya/113135"]


def test_limit_is_the_number_of_articles_and_the_next_run_goes_on(live: Live) -> None:
    newest = live.paths("libya")
    assert len(newest) > 12
    assert live.crawl("--section", "libya", "--limit", "5").code == 0
    assert live.asked("articles") == newest[:5]
    assert live.crawl("--section", "libya", "--limit", "5").code == 0
    assert live.asked("articles") == newest[5:10]
    assert live.run()["problem"] == "the limit of 5 articles is reached"


def test_past_is_read_in_bounded_steps_until_all_of_it_is_there(live: Live) -> None:
    live.site.advance(days=3)
    every = live.paths("libya")
    pages = -(-len(every) // 20)
    assert pages > 5
    live.crawl("--section", "libya", "--pages", "1", "--limit", "1")
    assert live.asked("listings") == ["/section/libya"]
    read = 1
    while read < pages:
        assert live.crawl("--section", "libya", "--backfill", "--pages", "2", "--limit", "3").code == 0
        new = [f"/section/libya?page={page}" for page in range(read + 1, min(read + 2, pages) + 1)]
        assert live.asked("listings") == ["/section/libya", *new]
        read += 2
    found = {row["url"] for row in live.rows("frontier")}
    assert {url_of(path) for path in every} <= found
    live.crawl("--section", "libya", "--backfill", "--pages", "2", "--limit", "1")
    assert live.asked("listings") == ["/section/libya"]


def test_past_of_the_sitemaps_is_read_in_bounded_steps(live: Live) -> None:
    months: list[str] = []
    for _ in range(4):
        assert live.crawl("--backfill", "--pages", "3", "--limit", "1").code == 0
        step = [target for target in live.asked("feeds") if target.startswith("/sitemap-")]
        assert len(step) <= 3
        months += step
    first_system = {f"/sitemap-{each.appeared_at:%Y-%m}.xml" for each in live.there() if each.id_space != "news"}
    assert len(first_system) > 3
    assert first_system <= set(months)
    assert Counter(months) == dict.fromkeys(months, 1)


# Numbers


def test_numbers_of_a_range_are_asked_for_once(live: Live) -> None:
    assert live.crawl("--ids", f"{FIRST}-{LAST}").code == 0
    every = [f"/news/libya/{number}" for number in range(LAST, FIRST - 1, -1)]
    assert live.asked() == ["/robots.txt", *every]
    there = {path for path in live.paths("libya") if path in every}
    assert {row["url"] for row in live.rows("articles")} == {url_of(path) for path in there}
    assert {row["state"] for row in live.rows("frontier") if row["url"] not in map(url_of, there)} == {"gone"}
    assert (live.crawl("--ids", f"{FIRST}-{LAST}").code, live.asked("articles")) == (0, [])


def test_number_is_asked_for_again_where_a_listing_shows_another_section(live: Live) -> None:
    live.crawl("--ids", f"{FIRST}-{LAST}")
    others = [
        each.path
        for each in live.there()
        if FIRST <= each.site_id <= LAST and each.id_space == "news" and each.section != "libya"
    ]
    assert others
    sections = [word for path in others for word in ("--section", path.split("/")[2])]
    assert live.crawl(*sections).code == 0
    assert set(others) <= set(live.asked("articles"))
    found = {row["url"]: row["state"] for row in live.rows("frontier")}
    assert {found[url_of(path)] for path in others} == {"done"}


def test_numbers_are_asked_for_in_the_section_that_is_named(live: Live) -> None:
    live.crawl("--ids", "501020-501021", "--section", "economy")
    assert live.asked("articles") == ["/news/economy/501021", "/news/economy/501020"]


# Without asking


def test_dry_run_prints_what_is_new_and_asks_for_no_article(live: Live) -> None:
    done = live.crawl("--section", "libya", "--dry-run")
    assert (done.code, live.asked("articles")) == (0, [])
    *printed, report = done.out.splitlines()
    assert sorted(printed) == sorted(url_of(path) for path in live.paths("libya"))
    assert len(printed) > 20  # more than one page has
    assert report.startswith("run 1 finished: ")
    assert (live.rows("frontier"), live.rows("listings"), live.rows("articles")) == ([], [], [])


def test_dry_run_prints_nothing_that_is_known(live: Live) -> None:
    live.crawl("--section", "libya")
    before = live.rows("listings")
    live.site.advance(hours=4)
    new = [path for path in live.paths("libya") if url_of(path) not in {row["url"] for row in live.rows("frontier")}]
    assert new
    assert live.crawl("--section", "libya", "--dry-run").out.splitlines()[:-1] == [url_of(path) for path in new]
    assert live.rows("listings") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--ids", "9-1"), "error: ids must be a range like 131000-131999 of at most 100,000 numbers, not '9-1'"),
        (("--since", "gestern"), "error: since must be a date like 2026-01-31, not 'gestern'"),
        (
            ("--section", "https://example.com/section/libya"),
            (
                "error: 'https://example.com/section/libya' is no section: write its slug (libya) or the address of "
                "its listing on the site"
            ),
        ),
    ],
)
def test_argument_that_cannot_be_met_is_named(arguments: tuple[str, ...], message: str, live: Live) -> None:
    done = live.crawl(*arguments)
    assert (done.code, done.err.splitlines()[-1], live.asked()) == (2, message, [])
    assert live.rows("runs") == []


# One crawl at a time


def test_second_crawl_leaves_the_database_to_the_first(live_on_any: Live) -> None:
    live = live_on_any
    live.site.switch("stall", only="robots")
    first = live.start("atwasat", "crawl", "--section", "libya")
    eventually(lambda: live.asked() == ["/robots.txt"])
    second = live.start("atwasat", "crawl", "--section", "libya").wait()
    assert second.code == 0
    assert second.out.startswith("nothing was done\nrun 1, at work since ")
    assert second.out.endswith(" has this database\n")
    assert live.asked() == ["/robots.txt"]
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert [row["id"] for row in live.rows("runs")] == [1]


def test_crawl_that_waits_begins_when_the_first_has_ended(live_on_any: Live) -> None:
    live = live_on_any
    live.site.switch("stall", only="robots", times=1)
    first = live.start("atwasat", "crawl", "--section", "libya")
    eventually(lambda: live.asked() == ["/robots.txt"])
    second = live.start("atwasat", "crawl", "--section", "libya", "--wait")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert second.wait().code == 0
    killed, run = live.rows("runs")
    assert (killed["outcome"], killed["problem"]) == ("interrupted", "the process was killed")
    assert (run["outcome"], run["counts"]["new"]) == ("finished", len(live.there("libya")))
