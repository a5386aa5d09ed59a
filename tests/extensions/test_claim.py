"""A crawl whose claim is lost ends."""

import time
from pathlib import Path

import pytest
from disturbed_crawls import Place, finished, runs_in, start_crawl, wait_for_requests
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from sqlalchemy import text
from stand_in_site.client import Site

from atwasat_spider.extensions.claim import ClaimWatch
from atwasat_spider.spiders.site import SiteSpider
from atwasat_spider.storage.claims import Claim, claimed
from atwasat_spider.storage.engine import open_engine

CUT = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture
def place(site: Site, postgresql_url: str, tmp_path: Path) -> Place:
    return Place(site.address, postgresql_url, tmp_path / "captures")


class Counted(Claim):
    """A claim that is always had, and how often that was asked."""

    is_ours = True
    asked = 0

    def take(self) -> bool:
        self.asked += 1
        return True


def test_claim_is_looked_at_now_and_then_only() -> None:
    claim = Counted()
    watch = ClaimWatch(Crawler(SiteSpider, Settings()), claim, seconds=0.2)
    for _ in range(50):
        watch.look()
    assert claim.asked == 0
    time.sleep(0.25)
    for _ in range(50):
        watch.look()
    assert claim.asked == 1


def test_crawl_ends_when_another_has_its_claim(place: Place, site: Site) -> None:
    site.switch("slow", seconds=1)
    job = start_crawl(place)
    wait_for_requests(site, 10, job)
    engine = open_engine(place.database)
    with engine.connect() as connection:
        assert connection.scalars(text(CUT)).all() == [True]
    with claimed(engine) as is_ours:
        assert is_ours
        ended = finished(job)
    engine.dispose()
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "another run has the database by now" in ended.stdout
    assert runs_in(place.database)[0][0] == "failed"
