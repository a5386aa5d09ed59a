"""What the spider ``wayback`` is asked for: its arguments, checked, and the queries that they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from atwasat_spider.addresses import ArticleAddress, read_article_address, section_of
from atwasat_spider.captures.cdx import FIRST_MOMENT, CdxQuery, article_queries, section_queries
from atwasat_spider.errors import WrongUsageError

_ARGUMENTS = ("url", "section", "from", "to", "limit")
_SLUG = re.compile("[a-z0-9][a-z0-9_-]{0,98}", re.ASCII)
_SPAN = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:T?(\d\d)(?::?(\d\d)(?::?(\d\d))?)?)?)?)?Z?", re.ASCII)
_FORMAT = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One article or one section, the first and the last second, and the most captures to fetch."""

    article: ArticleAddress | None
    section: str | None
    start: str
    end: str
    limit: int | None

    def queries(self) -> tuple[CdxQuery, ...]:
        """Return what an index is asked for."""
        if self.article is not None:
            return article_queries(self.article, self.start, self.end)
        return section_queries(self.section or "", self.start, self.end)

    def article_of(self, original: str) -> ArticleAddress | None:
        """Return the article of a listed address, ``None`` where it was not asked for."""
        address = article_at(original)
        if address is None:
            return None
        if self.article is None:
            return address if address.section == self.section else None
        is_same = (address.id_space, address.site_id) == (self.article.id_space, self.article.site_id)
        return address if is_same else None

    def shown(self) -> dict[str, object]:
        """Return the arguments as the record of the run keeps them."""
        given = {
            "url": self.article.url if self.article else None,
            "section": self.section,
            "from": self.start if self.start != FIRST_MOMENT else None,
            "to": self.end,
            "limit": self.limit,
        }
        return {name: value for name, value in given.items() if value is not None}


def article_at(original: str) -> ArticleAddress | None:
    """Return the article of the address that a capture was made at, ``None`` for any other page."""
    try:
        return read_article_address(original)
    except WrongUsageError:
        return None


def read_wanted(arguments: Mapping[str, Any]) -> Wanted:
    """Read the arguments; raise ``WrongUsageError`` that names the one which cannot be met."""
    unknown = sorted(set(arguments) - set(_ARGUMENTS))
    if unknown:
        raise WrongUsageError(f"the spider wayback has no argument {unknown[0]!r}: write -a url=ADDRESS")
    url, section = arguments.get("url"), arguments.get("section")
    if not url and not section:
        raise WrongUsageError("the spider wayback needs an article or a section: write -a url=ADDRESS")
    if url and section:
        raise WrongUsageError("the spider wayback takes url or section, not both")
    start = _moment("from", arguments["from"], is_end=False) if arguments.get("from") else FIRST_MOMENT
    end = _moment("to", arguments["to"], is_end=True) if arguments.get("to") else datetime.now(UTC).strftime(_FORMAT)
    if start > end:
        raise WrongUsageError(f"from={start} is after to={end}")
    article = read_article_address(str(url)) if url else None
    return Wanted(article, _section(str(section)) if section else None, start, end, _limit(arguments.get("limit")))


def _section(given: str) -> str:
    slug = section_of(given) or given.strip().lower()
    if not _SLUG.fullmatch(slug):
        raise WrongUsageError(f"section must be the name of a section as in /news/SECTION/ID, not {given!r}")
    return slug


def _limit(given: str | int | None) -> int | None:
    if given in (None, ""):
        return None
    try:
        limit = int(str(given))
    except ValueError:
        limit = 0
    if limit < 1:
        raise WrongUsageError(f"limit must be a number from 1 upwards, not {given!r}")
    return limit


def _moment(name: str, given: object, *, is_end: bool) -> str:
    """Return the first or the last second of a year, month, day, hour, minute or second, as 14 digits."""
    match = _SPAN.fullmatch(str(given).strip())
    try:
        numbers = [int(part) for part in match.groups() if part is not None] if match else []
        first = datetime(*(numbers + [1, 1][len(numbers) - 1 :])[:6], tzinfo=UTC)  # type: ignore[arg-type, misc]
        moment = _next(first, len(numbers)) - timedelta(seconds=1) if is_end else first
    except (ValueError, OverflowError, TypeError):
        raise WrongUsageError(f"{name} must be a date, 2017 or 2017-05-11 say, not {given!r}") from None
    return moment.strftime(_FORMAT).zfill(14)


def _next(first: datetime, parts: int) -> datetime:
    """Return the beginning of the year, month, day, ... that follows."""
    if parts == 1:
        return first.replace(year=first.year + 1)
    if parts == 2:
        return (first + timedelta(days=31)).replace(day=1)
    return first + {3: timedelta(days=1), 4: timedelta(hours=1), 5: timedelta(minutes=1)}.get(
        parts, timedelta(seconds=1)
    )
