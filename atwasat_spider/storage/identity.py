"""Which article a page shows: is it one that is known?

The address decides where both sides have one. Else the same headline with the same printed date and time is the same
article. Where either side prints no date, headline alone is no fact (a headline such as that of the daily weather
returns), so the two must also share their text: more than half of the paragraphs of the shorter one. What stays
ambiguous is not merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from atwasat_spider.normalization import ArticleRecord, fold
from atwasat_spider.normalization.dates.zones import printed_clock
from atwasat_spider.storage.models import ArticleRow, RevisionRow

SHARE = 0.5  # of the paragraphs of the shorter text; more than this must be the same

# Made once: to put a statement together takes longer than the database does.
_CANDIDATES = select(
    ArticleRow.id,
    ArticleRow.id_space,
    ArticleRow.site_id,
    ArticleRow.published_at,
    ArticleRow.published_zone,
    ArticleRow.published_precision,
)
_OF_HEADLINE = select(RevisionRow.article_id).where(RevisionRow.headline_key == bindparam("headline_key"))
_WITH_HEADLINE = _CANDIDATES.where(ArticleRow.id.in_(_OF_HEADLINE))
_AT_ADDRESS = _CANDIDATES.where(
    ArticleRow.id_space == bindparam("id_space"), ArticleRow.site_id == bindparam("site_id")
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article with the same headline, or at the same address."""

    id: int
    address: tuple[str, int] | None
    clock: datetime | None


def find_articles(session: Session, record: ArticleRecord, known_id: int | None = None) -> list[int]:
    """Return the ids of the articles that a record shows, the one to keep first; more than one are to be merged.

    ``known_id`` is the article that this very capture was read as before: it stays there where nothing else decides.
    More than one happens when a capture joins what was known apart: a page without address and the same page with one.
    """
    address = _address_of(record)
    candidates = _candidates(session, record, address)
    same = [candidate for candidate in candidates if _is_same(session, record, address, candidate)]
    if any(_contradict(one, other) for one, other in combinations(same, 2)):
        same = _certain(same, address, known_id)
    same.sort(key=lambda candidate: (candidate.address is None, candidate.clock is None, candidate.id))
    return [candidate.id for candidate in same]


def _address_of(record: ArticleRecord) -> tuple[str, int] | None:
    return (record.address.id_space, record.address.site_id) if record.address else None


def _candidates(session: Session, record: ArticleRecord, address: tuple[str, int] | None) -> list[_Candidate]:
    rows = session.execute(_WITH_HEADLINE, {"headline_key": record.headline_key}).all()
    if address is not None:
        at_address = session.execute(_AT_ADDRESS, {"id_space": address[0], "site_id": address[1]}).all()
        rows = list(dict.fromkeys([*rows, *at_address]))
    return [
        _Candidate(
            id=row.id,
            address=(row.id_space, row.site_id) if row.id_space else None,
            clock=_clock(row.published_at, row.published_zone, row.published_precision),
        )
        for row in rows
    ]


def _is_same(session: Session, record: ArticleRecord, address: tuple[str, int] | None, candidate: _Candidate) -> bool:
    if address and candidate.address:
        return address == candidate.address
    published = record.published
    clock = _clock(published.at, published.zone, published.precision) if published else None
    if clock and candidate.clock:
        return clock == candidate.clock
    bodies = session.scalars(
        select(RevisionRow.body).where(
            RevisionRow.article_id == candidate.id, RevisionRow.headline_key == record.headline_key
        )
    )
    return any(_shares_text(record.article.texts, body.split("\n\n")) for body in bodies if body)


def _clock(at: datetime | None, zone: str | None, precision: str | None) -> datetime | None:
    """Return the printed date and time; «منذ ساعتين» (two hours ago) prints another one every hour, so it is none."""
    return printed_clock(at, zone) if at and zone and precision in ("minute", "day") else None


def _shares_text(texts: Sequence[str], others: Sequence[str]) -> bool:
    mine, theirs = set(map(fold, texts)), set(map(fold, others))
    return bool(mine) and len(mine & theirs) > SHARE * min(len(mine), len(theirs))


def _contradict(one: _Candidate, other: _Candidate) -> bool:
    if one.address and other.address:
        return one.address != other.address
    return bool(one.clock and other.clock and one.clock != other.clock)


def _certain(same: Sequence[_Candidate], address: tuple[str, int] | None, known_id: int | None) -> list[_Candidate]:
    """Of candidates that cannot all be one article, keep that at the address, the known one, or those without claim."""
    if address is not None:
        return [candidate for candidate in same if candidate.address == address]
    known = [candidate for candidate in same if candidate.id == known_id]
    return known or [candidate for candidate in same if candidate.address is None and candidate.clock is None]
