"""A site that refuses the live crawl: it is left alone at once, longer each time, and asked again afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from crawling import Ground, Live, ground, url_of

HALF_AN_HOUR = timedelta(minutes=30)
FORBIDDEN = 501051  # the newest article of the section «libya»
NO_ARTICLE = "<html><head><title>بوابة الوسط</title></head><body><p>الموقع قيد الصيانة.</p></body></html>"


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=40) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


def is_wait(wait: timedelta, run: dict[str, Any]) -> bool:
    """Whether a run says to wait so long from its end on; it thought of that between its beginning and its end."""
    retry_at: datetime = run["retry_at"]
    return bool(run["started_at"] <= retry_at - wait <= run["finished_at"])


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("sucuri", "Sucuri firewall, 403: header x-sucuri-block"),
        ("cloudflare", "Cloudflare challenge, 403: header cf-mitigated"),
        ("plain403", "forbidden, 403: status 403"),
        ("plain429", "rate limit, 429: status 429"),
        ("challenge200", "Sucuri challenge, 200: markup sucuri_cloudproxy_uuid"),
        ("consent200", "consent wall, 200: title «موافقتك مطلوبة»"),
        ("empty200", "empty page, 200: no bytes"),
        ("shell200", "empty page, 200: no visible text"),
        ("login200", "login, 200: "),
    ],
)
def test_first_refusal_is_the_last_request(kind: str, sign: str, live: Live) -> None:
    live.site.switch("refuse", kind=kind, after=1)
    done = live.crawl()
    assert (done.code, live.asked()) == (3, ["/robots.txt", "/"])
    run = live.run()
    assert (run["outcome"], run["counts"]["requests"], run["counts"]["blocks"]) == ("blocked", 2, 1)
    assert f"the site refuses us ({sign}" in run["problem"]
    assert run["problem"] in done.out
    assert is_wait(HALF_AN_HOUR, run)


def test_firewall_at_the_first_request_of_all_is_a_block(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri")
    assert (live.crawl().code, live.asked()) == (3, ["/robots.txt"])
    assert live.run()["outcome"] == "blocked"


@pytest.mark.parametrize(("only", "after", "requests"), [("all", 50, 51), ("articles", 0, 23), ("articles", 7, 30)])
def test_nothing_is_asked_after_a_refusal(only: str, after: int, requests: int, live: Live) -> None:
    """The site's listings with robots.txt are 21 requests."""
    live.site.switch("refuse", kind="sucuri", only=only, after=after)
    assert live.crawl().code == 3
    statuses = [each.status for each in live.site.log()]
    assert (len(statuses), statuses.count(403), statuses[-1]) == (requests, 1, 403)


def test_what_was_read_before_a_refusal_is_stored(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="articles", after=7)
    live.crawl()
    assert len(live.rows("articles")) == 7
    states = [row["state"] for row in live.rows("frontier")]
    assert {state: states.count(state) for state in set(states)} == {"done": 7, "failed": 1, "new": 32}


def test_article_that_was_refused_is_had_when_the_site_is_open_again(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", only="articles", after=7, times=1)
    live.crawl("--section", "libya")
    [refused] = [row["site_id"] for row in live.rows("frontier") if row["state"] == "failed"]
    live.end_the_wait()
    live.make_due(refused)
    assert live.crawl("--section", "libya").code == 0
    assert len(live.rows("articles")) == len(live.there("libya"))


def test_next_run_asks_nothing_within_the_wait(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", after=1)
    live.crawl()
    blocked = live.run()
    live.site.switch_off("refuse")
    done = live.crawl()
    assert (done.code, live.asked()) == (3, [])
    run = live.run()
    assert run["id"] == blocked["id"] + 1
    assert (run["outcome"], run["retry_at"], run["problem"]) == ("blocked", blocked["retry_at"], blocked["problem"])
    assert f"not asked again before {blocked['retry_at']:%Y-%m-%d %H:%M} UTC" in done.out
    assert run["counts"]["blocks"] == 1


def test_wait_is_longer_after_each_block_and_begins_anew_after_success(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", after=1)
    live.crawl("--section", "libya")
    assert is_wait(HALF_AN_HOUR, live.run())
    live.crawl("--section", "libya")  # which asks nothing, and so makes nothing longer
    for blocks, wait in ((2, HALF_AN_HOUR * 2), (3, HALF_AN_HOUR * 4)):
        live.end_the_wait()
        assert live.crawl("--section", "libya").code == 3
        assert is_wait(wait, live.run())
        assert live.run()["counts"]["blocks"] == blocks
    live.end_the_wait()
    live.site.switch_off("refuse")
    assert live.crawl("--section", "libya", "--limit", "1").code == 0
    live.site.switch("refuse", kind="sucuri", after=1)
    assert live.crawl("--section", "libya").code == 3
    assert is_wait(HALF_AN_HOUR, live.run())


def test_anyway_asks_within_the_wait(live: Live) -> None:
    live.site.switch("refuse", kind="sucuri", after=1)
    live.crawl("--section", "libya")
    assert live.crawl("--section", "libya", "--anyway").code == 3
    assert live.asked() == ["/robots.txt"]
    assert live.run()["counts"]["blocks"] == 2
    live.site.switch_off("refuse")
    assert live.crawl("--section", "libya", "--anyway", "--limit", "1").code == 0
    assert live.crawl("--section", "libya", "--limit", "1").code == 0
    assert len(live.asked("articles")) == 1


# How long to wait, by the site's own word


def test_long_wish_of_the_site_is_the_wait(live: Live) -> None:
    live.site.switch("refuse", kind="plain429", retry_after=7200, after=1)
    assert (live.crawl().code, live.asked()) == (3, ["/robots.txt", "/"])
    assert is_wait(timedelta(hours=2), live.run())


def test_short_wish_of_the_site_is_granted_in_the_run(live: Live) -> None:
    live.site.switch("refuse", kind="plain429", retry_after=0, only="articles", after=3, times=1)
    assert live.crawl("--section", "libya").code == 0
    assert len(live.asked("articles")) == len(live.there("libya")) + 1
    assert len(live.rows("articles")) == len(live.there("libya"))


def test_site_that_asks_for_pause_after_pause_is_left_alone(live: Live) -> None:
    live.site.switch("refuse", kind="plain429", retry_after=0, only="articles")
    assert live.crawl("--section", "libya").code == 3
    assert live.asked("articles") == [live.paths("libya")[0]] * 3


def test_site_that_is_unavailable_for_hours_is_left_alone(live: Live) -> None:
    live.site.switch("refuse", kind="plain503", retry_after=7200, only="articles")
    assert live.crawl("--section", "libya").code == 3
    assert len(live.asked("articles")) == 1
    assert is_wait(timedelta(hours=2), live.run())


def test_site_that_is_unavailable_without_a_word_is_no_block(live: Live) -> None:
    live.site.switch("refuse", kind="plain503", only=f"/news/libya/{FORBIDDEN}")
    assert live.crawl("--section", "libya").code == 1
    assert live.run()["outcome"] == "finished"
    assert live.frontier(FORBIDDEN)["status"] == 503
    assert len(live.rows("articles")) == len(live.there("libya")) - 1


# What is amiss with a part of the site


@pytest.mark.parametrize(
    ("kind", "status"), [("plain403", 403), ("plain403", 401), ("plain403", 451), ("login200", 200), ("empty200", 200)]
)
def test_page_that_nobody_gets_ends_one_run_and_no_more(kind: str, status: int, live: Live) -> None:
    live.site.switch("refuse", kind=kind, status=status, only=f"/news/libya/{FORBIDDEN}")
    assert live.crawl("--section", "libya").code == 3
    for tries in (2, 3):
        live.end_the_wait()
        live.make_due(FORBIDDEN)
        assert live.crawl("--section", "libya").code == 1
        assert live.run()["outcome"] == "finished"
        assert len(live.asked_for(f"/news/libya/{FORBIDDEN}")) == 1
        assert live.frontier(FORBIDDEN)["tries"] == tries
    assert len(live.rows("articles")) == len(live.there("libya")) - 1


@pytest.mark.parametrize("status", [500, 503])
def test_rules_that_cannot_be_read_forbid_everything(status: int, live: Live) -> None:
    live.site.switch("robots", status=status)
    done = live.crawl()
    assert (done.code, set(live.asked())) == (1, {"/robots.txt"})
    assert live.run()["outcome"] == "failed"
    assert "robots.txt cannot be read" in live.run()["problem"]


def test_missing_rules_forbid_nothing(live: Live) -> None:
    live.site.switch("robots", status=404)
    assert live.crawl("--section", "libya").code == 0
    assert len(live.rows("articles")) == len(live.there("libya"))


def test_front_page_without_any_article_is_a_problem(live: Live) -> None:
    live.site.switch("replace", path="/", body=NO_ARTICLE)
    assert live.crawl("--limit", "1").code == 1
    problems = [row["problem"] for row in live.rows("captures") if row["problem"]]
    assert problems == ["listing not read: the page names no article"]
    [front] = [row for row in live.rows("listings") if row["kind"] == "front"]
    assert (front["problem"], front["tries"]) == ("the page names no article", 1)


def test_section_that_fails_stops_no_other(live: Live) -> None:
    live.site.switch("error", status=500, only="/section/economy")
    assert live.crawl("--limit", "1").code == 1
    [failed] = [row for row in live.rows("listings") if row["problem"]]
    assert (failed["url"], failed["tries"]) == ("https://alwasat.ly/section/economy", 1)
    others = {url_of(path) for path in live.paths() if "/economy/" not in path}
    assert others <= {row["url"] for row in live.rows("frontier")}
    live.site.switch_off("error")
    live.crawl("--limit", "1")
    assert "/section/economy" not in live.asked()  # not yet


def test_server_that_fails_at_every_article_is_not_asked_for_all(live: Live) -> None:
    live.site.switch("error", status=500, only="articles")
    assert live.crawl("--section", "libya").code == 1
    assert len(live.asked("articles")) == 6  # three of them, each twice
    assert live.run()["outcome"] == "failed"


# What we allow ourselves


def test_daily_budget_is_kept_to_the_request(live: Live) -> None:
    done = live.crawl(daily_requests="30")
    assert (done.code, len(live.asked())) == (0, 30)
    run = live.run()
    assert (run["outcome"], run["counts"]["requests"]) == ("finished", 30)
    assert "the 30 requests of " in run["problem"]
    assert [row["requests"] for row in live.rows("request_days")] == [30]
    assert (live.crawl(daily_requests="30").code, live.asked()) == (0, [])
    assert live.crawl(daily_requests="31").code == 0
    assert len(live.asked()) == 1
