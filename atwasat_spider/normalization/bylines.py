"""Bylines: ``PLACE SEP SOURCE[: REPORTER] WEEKDAY DD MONTH YYYY, HH:MM AMPM``.

Seen on the site: a hyphen or an en dash as the separator, a reporter after a colon or none, single spaces. Only the
weekday marks where the name ends. Which of the parts a byline lacks is ``None``.
"""

import re
from dataclasses import dataclass

from atwasat_spider.normalization.dates import BYLINE_DATE

_SEPARATOR = re.compile(r" [-\u2010-\u2015\u2212] ")
_IN_PARENTHESES = re.compile(r"\([^()]*\)")


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
    names = text[: date.start()].strip()
    colon = _IN_PARENTHESES.sub(lambda inside: " " * len(inside[0]), names).find(":")
    before, reporter = (names, None) if colon < 0 else (names[:colon], names[colon + 1 :])
    *_, last = [None, *_SEPARATOR.finditer(before)]
    place, source = (before[: last.start()], before[last.end() :]) if last else (None, before)
    return Byline(_present(place), _present(source), _present(reporter), date[0])


def _present(text: str | None) -> str | None:
    return text.strip() or None if text else None
