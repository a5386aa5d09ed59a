"""What a crawl is asked to do: its arguments, from Scrapy's ``-a NAME=VALUE`` or from the command line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from dateutil.parser import isoparse

from atwasat_spider.addresses import HOSTS
from atwasat_spider.errors import WrongUsageError

DEFAULT_PAGES = 10
MOST_IDS = 100_000
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?", re.ASCII)
_RANGE = re.compile(r"([1-9]\d{0,11})-([1-9]\d{0,11})", re.ASCII)
_FLAGS = ("backfill", "dry_run", "wait", "anyway")
_NAMES = ("section", "since", "limit", "pages", "ids", *_FLAGS)
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True)
class Plan:
    """The arguments of a crawl.

    ``sections`` are slugs or addresses of listings; none means all that the site links. ``since`` is UTC. ``pages`` is
    the most that is read of one listing, and of the past in one run; ``limit`` the most articles that are asked for.
    ``ids`` are the first and the last number of a range that is asked for by address. ``wait`` waits for another run to
    end, ``anyway`` asks although the site has blocked a run of late.
    """

    sections: tuple[str, ...] = ()
    since: datetime | None = None
    limit: int | None = None
    pages: int = DEFAULT_PAGES
    backfill: bool = False
    ids: tuple[int, int] | None = None
    dry_run: bool = False
    wait: bool = False
    anyway: bool = False

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Self:
        """Read the arguments; raises ``WrongUsageError`` that names the one which cannot be met."""
        unknown = sorted(set(arguments) - set(_NAMES))
        if unknown:
            raise WrongUsageError(f"the spider site has no argument {unknown[0]!r}: it has {', '.join(_NAMES)}")
        given = {name: value for name, value in arguments.items() if value not in (None, (), [])}
        return cls(
            sections=_sections(given.get("section", ())),
            since=_moment(given["since"]) if "since" in given else None,
            limit=_number("limit", given["limit"]) if "limit" in given else None,
            pages=_number("pages", given.get("pages", DEFAULT_PAGES)),
            ids=_ids(given["ids"]) if "ids" in given else None,
            **{name: _flag(name, given.get(name, "no")) for name in _FLAGS},
        )

    def shown(self) -> dict[str, object]:
        """Return the arguments that were given, as a run's row keeps them."""
        default = asdict(Plan())
        return {
            name: value.isoformat()
            if isinstance(value, datetime)
            else list(value)
            if isinstance(value, tuple)
            else value
            for name, value in asdict(self).items()
            if value != default[name]
        }


def is_told(arguments: Mapping[str, Any], name: str) -> bool:
    """Tell whether an argument of yes or no was given as yes."""
    return _flag(name, arguments.get(name) or "no")


def _sections(value: str | Sequence[str]) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(_section(word.strip()) for word in words))


def _section(word: str) -> str:
    if _SLUG.fullmatch(word.lower()):
        return word.lower()
    try:
        parts = urlsplit(word)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or parts.hostname not in HOSTS:
        raise WrongUsageError(
            f"{word!r} is no section: write its slug (libya) or the address of its listing on the site"
        )
    return word


def _moment(value: str | datetime) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else isoparse(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongUsageError(f"since must be a date like 2026-01-31, not {value!r}") from None


def _number(name: str, value: str | int) -> int:
    text = str(value)
    if not re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII):
        raise WrongUsageError(f"{name} must be a number from 1 on, not {value!r}")
    return int(text)


def _flag(name: str, value: str | bool) -> bool:  # noqa: FBT001
    word = str(value).lower()
    if word not in (*_YES, *_NO):
        raise WrongUsageError(f"{name} must be yes or no, not {value!r}")
    return word in _YES


def _ids(value: str | tuple[int, int]) -> tuple[int, int]:
    match = _RANGE.fullmatch(value if isinstance(value, str) else "{}-{}".format(*value))
    first, last = (int(match[1]), int(match[2])) if match else (1, 0)
    if not first <= last < first + MOST_IDS:
        raise WrongUsageError(f"ids must be a range like 131000-131999 of at most {MOST_IDS:,} numbers, not {value!r}")
    return first, last
