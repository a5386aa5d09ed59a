"""Bylines: ``PLACE SEP SOURCE[: REPORTER] WEEKDAY DD MONTH YYYY, HH:MM AMPM``.

Seen on the site: a hyphen or an en dash as the separator, a reporter after a colon or none, single spaces. Only the
weekday marks where the name ends. Which of the parts a byline lacks is ``None``.
"""

import re
from dataclasses import dataclass

from atwasat_spider.normalization.dates import BYLINE_DATE

_SEPARATOR = r" [-\u2010-\u2015\u2212] "
_NAMES = re.compile(rf"(?:(?P<place>[^:]+){_SEPARATOR})?(?P<source>[^:]+?)(?: ?: ?(?P<reporter>[^:]+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Byline:
    """The parts of a byline as printed: ``القاهرة`` (Cairo), ``بوابة الوسط`` (the site), a person, and the date."""

    place: str | None
    source: str | None
    reporter: str | None
    date_text: str | None


def read_byline(text: str) -> Byline | None:
    """Split a byline into its parts; ``None`` when the text does not close with a date as bylines do.

    >>> read_byline("سبها – بوابة الوسط: رمضان كرنفودة الإثنين 01 مايو 2017, 01:54 مساء").reporter
    'رمضان كرنفودة'
    """
    date = BYLINE_DATE.search(text)
    if date is None:
        return None
    names = _NAMES.fullmatch(text[: date.start()].strip())
    if names is None:
        return Byline(None, None, None, date[0])
    place, source, reporter = (_present(names[group]) for group in ("place", "source", "reporter"))
    return Byline(place, source, reporter, date[0])


def _present(text: str | None) -> str | None:
    return text.strip() or None if text else None
