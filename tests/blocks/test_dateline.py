"""The byline among lines, in one element, divided between several, beside other things."""

import pytest

from atwasat_spider.blocks.dateline import find_byline, with_source_below
from atwasat_spider.blocks.lines import Line, Walk
from atwasat_spider.blocks.markup import parse

DATE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"
BYLINE = f"القاهرة - بوابة الوسط {DATE}"
PROSE = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning


def lines(markup: str) -> list[Line]:
    body = parse(markup).body
    assert body is not None
    return Walk(body).lines()


def byline(markup: str) -> tuple[str, list[int]] | None:
    found = find_byline(lines(markup))
    return (found[0], sorted(found[1])) if found else None


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{BYLINE}</p>",
        f"<div>{BYLINE}</div>",
        f"<div><span>القاهرة - بوابة الوسط</span> <time datetime='2016-09-05'>{DATE}</time></div>",
        f"<div><span>القاهرة - بوابة الوسط</span><span>{DATE}</span></div>",
        f"<h4>{BYLINE}</h4>",
        f"<span>{BYLINE}</span>",
    ],
)
def test_byline_of_one_line_is_found_whole(markup: str) -> None:
    assert byline(f"{markup}<p>{PROSE}</p>") == (BYLINE, [0])


def test_byline_is_found_below_other_lines() -> None:
    assert byline(f"<p>أخبار</p><img alt='سد'><p>{BYLINE}</p>") == (BYLINE, [2])


@pytest.mark.parametrize(
    ("markup", "expected", "places"),
    [
        # The source above its date
        (f"<div>القاهرة - بوابة الوسط</div><div>{DATE}</div>", BYLINE, [0, 1]),
        # The place on a line of its own
        (f"<div>القاهرة -</div><div>بوابة الوسط</div><div>{DATE}</div>", BYLINE, [0, 1, 2]),
        (f"<div>القاهرة –</div><div>بوابة الوسط</div><div>{DATE}</div>", BYLINE.replace("-", "–"), [0, 1, 2]),
        # The reporter between
        (
            f"<div>سبها - بوابة الوسط:</div><div>هبة صالح</div><div>{DATE}</div>",
            f"سبها - بوابة الوسط: هبة صالح {DATE}",
            [0, 1, 2],
        ),
        # Something else between
        (f"<div>بوابة الوسط</div><div>ليبيا</div><div>{DATE}</div>", f"بوابة الوسط {DATE}", [0, 2]),
        # The source below its date
        (f"<div>{DATE}</div><div>القاهرة - بوابة الوسط</div><p>{PROSE}</p>", BYLINE, [0, 1]),
        # An agency in the same box, or after a place
        (f"<div>وكالة الأنباء<br>{DATE}</div>", f"وكالة الأنباء {DATE}", [0, 1]),
        (f"<div>تونس - وكالات</div><div>{DATE}</div>", f"تونس - وكالات {DATE}", [0, 1]),
        # No source at all
        (f"<div>{DATE}</div><p>{PROSE}</p>", DATE, [0]),
        (f"<div>ليبيا</div><div>{DATE}</div>", DATE, [1]),
        (f"<p>{PROSE}</p><div>{DATE}</div>", DATE, [1]),
        (f"<h1>بوابة الوسط</h1><div>{DATE}</div>", DATE, [1]),
    ],
)
def test_byline_is_put_together_of_its_lines(markup: str, expected: str, places: list[int]) -> None:
    assert byline(markup) == (expected, places)


@pytest.mark.parametrize("lead", ["نشر في:", "نشر في", "تاريخ النشر:", "نشر بتاريخ", "بتاريخ:", "نشر"])
def test_words_before_a_date_alone_are_no_source(lead: str) -> None:
    assert byline(f"<div>القاهرة - بوابة الوسط</div><div>{lead} {DATE}</div>") == (BYLINE, [0, 1])


@pytest.mark.parametrize("mark", ["|", "•", "·", "¦", " | "])
def test_byline_is_one_part_of_a_separated_line(mark: str) -> None:
    assert byline(f"<div>ليبيا {mark} {BYLINE} {mark} 3 تعليقات</div>") == (BYLINE, [0])


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><span>{BYLINE}</span> <span>منذ ساعتين</span></div>",
        f"<div><span>منذ ساعتين</span><span>{BYLINE}</span></div>",
        f"<div><span>{BYLINE}</span><span>120 مشاهدة</span><a href='/s'>شارك</a></div>",
    ],
)
def test_byline_is_one_element_of_a_line(markup: str) -> None:
    assert byline(markup) == (BYLINE, [0])


def test_elapsed_time_in_a_time_element_is_a_date() -> None:
    markup = "<div>القاهرة - بوابة الوسط</div><div><time datetime='2016-09-05T17:51'>منذ 3 ساعات</time></div>"
    assert byline(markup) == ("القاهرة - بوابة الوسط منذ 3 ساعات", [0, 1])


@pytest.mark.parametrize("elapsed", ["منذ ساعتين", "منذ 3 ساعات"])
def test_elapsed_time_does_not_hide_the_byline_below(elapsed: str) -> None:
    markup = f"<div><time datetime='2016-09-05T17:51'>{elapsed}</time></div><div>{BYLINE}</div>"
    assert byline(markup) == (BYLINE, [1])


@pytest.mark.parametrize("update", ["آخر تحديث", "آخر تحديث:", "تم التحديث"])
def test_date_of_an_update_does_not_hide_the_byline_below(update: str) -> None:
    markup = f"<div>{update} الثلاثاء 06 سبتمبر 2016, 07:00 مساء</div><div>{BYLINE}</div>"
    assert byline(markup) == (BYLINE, [1])


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{PROSE}</p>",
        "<div>بوابة الوسط</div>",
        f"<img alt='{BYLINE}'>",
        "<div>منذ ساعتين</div>",
        "<p>وقال إنه ولد في سبها العام 2016.</p>",
        "",
    ],
)
def test_nothing_else_is_a_byline(markup: str) -> None:
    assert byline(markup) is None


def test_source_below_joins_a_date_above_the_headline() -> None:
    found = with_source_below(DATE, lines(f"<p>ليبيا</p><p>القاهرة - بوابة الوسط</p><p>{PROSE}</p>"))
    assert found == (BYLINE, frozenset({1}))


@pytest.mark.parametrize("source", ["بوابة الوسط", "تونس - وكالات", "طرابلس – هبة صالح"])
def test_source_below_is_a_name_or_a_place_with_one(source: str) -> None:
    assert with_source_below(DATE, lines(f"<p>{source}</p>")) == (f"{source} {DATE}", frozenset({0}))


@pytest.mark.parametrize(
    ("date", "below"),
    [
        (BYLINE, "<p>بوابة الوسط</p>"),
        (DATE, f"<p>{PROSE}</p>"),
        (DATE, "<h1>بوابة الوسط</h1>"),
        (DATE, "<p>قالت بوابة الوسط.</p>"),
        (DATE, "<p>أ</p><p>ب</p><p>ج</p><p>بوابة الوسط</p>"),
    ],
)
def test_nothing_else_below_is_a_source(date: str, below: str) -> None:
    assert with_source_below(date, lines(below)) is None
