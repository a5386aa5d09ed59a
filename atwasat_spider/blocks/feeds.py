"""The reader for feeds: RSS 2.0 and its forerunners, RSS 1.0 (RDF) and Atom. The site's own feed is unseen."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.gzipped import unpacked
from atwasat_spider.blocks.link_texts import headline_in_markup, read_headline
from atwasat_spider.blocks.listing import FoundArticles, Listing
from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.records import Field, Format, Record, read_records
from atwasat_spider.blocks.site_links import article_at, identity, image_address, site_address, unarchived
from atwasat_spider.characters import clean
from atwasat_spider.errors import UnreadableCaptureError

_FEED = Format(
    "neither RSS nor Atom",
    {
        "rss": frozenset({"item", "atom:link"}),
        "RDF": frozenset({"item", "atom:link"}),
        "feed": frozenset({"entry", "link"}),
    },
)
_LINKS = frozenset({"link", "atom:link"})
_PRINTED_LINKS = ("link", "feedburner:origLink", "guid", "id")  # their text is an address, or may be one
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TIMES = ("pubDate", "published", "issued", "dc:date", "atom:published", "updated", "modified", "atom:updated")
_PLAIN_TYPES = ("text", "text/plain", "xhtml")  # of a title in Atom; the text of xhtml has no markup here
_FOLLOWING = frozenset({"next", "prev-archive"})  # RFC 5005: the next page, the archive of what is older
_PICTURES = frozenset({"enclosure", "media:content", "media:group/media:content"})
_THUMBNAILS = frozenset({"media:thumbnail", "media:group/media:thumbnail"})
_TEXTS = ("content:encoded", "description", "content", "summary")


def read_feed(payload: bytes, url: str) -> Listing:
    """Read the feed ``url`` as a list of articles, each once, in the feed's order; gzip is undone.

    ``time_text`` is the publication, else the last change. Raises ``UnreadableCaptureError`` for what is no feed.
    """
    document, damage = unpacked(payload, url)
    remarks = [damage] if damage else []
    page_url = unarchived(url)
    found = FoundArticles()
    following: dict[tuple[str, str], str] = {}
    others: list[str] = []
    for record in read_records(document, page_url, _FEED, remarks):
        if record.itself.path in _LINKS:
            target = _following(record.itself)
            if target and identity(target) != identity(page_url):
                following.setdefault(identity(target), target)
        elif (address := _article(record)) is None:
            others.append(record.text(*_PRINTED_LINKS, "title") or "")
        elif not _add(found, address, record):
            break
    return Listing(found.articles(), tuple(following.values()), (), (*remarks, *found.remarks(), *_of_others(others)))


def _of_others(others: list[str]) -> tuple[str, ...]:
    return (f"{len(others)} entries are no articles of the site, the first {others[0][:200]!r}",) if others else ()


def _following(link: Field) -> str | None:
    rel = set(link.attributes.get("rel", "").lower().split())
    return site_address(link.attributes.get("href", ""), link.base) if rel & _FOLLOWING else None


def _article(record: Record) -> ArticleAddress | None:
    """Return the article of an entry: where its links lead, else what its identifier is."""
    return next(filter(None, (article_at(link, base) for link, base in _links(record))), None)


def _links(record: Record) -> Iterator[tuple[str, str]]:
    for field in record.fields:
        if field.path in _LINKS and field.attributes.get("rel", "alternate").lower() == "alternate":
            yield field.attributes.get("href") or field.text, field.base
    for path in _PRINTED_LINKS:
        for field in record.fields:
            if field.path == path and field.attributes.get("isPermaLink", "true").lower() != "false":
                yield field.text, field.base
    yield record.itself.attributes.get(_ABOUT, ""), record.itself.base


def _add(found: FoundArticles, address: ArticleAddress, record: Record) -> bool:
    time_text = record.text(*_TIMES)
    return found.add(
        address,
        headline=_headline(record),
        time_text=clean(time_text) if time_text else None,
        image=next(filter(None, _images(record)), None),
    )


def _headline(record: Record) -> str | None:
    """Return the headline; a title in RSS may be HTML, in Atom it says what it is, and nothing means plain text."""
    unsaid = "text" if record.itself.path == "entry" else "html"
    titles = (field for field in record.fields if field.path == "title")
    read = (
        read_headline(title.text)
        if title.attributes.get("type", unsaid) in _PLAIN_TYPES
        else headline_in_markup(title.text)
        for title in titles
    )
    return next(filter(None, read), None)


def _images(record: Record) -> Iterator[str | None]:
    for field in record.fields:
        if field.path in _THUMBNAILS or (field.path in _PICTURES and _is_picture(field)):
            yield image_address(field.attributes.get("url", ""), field.base)
        elif field.path in _LINKS and field.attributes.get("rel") == "enclosure" and _is_picture(field):
            yield image_address(field.attributes.get("href", ""), field.base)
    for text in record.texts(*_TEXTS):
        for node in _pictures(text):
            yield image_address(node.attributes.get("src") or "", record.itself.base)


def _pictures(text: str) -> list[LexborNode]:
    try:
        return parse(text).css("img[src]") if "<img" in text else []
    except UnreadableCaptureError:  # one entry's markup is beyond all bounds; the entry itself is read
        return []


def _is_picture(field: Field) -> bool:
    kind = field.attributes.get("type") or field.attributes.get("medium") or ""
    return kind.startswith("image")
