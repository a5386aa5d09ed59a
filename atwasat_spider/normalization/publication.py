"""When an article was published, of all that its page says of it: the printed byline, ``<time>``, metadata."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from atwasat_spider.normalization.dates import PrintedDate, read_date
from atwasat_spider.normalization.dates.zones import find_zone

BYLINE = "byline"
_FINEST = "minute"
_ONE_MINUTE, _A_DAY_AND_A_HALF = timedelta(minutes=1), timedelta(hours=36)
_SPANS = {"week": timedelta(days=14), "month": timedelta(days=62), "year": timedelta(days=732)}


@dataclass(frozen=True, slots=True)
class Publication:
    """The date that counts, where it was found, and a sentence for each other one that contradicts it.

    ``source`` is ``"byline"``, ``"time-element"``, ``"json-ld"``, ``"opengraph"`` or ``"microdata"``.
    """

    date: PrintedDate
    source: str
    remarks: tuple[str, ...] = ()


def find_publication(
    byline: str | None, claims: Sequence[tuple[str, str]], *, zone: str, reference: datetime | None = None
) -> Publication | None:
    """Return when an article was published; ``None`` where nothing that says so can be read.

    ``byline`` is the date as the byline prints it; ``claims`` are (source, text as printed) in their precedence. What
    is printed counts, but for a finer time that does not contradict it: «منذ ساعتين» (two hours ago) and one to the
    minute.
    """
    printed = read_date(byline, zone=zone, reference=reference) if byline else None
    dates = [(BYLINE, printed)] if printed else []
    dates += [(source, date) for source, text in claims if (date := _read_claim(text, zone)) is not None]
    if not dates:
        return None
    source, first = dates[0]
    finer = (each for each in dates if each[1].precision == _FINEST and _agree(each[1], first, zone))
    chosen = (source, first) if first.precision == _FINEST else next(finer, (source, first))
    return Publication(chosen[1], chosen[0], tuple(_contradictions(chosen, dates, zone)))


@lru_cache(maxsize=64)
def _read_claim(text: str, zone: str) -> PrintedDate | None:
    """Read a date that a page most often repeats in each of its metadata."""
    return read_date(text, zone=zone)


def _contradictions(
    chosen: tuple[str, PrintedDate], dates: Sequence[tuple[str, PrintedDate]], zone: str
) -> Iterator[str]:
    for source, date in dates:
        if not _agree(date, chosen[1], zone):
            yield f"the date of its {chosen[0]} contradicts its {source}: «{chosen[1].text}», «{date.text}»"


def _agree(one: PrintedDate, other: PrintedDate, zone: str) -> bool:
    """Tell two dates that can be the same moment, as precisely as both are known."""
    if one.precision == other.precision == _FINEST:
        return abs(one.at - other.at) < _ONE_MINUTE
    if {one.precision, other.precision} <= {_FINEST, "day"}:
        local = find_zone(zone)
        return one.at.astimezone(local).date() == other.at.astimezone(local).date()
    return abs(one.at - other.at) <= max(_SPANS.get(each.precision, _A_DAY_AND_A_HALF) for each in (one, other))
