"""Where words stand in a printed text."""

from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.query.excerpts import EXCERPT_LENGTH, excerpt, mark
from atwasat_spider.query.question import read_question

ARABIC = st.text(alphabet="ابتثجلمنويةأإآىئ ًُّـ«».،0123456789 ab")


def marked(text: str, typed: str) -> list[str]:
    found = mark(text, read_question(typed))
    return [found.text[start:end] for start, end in found.marks]


def test_marks_hold_the_words_as_printed() -> None:
    assert marked("زار القائِد االليبي الجيش", "القائد ليبي") == ["القائِد", "االليبي"]


def test_words_of_a_phrase_are_marked_only_together() -> None:
    text = "مجلس النواب ومجلس الأمن وأمن المدينة"
    assert marked(text, '"مجلس الأمن"') == ["ومجلس", "الأمن"]


def test_beginning_of_a_word_marks_the_whole_word() -> None:
    assert marked("الزيارة الأولى", "زيا*") == ["الزيارة"]


def test_excluded_words_are_not_marked() -> None:
    assert marked("النفط والماء", "الماء -النفط") == ["والماء"]


def test_excerpt_is_of_the_text_with_most_words() -> None:
    found = excerpt(["النفط هنا", "النفط والماء", "الماء"], read_question("النفط الماء"))
    assert found is not None
    assert found.text == "النفط والماء"


def test_no_text_with_the_words_has_no_excerpt() -> None:
    assert excerpt(["خبر", None, ""], read_question("النفط")) is None


def test_long_text_is_cut_between_words_around_the_first_mark() -> None:
    text = " ".join(["كلمة"] * 100 + ["النفط"] + ["كلمة"] * 100)
    found = excerpt([text], read_question("النفط"))
    assert found is not None
    assert len(found.text) <= EXCERPT_LENGTH + 4
    assert [found.text[start:end] for start, end in found.marks] == ["النفط"]
    assert set(found.text.split()) == {"…", "كلمة", "النفط"}


@given(ARABIC, ARABIC)
def test_marks_are_in_order_inside_the_text_and_hold_words(text: str, typed: str) -> None:
    found = mark(text, read_question(typed))
    edges = [edge for place in found.marks for edge in place]
    assert edges == sorted(edges)
    assert all(found.text[start:end].strip() for start, end in found.marks)


@given(st.lists(ARABIC, max_size=3), ARABIC, st.integers(1, 80))
def test_excerpt_of_any_text_marks_what_the_text_marks(texts: list[str], typed: str, times: int) -> None:
    question = read_question(typed)
    long = [f"{text} " * times for text in texts]
    found = excerpt(long, question)
    if found is not None:
        assert found.marks
        words = {text[start:end] for text in long for start, end in mark(text, question).marks}
        assert {found.text[start:end] for start, end in found.marks} <= words
