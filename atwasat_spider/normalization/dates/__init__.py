"""Dates: read as they are printed, in UTC, or estimated from an article's number.

``reading`` finds and understands a date; ``parts`` finds its pieces, which ``calendars``, ``clocks``, ``zones`` and
``elapsed`` know, in a ``folded`` text that remembers the printed one. ``estimates`` bounds what prints no date.
"""

from atwasat_spider.normalization.dates.estimates import estimate_from_id
from atwasat_spider.normalization.dates.reading import PrintedDate, date_place, read_date
from atwasat_spider.normalization.dates.zones import DEFAULT_ZONE

__all__ = ["DEFAULT_ZONE", "PrintedDate", "date_place", "estimate_from_id", "read_date"]
