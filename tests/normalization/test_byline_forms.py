"""Bylines of every form that a news site prints: who, where and for whom, as a reader takes them apart.

Written by hand. Each part is expected as printed, and one that is not printed as ``None``.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import Byline, read_byline

MONDAY = "الإثنين 05 سبتمبر 2016, 05:51 مساء"  # Monday 5 September 2016, 05:51 in the evening
SITE = "بوابة الوسط"  # the Wasat gateway

AGENCIES = [
    "رويترز",  # Reuters
    "وكالة رويترز",
    "فرانس برس",
    "وكالة فرانس برس",
    "أ ف ب",
    "أ.ف.ب",
    "الأناضول",
    "وكالة الأناضول",
    "وال",  # the Libyan agency
    "وكالة الأنباء الليبية",
    "وكالات",  # agencies
    "سبوتنيك",
    "روسيا اليوم",  # Russia Today: «today» is no date
    "بي بي سي",
    "أسوشيتد برس",
    "د ب أ",
    "وكالة الأنباء الألمانية",
    "أ ش أ",
    "شينخوا",
    "وام",
    "الغارديان",
]


@pytest.mark.parametrize("agency", AGENCIES)
def test_agency_is_a_source(agency: str) -> None:
    assert read_byline(f"{agency} {MONDAY}") == Byline(None, agency, None, MONDAY)


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize(
    ("place", "dash"), [("القاهرة", "-"), ("طرابلس", "–"), ("باريس", "—"), ("العجيلات", "-"), ("أم الأرانب", "-")]
)
def test_agency_with_a_place_is_a_source(place: str, dash: str, agency: str) -> None:
    assert read_byline(f"{place} {dash} {agency} {MONDAY}") == Byline(place, agency, None, MONDAY)


@pytest.mark.parametrize(
    "source",
    [
        "بوابة الوسط - وكالات",
        "بوابة الوسط – وكالات",
        "بوابة الوسط، وكالات",
        "بوابة الوسط ووكالات",  # and agencies
        "بوابة الوسط - رويترز",
        "بوابة الوسط، رويترز",
        "بوابة الوسط - فرانس برس",
        "بوابة الوسط، أ ف ب",
        "وكالات - بوابة الوسط",
        "رويترز، فرانس برس",
    ],
)
@pytest.mark.parametrize("place", [None, "القاهرة", "طرابلس"])
def test_site_beside_an_agency_is_one_source(place: str | None, source: str) -> None:
    names = f"{place} - {source}" if place else source
    assert read_byline(f"{names} {MONDAY}") == Byline(place, source, None, MONDAY)


PLACES = [
    "طرابلس، بنغازي",  # Tripoli, Benghazi
    "طرابلس - بنغازي",
    "طرابلس – بنغازي",
    "طرابلس/بنغازي",
    "طرابلس / بنغازي",
    "طرابلس وبنغازي",
    "طرابلس، بنغازي، سبها",
    "طرابلس - بنغازي - سبها",
]


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize(
    ("rest", "source", "reporter"),
    [
        ("بوابة الوسط", "بوابة الوسط", None),
        ("رويترز", "رويترز", None),
        ("بوابة الوسط: علي محمد", "بوابة الوسط", "علي محمد"),
    ],
)
def test_several_places_are_kept_as_printed(places: str, rest: str, source: str, reporter: str | None) -> None:
    assert read_byline(f"{places} - {rest} {MONDAY}") == Byline(places, source, reporter, MONDAY)


@pytest.mark.parametrize("places", [each for each in PLACES if "و" not in each.removeprefix("طرابلس")])
def test_several_places_need_no_source(places: str) -> None:
    assert read_byline(f"{places} {MONDAY}") == Byline(places, None, None, MONDAY)


@pytest.mark.parametrize(
    ("names", "place", "source", "reporter"),
    [
        # a translator
        ("القاهرة - وكالات (ترجمة: هبة هشام)", "القاهرة", "وكالات", "هبة هشام"),
        ("القاهرة – بوابة الوسط (ترجمة: هبة هشام)", "القاهرة", "بوابة الوسط", "هبة هشام"),
        ("القاهرة - فرانس برس (ترجمة : هبة هشام)", "القاهرة", "فرانس برس", "هبة هشام"),
        ("القاهرة - رويترز (ترجمة:هبة هشام)", "القاهرة", "رويترز", "هبة هشام"),
        ("القاهرة - رويترز(ترجمة: هبة هشام)", "القاهرة", "رويترز", "هبة هشام"),
        ("القاهرة - رويترز ( ترجمة: هبة هشام )", "القاهرة", "رويترز", "هبة هشام"),
        ("وكالات (ترجمة: هبة هشام)", None, "وكالات", "هبة هشام"),
        ("بوابة الوسط (ترجمة: هبة هشام)", None, "بوابة الوسط", "هبة هشام"),
        ("بوابة الوسط - وكالات (ترجمة: هبة هشام)", None, "بوابة الوسط - وكالات", "هبة هشام"),
        ("لندن - بي بي سي (ترجمة: هبة هشام وعلي جمعة)", "لندن", "بي بي سي", "هبة هشام وعلي جمعة"),
        # a place and nothing else
        ("القاهرة", "القاهرة", None, None),
        ("طرابلس", "طرابلس", None, None),
        ("بنغازي", "بنغازي", None, None),
        ("سبها", "سبها", None, None),
        ("مصراتة", "مصراتة", None, None),
        ("البيضاء", "البيضاء", None, None),
        ("تونس", "تونس", None, None),
        ("نيويورك", "نيويورك", None, None),
        # a separator with nothing behind it
        ("القاهرة -", "القاهرة", None, None),
        ("القاهرة –", "القاهرة", None, None),
        ("طرابلس -", "طرابلس", None, None),
        ("بوابة الوسط -", None, "بوابة الوسط", None),
        ("القاهرة - بوابة الوسط -", "القاهرة", "بوابة الوسط", None),
        ("القاهرة - بوابة الوسط:", "القاهرة", "بوابة الوسط", None),
        # a place and a reporter
        ("سبها: رمضان كرنفودة", "سبها", None, "رمضان كرنفودة"),
        ("القاهرة: هبة هشام", "القاهرة", None, "هبة هشام"),
        ("طرابلس : علي محمد", "طرابلس", None, "علي محمد"),
        # the site first
        ("بوابة الوسط - القاهرة", "القاهرة", "بوابة الوسط", None),
        ("بوابة الوسط – طرابلس", "طرابلس", "بوابة الوسط", None),
        ("بوابة الوسط - سبها: رمضان كرنفودة", "سبها", "بوابة الوسط", "رمضان كرنفودة"),
        # a reporter after a second dash
        ("القاهرة - بوابة الوسط - رمضان كرنفودة", "القاهرة", "بوابة الوسط", "رمضان كرنفودة"),
        ("سبها – بوابة الوسط – رمضان كرنفودة", "سبها", "بوابة الوسط", "رمضان كرنفودة"),
        ("سبها – بوابة الوسط - رمضان كرنفودة", "سبها", "بوابة الوسط", "رمضان كرنفودة"),
        # several reporters
        ("طرابلس - بوابة الوسط: علي محمد، سالم أحمد", "طرابلس", "بوابة الوسط", "علي محمد، سالم أحمد"),
        ("طرابلس - بوابة الوسط: علي محمد وسالم أحمد", "طرابلس", "بوابة الوسط", "علي محمد وسالم أحمد"),
        ("طرابلس - بوابة الوسط: علي محمد و سالم أحمد", "طرابلس", "بوابة الوسط", "علي محمد و سالم أحمد"),
        ("طرابلس - بوابة الوسط: علي محمد, سالم أحمد", "طرابلس", "بوابة الوسط", "علي محمد, سالم أحمد"),
        ("طرابلس - بوابة الوسط: علي محمد - سالم أحمد", "طرابلس", "بوابة الوسط", "علي محمد - سالم أحمد"),
        ("بوابة الوسط: علي محمد، سالم أحمد، هبة هشام", None, "بوابة الوسط", "علي محمد، سالم أحمد، هبة هشام"),
        ("سبها: علي محمد وسالم أحمد", "سبها", None, "علي محمد وسالم أحمد"),
        # no place
        ("بوابة الوسط", None, "بوابة الوسط", None),
        ("بوابة الوسط: علي محمد", None, "بوابة الوسط", "علي محمد"),
        # names with the words of a date in them
        ("طرابلس - بوابة الوسط: علي جمعة", "طرابلس", "بوابة الوسط", "علي جمعة"),  # Friday
        ("طرابلس - بوابة الوسط: جمعة القماطي", "طرابلس", "بوابة الوسط", "جمعة القماطي"),
        ("طرابلس - بوابة الوسط: أحمد الخميس", "طرابلس", "بوابة الوسط", "أحمد الخميس"),  # Thursday
        ("طرابلس - بوابة الوسط: خميس الأحد", "طرابلس", "بوابة الوسط", "خميس الأحد"),  # Thursday, Sunday
        ("طرابلس - بوابة الوسط: السبت علي", "طرابلس", "بوابة الوسط", "السبت علي"),  # Saturday
        ("طرابلس - بوابة الوسط: مارس عبد الله", "طرابلس", "بوابة الوسط", "مارس عبد الله"),  # March
        ("طرابلس - بوابة الوسط: علي مارس", "طرابلس", "بوابة الوسط", "علي مارس"),
        ("طرابلس - بوابة الوسط: نيسان محمد", "طرابلس", "بوابة الوسط", "نيسان محمد"),  # April
        ("طرابلس - بوابة الوسط: رمضان شعبان", "طرابلس", "بوابة الوسط", "رمضان شعبان"),  # Ramadan, Shaban
        ("طرابلس - بوابة الوسط: رجب ماي", "طرابلس", "بوابة الوسط", "رجب ماي"),  # Rajab; May
        ("طرابلس - بوابة الوسط: رمضان كرنفودة وعلي جمعة", "طرابلس", "بوابة الوسط", "رمضان كرنفودة وعلي جمعة"),
        ("طرابلس - المصري اليوم", "طرابلس", "المصري اليوم", None),  # a paper called «today»
        # places of several words, places with a hyphen inside
        ("رأس لانوف - بوابة الوسط", "رأس لانوف", "بوابة الوسط", None),
        ("الأمم المتحدة - بوابة الوسط", "الأمم المتحدة", "بوابة الوسط", None),
        ("سوق الجمعة - بوابة الوسط", "سوق الجمعة", "بوابة الوسط", None),  # Souq al-Juma: Friday market
        ("سوق الخميس – بوابة الوسط: علي محمد", "سوق الخميس", "بوابة الوسط", "علي محمد"),
        ("بئر الأشهب-البيضان - بوابة الوسط", "بئر الأشهب-البيضان", "بوابة الوسط", None),
        ("القاهرة- بوابة الوسط", "القاهرة", "بوابة الوسط", None),
        ("القاهرة -بوابة الوسط", "القاهرة", "بوابة الوسط", None),
        # nothing but a date
        ("", None, None, None),
    ],
)
def test_names_are_taken_apart(names: str, place: str | None, source: str | None, reporter: str | None) -> None:
    assert read_byline(f"{names} {MONDAY}".strip()) == Byline(place, source, reporter, MONDAY)


DATES = [
    "05 سبتمبر 2016, 05:51 مساء",  # no weekday
    "5 سبتمبر 2016, 05:51 مساء",
    "05 سبتمبر 2016",
    "٠٥ سبتمبر ٢٠١٦, ٠٥:٥١ مساء",
    "الإثنين 05 سبتمبر 2016, 17:51",  # a clock of 24 hours
    "الإثنين 05 سبتمبر 2016, 00:05",
    "05 سبتمبر 2016, 17:51",
    "الإثنين 05 سبتمبر 2016, 05:51 صباحا",
    "الإثنين 05 سبتمبر 2016, 05:51 صباحًا",
    "الإثنين 05 سبتمبر 2016, 05:51 ص",
    "الإثنين 05 سبتمبر 2016, 05:51 م",
    "يوم الإثنين 05 سبتمبر 2016, 05:51 مساء",
    "يوم الاثنين، 5 سبتمبر 2016، 05:51 مساءً",
    "الجمعة 12 أوت 2016, 17:05",  # Tunisian
    "السبت 28 جانفي 2017, 06:30 مساء",
    "الأربعاء 01 فيفري 2017, 06:30 مساء",
    "السبت 01 أفريل 2017, 06:30 مساء",
    "الإثنين 01 ماي 2017, 06:30 مساء",
    "الخميس 01 جوان 2017, 06:30 مساء",
    "السبت 01 جويلية 2017, 06:30 مساء",
    "الأحد 01 كانون الثاني 2017, 06:30 مساء",  # of the Levant
    "الأربعاء 01 شباط 2017, 06:30 مساء",
    "الأربعاء 01 آذار 2017, 06:30 مساء",
    "السبت 01 نيسان 2017, 06:30 مساء",
    "الإثنين 01 أيار 2017, 06:30 مساء",
    "الخميس 01 حزيران 2017, 06:30 مساء",
    "السبت 01 تموز 2017, 06:30 مساء",
    "الثلاثاء 01 آب 2017, 06:30 مساء",
    "الجمعة 01 أيلول 2017, 06:30 مساء",
    "الأحد 01 تشرين الأول 2017, 06:30 مساء",
    "الأربعاء 01 تشرين الثاني 2017, 06:30 مساء",
    "الجمعة 01 كانون الأول 2017, 06:30 مساء",
    "الأربعاء 21 أيلول / سبتمبر 2016, 03:40 مساء",  # of both
    "الأربعاء 21 أيلول/سبتمبر 2016, 03:40 مساء",
    "الأربعاء 21 سبتمبر/أيلول 2016, 03:40 مساء",
    "الأربعاء 21 سبتمبر (أيلول) 2016, 03:40 مساء",
    "الأحد 01 تشرين الأول / أكتوبر 2017, 06:30 مساء",
    "21 أيلول / سبتمبر 2016, 15:40",
    "الإثنين 05/09/2016, 05:51 مساء",  # in numbers
    "الإثنين 5/9/2016, 05:51 مساء",
    "05/09/2016, 05:51 مساء",
    "05/09/2016",
    "الإثنين ٠٥/٠٩/٢٠١٦, ٠٥:٥١ مساء",
    "الإثنين 05 سبتمبر 2016 الموافق 3 ذو الحجة 1437, 05:51 مساء",  # beside the Hijri date
    "الإثنين 3 ذو الحجة 1437 الموافق 05 سبتمبر 2016, 05:51 مساء",
    "الإثنين 3 ذو الحجة 1437 هـ الموافق 05 سبتمبر 2016, 05:51 مساء",
    "الإثنين 05 سبتمبر 2016 (3 ذو الحجة 1437), 05:51 مساء",
    "الأحد 28 مايو 2017 الموافق 2 رمضان 1438, 05:51 مساء",
    "الإثنين 05 سبتمبر 2016, 05:51 مساء بتوقيت ليبيا",  # with the zone
    "الإثنين 05 سبتمبر 2016, 05:51 مساء بتوقيت طرابلس",
    "الإثنين 05 سبتمبر 2016, 03:51 مساء بتوقيت غرينتش",
    "الإثنين 05 سبتمبر 2016, 05:51 مساء بتوقيت القاهرة",
    "الإثنين 05 سبتمبر 2016, 17:51 بتوقيت ليبيا",
    "05 سبتمبر 2016, 17:51 بتوقيت ليبيا",
]
NAMES = [
    ("القاهرة - بوابة الوسط", "القاهرة", "بوابة الوسط", None),
    ("سبها – بوابة الوسط: رمضان كرنفودة", "سبها", "بوابة الوسط", "رمضان كرنفودة"),  # a Ramadan that is a man
    ("وكالات (ترجمة: هبة هشام)", None, "وكالات", "هبة هشام"),
    ("القاهرة", "القاهرة", None, None),
    ("طرابلس/بنغازي - رويترز", "طرابلس/بنغازي", "رويترز", None),
    ("", None, None, None),
]


@pytest.mark.parametrize("printed", DATES)
@pytest.mark.parametrize(("names", "place", "source", "reporter"), NAMES)
def test_date_of_any_form_closes_the_names(
    names: str, place: str | None, source: str | None, reporter: str | None, printed: str
) -> None:
    assert read_byline(f"{names} {printed}".strip()) == Byline(place, source, reporter, printed)


WITH_A_WEEKDAY = [printed for printed in DATES if printed.startswith(("ال", "يوم"))]


@pytest.mark.parametrize("printed", WITH_A_WEEKDAY)
@pytest.mark.parametrize("reporter", ["علي جمعة", "أحمد الخميس", "علي مارس", "رمضان شعبان", "سالم آب"])
def test_name_with_a_day_or_a_month_is_not_torn_by_any_date(reporter: str, printed: str) -> None:
    assert read_byline(f"سبها – بوابة الوسط: {reporter} {printed}") == Byline("سبها", SITE, reporter, printed)


@pytest.mark.parametrize("printed", WITH_A_WEEKDAY)
def test_separator_before_a_date_belongs_to_nothing(printed: str) -> None:
    assert read_byline(f"القاهرة - {printed}") == Byline("القاهرة", None, None, printed)


@pytest.mark.parametrize(
    "text",
    [
        "القاهرة - رويترز",
        "القاهرة - وكالات (ترجمة: هبة هشام)",
        "سبها: رمضان كرنفودة",
        "بوابة الوسط - القاهرة",
        "طرابلس - بوابة الوسط: علي جمعة",
        "طرابلس - بوابة الوسط: علي 5 مارس",  # no year
        "القاهرة - بوابة الوسط 05:51 مساء",  # a clock alone
        "القاهرة - بوابة الوسط بتوقيت ليبيا",
        "القاهرة - بوابة الوسط سبتمبر",
        "القاهرة - بوابة الوسط الإثنين",
        "القاهرة - بوابة الوسط 05 سبتمبر 2016 في المساء قال الوزير",  # words after the date
        "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء: بيان",
    ],
)
def test_line_without_a_date_at_its_end_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


@given(
    st.sampled_from([None, "القاهرة", "طرابلس، بنغازي", "رأس لانوف", "سبها"]),
    st.sampled_from([" - ", " – ", " — "]),
    st.sampled_from(["بوابة الوسط", "رويترز", "أ ف ب", "وكالات", "بوابة الوسط، وكالات"]),
    st.sampled_from([None, "علي جمعة", "رمضان كرنفودة", "علي محمد، سالم أحمد", "هبة هشام وعلي محمد"]),
    st.sampled_from(WITH_A_WEEKDAY),
)
def test_what_was_put_together_is_taken_apart(
    place: str | None, dash: str, source: str, reporter: str | None, printed: str
) -> None:
    text = f"{place}{dash}" if place else ""
    text += f"{source}: {reporter}" if reporter else source
    assert read_byline(f"{text} {printed}") == Byline(place, source, reporter, printed)


@pytest.mark.parametrize(
    ("names", "place", "source", "reporter"),
    [
        ("القاهرة: بوابة الوسط", "القاهرة", "بوابة الوسط", None),
        ("بوابة الوسط: القاهرة", "القاهرة", "بوابة الوسط", None),
        ("القاهرة-بوابة الوسط", "القاهرة", "بوابة الوسط", None),
        ("القاهرة، بوابة الوسط", "القاهرة", "بوابة الوسط", None),
        ("القاهرة (رويترز)", "القاهرة", "رويترز", None),
        ("القاهرة (أ ف ب)", "القاهرة", "أ ف ب", None),
        ("خاص بوابة الوسط - القاهرة", "القاهرة", "خاص بوابة الوسط", None),  # exclusive
        ("خاص - بوابة الوسط", None, "خاص - بوابة الوسط", None),
    ],
)
def test_order_and_signs_of_other_sites_are_understood(
    names: str, place: str | None, source: str | None, reporter: str | None
) -> None:
    assert read_byline(f"{names} 05/09/2016") == Byline(place, source, reporter, "05/09/2016")


def test_heap_of_dates_that_nobody_knows_is_read_in_no_time() -> None:
    assert read_byline("الأحد 5 س 2016, " * 8_000 + "\nx") is not None
