"""How much of what an article says is found again by this project, trafilatura, newspaper4k and Fundus.

Run: ``pip install -e '.[benchmarks]'``, then ``pip install --no-deps fundus==0.5.7 newspaper4k==0.9.6``: both run with
the lxml, fastwarc and python-dateutil of this project, though they ask for older ones (with its own lxml Fundus is
slower). Then ``python benchmarks/extraction.py`` prints a Markdown table.

The pages are the synthetic articles of the tests in every layout of the tests, so what was written is known to the
letter; how often a layout is met in the world they do not say. A body is compared by its words: paragraphs,
sub-headings, list items and the rows of tables. ``credited`` are the reporters or the translator, else the source;
``time`` is exact in UTC, ``day`` that of UTC or of Tripoli.
"""

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import mean
from textwrap import fill
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from peers import (
    Links,
    Reading,
    read_by_fundus,
    read_by_newspaper,
    read_by_trafilatura,
    read_by_us,
    words_of,
)
from renderings.articles import ARTICLES
from renderings.inline import seen
from renderings.modern_hashed import modern_hashed
from renderings.modern_plain import modern_plain
from renderings.newscoop import newscoop
from renderings.written import Written

from atwasat_spider.addresses import read_article_address

Layout = Callable[[Written], str]

TRIPOLI = ZoneInfo("Africa/Tripoli")
WIDTH = len("Fundus, its own layout")
TEXT = {"paragraph", "subheading", "list_item", "table_row"}
COLUMNS = ("headline", " time", "  day", "credited", "related", "exact body", "body F1")
TOOLS: dict[str, Callable[[str, str], Reading]] = {
    "this project": read_by_us,
    "Fundus": read_by_fundus,
    "trafilatura": read_by_trafilatura,
    "newspaper4k": read_by_newspaper,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the layout that made it and what it was made of."""

    layout: str
    html: str
    article: Written


@dataclass(frozen=True, slots=True)
class Marks:
    """How a reading of one page compares with what was written; ``related`` is ``None`` without such a field."""

    headline: bool
    published: bool
    day: bool
    credited: bool
    related: bool | None
    body: bool
    body_f1: float


def layouts() -> dict[str, Layout]:
    """Return the layouts of the tests by name: three, and those that have a module of their own."""
    found: dict[str, Layout] = {
        "newscoop": newscoop,
        "modern_hashed": modern_hashed,
        "modern_plain": modern_plain,
    }
    folder = Path(__file__).parent.parent / "tests" / "renderings"
    for path in sorted(folder.glob("layout_*.py")):
        module = importlib.import_module(f"renderings.{path.stem}")
        if hasattr(module, "page"):
            found[path.stem.removeprefix("layout_")] = module.page
    return found


def pages() -> Iterator[Page]:
    """Return every article in every layout."""
    for name, layout in layouts().items():
        yield from (Page(name, layout(article), article) for article in ARTICLES)


def credited(article: Written) -> frozenset[str]:
    """Return whom the byline credits: reporters or a translator, else the source.

    A byline is ``PLACE - SOURCE: REPORTER، REPORTER`` or ``PLACE - SOURCE (ترجمة: TRANSLATOR)``.
    """
    names = article.signature.replace(" – ", " - ").rpartition(" - ")[2]
    source, _, persons = names.rstrip(")").partition(": ")
    return frozenset(persons.split("، ")) if persons else frozenset({source})


def written_words(article: Written) -> tuple[str, ...]:
    """Return the words of paragraphs, sub-headings, list items and rows."""
    return words_of("\n".join(seen(piece) for piece in article.body if piece.kind in TEXT))


def written_links(article: Written) -> Links:
    return tuple((link.headline, read_article_address(link.url).url) for link in article.related)


def f1(found: tuple[str, ...], written: tuple[str, ...]) -> float:
    """Return the harmonic mean of precision and recall, each word as often as it stands there."""
    shared = (Counter(found) & Counter(written)).total()
    return 2 * shared / (len(found) + len(written))


def days(article: Written) -> set[date]:
    """Return the day of publication as printed and in UTC; a tool that knows no time may say either."""
    return {article.published.date(), article.published.astimezone(TRIPOLI).date()}


def compare(reading: Reading, article: Written) -> Marks:
    words = written_words(article)
    return Marks(
        headline=reading.headline == article.headline,
        published=_same_moment(reading.published, article.published),
        day=reading.day in days(article),
        credited=reading.credited == credited(article),
        related=None if reading.related is None else reading.related == written_links(article),
        body=reading.words == words,
        body_f1=f1(reading.words, words),
    )


def _same_moment(found: datetime | None, written: datetime) -> bool:
    return found is not None and found == written


def line(tool: str, marks: list[Marks]) -> str:
    """Return the line of a tool in the table: shares in percent, the F1 as a mean."""
    shares = [
        _share([one.headline for one in marks]),
        _share([one.published for one in marks]),
        _share([one.day for one in marks]),
        _share([one.credited for one in marks]),
        "-" if any(one.related is None for one in marks) else _share([bool(one.related) for one in marks]),
        _share([one.body for one in marks]),
        f"{mean(one.body_f1 for one in marks):.3f}",
    ]
    return _line(tool, [share.rjust(len(column)) for share, column in zip(shares, COLUMNS, strict=True)])


def _line(first: str, rest: Sequence[str]) -> str:
    return f"| {first:<{WIDTH}} | " + " | ".join(rest) + " |"


def _share(marks: list[bool]) -> str:
    return f"{100 * mean(marks):.0f} %"


def main() -> None:
    every = list(pages())
    print(_line("", COLUMNS))
    print(_line("-" * WIDTH, ["-" * (len(column) - 1) + ":" for column in COLUMNS]))
    for tool, read in TOOLS.items():
        marks = [(page.layout, compare(read(page.html, page.article.url), page.article)) for page in every]
        print(line(tool, [one for _, one in marks]), flush=True)
        if tool == "Fundus":
            print(line("Fundus, its own layout", [one for name, one in marks if name == "modern_hashed"]))
    names = sorted({page.layout for page in every})
    counts = f"{len(every)} pages: {len(ARTICLES)} articles in {len(names)} layouts"
    print("\n" + fill(f"{counts} ({', '.join(names)}).", 100))


if __name__ == "__main__":
    main()
