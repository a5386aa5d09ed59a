"""The reader for listing pages of both systems, and for any other page with links to articles.

An article is known by its address, whatever the markup. What stands beside a link (time, picture, headline) belongs to
it if the nearest element around both links to that article alone: a card, in whatever system.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.link_texts import read_headline
from atwasat_spider.blocks.listing import FoundArticles, Listing, Source
from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.pagination import Page, is_button, next_pages, same_page, sections
from atwasat_spider.blocks.site_links import article_at, image_address, site_address, unarchived
from atwasat_spider.characters import clean

_LINKS = "a[href], area[href], link[rel~=next i][href]"
_PRINTED_HEADINGS = frozenset({"title", "h4-larg-font", "h4-small-font", "h4-small-font-ext"})  # classes
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TIMES = frozenset({"date", "time"})  # classes
_FACTS = ", ".join(["time", "img", *_HEADING_TAGS, *(f".{name}" for name in _PRINTED_HEADINGS | _TIMES)])
_BLOCKS = frozenset(
    {
        "div",
        "p",
        "br",
        "hr",
        "li",
        "ul",
        "ol",
        "td",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "time",
        "section",
        "article",
        "header",
        "figcaption",
    }
)
_PICTURES = ("data-src", "data-original", "data-lazy-src", "src")  # those that a script loads later stand first
_CARD_HEIGHT = 5  # levels from a link up to its card, and from a fact
_NO_CARDS = frozenset(
    {"html", "body", "main", "nav", "aside", "header", "footer", "form", "table", "tbody", "ul", "ol"}
)
_MOST_TEXT_NODES = 2_000  # no headline has so many
_MOST_TIME_CHARACTERS = 100


def read_listing(html: str, url: str) -> Listing:
    """Read the page ``url`` as a list of articles, each once, in the page's order.

    Raises ``UnreadableCaptureError`` for markup beyond what a browser shows.
    """
    tree = parse(html)
    tree.strip_tags(["script", "style", "template"])
    page_url = unarchived(url)
    base = _base(tree, page_url)
    cards = _Cards(base)
    pages: list[Page] = []
    for node in tree.css(_LINKS):
        href = node.attributes.get("href") or ""
        address = article_at(href, base)
        if address is not None:
            cards.link(node, address)
        elif target := site_address(href, base):
            pages.append((node, target))
    for node in tree.css(_FACTS):
        cards.fact(node)
    articles = cards.found.articles()
    following = next_pages(pages, page_url, articles)
    remarks = cards.found.remarks() + (() if following else _dead_buttons(tree, base, page_url))
    return Listing(articles, following, sections(pages, page_url), remarks)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (node and site_address(node.attributes.get("href") or "", url)) or url


def _dead_buttons(tree: LexborHTMLParser, base: str, url: str) -> tuple[str, ...]:
    for node in tree.css("button, a"):
        if not is_button(node):
            continue
        target = site_address(node.attributes.get("href") or "", base)
        if target is None or same_page(target, url):
            return (f"«{clean(node.text())}» leads to no address: what follows may be loaded by a script",)
    return ()


class _Cards:
    """Which elements link to one article alone, and what stands in them."""

    def __init__(self, base: str) -> None:
        self.found = FoundArticles()
        self._base = base
        self._links: set[int] = set()
        self._owners: dict[int, ArticleAddress | None] = {}  # None: of several articles

    def link(self, node: LexborNode, address: ArticleAddress) -> None:
        """Note a link with its own headline, and the elements around it."""
        if not self.found.add(address, headline=read_headline(_text(node))):
            return
        tip = node.attributes.get("title") or node.attributes.get("alt")
        self.found.add(address, headline=read_headline(tip or ""), source=Source.ATTRIBUTE)
        self._links.add(node.mem_id)
        for at in _upwards(node):
            if at.tag in _NO_CARDS:
                break
            if not _is_same(self._owners.setdefault(at.mem_id, address), address):
                self._owners[at.mem_id] = None

    def fact(self, node: LexborNode) -> None:
        """Add a time, a picture or a heading to the article in whose card it stands, if it stands in one."""
        address, linked = self._owner(node)
        if address is None:
            return
        classes = set((node.attributes.get("class") or "").split())
        if node.tag == "img":
            self._picture(node, address)
        elif node.tag == "time" or classes & _TIMES:
            self.found.add(address, time_text=_time(node))
        elif linked or classes & _PRINTED_HEADINGS:
            source = Source.HEADING if linked else Source.TEXT
            self.found.add(address, headline=read_headline(_text(node)), source=source)

    def _owner(self, node: LexborNode) -> tuple[ArticleAddress | None, bool]:
        """Return whose card a fact stands in, and whether it is inside a link or has one inside."""
        linked = node.mem_id in self._owners
        for at in _upwards(node):
            if at.mem_id in self._owners:
                return self._owners[at.mem_id], linked or at.mem_id in self._links
        return None, False

    def _picture(self, node: LexborNode, address: ArticleAddress) -> None:
        printed = (node.attributes.get(name) for name in _PICTURES)
        images = (image_address(picture, self._base) for picture in printed if picture)
        alt = read_headline(node.attributes.get("alt") or "")
        image = next(filter(None, images), None)
        self.found.add(address, image=image, headline=alt, source=Source.ATTRIBUTE)


def _is_same(one: ArticleAddress | None, other: ArticleAddress) -> bool:
    return one is not None and (one.id_space, one.site_id) == (other.id_space, other.site_id)


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    at: LexborNode | None = node
    for _ in range(_CARD_HEIGHT + 1):
        if at is None:
            return
        yield at
        at = at.parent


def _text(node: LexborNode) -> str:
    """Return an element's text; words of different blocks stay apart, letters of different inline elements together."""
    parts: list[str] = []
    for count, at in enumerate(node.traverse(include_text=True)):
        if count == _MOST_TEXT_NODES:
            return ""
        if at.tag in _BLOCKS or (at.prev is not None and at.prev.tag in _BLOCKS):
            parts.append(" ")
        if at.tag == "-text":
            parts.append(at.text_content or "")
    return "".join(parts)


def _time(node: LexborNode) -> str | None:
    printed = clean(node.attributes.get("datetime") or "") or clean(_text(node))
    has_digit = any(character.isdigit() for character in printed)
    return printed if has_digit and len(printed) <= _MOST_TIME_CHARACTERS else None
