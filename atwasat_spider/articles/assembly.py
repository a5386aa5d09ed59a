"""From blocks to an article: one assembly for the blocks of every reader."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from atwasat_spider.addresses import section_of
from atwasat_spider.articles.article import TEXT_KINDS, Article, BodyBlock, RelatedHeadline
from atwasat_spider.blocks import Block, Kind, Page
from atwasat_spider.blocks.labels import Label, cross_linked_headline, has_known_credit, looks_like_byline, read_label
from atwasat_spider.blocks.links import web_address
from atwasat_spider.blocks.metadata import SOURCES
from atwasat_spider.errors import NotAnArticleError

_BODY = frozenset({*TEXT_KINDS, Kind.CAPTION, Kind.CROSS_LINK, Kind.IMAGE, Kind.EMBED})
_USED = frozenset({Kind.HEADLINE, Kind.BYLINE, Kind.KEYWORD, Kind.RELATED}) | _BODY
_IGNORED = frozenset({Kind.LOGO, Kind.BANNER, Kind.ISSUE_LINK, Kind.LABEL, Kind.FRAME})
_REPORTED = {
    Kind.STRAY: "line {line} under a closing label is not understood and left out: «{text}»",
    Kind.UNKNOWN: "line {line} stands within the article, is not understood and left out: «{text}»",
    Kind.TORN: "the page breaks off within its related headlines; line {line} may be cut and is left out: «{text}»",
}
_LINKED = (Kind.CROSS_LINK, Kind.EMBED)
TEXT_READER = "text"
TIME_ELEMENT = "time-element"
_CREDIT = re.compile(r"\(([^()]+)\)$")
_REPLACEMENT = "\ufffd"


def assemble(page: Page) -> Article:
    """Assemble the article of a page.

    Every block is used, ignored by name or reported in ``remarks``. Raises ``NotAnArticleError`` when the page is
    empty, has no headline, or shows nothing but one.
    """
    blocks, metadata = page.blocks, page.metadata
    headline = _headline(blocks)
    byline = next((block.text for block in blocks if block.kind is Kind.BYLINE), None)
    body = tuple(_body(blocks))
    if byline is None and not any(block.kind in TEXT_KINDS for block in body):
        raise NotAnArticleError(f"shows a headline but neither byline nor body: «{headline}»")
    return Article(
        headline=headline,
        byline=byline,
        blocks=body,
        keywords=_keywords(blocks) if _keywords(blocks) is not None else metadata.keywords,
        related=(*_inline(blocks), *_related(blocks)),
        reader=page.reader,
        certainty=page.certainty,
        image_url=_lead_image(body) or _named_image(page),
        dates=tuple(_dates(page)),
        address=page.address,
        section=_section(page),
        remarks=(*page.remarks, *_remarks(blocks, has_figures=page.reader != TEXT_READER)),
    )


def _headline(blocks: Iterable[Block]) -> str:
    first = None
    for block in blocks:
        if block.kind is Kind.HEADLINE:
            return block.text
        first = first or block
    if first is None:
        raise NotAnArticleError("is empty: there is no text in it")
    raise NotAnArticleError(f"has no headline; it begins with line {first.line}: «{first.text[:80]}»")


def _body(blocks: Iterable[Block]) -> Iterator[BodyBlock]:
    for block in blocks:
        if block.kind in _BODY:
            credit = _CREDIT.search(block.text) if block.kind is Kind.CAPTION else None
            link = block.link if block.kind in _LINKED else None
            yield BodyBlock(block.kind, block.text, credit[1] if credit else None, block.image, link, block.cells)


def _lead_image(body: Sequence[BodyBlock]) -> str | None:
    """Return the picture above the text."""
    above = takewhile(lambda block: block.kind not in TEXT_KINDS, body)
    return next((block.image for block in above if block.image), None)


def _named_image(page: Page) -> str | None:
    """Return the picture that the metadata name, in their order of precedence."""
    named = (page.metadata.images.get(source) for source in SOURCES)
    return next((address for image in named if (address := web_address(image, None))), None)


def _dates(page: Page) -> Iterator[tuple[str, str]]:
    if page.time:
        yield TIME_ELEMENT, page.time
    for source in SOURCES:
        if source in page.metadata.published:
            yield source, page.metadata.published[source]


def _section(page: Page) -> str | None:
    """Return the slug of the section: of the address, else of the last breadcrumb that is a listing's."""
    if page.address:
        return page.address.section
    sections = (section_of(link) for link in reversed(page.metadata.breadcrumbs))
    return next((section for section in sections if section), None)


def _keywords(blocks: Sequence[Block]) -> tuple[str, ...] | None:
    """An empty list under its label is a fact, a missing label is not knowing."""
    words = tuple(block.text for block in blocks if block.kind is Kind.KEYWORD)
    has_label = any(block.kind is Kind.LABEL and read_label(block.text) is Label.KEYWORDS for block in blocks)
    return words if words or has_label else None


def _inline(blocks: Iterable[Block]) -> Iterator[RelatedHeadline]:
    links = [block for block in blocks if block.kind is Kind.CROSS_LINK]
    named = [(cross_linked_headline(block.text) or block.text, block.link, None) for block in links]
    yield from _each_once("inline", named)


def _related(blocks: Iterable[Block]) -> Iterator[RelatedHeadline]:
    links = [(block.text, block.link, block.image) for block in blocks if block.kind is Kind.RELATED]
    yield from _each_once("related", links)


def _each_once(kind: str, links: Iterable[tuple[str, str | None, str | None]]) -> Iterator[RelatedHeadline]:
    """A headline that fills two slots is one related headline, in the first."""
    seen: set[str] = set()
    for position, (headline, url, image) in enumerate(links, start=1):
        if headline not in seen:
            seen.add(headline)
            yield RelatedHeadline(kind, position, headline, url, image)


def _remarks(blocks: Sequence[Block], *, has_figures: bool) -> Iterator[str]:
    for block in blocks:
        if block.kind not in _USED and block.kind not in _IGNORED:
            yield _REPORTED[block.kind].format(line=block.line, text=block.text)
        if block.kind is Kind.CAPTION and not has_figures and not has_known_credit(block.text):
            yield f"line {block.line} was taken for a photo caption, without a credit of the site: «{block.text}»"
        if block.kind is Kind.PARAGRAPH and looks_like_byline(block.text):
            yield f"line {block.line} closes as a byline does and was left in the body: «{block.text}»"
        if _REPLACEMENT in block.text:
            yield f"line {block.line} holds U+FFFD: it was damaged before it was saved: «{block.text[:80]}»"
    for kind in (Kind.HEADLINE, Kind.BYLINE):
        for block in [block for block in blocks if block.kind is kind][1:]:
            yield f"a second {kind} stands in line {block.line} and is left out: «{block.text}»"
    kinds = {block.kind for block in blocks}
    if Kind.LOGO in kinds and Kind.BYLINE not in kinds:
        yield "a whole page without a byline"
    if not any(block.kind in TEXT_KINDS for block in blocks):
        yield "the page shows no body"
    elif blocks[-1].kind is Kind.PARAGRAPH and blocks[-1].text[-1].isalnum():
        yield f"the page ends without a final stop, it may break off: «{blocks[-1].text[-40:]}»"
