"""Stage 1, captures: a page as it was received, with what is known of when and whence.

``find_captures`` walks files and folders, ``read_captures`` reads what was found: pages, WARC, WACZ, MHTML, zip. A
``Capture`` holds one page's bytes; ``decode`` makes text of them. ``archive`` is where a live crawl keeps what it gets.
"""

from atwasat_spider.captures.capture import Capture
from atwasat_spider.captures.encoding import decode, decode_html
from atwasat_spider.captures.folders import CaptureSource, Findings, find_captures
from atwasat_spider.captures.reading import Unread, read_capture, read_captures

__all__ = [
    "Capture",
    "CaptureSource",
    "Findings",
    "Unread",
    "decode",
    "decode_html",
    "find_captures",
    "read_capture",
    "read_captures",
]
