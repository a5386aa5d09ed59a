"""The related headlines below their label: cards of a picture, a headline and an address, or bare lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from atwasat_spider.blocks.block import Block, Kind
from atwasat_spider.blocks.lines import Line
from atwasat_spider.blocks.links import web_address

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADLINE, _MOST_TEXTS = 1_000, 20  # characters; lines of one card
_SHORTEST_HEADLINE = 8  # letters; «ليبيا» (Libya) above a headline is its section


@dataclass(slots=True)
class _Card:
    """What leads to one address, or stands together without leading anywhere."""

    place: int
    link: str | None
    image: str | None = None
    alt: str | None = None
    texts: list[Line] = field(default_factory=list)

    def headline(self) -> str | None:
        """Return the line that the picture's text repeats, else the one in a heading, else the longest."""
        linked = [line for line in self.texts if line.link]  # an excerpt below a headline leads nowhere
        texts = linked or self.texts
        said = [line.text for line in texts]
        for text in said:
            if self.alt and same_words(text, self.alt):
                return text
        headings = [line.text for line in texts if line.tag in _HEADINGS]
        return max(headings or said, key=len, default=self.alt)


def read_related(lines: Sequence[Line], places: range, base: str | None) -> Iterator[Block]:
    """Yield the related headlines among lines, each once though picture and link both print it."""
    for card in _cards([each for place in places for each in _single(place, lines[place])], base):
        headline = card.headline()
        if headline and len([*filter(str.isalnum, headline)]) >= _SHORTEST_HEADLINE:
            yield Block(Kind.RELATED, headline, card.place + 1, card.link, web_address(card.image, base))


def _single(place: int, line: Line) -> list[tuple[int, Line]]:
    """Part a line in which several links stand side by side."""
    if len({link for _, link in line.links}) < 2:
        return [(place, line)]
    return [(place, replace(line, text=text, link=link, links=((text, link),), parts=())) for text, link in line.links]


def same_words(text: str, other: str) -> bool:
    """Tell two texts with the same letters and digits in the same order."""
    return [*filter(str.isalnum, text)] == [*filter(str.isalnum, other)]


def _cards(lines: Sequence[tuple[int, Line]], base: str | None) -> Iterator[_Card]:
    has_links = any(line.link or line.links for _, line in lines)
    card: _Card | None = None
    for place, line in lines:
        link = web_address(line.link or (line.links[0][1] if line.links else None), base)
        if card is not None and (_belongs(card, line, link) if has_links else _repeats(card, line)):
            card.link = card.link or link
        else:
            if card is not None:
                yield card
            card = _Card(place, link)
        if line.tag == "img":
            card.image, card.alt = card.image or line.image, card.alt or line.text[:_LONGEST_HEADLINE] or None
        elif len(card.texts) < _MOST_TEXTS:
            card.texts.append(line)
    if card is not None:
        yield card


def _belongs(card: _Card, line: Line, link: str | None) -> bool:
    """A line belongs to the card before it if it leads to the same address, or nowhere while no other card begins."""
    if card.link is not None and link is not None:
        return card.link == link
    if line.tag == "img":
        return card.image is None and not card.texts
    return True


def _repeats(card: _Card, line: Line) -> bool:
    said = [*(text.text for text in card.texts), *([card.alt] if card.alt else [])]
    return any(same_words(text, line.text) for text in said) or (not card.texts and card.alt is None)
