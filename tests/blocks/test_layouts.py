"""Layouts that are known: the sign of each, and what its selectors add to a reading by labels."""

import pytest

from atwasat_spider.blocks import Certainty, Kind, Page, read_html
from atwasat_spider.blocks.layouts import LAYOUTS, Layout, find_layout
from atwasat_spider.blocks.markup import parse

URL = "https://alwasat.ly/ar/news/libya/133195/"
HEADLINE = "افتتاح جسر جديد في درنة"  # a new bridge is opened in Derna
FIRST = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning
SECOND = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة."  # the work took eleven whole months
DATE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"


def newscoop(*, info: str = f"<time datetime='2016-09-05T17:51:00+02:00'>{DATE}</time>", below: str = "") -> str:
    return (
        f"<h1>{HEADLINE}</h1><div class='art-info'>{info}</div>"
        f"<div class='art-content'><p>{FIRST}</p><p>{SECOND}</p></div>{below}"
    )


def read(markup: str) -> Page:
    return read_html(markup, URL)


def test_first_system_is_known_by_its_content_box() -> None:
    layout = find_layout(parse(newscoop()))
    assert layout is not None
    assert layout.name == "newscoop"


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='content'><p>نص</p></div>",
        "<p class='art-content'>نص</p>",
        "<!-- <div class='art-content'>نص</div> -->",
        "",
    ],
)
def test_page_without_the_sign_is_of_no_known_layout(markup: str) -> None:
    assert find_layout(parse(markup)) is None


def test_page_of_a_known_layout_is_read_by_it() -> None:
    page = read(newscoop())
    assert (page.reader, page.certainty, page.time) == ("newscoop", Certainty.HIGH, "2016-09-05T17:51:00+02:00")
    assert [(block.kind, block.text) for block in page.blocks] == [
        (Kind.HEADLINE, HEADLINE),
        (Kind.BYLINE, DATE),
        (Kind.PARAGRAPH, FIRST),
        (Kind.PARAGRAPH, SECOND),
    ]


def test_body_of_a_known_layout_is_its_box_whatever_stands_beside() -> None:
    beside = f"<div><p>{'وهذه جملة طويلة من خبر آخر لا صلة لها به. ' * 9}</p></div>"
    texts = [block.text for block in read(newscoop(below=beside)).blocks if block.kind is Kind.PARAGRAPH]
    assert texts == [FIRST, SECOND]


@pytest.mark.parametrize("info", ["", "<span><time datetime='2016-09-05'>أمس</time></span>"])
def test_known_layout_without_its_time_is_read_less_surely(info: str) -> None:
    page = read(newscoop(info=info or "ليبيا"))
    assert page.certainty is (Certainty.HIGH if info else Certainty.MEDIUM)


def test_layouts_have_names_of_their_own() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    assert all(len(layout.name) <= 32 and layout.valid for layout in LAYOUTS)


def test_layout_finds_its_places_by_selector() -> None:
    layout = Layout("x", "never", "div.a", body="div.b", headline="div.c", time="div.d time")
    tree = parse(
        "<div class='c'>عنوان</div><div class='d'><time datetime='2016'>أمس</time></div><div class='b'>نص</div>"
    )
    headline, body = layout.headline_of(tree), layout.body_of(tree)
    assert headline is not None
    assert body is not None
    assert (headline.text(), body.text(), layout.time_of(tree)) == ("عنوان", "نص", "2016")


def test_layout_without_selectors_finds_nothing() -> None:
    layout = Layout("x", "never", "div.a", body="div.b")
    tree = parse("<h1>عنوان</h1><time datetime='2016'>أمس</time>")
    assert (layout.headline_of(tree), layout.body_of(tree), layout.time_of(tree)) == (None, None, None)


def test_layout_whose_element_is_missing_finds_no_time() -> None:
    layout = Layout("x", "never", "div.a", body="div.b", time="div.d time")
    assert layout.time_of(parse("<time datetime='2016'>أمس</time>")) is None
    assert layout.time_of(parse("<div class='d'><time>أمس</time></div>")) is None
