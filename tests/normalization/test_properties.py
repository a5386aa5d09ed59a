"""What holds for every text: nothing raises, and each function keeps its word."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_functions import FUNCTIONS, PIECES, REFERENCE, arbitrary_texts

from atwasat_spider.normalization import clean, fold, headline_key, read_byline, read_date, search_key, words
from atwasat_spider.normalization.words import GAP, LONGEST_KEY

TEXTS = st.text(st.characters()) | st.lists(st.sampled_from(PIECES), max_size=15).map("".join)
WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_text_makes_a_function_raise(name: str) -> None:
    for text in islice(arbitrary_texts(seed=2016), 3_000):
        FUNCTIONS[name](text)


@given(TEXTS)
def test_cleaning_and_folding_are_done_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text) == fold(clean(text))


@given(TEXTS, TEXTS)
def test_fold_of_a_plain_text_is_fold_of_any_text(text: str, other: str) -> None:
    """The quick way for plain texts and the long way for others fold alike, word by word."""
    assert fold(f"{text} ﺍ {other}").replace(" ", "") == f"{fold(text)}ا{fold(other)}".replace(" ", "")


@given(TEXTS)
def test_words_stand_in_their_order_in_the_text(text: str) -> None:
    found = list(words(text))
    assert " ".join(word.key for word in found) == search_key(text)
    assert all(0 < len(word.key) <= LONGEST_KEY and GAP not in word.key and " " not in word.key for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS)
def test_key_is_that_of_the_clean_and_of_the_folded_text(text: str) -> None:
    text = "".join(character for character in text if character.isprintable() or character in " \n\u200f\u00ad")
    assert search_key(clean(text)) == search_key(text)
    assert headline_key(clean(text)) == headline_key(text) == headline_key(fold(text))


@given(TEXTS)
def test_what_was_read_of_a_date_reads_again_as_the_same(text: str) -> None:
    found = read_date(text, reference=REFERENCE)
    if found is not None:
        assert found.text in text
        assert found.at.utcoffset() == timedelta()
        again = read_date(found.text, reference=REFERENCE)
        assert again is not None
        assert (again.at, again.precision, again.zone) == (found.at, found.precision, found.zone)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 23), st.integers(0, 59), st.booleans())
def test_byline_of_every_day_is_read_on_both_ways(day: date, hour: int, minute: int, zero: bool) -> None:
    """The site's own form is read at one go, any other part by part; an invisible mark makes it any other."""
    printed = f"{WEEKDAYS[day.weekday()]} {day.day:02} {MONTHS[day.month - 1]} {day.year}, "
    printed += f"{(hour - 1) % 12 + 1:02}:{minute:02} {'صباحا' if hour < 12 else 'مساء'}"
    quick, slow = read_date(printed, zone="UTC"), read_date(f"\u200f{printed}", zone="UTC")
    assert quick == slow
    assert quick is not None
    assert quick.at.replace(tzinfo=None) == datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001
    assert (quick.precision, quick.weekday_agrees) == ("minute", True)


@given(TEXTS)
def test_parts_of_a_byline_are_its_own(text: str) -> None:
    byline = read_byline(text)
    if byline is not None:
        for part in (byline.place, byline.source, byline.reporter, byline.date_text):
            assert part is None or (part and part in text)
