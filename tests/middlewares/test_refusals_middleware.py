"""The middlewares that end the job where the site refuses us, or is not there."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from stand_in import Answer
from visiting import PAGE, Guest, Host, hosting, status, visit

from atwasat_spider.middlewares.refusals import RefusalsMiddleware, UnreachableMiddleware
from atwasat_spider.middlewares.robots import RobotsMiddleware

OURS: dict[Any, int | None] = {UnreachableMiddleware: 540, RefusalsMiddleware: 580}
PATHS = [f"/news/libya/{number}" for number in range(1, 31)]
CHALLENGE = (("cf-mitigated", "challenge"), ("Server", "cloudflare"))


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def go(host: Host, *paths: str, meta: dict[str, Any] | None = None, **changes: Any) -> Guest:
    settings: dict[str, Any] = {"RETRY_TIMES": 0, "CONCURRENT_REQUESTS": 1} | changes
    return visit(host, paths or PATHS, OURS, meta=meta, **settings)


@pytest.mark.parametrize(
    ("concurrency", "delay", "most"),
    [
        (1, 0, 1),
        (1, 2, 1),
        (8, 0, 8),  # those that were on their way
        (8, 2, 1),
    ],
)
def test_no_request_is_sent_after_a_refusal(concurrency: int, delay: float, most: int, host: Host) -> None:
    for path in PATHS:
        host.say(path, status(403))
    guest = go(host, CONCURRENT_REQUESTS=concurrency, DOWNLOAD_DELAY=delay, CONCURRENT_REQUESTS_PER_DOMAIN=8)
    assert 1 <= len(host.asked) <= most
    assert guest.reason == "blocked"
    assert (guest.got, guest.kinds()["SiteRefusesError"]) == ({}, len(host.asked))


def test_slow_server_sees_no_request_after_its_refusal(host: Host) -> None:
    """When the refusal comes the next request is overdue, so it would leave before the answer is processed."""
    host.say("/news/libya/1", status(403), seconds=0.3)
    guest = go(host, DOWNLOAD_DELAY=0.05, CONCURRENT_REQUESTS=16, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    assert host.asked == ["/news/libya/1"]
    assert guest.kinds()["SiteRefusesError"] == 1
    assert guest.kinds()["JobEndedError"] >= 1


def test_refusal_is_told_to_the_spider(host: Host) -> None:
    host.say("/news/libya/1", status(429, ("Retry-After", "3600")))
    guest = go(host)
    assert (guest.refusal.kind, guest.refusal.status) == ("rate", 429)
    assert guest.retry_after == timedelta(hours=1)
    assert guest.trouble == f"{guest.refusal}. {guest.refusal.remedy}"
    error: Any = guest.failures[f"{host.address}/news/libya/1"]
    assert error.refusal == guest.refusal
    assert str(error) == str(guest.refusal)


def test_refusal_without_retry_after_says_so(host: Host) -> None:
    host.say("/news/libya/1", status(403, *CHALLENGE))
    guest = go(host)
    assert (guest.refusal.kind, guest.retry_after) == ("challenge", None)


def test_challenge_with_success_is_a_refusal(host: Host) -> None:
    """Its page is compressed as it comes, and only its text shows what it is."""
    page = (
        b"<html><head><title>Just a moment...</title></head><body>"
        b'<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>'
        b"Checking your browser before accessing</body></html>"
    )
    host.say("/news/libya/1", status(200, ("Content-Encoding", "gzip"), body=gzip.compress(page)))
    guest = go(host)
    assert host.asked == ["/news/libya/1"]
    assert (guest.reason, guest.refusal.kind) == ("blocked", "challenge")


@pytest.mark.parametrize("answer", [PAGE, status(404), status(410), status(500), status(301, ("Location", "/x"))])
def test_other_answers_are_no_refusal(answer: Answer, host: Host) -> None:
    host.say("/news/libya/1", answer)
    guest = go(host, "/news/libya/1")
    assert guest.got == {f"{host.address}/news/libya/1": answer.status}
    assert (guest.reason, guest.refusal) == ("finished", None)


@pytest.mark.parametrize("answer", [status(403), status(401), status(451), status(200, body=b"")])
def test_page_that_was_refused_before_ends_no_second_job(answer: Answer, host: Host) -> None:
    host.say("/news/libya/1", answer)
    guest = go(host, "/news/libya/1", "/news/libya/2", meta={"atwasat_refused_before": True})
    assert sorted(guest.got.values()) == sorted([answer.status, 200])
    assert (guest.reason, guest.refusal) == ("finished", None)


@pytest.mark.parametrize("answer", [status(403, *CHALLENGE), status(429)])
def test_firewall_ends_the_job_again_and_again(answer: Answer, host: Host) -> None:
    host.say("/news/libya/1", answer)
    assert go(host, "/news/libya/1", meta={"atwasat_refused_before": True}).reason == "blocked"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (status(403), "finished"),  # RFC 9309: a 4xx means no rules
        (status(401), "finished"),
        (Answer(b"", headers=(("Content-Type", "text/plain"),)), "finished"),
        (status(403, *CHALLENGE), "blocked"),
        (status(429), "blocked"),
    ],
)
def test_only_a_firewall_refuses_us_robots_txt(answer: Answer, reason: str, host: Host) -> None:
    host.say("/robots.txt", answer)
    obeying = OURS | {RobotsTxtMiddleware: None, RobotsMiddleware: 100}
    guest = visit(host, ["/news/libya/1"], obeying, ROBOTSTXT_OBEY=True, RETRY_TIMES=0)
    assert guest.reason == reason
    assert host.asked == ["/robots.txt", *(["/news/libya/1"] if reason == "finished" else [])]


def test_three_errors_of_the_server_in_a_row_end_the_job(host: Host) -> None:
    for path in PATHS:
        host.say(path, status(500))
    guest = go(host)
    assert host.asked == PATHS[:3]
    assert guest.reason == "unreachable"
    assert guest.trouble == (
        f"the site cannot be reached: 3 failures in a row, the last: status 500: {host.address}/news/libya/3"
    )


def test_failures_count_after_their_retries(host: Host) -> None:
    for path in PATHS:
        host.say(path, status(502))
    guest = go(host, RETRY_TIMES=2, RETRY_PRIORITY_ADJUST=100)
    assert guest.reason == "unreachable"
    assert [host.asked.count(path) for path in PATHS[:4]] == [3, 3, 3, 0]


def test_good_answer_ends_the_row_of_failures(host: Host) -> None:
    for number, path in enumerate(PATHS):
        host.say(path, status(404) if number % 3 == 2 else status(500))
    guest = go(host)
    assert (guest.reason, len(guest.got)) == ("finished", 30)


def test_closed_connections_end_the_job(host: Host) -> None:
    for path in PATHS:
        host.say(path, None)
    guest = go(host)
    assert (guest.reason, len(set(host.asked))) == ("unreachable", 3)
    assert "3 failures in a row" in guest.trouble


def test_timeouts_end_the_job(host: Host) -> None:
    for path in PATHS[:4]:
        host.say(path, PAGE, seconds=0.6)
    guest = go(host, DOWNLOAD_TIMEOUT=0.2)
    assert guest.reason == "unreachable"
    assert set(host.asked) <= set(PATHS[:3])
    assert "it does not answer in time" in guest.trouble


def test_server_that_is_not_there_ends_the_job() -> None:
    with hosting() as gone:
        pass
    guest = go(gone)
    assert guest.reason == "unreachable"
    assert "it refuses the connection" in guest.trouble
