"""Which lines of an HTML page are the article's: the box of its running text, and the labels that close it.

No class name plays a part. The body is the innermost box that holds nearly all running text between the headline and
the first closing label; a label in a box of its own inside the body closes that box alone.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atwasat_spider.blocks.labels import LONGEST_LABEL, Label, looks_like_byline, read_label
from atwasat_spider.blocks.lines import Line, Walk

TEXT_TAGS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "td", "th", "tr", "pre", "dd", "dt"]
)
STOPS = (".", "؟", "!", "…", "»", '"', ":")

_SHORTEST_PROSE = 40  # characters, with a final stop
_SURE_PROSE = 100  # without
_PULLED, _QUOTES = frozenset({"blockquote", "figure", "aside"}), '«»"“” .…'
_SHORTEST_PULLED, _MOST_PULLED = 15, 20  # characters; quotations of a page that are looked at
_NEVER_WITHIN = (Label.COMMENTS, Label.MOST_LIKED)
_NEARLY_ALL = 0.7
_A_LEVEL = 0.25  # of the running text


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a page, as places in its lines.

    ``body`` are the lines of the body's box; ``end`` is where the closing labels begin; ``levels`` are the boxes in
    which running text stands directly; ``insets`` are lines in boxes of their own inside the body, ``pulled``
    quotations of it; ``closing`` are the labels with the places below each.
    """

    box: int
    first: int
    last: int
    end: int
    body: frozenset[int]
    insets: frozenset[int]
    pulled: frozenset[int]
    levels: frozenset[int]
    prose_tags: frozenset[str]
    closing: tuple[tuple[Label, int, range], ...]


def read_label_line(line: Line) -> Label | None:
    """Return the label that a line is, alone or before its own text: «كلمات مفتاحية: ليبيا، حفتر» (keywords: ...)."""
    if line.tag in ("img", "embed"):
        return None
    label = read_label(line.text)
    if label is None and line.text.startswith(Label.KEYWORDS.value[0]) and is_keywords_line(line.text):
        return Label.KEYWORDS
    return label


def is_keywords_line(text: str) -> bool:
    """Tell a line that begins with the label of the keywords and goes on with them."""
    lead, colon, _ = text[:LONGEST_LABEL].partition(":")
    return text.startswith(Label.KEYWORDS.value) or (bool(colon) and read_label(lead) is Label.KEYWORDS)


def is_prose(line: Line) -> bool:
    """Tell a line of running text: long, or with a final stop; not one that leads somewhere as a whole."""
    if line.link or line.tag in ("img", "embed", "figcaption", "tr") or line.beside:
        return False
    size = len(line.text)
    if size < _SHORTEST_PROSE or looks_like_byline(line.text):
        return size >= _SHORTEST_PROSE // 2 and line.tag == "p" and line.text.endswith(".")
    return size >= _SURE_PROSE or line.text.endswith(STOPS)


def find_frame(lines: Sequence[Line], walk: Walk) -> Frame | None:
    """Find the article's frame in the lines from the headline (the first) on; ``None`` where there is no text."""
    labels = [(at, label) for at, line in enumerate(lines) if at and (label := read_label_line(line))]
    prose = _without_controls([at for at in range(1, len(lines)) if is_prose(lines[at])], lines, walk)
    if not prose:
        return _without_text(labels, lines, walk) if labels else None
    limit = next((at for at, _ in labels if at > prose[0]), len(lines))
    above = [at for at in prose if at < limit]
    box = walk.body_box or _innermost(above, lines, walk)
    inside = [box in walk.boxes_around(line.box) for line in lines]
    insets = _insets(labels, prose, inside, lines, walk, box)
    end = next((at for at, _ in labels if at > prose[0] and at not in insets), len(lines))
    body = frozenset(at for at in range(1, end) if inside[at] and at not in insets)
    texts = [at for at in prose if at in body]
    return Frame(
        box,
        first=min(texts, default=prose[0]),
        last=max(texts, default=prose[0]),
        end=end,
        body=body,
        insets=insets,
        pulled=_pulled(body, lines, walk),
        levels=_levels(texts, lines, walk),
        prose_tags=frozenset(lines[at].tag for at in texts),
        closing=tuple(_closing(labels, insets, lines, walk)),
    )


def _without_text(labels: Sequence[tuple[int, Label]], lines: Sequence[Line], walk: Walk) -> Frame:
    """Return the frame of a page that shows a video or pictures and no running text."""
    end, none = labels[0][0], frozenset[int]()
    closing = tuple(_closing(labels, none, lines, walk))
    return Frame(0, end, end, end, none, none, none, none, frozenset(), closing)


def find_label(wanted: Label, lines: Sequence[Line], walk: Walk) -> range | None:
    """Return the places below a label among lines that may stand anywhere on the page."""
    labels = [(at, label) for at, line in enumerate(lines) if (label := read_label_line(line))]
    found = _closing(labels, frozenset(), lines, walk)
    return next((places for label, _, places in found if label is wanted), None)


def _without_controls(prose: Sequence[int], lines: Sequence[Line], walk: Walk) -> list[int]:
    """Leave out the text of boxes with a form or a button (newsletters), but for one that holds most of the text."""
    if not walk.controls:
        return list(prose)
    weights = _weights(prose, lines, walk)
    total = weights.get(0, 0)
    controls = {box for box in walk.controls if 2 * weights.get(box, 0) < total}
    return [at for at in prose if controls.isdisjoint(walk.boxes_around(lines[at].box))]


def _weights(prose: Sequence[int], lines: Sequence[Line], walk: Walk) -> Counter[int]:
    """Return how many characters of running text each box holds."""
    own: Counter[int] = Counter()
    for at in prose:
        own[walk.parents[lines[at].box]] += len(lines[at].text)
    weights: Counter[int] = Counter()
    for box, weight in own.items():
        for each in walk.boxes_around(box):
            weights[each] += weight
    for at in prose:
        weights[lines[at].box] += len(lines[at].text)
    return weights


def _innermost(prose: Sequence[int], lines: Sequence[Line], walk: Walk) -> int:
    weights = _weights(prose, lines, walk)
    total = weights[0]
    longest = max(prose, key=lambda at: len(lines[at].text))
    headline_boxes = set(walk.boxes_around(lines[0].box))
    box = next(box for box in walk.boxes_around(lines[longest].box) if weights[box] >= _NEARLY_ALL * total)
    while box and walk.tags[box] in TEXT_TAGS:
        box = walk.parents[box]
    parent = walk.parents[box]
    if len(prose) == 1 and box == lines[longest].box and parent not in headline_boxes:
        return parent
    return box


def _levels(texts: Sequence[int], lines: Sequence[Line], walk: Walk) -> frozenset[int]:
    weights: dict[int, int] = {}
    for at in texts:
        for box in {lines[at].box, walk.parents[lines[at].box]}:
            weights[box] = weights.get(box, 0) + len(lines[at].text)
    total = sum(len(lines[at].text) for at in texts)
    return frozenset(box for box, weight in weights.items() if weight >= _A_LEVEL * total)


def _insets(
    labels: Sequence[tuple[int, Label]],
    prose: Sequence[int],
    inside: Sequence[bool],
    lines: Sequence[Line],
    walk: Walk,
    box: int,
) -> frozenset[int]:
    """Return the places of lines in boxes within the body that hold a label and below which the body goes on."""
    spans = _spans(inside, lines, walk, box)
    at_labels, texts = [at for at, _ in labels], [at for at in prose if inside[at]]
    found: set[int] = set()
    for at, label in labels:
        if not inside[at] or at in found or label in _NEVER_WITHIN:
            continue
        boxes = walk.boxes_around(lines[at].box)
        within = boxes[: boxes.index(box)]
        if len(within) < 2 and not (within and walk.tags[within[0]] not in TEXT_TAGS):
            continue
        places = spans[within[-1]]
        next_text = bisect_left(texts, places.start)
        if len(places) == 1 or (next_text < len(texts) and texts[next_text] in places):
            continue
        next_label = bisect_left(at_labels, places.stop)
        limit = at_labels[next_label] if next_label < len(at_labels) else len(lines)
        if next_text < len(texts) and texts[next_text] < limit:  # the body goes on
            found.update(places)
    return frozenset(found)


def _spans(inside: Sequence[bool], lines: Sequence[Line], walk: Walk, box: int) -> dict[int, range]:
    """Return the places of the lines of each box directly inside one; they follow one another."""
    spans: dict[int, range] = {}
    for at, line in enumerate(lines):
        boxes = walk.boxes_around(line.box)
        if at and inside[at] and boxes[0] != box:
            child = boxes[boxes.index(box) - 1]
            spans[child] = range(spans[child].start if child in spans else at, at + 1)
    return spans


def _pulled(body: frozenset[int], lines: Sequence[Line], walk: Walk) -> frozenset[int]:
    """Return the places of boxed quotations that repeat words of the text, in large letters as a rule."""
    quotes = [at for at in sorted(body) if _is_quotation(lines[at], walk)][:_MOST_PULLED]
    if not quotes:
        return frozenset()
    text = "\n".join(lines[at].text for at in sorted(body.difference(quotes)))
    words = {at: lines[at].text.strip(_QUOTES) for at in quotes}
    return frozenset(at for at in quotes if len(words[at]) >= _SHORTEST_PULLED and words[at] in text)


def _is_quotation(line: Line, walk: Walk) -> bool:
    return not _PULLED.isdisjoint(walk.tags[box] for box in walk.boxes_around(line.box)[:3])


def _closing(
    labels: Sequence[tuple[int, Label]], insets: frozenset[int], lines: Sequence[Line], walk: Walk
) -> Iterator[tuple[Label, int, range]]:
    for place, (at, label) in enumerate(labels):
        end = labels[place + 1][0] if place + 1 < len(labels) else len(lines)
        around = _box_of(at, end, lines, walk)
        stop = next((n for n in range(at + 1, end) if around not in walk.boxes_around(lines[n].box)), end)
        if at in insets:
            stop = next((n for n in range(at + 1, stop) if n not in insets), stop)
        yield label, at, range(at + 1, stop)


def _box_of(at: int, end: int, lines: Sequence[Line], walk: Walk) -> int:
    """Return the innermost box that holds a label and something below it."""
    if at + 1 >= end:
        return lines[at].box
    below = set(walk.boxes_around(lines[at + 1].box))
    return next(box for box in walk.boxes_around(lines[at].box) if box in below)
