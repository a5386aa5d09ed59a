"""What is known of a layout: selectors for the places that a reader of labels would have to find."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

LONGEST_NAME = 32  # of the column ``reader``

_EMPTY = LexborHTMLParser("")


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of the article page by CSS selectors, of which the first match counts.

    ``sign`` is an element that no other layout has; ``body`` holds the paragraphs and nothing else; ``headline`` and
    ``time`` (an element with ``datetime``) may be ``None``: they are then found as on any page. ``valid`` says in
    words when the site had this layout, and how that is known.
    """

    name: str
    valid: str
    sign: str
    body: str
    headline: str | None = None
    time: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= LONGEST_NAME:
            raise ValueError(f"the name of the layout {self.name!r} must have 1 to {LONGEST_NAME} characters")
        for selector in (self.sign, self.body, self.headline, self.time):
            try:
                _EMPTY.css_first(selector or "html")
            except SelectolaxError as error:
                raise ValueError(f"the layout {self.name!r} has no valid selector {selector!r}: {error}") from error

    def missing_from(self, tree: LexborHTMLParser) -> Iterator[str]:
        """Yield a sentence for each place that a page with the layout's sign does not show where it should."""
        for place in ("body", "headline", "time"):
            selector = getattr(self, place)
            if selector and tree.css_first(selector) is None:
                yield f"the page has the layout {self.name}, but shows no {place} at {selector!r}"

    def headline_of(self, tree: LexborHTMLParser) -> LexborNode | None:
        """Return the element of the headline."""
        return tree.css_first(self.headline) if self.headline else None

    def body_of(self, tree: LexborHTMLParser) -> LexborNode | None:
        """Return the element around the body."""
        return tree.css_first(self.body)

    def time_of(self, tree: LexborHTMLParser) -> str | None:
        """Return the ``datetime`` of the article, as printed."""
        node = tree.css_first(self.time) if self.time else None
        return node.attributes.get("datetime") if node is not None else None
