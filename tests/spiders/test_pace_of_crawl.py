"""The pace of a crawl in real time, as the site's own log has it."""

import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from processes import BIN, ROOT, environment
from stand_in_site.client import Site, running_site

ONE = ("section=libya", "pages=2", "limit=9")  # robots.txt, two pages of a section, nine articles
REQUESTS = 12
ROOM = 0.05  # seconds by which a request may come late to the server, and the next one not


def _seconds_between(site: Site, folder: Path, delay: str) -> list[float]:
    given = {
        "ATWASAT_SITE": site.address,
        "ATWASAT_DATABASE_URL": f"sqlite:///{folder / 'archive.db'}",
        "ATWASAT_ARCHIVE": str(folder / "captures"),
        "ATWASAT_DELAY": delay,
    }
    options = [word for each in ONE for word in ("-a", each)]
    subprocess.run(
        [BIN / "scrapy", "crawl", "site", *options],
        env=environment() | given, cwd=ROOT, capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    asked = site.log()
    assert (len(asked), {each.status for each in asked}) == (REQUESTS, {200})
    return [later.moment - earlier.moment for earlier, later in pairwise(asked)]


@pytest.mark.parametrize(
    ("delay", "switch", "least"),
    [
        ("0.4", {}, 0.2),  # Scrapy waits from half of the delay to one and a half
        ("0.1", {"name": "robots", "text": "User-agent: *\nCrawl-delay: 0.4\n"}, 0.4),
        ("0.1", {"name": "slow", "seconds": 0.4}, 0.4),  # the next is not asked for before an answer has come
    ],
    ids=["delay", "crawl-delay", "one at a time"],
)
def test_site_is_never_asked_faster(tmp_path: Path, delay: str, switch: dict[str, Any], least: float) -> None:
    with running_site(articles=60, per_day=0) as site:
        if switch:
            site.switch(**switch)
        between = _seconds_between(site, tmp_path, delay)
    assert min(between) > least - ROOM
