"""Links as pages print them, and the addresses on the site that they lead to.

Pages come from the site itself or from the Wayback Machine, which writes its own addresses around the site's:
``/web/20170511000000/http://alwasat.ly/news/libya/1``. Both lead to the same place here.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from atwasat_spider.addresses import HOSTS, ArticleAddress, read_article_address
from atwasat_spider.errors import WrongUsageError

LONGEST_LINK = 2_000  # characters

_ARCHIVED = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org(?::\d+)?)?/web/\d{1,14}(?:[a-z]{2}_)?/(?P<embedded>.+)",
    re.ASCII | re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?):/{1,3}", re.IGNORECASE)  # some archives and proxies fold the two slashes
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|yclid|igshid|mc_[ce]id|twclid|_ga", re.ASCII | re.IGNORECASE)


def site_address(link: str, base: str) -> str | None:
    """Return the absolute address on the site that a link on the page ``base`` leads to, without fragment, or ``None``.

    Host and scheme are in lower case and a default port is left out; everything else is as printed.
    """
    parts = _resolved(link, base)
    return None if parts is None or parts.hostname not in HOSTS else _spelled(parts)


def image_address(link: str, base: str) -> str | None:
    """Return the absolute address of a picture on the site's hosts or hosts below them, or ``None``."""
    parts = _resolved(link, base)
    host = parts.hostname if parts else None
    if parts is None or host is None or not any(host == ours or host.endswith(f".{ours}") for ours in HOSTS):
        return None
    return _spelled(parts)


def article_at(link: str, base: str) -> ArticleAddress | None:
    """Return the article that a link leads to, or ``None``."""
    url = site_address(link, base)
    try:
        return read_article_address(url) if url else None
    except WrongUsageError:
        return None


def identity(url: str) -> tuple[str, str]:
    """Return path and query such that two spellings of one page are equal.

    http and https, ``www.``, a closing slash and the parameters that follow readers about make no difference.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a capture's own address may be anything
        return url, ""
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return parts.path.rstrip("/"), urlencode(query)


def unarchived(url: str) -> str:
    """Return the address that an address of the Wayback Machine stands for; any other as it is."""
    match = _ARCHIVED.fullmatch(url)
    if match is None:
        return url
    embedded = match["embedded"]
    schemed = _SCHEME.sub(r"\1://", embedded, count=1)
    return schemed if _SCHEME.match(embedded) else f"http://{embedded}"


def _resolved(link: str, base: str) -> SplitResult | None:
    """Resolve as a browser does, which drops white space around a link and line ends within; refuse what is odd."""
    if len(link) > LONGEST_LINK:
        return None
    printed = re.sub("[\t\n\r]", "", link).strip("".join(map(chr, range(0x21))))
    try:
        url = _joined(unarchived(base), unarchived(printed))
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or port not in (None, _PORTS[parts.scheme]) or "@" in parts.netloc:
        return None
    return parts if url.isprintable() and "\\" not in url and len(url) <= LONGEST_LINK else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # a malformed base leaves the links that need none
        return link


def _spelled(parts: SplitResult) -> str:
    return urlunsplit((parts.scheme, parts.hostname or "", parts.path or "/", parts.query, ""))
