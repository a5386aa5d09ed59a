"""The box of the running text and the labels that close it, found without a class name."""

import pytest

from atwasat_spider.blocks.frame import Frame, find_frame, find_label, is_keywords_line, is_prose, read_label_line
from atwasat_spider.blocks.labels import Label
from atwasat_spider.blocks.lines import Line, Walk
from atwasat_spider.blocks.markup import parse

FIRST = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning
SECOND = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة."  # the work took eleven whole months
THIRD = (
    "ويصل الجسر بين ضفتي المدينة، وتعبره ألفا سيارة كل يوم."  # it joins both banks, two thousand cars cross it daily
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
OUTSIDE = "وهذه جملة طويلة لا صلة لها بالخبر ولا بمن كتبه أبدًا."  # a sentence that has nothing to do with the news
RELATED = "عناوين ذات صلة"


def framed(markup: str) -> tuple[Frame | None, list[Line], Walk]:
    """The frame below the headline, the lines from it on, and their boxes."""
    start = parse(f"<h1>عنوان</h1>{markup}" if "<h1>" not in markup else markup).css_first("h1")
    assert start is not None
    walk = Walk(start)
    lines = walk.lines()
    return find_frame(lines, walk), lines, walk


def body(markup: str) -> list[str]:
    frame, lines, _ = framed(markup)
    assert frame is not None
    return [lines[at].text for at in sorted(frame.body)]


def closing(markup: str) -> list[tuple[Label, list[str]]]:
    frame, lines, _ = framed(markup)
    assert frame is not None
    return [(label, [lines[at].text for at in places]) for label, _, places in frame.closing]


def line(text: str, tag: str = "p", *, link: str | None = None, beside: bool = False) -> Line:
    return Line(text, tag, 0, link=link, beside=beside)


# Running text


@pytest.mark.parametrize(
    "prose",
    [
        line(FIRST),
        line(FIRST, "div"),
        line("افتتحت بلدية درنة جسرًا جديدًا فوق الوادي؟"),
        line("وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا:"),
        line("ووصف ما جرى بأنه «فرحة لأهل المدينة كلهم»"),
        line("كلام متصل " * 10),  # 100 characters without a stop
        line("كلمة قصيرة تنتهي بنقطة."),  # a short word that ends with a stop
    ],
)
def test_long_line_or_one_with_a_stop_is_prose(prose: Line) -> None:
    assert is_prose(prose)


@pytest.mark.parametrize(
    "other",
    [
        line(FIRST, link="/news/libya/1"),
        line(FIRST, beside=True),
        line(FIRST, "img"),
        line(FIRST, "embed"),
        line(FIRST, "figcaption"),
        line(FIRST, "tr"),
        line("افتتاح جسر جديد في درنة بعد أشهر من العمل"),
        line("كلمة قصيرة تنتهي بنقطة.", "div"),
        line("كلمة."),
        line("درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"),
        line(""),
    ],
)
def test_short_or_linked_line_is_no_prose(other: Line) -> None:
    assert not is_prose(other)


def test_page_without_running_text_has_its_labels_alone() -> None:
    frame, _, _ = framed(f"<p>سطر</p><div>{RELATED}</div><a href='/1'>{OUTSIDE}</a>")
    assert frame is not None
    assert (frame.body, frame.end) == (frozenset(), 2)
    assert frame.closing == ((Label.RELATED, 2, range(3, 4)),)


def test_page_without_text_and_labels_has_no_frame() -> None:
    assert framed("<p>سطر</p>")[0] is None


# The body's box


@pytest.mark.parametrize(
    "article",
    [
        f"<div>{TEXT}</div>",
        f"<article><div>{TEXT}</div></article>",
        f"<div><div><p>{FIRST}</p></div><div><p>{SECOND}</p></div><div><p>{THIRD}</p></div></div>",
        f"<div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>",
        f"<div><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div>",
    ],
)
def test_body_is_the_box_of_the_running_text(article: str) -> None:
    assert body(f"{article}<div><p>{OUTSIDE}</p></div>") == [FIRST, SECOND, THIRD]


def test_body_of_one_paragraph_takes_the_box_around_it() -> None:
    assert body(f"<div><h1>عنوان</h1><div><p>{FIRST}</p><p>سطر</p></div><p>آخر</p></div>") == [FIRST, "سطر"]


def test_body_of_one_paragraph_beside_the_headline_is_that_alone() -> None:
    assert body(f"<div><h1>عنوان</h1><p>{FIRST}</p></div><div>سطر</div>") == [FIRST]


def test_short_paragraph_below_a_long_one_is_of_the_body() -> None:
    markup = f"<div><h1>عنوان</h1><p>{FIRST} {SECOND} {THIRD}</p><p>والعمل فيه مستمر الآن.</p></div>"
    assert body(markup) == [f"{FIRST} {SECOND} {THIRD}", "والعمل فيه مستمر الآن."]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<div><h1>عنوان</h1></div><section><div>{FIRST}</div><div>سطر</div></section>", [FIRST, "سطر"]),
        (f"<div><h1>عنوان</h1><div>{FIRST}</div><div>سطر</div></div>", [FIRST]),
    ],
)
def test_body_of_one_box_of_text_is_not_the_headlines_box(markup: str, expected: list[str]) -> None:
    assert body(markup) == expected


def test_introduction_stands_outside_of_the_body() -> None:
    frame, lines, _ = framed(f"<section><p>{OUTSIDE}</p></section><div>{TEXT}</div>")
    assert frame is not None
    assert [lines[frame.first].text, lines[frame.last].text] == [FIRST, THIRD]


def test_text_of_a_newsletter_is_no_running_text() -> None:
    letter = f"<div><p>{OUTSIDE}</p><input type='email'></div>"
    assert body(f"{letter}<div>{TEXT}</div>") == [FIRST, SECOND, THIRD]
    assert body(f"<div>{TEXT}</div>{letter}") == [FIRST, SECOND, THIRD]


def test_long_newsletter_does_not_widen_the_body() -> None:
    letter = f"<div><p>{OUTSIDE}</p><p>وتصلك فيها أخبار المدن كلها صباح كل يوم جديد.</p><input type='email'></div>"
    assert body(f"<div>{TEXT}</div><p>سطر</p>{letter}") == [FIRST, SECOND, THIRD]


def test_button_beside_the_text_does_not_hide_it() -> None:
    assert body(f"<div><button>كبر الخط</button>{TEXT}</div>") == [FIRST, SECOND, THIRD]


# The labels


@pytest.mark.parametrize(
    "label",
    [
        "عناوين ذات صلة",
        "عناوين ذات صلة:",
        "عناوين ذات صلة :",
        "«عناوين ذات صلة»",
        "عناوين ذات صلة (5)",
        "عناوين ذات صِلة",
        "تعليقات (٤)",
        "تعليقات 4",
        "المزيد من «بوابة الوسط»",
        "كلمات مفتاحية: درنة، جسر",
    ],
)
@pytest.mark.parametrize("tag", ["h3", "p", "span"])
def test_label_of_any_form_closes_the_body(label: str, tag: str) -> None:
    assert body(f"<div>{TEXT}<{tag}>{label}</{tag}><p>{OUTSIDE}</p></div>") == [FIRST, SECOND, THIRD]


def test_label_in_a_box_of_its_own_closes_the_body() -> None:
    """A box that holds the label alone holds nothing that the body could go on below."""
    assert body(f"<div>{TEXT}<div>تعليقات</div><p>{OUTSIDE}</p></div>") == [FIRST, SECOND, THIRD]


def test_lines_below_a_label_are_its_own() -> None:
    labels = f"<h3>كلمات مفتاحية</h3><a href='/t'>درنة</a><h3>{RELATED}</h3><p>خبر</p><p>آخر</p>"
    assert closing(f"<div>{TEXT}</div><div>{labels}</div>") == [
        (Label.KEYWORDS, ["درنة"]),
        (Label.RELATED, ["خبر", "آخر"]),
    ]


def test_box_of_a_label_ends_what_is_below_it() -> None:
    markup = f"<div>{TEXT}</div><section><h3>{RELATED}</h3><div><p>خبر</p></div></section><div>غيره</div>"
    assert closing(markup) == [(Label.RELATED, ["خبر"])]


def test_label_at_the_end_has_nothing_below() -> None:
    assert closing(f"<div>{TEXT}</div><h3>تعليقات</h3>") == [(Label.COMMENTS, [])]


def test_label_above_the_text_does_not_close_it() -> None:
    markup = f"<div><h3>{RELATED}</h3><a href='/1'>خبر</a></div><div>{TEXT}</div>"
    assert body(markup) == [FIRST, SECOND, THIRD]


def test_box_with_a_label_amid_the_text_closes_itself_alone() -> None:
    inset = f"<div><h3>{RELATED}</h3><p>خبر من قبل</p></div>"
    markup = f"<div><p>{FIRST}</p>{inset}<p>{SECOND}</p><p>{THIRD}</p></div><h3>تعليقات</h3>"
    assert body(markup) == [FIRST, SECOND, THIRD]
    assert closing(markup) == [(Label.RELATED, ["خبر من قبل"]), (Label.COMMENTS, [])]


def test_box_amid_the_text_that_ends_with_a_label_is_not_of_the_body() -> None:
    inset = "<div><p><a href='/1'>خبر من قبل</a></p><h4>المزيد</h4></div>"
    markup = f"<div><p>{FIRST}</p>{inset}<p>{SECOND}</p><p>{THIRD}</p></div><h3>تعليقات</h3>"
    assert body(markup) == [FIRST, SECOND, THIRD]
    assert closing(markup) == [(Label.MORE, []), (Label.COMMENTS, [])]


def test_box_with_a_label_closes_the_body_where_no_text_follows() -> None:
    markup = f"<div>{TEXT}<div><h3>{RELATED}</h3><p>خبر</p></div><p>سطر</p></div>"
    assert body(markup) == [FIRST, SECOND, THIRD]


def test_label_amid_the_text_without_a_box_closes_the_body() -> None:
    assert body(f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{RELATED}</p><p>{THIRD}</p></div>") == [FIRST, SECOND]


def test_box_with_a_label_at_the_end_of_the_body_closes_it() -> None:
    markup = f"<div>{TEXT}<div><h3>{RELATED}</h3><p>خبر</p></div></div><h3>تعليقات</h3><p>{OUTSIDE}</p>"
    assert body(markup) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("read", "label"),
    [
        (line(RELATED, "h3"), Label.RELATED),
        (line("كلمات مفتاحية: درنة"), Label.KEYWORDS),
        (line("كلمات مفتاحية درنة"), Label.KEYWORDS),
        (line("كَلمات مفتاحية: درنة"), Label.KEYWORDS),
        (line("كلمات كثيرة قالها: درنة"), None),
        (line(RELATED, "img"), None),
        (line(RELATED, "embed"), None),
        (line("سطر"), None),
    ],
)
def test_label_stands_alone_or_before_its_text(read: Line, label: Label | None) -> None:
    assert read_label_line(read) is label


def test_keywords_line_begins_with_its_label() -> None:
    assert is_keywords_line("كلمات مفتاحية: درنة")
    assert not is_keywords_line("درنة: كلمات مفتاحية")


def test_label_is_found_anywhere_on_a_page() -> None:
    tree = parse(f"<div><h3>{RELATED}</h3><p>خبر</p></div><p>غيره</p><h3>تعليقات</h3>")
    assert tree.body is not None
    walk = Walk(tree.body)
    lines = walk.lines()
    places = find_label(Label.RELATED, lines, walk)
    assert places is not None
    assert [lines[at].text for at in places] == ["خبر"]
    assert find_label(Label.MORE, lines, walk) is None
