"""Bylines: ``PLACE SEP SOURCE[: REPORTER] DATE``, any part of which may be missing.

Seen on the site: a hyphen or an en dash as the separator, a reporter after a colon or none, single spaces, a date that
begins with its weekday. Not seen yet, but printed by news sites like it: agencies, several places, a translator in
parentheses, a place alone, the reporter after a second dash, other forms of the date. The date closes the line; what
stands before it is told apart by what is known: places (``gazetteer``) and the names of agencies and media.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from atwasat_spider.normalization.dates import date_place
from atwasat_spider.normalization.gazetteer import PLACES
from atwasat_spider.normalization.letters import fold

# A date as bylines print it whose month nobody knows is still where the names end.
_WEEKDAY = "(?:يوم )?ال(?:[إاأ][ثت]نين|ثلاثاء?|[أا]ربعاء?|خميس|جمع[ةه]|سبت|[أا]حد)"
_UNREAD_DATE = re.compile(rf"{_WEEKDAY}[,،]? \d{{1,2}} \S+ \d{{4}}(?:[,،].*)?\Z", re.DOTALL)

_DASH = "[-\u2010-\u2015\u2212]"
_SEPARATOR = re.compile(rf" {_DASH} ?|{_DASH} | ?\| ?")
# Words that stand before a person or a date and name nobody: wrote, by, edited, published on.
_NO_SOURCE = frozenset({
    *("كتب", "كتبت", "بقلم", "اعداد", "تحرير", "تقرير", "حوار", "تحقيق", "ترجمه"),
    *("نشر", "نشرت", "نشر في", "تاريخ النشر", "اخر تحديث"),
})  # fmt: skip
# «القاهرة (رويترز)», «القاهرة، وكالات», «القاهرة-رويترز»
_CLOSE_SOURCE = re.compile(rf"([^(]+?) ?(?:{_DASH}|[،,]|\u0640+ |\()([^()]+)\)?")
_LONGEST_NAMES = 200  # characters
_EDGES = " -\u2010\u2011\u2012\u2013\u2014\u2015\u2212|,،"
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_TRANSLATOR = re.compile(r"\( ?ترجم[ةه] ?:? ?([^()]+?) ?\)\Z")
_BETWEEN_PLACES = re.compile(r" ?[,/،+] ?(?:و(?=\w))?| و ?(?=\w)| - ")
# Agencies, newspapers and broadcasters, as Arabic bylines write them; folded.
_SOURCE_NAMES = (
    "بوابه الوسط|الوسط|خاص|وكاله|وكالات|جريده|صحيفه|مجله|موقع|قناه|راديو|تلفزيون|اذاعه|شبكه",
    "وال|لانا|رويترز|فرانس برس|الاناضول|سبوتنيك|شينخوا|تاس|نوفوستي|انسا|اكي|نوفا|بترا|قنا|واس|وام|كونا|سانا|وات|واج",
    "اسوشيتد برس|اسوشييتد برس|يونايتد برس|بي بي سي|سي ان ان|دويتشه فيله|دي دبليو|روسيا اليوم|سكاي نيوز|افريكان مانجر",
    "العربيه نت|العربيه|الجزيره نت|الجزيره|الشرق الاوسط|الحره|ليبيا الاحرار|afp|ap|reuters|bbc|alwasat",
)
_INITIALS = r"ا ?\.? ?ف ?\.? ?ب|ا ?\.? ?ب|د ?\.? ?ب ?\.? ?ا|ا ?\.? ?ش ?\.? ?ا"  # AFP, AP, DPA, MENA
_SOURCE = re.compile(rf"(?:خاص )?(?:{'|'.join(_SOURCE_NAMES)}|{_INITIALS})(?!\w)")


@dataclass(frozen=True, slots=True)
class Byline:
    """The parts of a byline as printed: ``القاهرة`` (Cairo), ``بوابة الوسط`` (the site), a person, and the date.

    Several places, sources or reporters stay together, as they are printed. ``reporter`` is whoever is credited; of a
    translator the printed byline says so.
    """

    place: str | None
    source: str | None
    reporter: str | None
    date_text: str | None


def read_byline(text: str) -> Byline | None:
    """Split a byline into its parts; ``None`` when the text does not close with a date.

    >>> read_byline("سبها – بوابة الوسط: رمضان كرنفودة الإثنين 01 مايو 2017, 01:54 مساء").reporter
    'رمضان كرنفودة'
    """
    start = _start_of_date(text)
    if start is None:
        return None
    names, date_text = text[:start].strip(_EDGES), text[start:].strip()
    before, reporter = _parted_at_colon(names)
    if reporter is not None and _is_place(before) and _is_source(reporter):
        return Byline(_present(before), _present(reporter), None, date_text)
    translator = _TRANSLATOR.search(before) if reporter is None else None
    if translator:
        before, reporter = before[: translator.start()], translator[1]
    place, source, named_last = _place_and_source(before)
    if reporter is not None and place is None and _is_place(reporter):
        place, reporter = reporter, None
    if source is not None and fold(source).strip() in _NO_SOURCE:
        source = None
    return Byline(_present(place), _present(source), _present(reporter or named_last), date_text)


def _start_of_date(text: str) -> int | None:
    place = date_place(text, with_elapsed=True)
    if place:
        return None if text[place[1] :].strip(" .)") else place[0]
    unread = _UNREAD_DATE.search(text)
    return unread.start() if unread else None


def _parted_at_colon(names: str) -> tuple[str, str | None]:
    """The first colon outside parentheses comes before a reporter."""
    colon = _IN_PARENTHESES.sub(lambda inside: " " * len(inside[0]), names).find(":")
    return (names, None) if colon < 0 else (names[:colon], names[colon + 1 :])


def _place_and_source(names: str) -> tuple[str | None, str | None, str | None]:
    """Return place, source, and the reporter that a further dash parts from them."""
    ends = [match.span() for match in _SEPARATOR.finditer(names)]
    parts = list(zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(names)], strict=True))
    sources = [at for at, (start, end) in enumerate(parts) if _is_source(names[start:end])]
    if sources:
        return _around_source(names, parts, sources)
    if _is_place(names):
        return names, None, None
    close = _CLOSE_SOURCE.fullmatch(names) if len(names) <= _LONGEST_NAMES else None
    if close and _is_place(close[1]) and _is_source(close[2]):
        return close[1], close[2], None
    start, end = parts[-1]
    return names[: parts[-2][1]] if len(parts) > 1 else None, names[start:end], None


def _around_source(
    names: str, parts: Sequence[tuple[int, int]], sources: Sequence[int]
) -> tuple[str | None, str, str | None]:
    """A part after the source is a place if none came before and it is known as one, else a person after a place."""
    first = last = sources[0]
    while last + 1 in sources:
        last += 1
    place = names[: parts[first - 1][1]] if first else None
    source = names[parts[first][0] : parts[last][1]]
    after = names[parts[last + 1][0] :] if last + 1 < len(parts) else ""
    if place is None:
        return (after if _is_place(after) else None), source, None
    return place, source, after or None


def _is_source(name: str) -> bool:
    return _SOURCE.match(fold(name).strip()) is not None


def _is_place(names: str) -> bool:
    """Whether all that is named is known as places: «طرابلس، بنغازي»."""
    places = [place for place in _BETWEEN_PLACES.split(fold(names).strip()) if place]
    return bool(places) and all(place in PLACES for place in places)


def _present(text: str | None) -> str | None:
    return text.strip(_EDGES) or None if text else None
