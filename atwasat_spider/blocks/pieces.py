"""A line of a page, and how it is put together from the pieces of text that its elements hold."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from atwasat_spider.blocks.elements import RUNNING
from atwasat_spider.characters import clean


@dataclass(slots=True)
class Line:
    """A line that a reader sees, or an image or embedded post (``tag`` ``img``, ``embed``) between the lines.

    ``tag`` is its innermost block element; ``box`` the number of that element (``Walk.parents``); ``link`` the one
    address that its whole text leads to; ``image`` an image's address, whose alternative text is ``text``; ``time`` the
    ``datetime`` of a ``<time>`` within it; ``links`` are the texts within it that lead somewhere, each with its
    address; ``parts`` are the texts of its elements where it is made of several. Addresses are as printed. ``beside``
    tells a line of an aside or a footer, ``small`` a picture of an icon's size.
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
class Frame:
    """What holds inside an element that is open; ``inline`` are the inline elements around, down from their block."""

    tag: str
    box: int
    link: str | None = None
    strong: bool = False
    time: str | None = None
    beside: bool = False
    inline: tuple[int, ...] = ()


def line_of(pieces: list[tuple[str, Frame]]) -> Line:
    """Return the line of some pieces of text, each with the frame that it stands in."""
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


def _joined(pieces: list[tuple[str, Frame]], tag: str) -> str:
    """Return the text of a line; outside running text, what stands in two inline elements is two words."""
    if len(pieces) == 1 or tag in RUNNING:
        return "".join(text for text, _ in pieces)
    joined = pieces[0][0]
    for (_, before), (text, frame) in pairwise(pieces):
        depth = min(len(before.inline), len(frame.inline))
        is_within = before.inline[:depth] == frame.inline[:depth]
        joined += text if is_within else f" {text}"
    return joined


def _parts(pieces: list[tuple[str, Frame]]) -> tuple[str, ...]:
    """Return the texts of a line's outermost inline elements, and of what stands between them."""
    groups = groupby(pieces, key=lambda piece: piece[1].inline[:1])
    texts = (clean("".join(text for text, _ in group)) for _, group in groups)
    return tuple(text for text in texts if text)


def _linked(pieces: list[tuple[str, Frame]]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for link, group in groupby(pieces, key=lambda piece: piece[1].link):
        text = clean("".join(text for text, _ in group))
        if link and text:
            found.append((text, link))
    return tuple(found)
