"""An article of the stand-in as it really is: what the site shows of it at each moment of its clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from atwasat_spider.addresses import FIRST_SYSTEM

SITE = "https://alwasat.ly"


class Version(NamedTuple):
    """What an article says from a moment on."""

    moment: datetime
    headline: str
    paragraphs: tuple[str, ...]


class Link(NamedTuple):
    """A headline of another article, and the path that it leads to."""

    path: str
    headline: str


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """An article from its appearance to its end; moments are aware, in UTC, and paths have no query.

    ``section`` is the one in which it appeared; ``moved_to`` is its path from ``moved_at`` on, ``gone_status`` (404 or
    410) what its path answers from ``gone_at`` on.
    """

    id_space: str
    site_id: int
    section: str
    byline: str
    versions: tuple[Version, ...]
    keywords: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    caption: str | None = None
    gone_at: datetime | None = None
    gone_status: int | None = None
    moved_at: datetime | None = None
    moved_to: str | None = None

    @property
    def appeared_at(self) -> datetime:
        """The moment of its appearance, which is the one that its byline prints."""
        return self.versions[0].moment

    @property
    def headline(self) -> str:
        """The headline with which it appeared."""
        return self.versions[0].headline

    @property
    def path(self) -> str:
        """The path at which it appeared."""
        return path_of(self.id_space, self.section, self.site_id)

    @property
    def paths(self) -> tuple[str, ...]:
        """The path at which it appeared, and the one to which it moves, if it moves."""
        return (self.path, self.moved_to) if self.moved_to else (self.path,)

    def is_there_at(self, moment: datetime) -> bool:
        """Tell whether the site shows it at a moment."""
        return self.appeared_at <= moment and (self.gone_at is None or moment < self.gone_at)

    def path_at(self, moment: datetime) -> str:
        """Return its path at a moment."""
        has_moved = self.moved_to is not None and self.moved_at is not None and self.moved_at <= moment
        return self.moved_to if has_moved and self.moved_to else self.path

    def section_at(self, moment: datetime) -> str:
        """Return the slug of its section at a moment."""
        return self.path_at(moment).strip("/").split("/")[-2]

    def version_at(self, moment: datetime) -> Version:
        """Return what it says at a moment; before its appearance, what it will say first."""
        return next((one for one in reversed(self.versions) if one.moment <= moment), self.versions[0])

    def modified_at(self, moment: datetime) -> datetime:
        """Return the last moment up to this one at which its page changed."""
        changed = self.version_at(moment).moment
        return max(changed, self.moved_at) if self.moved_at and self.moved_at <= moment else changed


def path_of(id_space: str, section: str, site_id: int) -> str:
    """Return the canonical path of an article; one of the first system ends with a slash."""
    return f"/{id_space}/{section}/{site_id}" + ("/" if id_space == FIRST_SYSTEM else "")


def to_json(article: TrueArticle) -> dict[str, Any]:
    """Return an article as values that JSON has."""
    plain = {name: getattr(article, name) for name in TrueArticle.__slots__}
    plain["versions"] = [(one.moment.isoformat(), one.headline, one.paragraphs) for one in article.versions]
    for name in ("gone_at", "moved_at"):
        plain[name] = plain[name] and plain[name].isoformat()
    return plain


def from_json(plain: dict[str, Any]) -> TrueArticle:
    """Return the article that ``to_json`` was given."""
    values = dict(plain)
    values["versions"] = tuple(
        Version(datetime.fromisoformat(moment), headline, tuple(paragraphs))
        for moment, headline, paragraphs in plain["versions"]
    )
    values["keywords"] = tuple(plain["keywords"])
    values["related"] = tuple(Link(*link) for link in plain["related"])
    for name in ("gone_at", "moved_at"):
        values[name] = plain[name] and datetime.fromisoformat(plain[name])
    return TrueArticle(**values)
