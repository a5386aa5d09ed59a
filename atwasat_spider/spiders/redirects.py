"""Where an answer sends us: to a page of the site, in whatever spelling, or away from it."""

from urllib.parse import urlsplit

from scrapy.http import Response

from atwasat_spider.addresses import HOSTS
from atwasat_spider.middlewares.archive import on_the_site
from atwasat_spider.middlewares.site_only import SPELLINGS, origin_of

REDIRECTS = (301, 302, 303, 307, 308)
FOR_EVER = (301, 308)
MOST_HOPS = 5


def location_of(response: Response) -> str:
    """Return what an answer names as the place to go to, resolved; as printed where it cannot be."""
    header = response.headers.get("Location") or b""
    try:
        location = header.decode()
    except UnicodeDecodeError:
        location = header.decode("latin-1")
    try:
        return response.urljoin(location)
    except ValueError:
        return location


def page_on_the_site(url: str, site: str) -> str | None:
    """Return the address on the site of what a redirect leads to, ``None`` where that is elsewhere or no address."""
    target = on_the_site(url, site)
    try:
        return target if urlsplit(target).hostname in HOSTS else None
    except ValueError:
        return None


def asked_at(url: str, site: str) -> str:
    """Return where a page of the site is asked for: as it is spelled, or on the server that stands in for the site."""
    if origin_of(site) in SPELLINGS and origin_of(url) in SPELLINGS:
        return url
    parts = urlsplit(url)
    return site + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def text_of(header: bytes | None) -> str | None:
    """Return a header that can be kept and sent again, ``None`` for one with characters that cannot."""
    text = header.decode("latin-1").strip() if header else ""
    return text if text and text.isascii() and text.isprintable() else None
