"""The parts of a byline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import Byline, read_byline

MONDAY = "الإثنين 05 سبتمبر 2016, 05:51 مساء"  # Monday 5 September 2016, 05:51 in the evening
SITE = "بوابة الوسط"  # the Wasat gateway


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء",  # Cairo
            Byline("القاهرة", "بوابة الوسط", None, "الإثنين 05 سبتمبر 2016, 05:51 مساء"),
        ),
        (
            "القاهرة - بوابة الوسط الخميس 12 مايو 2016, 04:49 مساء",
            Byline("القاهرة", "بوابة الوسط", None, "الخميس 12 مايو 2016, 04:49 مساء"),
        ),
        (
            "القاهرة - بوابة الوسط الخميس 29 ديسمبر 2016, 05:00 مساء",
            Byline("القاهرة", "بوابة الوسط", None, "الخميس 29 ديسمبر 2016, 05:00 مساء"),
        ),
        (
            "سبها – بوابة الوسط: رمضان كرنفودة الإثنين 01 مايو 2017, 01:54 مساء",  # Sebha, a reporter
            Byline("سبها", "بوابة الوسط", "رمضان كرنفودة", "الإثنين 01 مايو 2017, 01:54 مساء"),
        ),
    ],
)
def test_byline_seen_on_the_site_is_read(text: str, expected: Byline) -> None:
    assert read_byline(text) == expected


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2012", "–", "—", "―", "\u2212"])
def test_every_dash_parts_place_and_source(dash: str) -> None:
    assert read_byline(f"سبها {dash} بوابة الوسط: رمضان كرنفودة {MONDAY}") == Byline(
        "سبها", SITE, "رمضان كرنفودة", MONDAY
    )


@pytest.mark.parametrize(
    ("names", "place", "source", "reporter"),
    [
        ("بوابة الوسط", None, "بوابة الوسط", None),  # no place
        ("وكالات", None, "وكالات", None),  # agencies
        ("بوابة الوسط: علي محمد", None, "بوابة الوسط", "علي محمد"),
        ("طرابلس - وكالة الأناضول", "طرابلس", "وكالة الأناضول", None),  # Anadolu Agency
        ("طرابلس - أ ف ب", "طرابلس", "أ ف ب", None),  # AFP
        ("البيضاء، طبرق - بوابة الوسط", "البيضاء، طبرق", "بوابة الوسط", None),
        ("طرابلس - بوابة الوسط: علي جمعة", "طرابلس", "بوابة الوسط", "علي جمعة"),  # Ali Friday
        ("طرابلس - بوابة الوسط: خميس السبتي", "طرابلس", "بوابة الوسط", "خميس السبتي"),
        ("طرابلس - بوابة الوسط: أحمد الخميس", "طرابلس", "بوابة الوسط", "أحمد الخميس"),
        ("طرابلس - بوابة الوسط : علي محمد", "طرابلس", "بوابة الوسط", "علي محمد"),
        ("طرابلس - بوابة الوسط:علي محمد", "طرابلس", "بوابة الوسط", "علي محمد"),
        ("طرابلس - بوابة الوسط: عبد الله بن-علي", "طرابلس", "بوابة الوسط", "عبد الله بن-علي"),
        ("طرابلس - بوابة الوسط: علي - محمد", "طرابلس", "بوابة الوسط", "علي - محمد"),
        ("طرابلس – غات - بوابة الوسط", "طرابلس – غات", "بوابة الوسط", None),
        ("", None, None, None),
    ],
)
def test_part_that_is_not_printed_is_none(
    names: str, place: str | None, source: str | None, reporter: str | None
) -> None:
    assert read_byline(f"{names} {MONDAY}".strip()) == Byline(place, source, reporter, MONDAY)


@pytest.mark.parametrize(
    "date",
    [
        "يوم الإثنين 05 سبتمبر 2016, 05:51 مساء",  # on the day of Monday
        "الاثنين 05 سبتمبر 2016, 05:51 مساء",
        "الإثنين, 05 سبتمبر 2016, 05:51 مساء",
        "الإثنين، 05 سبتمبر 2016، 05:51 مساءً",
        "الإثنين 5 سبتمبر 2016",
        "الإثنين ٠٥ سبتمبر ٢٠١٦, ٠٥:٥١ مساء",
        "الثلاثاء 06 سبتمبر 2016, 05:51 صباحا",
        "الأربعاء 07 سبتمبر 2016, 05:51 صباحا",
        "الاربعاء 07 سبتمبر 2016, 05:51 صباحا",
        "الخميس 08 سبتمبر 2016, 05:51 صباحا",
        "الجمعة 09 سبتمبر 2016, 05:51 صباحا",
        "الجمعه 09 سبتمبر 2016, 05:51 صباحا",
        "السبت 10 سبتمبر 2016, 05:51 صباحا",
        "الأحد 11 سبتمبر 2016, 05:51 صباحا",
        "الاحد 11 سبتمبر 2016, 05:51 صباحا",
    ],
)
def test_weekday_marks_where_the_date_begins(date: str) -> None:
    assert read_byline(f"سبها – بوابة الوسط: رمضان كرنفودة {date}") == Byline("سبها", SITE, "رمضان كرنفودة", date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "بوابة الوسط",
        "القاهرة - بوابة الوسط",
        "القاهرة - بوابة الوسط: علي محمد",
        "القاهرة - بوابة الوسط 2016",
        "القاهرة - بوابة الوسط الإثنين",
        "وقال الإثنين 05 سبتمبر 2016 إن الوفد وصل",  # the date does not close the line
    ],
)
def test_line_without_a_closing_date_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(
    "names", ["القاهرة - وكالات (ترجمة: هبة هشام)", "بوابة الوسط: علي: محمد", "القاهرة: بوابة: الوسط: علي"]
)
def test_date_is_read_whatever_the_names(names: str) -> None:
    byline = read_byline(f"{names} {MONDAY}")
    assert byline is not None
    assert byline.date_text == MONDAY


def test_name_of_a_translator_is_never_torn() -> None:
    byline = read_byline(f"القاهرة - وكالات (ترجمة: هبة هشام) {MONDAY}")  # agencies (translation: Heba Hisham)
    assert byline is not None
    for part in (byline.place, byline.source, byline.reporter):
        assert part is None or part.count("(") == part.count(")")


PIECES = st.sampled_from(
    [" ", " - ", " – ", ":", ": ", "يوم ", MONDAY, "الإثنين ", "05 ", "سبتمبر ", "2016", ", 05:51 مساء", "علي"]
)


@given(st.text(st.characters()) | st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_a_byline_or_none(text: str) -> None:
    byline = read_byline(text)
    if byline is not None:
        assert "" not in (byline.place, byline.source, byline.reporter, byline.date_text)
        for part in (byline.place, byline.source, byline.reporter, byline.date_text):
            assert part is None or part in text
