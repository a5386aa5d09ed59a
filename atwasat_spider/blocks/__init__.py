"""Stage 2, blocks: the page cut into labelled pieces.

A reader for text, one for HTML in any layout (known layouts are descriptions, in ``layouts``) and the last resort turn
a capture into a sequence of ``Block``; one assembly (the next stage) serves them all. ``listings``, ``feeds`` and
``sitemaps`` make lists of addresses of pages that name articles.
"""

from atwasat_spider.blocks.block import Block, Certainty, Kind, Page
from atwasat_spider.blocks.html import read_html
from atwasat_spider.blocks.text import read_text

__all__ = ["Block", "Certainty", "Kind", "Page", "read_html", "read_text"]
