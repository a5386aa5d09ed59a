"""Arabic and English on one screen: how answers are printed.

Arabic stands on lines of its own, in the order in which it is written, never mixed with numbers and Latin words: a
terminal that knows right-to-left shows such a line rightly, one that does not shows it letter by letter but in order,
and what is copied or piped is the text itself. On a terminal a line is told to run from right to left by a pair of
isolates (Unicode Bidirectional Algorithm, RLI and PDI); elsewhere nothing is added.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

import click

from atwasat_spider.characters import printable
from atwasat_spider.normalization.dates.zones import find_zone
from atwasat_spider.query.excerpts import Marked

_RLI, _PDI = "\u2067", "\u2069"


def use_utf_8() -> None:
    """Print UTF-8 whatever the locale says; what cannot be written is escaped, not an error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def print_text(text: str) -> None:
    """Print a line or paragraphs of scraped text; control characters never reach the terminal."""
    for line in text.split("\n"):
        click.echo(_right_to_left(printable(line)))


def print_marked(marked: Marked) -> None:
    """Print a text with its marks: bold on a terminal, in square brackets elsewhere."""
    pieces, at = [], 0
    for start, end in marked.marks:
        pieces += [printable(marked.text[at:start]), _emphasis(printable(marked.text[start:end]))]
        at = end
    click.echo(_right_to_left("".join([*pieces, printable(marked.text[at:])])))


def print_facts(facts: Iterable[tuple[str, object]]) -> None:
    """Print names and values, those of unknown value left out; a value in Arabic goes onto a line of its own."""
    for name, value in facts:
        if value is None:
            continue
        text = printable(str(value))
        if text.isascii():
            click.echo(f"{name}: {text}")
        else:
            click.echo(f"{name}:")
            click.echo(_right_to_left(text))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table of plain values."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(printable("" if value is None else str(value)) for value in row))
    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 160
    console.print(table)


def local_time(moment: datetime | None, zone: str | None) -> str | None:
    """Return a time to the minute in a zone with its offset, as a reader of the site would say it."""
    if moment is None:
        return None
    shown = moment.astimezone(find_zone(zone)) if zone else moment
    return shown.strftime("%Y-%m-%d %H:%M %z")


def _right_to_left(line: str) -> str:
    has_arabic = any("\u0590" <= character <= "\u08ff" for character in line)
    return f"{_RLI}{line}{_PDI}" if has_arabic and sys.stdout.isatty() else line


def _emphasis(word: str) -> str:
    return click.style(word, bold=True, fg="yellow") if sys.stdout.isatty() else f"[{word}]"
