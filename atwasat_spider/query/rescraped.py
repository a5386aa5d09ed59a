"""What a second look at an article brought: its state before and after, and the difference between the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.query.differences import Difference, TextState, difference
from atwasat_spider.storage.models import ArticleRow

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
    known: dict[str, Known] = {}
    by_key = {(address.id_space, address.site_id): address.url for address in addresses}
    numbers = sorted({address.site_id for address in addresses})
    with Session(engine) as session:
        for start in range(0, len(numbers), _AT_ONCE):
            query = select(ArticleRow).where(ArticleRow.site_id.in_(numbers[start : start + _AT_ONCE]))
            for row in session.scalars(query):
                url = by_key.get((row.id_space or "", row.site_id or 0))
                if url is not None:
                    known[url] = Known(row.id, row.revision_number, TextState(row.headline, row.byline, row.blocks))
    return known


def compare(url: str, outcome: str, before: Mapping[str, Known], after: Mapping[str, Known]) -> Rescraped:
    """Return what came of an address, with the difference of an article that is not as it was."""
    old, new = before.get(url), after.get(url)
    found = difference(old.text, new.text) if old and new and outcome == "changed" else None
    return Rescraped(
        url,
        outcome,
        article_id=new.article_id if new else None,
        revision=new.revision if new else None,
        difference=found if found and found.changes else None,
    )
