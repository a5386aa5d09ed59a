"""What of a text no reader can see, and that nothing else is taken."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.characters import clean


@pytest.mark.parametrize(
    "invisible",
    [
        "\u200b",  # zero width space
        "\u200c",  # zero width non-joiner
        "\u200d",  # zero width joiner
        "\u200e",  # left-to-right mark
        "\u200f",  # right-to-left mark
        "\u061c",  # Arabic letter mark
        "\u202a",  # left-to-right embedding
        "\u202b",  # right-to-left embedding
        "\u202c",  # pop directional formatting
        "\u202e",  # right-to-left override
        "\u2066",  # left-to-right isolate
        "\u2069",  # pop directional isolate
        "\u2060",  # word joiner
        "\u00ad",  # soft hyphen
        "\ufeff",  # byte order mark
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x9f",
        "\U000e0041",  # tag
    ],
)
def test_invisible_character_goes(invisible: str) -> None:
    assert clean(f"{invisible}الو{invisible}سط{invisible}") == "الوسط"  # al-Wasat


@pytest.mark.parametrize(
    "space", [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2009", "\u202f", "\u3000", " \u200f "]
)
def test_white_space_becomes_one_space(space: str) -> None:
    assert clean(f"{space}بوابة{space}الوسط{space}") == "بوابة الوسط"


@pytest.mark.parametrize(
    "printed",
    [
        "قائلاً: «الزيارة كانت بناءً على دعوة»...",  # tanwin, guillemets, dots
        "الجيش االليبي",  # the typing error stays as it was printed
        "الـ21 و لـ60%",  # tatweel
        "٢٠١٦ ۲۰۱۶ 2016",  # digits of three kinds
        "القائِدُ ٱلعامّ",  # harakat, alef wasla
        "أإآ ؤئ ىي هة",
        "Atwasat WTV_Frequency",
        "«\u2013» \u2014 - \u060c \u061b \u061f",  # dashes and Arabic punctuation
        "\ufdfa \ufefb",  # presentation forms
        "\ufffd",  # the mark of an earlier damage must stay to be reported
        "😀",
    ],
)
def test_what_a_reader_sees_stays(printed: str) -> None:
    assert clean(printed) == printed


def test_composed_form_is_the_stored_one() -> None:
    assert clean("ا\u0654") == "أ"  # alef, hamza above
    assert clean("و\u0654ي\u0654ا\u0655ا\u0653") == "ؤئإآ"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f", "\ufeff \u200b\x00"])
def test_text_without_visible_characters_is_empty(text: str) -> None:
    assert clean(text) == ""


@given(st.text(st.characters()))
def test_cleaned_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_cleaned_text_is_one_line_in_nfc(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    cleaned.encode("utf-8")


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي0123456789«»،.؟"))
def test_letters_digits_and_punctuation_are_untouched(text: str) -> None:
    assert clean(text) == text


def test_heap_of_marks_on_one_letter_takes_no_time() -> None:
    """Ordering them takes the square of their number; 200,000 took minutes."""
    heap = "a" + "\u0315\u0300" * 100_000
    began = time.monotonic()
    assert clean(clean(heap)) == clean(heap) == heap
    assert time.monotonic() - began < 5
