"""From markup to a tree, in bounded time and memory.

lexbor parses as browsers do, and its cost can be the square of a page's length: nested elements, attributes of one
element, formatting elements that every paragraph opens anew. A page that is small has no room for that. Any other is
counted first, token by token as the HTML standard (13.2.5) reads them, and refused beyond what a browser shows.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from atwasat_spider.blocks.confinement import BYTES, SECONDS, attempt
from atwasat_spider.errors import UnreadableCaptureError

MOST_TAGS = 200_000
DEEPEST = 512  # Chrome and Safari flatten what is nested deeper
MOST_ATTRIBUTES = 2_000  # of one element
MOST_REOPENED = 1_000_000  # elements that formatting elements left open can become

# What is smaller has no room for so many attributes or so deep a nesting that it would take a second.
_SMALL, _FEW_TAGS, _FEWER_TAGS = 128 * 1024, 5_000, 2_500

# Where tokens alone do not tell what nests: bogus comments, foreign content, scripts that hold comments, elements that
# end only their own kind
_ODD = re.compile(
    r"<!(?!--|doctype\b)|<!doctype[^>]*<|<\?|</(?![a-z])|<(?:svg|math|plaintext|dd|dt|rt|rp|optgroup)\b|<!--\s*<script",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:!--|(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>[^>\"'=]*+))")
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(rf"(?:[\s/]++|{_ATTRIBUTE})*+")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_COMMENT_END = re.compile(r"--!?>|(?<=<!--)-?>")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_FORMATTING_TAG = re.compile(r"<(?:[bius]|big|code|em|font|nobr|small|strike|strong|tt)(?=[\s/>])", re.IGNORECASE)
_NOT_NESTED = frozenset(
    [
        "a",
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "param",
        "keygen",
        "html",
        "head",
        "body",
        "p",
        "li",
        "dd",
        "dt",
        "tr",
        "td",
        "th",
        "option",
        "optgroup",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rp",
        "rt",
    ]
)
_SCOPES = frozenset(["td", "th", "caption", "object", "applet", "marquee", "template"])
_DATA_ADDRESS = re.compile(r"data:[^\"'()\s<>]{2000,}+")


def parse(markup: str) -> LexborHTMLParser:
    """Return the tree of a page.

    Raises ``UnreadableCaptureError`` that names the count and the limit for a page that no browser could show either.
    """
    if len(markup) > _SMALL:
        markup = _DATA_ADDRESS.sub("data:,", markup)  # pictures that a tool has put into the page
    tags = markup.count("<")
    if len(markup) > _SMALL or tags > _FEW_TAGS or (tags > _FEWER_TAGS and _may_reopen(markup, tags)):
        _require_bounds(markup)
        is_shallow = attempt(lambda: _is_shallow(markup)) if _ODD.search(markup) else True
        if is_shallow is None:
            raise UnreadableCaptureError(f"takes more than {SECONDS} seconds or {BYTES} bytes to parse")
        if not is_shallow:
            raise UnreadableCaptureError(f"nests its elements more than {DEEPEST} deep")
    return LexborHTMLParser(markup)


def _is_shallow(markup: str) -> bool:
    """Parse a page in which tags may hide from the count below, and tell whether it has the depth of one."""
    depths: dict[int, int] = {}
    root = LexborHTMLParser(markup).root
    for node in root.traverse() if root is not None else ():
        parent = node.parent
        depth = depths[node.mem_id] = depths.get(parent.mem_id, 0) + 1 if parent is not None else 0
        if depth > DEEPEST:
            return False
    return True


def _may_reopen(markup: str, tags: int) -> bool:
    return tags * len(_FORMATTING_TAG.findall(markup)) > MOST_REOPENED


@dataclass(slots=True)
class _Nesting:
    """What is open at a place in the markup: elements by name, formatting elements, and the scopes around them."""

    open: Counter[str] = field(default_factory=Counter)
    depth: int = 0
    formatting: Counter[str] = field(default_factory=Counter)
    scopes: list[Counter[str]] = field(default_factory=list)
    left_open: int = 0

    def start(self, name: str) -> None:
        if name in _FORMATTING:
            self.formatting[name] += 1
            self.left_open += name != "a"  # a link ends the link before it
        if name in _SCOPES:  # what was opened outside cannot be closed inside
            self.scopes.append(self.formatting)
            self.formatting = Counter()
        if name not in _NOT_NESTED:
            self.open[name] += 1
            self.depth += 1

    def end(self, name: str) -> None:
        if self.formatting[name] > 0:
            self.formatting[name] -= 1
            self.left_open -= name != "a"
        if name in _SCOPES and self.scopes:
            self.formatting = self.scopes.pop() + self.formatting
        if self.open[name] > 0:
            self.open[name] -= 1
            self.depth -= 1


def _require_bounds(markup: str) -> None:
    nesting, tags, most_left_open = _Nesting(), 0, 0
    for name, is_end, attributes in _tags(markup):
        tags += 1
        if is_end:
            nesting.end(name)
            continue
        nesting.start(name)
        most_left_open = max(most_left_open, nesting.left_open)
        if nesting.depth > DEEPEST:
            raise UnreadableCaptureError(f"nests its elements more than {DEEPEST} deep")
        if tags > MOST_TAGS:
            raise UnreadableCaptureError(f"has more than {MOST_TAGS} tags")
        if len(attributes) > MOST_ATTRIBUTES and len(_ONE_ATTRIBUTE.findall(attributes)) > MOST_ATTRIBUTES:
            raise UnreadableCaptureError(f"has an element <{name[:20]}> with more than {MOST_ATTRIBUTES} attributes")
    if tags * most_left_open > MOST_REOPENED:
        raise UnreadableCaptureError(
            f"leaves {most_left_open} formatting elements open, to be opened anew at each of its {tags} tags"
        )


def _tags(markup: str) -> Iterator[tuple[str, bool, str]]:
    """Yield the name, whether it is an end, and the attributes of each tag; not of those in scripts and comments."""
    at, end = 0, len(markup)
    while tag := _TAG.search(markup, at):
        at = tag.end()
        if tag["name"] is None:
            closing = _COMMENT_END.search(markup, at)
            at = closing.end() if closing else end
            continue
        name, attributes = tag["name"].lower(), tag["attributes"]
        if at < end and markup[at] != ">":
            whole = _ATTRIBUTES.match(markup, tag.start("attributes"))
            assert whole is not None  # noqa: S101 - it matches the empty text
            at, attributes = whole.end(), whole[0]
        yield name, bool(tag["end"]), attributes
        if name in _RAW and not tag["end"]:
            closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(markup, at)
            at = closing.start() if closing else end
