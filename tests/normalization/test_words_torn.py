"""Words and names that a key once tore or merged; each pair by hand."""

import pytest

from atwasat_spider.normalization import search_key


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("لبناني", "اللبنانية"),  # Lebanese
        ("فلسطيني", "الفلسطينيين"),
        ("بحريني", "البحريني"),
        ("للبناني", "لبناني"),
        ("لليبيا", "ليبيا"),  # to Libya
        ("لليبيين", "ليبي"),
        ("للجنة", "لجنة"),  # to the committee
        ("للحق", "حق"),  # to the right
        ("وزارتي", "وزارة"),  # two ministries of …
        ("وفاته", "وفاة"),  # his death
        ("لقائها", "لقاء"),  # her meeting
        ("أبنائهم", "أبناء"),
        ("موظفو", "موظف"),  # the employees of
        ("بأمر", "أمر"),
        ("لأزمة", "أزمة"),
        ("بمنزل", "منزل"),
        ("أميركا", "أمريكا"),
        ("أوربا", "أوروبا"),
        ("والله", "الله"),
        ("مرات", "مرة"),
        ("ألمان", "الألمان"),
    ],
)
def test_form_of_a_word_has_its_key(word: str, other: str) -> None:
    assert search_key(word) == search_key(other) != ""


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("وجوده", "جودة"),  # his presence; quality
        ("الوفيات", "ألوف"),  # deaths; thousands
        ("السنة", "السن"),  # the year; the age
        ("فواز", "واز"),
        ("بستان", "ستان"),
        ("تركي", "تركة"),  # Turkish; a legacy
        ("سوري", "سور"),  # Syrian; a wall
        ("قبلة", "قبل"),
        ("حكمة", "حكم"),  # wisdom; rule
        ("أمانة", "أمان"),
        ("نفقة", "نفق"),  # expense; tunnel
        ("طريقها", "طريقة"),  # her way; a method
        ("ولسنا", "سناء"),
    ],
)
def test_other_word_has_another_key(word: str, other: str) -> None:
    assert search_key(word) != search_key(other)
