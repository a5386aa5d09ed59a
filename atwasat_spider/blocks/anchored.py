"""The label-anchored cut: which block each line of an HTML page is, found by what a reader sees.

It knows no class names. The headline, the byline, the box of the running text and the closing labels are its anchors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atwasat_spider.blocks.block import Block, Kind
from atwasat_spider.blocks.controls import is_control
from atwasat_spider.blocks.frame import STOPS, TEXT_TAGS, Frame, is_prose
from atwasat_spider.blocks.labels import (
    Label,
    cross_linked_headline,
    has_known_credit,
    is_banner,
    is_issue_link,
    read_label,
)
from atwasat_spider.blocks.lines import Line, Walk
from atwasat_spider.blocks.links import SITE, article_at, web_address
from atwasat_spider.blocks.metadata import split_keywords
from atwasat_spider.blocks.related import read_related

_LONGEST_CAPTION = 250
_LONGEST_SUBHEADING = 100
_WITHOUT_ADDRESS = frozenset({Kind.FRAME, Kind.PARAGRAPH, Kind.SUBHEADING, Kind.LIST_ITEM, Kind.BANNER})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ANY_CREDIT = re.compile(r"\([^()]{2,60}\)$")
# Hosts that serve advertisements
_ADVERTISING = re.compile(
    r"//(?:[^/]*\.)?(?:ads?\d*|adserver|adservice|doubleclick|googlesyndication|taboola|outbrain|adnxs|criteo|mgid)\.",
    re.IGNORECASE,
)
# A post or a video that a page shows by a link alone
_POST = re.compile(
    r"^https?://(?:www\.|m\.|mobile\.)?(?:(?:twitter|x)\.com/\w+/status/|facebook\.com/\S+/(?:posts|videos)/"
    r"|instagram\.com/(?:p|reel)/|youtube\.com/watch|youtu\.be/|t\.me/\w+/\d|tiktok\.com/@)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A page's lines (the headline first), their boxes, and what was found among them."""

    lines: Sequence[Line]
    walk: Walk
    frame: Frame | None
    byline: str | None
    byline_lines: frozenset[int]
    base: str | None

    def blocks(self) -> Iterator[Block]:
        """Yield a block for every line from the headline to the last label."""
        yield Block(Kind.HEADLINE, self.lines[0].text, 1)
        if self.byline is not None:
            yield Block(Kind.BYLINE, self.byline, 1 + min(self.byline_lines, default=1))
        end = self.frame.end if self.frame else 1
        skipped: set[int] = set()
        for at in range(1, end):
            if at not in self.byline_lines and at not in skipped and not (self.frame and at in self.frame.insets):
                yield from self._block(at, skipped)
        if self.frame:
            yield from self._closing(self.frame)

    def _block(self, at: int, skipped: set[int]) -> Iterator[Block]:
        line = self.lines[at]
        if line.tag == "img":
            yield from self._image(at, skipped)
        elif line.tag == "embed":
            is_post = (
                (self._in_body(at) or not self._has_text())
                and not self._is_control(line)
                and not _ADVERTISING.search(line.link or "")
            )
            yield self._made(Kind.EMBED if is_post else Kind.FRAME, at)
        elif self._is_text_of_post(at):
            skipped.add(at + 1)
            yield Block(Kind.EMBED, line.text, at + 1, web_address(self.lines[at + 1].link, self.base))
        else:
            yield self._made(self._kind(at), at)

    def _is_text_of_post(self, at: int) -> bool:
        """Tell the words of a post that a page shows in a box of its own, its address below them."""
        if self.frame is None or at + 1 >= self.frame.end:
            return False
        below = self.lines[at + 1]
        if below.tag == "embed" or not _POST.search(below.link or ""):
            return False
        boxes = self.walk.boxes_around(below.box)
        shared = next(box for box in self.walk.boxes_around(self.lines[at].box) if box in boxes)
        around = [self.lines[place].box for place in (at - 1, at + 2) if place < len(self.lines)]
        is_alone = not any(shared in self.walk.boxes_around(box) for box in around)
        return is_alone and shared != self.frame.box and self.frame.box in self.walk.boxes_around(shared)

    def _kind(self, at: int) -> Kind:
        line = self.lines[at]
        if is_banner(line.text):
            return Kind.BANNER
        if is_issue_link(line.text):
            return Kind.ISSUE_LINK
        if self._is_control(line) or is_control(line) or line.text == self.lines[0].text:
            return Kind.FRAME
        if self._in_body(at) and (line.text.endswith("↩") or (self.frame and at in self.frame.pulled)):
            return Kind.FRAME  # a footnote, a pull quote
        if not self._in_body(at):
            return self._kind_outside(at)
        if cross_linked_headline(line.text):
            return Kind.CROSS_LINK
        if line.link and _POST.search(line.link):
            return Kind.EMBED
        if line.link and not (line.tag == "p" and line.text.endswith(STOPS)):
            return Kind.CROSS_LINK if self._leads_on(line.link) else Kind.FRAME
        return self._kind_of_text(at)

    def _leads_on(self, link: str) -> bool:
        """Tell a link to another article."""
        target = article_at(link, self.base or SITE)
        return target is not None and target != article_at(self.base or SITE, SITE)

    def _kind_of_text(self, at: int) -> Kind:
        line = self.lines[at]
        if line.tag == "figcaption":
            return Kind.CAPTION
        if line.tag == "tr":
            return Kind.TABLE_ROW
        if line.tag in _HEADINGS:
            return Kind.SUBHEADING
        if "li" in (self.walk.tags[box] for box in self.walk.boxes_around(line.box)[:3]):
            return Kind.LIST_ITEM
        if not is_prose(line) and not self._stands_among_text(at):
            return Kind.UNKNOWN
        is_short = len(line.text) <= _LONGEST_SUBHEADING and not line.text.endswith((*STOPS, "،"))
        return Kind.SUBHEADING if line.strong and is_short else Kind.PARAGRAPH

    def _stands_among_text(self, at: int) -> bool:
        """Tell a short line on the level of the running text, where a share bar or a counter does not stand."""
        line, frame = self.lines[at], self.frame
        assert frame is not None  # noqa: S101 - it is in the body
        if line.tag in TEXT_TAGS and (line.tag in frame.prose_tags or "p" not in frame.prose_tags or at > frame.first):
            return True
        on_level = line.box in frame.levels or self.walk.parents[line.box] in frame.levels
        return on_level and line.tag in frame.prose_tags and at > frame.first

    def _kind_outside(self, at: int) -> Kind:
        """Between headline and body an introduction may stand; below the body nothing of the article does."""
        line, frame = self.lines[at], self.frame
        assert frame is not None  # noqa: S101 - only a page with a frame has lines to read
        if at < frame.first and is_prose(line):
            return Kind.PARAGRAPH
        if line.tag == "figcaption" or (has_known_credit(line.text) and at < frame.first):
            return Kind.CAPTION
        if at > frame.last and is_prose(line) and frame.closing:
            return Kind.UNKNOWN
        if at > frame.last or line.link or line.beside or line.time:
            return Kind.FRAME
        return Kind.UNKNOWN

    def _image(self, at: int, skipped: set[int]) -> Iterator[Block]:
        """Yield a picture, with its caption where one stands below it."""
        line = self.lines[at]
        if is_banner(line.text):
            yield self._made(Kind.BANNER, at)
            return
        caption = self._caption_below(at)
        image = web_address(line.image, self.base)
        if caption is not None:
            skipped.update(range(at + 1, caption + 1))
            text = " ".join(self.lines[place].text for place in range(at + 1, caption + 1))
            yield Block(Kind.CAPTION, text, at + 1, image=image)
        elif image and self._may_be_picture(at):
            yield Block(Kind.IMAGE, "", at + 1, image=image)

    def _may_be_picture(self, at: int) -> bool:
        """Tell a picture of the article, without caption, from icons and what leads elsewhere."""
        line = self.lines[at]
        if self.frame is None or line.link or line.small or self._is_control(line):
            return False
        return self._in_body(at) or at < self.frame.first

    def _caption_below(self, at: int) -> int | None:
        """Return the place of the last line of a picture's caption: its figcaption, or a line with a credit."""
        lines, last, figcaption = self.lines, None, None
        own = self.walk.boxes_around(lines[at].box)
        for place in range(at + 1, min(at + 4, len(lines))):
            line = lines[place]
            if place in self.byline_lines or line.tag in ("img", "embed") or len(line.text) > _LONGEST_CAPTION:
                break
            boxes = self.walk.boxes_around(line.box)
            own_figcaption = next((box for box in boxes[:3] if self.walk.tags[box] == "figcaption"), None)
            if own_figcaption is not None and (last is None or own_figcaption == figcaption):
                last, figcaption = place, own_figcaption
            elif last is None and (has_known_credit(line.text) or self._is_alone_with(own, boxes)):
                return place if has_known_credit(line.text) or _may_be_caption(line) else None
            else:
                break
        return last

    def _is_alone_with(self, image_boxes: tuple[int, ...], boxes: tuple[int, ...]) -> bool:
        """Tell a line that shares a box with a picture and not with the running text."""
        shared = next(box for box in image_boxes if box in boxes)
        return self.frame is not None and shared not in self.walk.boxes_around(self.frame.box)

    @property
    def has_labels(self) -> bool:
        """Whether closing labels were found."""
        return self.frame is not None and bool(self.frame.closing)

    def _has_text(self) -> bool:
        return self.frame is not None and bool(self.frame.body)

    def _in_body(self, at: int) -> bool:
        return self.frame is not None and at in self.frame.body

    def _is_control(self, line: Line) -> bool:
        """Tell a line in a box with a button or a form, unless the running text is in it too."""
        if self.frame is None or line.beside:
            return line.beside
        text_boxes = self.walk.boxes_around(self.frame.box)
        for box in self.walk.boxes_around(line.box):
            if box in text_boxes or box in self.frame.levels:
                return False
            if box in self.walk.controls:
                return True
        return False

    def _closing(self, frame: Frame) -> Iterator[Block]:
        for label, at, places in frame.closing:
            yield Block(Kind.LABEL, label.value, at + 1)
            if label is Label.RELATED:
                yield from read_related(self.lines, places, self.base)
            elif label is Label.KEYWORDS:
                yield from self._keywords(at, places)
            else:
                yield from (self._made(Kind.FRAME, place) for place in places if self.lines[place].text)

    def _keywords(self, at: int, places: range) -> Iterator[Block]:
        """Keywords are links below their label or beside it; where there are none, a list that commas separate."""
        for place in (at, *places):
            line = self.lines[place]
            text = line.text.removeprefix(Label.KEYWORDS.value).lstrip(" :") if place == at else line.text
            if place != at and (is_prose(line) or line.tag in _HEADINGS):
                return
            words = [word for each in _words(line, text) if (word := each.lstrip("#").strip())]
            words = [word for word in words if read_label(word) is not Label.KEYWORDS]
            yield from (Block(Kind.KEYWORD, word, place + 1) for word in words)
            if words and place == at:
                return

    def _made(self, kind: Kind, at: int) -> Block:
        line = self.lines[at]
        if kind in _WITHOUT_ADDRESS:
            return Block(kind, line.text, at + 1)
        link = web_address(line.link or (line.links[0][1] if len(line.links) == 1 else None), self.base)
        return Block(kind, line.text, at + 1, link, web_address(line.image, self.base), line.cells)


def _may_be_caption(line: Line) -> bool:
    return bool(_ANY_CREDIT.search(line.text)) or not (line.link or line.time or is_control(line) or is_prose(line))


def _words(line: Line, text: str) -> Sequence[str]:
    """Return the keywords of a line: what leads somewhere, else its parts, else what commas separate."""
    if line.links:
        return [words for words, _ in line.links]
    if is_prose(line):
        return ()
    return line.parts if len(line.parts) > 1 and not re.search("[,،]", text) else split_keywords(text)
