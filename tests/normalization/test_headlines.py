"""The key by which the same headline is known again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import headline_key


@pytest.mark.parametrize(
    ("headline", "again"),
    [
        # a political silence in Ramadan, and the command suspends its part in the «reconciliation»
        (
            "سكون سياسي في رمضان.. والقيادة تعلق المشاركة في «المصالحة»",
            "سكون سياسي في رمضان والقيادة تعلق المشاركة في المصالحة",
        ),
        ("جريدة «الوسط»: قطاع النفط", 'جريدة "الوسط" : قطاع النفط'),
        ("جريدة «الوسط»", "جريدة “الوسط”"),
        ("حفتر في موسكو", "  حفتر  في\u00a0موسكو "),
        ("حفتر في موسكو", "\u200fحفتر في موسكو\u200f"),
        ("حفتر في موسكو", "حفتر فى موسكو"),
        ("الإثنين", "الاثنين"),
        ("زيارة القائِد", "زياره القايد"),
        ("عام ٢٠١٦", "عام 2016"),
        ("إيرادات لـ60%", "ايرادات ل60"),
        ("ليبيا - تونس", "ليبيا – تونس"),
        ("ليبيا-تونس", "ليبيا تونس"),
        ("ماذا بعد؟", "ماذا بعد"),
        ("حفتر في موسكو…", "حفتر في موسكو..."),
        ("بالصور| شحات", "بالصور.. شحات"),
    ],
)
def test_headline_in_other_typography_has_its_key(headline: str, again: str) -> None:
    assert headline_key(headline) == headline_key(again)


@pytest.mark.parametrize(
    ("headline", "other"),
    [
        ("حفتر في موسكو", "حفتر في روسيا"),
        ("حفتر في موسكو", "حفتر في موسكو غدًا"),
        ("العدد 66", "العدد 67"),
        ("مقتل 6 في سرت", "مقتل 60 في سرت"),
        ("مقتل 1 5 في سرت", "مقتل 15 في سرت"),
        ("الجيش الليبي", "الجيش االليبي"),
        ("زيارة", "زيارته"),
        ("وزارة", "الوزارة"),
        ("...", "!!!"),
        ("", "."),
    ],
)
def test_headline_that_differs_in_a_word_has_another_key(headline: str, other: str) -> None:
    assert headline_key(headline) != headline_key(other)


def test_key_is_folded_words() -> None:
    assert headline_key("«القائد» يزور سرت.. في ٢٠١٦") == "القايد يزور سرت في 2016"


@pytest.mark.parametrize(("headline", "key"), [("...", "..."), ("؟!", "?!"), ("«»", '""'), ("😀", "😀")])
def test_headline_of_signs_is_its_own_key(headline: str, key: str) -> None:
    assert headline_key(headline) == key


def test_long_headline_is_known_by_its_end() -> None:
    beginning = "ليبيا " * 60  # 360 characters
    first, second = headline_key(beginning + "أ"), headline_key(beginning + "ب")
    assert first != second
    assert first[:150] == second[:150]
    assert len(first) == len(second) == 255


def test_long_headline_in_other_typography_has_its_key() -> None:
    assert headline_key("«أحمد»، " * 60) == headline_key("احمد " * 60)


@pytest.mark.parametrize(("letters", "length"), [(254, 254), (255, 255), (256, 255), (10_000, 255)])
def test_key_has_at_most_255_characters(letters: int, length: int) -> None:
    assert len(headline_key("ا" * letters)) == length


@given(st.text(st.characters()))
def test_any_text_has_a_key_that_can_be_stored(text: str) -> None:
    key = headline_key(text)
    assert len(key) <= 255
    key.encode("utf-8")


@given(st.text("ابتأةى 12.«»"))
def test_key_of_a_key_is_itself(headline: str) -> None:
    assert headline_key(headline_key(headline)) == headline_key(headline)
