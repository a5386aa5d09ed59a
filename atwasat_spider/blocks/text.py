"""The reader for pages saved as text: the whole page, or its main text only.

Both forms are one grammar in which everything but a first line may be missing::

    [Atwasat] headline [byline [WTV_Frequency]] [caption] body [closing labels]

Blank lines carry meaning (a sub-heading stands directly above its paragraph), so lines keep their distances.
Source of the rules: captures of the site of 2015-2021; ``docs/site.md`` has them in words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atwasat_spider.blocks.block import Block, Kind
from atwasat_spider.blocks.labels import (
    Label,
    cross_linked_headline,
    has_known_credit,
    is_banner,
    is_issue_link,
    is_logo,
    looks_like_byline,
    names_the_site,
    read_label,
)
from atwasat_spider.characters import clean

LONGEST_SUBHEADING = 100  # characters; the seed's are 18-40, its paragraphs 170-500
LONGEST_CAPTION = 250
LONGEST_BARE_CAPTION = 100

_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
_FINAL_STOPS = (".", "…", ":", "،", ",", "؛", ";")
_ANY_CREDIT = re.compile(r"\([^()]{2,60}\)$")
_COMMAS = re.compile(" ?[,،] ?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its number from 1, whether a blank stands before it, whether a line follows directly."""

    number: int
    text: str
    after_blank: bool
    before_blank: bool


def read_text(text: str) -> tuple[Block, ...]:
    """Cut a page saved as text into blocks, one for each line that is not blank, in the page's order."""
    lines = _printed_lines(text)
    first_label = next((at for at, line in enumerate(lines) if read_label(line.text)), len(lines))
    head, body = _split_head(lines[:first_label])
    whole_page = bool(head) and head[0].kind is Kind.LOGO
    closing = _closing(lines[first_label:], torn=_LINE_END.search(text, len(text) - 1) is None)
    return (*head, *_body(body, whole_page=whole_page), *closing)


def _printed_lines(text: str) -> list[_Line]:
    texts = [clean(line) for line in _LINE_END.split(text)]
    return [
        _Line(
            number=at + 1,
            text=line,
            after_blank=at == 0 or not texts[at - 1],
            before_blank=at + 1 == len(texts) or not texts[at + 1],
        )
        for at, line in enumerate(texts)
        if line
    ]


def _split_head(lines: Sequence[_Line]) -> tuple[list[Block], Sequence[_Line]]:
    """Take logo, headline and byline off the top.

    A line directly above the banner is the byline, read or not. In main text alone a line that closes with a date may
    tell of a match; there a byline must name the site.
    """
    head: list[Block] = []
    if lines and is_logo(lines[0].text):
        head.append(_block(Kind.LOGO, lines[0]))
        lines = lines[1:]
    if lines and not (looks_like_byline(lines[0].text) and names_the_site(lines[0].text)):
        head.append(_block(Kind.HEADLINE, lines[0]))
        lines = lines[1:]
    above_banner = len(lines) > 1 and is_banner(lines[1].text) and not lines[1].after_blank
    is_whole = bool(head) and head[0].kind is Kind.LOGO
    if lines and (above_banner or (looks_like_byline(lines[0].text) and (is_whole or names_the_site(lines[0].text)))):
        head.append(_block(Kind.BYLINE, lines[0]))
        lines = lines[1:]
    return head, lines


def _body(lines: Sequence[_Line], *, whole_page: bool) -> Iterator[Block]:
    at_start = True
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        kind = _own_kind(line)
        if kind is None:
            is_caption = at_start and _is_caption(line, below, whole_page=whole_page)
            kind = Kind.CAPTION if is_caption else _prose_kind(line, below)
        at_start = at_start and kind is Kind.BANNER
        yield _block(kind, line)


def _own_kind(line: _Line) -> Kind | None:
    """Return the kind of a line that says itself what it is."""
    if is_banner(line.text):
        return Kind.BANNER
    if is_issue_link(line.text):
        return Kind.ISSUE_LINK
    return Kind.CROSS_LINK if cross_linked_headline(line.text) else None


def _prose_kind(line: _Line, below: _Line | None) -> Kind:
    """A sub-heading is short, has no final stop and a blank before it, and its paragraph stands directly below.

    In a list of short lines (scores, verses) no line is the sub-heading of the others.
    """
    has_paragraph = below is not None and not below.after_blank and _own_kind(below) is None and not _is_short(below)
    return Kind.SUBHEADING if line.after_blank and has_paragraph and _is_short(line) else Kind.PARAGRAPH


def _is_short(line: _Line) -> bool:
    return len(line.text) <= LONGEST_SUBHEADING and not line.text.endswith((*_FINAL_STOPS, ".»", '."'))


def _is_caption(line: _Line, below: _Line | None, *, whole_page: bool) -> bool:
    """Tell a photo caption: the one line between headline and body, with a credit in parentheses or, rarely, none.

    The whole page as text was only ever seen without captions, so there the credit must be one of the site's own.
    """
    if below is None or not line.before_blank or len(line.text) > LONGEST_CAPTION:
        return False
    if has_known_credit(line.text):
        return True
    if whole_page:
        return False
    has_no_stop = not line.text.endswith((*_FINAL_STOPS, "؟", "!"))
    is_bare = has_no_stop and len(line.text) <= LONGEST_BARE_CAPTION and len(below.text) > len(line.text)
    return bool(_ANY_CREDIT.search(line.text)) or is_bare


def _closing(lines: Sequence[_Line], *, torn: bool) -> Iterator[Block]:
    """Read what stands below the body, label by label."""
    at = 0
    while at < len(lines):
        label = read_label(lines[at].text)
        end = next((n for n in range(at + 1, len(lines)) if read_label(lines[n].text)), len(lines))
        yield _block(Kind.LABEL, lines[at])
        yield from _under(label, lines[at + 1 : end], torn=torn and end == len(lines))
        at = end


def _under(label: Label | None, lines: Sequence[_Line], *, torn: bool) -> Iterator[Block]:
    if label is Label.RELATED:
        yield from _related(lines, torn=torn)
    elif label is Label.KEYWORDS:
        for line in lines:
            yield from (Block(Kind.KEYWORD, word, line.number) for word in _COMMAS.split(line.text) if word)
    else:
        kind = Kind.FRAME if label is Label.MOST_LIKED else Kind.STRAY
        yield from (_block(kind, line) for line in lines)


def _related(lines: Sequence[_Line], *, torn: bool) -> Iterator[Block]:
    """Read the related headlines, each once though it is printed twice (image, then link) on consecutive lines.

    A page may break off here. Its last line is then either the beginning of the headline above it, or, where every
    headline before it stands twice, one that may itself be cut: it is set apart, since half a headline is none.
    """
    at, all_twice = 0, True
    while at < len(lines):
        line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        is_last = torn and at + 1 == len(lines)
        if below and _same_words(line.text, below.text):
            yield _block(Kind.RELATED, below)
            at += 2
            continue
        if is_last and all_twice:
            yield _block(Kind.TORN, line)
        else:
            yield _block(Kind.RELATED, line)
            if torn and below and at + 2 == len(lines) and line.text.startswith(below.text):
                yield _block(Kind.TORN, below)
                at += 1
        all_twice = False
        at += 1


def _same_words(text: str, other: str) -> bool:
    return [*filter(str.isalnum, text)] == [*filter(str.isalnum, other)]


def _block(kind: Kind, line: _Line) -> Block:
    return Block(kind, line.text, line.number)
