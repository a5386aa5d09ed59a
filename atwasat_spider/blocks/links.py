"""Addresses printed on a page: absolute, http or https, on any host, or none."""

import re
from urllib.parse import urljoin, urlsplit

from atwasat_spider.blocks.site_links import LONGEST_LINK, article_at, unarchived

# An absolute address in ordinary characters, and not one of the Wayback Machine: most addresses of a page
_PLAIN = re.compile(r"https?://(?!web\.archive\.org)[a-z0-9][a-z0-9.-]*/(?!web/)[\w./?&=%+~-]*", re.ASCII)
_HOSTLESS = re.compile(r"(?:https?:)?/{2,}(?:$|[?#])|https?:(?:$|[?#])", re.IGNORECASE)
_BLANKS = "".join(map(chr, range(0x21)))
SITE = "https://alwasat.ly/"

__all__ = ["SITE", "article_at", "web_address"]


def web_address(link: str | None, base: str | None) -> str | None:
    """Return the absolute address that a link on the page ``base`` leads to; an unknown page is one of the site.

    ``None`` for what leads to no page: ``javascript:``, ``data:``, ``mailto:``, an anchor, a malformed or endless one.
    """
    link = re.sub("[\t\n\r]", "", link or "").strip(_BLANKS)
    if not link or len(link) > LONGEST_LINK or link.startswith("#") or not link.isprintable():
        return None
    if _PLAIN.fullmatch(link):
        return link
    if _HOSTLESS.match(link):
        return None
    try:
        address = urljoin(unarchived(base or SITE), unarchived(link))
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    return address if known and address.isprintable() and len(address) <= LONGEST_LINK else None
