"""Saving: identity, revisions and facts, on both databases."""

from typing import Any

import pytest
from archive import MONDAY, TUESDAY, WEDNESDAY, put
from rows import counts_of, rows_of
from sqlalchemy import Engine

from atwasat_spider.query.search import search
from atwasat_spider.storage.save import Change

# "A dam is inspected" in three texts; the second differs from the first in marks alone.
BYLINE = "درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
FIRST = "فحص السد قرب المدينة.\n\nوتستمر الأعمال أسبوعا.\n\nوشكر المجلس الفرق."
COSMETIC = "فحص السد، قرب المدينة.\n\nوتستمر الأعمال أسبوعا.\n\nوشكر المجلس الفرق."
SECOND = "فحص السد قرب المدينة.\n\nوتستمر الأعمال شهرا.\n\nوشكر المجلس الفرق."
OTHER = "نص لا علاقة له.\n\nوفقرة أخرى."
URL = "https://alwasat.ly/news/libya/116000"


def whole(body: str, headline: str = "فحص السد", byline: str = BYLINE) -> str:
    return f"Atwasat\n\n{headline}\n\n{byline}\nWTV_Frequency\n\n{body}\n\nتعليقات\n"


def bare(body: str, headline: str = "فحص السد") -> str:
    return f"{headline}\n\n{body}\n"


def articles(engine: Engine) -> list[dict[str, Any]]:
    return rows_of(engine)["articles"]


def revisions(engine: Engine) -> list[tuple[int, str, str]]:
    rows = sorted(rows_of(engine)["revisions"], key=lambda row: row["number"])
    return [(row["number"], row["change"], row["body"]) for row in rows]


def test_new_article_has_all_its_facts(engine: Engine) -> None:
    assert put(engine, whole(FIRST), url=URL, captured_at=TUESDAY) is Change.NEW
    (row,) = articles(engine)
    expected = {
        "url": URL,
        "id_space": "news",
        "site_id": 116000,
        "section": "libya",
        "headline": "فحص السد",
        "body": FIRST,
        "byline": BYLINE,
        "place": "درنة",
        "source": "بوابة الوسط",
        "reporter": None,
        "published_text": "الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "published_zone": "Africa/Tripoli",
        "published_precision": "minute",
        "published_source": "byline",
        "reader": "text",
        "revision_number": 1,
        "first_seen_at": TUESDAY,
        "last_seen_at": TUESDAY,
        "keywords": None,
        "image_url": None,
    }
    assert {name: row[name] for name in expected} == expected
    assert row["published_at"].isoformat() == "2016-09-05T15:51:00+00:00"
    assert [block["text"] for block in row["blocks"]] == FIRST.split("\n\n")


def test_saving_the_same_capture_again_changes_no_row(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=TUESDAY)
    before = rows_of(engine)
    assert put(engine, whole(FIRST), captured_at=TUESDAY) is Change.UNCHANGED
    assert rows_of(engine) == before


def test_unknown_time_of_capture_stays_unknown(engine: Engine) -> None:
    put(engine, whole(FIRST))
    (row,) = articles(engine)
    (revision,) = rows_of(engine)["revisions"]
    assert (row["first_seen_at"], row["last_seen_at"]) == (None, None)
    assert (revision["first_seen_at"], revision["last_seen_at"]) == (None, None)


def test_http_and_https_are_one_article(engine: Engine) -> None:
    put(engine, whole(FIRST), url="http://www.alwasat.ly/news/libya/116000")
    assert put(engine, whole(FIRST), url=URL) is Change.UNCHANGED
    assert [row["url"] for row in articles(engine)] == [URL]


def test_one_number_in_two_spaces_is_two_articles(engine: Engine) -> None:
    put(engine, whole(FIRST), url="https://alwasat.ly/ar/news/libya/116000/")
    put(engine, whole(FIRST), url=URL)
    assert [row["id_space"] for row in articles(engine)] == ["ar/news", "news"]


def test_page_without_address_joins_the_one_with_it(engine: Engine) -> None:
    put(engine, whole(FIRST))
    assert put(engine, whole(FIRST), url=URL, captured_at=TUESDAY) is Change.UNCHANGED
    assert [(row["url"], row["first_seen_at"]) for row in articles(engine)] == [(URL, TUESDAY)]


def test_page_with_address_takes_in_the_one_without(engine: Engine) -> None:
    put(engine, whole(FIRST), url=URL, captured_at=TUESDAY)
    assert put(engine, whole(FIRST)) is Change.UNCHANGED
    assert [row["url"] for row in articles(engine)] == [URL]


def test_same_headline_on_another_day_is_another_article(engine: Engine) -> None:
    put(engine, whole(FIRST))
    put(engine, whole(FIRST, byline=BYLINE.replace("الإثنين 05", "الثلاثاء 06")))
    assert len(articles(engine)) == 2


def test_main_text_alone_joins_the_whole_page(engine: Engine) -> None:
    put(engine, bare(FIRST))
    assert put(engine, whole(FIRST)) is Change.UNCHANGED
    assert [row["byline"] for row in articles(engine)] == [BYLINE]


def test_whole_page_keeps_its_byline_when_main_text_comes_later(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=MONDAY)
    put(engine, bare(SECOND), captured_at=TUESDAY)
    (row,) = articles(engine)
    assert (row["byline"], row["body"], row["revision_number"]) == (BYLINE, SECOND, 2)


def test_returning_headline_with_another_text_is_another_article(engine: Engine) -> None:
    put(engine, bare(FIRST))
    put(engine, bare(OTHER))
    put(engine, whole(OTHER.replace("أخرى", "ثالثة").replace("نص", "كلام")))
    assert len(articles(engine)) == 3


def test_main_text_of_two_dated_pages_joins_neither(engine: Engine) -> None:
    put(engine, whole(FIRST))
    put(engine, whole(FIRST, byline=BYLINE.replace("الإثنين 05", "الثلاثاء 06")))
    assert put(engine, bare(FIRST)) is Change.NEW
    assert put(engine, bare(FIRST)) is Change.UNCHANGED
    assert len(articles(engine)) == 3


def test_rows_known_apart_become_one_when_a_capture_joins_them(engine: Engine) -> None:
    """The main text and the page at the address had different headlines; a later capture shows both facts."""
    put(engine, whole(SECOND, headline="معاينة السد"), url=URL, captured_at=MONDAY)
    put(engine, whole(FIRST), path="/saved/a.txt")
    assert len(articles(engine)) == 2
    put(engine, whole(FIRST), url=URL, captured_at=TUESDAY)
    (row,) = articles(engine)
    assert (row["url"], row["headline"], row["revision_number"]) == (URL, "فحص السد", 2)
    assert {capture["article_id"] for capture in rows_of(engine)["captures"]} == {row["id"]}
    assert [number for number, _, _ in revisions(engine)] == [1, 2]


def test_changed_text_is_a_second_revision(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=MONDAY)
    assert put(engine, whole(SECOND), captured_at=TUESDAY) is Change.CHANGED
    assert revisions(engine) == [(1, "first", FIRST), (2, "substantive", SECOND)]
    (row,) = articles(engine)
    assert (row["body"], row["revision_number"]) == (SECOND, 2)
    assert "شهر" in row["search_key"]
    assert "اسبوعا" not in row["search_key"]


def test_change_that_vanishes_when_folded_is_cosmetic(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=MONDAY)
    put(engine, whole(FIRST.replace("أسبوعا", "اسبوعًا")), captured_at=TUESDAY)
    assert [change for _, change, _ in revisions(engine)] == ["first", "cosmetic"]


def test_older_capture_is_put_in_its_place_in_time(engine: Engine) -> None:
    put(engine, whole(SECOND), captured_at=TUESDAY)
    put(engine, whole(FIRST), captured_at=MONDAY)
    assert revisions(engine) == [(1, "first", FIRST), (2, "substantive", SECOND)]
    (row,) = articles(engine)
    assert (row["body"], row["revision_number"]) == (SECOND, 2)
    assert (row["first_seen_at"], row["last_seen_at"]) == (MONDAY, TUESDAY)


def test_text_that_returns_is_the_earlier_revision_again(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=MONDAY)
    put(engine, whole(SECOND), captured_at=TUESDAY)
    assert put(engine, whole(FIRST), captured_at=WEDNESDAY) is Change.CHANGED
    assert [number for number, _, _ in revisions(engine)] == [1, 2]
    (row,) = articles(engine)
    assert (row["body"], row["revision_number"]) == (FIRST, 1)


def test_revisions_of_unknown_times_keep_their_arrival(engine: Engine) -> None:
    put(engine, whole(FIRST))
    put(engine, whole(SECOND))
    put(engine, whole(FIRST))
    assert revisions(engine) == [(1, "first", FIRST), (2, "substantive", SECOND)]
    assert [row["body"] for row in articles(engine)] == [SECOND]


def test_revision_of_unknown_time_stands_before_known_ones(engine: Engine) -> None:
    put(engine, whole(SECOND), captured_at=TUESDAY)
    put(engine, whole(FIRST))
    assert revisions(engine) == [(1, "first", FIRST), (2, "substantive", SECOND)]
    assert [row["body"] for row in articles(engine)] == [SECOND]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_captures_of_known_times_may_arrive_in_any_order(engine: Engine, order: tuple[int, ...]) -> None:
    captures = [(FIRST, MONDAY), (SECOND, TUESDAY), (FIRST, WEDNESDAY)]
    for at in order:
        body, moment = captures[at]
        put(engine, whole(body), captured_at=moment)
    assert revisions(engine) == [(1, "first", FIRST), (2, "substantive", SECOND)]
    (row,) = articles(engine)
    assert (row["body"], row["first_seen_at"], row["last_seen_at"]) == (FIRST, MONDAY, WEDNESDAY)


def test_caption_of_the_main_text_outlives_a_page_without_it(engine: Engine) -> None:
    put(engine, f"فحص السد\n\nالسد في الصيف (الإنترنت)\n\n{FIRST}\n", captured_at=MONDAY)
    put(engine, whole(FIRST), captured_at=TUESDAY)
    (row,) = articles(engine)
    assert row["blocks"][0] == {"kind": "caption", "text": "السد في الصيف (الإنترنت)", "credit": "الإنترنت"}


def test_every_capture_is_a_row_that_knows_its_article(engine: Engine) -> None:
    put(engine, whole(FIRST), captured_at=MONDAY)
    put(engine, whole(SECOND), captured_at=TUESDAY)
    captures = rows_of(engine)["captures"]
    assert [(row["captured_at"], row["outcome"], row["problem"]) for row in captures] == [
        (MONDAY, "stored", None),
        (TUESDAY, "stored", None),
    ]
    assert len({row["revision_id"] for row in captures}) == 2
    assert counts_of(engine)["captures"] == 2


def test_capture_that_joins_two_articles_is_a_change(engine: Engine) -> None:
    put(engine, whole(SECOND, headline="معاينة السد"), url=URL, captured_at=MONDAY)
    put(engine, whole(FIRST), path="/saved/a.txt")
    assert put(engine, whole(FIRST), url=URL, captured_at=TUESDAY) is Change.CHANGED


def test_byline_of_an_earlier_capture_stays_where_the_newest_prints_none(engine: Engine) -> None:
    put(engine, whole(FIRST), url=URL, captured_at=MONDAY)
    put(engine, bare(OTHER), url=URL, captured_at=TUESDAY)
    (row,) = articles(engine)
    assert (row["body"], row["byline"]) == (OTHER, BYLINE)
    assert [revision["byline"] for revision in rows_of(engine)["revisions"]] == [BYLINE, None]


def test_known_capture_stays_where_it_was_when_its_headline_becomes_ambiguous(engine: Engine) -> None:
    put(engine, bare(FIRST))
    put(engine, whole(FIRST))
    put(engine, whole(FIRST, byline=BYLINE.replace("الإثنين 05", "الثلاثاء 06")))
    before = rows_of(engine)
    assert put(engine, bare(FIRST)) is Change.UNCHANGED
    assert rows_of(engine) == before


def test_same_first_paragraph_alone_does_not_join_two_pages(engine: Engine) -> None:
    put(engine, bare("أسعار العملات في السوق اليوم.\n\nسجل الدولار 5.90."))
    put(engine, bare("أسعار العملات في السوق اليوم.\n\nسجل الدولار 6.45."))
    assert len(articles(engine)) == 2


def test_parts_of_a_byline_are_those_of_one_byline(engine: Engine) -> None:
    put(
        engine, whole(FIRST, byline=BYLINE.replace("بوابة الوسط", "بوابة الوسط: هبة هشام")), url=URL, captured_at=MONDAY
    )
    put(engine, whole(FIRST, byline=BYLINE.removeprefix("درنة - ")), url=URL, captured_at=TUESDAY)
    (row,) = articles(engine)
    assert (row["byline"], row["place"], row["reporter"]) == (BYLINE.removeprefix("درنة - "), None, None)


def test_word_of_any_length_is_stored_and_found(engine: Engine) -> None:
    put(engine, bare(f"نص {'abcdefgh' * 400} هنا.\n\nفقرة."))
    assert [hit.id for hit in search(engine, "abcdefgh" * 400).hits] == [1]


def test_address_that_a_known_capture_gains_decides_where_it_belongs(engine: Engine) -> None:
    """The same bytes under one path, first without an address, then with that of another article."""
    put(engine, whole(FIRST), path="/saved/a.txt")
    put(engine, bare(FIRST), path="/saved/b.txt")
    put(engine, whole(FIRST, byline=BYLINE.replace("الإثنين 05", "الثلاثاء 06")), url=URL, path="/saved/c.txt")
    put(engine, bare(FIRST), url=URL, path="/saved/b.txt")
    captures = {row["path"]: row["article_id"] for row in rows_of(engine)["captures"]}
    assert captures == {"/saved/a.txt": 1, "/saved/b.txt": 2, "/saved/c.txt": 2}
