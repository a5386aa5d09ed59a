"""A date among other words: what was read, the weekday, the labels and bylines around it.

Sources: the weekdays of Unicode CLDR (locale ar) with the spellings that newspapers print (the Levant's «الثلثاء»,
hamza left out, «ه» for «ة»); bylines and labels in the forms of Libyan and Egyptian news sites. 5 September 2016 was
a Monday (Gregorian calendar, ISO 8601).
"""

from datetime import UTC, datetime

import pytest

from atwasat_spider.normalization import read_date


@pytest.mark.parametrize(
    ("weekday", "day"),
    [
        ("الأحد", 4),
        ("الاحد", 4),
        ("الأحَد", 4),
        ("أحد", 4),
        ("الإثنين", 5),
        ("الاثنين", 5),
        ("الأثنين", 5),
        ("الاثْنَين", 5),
        ("الإثنيــن", 5),
        ("اثنين", 5),
        ("الثلاثاء", 6),
        ("الثلاثا", 6),
        ("الثّلاثاء", 6),
        ("الثلثاء", 6),
        ("ثلاثاء", 6),
        ("الأربعاء", 7),
        ("الاربعاء", 7),
        ("الإربعاء", 7),
        ("الاربعا", 7),
        ("أربعاء", 7),
        ("الخميس", 8),
        ("الخَمِيس", 8),
        ("خميس", 8),
        ("الجمعة", 9),
        ("الجمعه", 9),
        ("الجُمُعة", 9),
        ("جمعة", 9),
        ("السبت", 10),
        ("السّبت", 10),
        ("سبت", 10),
    ],
)
def test_weekday_agrees_with_its_own_day_alone(weekday: str, day: int) -> None:
    for other in range(4, 11):
        for printed in (f"{weekday} {other} سبتمبر 2016", f"يوم {weekday}، {other} سبتمبر 2016, 05:51 مساء"):
            found = read_date(printed)
            assert found is not None
            assert found.weekday_agrees is (other == day)


@pytest.mark.parametrize(
    "text",
    [
        "الإثنين 5 سبتمبر 2016",
        "الإثنين، 5 سبتمبر 2016",
        "الإثنين, 5 سبتمبر 2016",
        "الإثنين ، 5 سبتمبر 2016",
        "الإثنين - 5 سبتمبر 2016",
        "الإثنين: 5 سبتمبر 2016",
        "يوم الإثنين 5 سبتمبر 2016",
        "يوم الاثنين، 5 من سبتمبر عام 2016",
        "يوم الإثنين الموافق 5 سبتمبر 2016",  # corresponding to
        "الإثنين 05/09/2016",
        "الإثنين، 05-09-2016",
        "الإثنين 2016/09/05",
        "الإثنين 2016-09-05",
        "الإثنين 5.9.2016",
        "الاثنين ٥ أيلول ٢٠١٦",
        "الاثنين 5 أيلول/سبتمبر 2016",
        "الإثنين، سبتمبر 5, 2016",
        "\u200fالإثنين\u200f 5 سبتمبر 2016",
        "الإثنين\u00a05 سبتمبر\u00a02016",
    ],
)
def test_weekday_before_every_form(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.at, found.precision) == (datetime(2016, 9, 4, 22, tzinfo=UTC), "day")
    assert found.weekday_agrees is True


@pytest.mark.parametrize(
    "text",
    [
        "5 سبتمبر 2016",
        "05/09/2016 17:51",
        "طرابلس: 5 سبتمبر 2016",
        "بقلم خميس السبتي 5 سبتمبر 2016",  # by Khamis of Ceuta
        "الأحداث 5 سبتمبر 2016",  # the events
        "المثنى 5 سبتمبر 2016",
    ],
)
def test_no_weekday_no_agreement(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.weekday_agrees is None


@pytest.mark.parametrize(
    ("before", "printed", "after"),
    [
        ("نشر في: ", "الإثنين 05 سبتمبر 2016, 05:51 مساء", ""),  # published on
        ("نُشر في ", "5 سبتمبر 2016", ""),
        ("تاريخ النشر: ", "2016-09-05", ""),
        ("تاريخ النشر : ", "05/09/2016", " | عدد القراءات: 1520"),  # readers
        ("آخر تحديث: ", "الإثنين 5 سبتمبر 2016 - 05:51 مساء", ""),  # last changed
        ("آخر تحديث ", "05/09/2016 17:51", ""),
        ("آخر تحديث: ", "5 سبتمبر 2016، الساعة 05:51 مساءً", "."),
        ("القاهرة - بوابة الوسط ", "الإثنين 05 سبتمبر 2016, 05:51 مساء", ""),
        ("سبها – بوابة الوسط: رمضان كرنفودة ", "الإثنين 05 سبتمبر 2016, 05:51 مساء", ""),  # a man called Ramadan
        ("طرابلس - بوابة الوسط: ناصر الفاتح ", "الإثنين 05 سبتمبر 2016, 05:51 مساء", ""),  # months as names
        ("بنغازي - رجب شعبان ", "5 سبتمبر 2016", ""),
        ("كتبه: محمد علي في ", "سبتمبر 5, 2016", ""),
        ("أعلن المجلس في ", "5 سبتمبر 2016", " عن تشكيل لجنة من 12 عضوا"),  # a committee of 12
        ("عقد الاجتماع في ", "5 من سبتمبر عام 2016", " في العاصمة"),
        ("(", "5 سبتمبر 2016", ")"),
        ("[", "05-09-2016", "]"),
        ("«", "5 سبتمبر 2016", "»"),
        ("", "5 سبتمبر 2016", "."),
        ("", "5 سبتمبر 2016", "، طرابلس"),
        ("", "05/09/2016", " - رياضة"),  # sport
        ("العدد 2874 - ", "الإثنين 5 سبتمبر 2016", ""),  # issue 2874
        ("فاز الأهلي 2-1 في ", "5 سبتمبر 2016", ""),  # a score
        ("رواتب 2015 تصرف في ", "5 سبتمبر 2016", ""),
        ("هاتف 0912345678، ", "5 سبتمبر 2016", ""),  # telephone
        ("نشر في: ", "الإثنين ٠٥ سبتمبر ٢٠١٦, ٠٥:٥١ مساء", " بقلم التحرير"),
        ("نشر في: ", "الإثنيـن ٠٥ سِبتمبر\u200f ٢٠١٦", " بقلم التحرير"),
        ("نشر في: ", "5 سبتمبر 2016 5:51 مساء بتوقيت القاهرة", " بقلم التحرير"),
        ("نشر في: ", "5 سبتمبر 2016 17:51 GMT", " بقلم التحرير"),
        ("نشر في ", "2016-09-05T17:51:00+02:00", " بقلم التحرير"),
        ("نشر في ", "05:51 مساء الإثنين 5 سبتمبر 2016", " بقلم التحرير"),
        ("نشر في ", "17:51 05/09/2016", " بقلم التحرير"),
        ("\n\t", "5 سبتمبر 2016", "\n"),
        ("\u200f\u00a0", "5 سبتمبر 2016", "\u200f"),
    ],
)
def test_text_is_the_part_that_was_read_as_printed(before: str, printed: str, after: str) -> None:
    found = read_date(before + printed + after)
    assert found is not None
    assert found.text == printed
    assert found.at in (
        datetime(2016, 9, 4, 22, tzinfo=UTC),
        datetime(2016, 9, 5, 15, 51, tzinfo=UTC),
        datetime(2016, 9, 5, 17, 51, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("05/09/2016", datetime(2016, 9, 5, tzinfo=UTC)),  # the day comes first
        ("5/9/2016", datetime(2016, 9, 5, tzinfo=UTC)),
        ("5-9-2016", datetime(2016, 9, 5, tzinfo=UTC)),
        ("5.9.2016", datetime(2016, 9, 5, tzinfo=UTC)),
        ("٥/٩/٢٠١٦", datetime(2016, 9, 5, tzinfo=UTC)),
        ("۵/۹/۲۰۱۶", datetime(2016, 9, 5, tzinfo=UTC)),
        ("٠5/0٩/2٠16", datetime(2016, 9, 5, tzinfo=UTC)),
        ("\u200f5/\u200f9/\u200f2016", datetime(2016, 9, 5, tzinfo=UTC)),
        ("2016/9/5", datetime(2016, 9, 5, tzinfo=UTC)),
        ("2016/09/05", datetime(2016, 9, 5, tzinfo=UTC)),
        ("2016-09-05", datetime(2016, 9, 5, tzinfo=UTC)),
        ("٢٠١٦/٠٩/٠٥", datetime(2016, 9, 5, tzinfo=UTC)),
        ("12/11/2016", datetime(2016, 11, 12, tzinfo=UTC)),
        ("2016/11/12", datetime(2016, 11, 12, tzinfo=UTC)),
        ("31/12/2016", datetime(2016, 12, 31, tzinfo=UTC)),
        ("29/2/2016", datetime(2016, 2, 29, tzinfo=UTC)),
        ("5/9/2016م", datetime(2016, 9, 5, tzinfo=UTC)),
    ],
)
def test_numeric_date(text: str, at: datetime) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert (found.at, found.precision) == (at, "day")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("5 سبتمبر 2016 ثم 6 أكتوبر 2017", datetime(2016, 9, 5, tzinfo=UTC)),
        ("نشر 05/09/2016 - تحديث 06/10/2017", datetime(2016, 9, 5, tzinfo=UTC)),
        ("6 أكتوبر 2017 ثم 5 سبتمبر 2016", datetime(2017, 10, 6, tzinfo=UTC)),
        ("2016-09-05 و 6 أكتوبر 2017", datetime(2016, 9, 5, tzinfo=UTC)),
        ("في عام 2011 ثم في 5 سبتمبر 2016", datetime(2016, 9, 5, tzinfo=UTC)),
        ("منذ فبراير 2011 وحتى 5 سبتمبر 2016", datetime(2016, 9, 5, tzinfo=UTC)),  # since … until
    ],
)
def test_first_whole_date_is_read(text: str, at: datetime) -> None:
    found = read_date(text, zone="UTC")
    assert found is not None
    assert found.at == at


@pytest.mark.parametrize("name", ["علي جمعة", "رمضان خميس"])
def test_man_named_for_a_weekday_is_no_weekday(name: str) -> None:
    found = read_date(f"طرابلس - بوابة الوسط: {name} 5 سبتمبر 2016")
    assert found is not None
    assert (found.weekday_agrees, found.text) == (None, "5 سبتمبر 2016")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("نشر 5 سبتمبر2016 في طرابلس", "5 سبتمبر2016"),
        ("نشر 5 سبتمبر 2016 (10:30 بتوقيت غرينتش)", "5 سبتمبر 2016 (10:30 بتوقيت غرينتش)"),
        ("نشر 5 سبتمبر 2016 (10:30) في طرابلس", "5 سبتمبر 2016 (10:30)"),
        ("(5 سبتمبر 2016 10:30)", "5 سبتمبر 2016 10:30"),
        ("نشر 5 سبتمبر 2016 عند 5:51 م", "5 سبتمبر 2016 عند 5:51 م"),
    ],
)
def test_glued_and_bracketed_parts_are_read(text: str, read: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.text == read
