"""What elements and their attributes mean for a reader of the page: seen or not, a block or within a line.

Names of classes play no part but for the few that platforms prescribe to everybody who embeds a post, and those by
which pages hide what is meant for screen readers.
"""

import re

from selectolax.lexbor import LexborNode

from atwasat_spider.characters import clean

Attributes = dict[str, str | None]

SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "canvas", "select", "option", "datalist", "textarea", "head",
    "title", "link", "meta", "nav", "object", "dialog", "map", "math", "progress", "meter", "label", "legend",
    "amp-ad", "amp-social-share", "amp-sidebar", "amp-analytics",
))  # fmt: skip
CONTROLS = frozenset({"form", "button", "input"})
BESIDE = frozenset({"aside", "footer"})
PICTURES = frozenset({"img", "amp-img", "amp-anim"})
MEDIA = frozenset((
    "iframe", "video", "audio", "embed", "amp-iframe", "amp-video", "amp-youtube", "amp-twitter", "amp-facebook",
    "amp-instagram",
))  # fmt: skip
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "caption", "search", "hgroup",
))  # fmt: skip
LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figcaption"})
# Running text, in which an element may begin in the middle of a word.
RUNNING = LEAVES | {"blockquote", "td", "pre"}
WHOLE = PICTURES | MEDIA | {"tr", "blockquote", "div"}  # may become one line as a whole

_POSTS = frozenset({"twitter-tweet", "instagram-media", "fb-post", "fb-video", "tiktok-embed", "telegram-post"})
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_MARK = re.compile(r"\W?[\d٠-٩*]{1,3}\W?")
_HIDING = frozenset({"hidden", "aria-hidden", "aria-label", "style"})
_ADVERTISEMENTS = ("إعلان", "اعلان", "advertisement")
_CELLS, _CELL_ROLES = ("td", "th"), ("cell", "gridcell", "columnheader", "rowheader")
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_LONGEST_CELL, _FEWEST_CELLS = 200, 2
_LONGEST_ADDRESS = 2_000
_ICON = 100  # pixels


def is_unseen(attributes: Attributes) -> bool:
    """Tell an element that its attributes hide, and the box of an advertisement."""
    classes = attributes.get("class")
    if classes is not None and not _UNSEEN_CLASSES.isdisjoint(classes.split()):
        return True
    if _HIDING.isdisjoint(attributes):
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if (attributes.get("aria-label") or "").strip().lower() in _ADVERTISEMENTS:
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def is_footnote_mark(node: LexborNode) -> bool:
    """Tell the raised number that leads to a footnote of the page: «[1]»."""
    return node.css_first("a[href^='#']") is not None and _MARK.fullmatch(clean(node.text())) is not None


def image_source(attributes: Attributes) -> str | None:
    """Return the address of a picture, also of one that a script is to load."""
    values = (attributes.get(name) for name in _SOURCES)
    return next((value for value in values if value and _is_address(value)), None)


def is_icon(attributes: Attributes) -> bool:
    """Tell a picture that says it is small."""
    return any(_is_small(attributes.get(side)) for side in ("width", "height"))


def _is_small(size: str | None) -> bool:
    return size is not None and size.isdecimal() and len(size) < 4 and int(size) <= _ICON


def _is_address(source: str) -> bool:
    return len(source) <= _LONGEST_ADDRESS and not source.startswith("data:")


def is_post(tag: str, attributes: Attributes) -> bool:
    """Tell a post or a video of another place."""
    return tag in MEDIA or not _POSTS.isdisjoint((attributes.get("class") or "").split())


def address_of_post(node: LexborNode, attributes: Attributes) -> str | None:
    """Return where an embedded post or video comes from, as printed: its source, else the last link in it."""
    address = attributes.get("src") or attributes.get("data-src") or attributes.get("data-href")
    if node.tag == "amp-youtube" and (video := attributes.get("data-videoid")):
        address = f"https://www.youtube.com/embed/{video}"
    if address is None:
        links = [link.attributes.get("href") or link.attributes.get("src") for link in node.css("a[href], source[src]")]
        address = next((link for link in reversed(links) if link), None)
    return address


def cells_of(row: LexborNode) -> tuple[str, ...]:
    """Return the cells of a row of data; of a row that only lays out the page, none."""
    found = [cell for cell in row.iter() if cell.tag in _CELLS or cell.attributes.get("role") in _CELL_ROLES]
    nested = (cell.css_first("table, p, h1, h2, h3, ul, ol, div, img, input") for cell in found)
    if len(found) < _FEWEST_CELLS or any(inner not in (None, cell) for inner, cell in zip(nested, found, strict=True)):
        return ()
    cells = tuple(clean(cell.text()) for cell in found)
    return cells if all(len(cell) <= _LONGEST_CELL for cell in cells) and any(cells) else ()
