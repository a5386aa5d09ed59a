"""Stage 2, blocks: the page cut into labelled pieces.

One reader per layout turns a capture into a sequence of ``Block``; one assembly (the next stage) serves them all.
"""

from atwasat_spider.blocks.block import Block, Certainty, Kind, Page
from atwasat_spider.blocks.html import read_html
from atwasat_spider.blocks.text import read_text

__all__ = ["Block", "Certainty", "Kind", "Page", "read_html", "read_text"]
