"""Letters and digits in comparable form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import clean, fold
from atwasat_spider.normalization.digits import latin_digits


@pytest.mark.parametrize(
    ("printed", "latin"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("2016", "2016"),
        ("٣٫٥", "3.5"),  # Arabic decimal separator
        ("١٬٠٠٠٬٠٠٠", "1,000,000"),  # Arabic thousands separator
        ("عام ٢٠١٦ و۲۰۱۷ و2018", "عام 2016 و2017 و2018"),
        ("١،٢", "1،2"),  # the comma is punctuation
        ("", ""),
        ("ليبيا", "ليبيا"),
    ],
)
def test_digits_become_latin(printed: str, latin: str) -> None:
    assert latin_digits(printed) == latin


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("أحمد", "احمد"),  # alef with hamza above: Ahmed
        ("إبراهيم", "ابراهيم"),  # below: Ibrahim
        ("آمال", "امال"),  # madda
        ("ٱلعام", "العام"),  # wasla
        ("الإثنين", "الاثنين"),  # Monday
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("على", "علي"),
        ("ليبیا", "ليبيا"),  # Persian ya
        ("کنعان", "كنعان"),  # Persian kaf
        ("زيارة", "زياره"),
        ("القائِدُ", "القائد"),  # harakat
        ("مساءً", "مساء"),  # tanwin
        ("محمّد", "محمد"),  # shadda
        ("هٰذا", "هذا"),  # superscript alef
        ("الوســـط", "الوسط"),  # tatweel
        ("٢٠١٦", "2016"),
        ("۲۰۱۶", "2016"),
        ("٣٫٥", "3.5"),
        ("WTV", "wtv"),
        ("ﻻ", "لا"),  # presentation form of lam-alef
        ("ﺍﻟﻮﺳﻂ", "الوسط"),
        ("ا\u0654حمد", "أحمد"),  # decomposed
        ("بوابة\u00a0 الوسط", "بوابة الوسط"),
        ("\u200fالوسط\u200e", "الوسط"),
        ("ال\u200cوسط", "الوسط"),
        ("أُ\u200eحمد", "احمد"),
    ],
)
def test_variants_of_one_writing_fold_to_one(text: str, other: str) -> None:
    assert fold(text) == fold(other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("سرت", "سيرت"),  # Sirte; "was led"
        ("ليبي", "لبي"),  # Libyan; "fulfil"
        ("حفتر", "جفتر"),
        ("درنة", "درن"),
        ("صيف", "سيف"),  # summer; sword
        ("ضل", "ظل"),  # strayed; shade
        ("ماء", "ما"),  # water; what
        ("الليبي", "االليبي"),  # the typing error differs letter by letter
        ("2016", "2017"),
        ("60%", "60"),
        ("«الوسط»", "الوسط"),
        ("بوابة الوسط", "بوابةالوسط"),
        ("طرابلس.", "طرابلس"),
    ],
)
def test_different_writings_stay_apart(text: str, other: str) -> None:
    assert fold(text) != fold(other)


def test_folded_text_is_this() -> None:
    assert fold("  القائِد العامّ للجيش: «ســـرت» ٢٠١٦ WTV ") == 'القايد العام للجيش: "سرت" 2016 wtv'


TEXTS = st.text(st.characters()) | st.text("اأإآٱبتةهىيیئؤكک\u0640\u064e\u064b\u0651\u0654\u0670 ٠۰0ﻻﺍﷺ\ufe70\u200f.")


@given(TEXTS)
def test_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_fold_is_blind_to_what_nobody_sees(text: str) -> None:
    assert fold(clean(text)) == fold(text)


@given(TEXTS)
def test_folded_text_is_clean(text: str) -> None:
    assert clean(fold(text)) == fold(text)
