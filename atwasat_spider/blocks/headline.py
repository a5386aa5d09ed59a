"""Where the headline of an HTML page stands."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from atwasat_spider.blocks.dateline import find_byline
from atwasat_spider.blocks.elements import is_unseen
from atwasat_spider.blocks.labels import is_logo, read_label
from atwasat_spider.blocks.lines import Walk
from atwasat_spider.blocks.metadata import TITLE, Metadata, without_site
from atwasat_spider.characters import clean

_HEADINGS = "[itemprop=headline], [role=heading], h2, h3"
_LESSER, _NEAR = ("h2", "h3", "h4"), 6
_AROUND = frozenset({"nav", "footer", "aside", "a", "li", "title", "head", "script", "option"})
_MOST_HEADINGS, _MOST_LESSER = 20, 100  # that are looked at
_LONGEST_HEADLINE = 2_000
_SHORTEST_CUT = 20  # characters: metadata may hold the beginning of a long headline


def find_headline(tree: LexborHTMLParser, metadata: Metadata) -> LexborNode | None:
    """Return the element that shows the headline.

    The first of: an ``<h1>`` that says what the metadata say, another heading that does, any element that does, the
    longest ``<h1>`` that is neither the site's name nor a label, the heading nearest above the byline.
    """
    first_headings = [node for node in tree.css("h1")[:_MOST_HEADINGS] if not _is_unseen(node)]
    claims = [_letters(claim) for claim in metadata.headlines.values()]
    if claims:
        for nodes in (first_headings, _seen(tree, _HEADINGS), _elements_saying(tree, claims)):
            for node in nodes:
                if any(_agree(_letters(node.text()), claim) for claim in claims):
                    return node
    own = [node for node in first_headings if _may_be_headline(clean(node.text()))]
    return max(own, key=lambda node: len(node.text()), default=None) or _above_byline(tree)


def _above_byline(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the heading that stands nearest above the byline."""
    if tree.body is None:
        return None
    lines = Walk(tree.body).lines()
    found = find_byline(lines)
    at = min(found[1]) if found else 0
    above = [line.text for line in lines[max(0, at - _NEAR) : at] if line.tag in _LESSER or line.tag == "h1"]
    if not above or not _may_be_headline(above[-1]):
        return None
    return next((node for node in _seen(tree, "h1, h2, h3, h4") if clean(node.text()) == above[-1]), None)


def disagreements(headline: str, metadata: Metadata) -> Iterator[str]:
    """Yield a sentence for each source of metadata that has another headline than the page shows."""
    for source, claim in metadata.headlines.items():
        if source == TITLE and metadata.has_site_title:
            continue
        if not _agree(_letters(headline), _letters(claim)):
            yield f"the headline contradicts the page's {source}: «{headline}», «{claim}»"


def _seen(tree: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    return (node for node in tree.css(selector)[:_MOST_LESSER] if not _is_unseen(node))


def _elements_saying(tree: LexborHTMLParser, claims: list[str]) -> Iterator[LexborNode]:
    """Yield the elements outside of navigation whose text is a claimed headline."""
    if tree.body is None:
        return
    found = 0
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and _letters(node.text_content or "") in claims:
            parent = node.parent
            found += 1
            if found > _MOST_LESSER:
                return
            if parent is not None and not any(around.tag in _AROUND for around in _around(parent)):
                yield parent


def _around(node: LexborNode) -> Iterator[LexborNode]:
    around: LexborNode | None = node
    while around is not None and around.is_element_node:
        yield around
        around = around.parent


def _is_unseen(node: LexborNode) -> bool:
    return any(is_unseen(around.attributes) for around in _around(node))


def _may_be_headline(text: str) -> bool:
    return bool(without_site(text)) and not is_logo(text) and read_label(text) is None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:_LONGEST_HEADLINE]))


def _agree(letters: str, claim: str) -> bool:
    if letters == claim:
        return True
    shorter, longer = sorted((letters, claim), key=len)
    return len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter)
