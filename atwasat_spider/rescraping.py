"""Articles fetched again because somebody asked for them now, each compared with what the archive had."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.jobs import JobReport, archive_settings, crawler_process, run_job
from atwasat_spider.query.rescraped import Known, Rescraped, compare, known_articles
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.runs import Outcome
from atwasat_spider.storage.schema import prepare

_STANDARD_INPUT = "-"


def read_addresses(urls: Sequence[str], files: Sequence[Path]) -> tuple[list[ArticleAddress], list[Rescraped]]:
    """Return the addresses of articles, each once, and the lines of files that are none.

    Blank lines and those that begin with ``#`` say nothing. Raises ``WrongUsageError`` for an argument that is no
    address of an article of the site, and where there is no address at all.
    """
    named = [read_article_address(url) for url in urls if url != _STANDARD_INPUT]
    sources = [Path(_STANDARD_INPUT) for url in urls if url == _STANDARD_INPUT] + list(files)
    refused = []
    for source in dict.fromkeys(sources):
        for number, line in _lines(source):
            try:
                named.append(read_article_address(line))
            except WrongUsageError as error:
                name = "standard input" if str(source) == _STANDARD_INPUT else str(source)
                refused.append(Rescraped(line, "refused", problem=f"{name}, line {number}: {error}"))
    if not named and not refused:
        raise WrongUsageError("no address: name one, or a file of addresses with --file")
    return list(dict.fromkeys(named)), refused


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    is_input = str(source) == _STANDARD_INPUT
    text = sys.stdin.buffer.read() if is_input else source.read_bytes()
    for number, line in enumerate(text.decode("utf-8-sig", "backslashreplace").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def rescrape(
    settings: Mapping[str, object],
    addresses: Sequence[ArticleAddress],
    refused: Sequence[Rescraped] = (),
    *,
    from_archive: bool = False,
) -> tuple[JobReport, list[Rescraped]]:
    """Fetch articles again and return how the job went and what came of each address, in their order."""
    if not addresses:
        return JobReport(None, Outcome.FINISHED, {"failed": len(refused), "captures": 0}), list(refused)
    engine = open_engine(str(settings["ATWASAT_DATABASE_URL"]))
    prepare(engine)
    before = known_articles(engine, addresses)
    arguments = {"url": [address.url for address in addresses], "from_archive": from_archive}
    report = run_job(crawler_process(archive_settings(settings)), "article", arguments)
    moved = [read_article_address(result.moved_to) for result in report.results.values() if result.moved_to]
    every = list(dict.fromkeys([*addresses, *moved]))
    after = known_articles(engine, every)
    engine.dispose()
    return report, [*refused, *(_result(address.url, report, before, after) for address in every)]


def _result(url: str, report: JobReport, before: Mapping[str, Known], after: Mapping[str, Known]) -> Rescraped:
    """Return what came of an address; a page that answers under another section's address has moved there."""
    moved_to = None if url in report.results else _answered(url, report)
    result = report.results.get(moved_to or url)
    if result is None:
        return compare(url, "not asked", before, after)
    outcome = "blocked" if result.outcome == "refused" else result.outcome
    if moved_to and outcome == "unchanged":
        outcome = "moved"
    return replace(compare(url, outcome, before, after), problem=result.problem, moved_to=moved_to or result.moved_to)


def _answered(url: str, report: JobReport) -> str | None:
    """Return the address with the same number that was asked for in the end, for one that was redirected to it."""
    wanted = read_article_address(url)
    for other in report.results:
        address = read_article_address(other)
        if (address.id_space, address.site_id) == (wanted.id_space, wanted.site_id):
            return other
    return None
