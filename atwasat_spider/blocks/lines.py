"""The lines of an HTML page as its reader sees them, in reading order, with the boxes that they stand in.

A line ends where a block element begins or ends and at ``<br>``; what no reader sees (scripts, hidden elements) gives
none. Names of classes play no part but for the two or three that platforms prescribe to everybody who embeds a post.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise

from selectolax.lexbor import LexborNode

from atwasat_spider.blocks.markup import DEEPEST
from atwasat_spider.characters import clean
from atwasat_spider.errors import UnreadableCaptureError

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "select",
        "option",
        "datalist",
        "textarea",
        "head",
        "title",
        "link",
        "meta",
        "nav",
        "object",
        "dialog",
        "map",
        "math",
        "progress",
        "meter",
        "label",
        "legend",
        "amp-ad",
        "amp-social-share",
        "amp-sidebar",
        "amp-analytics",
    ]
)
_CONTROLS = frozenset({"form", "button", "input"})
_CELLS = ("td", "th")
_CELL_ROLES = ("cell", "gridcell", "columnheader", "rowheader")
_ADVERTISEMENTS = ("إعلان", "اعلان", "advertisement")
_BESIDE = frozenset({"aside", "footer"})
_PICTURES = frozenset({"amp-img", "amp-anim"})
_MEDIA = frozenset(
    [
        "iframe",
        "video",
        "audio",
        "embed",
        "amp-iframe",
        "amp-video",
        "amp-youtube",
        "amp-twitter",
        "amp-facebook",
        "amp-instagram",
    ]
)
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 li figcaption".split())
_WHOLE = frozenset({"img", "tr", "blockquote", "div"}) | _MEDIA | _PICTURES
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "search",
        "hgroup",
    ]
)
_RUNNING = frozenset(["p", "blockquote", "td", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figcaption", "pre"])
_POSTS = frozenset({"twitter-tweet", "instagram-media", "fb-post", "fb-video", "tiktok-embed", "telegram-post"})
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_LONGEST_CELL, _FEWEST_CELLS = 200, 2
_ICON = 100  # pixels
_LONGEST_ADDRESS = 2_000


@dataclass(slots=True)
class Line:
    """A line that a reader sees, or an image or embedded post (``tag`` ``img``, ``embed``) between the lines.

    ``tag`` is its innermost block element; ``box`` the number of that element (``Walk.parents``); ``link`` the one
    address that its whole text leads to; ``image`` an image's address, whose alternative text is ``text``; ``time`` the
    ``datetime`` of a ``<time>`` within it; ``links`` are the texts within it that lead somewhere, each with its address;
    ``parts`` are the texts of its elements where it is made of several. Addresses are as printed. ``beside`` tells a
    line of an aside or a footer, ``small`` a picture of an icon's size.
    """

    text: str
    tag: str
    box: int
    link: str | None = None
    image: str | None = None
    strong: bool = False
    time: str | None = None
    beside: bool = False
    cells: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    small: bool = False


@dataclass(slots=True, eq=False)
class _Frame:
    """What holds inside an element that is open; ``inline`` are the inline elements around, down from their block."""

    tag: str
    box: int
    link: str | None = None
    strong: bool = False
    time: str | None = None
    beside: bool = False
    inline: tuple[int, ...] = ()


class Walk:
    """A walk through a page from an element on: its lines, and what is known of their boxes afterwards.

    ``parents`` gives the box around each box, ``tags`` its element; ``controls`` are the boxes that hold a form or a
    button, ``body_box`` is the box of the element ``body``.
    """

    def __init__(
        self,
        start: LexborNode,
        *,
        until: LexborNode | None = None,
        body: LexborNode | None = None,
        is_last: Callable[[Line], bool] = lambda _line: False,
    ) -> None:
        self.parents: list[int] = [0]
        self.tags: list[str] = ["html"]
        self.controls: set[int] = set()
        self.body_box: int | None = None
        self._start, self._until = start, until
        self._body = body.mem_id if body is not None else None
        self._around: dict[int, tuple[int, ...]] = {0: (0,)}
        self._frames = [_Frame("html", 0)]
        self._pieces: list[tuple[str, _Frame]] = []
        self._images: list[Line] = []
        self._lines: list[Line] = []
        self._is_last, self._is_done = is_last, False
        self._inlines = 0

    def boxes_around(self, box: int) -> tuple[int, ...]:
        """Return a box and those around it, innermost first."""
        found = self._around.get(box)
        if found is None:
            boxes = [box]
            while boxes[-1]:
                boxes.append(self.parents[boxes[-1]])
            found = self._around[box] = tuple(boxes)
        return found

    def lines(self) -> list[Line]:
        """Walk, and return the lines in reading order; the last is the one for which ``is_last`` is true."""
        for ancestor in _ancestors(self._start):
            self._frames.append(self._frame(ancestor, ancestor.tag or "", ancestor.attributes))
        node: LexborNode | None = self._start
        until = self._until.mem_id if self._until is not None else None
        while node is not None and not self._is_done and (until is None or node.mem_id != until):
            if node.is_text_node:
                text = node.text_content or ""
                if self._pieces or not text.isspace():
                    self._pieces.append((text, self._frames[-1]))
            elif node.is_element_node and (child := self._enter(node)) is not None:
                node = child
                continue
            node = self._next(node)
        self._flush()
        return self._lines

    def _next(self, node: LexborNode) -> LexborNode | None:
        """Return the node that follows, leaving the elements that end before it."""
        following = node.next
        while following is None:
            parent = node.parent
            if parent is None:
                return None
            if len(self._frames) > 1:
                self._leave()
            node = parent
            following = node.next
        return following

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Take in an element; return its first child if the walk goes on inside it."""
        tag, attributes = node.tag or "", node.attributes
        if tag == "br":
            self._flush()
            return None
        if tag in _SKIPPED or (attributes and is_unseen(attributes)):
            return None
        if tag in _CONTROLS or attributes.get("role") == "button":
            self.controls.add(self._frames[-1].box)
            return None
        if tag in _WHOLE and self._took_whole(node, tag, attributes):
            return None
        child = node.first_child
        if tag in _BLOCKS:
            self._flush()
            if child is not None and tag in _LEAVES and child.next is None and child.is_text_node:
                self._leaf(tag, child.text_content or "")
                return None
        if child is not None:
            if len(self._frames) > DEEPEST:
                raise UnreadableCaptureError(f"nests its elements more than {DEEPEST} deep")
            self._frames.append(self._frame(node, tag, attributes))
        return child

    def _leaf(self, tag: str, text: str) -> None:
        """Make the line of an element that holds text alone, as most paragraphs do."""
        text = clean(text)
        if text:
            frame = self._frames[-1]
            links = ((text, frame.link),) if frame.link else ()
            box = self._box(tag)
            self._add(Line(text, tag, box, frame.link, None, frame.strong, frame.time, frame.beside, (), links))

    def _took_whole(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        """Make one line of a picture, an embedded post or a row of data; tell whether the element was one."""
        frame = self._frames[-1]
        if tag == "img" or tag in _PICTURES:
            self._image(attributes, frame)
            return True
        if tag == "tr" or attributes.get("role") == "row":
            cells = _cells(node)
            if cells:
                self._flush()
                self._add(Line(clean(" ".join(cells)), "tr", self._box("tr"), beside=frame.beside, cells=cells))
            return bool(cells)
        is_post = tag in _MEDIA or not _POSTS.isdisjoint((attributes.get("class") or "").split())
        if is_post:
            self._flush()
            self._add(_embedded(node, attributes, frame))
        return is_post

    def _add(self, line: Line) -> None:
        self._lines.append(line)
        self._is_done = self._is_done or self._is_last(line)

    def _leave(self) -> None:
        frame = self._frames.pop()
        if frame.box != self._frames[-1].box:
            self._flush()

    def _box(self, tag: str) -> int:
        """Make a box inside the current one."""
        self.parents.append(self._frames[-1].box)
        self.tags.append(tag)
        return len(self.parents) - 1

    def _frame(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> _Frame:
        frame = self._frames[-1]
        if tag in _BLOCKS:
            box = self._box(tag)
            if self._body is not None and node.mem_id == self._body:
                self.body_box = box
            return _Frame(tag, box, frame.link, frame.strong, frame.time, frame.beside or tag in _BESIDE)
        self._inlines += 1
        link, strong, time = frame.link, frame.strong, frame.time
        if tag == "a":
            address = attributes.get("href")
            link = address.strip() if address and len(address) <= _LONGEST_ADDRESS else None
        elif tag in ("b", "strong"):
            strong = True
        elif tag == "time":
            time = attributes.get("datetime")
        return _Frame(frame.tag, frame.box, link, strong, time, frame.beside, (*frame.inline, self._inlines))

    def _flush(self) -> None:
        """End the line."""
        pieces, images = self._pieces, self._images
        if pieces:
            self._pieces = []
            line = _line(pieces)
            if line.text:
                self._add(line)
        if images:
            self._images = []
            for image in images:
                self._add(image)

    def _image(self, attributes: dict[str, str | None], frame: _Frame) -> None:
        """Make a line of a picture; one within a line of text comes after it."""
        source = next((value for name in _SOURCES if (value := attributes.get(name)) and _is_address(value)), None)
        alt = clean(attributes.get("alt") or "")
        if source or alt:
            small = any(_is_small(attributes.get(side)) for side in ("width", "height"))
            self._images.append(Line(alt, "img", frame.box, frame.link, source, beside=frame.beside, small=small))
        if not self._pieces:
            self._flush()


def _embedded(node: LexborNode, attributes: dict[str, str | None], frame: _Frame) -> Line:
    address = attributes.get("src") or attributes.get("data-src") or attributes.get("data-href")
    if node.tag == "amp-youtube" and (video := attributes.get("data-videoid")):
        address = f"https://www.youtube.com/embed/{video}"
    if address is None:
        links = [link.attributes.get("href") or link.attributes.get("src") for link in node.css("a[href], source[src]")]
        address = next((link for link in reversed(links) if link), None)
    return Line(clean(node.text(separator=" ")), "embed", frame.box, address, beside=frame.beside)


def _line(pieces: list[tuple[str, _Frame]]) -> Line:
    text, first = pieces[0]
    if len(pieces) == 1:
        text = clean(text)
        link = first.link
        links = ((text, link),) if link else ()
        return Line(text, first.tag, first.box, link, None, first.strong, first.time, first.beside, (), links)
    frames = {frame for text, frame in pieces if not text.isspace()}
    addresses = {frame.link for frame in frames}
    return Line(
        clean(_joined(pieces, first.tag)),
        first.tag,
        first.box,
        link=next(iter(addresses)) if len(addresses) == 1 else None,
        strong=all(frame.strong for frame in frames),
        time=next((frame.time for frame in frames if frame.time), None),
        beside=first.beside,
        links=_linked(pieces) if any(addresses) else (),
        parts=_parts(pieces),
    )


def _joined(pieces: list[tuple[str, _Frame]], tag: str) -> str:
    """Return the text of a line; outside running text, what stands in two inline elements is two words."""
    if len(pieces) == 1 or tag in _RUNNING:
        return "".join(text for text, _ in pieces)
    joined = pieces[0][0]
    for (_, before), (text, frame) in pairwise(pieces):
        depth = min(len(before.inline), len(frame.inline))
        is_within = before.inline[:depth] == frame.inline[:depth]
        joined += text if is_within else f" {text}"
    return joined


def _parts(pieces: list[tuple[str, _Frame]]) -> tuple[str, ...]:
    """Return the texts of a line's outermost inline elements, and of what stands between them."""
    groups = groupby(pieces, key=lambda piece: piece[1].inline[:1])
    texts = (clean("".join(text for text, _ in group)) for _, group in groups)
    return tuple(text for text in texts if text)


def _linked(pieces: list[tuple[str, _Frame]]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for link, group in groupby(pieces, key=lambda piece: piece[1].link):
        text = clean("".join(text for text, _ in group))
        if link and text:
            found.append((text, link))
    return tuple(found)


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None and parent.is_element_node:
        found.append(parent)
        parent = parent.parent
    return found[::-1]


def is_unseen(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if (attributes.get("aria-label") or "").strip().lower() in _ADVERTISEMENTS:
        return True
    style = attributes.get("style")
    if style:
        plain = style.replace(" ", "").lower()
        if "display:none" in plain or "visibility:hidden" in plain:
            return True
    classes = attributes.get("class")
    return classes is not None and not _UNSEEN_CLASSES.isdisjoint(classes.split())


def _is_small(size: str | None) -> bool:
    return size is not None and size.isdecimal() and len(size) < 4 and int(size) <= _ICON


def _is_address(source: str) -> bool:
    return len(source) <= _LONGEST_ADDRESS and not source.startswith("data:")


def _cells(row: LexborNode) -> tuple[str, ...]:
    """Return the cells of a row of data; of a row that only lays out the page, none."""
    found = [cell for cell in row.iter() if cell.tag in _CELLS or cell.attributes.get("role") in _CELL_ROLES]
    nested = (cell.css_first("table, p, h1, h2, h3, ul, ol, div, img, input") for cell in found)
    if len(found) < _FEWEST_CELLS or any(inner not in (None, cell) for inner, cell in zip(nested, found, strict=True)):
        return ()
    cells = tuple(clean(cell.text()) for cell in found)
    return cells if all(len(cell) <= _LONGEST_CELL for cell in cells) and any(cells) else ()
