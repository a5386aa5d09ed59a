"""The live crawl as a user runs it: what it makes of what has become of an article, and of answers that fail."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from crawling import LONG_AGO, Ground, Live, ground, url_of
from renderings.articles_of_libya import SOUTH_ROAD
from stand_in import page_of, standing_in

# Articles of the section «libya» at the start of the stand-in: one that changes on the second day, and one that is gone
# then.
CHANGES, GONE = 501051, 501043
NO_ARTICLE = "<html><head><title>بوابة الوسط</title></head><body><p>الصفحة قيد الإعداد.</p></body></html>"


def libya(site_id: int) -> str:
    return f"/news/libya/{site_id}"


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


# What becomes of an article


def test_article_that_is_due_is_asked_for_with_its_validators(had: Live) -> None:
    before = had.frontier(CHANGES)
    had.make_due(CHANGES)
    assert had.crawl("--section", "libya").code == 0
    [asked] = had.asked_for(libya(CHANGES))
    assert had.asked("articles") == [libya(CHANGES)]
    assert (asked.headers["if-none-match"], asked.headers["if-modified-since"]) == (
        before["etag"],
        before["last_modified"],
    )
    assert asked.status == 304


def test_page_not_modified_leaves_the_rows_of_a_page_seen_again(live_on_any: Live) -> None:
    had = live_on_any
    had.crawl("--section", "libya")
    had.make_seen_long_ago()
    had.make_due(CHANGES)
    done = had.crawl("--section", "libya")
    assert done.out == "run 2 finished: 1 capture read: 1 unchanged, 1 listings, 1 not modified, 3 requests\n"
    first, again = had.captures_of(url_of(libya(CHANGES)))
    same = ("sha256", "path", "outcome", "article_id", "revision_id", "reader", "certainty", "problem")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
    assert (first["status"], again["status"], again["outcome"]) == (200, 304, "stored")
    assert again["offset"] > first["offset"]
    article = had.article(CHANGES)
    assert (article["first_seen_at"], article["last_seen_at"]) == (LONG_AGO, again["captured_at"])
    assert {row["last_seen_at"] for row in had.rows("revisions") if row["article_id"] == article["id"]} == {
        again["captured_at"]
    }
    assert {row["last_seen_at"] for row in had.rows("related_links") if row["article_id"] == article["id"]} == {
        again["captured_at"]
    }
    assert (had.frontier(CHANGES)["state"], had.frontier(CHANGES)["checked_at"]) == ("done", again["captured_at"])


def test_page_not_modified_keeps_its_validators(had: Live) -> None:
    before = had.frontier(CHANGES)
    had.make_due(CHANGES)
    had.crawl("--section", "libya")
    after = had.frontier(CHANGES)
    assert (after["etag"], after["last_modified"], after["status"]) == (before["etag"], before["last_modified"], 304)


def test_changed_article_gets_a_revision(live: Live) -> None:
    live.crawl("--section", "libya")
    live.site.advance(days=2)
    live.make_due(CHANGES)
    done = live.crawl("--section", "libya", "--limit", "1000")
    assert done.code == 0
    assert "1 changed" in done.out
    article = live.article(CHANGES)
    assert [row["number"] for row in live.rows("revisions") if row["article_id"] == article["id"]] == [1, 2]
    [asked] = live.asked_for(libya(CHANGES))
    assert asked.status == 200


def test_article_that_is_gone_stays_with_the_time_of_its_end(live: Live) -> None:
    live.crawl("--section", "libya")
    kept = live.article(GONE)
    live.site.advance(days=2)
    live.make_due(GONE)
    done = live.crawl("--section", "libya")
    assert done.code == 0
    assert "1 gone" in done.out
    row = live.frontier(GONE)
    assert (row["state"], row["status"], row["gone_at"]) == ("gone", 404, row["checked_at"])
    assert row["next_check_at"] == row["gone_at"] + timedelta(days=1)
    assert live.article(GONE) == kept


def test_first_time_at_which_an_article_was_gone_is_kept(had: Live) -> None:
    had.site.switch("error", status=404, only=libya(GONE))
    had.make_due(GONE)
    had.crawl("--section", "libya")
    gone_at = had.frontier(GONE)["gone_at"]
    had.make_due(GONE)
    had.crawl("--section", "libya")
    assert had.asked("articles") == [libya(GONE)]
    assert had.frontier(GONE)["gone_at"] == gone_at
    assert had.frontier(GONE)["checked_at"] > gone_at


def test_article_that_is_gone_for_ever_is_not_asked_for_again(had: Live) -> None:
    had.site.switch("error", status=410, only=libya(GONE))
    had.make_due(GONE)
    assert had.crawl("--section", "libya").code == 0
    row = had.frontier(GONE)
    assert (row["state"], row["status"], row["next_check_at"]) == ("gone", 410, None)


def test_article_that_comes_back_is_done_again(had: Live) -> None:
    had.site.switch("error", status=404, only=libya(GONE))
    had.make_due(GONE)
    had.crawl("--section", "libya")
    had.site.switch_off("error")
    had.make_due(GONE)
    done = had.crawl("--section", "libya")
    assert (done.code, had.asked("articles")) == (0, [libya(GONE)])
    row = had.frontier(GONE)
    assert (row["state"], row["status"], row["gone_at"]) == ("done", 200, None)
    assert len(had.rows("articles")) == len(had.there("libya"))


def test_article_in_another_section_is_the_same_article(live: Live) -> None:
    live.crawl("--section", "libya")
    page = live.page(libya(CHANGES))
    live.site.switch("replace", path=libya(CHANGES), status=301, headers={"Location": f"/news/economy/{CHANGES}"})
    live.site.switch("replace", path=f"/news/economy/{CHANGES}", body=page)
    live.make_due(CHANGES)
    assert live.crawl("--section", "libya").code == 0
    assert live.asked("articles") == [libya(CHANGES), f"/news/economy/{CHANGES}"]
    article, row = live.article(CHANGES), live.frontier(CHANGES)
    assert (article["url"], article["section"]) == (url_of(f"/news/economy/{CHANGES}"), "economy")
    assert (row["url"], row["state"], row["moved_to"]) == (url_of(f"/news/economy/{CHANGES}"), "done", None)
    assert article["revision_number"] == 1


def test_article_at_another_number_is_followed_in_the_same_run(live_on_any: Live) -> None:
    live = live_on_any
    live.crawl("--section", "libya")
    live.site.switch("replace", path=libya(CHANGES), status=301, headers={"Location": "/news/libya/113135"})
    live.site.switch("replace", path="/news/libya/113135", body=page_of(SOUTH_ROAD))
    live.make_due(CHANGES)
    done = live.crawl("--section", "libya")
    assert (done.code, live.asked("articles")) == (0, [libya(CHANGES), "/news/libya/113135"])
    old = live.frontier(CHANGES)
    assert (old["state"], old["moved_to"], old["next_check_at"]) == ("moved", SOUTH_ROAD.url, None)
    assert live.article(113135)["headline"] == SOUTH_ROAD.headline
    assert live.article(CHANGES)["url"] == url_of(libya(CHANGES))


# Failures


def test_failing_article_is_asked_for_later_and_later_until_it_is_well(live: Live) -> None:
    live.site.switch("error", status=500, only=libya(CHANGES))
    for tries, minutes in ((1, 5), (2, 10), (3, 20)):
        done = live.crawl("--section", "libya")
        assert (done.code, len(live.asked_for(libya(CHANGES)))) == (1, 2)
        row = live.frontier(CHANGES)
        assert (row["state"], row["tries"], row["problem"]) == (
            "failed",
            tries,
            "not fetched: the server answered 500",
        )
        assert row["next_check_at"] - row["checked_at"] == timedelta(minutes=minutes)
        live.make_due(CHANGES)
    live.site.switch_off("error")
    assert live.crawl("--section", "libya").code == 0
    row = live.frontier(CHANGES)
    assert (row["state"], row["tries"], row["problem"]) == ("done", 0, None)
    assert [row["outcome"] for row in live.rows("captures") if row["outcome"] == "failed"] == []


def test_article_that_failed_is_not_asked_for_before_it_is_due(live: Live) -> None:
    live.site.switch("error", status=500, only=libya(CHANGES))
    live.crawl("--section", "libya")
    assert live.crawl("--section", "libya").code == 0
    assert live.asked("articles") == []


def test_page_without_an_article_is_kept_and_asked_for_again(live: Live) -> None:
    live.site.switch("replace", path=libya(CHANGES), body=NO_ARTICLE)
    assert live.crawl("--section", "libya").code == 1
    assert (live.frontier(CHANGES)["state"], live.frontier(CHANGES)["tries"]) == ("failed", 1)
    [kept] = live.captures_of(url_of(libya(CHANGES)))
    assert (kept["outcome"], kept["status"], Path(kept["path"]).parent) == ("failed", 200, live.archive)
    live.site.switch_off("replace")
    live.make_due(CHANGES)
    assert live.crawl("--section", "libya").code == 0
    [asked] = live.asked_for(libya(CHANGES))
    assert "if-none-match" not in asked.headers
    assert live.frontier(CHANGES)["state"] == "done"


@pytest.mark.parametrize("damage", ["truncate", "reset", "broken_gzip"])
def test_damaged_answer_is_a_failure_of_that_page_alone(damage: str, live: Live) -> None:
    live.site.switch(damage, only=libya(CHANGES))
    assert live.crawl("--section", "libya").code == 1
    assert live.run()["outcome"] == "finished"
    assert (live.frontier(CHANGES)["state"], live.frontier(CHANGES)["tries"]) == ("failed", 1)
    assert len(live.rows("articles")) == len(live.there("libya")) - 1
    live.site.switch_off(damage)
    live.make_due(CHANGES)
    assert live.crawl("--section", "libya").code == 0
    assert live.article(CHANGES)["revision_number"] == 1


def test_article_that_robots_txt_forbids_is_off_limits(live: Live) -> None:
    live.site.switch("robots", text=f"User-agent: *\nDisallow: {libya(CHANGES)}\n")
    done = live.crawl("--section", "libya")
    assert (done.code, live.asked_for(libya(CHANGES))) == (0, [])
    row = live.frontier(CHANGES)
    assert (row["state"], row["problem"]) == ("off-limits", "robots.txt forbids it")
    assert row["next_check_at"] - row["checked_at"] == timedelta(days=7)
    assert len(live.rows("articles")) == len(live.there("libya")) - 1


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        (libya(CHANGES), ("--section", "libya")),
        ("/section/libya", ("--section", "libya")),
        ("/rss", ("--limit", "1")),
        ("/sitemap.xml", ("--limit", "1")),
        ("/robots.txt", ("--section", "libya")),
    ],
)
def test_redirect_to_another_server_is_never_followed(path: str, arguments: tuple[str, ...], live: Live) -> None:
    with standing_in([]) as other:
        location = {"Location": f"{other.address}{libya(CHANGES)}"}
        live.site.switch("replace", path=path, status=302, headers=location)
        assert live.crawl(*arguments).code == 1
        assert other.asked == []
    assert path in live.asked()


def test_redirects_without_end_are_given_up(live: Live) -> None:
    live.site.switch("redirect_loop", path=libya(CHANGES))
    assert live.crawl("--section", "libya").code == 1
    assert len([target for target in live.asked("articles") if target.startswith(libya(CHANGES))]) == 6
    row = live.frontier(CHANGES)
    assert (row["state"], row["problem"]) == (
        "failed",
        f"not fetched: the server redirects again and again, at last to 'https://alwasat.ly{libya(CHANGES)}'",
    )
