"""Search: the same articles on SQLite and PostgreSQL, whatever way a word is written."""

import pytest
from archive import put
from processes import SEEDS
from sqlalchemy import Engine

from atwasat_spider.query.search import search

_PAGE = "{headline}\n\n{body}\n"


@pytest.fixture
def archive(engine: Engine) -> Engine:
    """The seed (1), a page on rain in Derna (2) and one on oil (3)."""
    put(engine, (SEEDS / "000_f7f609d0a9018c5c" / "page.txt").read_text(encoding="utf-8"))
    put(engine, _PAGE.format(headline="أمطار غزيرة في درنة", body="هطلت الأمطار على المدينة مساءً.\n\nواستمرت ليلا."))
    put(engine, _PAGE.format(headline="النفط يرتفع", body="ارتفع سعر النفط 60% هذا العام.\n\nقالت المؤسسة ذلك."))
    return engine


def found(engine: Engine, typed: str) -> set[int]:
    answer = search(engine, typed)
    assert answer.total == len(answer.hits)
    return {hit.id for hit in answer.hits}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("الجيش الليبي", {1}),
        ("القائِد", {1}),
        ("القائد", {1}),
        ("والزيارة", {1}),
        ("زيارة", {1}),
        ("زيارته", {1}),
        ("الاثنين", {1}),
        ("الإثنين", {1}),
        ("٢٠١٦", {1}),
        ("2016", {1}),
        ("۲۰۱۶", {1}),
        ('"مجلس الأمن"', {1}),
        ('"الأمن مجلس"', set()),
        ("الأمن مجلس", {1}),
        ("االليبي", {1}),
        ("للجيش", {1}),
        ("حفتر روسيا", {1}),
        ("حفتر النفط", set()),
        ("امطار", {2}),
        ("الأمطـــار", {2}),
        ("أَمْطَارٌ", {2}),
        ("درنه", {2}),
        ("النفط -المؤسسة", set()),
        ("النفط -المدينة", {3}),
        ('-"سعر النفط"', {1, 2}),
        ("60%", {3}),
        ("٦٠٪", {3}),
        ("أمط*", {2}),
        ("ارتف*", {3}),
        ("مدينة*", {2}),
        ("المدين*", {2}),
        ('"هطلت الأمطار"', {2}),
        ('"مساءً واستمرت"', set()),  # the words stand in two paragraphs
        ('"درنة هطلت"', set()),  # headline and body
        ("'\"; DROP TABLE", set()),
        ("NEAR(", set()),
        ("*", set()),
        ('"', set()),
        ("", set()),
        ("¶", set()),
    ],
)
def test_question_finds_these_articles(archive: Engine, typed: str, ids: set[int]) -> None:
    assert found(archive, typed) == ids


def test_newest_article_comes_first_and_undated_ones_last(engine: Engine) -> None:
    for day, weekday in ((6, "الثلاثاء"), (7, "الأربعاء"), (5, "الإثنين")):
        byline = f"سبها - بوابة الوسط {weekday} {day:02} سبتمبر 2016, 05:51 مساء"
        put(engine, f"Atwasat\n\nخبر {day}\n\n{byline}\nWTV_Frequency\n\nنص الخبر.\n")
    put(engine, "خبر بلا تاريخ\n\nنص الخبر.\n")
    headlines = [hit.headline.text for hit in search(engine, "خبر").hits]
    assert headlines == ["خبر 7", "خبر 6", "خبر 5", "خبر بلا تاريخ"]


def test_pages_of_an_answer_follow_one_another(archive: Engine) -> None:
    pages = [search(archive, '-"سعر النفط"', limit=1, offset=offset) for offset in (0, 1, 2)]
    assert [[hit.id for hit in page.hits] for page in pages] == [[1], [2], []]
    assert [page.total for page in pages] == [2, 2, 2]


def test_words_are_marked_in_the_text_as_printed(archive: Engine) -> None:
    (hit,) = search(archive, "الجيش الليبي").hits
    assert hit.excerpt is not None
    marked = [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]
    assert marked == ["للجيش", "االليبي"]


def test_excerpt_is_not_cut_within_a_phrase(archive: Engine) -> None:
    for length in range(40, 240, 7):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("atwasat_spider.query.excerpts.EXCERPT_LENGTH", length)
            (hit,) = search(archive, '"صفقات عسكرية جديدة"').hits
        assert hit.excerpt is not None
        assert len(hit.excerpt.marks) >= 3


def test_word_of_the_byline_alone_is_shown_there(archive: Engine) -> None:
    (hit,) = search(archive, "٢٠١٦").hits
    assert hit.excerpt is not None
    assert [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks] == ["2016"]


def test_thousands_of_words_are_one_question(archive: Engine) -> None:
    assert found(archive, "درنة " + " ".join(f"-كلمة{number}" for number in range(3000))) == {2}
    assert found(archive, "درنة " + " ".join(f"كلمة{number}" for number in range(3000))) == set()


def test_changed_article_is_found_by_its_new_words_only(engine: Engine) -> None:
    url = "https://alwasat.ly/news/libya/116000"
    put(engine, _PAGE.format(headline="خبر", body="كلمة قديمة هنا.\n\nفقرة."), url=url)
    put(engine, _PAGE.format(headline="خبر", body="كلمة جديدة هنا.\n\nفقرة."), url=url)
    assert found(engine, "قديمة") == set()
    assert found(engine, "جديدة") == {1}
