"""Addresses printed on a page: absolute, http or https, on any host, or none."""

from urllib.parse import urljoin, urlsplit

from atwasat_spider.blocks.site_links import LONGEST_LINK, article_at, unarchived

SITE = "https://alwasat.ly/"

__all__ = ["SITE", "article_at", "web_address"]


def web_address(link: str | None, base: str | None) -> str | None:
    """Return the absolute address that a link on the page ``base`` leads to; an unknown page is one of the site.

    ``None`` for what leads to no page: ``javascript:``, ``data:``, ``mailto:``, an anchor, a malformed or endless one.
    """
    if not link or len(link) > LONGEST_LINK or link.startswith("#"):
        return None
    try:
        address = urljoin(unarchived(base or SITE), unarchived(link.strip()))
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    return address if known and address.isprintable() and len(address) <= LONGEST_LINK else None
