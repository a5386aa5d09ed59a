"""Words: search keys, their places, and light stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import Word, search_key, words
from atwasat_spider.normalization.words import GAP, prefix_key, word_key
from atwasat_spider.normalization.words.stems import stem


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("القائِد", "القائد"),  # the commander, with a haraka
        ("القائد", "القايد"),
        ("الاثنين", "الإثنين"),  # Monday
        ("٢٠١٦", "2016"),
        ("۲۰۱۶", "2016"),
        ("االليبي", "الليبي"),  # the site's typing error for "the Libyan"
        ("االجيش", "الجيش"),
        ("الوســـط", "الوسط"),
        ("مصطفى", "مصطفي"),
        ("مسؤول", "مسوول"),
        ("ال\u200fوسط", "الوسط"),
        ("WTV", "wtv"),
        ("ﺍﻟﻮﺳﻂ", "الوسط"),
    ],
)
def test_word_in_another_writing_has_its_key(word: str, other: str) -> None:
    assert search_key(word) == search_key(other) != ""


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("والزيارة", "زيارة"),  # and the visit
        ("زيارته", "زيارة"),  # his visit
        ("زياراته", "زيارة"),
        ("الزيارات", "زيارة"),
        ("للجيش", "الجيش"),  # to the army
        ("بالجيش", "الجيش"),
        ("كالجيش", "الجيش"),
        ("فالجيش", "الجيش"),
        ("والجيش", "الجيش"),
        ("وللجيش", "الجيش"),
        ("وبالجيش", "الجيش"),
        ("جيش", "الجيش"),
        ("الليبية", "ليبي"),  # Libyan, feminine
        ("الليبيين", "ليبي"),
        ("ليبيون", "ليبي"),
        ("والليبيات", "ليبي"),
        ("الحكومات", "حكومة"),  # governments
        ("صفقات", "صفقة"),  # deals
        ("المهاجرين", "مهاجر"),  # migrants
        ("مهاجرون", "مهاجر"),
        ("وقال", "قال"),  # and he said
        ("والوزارة", "وزارة"),  # and the ministry
        ("وليبيا", "ليبيا"),
    ],
)
def test_inflected_word_has_the_key_of_its_stem(word: str, other: str) -> None:
    assert search_key(word) == search_key(other) != ""


def test_particle_before_the_same_letter_is_forgiven() -> None:
    """bi-Benghazi, "in Benghazi"."""
    assert search_key("ببنغازي") == search_key("بنغازي") != ""


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("ليبي", "لبي"),  # Libyan; "fulfil"
        ("سرت", "سيرت"),  # Sirte; "was led"
        ("بنغازي", "غازي"),
        ("طرابلس", "نابلس"),  # Tripoli; Nablus
        ("وزير", "زير"),  # minister; a jar
        ("وطن", "طن"),  # homeland; a ton
        ("وفاق", "فاق"),  # accord; "surpassed"
        ("واشنطن", "اشنطن"),
        ("وكالة", "كالة"),
        ("ليبيا", "لبنان"),
        ("2016", "2017"),
        ("6", "60"),
        ("ماء", "ما"),
        ("حفتر", "حفر"),
        ("الله", "له"),  # God; "to him"
        ("الآن", "أن"),  # now; that
    ],
)
def test_near_names_stay_apart(word: str, other: str) -> None:
    assert search_key(word) != search_key(other)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("زار الجيش االليبي لـ60%", ["زار", "الجيش", "االليبي", "60"]),
        ("«القائِد العام»: نعم!", ["القائِد", "العام", "نعم"]),
        ("انتهى.وبدأ", ["انتهى", "وبدأ"]),  # a glued full stop
        ("05/09/2016", ["05", "09", "2016"]),
        ("بـ«الوسط»", ["الوسط"]),
        ("ال\u200fوسط\u200f", ["ال\u200fوسط\u200f"]),
        ("ـــ", []),
        ("... - «»", []),
        ("", []),
        ("a_b", ["a", "b"]),
        ("الـ21 مليونًا", ["21", "مليونًا"]),
    ],
)
def test_place_of_a_word_is_the_printed_word(text: str, printed: list[str]) -> None:
    assert [text[word.start : word.end] for word in words(text)] == printed


def test_words_have_keys_and_places() -> None:
    assert list(words("في ليبيا 2016")) == [Word("في", 0, 2), Word("ليبيا", 3, 8), Word("2016", 9, 13)]


def test_word_that_looks_numbered_is_two_words() -> None:
    assert search_key("لـ60%") == search_key("60%") == "60"  # to 60 per cent


def test_one_word_of_the_text_is_one_of_the_key() -> None:
    assert search_key("«الوسط»: حفتر.. في موسكو") == "وسط حفتر في موسكو"


def test_gap_parts_texts_that_do_not_follow() -> None:
    assert search_key("ليبيا", None, "حفتر", "", "...", "موسكو") == "ليبيا ¶ حفتر ¶ موسكو"


def test_no_texts_have_an_empty_key() -> None:
    assert search_key() == search_key(None) == search_key("", " ", "...") == ""


def test_gap_in_a_text_is_no_gap() -> None:
    assert search_key("ليبيا ¶ حفتر") == "ليبيا حفتر"


@pytest.mark.parametrize(
    ("beginning", "word"),
    [
        ("زيا", "زيارة"),
        ("زيار", "زيارته"),
        ("القا", "القائد"),
        ("قائ", "القائد"),
        ("الز", "الزيارة"),
        ("والزي", "زيارة"),
        ("وزا", "وزارة"),
        ("وزار", "وزارة"),  # the beginning of "ministry" is no "and"
        ("وكال", "وكالة"),  # agency
        ("وفا", "الوفاق"),
        ("20", "2016"),
    ],
)
def test_beginning_of_a_word_begins_its_key(beginning: str, word: str) -> None:
    assert word_key(word).startswith(prefix_key(beginning))


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("زياره", "زياره"),
        ("زيارته", "زياره"),
        ("والزياره", "زياره"),
        ("ليبيين", "ليب"),
        ("قال", "قال"),
        ("وقال", "قال"),
        ("وزاره", "وزاره"),
        ("وسط", "وسط"),  # middle: three letters stay
        ("فيه", "فيه"),
        ("ابي", "ابي"),
        ("", ""),
    ],
)
def test_stem_keeps_at_least_three_letters(folded: str, expected: str) -> None:
    assert stem(folded) == expected


TEXTS = st.text(st.characters()) | st.text("اأإلوفبكهةىيتنقدسط\u0640\u064e\u0651\u200f 0٠۰60%«»\"'.¶_-")


@given(TEXTS)
def test_places_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(TEXTS)
def test_keys_hold_nothing_that_is_syntax(text: str) -> None:
    for word in words(text):
        assert word.key
        assert word.key.isalnum()
        assert not set(word.key) & set(f" \"'*:()-\\&|!{GAP}")


@given(TEXTS, TEXTS)
def test_search_key_is_made_of_the_words_keys(text: str, other: str) -> None:
    keys = [" ".join(word.key for word in words(each)) for each in (text, other)]
    assert search_key(text, other) == f" {GAP} ".join(filter(None, keys))


@given(TEXTS)
def test_word_alone_has_the_key_it_has_in_its_text(text: str) -> None:
    for word in words(text):
        assert search_key(text[word.start : word.end]) == word.key


@pytest.mark.parametrize("particles", ["و", "ف", "وف", "فو", "وب", "فب", "وس", "ال", "وال", "لل"])
def test_heap_of_particles_is_a_word_like_any_other(particles: str) -> None:
    assert search_key(particles * 5_000) != ""


def test_no_long_word_is_remembered() -> None:
    """Else a crawl of hostile pages, each with one endless word, would fill the memory."""
    before = word_key.cache_info().currsize
    for letter in "ابتثجحخد":
        assert search_key(letter * 100_000)
    assert word_key.cache_info().currsize == before
