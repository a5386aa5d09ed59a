"""The lines of an HTML page as its reader sees them, in reading order, with the boxes that they stand in.

A line ends where a block element begins or ends and at ``<br>``; what no reader sees (scripts, hidden elements) gives
none. Names of classes play no part but for the two or three that platforms prescribe to everybody who embeds a post.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from selectolax.lexbor import LexborNode

from atwasat_spider.characters import clean

_SKIPPED = frozenset(
    "script style noscript template svg canvas select option datalist textarea head title link meta nav object "
    "dialog map math progress meter label legend".split()
)
_CONTROLS = frozenset({"form", "button", "input"})
_BESIDE = frozenset({"aside", "footer"})
_MEDIA = frozenset({"iframe", "video", "audio", "embed"})
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr html li main menu ol p pre section summary table tbody td tfoot th thead tr ul caption search "
    "hgroup".split()
)
_RUNNING = frozenset("p blockquote td h1 h2 h3 h4 h5 h6 li figcaption pre".split())
_POSTS = frozenset({"twitter-tweet", "instagram-media", "fb-post", "fb-video", "tiktok-embed", "telegram-post"})
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_LONGEST_CELL = 200
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

    def __init__(self, start: LexborNode, until: LexborNode | None = None, body: LexborNode | None = None) -> None:
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
        self._inlines = 0

    def boxes_around(self, box: int) -> tuple[int, ...]:
        """Return a box and those around it, innermost first."""
        found = self._around.get(box)
        if found is None:
            found = self._around[box] = (box, *self.boxes_around(self.parents[box]))
        return found

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines, in reading order."""
        for ancestor in _ancestors(self._start):
            self._frames.append(self._frame(ancestor, ancestor.tag or "", ancestor.attributes))
        node: LexborNode | None = self._start
        until = self._until.mem_id if self._until is not None else None
        while node is not None and (until is None or node.mem_id != until):
            if node.is_text_node:
                text = node.text_content or ""
                if self._pieces or not text.isspace():
                    self._pieces.append((text, self._frames[-1]))
            elif node.is_element_node:
                child = yield from self._enter(node)
                if child is not None:
                    node = child
                    continue
            while node is not None and node.next is None:
                node = node.parent
                if node is not None and len(self._frames) > 1:
                    yield from self._leave()
            node = node.next if node is not None else None
        yield from self._flush()

    def _enter(self, node: LexborNode) -> Iterator[Line]:  # type: ignore[misc]  # returns the child to go on with
        tag, attributes = node.tag or "", node.attributes
        if tag == "br":
            yield from self._flush()
            return None
        if tag in _SKIPPED or is_unseen(attributes):
            return None
        if tag in _CONTROLS or attributes.get("role") == "button":
            self.controls.add(self._frames[-1].box)
            return None
        if tag == "img":
            yield from self._image(attributes)
            return None
        if tag in _MEDIA or (tag in ("blockquote", "div") and _POSTS & set((attributes.get("class") or "").split())):
            yield from self._flush()
            yield self._embedded(node, attributes)
            return None
        if tag == "tr" and (cells := _cells(node)):
            yield from self._flush()
            yield Line(clean(" ".join(cells)), "tr", self._box(tag), beside=self._frames[-1].beside, cells=cells)
            return None
        if tag in _BLOCKS:
            yield from self._flush()
        child = node.first_child
        if child is not None:
            self._frames.append(self._frame(node, tag, attributes))
        return child

    def _leave(self) -> Iterator[Line]:
        frame = self._frames.pop()
        if frame.box != self._frames[-1].box:
            yield from self._flush()

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

    def _flush(self) -> Iterator[Line]:
        pieces, images = self._pieces, self._images
        if not pieces and not images:
            return
        self._pieces, self._images = [], []
        first = pieces[0][1] if pieces else None
        text = clean(_joined(pieces, first.tag)) if first else ""
        if first and text:
            frames = {frame for text, frame in pieces if not text.isspace()}
            links = {frame.link for frame in frames}
            has_links = any(links)
            yield Line(
                text,
                first.tag,
                first.box,
                link=links.pop() if len(links) == 1 else None,
                strong=all(frame.strong for frame in frames),
                time=next((frame.time for frame in frames if frame.time), None),
                beside=first.beside,
                links=_linked(pieces) if has_links else (),
                parts=_parts(pieces) if len(pieces) > 1 else (),
            )
        yield from images

    def _image(self, attributes: dict[str, str | None]) -> Iterator[Line]:
        frame = self._frames[-1]
        source = next((value for name in _SOURCES if (value := attributes.get(name)) and _is_address(value)), None)
        alt = clean(attributes.get("alt") or "")
        if source or alt:
            small = any(_is_small(attributes.get(side)) for side in ("width", "height"))
            self._images.append(Line(alt, "img", frame.box, frame.link, source, beside=frame.beside, small=small))
        if not self._pieces:
            yield from self._flush()

    def _embedded(self, node: LexborNode, attributes: dict[str, str | None]) -> Line:
        address = attributes.get("src") or attributes.get("data-src") or attributes.get("data-href")
        if address is None:
            links = [link.attributes.get("href") for link in node.css("a[href], source[src]")]
            address = next((link for link in reversed(links) if link), None)
        frame = self._frames[-1]
        return Line(clean(node.text(separator=" ")), "embed", frame.box, address, beside=frame.beside)


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
    style = attributes.get("style")
    if style:
        plain = style.replace(" ", "").lower()
        if "display:none" in plain or "visibility:hidden" in plain:
            return True
    classes = attributes.get("class")
    return bool(classes) and not _UNSEEN_CLASSES.isdisjoint(classes.split())


def _is_small(size: str | None) -> bool:
    return bool(size) and size.isdecimal() and len(size) < 4 and int(size) <= _ICON


def _is_address(source: str) -> bool:
    return len(source) <= _LONGEST_ADDRESS and not source.startswith("data:")


def _cells(row: LexborNode) -> tuple[str, ...]:
    """Return the cells of a row of data; of a row that only lays out the page, none."""
    if row.css_first("table, p, h1, h2, h3, ul, ol, div, img") is not None:
        return ()
    cells = tuple(clean(cell.text()) for cell in row.iter() if cell.tag in ("td", "th"))
    return cells if all(len(cell) <= _LONGEST_CELL for cell in cells) and any(cells) else ()
