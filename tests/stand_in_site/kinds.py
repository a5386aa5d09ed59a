"""Which kind of page a target is, by its path alone."""

import re
from typing import Literal, get_args
from urllib.parse import urlsplit

Kind = Literal["articles", "listings", "feeds", "robots", "others"]
KINDS: tuple[str, ...] = get_args(Kind)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("articles", re.compile(r"/(?:ar/)?news/[^/]+/\d+/?")),
    ("listings", re.compile(r"/|/section/[^/]+/?|/ar/news/[^/]+/?")),
    ("feeds", re.compile(r"/rss|/sitemap[^/]*\.xml")),
    ("robots", re.compile(r"/robots\.txt")),
)


def kind_of(target: str) -> Kind:
    """Return the kind of page that a path, with its query or without, is."""
    path = urlsplit(target).path
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(path)), "others")


def is_among(target: str, only: str) -> bool:
    """Tell whether a target is of a kind, of any kind (``all``), or begins with a path."""
    return only in ("all", kind_of(target)) or (only.startswith("/") and target.startswith(only))
