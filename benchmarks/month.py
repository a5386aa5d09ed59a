"""A month of crawls, one every half hour, of a site that does what a news site does: what it costs and what it misses.

Run: ``python benchmarks/month.py > month.md``; it takes half an hour on a machine of 2025 that does nothing else. The
clocks of the stand-in site and of this process are set on from run to run; nothing waits between two requests.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "spiders")]

from histories import DAY, HOUR, MOVED, OK, History, histories  # noqa: E402 - the tests' own
from simulated import Place, Run, simulate  # noqa: E402
from sqlalchemy import Engine  # noqa: E402
from stand_in_site.client import running_site  # noqa: E402
from stand_in_site.kinds import kind_of  # noqa: E402
from stand_in_site.truth import TrueArticle  # noqa: E402
from verified import (  # noqa: E402
    Wrong,
    never_met,
    wrong_articles,
    wrong_captures,
    wrong_ends,
    wrong_requests,
    wrong_texts,
)

from atwasat_spider.storage.engine import open_engine  # noqa: E402

DAYS, INTERVAL, PER_DAY, ARTICLES = 30, timedelta(minutes=30), 110, 300
MB = 1_000_000
_OF_DATABASE: dict[str, Callable[[Sequence[History], Engine], list[Wrong]]] = {
    "articles not stored exactly as shown": wrong_articles,
    "articles with other revisions than were shown": wrong_texts,
    "removals and moves not known": wrong_ends,
    "articles with another number of captures": wrong_captures,
}

Row = tuple[str, object]


def report(truth: Sequence[TrueArticle], runs: Sequence[Run], place: Place) -> Iterator[str]:
    """Yield the figures as lines of Markdown, and then what is not as it should be."""
    moments = [run.moment for run in runs]
    met = histories(truth, moments)
    engine = open_engine(place.database, read_only=True)
    wrong = {name: find(met, engine) for name, find in _OF_DATABASE.items()}
    engine.dispose()
    wrong["articles asked for otherwise than the ladder says"] = wrong_requests(met, runs)
    yield "| | |\n|---|---|"
    rows = [*_size(truth, runs, met), *((name, len(found)) for name, found in wrong.items()), *_missed(met)]
    rows += [*_ends(met), *_requests(runs, met), *_cost(runs, place)]
    yield from (f"| {name} | {shown} |" for name, shown in rows)
    yield from (f"\n{name}: {each}" for name, found in wrong.items() for each in found[:5])


def _size(truth: Sequence[TrueArticle], runs: Sequence[Run], met: Sequence[History]) -> Iterator[Row]:
    outcomes = Counter(run.outcome for run in runs)
    yield "runs", f"{len(runs)} in {(runs[-1].moment - runs[0].moment).days} days: {_counted(outcomes)}"
    yield "articles that the site showed", len(truth)
    moments = [run.moment for run in runs]
    yield "of these, gone before a run could see them", sum(1 for _ in never_met(truth, moments))
    yield "articles that a run could see", len(met)


def _missed(met: Sequence[History]) -> Iterator[Row]:
    """What no crawl by this ladder can know, however right it is."""
    last = max(history.askings[-1].moment for history in met)
    later = [(history, version.moment) for history in met for version in history.article.versions[1:]]
    shown = [(history, moment) for history, moment in later if moment <= last]
    yield "later versions that the site showed", len(shown)
    yield "of these, versions that stood across a look", sum(moment in _seen(history) for history, moment in shown)
    yield "articles with a text seen again after another", sum(history.returns for history in met)


def _ends(met: Sequence[History]) -> Iterator[Row]:
    last = max(history.askings[-1].moment for history in met)
    gone = [h for h in met if h.article.gone_at and h.article.gone_at <= last]
    late = [(h.gone_at - h.article.gone_at) / HOUR for h in gone if h.gone_at and h.article.gone_at]
    yield "articles removed after a look / known to be", f"{len(gone)} / {len(late)}"
    longest = f"{median(late):.1f}, {max(late):.1f}" if late else "none"
    yield "hours from a removal to its look, median and most", longest
    moved = [h for h in met if h.article.moved_at and h.looks[0] < h.article.moved_at <= last]
    known = sum(any(asking.status == MOVED for asking in h.askings) for h in moved)
    yield "articles moved after a look / known to be", f"{len(moved)} / {known}"


def _requests(runs: Sequence[Run], met: Sequence[History]) -> Iterator[Row]:
    kinds = Counter((kind_of(each.target), each.status) for run in runs for each in run.asked)
    for kind in ("articles", "listings", "feeds", "robots", "others"):
        statuses = {str(status): count for (of, status), count in sorted(kinds.items()) if of == kind}
        yield f"requests for {kind}", f"{sum(statuses.values())}: {_counted(statuses)}"
    yield "bodies (200) of article pages that had not changed", _needless(met, runs)
    yield "requests for one article, median and most", _spread([len(history.askings) for history in met])
    others = [sum(kind_of(each.target) != "articles" for each in run.asked) for run in runs[1:]]
    yield "other requests in one run, median and most", _spread(others)
    days = Counter(run.moment.date() for run in runs[1:] for _ in run.asked)
    yield "requests on one day, median and most", _spread(list(days.values()))
    sent = sum(each.sent for run in runs for each in run.asked)
    daily = sent / ((runs[-1].moment - runs[0].moment) / DAY)
    yield "bodies that the site sent", f"{sent / MB:.0f} MB, {daily / MB:.1f} MB a day"


def _seen(history: History) -> set[datetime]:
    """Return since when the versions stood that were looked at."""
    return {history.article.version_at(moment).moment for moment in history.looks}


def _needless(met: Sequence[History], runs: Sequence[Run]) -> int:
    """Count what the site sent in full beyond the first look, the changes and the moves."""
    needed = sum(asking.status == OK for history in met for asking in history.askings)
    sent = sum(each.status == OK and kind_of(each.target) == "articles" for run in runs for each in run.asked)
    return sent - needed


def _cost(runs: Sequence[Run], place: Place) -> Iterator[Row]:
    seconds = [run.seconds for run in runs[1:]]
    long = quantiles(seconds, n=20)[-1]
    spread = f"median {median(seconds):.2f}, 95 % under {long:.1f}, most {max(seconds):.1f}"
    yield "seconds of a run without delays", f"first {runs[0].seconds:.1f}, then {spread}"
    tenth = len(runs) // 10
    early, late = median(seconds[:tenth]), median(seconds[-tenth:])
    yield "median of the first tenth of the runs and of the last", f"{early:.2f} s, {late:.2f} s"
    database = Path(place.database.removeprefix("sqlite:///")).stat().st_size
    files = sorted(place.archive.glob("*.warc.gz"))
    warcs = sum(path.stat().st_size for path in files)
    yield "database", f"{database / MB:.1f} MB"
    yield "WARC files", f"{len(files)}, {warcs / MB:.1f} MB"
    checked = subprocess.run(
        [Path(sys.executable).parent / "warcio", "check", *files], capture_output=True, check=False
    )
    yield "`warcio check`", "no error" if (checked.returncode, checked.stdout) == (0, b"") else checked.stdout[:500]


def _spread(numbers: Sequence[int]) -> str:
    return f"{median(numbers):.0f}, {max(numbers)}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _told(run: Run) -> None:
    if run.moment.hour == run.moment.minute == 0:
        print(f"{run.moment:%Y-%m-%d}: {len(run.asked)} requests, {run.seconds:.1f} s", file=sys.stderr, flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, running_site(articles=ARTICLES, per_day=PER_DAY) as site:
        place = Place(f"sqlite:///{name}/archive.db", Path(name) / "captures")
        runs = simulate(site, place, runs=DAYS * 48 + 1, interval=INTERVAL, told=_told)
        for line in report(site.truth(), runs, place):
            print(line)


if __name__ == "__main__":
    main()
