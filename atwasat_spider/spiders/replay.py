"""Replays saved captures: ``scrapy crawl replay -a path=seeds`` or ``atwasat replay seeds``."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from atwasat_spider.captures import CaptureSource, find_captures
from atwasat_spider.captures.capture import printable_path
from atwasat_spider.captures.folders import require_path
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError
from atwasat_spider.items import PageItem
from atwasat_spider.spiders.archive import ArchiveSpider


class ReplaySpider(ArchiveSpider):
    """Yields a page for every capture below the paths; nothing is fetched.

    ``path`` is one path, or from Python a sequence of them.
    """

    name = "replay"

    def __init__(self, path: str | Sequence[str] = (), **arguments: Any) -> None:
        super().__init__(**arguments)
        self.paths = _paths(path)
        self.found = 0

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse a missing path or one that does not exist."""
        unknown = sorted(set(arguments) - {"path"})
        if unknown:
            raise WrongUsageError(f"the spider replay has no argument {unknown[0]!r}: write -a path=FOLDER")
        paths = _paths(arguments.get("path", ()))
        if not paths:
            raise WrongUsageError("the spider replay needs a path: write -a path=FOLDER")
        for path in paths:
            require_path(path)

    def shown_arguments(self) -> dict[str, object]:
        """Return the paths, absolute."""
        return {"path": [printable_path(path) for path in self.paths]}

    async def start(self) -> AsyncIterator[PageItem]:
        """Yield the pages in the order of their captures."""
        findings = find_captures(self.paths)
        self.found = len(findings.sources)
        if findings.passed_over:
            counted = ", ".join(f"{count} {ending}" for ending, count in sorted(findings.passed_over.items()))
            self.logger.info("files passed over, since they are no captures: %s", counted)
        for source in findings.sources:
            if self.stop_requested:
                return
            yield _page(source)


def _paths(path: str | Sequence[str]) -> list[Path]:
    return [Path(path)] if isinstance(path, str) else [Path(each) for each in path]


def _page(source: CaptureSource) -> PageItem:
    path = printable_path(source.path)
    try:
        capture = source.load()
    except UnreadableCaptureError as error:
        return PageItem(path, source.sha256, problem=str(error))
    return PageItem(path, capture.sha256, capture)
