"""Stage 1, captures: a page as it was received, with what is known of when and whence.

``read_captures`` walks files and folders; ``Capture`` holds one page's bytes; ``decode`` makes text of them.
"""

from atwasat_spider.captures.capture import Capture
from atwasat_spider.captures.encoding import decode
from atwasat_spider.captures.folders import CaptureSource, find_captures

__all__ = ["Capture", "CaptureSource", "decode", "find_captures"]
