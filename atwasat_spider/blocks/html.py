"""The readers for HTML pages: a known layout, else the labels that every reader sees, else a general library.

Which of them read a page, and how surely, is part of the answer. A page of another site is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from atwasat_spider.addresses import HOSTS
from atwasat_spider.blocks.anchored import Cut
from atwasat_spider.blocks.block import Block, Certainty, Kind, Page
from atwasat_spider.blocks.dateline import find_byline, with_source_below
from atwasat_spider.blocks.frame import Frame, find_frame, find_label
from atwasat_spider.blocks.headline import disagreements, find_headline
from atwasat_spider.blocks.labels import Label, is_banner, is_logo, names_the_site, read_label
from atwasat_spider.blocks.last_resort import read_by_last_resort
from atwasat_spider.blocks.layouts import find_layout
from atwasat_spider.blocks.lines import Line, Walk
from atwasat_spider.blocks.links import SITE, article_at, web_address
from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.metadata import Metadata, read_breadcrumbs, read_metadata, without_site
from atwasat_spider.blocks.related import read_related
from atwasat_spider.characters import clean
from atwasat_spider.errors import NotAnArticleError

ANCHORED = "labels"
_OWN_LABELS = {Label.MORE_FROM_SITE.value, Label.MOST_LIKED.value}  # the others stand on many sites
_BEGIN = re.compile("<(?:body|html)", re.IGNORECASE)
_END, _TAIL = re.compile("</(?:body|html)", re.IGNORECASE), 4096
_MOST_LINES = 20_000
_LINES_ABOVE, _LINES_BELOW = 12, 6
_LINES_OF_HEAD = 30


def read_html(markup: str, url: str | None = None) -> Page:
    """Cut an HTML page into blocks; ``url`` is where it was captured, if that is known.

    Raises ``UnreadableCaptureError`` for markup beyond all bounds and ``NotAnArticleError`` for a page that shows no
    article, or one of another site.
    """
    tree = parse(markup)
    metadata = read_metadata(tree, has_microdata="itemprop" in markup)
    links = [link for link in dict.fromkeys(metadata.canonical) if url or "://" in link]
    named = [each for link in links if (each := web_address(link, url))]
    address = next((article for link in named if (article := article_at(link, url or SITE))), None)
    known = article_at(url, SITE) if url else None
    if address is None:
        metadata.breadcrumbs = read_breadcrumbs(tree, metadata)
    if known is None and address is None:
        _require_site(named)
    page = _read(tree, metadata, url)
    if page is None:
        if "article" not in metadata.types and not metadata.published:
            raise NotAnArticleError("shows no article: neither byline nor text below a headline")
        page = read_by_last_resort(markup, metadata)
    remarks = [*page.remarks, *metadata.remarks]
    if known is None and address is None:
        if not _shows_site(tree, metadata, page.blocks):
            raise NotAnArticleError(
                "is not an article of this site: it shows neither an address, a name nor a label of it"
            )
        remarks.append("no address says that the page is of this site; it was taken for one by its name or labels")
    if _breaks_off(markup):
        remarks.append("the page ends without </body> or </html>, it may break off")
    return replace(page, address=address, remarks=tuple(remarks))


def _breaks_off(markup: str) -> bool:
    """Tell a page that opens its elements and does not close them; SingleFile leaves closing tags out to save space."""
    head = markup[:_TAIL]
    return bool(_BEGIN.search(head)) and "SingleFile" not in head and not _END.search(markup[-_TAIL:])


def _require_site(addresses: Sequence[str]) -> None:
    """Refuse a page that names an address which is not an article's of the site."""
    for address in addresses[:1]:
        if urlsplit(address).hostname in HOSTS:
            raise NotAnArticleError(f"is a page of the site but no article: its address is {address}")
        raise NotAnArticleError(f"is not an article of this site: its address is {address}")


def _read(tree: LexborHTMLParser, metadata: Metadata, url: str | None) -> Page | None:
    """Read a page by a known layout or by its labels; ``None`` where neither finds an article."""
    layout = find_layout(tree)
    node = (layout.headline_of(tree) if layout else None) or find_headline(tree, metadata)
    if node is None:
        return None
    walk = Walk(node, body=layout.body_of(tree) if layout else None, is_last=_End())
    lines = _lines(walk)
    if not lines or not lines[0].text:
        return None
    frame = find_frame(lines, walk)
    byline, byline_lines = _byline(lines, frame, tree, node)
    time = (layout.time_of(tree) if layout else None) or _time(lines, frame)
    cut = Cut(lines, walk, frame, byline, byline_lines, url or next(iter(metadata.canonical), None))
    blocks = (*cut.blocks(), *_related_above(frame, tree, node, cut.base))
    if byline is None and not any(block.kind is Kind.PARAGRAPH for block in blocks):
        return None
    if not (byline or time or cut.has_labels or walk.body_box or metadata.published or "article" in metadata.types):
        # «404», «الصفحة غير موجودة» (page not found), a challenge, a login: served at an article's address too
        raise NotAnArticleError(
            f"shows no article: neither byline, date nor label below its headline «{lines[0].text}»"
        )
    has_frame = frame is not None and bool(frame.body)
    anchors = (byline is not None or time is not None, has_frame, walk.body_box is not None or cut.has_labels)
    return Page(
        blocks,
        reader=layout.name if layout else ANCHORED,
        certainty=Certainty.HIGH if all(anchors) else Certainty.MEDIUM,
        metadata=metadata,
        time=time,
        remarks=(*disagreements(lines[0].text, metadata), *(layout.missing_from(tree) if layout else ())),
    )


class _End:
    """Tells the last line that is of interest: «most liked», which the site prints below the related headlines."""

    def __init__(self) -> None:
        self.lines = 0
        self.has_related = False

    def __call__(self, line: Line) -> bool:
        self.lines += 1
        label = read_label(line.text) if line.tag != "img" else None
        self.has_related = self.has_related or label is Label.RELATED
        return (self.has_related and label is Label.MOST_LIKED) or self.lines >= _MOST_LINES


def _lines(walk: Walk) -> list[Line]:
    """Return the lines from the headline to the last label that the site prints below an article."""
    lines = walk.lines()
    while len(lines) > 1 and lines[1].tag == lines[0].tag and lines[1].box == lines[0].box:
        lines[:2] = [replace(lines[0], text=f"{lines[0].text} {lines[1].text}")]  # a headline in two lines
    return lines


def _byline(
    lines: Sequence[Line], frame: Frame | None, tree: LexborHTMLParser, headline: LexborNode
) -> tuple[str | None, frozenset[int]]:
    """Return the byline and the places of its lines: below the headline or, where none is there, above it."""
    last = min(frame.first if frame else _LINES_OF_HEAD, _LINES_OF_HEAD)
    found = find_byline(lines[1:last])
    if found is not None:
        return found[0], frozenset(at + 1 for at in found[1])
    if tree.body is None:
        return None, frozenset()
    found = find_byline(Walk(tree.body, until=headline).lines()[-_LINES_ABOVE:])
    if found is None:
        return _byline_below(lines, frame)
    joined = with_source_below(found[0], lines[1:last])
    return (joined[0], frozenset(at + 1 for at in joined[1])) if joined else (found[0], frozenset())


def _byline_below(lines: Sequence[Line], frame: Frame | None) -> tuple[str | None, frozenset[int]]:
    """Return the byline that a layout prints below the text."""
    if frame is None:
        return None, frozenset()
    start = max(frame.first + 1, frame.end - _LINES_BELOW)
    found = find_byline(lines[start : frame.end])
    if found is None or not names_the_site(found[0]):
        return None, frozenset()
    return found[0], frozenset(at + start for at in found[1])


def _related_above(
    frame: Frame | None, tree: LexborHTMLParser, headline: LexborNode, base: str | None
) -> Iterator[Block]:
    """Yield the related headlines of a page that has them in a box before the article, and none below it."""
    if tree.body is None or (frame and any(label is Label.RELATED for label, _, _ in frame.closing)):
        return
    walk = Walk(tree.body, until=headline)
    lines = walk.lines()
    places = find_label(Label.RELATED, lines, walk)
    if places is not None:
        yield Block(Kind.LABEL, Label.RELATED.value, 1)
        yield from read_related(lines, places, base)


def _time(lines: Sequence[Line], frame: Frame | None) -> str | None:
    last = frame.first if frame else _LINES_OF_HEAD
    return next((line.time for line in lines[1:last] if line.time and not line.link), None)


def _shows_site(tree: LexborHTMLParser, metadata: Metadata, blocks: Sequence[Block]) -> bool:
    """Tell whether anything says whose page it is: a name, the logo, the banner, labels; no other site's name."""
    if metadata.site_name:
        return names_the_site(metadata.site_name) or without_site(metadata.site_name) == ""
    if any(names_the_site(block.text) for block in blocks if block.kind is Kind.BYLINE):
        return True
    titles = [clean(title.text()) for title in tree.css("title")]
    if any(title != without_site(title) for title in titles):
        return True
    labels = {block.text for block in blocks if block.kind is Kind.LABEL}
    alts = [node.attributes.get("alt") or "" for node in tree.css("img[alt]")]
    return (len(labels) > 1 and bool(labels & _OWN_LABELS)) or any(is_logo(alt) or is_banner(alt) for alt in alts)
