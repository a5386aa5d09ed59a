"""Replays saved captures: ``scrapy crawl replay -a path=seeds`` or ``atwasat replay seeds``."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from atwasat_spider.captures import Findings, find_captures, read_captures
from atwasat_spider.captures.capture import printable_path
from atwasat_spider.captures.folders import require_path
from atwasat_spider.captures.standard_input import STANDARD_INPUT, kept_standard_input
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.items import PageItem
from atwasat_spider.parallel import read_in_parallel
from atwasat_spider.spiders.archive import ArchiveSpider

MOST_JOBS = 64


class ReplaySpider(ArchiveSpider):
    """Yields a page for every capture below the paths; nothing is fetched.

    ``path`` is one path, or from Python a sequence of them; ``-`` is standard input.
    ``jobs`` is the number of processes that read.
    """

    name = "replay"

    def __init__(self, path: str | Sequence[str] = (), jobs: str | int = 1, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.jobs = _jobs(jobs)
        self.paths = _paths(path)
        self.found: int | None = 0

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Refuse a missing path or one that does not exist."""
        unknown = sorted(set(arguments) - {"path", "jobs"})
        if unknown:
            raise WrongUsageError(f"the spider replay has no argument {unknown[0]!r}: write -a path=FOLDER")
        _jobs(arguments.get("jobs", 1))
        paths = _paths(arguments.get("path", ()))
        if not paths:
            raise WrongUsageError("the spider replay needs a path: write -a path=FOLDER")
        for path in paths:
            if str(path) != STANDARD_INPUT:
                require_path(path)

    def shown_arguments(self) -> dict[str, object]:
        """Return the paths, absolute."""
        return {"path": [_shown(path) for path in self.paths]}

    async def start(self) -> AsyncIterator[PageItem]:
        """Yield the pages in the order of their captures."""
        with kept_standard_input(self.paths) as standard_input:
            async for item in self._items(standard_input):
                yield item

    def _pages(self, findings: Findings) -> Iterator[PageItem]:
        if self.jobs > 1:
            return read_in_parallel(findings, zone=self.settings["ATWASAT_ZONE"], jobs=self.jobs)
        return map(PageItem.of, read_captures(findings))

    async def _items(self, standard_input: Path | None) -> AsyncIterator[PageItem]:
        paths = [path for path in self.paths if str(path) != STANDARD_INPUT]
        findings = find_captures(paths, standard_input=standard_input)
        self.found = len(findings.sources) if all(source.is_page for source in findings.sources) else None
        for item in self._pages(findings):
            yield item
            if self.stop_requested:
                return
        if findings.passed_over:
            counted = ", ".join(f"{count} {what}" for what, count in sorted(findings.passed_over.items()))
            self.logger.info("passed over, since they are no captures of the site's pages: %s", counted)


def _jobs(jobs: str | int) -> int:
    try:
        count = int(jobs)
    except ValueError:
        count = 0
    if not 1 <= count <= MOST_JOBS:
        raise WrongUsageError(f"jobs must be a number from 1 to {MOST_JOBS}, not {jobs!r}")
    return count


def _shown(path: Path) -> str:
    return STANDARD_INPUT if str(path) == STANDARD_INPUT else printable_path(path)


def _paths(path: str | Sequence[str]) -> list[Path]:
    return [Path(path)] if isinstance(path, str) else [Path(each) for each in path]
