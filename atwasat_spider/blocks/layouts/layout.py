"""What is known of a layout: selectors for the places that a reader of labels would have to find."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode


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
