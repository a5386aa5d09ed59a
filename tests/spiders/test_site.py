"""The live crawl as a user runs it: it finds each article once, and asks for no more than it must."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawling import Ground, Live, ground, url_of
from renderings.articles_of_libya import SOUTH_ROAD


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=40) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


@pytest.fixture
def live_on_any(shared: Ground, database_url: str, tmp_path: Path) -> Live:
    return shared.live(database_url, tmp_path)


@pytest.fixture
def had(live: Live) -> Live:
    """The section «libya» has been crawled once."""
    assert live.crawl("--section", "libya").code == 0
    return live


def test_every_article_of_both_systems_is_asked_for_once(live_on_any: Live) -> None:
    live = live_on_any
    assert live.crawl().code == 0
    assert Counter(live.asked("articles")) == dict.fromkeys(live.paths(), 1)
    assert {row["url"] for row in live.rows("articles")} == {url_of(path) for path in live.paths()}
    assert {row["state"] for row in live.rows("frontier")} == {"done"}
    assert Counter(live.asked()).most_common(1)[0][1] == 1
    assert live.run()["counts"]["requests"] == len(live.asked())
    assert sum(row["id_space"] == "ar/news" for row in live.rows("articles")) == 4


def test_newest_articles_are_asked_for_first(live: Live) -> None:
    live.crawl("--section", "libya")
    assert live.asked("articles") == live.paths("libya")


def test_second_run_asks_for_new_articles_only(live: Live) -> None:
    live.crawl()
    before = live.paths()
    live.site.advance(hours=3)
    assert live.crawl().code == 0
    new = [path for path in live.paths() if path not in before]
    assert len(new) > 5
    assert Counter(live.asked("articles")) == dict.fromkeys(new, 1)


def test_run_without_anything_new_asks_for_no_article(live: Live) -> None:
    live.crawl("--section", "libya")
    again = live.crawl("--section", "libya")
    assert (again.code, live.asked("articles")) == (0, [])
    assert {each.status for each in live.site.log() if each.target != "/robots.txt"} == {304}
    assert again.out.startswith("run 2 finished: no page was new or due: ")


def test_listing_is_paged_to_known_ground_and_no_further(had: Live) -> None:
    before = len(had.there("libya"))
    had.site.advance(hours=30)
    new = len(had.there("libya")) - before
    assert new > 40
    had.crawl("--section", "libya", "--limit", "1")
    pages = new // 20 + 2 if new % 20 else new // 20 + 1  # the last of them shows nothing new
    assert had.asked("listings") == ["/section/libya", *(f"/section/libya?page={page}" for page in range(2, pages + 1))]


def test_article_that_only_the_sitemap_of_robots_names_is_found(live: Live) -> None:
    sitemap = f"<urlset><url><loc>{SOUTH_ROAD.url}</loc></url></urlset>"
    live.site.switch("replace", path="/sitemap.xml", body=sitemap, headers={"Content-Type": "application/xml"})
    assert live.crawl("--limit", "1").code == 0
    assert live.frontier(113135)["state"] == "new"


def test_article_that_only_the_feed_of_the_front_page_names_is_found(live: Live) -> None:
    item = f"<item><title>{SOUTH_ROAD.headline}</title><link>{SOUTH_ROAD.url}</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{item}</channel></rss>'
    live.site.switch("replace", path="/rss", body=feed, headers={"Content-Type": "application/rss+xml"})
    assert live.crawl("--limit", "1").code == 0
    assert live.frontier(113135)["state"] == "new"


def test_site_without_feed_and_sitemap_is_crawled_all_the_same(live: Live) -> None:
    live.site.switch("no_feed")
    live.site.switch("no_sitemap")
    live.crawl("--limit", "1")
    assert {row["url"] for row in live.rows("frontier")} == {url_of(path) for path in live.paths()}


def test_outage_of_days_is_made_up_for_by_short_runs(had: Live) -> None:
    had.site.advance(days=4)
    missed = {each.site_id for each in had.there("libya")}
    assert len(missed) > 160
    for runs in range(12):
        assert had.crawl("--section", "libya", "--pages", "3", "--limit", "1").code == 0
        pages = [each for each in had.site.log() if each.target.startswith("/section/") and each.status == 200]
        assert len(pages) <= 3
        [listing] = had.rows("listings")
        if listing["sweep_url"] is None:
            break
        if runs < 3:
            had.site.advance(hours=2)  # pages shift while they are read
    assert listing["sweep_started_at"] is None
    assert missed <= {row["site_id"] for row in had.rows("frontier")}
