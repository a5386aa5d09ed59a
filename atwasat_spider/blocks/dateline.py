"""The byline among the lines around a headline, whatever elements it is divided between."""

import re
from collections.abc import Sequence

from atwasat_spider.blocks.labels import looks_like_byline, names_the_site
from atwasat_spider.blocks.lines import Line

_LONGEST_PART = 80
_MOST_PARTS = 3
_SEPARATORS = re.compile(r"\s*[|•·¦]\s*")
# What a line of a date alone begins with: a weekday, a number, «نشر في» (published on), «بتاريخ» (dated)
_DATE_ALONE = re.compile(
    r"(?:نشر|النشر|تاريخ|بتاريخ|في|يوم|اليوم|[: ])*"
    r"(?:ال)?(?:[إاأ]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمع[ةه]|سبت|[أا]حد|منذ|قبل|[\d٠-٩])"
)
_ELAPSED = re.compile("منذ |قبل ")  # since, before
_UPDATED = re.compile("(?:آخر|تم|جرى)? ?(?:ال)?(?:تحديث|تعديل)")  # «آخر تحديث» (last update): no date of publication
_PLACE_AND_SOURCE = re.compile(r"[^-–—.،:]{2,30} [-–—] [^.،]{2,60}")  # «القاهرة - وكالات» (Cairo - agencies)
_PUBLISHED = re.compile(r"^(?:تاريخ النشر|نشر بتاريخ|نشر في|نشر|بتاريخ)\s*:?\s*")


def find_byline(lines: Sequence[Line]) -> tuple[str, frozenset[int]] | None:
    """Return the byline among lines, as it reads, and the places of the lines that it is made of.

    A date may stand on a line of its own; what names the site directly above or below it belongs to it.
    """
    for is_byline in (_has_date, _is_time):
        for at, line in enumerate(lines):
            for part in _candidates(line):
                if not part or _UPDATED.match(part) or not is_byline(line, part):
                    continue
                if names_the_site(part) or not _DATE_ALONE.match(part):
                    return part, frozenset({at})
                return _with_source(lines, at, _PUBLISHED.sub("", part))
    return None


def _has_date(_line: Line, part: str) -> bool:
    return looks_like_byline(part)


def _is_time(line: Line, part: str) -> bool:
    return bool(line.time) and _is_date(part)


def with_source_below(date: str, lines: Sequence[Line]) -> tuple[str, frozenset[int]] | None:
    """Return the byline of a date above the headline and the line below it with its source, if there is one."""
    if not _DATE_ALONE.match(date) or names_the_site(date):
        return None
    for at, line in enumerate(lines[:_MOST_PARTS]):
        if (names_the_site(line.text) or _PLACE_AND_SOURCE.fullmatch(line.text)) and _may_be_part(line):
            return f"{line.text} {date}", frozenset({at})
    return None


def _candidates(line: Line) -> list[str]:
    """Return the texts of a line that may be a byline: an element of it that is a whole one before the whole line."""
    if line.tag in ("img", "embed"):
        return []
    dated = (part for part in line.parts if looks_like_byline(part))
    whole = [part for part in dated if names_the_site(part) or not _DATE_ALONE.match(part)]
    return [*whole, line.text, *_SEPARATORS.split(line.text)]


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_PART and (any(map(str.isdigit, text)) or _ELAPSED.match(text) is not None)


def _with_source(lines: Sequence[Line], at: int, date: str) -> tuple[str, frozenset[int]]:
    """Put the source before a date: the nearest lines above that lead up to the site's name, or the one below."""
    above: list[int] = []
    for place in range(at - 1, max(-1, at - 1 - _MOST_PARTS), -1):
        if not _may_be_part(lines[place]):
            break
        above.insert(0, place)
        if names_the_site(lines[place].text):
            between = above[1:] if lines[place].text.endswith(":") else []  # «بوابة الوسط:» and a reporter below it
            joined = [*_leading_up_to(lines, place), *between]
            return " ".join([*(lines[each].text for each in joined), date]), frozenset({*joined, at})
    if at + 1 < len(lines) and names_the_site(lines[at + 1].text) and _may_be_part(lines[at + 1]):
        return f"{lines[at + 1].text} {date}", frozenset({at, at + 1})
    if above and (lines[above[-1]].box == lines[at].box or _PLACE_AND_SOURCE.fullmatch(lines[above[-1]].text)):
        return f"{lines[above[-1]].text} {date}", frozenset({above[-1], at})
    return date, frozenset({at})


def _leading_up_to(lines: Sequence[Line], at: int) -> list[int]:
    """A place may stand on a line of its own above the site's name: «القاهرة -» (Cairo)."""
    above = at - 1
    if above >= 0 and _may_be_part(lines[above]) and lines[above].text.endswith(("-", "–", "—")):
        return [above, at]
    return [at]


def _may_be_part(line: Line) -> bool:
    return line.tag not in ("img", "embed", "h1") and len(line.text) <= _LONGEST_PART and not line.text.endswith(".")
