"""The running stand-in: its clock, its validators, its log, its process."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

import pytest

from stand_in_site.client import Site, command, environment, running_site
from stand_in_site.raw_client import get

START = datetime(2026, 1, 1, 6, tzinfo=UTC)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# The clock


def test_clock_stands_at_the_start_until_it_is_set(site: Site) -> None:
    assert site.clock == START
    assert site.advance(hours=2) == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert get(site, "/").headers["date"] == "Thu, 01 Jan 2026 08:00:00 GMT"
    site.set_clock(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert get(site, "/").headers["date"] == "Wed, 31 Dec 2025 23:59:59 GMT"


def test_articles_come_and_go_with_the_clock(site: Site) -> None:
    new = site.truth(START + timedelta(days=1))[-1]
    assert get(site, new.path).status == 404
    site.set_clock(new.appeared_at)
    assert get(site, new.path).status == 200
    assert site.truth()[-1] == new
    site.set_clock(START)
    assert get(site, new.path).status == 404
    assert len(site.truth()) == 300


@pytest.mark.parametrize("status", [404, 410])
def test_vanished_article_answers_its_status(site: Site, status: int) -> None:
    article = next(each for each in site.truth(START + timedelta(days=2)) if each.gone_status == status)
    assert article.gone_at is not None
    site.set_clock(article.gone_at - timedelta(seconds=1))
    assert get(site, article.path).status == 200
    site.set_clock(article.gone_at)
    assert get(site, article.path).status == status


def test_moved_article_is_redirected_from_its_old_path(site: Site) -> None:
    article = next(each for each in site.truth(START + timedelta(days=2)) if each.moved_to)
    assert article.moved_at is not None
    assert article.moved_to is not None
    site.set_clock(article.moved_at - timedelta(seconds=1))
    assert (get(site, article.path).status, get(site, article.moved_to).status) == (200, 404)
    site.set_clock(article.moved_at)
    moved = get(site, article.path)
    assert (moved.status, moved.headers["location"]) == (301, article.moved_to)
    assert get(site, article.moved_to).status == 200


# Validators


@pytest.mark.parametrize("target", ["/", "/section/libya", "/ar/news/libya/", "/rss", "/sitemap.xml", "ARTICLE"])
def test_known_page_is_not_sent_again(site: Site, target: str) -> None:
    target = site.truth()[-1].path if target == "ARTICLE" else target
    first = get(site, target)
    for condition in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"x", W/{first.headers["etag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["last-modified"]},
        {"If-Modified-Since": "Thu, 01 Jan 2026 06:00:00 GMT"},
    ):
        again = get(site, target, condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["last-modified"] == first.headers["last-modified"]


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"x"'},
        {"If-None-Match": '"x"', "If-Modified-Since": "Thu, 01 Jan 2026 06:00:00 GMT"},
        {"If-Modified-Since": "Thu, 01 Jan 2015 06:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ],
)
def test_unknown_page_is_sent(site: Site, condition: dict[str, str]) -> None:
    assert get(site, "/", condition).status == 200


def test_changed_article_is_sent_again(site: Site) -> None:
    article = next(each for each in site.truth(START + timedelta(days=1)) if len(each.versions) == 2)
    before, after = (version.moment for version in article.versions)
    site.set_clock(before)
    first = get(site, article.path)
    known = {"If-None-Match": first.headers["etag"], "If-Modified-Since": first.headers["last-modified"]}
    site.set_clock(after - timedelta(seconds=1))
    assert get(site, article.path, known).status == 304
    site.set_clock(after)
    assert get(site, article.path, known).status == 200
    assert get(site, article.path, {"If-Modified-Since": first.headers["last-modified"]}).status == 200


def test_listing_is_sent_again_when_an_article_appears(site: Site) -> None:
    known = get(site, "/section/all").headers["etag"]
    site.set_clock(site.truth(START + timedelta(days=1))[300].appeared_at)
    assert get(site, "/section/all", {"If-None-Match": known}).status == 200


def test_page_of_no_article_has_no_validators(site: Site) -> None:
    assert not {"etag", "last-modified"} & set(get(site, "/nothing").headers)


# The log


def test_log_has_each_request_as_it_was_sent(site: Site) -> None:
    before = time.monotonic()
    whole = get(site, "/section/libya?page=2", {"User-Agent": "guest/1.0"})
    get(site, "/section/libya?page=2", {"If-None-Match": whole.headers["etag"]})
    get(site, "/nothing", method="HEAD")
    first, second, third = site.log()
    assert (first.method, first.target) == ("GET", "/section/libya?page=2")
    assert (first.status, first.sent) == (200, len(whole.body))
    assert first.headers["user-agent"] == "guest/1.0"
    assert (second.status, second.sent, second.headers["if-none-match"]) == (304, 0, whole.headers["etag"])
    assert (third.method, third.status, third.sent) == ("HEAD", 404, 0)
    assert before <= first.moment <= second.moment <= third.moment <= time.monotonic()


def test_log_begins_anew_when_cleared(site: Site) -> None:
    get(site, "/")
    site.clear_log()
    get(site, "/live")
    assert [asked.target for asked in site.log()] == ["/live"]


def test_connection_is_kept_for_further_requests(site: Site) -> None:
    connection = HTTPConnection(site.address.removeprefix("http://"), timeout=5)
    lengths = []
    for target in ("/", "/rss", "/nothing"):
        connection.request("GET", target)
        response = connection.getresponse()
        lengths.append(int(response.headers["Content-Length"]) - len(response.read()))
        assert not response.will_close
    connection.close()
    assert lengths == [0, 0, 0]


def test_only_guests_requests_are_answered(site: Site) -> None:
    assert get(site, "/", method="POST").status == 405
    assert [asked.method for asked in site.log()] == ["POST"]


# The process


def test_site_ends_with_its_block() -> None:
    with running_site(articles=0, per_day=0) as site:
        assert get(site, "/").status == 200
    assert not is_running(site.pid)


def test_site_takes_its_options() -> None:
    with running_site(start="2026-02-03T04:05:06+02:00", articles=20, per_day=0, seed=1) as site:
        assert site.clock == datetime(2026, 2, 3, 2, 5, 6, tzinfo=UTC)
        site.advance(days=40)
        assert len(site.truth()) == 20


def test_site_ends_with_its_parent() -> None:
    starter = f"import subprocess, time; subprocess.Popen({command(articles=10)!r}); time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, env=environment())
    with parent:
        assert parent.stdout is not None
        control = json.loads(parent.stdout.readline())["control"]
        parent.send_signal(signal.SIGKILL)
        assert parent.stdout.read() == b""  # the stand-in's end of the pipe is closed
    connection = HTTPConnection(control.removeprefix("http://"), timeout=5)
    with pytest.raises(ConnectionRefusedError):
        connection.request("POST", "/clock", b"{}")
    connection.close()
