"""Short ways to put an article into a test's database."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Engine

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import assemble
from atwasat_spider.blocks import Certainty, Page, read_text
from atwasat_spider.normalization import ArticleRecord, normalize
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import Change, save
from atwasat_spider.storage.sightings import Sighting

MONDAY = datetime(2016, 9, 5, 18, 0, tzinfo=UTC)
TUESDAY = datetime(2016, 9, 6, 18, 0, tzinfo=UTC)
WEDNESDAY = datetime(2016, 9, 7, 18, 0, tzinfo=UTC)


def record_of(page: str, url: str | None = None, captured_at: datetime | None = None) -> ArticleRecord:
    """Return the record of a page saved as text."""
    address = read_article_address(url) if url else None
    return normalize(
        assemble(Page(read_text(page), "text", Certainty.MEDIUM)), address=address, captured_at=captured_at
    )


def put(
    engine: Engine,
    page: str,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    path: str | None = None,
) -> Change:
    """Save a page as a capture of its own, in a run of its own."""
    record = record_of(page, url, captured_at)
    sha256 = hashlib.sha256(page.encode()).hexdigest()
    place = path or f"/saved/{sha256[:8]}-{captured_at or 'unknown'}.txt"
    run_id = start_run(engine, "test", {})
    sighting = Sighting(
        run_id, place, sha256, url=record.address.url if record.address else None, captured_at=captured_at
    )
    return save(engine, record, sighting)
