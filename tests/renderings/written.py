"""What an article says, before any layout: the facts that a page shows and a reader should find again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PieceKind = Literal[
    "paragraph", "subheading", "list_item", "table_row", "caption", "cross_link", "issue_link", "embed"
]  # fmt: skip

_WEEKDAY = re.compile("الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد")
_ID = re.compile(r"/(\d+)/?$")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with its caption and the credit behind it, «بوابة الوسط» say; either may be missing."""

    url: str
    caption: str | None = None
    credit: str | None = None

    @property
    def printed(self) -> str | None:
        """The line that stands below the photo."""
        if self.caption is None:
            return None
        return f"{self.caption} ({self.credit})" if self.credit else self.caption


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a body.

    ``text`` is marked: ``**strong**``, ``__emphasis__``, ``[[words|address]]`` (see ``inline``). A table row has
    ``cells`` and no text; a caption has its photo in ``image`` and what stands in parentheses in ``credit``; an embed
    has the address of its frame or post in ``link``, and the words of a post in ``text``.
    """

    kind: PieceKind
    text: str = ""
    link: str | None = None
    image: str | None = None
    credit: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A headline below the article, with its address and the address of its small photo."""

    headline: str
    url: str
    image: str


@dataclass(frozen=True, slots=True)
class Written:
    """A synthetic article; ``published`` was worked out by hand from the clock that ``byline`` prints (Tripoli's)."""

    headline: str
    byline: str
    published: datetime
    url: str
    section: str
    section_name: str
    image: Photo | None
    body: tuple[Piece, ...]
    related: tuple[Related, ...]
    keywords: tuple[str, ...] = ()

    @property
    def site_id(self) -> int:
        """The number in the address."""
        found = _ID.search(self.url)
        assert found is not None, self.url
        return int(found[1])

    @property
    def is_first_system(self) -> bool:
        """Tell an address of the first system, ``/ar/news/``."""
        return "/ar/news/" in self.url

    @property
    def signature(self) -> str:
        """The byline before its weekday: place, source and reporter."""
        return self.byline[: self._weekday_at()].rstrip()

    @property
    def printed_date(self) -> str:
        """The byline from its weekday on."""
        return self.byline[self._weekday_at() :]

    def _weekday_at(self) -> int:
        found = _WEEKDAY.search(self.byline)
        assert found is not None, self.byline
        return found.start()


def paragraph(text: str) -> Piece:
    """Return a paragraph."""
    return Piece("paragraph", text)


def subheading(text: str) -> Piece:
    """Return a sub-heading; its paragraph follows."""
    return Piece("subheading", text)


def item(text: str) -> Piece:
    """Return an item of a list; neighbours are one list."""
    return Piece("list_item", text)


def row(*cells: str) -> Piece:
    """Return a row of a table; neighbours are one table."""
    return Piece("table_row", cells=cells)


def related(section: str, *headlines: tuple[int, str]) -> tuple[Related, ...]:
    """Return the related headlines of an article of today's system from their numbers and words."""
    return tuple(
        Related(words, f"https://alwasat.ly/news/{section}/{number}", f"https://alwasat.ly/images/small/{number}.jpg")
        for number, words in headlines
    )


def related_of_first_system(section: str, *headlines: tuple[int, str]) -> tuple[Related, ...]:
    """Return the same for an article of the first system, whose photos come from ``get_img``."""
    image = "http://www.alwasat.ly/get_img?ImageWidth=90&ImageHeight=60&ImageId="
    return tuple(
        Related(words, f"http://www.alwasat.ly/ar/news/{section}/{number}/", f"{image}{number + 21}")
        for number, words in headlines
    )
