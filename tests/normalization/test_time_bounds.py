"""No text makes a function of the text stages slow: two seconds are far above what ten thousand letters take."""

from collections.abc import Callable
from time import perf_counter

import pytest

from atwasat_spider.blocks import read_text
from atwasat_spider.captures import decode
from atwasat_spider.normalization import clean, fold, headline_key, read_byline, read_date, search_key

MONDAY = "الإثنين 05 سبتمبر 2016, 05:51 مساء"
FUNCTIONS: list[Callable[[str], object]] = [
    clean,
    fold,
    headline_key,
    read_byline,
    read_date,
    read_text,
    search_key,
    lambda text: decode(text.encode()),
]
TEXTS = {
    "one letter": "ا" * 10_000,
    "dashes": " - " * 5_000,
    "days": "يوم " * 3_000,
    "weekdays": "الإثنين " * 2_000,
    "dates": f"{MONDAY} " * 300,
    "dashes before a date": f"{' - ' * 3_000}{MONDAY}",
    "dashes and colons before a date": f"{' - ' * 3_000}: a : b {MONDAY}",
    "spaces before a date": f"a{' ' * 10_000}{MONDAY}",
    "parentheses": "(" * 10_000,
    "pairs of parentheses": "()" * 5_000,
    "commas": "،" * 10_000,
    "digits": "2016 " * 2_000,
    "tatweel": "ـ" * 10_000,
    "harakat": "ا" + "\u064e" * 10_000,
    "marks that are sorted": "ا" + "\u064e\u0651" * 5_000,
    "spaces": " " * 10_000,
    "lines": "\n" * 10_000,
    "lines of one letter": "ا\n" * 5_000,
    "labels": "تعليقات\n" * 1_500,
    "related": "عناوين ذات صلة\n" + "طريق\n" * 2_000,
    "articles": "وبال" * 2_500,
    "presentation forms": "\ufdfa" * 10_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_is_slow_to_read(text: str) -> None:
    for function in FUNCTIONS:
        started = perf_counter()
        function(text)
        assert perf_counter() - started < 2, function
