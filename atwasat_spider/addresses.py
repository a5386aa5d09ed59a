"""The grammar of the site's article addresses in all historical forms, and the one canonical address.

Two systems published the site, each with its own numbers: ``/news/SECTION/ID`` (today) and ``/ar/news/SECTION/ID/``
(Newscoop, to about 2019). The same number in the two spaces is two different articles, so an id means something
only together with its space. http and https, with and without ``www.``, are the same article.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from atwasat_spider.errors import WrongUsageError

NEWS, FIRST_SYSTEM = "news", "ar/news"  # the two spaces of numbers
HOSTS = ("alwasat.ly", "www.alwasat.ly")

_PORTS = {"http": 80, "https": 443}
_SECTION = re.compile(r"/(?:section|(?:ar/)?news)/([a-z0-9][a-z0-9_-]{0,98})/?", re.ASCII | re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?P<first>/ar)?/news/(?P<section>[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?)/(?P<id>[1-9][0-9]{0,11})/?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """Which article an address means.

    ``id_space`` is ``"news"`` or ``"ar/news"`` (the first system), ``site_id`` the number in that space,
    ``section`` the slug in lower case, ``url`` the canonical address.
    """

    id_space: str
    site_id: int
    section: str

    @property
    def url(self) -> str:
        """The canonical address: https, no ``www.``, the trailing slash only in the first system's space."""
        slash = "/" if self.id_space == FIRST_SYSTEM else ""
        return f"https://alwasat.ly/{self.id_space}/{self.section}/{self.site_id}{slash}"


def read_article_address(url: str) -> ArticleAddress:
    """Read an article's address in any historical form.

    >>> read_article_address("http://www.alwasat.ly/ar/news/libya/133195/").url
    'https://alwasat.ly/ar/news/libya/133195/'

    Raises ``WrongUsageError`` that names the address for another host, scheme or kind of page.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise WrongUsageError(f"{url!r} is not an address") from None
    if parts.scheme not in _PORTS or port not in (None, _PORTS[parts.scheme]) or "@" in parts.netloc:
        raise WrongUsageError(f"{url!r} is not an http or https address of alwasat.ly")
    if parts.hostname not in HOSTS:
        raise WrongUsageError(f"{url!r} is not on alwasat.ly")
    match = _ARTICLE.fullmatch(parts.path)
    if match is None:
        raise WrongUsageError(f"{url!r} is not an article of alwasat.ly (expected /news/SECTION/ID)")
    id_space = FIRST_SYSTEM if match["first"] else NEWS
    return ArticleAddress(id_space, int(match["id"]), match["section"].lower())


def section_of(url: str) -> str | None:
    """Return the slug of the section whose listing an address is (``/section/libya``), ``None`` for any other page."""
    try:
        match = _SECTION.fullmatch(urlsplit(url).path)
    except ValueError:
        return None
    return match[1].lower() if match and match[1].lower() != "all" else None


def is_other_page(url: str | None) -> bool:
    """Tell the address of a page of the site that is no article's: the front page, a listing, a search."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.hostname in HOSTS and _ARTICLE.fullmatch(parts.path) is None
