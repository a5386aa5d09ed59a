"""Related headlines: rows, positions, times, and which article each means; on both databases."""

from datetime import datetime

from archive import MONDAY, TUESDAY, put
from rows import rows_of
from sqlalchemy import Engine

BODY = "نص الخبر الأول في فقرة.\n\nوفقرة ثانية."


def page(headline: str, *related: str, day: int = 5, body: str = BODY) -> str:
    weekday = ("الإثنين", "الثلاثاء", "الأربعاء")[day - 5]
    twice = "".join(f"{text}\n{text}\n" for text in related)
    byline = f"سبها - بوابة الوسط {weekday} {day:02} سبتمبر 2016, 05:51 مساء"
    return f"Atwasat\n\n{headline}\n\n{byline}\nWTV_Frequency\n\n{body}\n\nعناوين ذات صلة\n{twice}المزيد\n"


def links(engine: Engine) -> list[tuple[str, int, int | None, str | None]]:
    rows = rows_of(engine)["related_links"]
    return [(row["headline"], row["position"], row["target_id"], row["target_match"]) for row in rows]


def times(engine: Engine) -> list[tuple[str, datetime | None, datetime | None]]:
    rows = rows_of(engine)["related_links"]
    return [(row["headline"], row["first_seen_at"], row["last_seen_at"]) for row in rows]


def test_link_finds_an_article_that_is_there(engine: Engine) -> None:
    put(engine, page("فتح الطريق"))
    put(engine, page("صيانة الجسر", "فتح الطريق"))
    assert links(engine) == [("فتح الطريق", 1, 1, "headline")]


def test_link_finds_an_article_that_comes_later(engine: Engine) -> None:
    put(engine, page("صيانة الجسر", "فتح الطريق"))
    assert links(engine) == [("فتح الطريق", 1, None, None)]
    put(engine, page("«فتح» الطريق.."))
    assert links(engine) == [("فتح الطريق", 1, 2, "headline")]


def test_link_finds_an_article_by_its_former_headline(engine: Engine) -> None:
    url = "https://alwasat.ly/news/libya/116000"
    put(engine, page("فتح الطريق"), url=url, captured_at=MONDAY)
    put(engine, page("فتح الطريق الساحلي"), url=url, captured_at=TUESDAY)
    put(engine, page("صيانة الجسر", "فتح الطريق"))
    assert links(engine) == [("فتح الطريق", 1, 1, "headline")]


def test_headline_of_two_articles_stays_open(engine: Engine) -> None:
    put(engine, page("فتح الطريق"))
    put(engine, page("صيانة الجسر", "فتح الطريق"))
    put(engine, page("فتح الطريق", day=6))
    assert links(engine) == [("فتح الطريق", 1, None, None)]


def test_headline_is_no_longer_open_when_two_articles_prove_one(engine: Engine) -> None:
    url = "https://alwasat.ly/news/libya/116000"
    put(engine, page("معاينة الطريق", body="نص آخر."), url=url, captured_at=MONDAY)
    put(engine, page("فتح الطريق"), path="/saved/a.txt")
    put(engine, page("فتح الطريق", day=6, body="غيره."), url="https://alwasat.ly/news/libya/116001")
    put(engine, page("صيانة الجسر", "معاينة الطريق", "فتح الطريق"))
    put(engine, page("فتح الطريق"), url=url, captured_at=TUESDAY)
    (first, second) = links(engine)
    assert first == ("معاينة الطريق", 1, 1, "headline")
    assert second == ("فتح الطريق", 2, None, None)


def test_link_time_is_that_of_the_capture_or_none(engine: Engine) -> None:
    put(engine, page("صيانة الجسر", "فتح الطريق"))
    assert times(engine) == [("فتح الطريق", None, None)]
    put(engine, page("صيانة الجسر", "فتح الطريق"), captured_at=TUESDAY)
    put(engine, page("صيانة الجسر", "فتح الطريق"), captured_at=MONDAY)
    assert times(engine) == [("فتح الطريق", MONDAY, TUESDAY)]


def test_newest_capture_says_where_a_headline_stands(engine: Engine) -> None:
    put(engine, page("صيانة الجسر", "تأهيل المستشفى", "فتح الطريق"), captured_at=TUESDAY)
    put(engine, page("صيانة الجسر", "فتح الطريق"), captured_at=MONDAY)
    assert [(headline, position) for headline, position, _, _ in links(engine)] == [
        ("تأهيل المستشفى", 1),
        ("فتح الطريق", 2),
    ]


def test_headline_that_is_gone_from_the_page_is_kept(engine: Engine) -> None:
    put(engine, page("صيانة الجسر", "فتح الطريق"), captured_at=MONDAY)
    put(engine, page("صيانة الجسر", "تأهيل المستشفى"), captured_at=TUESDAY)
    assert times(engine) == [("فتح الطريق", MONDAY, MONDAY), ("تأهيل المستشفى", TUESDAY, TUESDAY)]


def test_links_move_to_the_article_that_takes_in_another(engine: Engine) -> None:
    url = "https://alwasat.ly/news/libya/116000"
    put(engine, page("معاينة الطريق", "تأهيل المستشفى", body="نص آخر."), url=url, captured_at=MONDAY)
    put(engine, page("فتح الطريق", "تأهيل المستشفى", "معرض الكتاب"), path="/saved/a.txt")
    put(engine, page("فتح الطريق"), url=url, captured_at=TUESDAY)
    rows = rows_of(engine)["related_links"]
    assert [(row["article_id"], row["headline"]) for row in rows] == [(1, "تأهيل المستشفى"), (1, "معرض الكتاب")]
    assert len(rows_of(engine)["articles"]) == 1


def test_one_headline_in_two_kinds_is_two_rows(engine: Engine) -> None:
    put(engine, page("صيانة الجسر", "فتح الطريق", body="نص.\n\nاقرأ أيضًا: فتح الطريق\n\nنص."))
    rows = rows_of(engine)["related_links"]
    assert sorted((row["kind"], row["position"]) for row in rows) == [("inline", 1), ("related", 1)]
