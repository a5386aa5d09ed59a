"""The lines of an HTML page as its reader sees them, in reading order, with the boxes that they stand in.

A line ends where a block element begins or ends and at ``<br>``; what no reader sees (scripts, hidden elements) gives
none.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from atwasat_spider.blocks.elements import (
    BESIDE,
    BLOCKS,
    CONTROLS,
    LEAVES,
    PICTURES,
    SKIPPED,
    WHOLE,
    Attributes,
    address_of_post,
    cells_of,
    image_source,
    is_footnote_mark,
    is_icon,
    is_post,
    is_unseen,
)
from atwasat_spider.blocks.labels import read_label
from atwasat_spider.blocks.markup import DEEPEST
from atwasat_spider.blocks.pieces import Frame, Line, line_of
from atwasat_spider.characters import clean
from atwasat_spider.errors import UnreadableCaptureError

__all__ = ["Line", "Walk"]

_LONGEST_ADDRESS = 2_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


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
        self._frames = [Frame("html", 0)]
        self._pieces: list[tuple[str, Frame]] = []
        self._images: list[Line] = []
        self._lines: list[Line] = []
        self._is_last, self._is_done = is_last, False
        self._inlines = 0

    def boxes_around(self, box: int) -> tuple[int, ...]:
        """Return a box and those around it, innermost first."""
        found = self._around.get(box)
        if found is None:
            todo = [box]
            while todo[-1] not in self._around:
                todo.append(self.parents[todo[-1]])
            found = self._around[todo.pop()]
            for each in reversed(todo):
                found = self._around[each] = (each, *found)
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
        if tag in SKIPPED or (attributes and is_unseen(attributes)):
            return None
        if tag == "sup" and is_footnote_mark(node):
            return None
        if tag in CONTROLS or attributes.get("role") == "button":
            return self._control(node, tag)
        if tag in WHOLE and self._took_whole(node, tag, attributes):
            return None
        child = node.first_child
        if tag in BLOCKS:
            self._flush()
            if child is not None and tag in LEAVES and child.next is None and child.is_text_node:
                self._leaf(tag, child.text_content or "")
                return None
        if child is not None:
            if len(self._frames) > DEEPEST:
                raise UnreadableCaptureError(f"nests its elements more than {DEEPEST} deep")
            self._frames.append(self._frame(node, tag, attributes))
        return child

    def _control(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Pass over a control, but for a heading or a label of the site that is to be clicked (an accordion)."""
        frame = self._frames[-1]
        if tag not in ("form", "input"):
            text = clean(node.text(separator=" "))
            if frame.tag in _HEADINGS or read_label(text) is not None:
                self._pieces.append((text, frame))
                return None
        self.controls.add(frame.box)
        return None

    def _leaf(self, tag: str, text: str) -> None:
        """Make the line of an element that holds text alone, as most paragraphs do."""
        text = clean(text)
        if text:
            frame = self._frames[-1]
            links = ((text, frame.link),) if frame.link else ()
            box = self._box(tag)
            self._add(Line(text, tag, box, frame.link, None, frame.strong, frame.time, frame.beside, (), links))

    def _took_whole(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Make one line of a picture, an embedded post or a row of data; tell whether the element was one."""
        frame = self._frames[-1]
        if tag in PICTURES:
            self._image(attributes, frame)
            return True
        if tag == "tr" or attributes.get("role") == "row":
            cells = cells_of(node)
            if cells:
                self._flush()
                self._add(Line(clean(" ".join(cells)), "tr", self._box("tr"), beside=frame.beside, cells=cells))
            return bool(cells)
        if not is_post(tag, attributes):
            return False
        self._flush()
        address = address_of_post(node, attributes)
        self._add(Line(clean(node.text(separator=" ")), "embed", frame.box, address, beside=frame.beside))
        return True

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

    def _frame(self, node: LexborNode, tag: str, attributes: Attributes) -> Frame:
        frame = self._frames[-1]
        if tag in BLOCKS:
            box = self._box(tag)
            if self._body is not None and node.mem_id == self._body:
                self.body_box = box
            return Frame(tag, box, frame.link, frame.strong, frame.time, frame.beside or tag in BESIDE)
        self._inlines += 1
        link, strong, time = frame.link, frame.strong, frame.time
        if tag == "a":
            address = attributes.get("href")
            link = address.strip() if address and len(address) <= _LONGEST_ADDRESS else None
        elif tag in ("b", "strong"):
            strong = True
        elif tag == "time":
            time = attributes.get("datetime")
        return Frame(frame.tag, frame.box, link, strong, time, frame.beside, (*frame.inline, self._inlines))

    def _flush(self) -> None:
        """End the line."""
        pieces, images = self._pieces, self._images
        if pieces:
            self._pieces = []
            line = line_of(pieces)
            if line.text:
                self._add(line)
        if images:
            self._images = []
            for image in images:
                self._add(image)

    def _image(self, attributes: Attributes, frame: Frame) -> None:
        """Make a line of a picture; one within a line of text comes after it."""
        source = image_source(attributes)
        alt = clean(attributes.get("alt") or "")
        if source or alt:
            small = is_icon(attributes)
            self._images.append(Line(alt, "img", frame.box, frame.link, source, beside=frame.beside, small=small))
        if not self._pieces:
            self._flush()


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None and parent.is_element_node:
        found.append(parent)
        parent = parent.parent
    return found[::-1]
