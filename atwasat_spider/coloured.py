"""How two states of an article differ, as a person reads it: in colours on a terminal, in marks elsewhere.

As in ``terminal``, Arabic stands on lines of its own, led by one sign, and on a terminal it is told to run from right
to left. Lines are never wrapped here: a terminal breaks a line after putting it in order, and what is copied is whole.
"""

import os
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from atwasat_spider.characters import printable
from atwasat_spider.query.differences import Difference, Kind, ParagraphChange, WordRun

_RLI, _PDI = "\u2067", "\u2069"
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.MOVED: ">"}
_STYLES = {Kind.ADDED: "green", Kind.REMOVED: "red strike", Kind.SAME: ""}
_MARKS = {Kind.ADDED: ("{+", "+}"), Kind.REMOVED: ("[-", "-]"), Kind.SAME: ("", "")}


def print_difference(difference: Difference, *, colour: bool | None = None) -> None:
    """Print each change with its words, then how much stayed; in colours if asked for, or if a terminal can show them.

    Whether words came or went is told by colours or by ``{+…+}`` and ``[-…-]``, never by both.
    """
    is_coloured = _can_show_colours() if colour is None else colour
    console = Console(
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=is_coloured,
        color_system="standard" if is_coloured else None,
    )
    for change in difference.changes:
        for line in _lines(change, is_coloured=is_coloured):
            console.print(line, soft_wrap=True)
        console.print()
    console.print(_in_all(difference), soft_wrap=True)


def _can_show_colours() -> bool:
    """See https://no-color.org: any value but the empty one forbids colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _in_all(difference: Difference) -> str:
    if not difference.changes:
        return "no differences"
    return f"{difference.unchanged} paragraph{'' if difference.unchanged == 1 else 's'} unchanged"


def _lines(change: ParagraphChange, *, is_coloured: bool) -> Iterator[Text]:
    sign = _SIGNS[change.kind]
    yield Text(f"{sign} {_title(change)}")
    for runs in _rows(_runs(change)):
        # Where the whole line came or went, its sign says so.
        is_marked = change.kind is Kind.CHANGED and not is_coloured
        yield _line(sign, runs, is_coloured=is_coloured, is_marked=is_marked)


def _title(change: ParagraphChange) -> str:
    before, after = change.position_before, change.position_after
    place = "" if before is None and after is None else f" {before if after is None else after}"
    was = f", {before} before" if before is not None and after is not None and before != after else ""
    return printable(f"{change.part}{place}{was}{' (cosmetic)' if change.is_cosmetic else ''}")


def _runs(change: ParagraphChange) -> Sequence[WordRun]:
    if change.kind is Kind.CHANGED:
        return change.words
    kind = Kind.SAME if change.kind is Kind.MOVED else change.kind
    return [WordRun(kind, change.before or "" if change.after is None else change.after)]


def _rows(runs: Sequence[WordRun]) -> Iterator[list[WordRun]]:
    """Yield runs line by line: a text may hold line breaks, a printed line may not."""
    row: list[WordRun] = []
    for run in runs:
        first, *others = run.text.split("\n")
        row.append(WordRun(run.kind, first))
        for other in others:
            yield row
            row = [WordRun(run.kind, other)]
    yield row


def _line(sign: str, runs: Sequence[WordRun], *, is_coloured: bool, is_marked: bool) -> Text:
    line = Text()
    for run in runs:
        if run.text:
            opening, closing = _MARKS[run.kind] if is_marked else ("", "")
            line.append(f"{opening}{printable(run.text)}{closing}", _STYLES[run.kind] if is_coloured else "")
    start, end = (_RLI, _PDI) if _has_arabic(line.plain) and sys.stdout.isatty() else ("", "")
    return Text.assemble(f"{sign} {start}", line, end)


def _has_arabic(line: str) -> bool:
    return any("\u0590" <= character <= "\u08ff" for character in line)
