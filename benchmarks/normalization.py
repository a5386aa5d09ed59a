"""How fast the site's byline is dated and its letters are folded, beside the libraries that do something like it.

Run: ``pip install -e '.[benchmarks]'``, then ``python benchmarks/normalization.py``. One process; each figure is the
median of seven rounds in which the candidates take turns, so that they meet the same noise.
"""

import timeit
from collections.abc import Callable
from pathlib import Path
from statistics import median

import dateparser
from dateutil.parser import ParserError, parse
from pyarabic import araby

from atwasat_spider.normalization import clean, fold, read_byline, read_date, search_key
from atwasat_spider.normalization.words.keys import _key_of_piece, word_key  # the caches that are emptied here

ROUNDS = 7
DATE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"
BYLINE = f"القاهرة - بوابة الوسط {DATE}"
OTHER_FORM = "نشر في: الاثنين ٥ أيلول / سبتمبر ٢٠١٦ الساعة 17:51"
SEED = Path(__file__).parent.parent / "seeds" / "000_f7f609d0a9018c5c" / "page.txt"
ARTICLE = SEED.read_text(encoding="utf-8")


def with_dateutil(text: str) -> object:
    try:
        return parse(text, fuzzy=True)  # silently wrong: the month is that of today
    except ParserError:
        return None


def with_pyarabic(text: str) -> str:
    text = araby.strip_tatweel(araby.strip_tashkeel(text))
    return araby.normalize_teh(araby.normalize_alef(araby.normalize_hamza(araby.normalize_ligature(text))))


def cold_search_key() -> str:
    _key_of_piece.cache_clear()
    word_key.cache_clear()
    return search_key(ARTICLE)


def compare(what: str, candidates: dict[str, tuple[Callable[[], object], int]]) -> None:
    """Print the median microseconds of each candidate and how many times the first one's that is."""
    rounds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, (function, calls) in candidates.items():
            rounds[name].append(timeit.timeit(function, number=calls) / calls * 1e6)
    print(what)
    first = next(iter(rounds.values()))
    for name, times in rounds.items():
        ratio = median(each / own for each, own in zip(times, first, strict=True))
        print(f"  {name:<28} {median(times):9.1f} µs   {ratio:7.1f} times")


def main() -> None:
    compare(
        f"the printed date «{DATE}»",
        {
            "read_date": (lambda: read_date(DATE), 20_000),
            "python-dateutil, fuzzy": (lambda: with_dateutil(DATE), 2_000),
            "dateparser, Arabic": (lambda: dateparser.parse(DATE, languages=["ar"]), 200),
        },
    )
    compare(
        "other calls on a byline",
        {
            "read_date of a whole byline": (lambda: read_date(BYLINE), 20_000),
            "read_date of another form": (lambda: read_date(OTHER_FORM), 2_000),
            "read_byline": (lambda: read_byline(BYLINE), 2_000),
        },
    )
    compare(
        f"an article page of {len(ARTICLE.encode()) / 1024:.1f} KiB",
        {
            "fold": (lambda: fold(ARTICLE), 500),
            "PyArabic, the like": (lambda: with_pyarabic(ARTICLE), 100),
            "clean": (lambda: clean(ARTICLE), 500),
            "search_key, words known": (lambda: search_key(ARTICLE), 500),
            "search_key, words new": (cold_search_key, 20),
        },
    )


if __name__ == "__main__":
    main()
