"""Layouts of the site that are known, one file each; an old one stays for ever, since old captures do.

A layout is chosen by what the page shows. ``docs/add-a-layout.md`` tells how another is added.
"""

from selectolax.lexbor import LexborHTMLParser

from atwasat_spider.blocks.layouts.layout import Layout
from atwasat_spider.blocks.layouts.newscoop import NEWSCOOP

LAYOUTS = (NEWSCOOP,)

__all__ = ["LAYOUTS", "Layout", "find_layout"]


def find_layout(tree: LexborHTMLParser) -> Layout | None:
    """Return the first layout whose sign a page shows."""
    return next((layout for layout in LAYOUTS if tree.css_first(layout.sign) is not None), None)
