"""Addresses at which a web archive replays a page as it was received, and what they say of it.

``SERVER/20170511000000id_/http://alwasat.ly/news/libya/1``: fourteen digits are the moment, ``id_`` asks for the
original bytes, without the archive's own links and banner. The Wayback Machine, pywb and OpenWayback all write so.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MOMENT = "%Y%m%d%H%M%S"
_MOMENT_LENGTH = 14
_ORIGINAL = r"(?:(?P<scheme>https?):/{1,2})?(?P<rest>.+)"
_WAYBACK = re.compile(
    rf"https?://web\.archive\.org/web/(?P<moment>\d{{14}})(?:[a-z]{{2}}_)*/{_ORIGINAL}", re.ASCII | re.IGNORECASE
)
_REPLAYED = re.compile(
    r"https?://[^/?#]+(?:/[^/?#]+)*?/(?P<moment>\d{14})id_/"
    r"(?P<scheme>https?):/{1,2}(?P<rest>(?:www\.)?alwasat\.ly(?::\d{1,5})?(?:[/?].*)?)",
    re.ASCII | re.IGNORECASE,
)
_BELOW = re.compile(rf"(?P<moment>\d{{14}})id_/{_ORIGINAL}", re.ASCII | re.IGNORECASE)

# What only a page of the archive's own says, never a page that it keeps.
_OWN_SIGNS = (
    b"<title>Wayback Machine</title>",
    b"<title>Internet Archive Wayback Machine</title>",
    b"The Wayback Machine has not archived that URL",
    b"This URL has been excluded from the Wayback Machine",
    b"This snapshot cannot be displayed due to an internal error",
    b"Blocked Site Error",
    b"Blocked By Robots",
    b"<title>URL Not Found</title>",
    b"<title>Pywb Error</title>",
)
_SEEN = 65536  # bytes of a page that are looked at


def memento_address(server: str, moment: str, original: str) -> str:
    """Return where a server replays the original bytes of a page; ``moment`` has fourteen digits.

    >>> memento_address("https://web.archive.org/web/", "20170511000000", "http://alwasat.ly/news/libya/1")
    'https://web.archive.org/web/20170511000000id_/http://alwasat.ly/news/libya/1'
    """
    return f"{server.rstrip('/')}/{moment}id_/{original}"


def memento_of(url: str, server: str | None = None) -> tuple[datetime, str] | None:
    """Return moment and original address of a page that is replayed at an address; ``None`` for any other address.

    With a server only what lies below it is one; without, any address of the Wayback Machine and, of other archives,
    those of the original bytes of a page of alwasat.ly.
    """
    if server is None:
        match = _WAYBACK.fullmatch(url) or _REPLAYED.fullmatch(url)
    else:
        base = f"{server.rstrip('/')}/"
        match = _BELOW.fullmatch(url.removeprefix(base)) if url.startswith(base) else None
    moment = read_moment(match["moment"]) if match else None
    if match is None or moment is None:
        return None
    return moment, f"{(match['scheme'] or 'http').lower()}://{match['rest']}"


def read_moment(digits: str) -> datetime | None:
    """Return the time that fourteen digits stand for, ``None`` where they stand for none."""
    try:
        moment = datetime.strptime(digits, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if len(digits) == _MOMENT_LENGTH and digits.isascii() else None


def memento_datetime(value: str | None) -> datetime | None:
    """Return the time that a header ``Memento-Datetime`` states (RFC 7089), ``None`` where it states none.

    >>> memento_datetime("Thu, 11 May 2017 00:00:00 GMT")
    datetime.datetime(2017, 5, 11, 0, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        moment = parsedate_to_datetime((value or "").strip())
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def is_of_the_archive(page: bytes, stated: datetime | None) -> bool:
    """Tell a page that an archive shows in place of the one it was asked for, whatever the status.

    An answer that states the moment of its capture is a capture, whatever it quotes: RFC 7089 asks for the header, and
    the Wayback Machine and pywb send it.
    """
    return stated is None and any(sign in page[:_SEEN] for sign in _OWN_SIGNS)
