"""What a second look at an article brought: its state before and after, and the difference between the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.captures import Capture
from atwasat_spider.query.articles import find_row
from atwasat_spider.query.differences import Difference, TextState, difference
from atwasat_spider.query.raw import raw
from atwasat_spider.storage.models import ArticleRow, CaptureRow

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Known:
    """An article as its row shows it."""

    article_id: int
    revision: int
    text: TextState


@dataclass(frozen=True, slots=True)
class Rescraped:
    """What came of one address.

    ``outcome`` is ``new``, ``unchanged``, ``changed``, ``gone``, ``moved``, ``off-limits``, ``blocked``, ``failed``,
    ``refused`` (no address of an article of the site) or ``not asked`` (the job ended before). ``difference`` is there
    only for an article that changed.
    """

    url: str
    outcome: str
    article_id: int | None = None
    revision: int | None = None
    problem: str | None = None
    moved_to: str | None = None
    difference: Difference | None = None


def known_articles(engine: Engine, addresses: Sequence[ArticleAddress]) -> dict[str, Known]:
    """Return what the archive shows of those articles that it has, by their canonical addresses."""
    known: dict[tuple[str, int], Known] = {}
    numbers = sorted({address.site_id for address in addresses})
    with Session(engine) as session:
        for start in range(0, len(numbers), _AT_ONCE):
            query = select(ArticleRow).where(ArticleRow.site_id.in_(numbers[start : start + _AT_ONCE]))
            for row in session.scalars(query):
                text = TextState(row.headline, row.byline, row.blocks)
                known[row.id_space or "", row.site_id or 0] = Known(row.id, row.revision_number, text)
    keys = {address.url: (address.id_space, address.site_id) for address in addresses}
    return {url: known[key] for url, key in keys.items() if key in known}


def newest_kept(engine: Engine, reference: str) -> Capture:
    """Return the newest capture of an article whose bytes are kept; raises as ``raw`` does.

    Of a page that was only seen again it is that later sight, with the bytes of the earlier record: what the archive
    shows of an article is what its last capture says.
    """
    capture = raw(engine, reference)
    with Session(engine) as session:
        same = (CaptureRow.article_id == find_row(session, reference).id) & (CaptureRow.sha256 == capture.sha256)
        newest_first = (CaptureRow.captured_at.desc().nulls_last(), CaptureRow.id.desc())
        row = session.scalars(select(CaptureRow).where(same).order_by(*newest_first).limit(1)).one()
        known = replace(
            capture.circumstances,
            address=read_article_address(row.url) if row.url else capture.circumstances.address,
            captured_at=row.captured_at or capture.circumstances.captured_at,
            status=row.status or capture.circumstances.status,
        )
        return replace(capture, path=row.path, offset=row.offset, circumstances=known)


def compare(url: str, outcome: str, before: Mapping[str, Known], after: Mapping[str, Known]) -> Rescraped:
    """Return what came of an address, with the difference of an article that is not as it was.

    An article whose text is the same has changed too, if its byline has.
    """
    old, new = before.get(url), after.get(url)
    is_read = old and new and outcome in ("changed", "unchanged")
    found = difference(old.text, new.text) if old and new and is_read else None
    if found and found.changes:
        outcome = "changed"
    return Rescraped(
        url,
        outcome,
        article_id=new.article_id if new else None,
        revision=new.revision if new else None,
        difference=found if found and found.changes else None,
    )
