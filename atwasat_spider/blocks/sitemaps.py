"""The reader for sitemaps as sitemaps.org and Google define them, and for robots.txt. The site's own are unseen."""

from dataclasses import dataclass

from atwasat_spider.blocks.gzipped import unpacked
from atwasat_spider.blocks.link_texts import headline_in_markup
from atwasat_spider.blocks.listing import MOST_ADDRESSES, FoundArticles, ListedArticle, Source
from atwasat_spider.blocks.records import Format, Record, read_records
from atwasat_spider.blocks.site_links import article_at, identity, image_address, site_address, unarchived
from atwasat_spider.characters import clean

_SITEMAP = Format(
    "neither a sitemap nor a sitemap index",
    {"urlset": frozenset({"url"}), "sitemapindex": frozenset({"sitemap"})},
)
_NEWS, _IMAGE = "news:news/news:", "image:image/image:"


@dataclass(frozen=True, slots=True)
class SitemapLink:
    """A sitemap that an index lists: its absolute address on the site, and when it last changed, as printed."""

    url: str
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The articles of a sitemap or the sitemaps of an index, in their order.

    An article's ``time_text`` is the publication that a news sitemap gives, else the last change. ``remarks`` say what
    could not be read.
    """

    articles: tuple[ListedArticle, ...]
    sitemaps: tuple[SitemapLink, ...]
    remarks: tuple[str, ...] = ()


def read_sitemap(payload: bytes, url: str) -> Sitemap:
    """Read the sitemap or sitemap index ``url``, XML or plain text, gzipped or not.

    Raises ``UnreadableCaptureError`` for what is no sitemap, and for one larger than 50 MB when unpacked.
    """
    document, damage = unpacked(payload, url)
    remarks = [damage] if damage else []
    found = _Found(unarchived(url))
    if _is_plain(document):
        for line in document.decode("utf-8-sig", "replace").splitlines():
            found.line(line)
    else:
        for record in read_records(document, found.url, _SITEMAP, remarks):
            if not found.record(record):
                break
    return found.sitemap(remarks)


def sitemaps_of_robots(text: str) -> tuple[str, ...]:
    """Return the sitemaps on the site that a robots.txt names, each once."""
    urls: dict[tuple[str, str], str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        url = site_address(value, "") if name.strip().lower() == "sitemap" else None
        if url and len(urls) < MOST_ADDRESSES:
            urls.setdefault(identity(url), url)
    return tuple(urls.values())


def _is_plain(document: bytes) -> bool:
    """Tell a sitemap that has one address a line."""
    return document.removeprefix(b"\xef\xbb\xbf").lstrip()[:4].lower() == b"http"


class _Found:
    """What a sitemap has shown so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._articles = FoundArticles()
        self._sitemaps: dict[tuple[str, str], SitemapLink] = {}
        self._others: list[str] = []
        self._left_out = False

    def record(self, record: Record) -> bool:
        """Take one entry; tell whether there was room for it."""
        printed, base = record.text("loc") or "", record.itself.base
        last_modified = clean(record.text("lastmod") or "") or None
        if record.itself.path == "sitemap":
            return self._sitemap(printed, last_modified, base)
        address = article_at(printed, base)
        if address is None:
            self._others.append(printed)
            return True
        images = (image_address(link, base) for link in record.texts(f"{_IMAGE}loc"))
        self._articles.add(
            address,
            headline=headline_in_markup(record.text(f"{_IMAGE}title") or ""),
            source=Source.ATTRIBUTE,
            image=next(filter(None, images), None),
        )
        published = clean(record.text(f"{_NEWS}publication_date") or "")
        headline = headline_in_markup(record.text(f"{_NEWS}title") or "")
        return self._articles.add(address, headline=headline, time_text=published or last_modified)

    def line(self, line: str) -> None:
        """Take one line of a sitemap in plain text."""
        address = article_at(line, self.url)
        if address is not None:
            self._articles.see(address)
        elif line.strip():
            self._others.append(line.strip())

    def sitemap(self, remarks: list[str]) -> Sitemap:
        """Return the whole, with the remarks of the reading before its own."""
        said = [*remarks, *self._articles.remarks()]
        if self._left_out:
            said.append(f"lists more than {MOST_ADDRESSES:,} sitemaps: the rest is left out")
        if self._others:
            said.append(f"{len(self._others)} addresses are not taken, the first {self._others[0][:200]!r}")
        return Sitemap(self._articles.articles(), tuple(self._sitemaps.values()), tuple(said))

    def _sitemap(self, printed: str, last_modified: str | None, base: str) -> bool:
        url = site_address(printed, base)
        if url is None:
            self._others.append(printed)
        elif len(self._sitemaps) == MOST_ADDRESSES and identity(url) not in self._sitemaps:
            self._left_out = True
        elif identity(url) != identity(self.url):
            self._sitemaps.setdefault(identity(url), SitemapLink(url, last_modified))
        return not self._left_out
