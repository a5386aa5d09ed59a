"""What a person types, as terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization.words import GAP
from atwasat_spider.query.question import Question, Term, read_question


def wanted(typed: str) -> list[tuple[tuple[str, ...], bool]]:
    return [(term.keys, term.is_prefix) for term in read_question(typed).wanted]


def test_words_are_joined_whatever_their_form() -> None:
    """al-jaysh al-libi, "the Libyan army": article and ending go from both."""
    assert wanted("الجيش الليبي") == [(("جيش",), False), (("ليب",), False)]


@pytest.mark.parametrize("typed", ['"مجلس الأمن"', "“مجلس الأمن”", "«مجلس الأمن»", "„مجلس الأمن“"])
def test_quotes_of_any_kind_make_a_phrase(typed: str) -> None:
    assert wanted(typed) == [(("مجلس", "امن"), False)]


def test_minus_excludes_a_word_or_a_phrase() -> None:
    question = read_question('روسيا -النفط -"مجلس الأمن"')
    assert question.wanted == (Term(("روسيا",)),)
    assert question.excluded == (Term(("نفط",)), Term(("مجلس", "امن")))


def test_minus_inside_a_word_excludes_nothing() -> None:
    """«2016-09» is two numbers that follow one another."""
    assert read_question("2016-09") == Question((Term(("2016", "09")),), ())


def test_star_is_the_beginning_of_a_word() -> None:
    assert wanted("والزيا*") == [(("زيا",), True)]


def test_star_closes_a_phrase() -> None:
    assert wanted('"مجلس الأم*"') == [(("مجلس", "ام"), True)]


def test_a_word_typed_twice_is_one_term() -> None:
    assert wanted("الليبي ليبي") == [(("ليب",), False)]


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "*", "-", "--", '-"', "،؛؟", "\u200f", "\x00", "((", ")"])
def test_nothing_to_search_for_has_no_terms(typed: str) -> None:
    assert read_question(typed) == Question((), ())


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("'\"; DROP TABLE", ["drop", "table"]),
        ("NEAR(", ["near"]),
        ("NEAR(a b, 5)", ["near", "a", "b", "5"]),
        ("headline : x", ["headline", "x"]),
        ("a AND b OR NOT c", ["a", "and", "b", "or", "not", "c"]),
        ("{a} ^b", ["a", "b"]),
        ('"unclosed phrase', ["unclosed", "phrase"]),
    ],
)
def test_query_language_of_databases_is_just_words(typed: str, keys: list[str]) -> None:
    assert [key for term, _ in wanted(typed) for key in term] == keys


@given(st.text())
def test_any_text_is_a_question_without_syntax_in_its_keys(typed: str) -> None:
    question = read_question(typed)
    for term in (*question.wanted, *question.excluded):
        for key in term.keys:
            assert key
            assert key.isalnum()
            assert GAP not in key
