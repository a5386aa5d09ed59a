"""Where a listing page leads on: the pages that follow it, and other listings.

The second system's pagination is unseen, so any form is followed that the page itself shows: ``rel=next``, addresses
with a page's number, «التالي» (next), «المزيد» (more). Nothing is guessed, except the first system's known step.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from atwasat_spider.addresses import FIRST_SYSTEM
from atwasat_spider.blocks.link_texts import leads_on, loads_more
from atwasat_spider.blocks.listing import MOST_ADDRESSES, ListedArticle
from atwasat_spider.blocks.site_links import identity

FIRST_SYSTEM_STEP = 13  # articles on a page of the first system

_LISTING = re.compile(r"/section/[^/.]{1,300}|/ar/news/[a-z0-9_-]{1,100}")
_NUMBERED_PATH = re.compile(r"(?P<root>/section/[^/]+|.*(?=/page/))(?:/page)?/(?P<number>[0-9]{1,6})")
_NUMBER_NAMES = ("page", "ls-art0", "p", "pg", "paged", "pageno", "page_no", "offset", "start")
_NUMBER = re.compile(r"\d{1,6}")
_PAGER = re.compile(r"pag(?:e[-_]|er|ing|ination)", re.IGNORECASE)  # in a class: pagination, page-numbers, pager
_PAGER_HEIGHT = 4  # levels from a link up to its pager

Page = tuple[LexborNode, str]  # an element and the address on the site that it leads to


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of a listing: the listing's path, which page of it (``None``: its first), and what makes it that page."""

    root: str
    number: int | None
    identity: tuple[str, str]

    @property
    def is_listing(self) -> bool:
        return _LISTING.fullmatch(self.root) is not None


def next_pages(pages: Iterable[Page], url: str, articles: Sequence[ListedArticle]) -> tuple[str, ...]:
    """Return the pages that follow the page ``url`` in its listing, the nearest first, each once."""
    here = _place(url)
    shown: dict[tuple[str, str], tuple[int, str]] = {}
    steps = []
    for node, target in pages:
        there = _place(target)
        if there.root == here.root and there.number is not None:
            steps.append(there.number)
        rank = _rank(node, here, there)
        if rank is not None and (there.identity not in shown or rank < shown[there.identity][0]):
            shown[there.identity] = (rank, target)
    step = _first_system_step(url, here, articles, steps)
    if step:
        shown.setdefault(_place(step).identity, ((here.number or 0) + FIRST_SYSTEM_STEP, step))
    ordered = sorted(shown.values(), key=lambda page: page[0])
    return tuple(target for _, target in ordered[:MOST_ADDRESSES])


def sections(pages: Iterable[Page], url: str) -> tuple[str, ...]:
    """Return the first pages of other listings that the page ``url`` links to, each once, in its order."""
    here = _place(url)
    found: dict[str, str] = {}
    for _, target in pages:
        there = _place(target)
        if there.is_listing and there.root != here.root and there.number is None:
            found.setdefault(there.root, target)
    return tuple(found.values())[:MOST_ADDRESSES]


def is_button(node: LexborNode) -> bool:
    """Tell an element that says it shows what follows, wherever it leads."""
    return any(leads_on(words) or loads_more(words) for words in _words(node))


def same_page(one: str, other: str) -> bool:
    """Tell two spellings of one address."""
    return identity(one) == identity(other)


def _place(url: str) -> _Place:
    known = identity(url)
    path, query = known[0].lower(), dict(parse_qsl(known[1]))
    numbers = [query[name] for name in _NUMBER_NAMES if _NUMBER.fullmatch(query.get(name, ""))]
    match = _NUMBERED_PATH.fullmatch(path)
    if match:
        path, numbers = match["root"], [*numbers, match["number"]]
    return _Place(path, int(numbers[0]) if numbers else None, known)


def _rank(node: LexborNode, here: _Place, there: _Place) -> int | None:
    """Return how far a page lies behind this one, by its number where it has one; ``None`` if it does not follow."""
    if there.identity == here.identity:
        return None
    if "next" in (node.attributes.get("rel") or "").lower().split():
        return 0
    here_number = here.number or 0
    if there.root == here.root and there.number is not None:
        return there.number if there.number > here_number else None
    if there.is_listing and there.root != here.root:
        return None
    words = _words(node)
    if any(leads_on(text) for text in words):
        return 0
    if there.root != here.root and not there.root.startswith(f"{here.root}/"):
        return None
    if here.root and any(loads_more(text) for text in words):
        return 0
    number = words[0].strip()
    return int(number) if _NUMBER.fullmatch(number) and int(number) > here_number and _is_in_pager(node) else None


def _words(node: LexborNode) -> list[str]:
    shown = [node.attributes.get(name) for name in ("aria-label", "title", "value")]
    return [node.text(), *(text for text in shown if text)]


def _is_in_pager(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(_PAGER_HEIGHT + 1):
        if at is None:
            return False
        if _PAGER.search(at.attributes.get("class") or ""):
            return True
        at = at.parent
    return False


def _first_system_step(url: str, here: _Place, articles: Sequence[ListedArticle], shown: Sequence[int]) -> str | None:
    """Return the address one step on in a listing of the first system.

    It has no next page where it shows no article of its section, or a pager that only leads back.
    """
    number = here.number or 0
    section = here.root.removeprefix(f"/{FIRST_SYSTEM}/")
    if section == here.root or not here.is_listing or number + FIRST_SYSTEM_STEP > 999_999:
        return None
    listed = any(a.address.id_space == FIRST_SYSTEM and a.address.section == section for a in articles)
    if not listed or (shown and max(shown) < number):
        return None
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"{here.root}/", f"ls-art0={number + FIRST_SYSTEM_STEP}", ""))
