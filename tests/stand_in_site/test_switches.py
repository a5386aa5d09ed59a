"""Each switch of the stand-in, as a client sees it."""

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from stand_in_site.client import Site
from stand_in_site.raw_client import Received, get

START = datetime(2026, 1, 1, 6, tzinfo=UTC)


def statuses(site: Site, *targets: str) -> list[int]:
    return [get(site, target).status for target in targets]


# Refusals


@pytest.mark.parametrize(
    ("kind", "status", "headers", "words"),
    [
        (
            "sucuri",
            403,
            {"server": "Sucuri/Cloudproxy", "x-sucuri-id": "15008"},
            "Access Denied - Sucuri Website Firewall",
        ),
        ("cloudflare", 403, {"server": "cloudflare", "cf-mitigated": "challenge"}, "<title>Just a moment...</title>"),
        ("cloudflare", 403, {}, "/cdn-cgi/challenge-platform/"),
        ("plain403", 403, {"server": "nginx"}, "403 Forbidden"),
        ("plain429", 429, {}, "429 Too Many Requests"),
        ("plain503", 503, {}, "503 Service Temporarily Unavailable"),
        ("challenge200", 200, {"server": "Sucuri/Cloudproxy"}, "You are being redirected..."),
        ("empty200", 200, {"content-length": "0"}, ""),
        ("shell200", 200, {}, '<div id="root"></div>'),
        ("consent200", 200, {}, "ملفات تعريف الارتباط"),
        ("login200", 200, {}, 'type="password"'),
    ],
)
def test_refusal_bears_the_signs_of_its_kind(
    site: Site, kind: str, status: int, headers: dict[str, str], words: str
) -> None:
    site.switch("refuse", kind=kind)
    for target in ("/", "/robots.txt", site.truth()[-1].path):
        refused = get(site, target)
        assert refused.status == status
        assert headers.items() <= refused.headers.items()
        assert words in refused.body.decode()
        assert not {"etag", "last-modified"} & set(refused.headers)


def test_refusal_has_the_status_and_the_time_that_are_given(site: Site) -> None:
    site.switch("refuse", kind="plain429", status=503, retry_after=120)
    refused = get(site, "/")
    assert (refused.status, refused.headers["retry-after"]) == (503, "120")


def test_refusal_begins_after_some_requests_of_its_kind(site: Site) -> None:
    article = site.truth()[-1].path
    site.switch("refuse", kind="plain403", after=2, only="articles")
    assert statuses(site, article, "/", article, "/", article, "/rss", article) == [200, 200, 200, 200, 403, 200, 403]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("all", [503, 503, 503, 503, 503]),
        ("listings", [503, 503, 200, 200, 404]),
        ("feeds", [200, 200, 503, 200, 404]),
        ("robots", [200, 200, 200, 503, 404]),
        ("others", [200, 200, 200, 200, 503]),
        ("/section/", [200, 503, 200, 200, 404]),
    ],
)
def test_switch_is_for_one_kind_of_page(site: Site, only: str, expected: list[int]) -> None:
    site.switch("error", status=503, only=only)
    assert statuses(site, "/", "/section/libya?page=2", "/sitemap.xml", "/robots.txt", "/nothing") == expected


def test_switch_ends_after_its_times(site: Site) -> None:
    site.switch("error", status=500, after=1, times=2)
    assert statuses(site, "/", "/", "/", "/") == [200, 500, 500, 200]


def test_switch_ends_when_it_is_switched_off(site: Site) -> None:
    site.switch("error", status=500)
    site.switch_off("error")
    assert statuses(site, "/") == [200]


def test_several_switches_are_on_at_once(site: Site) -> None:
    site.switch("refuse", kind="sucuri", only="articles")
    site.switch("no_feed")
    site.switch("slow", seconds=0.2, only="/live")
    begin = time.monotonic()
    assert statuses(site, site.truth()[-1].path, "/rss", "/live") == [403, 404, 200]
    assert time.monotonic() - begin >= 0.2


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("nothing", {}, "there is no switch 'nothing'"),
        ("slow", {}, "needs 'seconds'"),
        ("slow", {"seconds": 1, "speed": 2}, "has no parameter 'speed'"),
        ("refuse", {"kind": "polite"}, "there is no refusal 'polite'"),
        ("stall", {"only": "pictures"}, "neither a kind of page nor a path"),
    ],
)
def test_switch_that_there_is_not_is_an_error(
    site: Site, name: str, parameters: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        site.switch(name, **parameters)


# How an answer is sent


def test_slow_answer_comes_after_its_seconds(site: Site) -> None:
    site.switch("slow", seconds=0.4, only="listings")
    begin = time.monotonic()
    assert get(site, "/").status == 200
    assert time.monotonic() - begin >= 0.4
    assert get(site, "/rss", patience=0.3).ending == "whole"


def test_stalled_answer_is_a_head_and_then_silence(site: Site) -> None:
    site.switch("stall", only="/section/", after=1)
    assert get(site, "/section/all").ending == "whole"
    stalled = get(site, "/section/all", patience=0.4)
    assert (stalled.status, stalled.body, stalled.ending) == (200, b"", "silence")
    assert int(stalled.headers["content-length"]) > 1000
    assert [(asked.status, asked.sent) for asked in site.log()][1] == (200, 0)


def test_dripping_answer_comes_at_its_pace(site: Site) -> None:
    length = len(get(site, "/live").body)
    site.switch("drip", bytes_per_second=4 * length)
    begin = time.monotonic()
    assert len(get(site, "/live").body) == length
    assert 0.15 <= time.monotonic() - begin <= 1


def test_truncated_answer_is_shorter_than_it_says(site: Site) -> None:
    whole = get(site, "/").body
    site.switch("truncate", only="listings")
    cut = get(site, "/")
    assert (cut.status, cut.ending, cut.headers["content-length"]) == (200, "closed", str(len(whole)))
    assert cut.body == whole[: len(whole) // 2]
    assert site.log()[-1].sent == len(cut.body)


def test_reset_connection_brings_nothing(site: Site) -> None:
    site.switch("reset", after=1, times=1)
    assert [get(site, "/").ending for _ in range(3)] == ["whole", "reset", "whole"]
    assert [asked.status for asked in site.log()] == [200, 0, 200]


# What is in an answer


def test_compressed_answer_is_the_same_page(site: Site) -> None:
    plain = get(site, "/")
    site.switch("compress")
    packed = get(site, "/", {"Accept-Encoding": "gzip, deflate"})
    assert (packed.headers["content-encoding"], gzip.decompress(packed.body)) == ("gzip", plain.body)
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    assert get(site, "/", {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}).status == 304
    assert get(site, "/").body == plain.body


def test_broken_gzip_cannot_be_unpacked(site: Site) -> None:
    site.switch("broken_gzip")
    broken = get(site, "/")
    assert (broken.status, broken.headers["content-encoding"], broken.ending) == (200, "gzip", "whole")
    with pytest.raises((zlib.error, EOFError, gzip.BadGzipFile)):
        gzip.decompress(broken.body)


def test_site_without_validators_always_sends_the_page(site: Site) -> None:
    known = get(site, "/").headers
    site.switch("no_validators")
    again = get(site, "/", {"If-None-Match": known["etag"], "If-Modified-Since": known["last-modified"]})
    assert again.status == 200
    assert not {"etag", "last-modified"} & set(again.headers)


def test_restless_page_differs_at_each_request(site: Site) -> None:
    path = site.truth()[-1].path
    plain = get(site, path).body
    site.switch("restless", only="articles")
    first, second = get(site, path), get(site, path)
    assert first.body != second.body
    assert first.headers["etag"] != second.headers["etag"]
    assert first.body.decode().replace('<div class="views">1 مشاهدة</div>', "") == plain.decode()


# Single pages


def test_robots_say_what_they_are_given(site: Site) -> None:
    site.switch("robots", text="User-agent: *\nCrawl-delay: 9\n")
    assert get(site, "/robots.txt").body == b"User-agent: *\nCrawl-delay: 9\n"
    site.switch("robots", status=503)
    assert get(site, "/robots.txt").status == 503
    site.switch_off("robots")
    assert b"Disallow: /search" in get(site, "/robots.txt").body


def test_feed_and_sitemaps_may_be_missing(site: Site) -> None:
    site.switch("no_feed")
    assert statuses(site, "/rss", "/sitemap.xml") == [404, 200]
    site.switch("no_sitemap")
    assert statuses(site, "/rss", "/sitemap.xml", "/sitemap-2026-01.xml") == [404, 404, 404]
    assert b"Sitemap" not in get(site, "/robots.txt").body


def test_redirect_leads_off_the_site(site: Site) -> None:
    site.switch("offsite_redirect", path_prefix="/section/", to="https://parking.example/")
    site.switch("offsite_redirect", path_prefix="/rss", to="https://feeds.example/")
    answers = [get(site, target) for target in ("/section/libya", "/rss", "/")]
    found = [(answer.status, answer.headers.get("location")) for answer in answers]
    assert found == [(302, "https://parking.example/"), (302, "https://feeds.example/"), (200, None)]


def test_redirects_lead_in_a_loop(site: Site) -> None:
    site.switch("redirect_loop", path="/section/libya")
    found: list[Received] = [get(site, target) for target in ("/section/libya", "/section/libya?hop=1", "/section/all")]
    assert [answer.status for answer in found] == [302, 302, 200]
    assert [answer.headers.get("location") for answer in found] == ["/section/libya?hop=1", "/section/libya", None]


def test_page_is_replaced_by_what_is_given(site: Site) -> None:
    site.switch("replace", path="/rss", body=b"\xff\x00", headers={"Content-Type": "image/png", "X-A": "b"}, status=206)
    site.switch("replace", path="/live", body="بث")
    replaced = get(site, "/rss")
    assert (replaced.status, replaced.body) == (206, b"\xff\x00")
    assert (replaced.headers["content-type"], replaced.headers["x-a"]) == ("image/png", "b")
    assert get(site, "/live").body.decode() == "بث"
    assert get(site, "/live?x=1").body != get(site, "/live").body


def test_hidden_article_is_not_there_until_its_moment(site: Site) -> None:
    hidden, later = site.truth()[-3:-1]
    site.switch("hide_until", site_id=hidden.site_id, until=START + timedelta(hours=1))
    assert statuses(site, hidden.path, later.path) == [404, 200]
    assert hidden.path not in get(site, "/section/all").body.decode()
    site.advance(hours=1)
    assert statuses(site, hidden.path) == [200]
    assert hidden.path in get(site, "/section/all").body.decode()
