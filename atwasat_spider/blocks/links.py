"""Addresses printed on a page: absolute, http or https, on any host, or none."""

import re
from urllib.parse import urljoin, urlsplit

from atwasat_spider.blocks.site_links import LONGEST_LINK, article_at, unarchived

# An absolute address in ordinary characters, and not one of the Wayback Machine: most addresses of a page
_PLAIN = re.compile(r"https?://(?!web\.archive\.org)[a-z0-9][a-z0-9.-]*/(?!web/)[\w./?&=%+~-]*", re.ASCII)
SITE = "https://alwasat.ly/"

__all__ = ["SITE", "article_at", "web_address"]


def web_address(link: str | None, base: str | None) -> str | None:
    """Return the absolute address that a link on the page ``base`` leads to; an unknown page is one of the site.

    ``None`` for what leads to no page: ``javascript:``, ``data:``, ``mailto:``, an anchor, a malformed or endless one.
    """
    if not link or len(link) > LONGEST_LINK or link.startswith("#"):
        return None
    if _PLAIN.fullmatch(link):
        return link
    try:
        address = urljoin(unarchived(base or SITE), unarchived(link.strip()))
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    return address if known and address.isprintable() and len(address) <= LONGEST_LINK else None
