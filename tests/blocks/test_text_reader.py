"""Pages saved as text, cut into blocks."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.blocks import Block, Kind, read_text
from atwasat_spider.blocks.text import LONGEST_SUBHEADING
from atwasat_spider.characters import clean

# The municipality of Sebha opened a school in the district of Mahdia, and said that it has room for three hundred.
PARAGRAPH = "افتتحت بلدية سبها مدرسة جديدة في حي المهدية، وقالت إنها تتسع لثلاثمئة تلميذ في المرحلة الابتدائية."
NEXT = "وتضم المدرسة ملعبًا ومكتبة ومختبرًا للعلوم، وسيبدأ التسجيل فيها الأسبوع المقبل كما أعلن مكتب التعليم."
HEADLINE = "مدرسة جديدة في سبها"  # a new school in Sebha
BYLINE = "سبها – بوابة الوسط: رمضان كرنفودة الإثنين 01 مايو 2017, 01:54 مساء"
WHOLE_PAGE_HEAD = f"Atwasat\n\n{HEADLINE}\n\n{BYLINE}\nWTV_Frequency\n\n"

Cut = list[tuple[Kind, str]]


def cut(text: str) -> Cut:
    return [(block.kind, block.text) for block in read_text(text)]


def body(text: str) -> Cut:
    """The blocks of a body that stands below a whole page's head."""
    return cut(WHOLE_PAGE_HEAD + text)[4:]


def below_headline(text: str) -> Cut:
    """The blocks below a headline, in the form that has the main text only."""
    return cut(f"{HEADLINE}\n\n{text}")[1:]


def related(text: str) -> Cut:
    """The blocks below the label of the related headlines; where ``text`` ends the page ends."""
    return body(f"{PARAGRAPH}\n\nعناوين ذات صلة\n{text}")[2:]


# The two forms


def test_whole_page_has_every_kind_of_its_frame() -> None:
    page = f"""Atwasat

{HEADLINE}

{BYLINE}
WTV_Frequency

{PARAGRAPH}

ملعب ومكتبة
{NEXT}

كلمات مفتاحية
المزيد من بوابة الوسط

تعليقات

عناوين ذات صلة
طريق جديد في سبها
طريق جديد في سبها
المزيد
الاكثر تفضيلا في هذا القسم
"""
    assert cut(page) == [
        (Kind.LOGO, "Atwasat"),
        (Kind.HEADLINE, HEADLINE),
        (Kind.BYLINE, BYLINE),
        (Kind.BANNER, "WTV_Frequency"),
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.SUBHEADING, "ملعب ومكتبة"),
        (Kind.PARAGRAPH, NEXT),
        (Kind.LABEL, "كلمات مفتاحية"),
        (Kind.LABEL, "المزيد من بوابة الوسط"),
        (Kind.LABEL, "تعليقات"),
        (Kind.LABEL, "عناوين ذات صلة"),
        (Kind.RELATED, "طريق جديد في سبها"),
        (Kind.LABEL, "المزيد"),
        (Kind.LABEL, "الاكثر تفضيلا في هذا القسم"),
    ]


def test_main_text_has_headline_caption_and_body() -> None:
    assert cut(f"{HEADLINE}\n\nالمدرسة من الداخل (بوابة الوسط)\n\n{PARAGRAPH}\n\n{NEXT}") == [
        (Kind.HEADLINE, HEADLINE),
        (Kind.CAPTION, "المدرسة من الداخل (بوابة الوسط)"),
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.PARAGRAPH, NEXT),
    ]


@pytest.mark.parametrize("text", ["", "\n\n\n", " \t\u200f\n\u00a0\n", "\ufeff"])
def test_page_without_visible_text_has_no_blocks(text: str) -> None:
    assert read_text(text) == ()


def test_lines_are_counted_from_one_with_the_blank_ones() -> None:
    assert [(block.kind, block.line) for block in read_text(f"\n{HEADLINE}\n\n\n{PARAGRAPH}\n{NEXT}")] == [
        (Kind.HEADLINE, 2),
        (Kind.PARAGRAPH, 5),
        (Kind.PARAGRAPH, 6),
    ]


def test_text_rendering_shows_no_addresses() -> None:
    assert read_text(HEADLINE) == (Block(Kind.HEADLINE, HEADLINE, 1, link=None, image=None),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    page = f"{WHOLE_PAGE_HEAD}{PARAGRAPH}\n\nملعب ومكتبة\n{NEXT}\n\nعناوين ذات صلة\nطريق\nطريق\nجسر\n"
    assert cut(page.replace("\n", end)) == cut(page)
    assert [block.line for block in read_text(page.replace("\n", end))] == [block.line for block in read_text(page)]


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u202b", "\ufeff", " ", "\u00a0"])
def test_invisible_marks_change_no_kind(mark: str) -> None:
    page = f"{WHOLE_PAGE_HEAD}{PARAGRAPH}\n\nملعب ومكتبة\n{NEXT}\n\nتعليقات\n\nعناوين ذات صلة\nطريق\nطريق\nالمزيد"
    marked = "\n".join(f"{mark}{line}{mark}" for line in page.split("\n"))
    assert read_text(marked) == read_text(page)


# Head


def test_byline_without_banner_is_a_byline() -> None:
    assert cut(f"Atwasat\n\n{HEADLINE}\n\n{BYLINE}\n\n{PARAGRAPH}")[2] == (Kind.BYLINE, BYLINE)


@pytest.mark.parametrize(
    "line", ["بوابة الوسط", "القاهرة - بوابة الوسط الإثنين 05 سبتمبر", "وكالات", "سبها – بوابة الوسط: رمضان كرنفودة"]
)
def test_line_directly_above_the_banner_is_the_byline(line: str) -> None:
    assert cut(f"Atwasat\n\n{HEADLINE}\n\n{line}\nWTV_Frequency\n\n{PARAGRAPH}")[2:] == [
        (Kind.BYLINE, line),
        (Kind.BANNER, "WTV_Frequency"),
        (Kind.PARAGRAPH, PARAGRAPH),
    ]


def test_paragraph_above_a_distant_banner_is_a_paragraph() -> None:
    assert below_headline(f"{PARAGRAPH}\n\nWTV_Frequency\n\n{NEXT}") == [
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.BANNER, "WTV_Frequency"),
        (Kind.PARAGRAPH, NEXT),
    ]


def test_page_that_begins_with_a_byline_has_no_headline() -> None:
    assert cut(f"Atwasat\n\n{BYLINE}\nWTV_Frequency\n\n{PARAGRAPH}") == [
        (Kind.LOGO, "Atwasat"),
        (Kind.BYLINE, BYLINE),
        (Kind.BANNER, "WTV_Frequency"),
        (Kind.PARAGRAPH, PARAGRAPH),
    ]


def test_page_of_labels_has_no_headline() -> None:
    assert cut("Atwasat\n\nتعليقات\n") == [(Kind.LOGO, "Atwasat"), (Kind.LABEL, "تعليقات")]


def test_logo_within_the_body_is_text() -> None:
    assert body(f"{PARAGRAPH}\n\nAtwasat")[1] == (Kind.PARAGRAPH, "Atwasat")


def test_banner_within_the_body_is_no_text() -> None:
    assert body(f"{PARAGRAPH}\n\nWTV_Frequency\n\n{NEXT}")[1] == (Kind.BANNER, "WTV_Frequency")


# Body: what the site prints untidily


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("وصل الوفد مساء.وغادر صباحًا.", "وصل الوفد مساء.وغادر صباحًا."),  # a full stop glued to the next sentence
        (" وصل الوفد مساء.", "وصل الوفد مساء."),
        ("وصل  الوفد   مساء.", "وصل الوفد مساء."),
        ("وصل\u00a0الوفد\u200f مساء.", "وصل الوفد مساء."),
        ("قال قائد الجيش االليبي إن الوفد وصل.", "قال قائد الجيش االليبي إن الوفد وصل."),  # a typing error stays
        ("أثارت تعليقات الوزير جدلاً.", "أثارت تعليقات الوزير جدلاً."),  # a label's word in a sentence
        ("المزيد من بوابة الوسط للجميع.", "المزيد من بوابة الوسط للجميع."),
    ],
)
def test_untidy_paragraph_is_kept_as_printed(printed: str, kept: str) -> None:
    assert body(f"{printed}\n\n{NEXT}")[0] == (Kind.PARAGRAPH, kept)


def test_two_blank_lines_are_as_good_as_one() -> None:
    assert body(f"{PARAGRAPH}\n\n\n\n{NEXT}") == body(f"{PARAGRAPH}\n\n{NEXT}")


def test_paragraphs_without_a_blank_between_are_two() -> None:
    assert body(f"{PARAGRAPH}\n{NEXT}") == [(Kind.PARAGRAPH, PARAGRAPH), (Kind.PARAGRAPH, NEXT)]


# Sub-headings


@pytest.mark.parametrize(
    "line",
    [
        "ملعب ومكتبة",  # a pitch and a library
        "لم نبرم اتفاقات أو صفقات عسكرية",
        "العلاقات مع روسيا والموقف من «الرئاسي»",
        "ماذا بعد التسجيل؟",  # what comes after the registration?
        "أخيرًا!",
        "1 - البداية",
        "أ" * LONGEST_SUBHEADING,
    ],
)
def test_short_line_directly_above_its_paragraph_is_a_subheading(line: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{line}\n{NEXT}") == [
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.SUBHEADING, line),
        (Kind.PARAGRAPH, NEXT),
    ]


def test_body_may_begin_with_a_subheading() -> None:
    assert below_headline(f"ملعب ومكتبة\n{PARAGRAPH}") == [
        (Kind.SUBHEADING, "ملعب ومكتبة"),
        (Kind.PARAGRAPH, PARAGRAPH),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "وقال في تصريح لـ«بوابة الوسط»:",  # he said in a statement to the Wasat gateway:
        "وصل الوفد مساء.",
        "وصل الوفد مساء…",
        "وصل الوفد مساء...",
        "وصل الوفد مساء،",
        "وصل الوفد مساء؛",
        "أ" * (LONGEST_SUBHEADING + 1),
    ],
)
def test_line_with_a_stop_or_too_long_is_a_paragraph(line: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{line}\n{NEXT}")[1] == (Kind.PARAGRAPH, line)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{PARAGRAPH}\n\nملعب ومكتبة\n\n{NEXT}", "a blank below"),
        (f"{PARAGRAPH}\nملعب ومكتبة\n{NEXT}", "no blank above"),
        (f"{PARAGRAPH}\n\nملعب ومكتبة", "the end below"),
        (f"{PARAGRAPH}\n\nملعب ومكتبة\nتعليقات\n", "a label below"),
        (
            f"{PARAGRAPH}\n\nملعب ومكتبة\nللاطلاع على العدد 66 من جريدة «الوسط» اضغط هنا\n\n{NEXT}",
            "an issue link below",
        ),
        (f"{PARAGRAPH}\n\nملعب ومكتبة\nاقرأ أيضًا: طريق جديد\n\n{NEXT}", "a cross-link below"),
        (f"{PARAGRAPH}\n\nملعب ومكتبة\nWTV_Frequency\n\n{NEXT}", "a banner below"),
    ],
)
def test_short_line_without_its_paragraph_is_a_paragraph(text: str, reason: str) -> None:
    assert body(text)[1] == (Kind.PARAGRAPH, "ملعب ومكتبة"), reason


# Lines of the body that are no text


@pytest.mark.parametrize(
    "line",
    [
        "للاطلاع على العدد 66 من جريدة «الوسط» اضغط هنا",
        "لمطالعة العددد 95 من جريدة الوسط انقر هنا",
        "اضغط هنا للإطلاع على العدد 67 من جريدة «الوسط»",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_newspaper_issue_link_is_no_text(line: str, between: str) -> None:
    assert body(f"{PARAGRAPH}{between}{line}{between}{NEXT}") == [
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.ISSUE_LINK, line),
        (Kind.PARAGRAPH, NEXT),
    ]


def test_sentence_about_people_here_is_text() -> None:
    sentence = "وقال مراسل «الوسط» إن عدد النازحين هنا تجاوز الألف."  # the number of displaced people here passed 1,000
    assert body(f"{PARAGRAPH}\n\n{sentence}\n\n{NEXT}")[1] == (Kind.PARAGRAPH, sentence)


def test_cross_link_stands_for_itself() -> None:
    assert body(f"{PARAGRAPH}\n\nاقرأ أيضًا: طريق جديد في سبها\n\n{NEXT}")[1] == (
        Kind.CROSS_LINK,
        "اقرأ أيضًا: طريق جديد في سبها",
    )


# Captions


@pytest.mark.parametrize(
    "line",
    [
        "المدرسة من الداخل (بوابة الوسط)",
        "المدرسة من الداخل (الإنترنت)",
        "المدرسة من الداخل (الانترنت)",
        "المدرسة من الداخل (أرشيفية: بوابة الوسط)",
        "المدرسة من الداخل (أرشيفية: الإنترنت)",
        "المدرسة من الداخل (أرشيفية)",
        "المدرسة من الداخل (رويترز)",  # Reuters
        "المدرسة من الداخل",
        "افتتاح المدرسة. تصوير: علي (الإنترنت)",
    ],
)
def test_line_between_headline_and_body_is_a_caption(line: str) -> None:
    assert below_headline(f"{line}\n\n{PARAGRAPH}") == [(Kind.CAPTION, line), (Kind.PARAGRAPH, PARAGRAPH)]


@pytest.mark.parametrize(
    "line",
    [
        "وصل الوفد إلى مقر البعثة في طرابلس (الأحد).",  # the delegation arrived … (on Sunday).
        "وأعلنت ذلك وزارة التعليم في بيان نشرته على صفحتها في (الإنترنت).",  # … on the (internet).
        "وقال الوزير ذلك في تصريح إلى (بوابة الوسط).",  # the minister said so to the (Wasat gateway).
        "وصل الوفد مساء.",
        "قال الوزير:",
        "ماذا بعد؟",
        f"{PARAGRAPH[:-1]} {NEXT[:-1]} {PARAGRAPH[:-1]} (بوابة الوسط)",  # 300 letters are no caption
    ],
)
def test_first_paragraph_is_no_caption(line: str) -> None:
    assert below_headline(f"{line}\n\n{PARAGRAPH}")[0] == (Kind.PARAGRAPH, line)


def test_caption_is_never_the_only_line() -> None:
    assert below_headline("المدرسة من الداخل (بوابة الوسط)") == [(Kind.PARAGRAPH, "المدرسة من الداخل (بوابة الوسط)")]


def test_only_the_first_line_can_be_a_caption() -> None:
    assert below_headline(f"{PARAGRAPH}\n\nالمدرسة من الداخل (بوابة الوسط)\n\n{NEXT}")[1] == (
        Kind.PARAGRAPH,
        "المدرسة من الداخل (بوابة الوسط)",
    )


def test_bare_caption_is_shorter_than_what_follows() -> None:
    assert below_headline(f"المدرسة من الداخل\n\nملعب\n\n{NEXT}")[0] == (Kind.PARAGRAPH, "المدرسة من الداخل")


def test_whole_page_has_captions_with_known_credits_only() -> None:
    assert body(f"المدرسة من الداخل (أرشيفية: الإنترنت)\n\n{PARAGRAPH}")[0][0] is Kind.CAPTION
    assert body(f"المدرسة من الداخل\n\n{PARAGRAPH}")[0][0] is Kind.PARAGRAPH
    assert body(f"المدرسة من الداخل (رويترز)\n\n{PARAGRAPH}")[0][0] is Kind.PARAGRAPH


# Below the body


def test_keywords_stand_one_on_a_line_or_between_commas() -> None:
    assert body(f"{PARAGRAPH}\n\nكلمات مفتاحية\nليبيا\nحفتر، موسكو, روسيا\n\nتعليقات")[2:] == [
        (Kind.KEYWORD, "ليبيا"),
        (Kind.KEYWORD, "حفتر"),
        (Kind.KEYWORD, "موسكو"),
        (Kind.KEYWORD, "روسيا"),
        (Kind.LABEL, "تعليقات"),
    ]


@pytest.mark.parametrize("label", ["المزيد من بوابة الوسط", "تعليقات"])
def test_text_under_a_label_without_any_is_stray(label: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{label}\nسطر غريب\n") == [
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.LABEL, label),
        (Kind.STRAY, "سطر غريب"),  # a strange line
    ]


@pytest.mark.parametrize("label", ["الاكثر تفضيلا في هذا القسم", "الأكثر تفضيلا في هذا القسم"])
def test_text_under_most_liked_is_frame(label: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{label}\nافتتاح مقهى\nطابع بريدي\n")[2:] == [
        (Kind.FRAME, "افتتاح مقهى"),
        (Kind.FRAME, "طابع بريدي"),
    ]


@pytest.mark.parametrize("label", ["كلمات مفتاحية", "تعليقات", "عناوين ذات صلة", "المزيد"])
def test_body_ends_at_any_first_label(label: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{label}")[:2] == [(Kind.PARAGRAPH, PARAGRAPH), (Kind.LABEL, label)]


# Related headlines: طريق (a road), جسر (a bridge), ملعب (a pitch)


@pytest.mark.parametrize(
    ("printed", "headlines"),
    [
        ("طريق\nطريق\nجسر\nجسر\nالمزيد", ["طريق", "جسر"]),  # each twice
        ("طريق\nجسر\nملعب\nالمزيد", ["طريق", "جسر", "ملعب"]),  # each once
        ("طريق\nطريق\nجسر\nملعب\nملعب\nالمزيد", ["طريق", "جسر", "ملعب"]),  # mixed
        ("طريق\n\nطريق\n\nجسر\n\nجسر\n\nالمزيد", ["طريق", "جسر"]),  # blanks between
        ("طريق\nطريق\nطريق\nطريق\nالمزيد", ["طريق", "طريق"]),  # one headline in two places
        ("طريق\nطريق\nجسر\nجسر\nطريق\nطريق\nالمزيد", ["طريق", "جسر", "طريق"]),
        ("«طريق» جديد\nطريق جديد..\nالمزيد", ["طريق جديد.."]),  # the link's own text, not the image's
        ("طريق 1\nطريق 2\nالمزيد", ["طريق 1", "طريق 2"]),
        ("المزيد", []),
        ("\nالمزيد", []),
        ("طريق\nطريق\nجسر\nجسر", ["طريق", "جسر"]),
        ("طريق\nجسر\nملعب", ["طريق", "جسر", "ملعب"]),
        ("طريق\nطريق\nجسر\n", ["طريق", "جسر"]),  # its line end shows that it is whole
    ],
)
def test_related_headline_comes_once_for_two_printings(printed: str, headlines: list[str]) -> None:
    expected = [(Kind.RELATED, headline) for headline in headlines]
    assert [block for block in related(printed) if block[0] is not Kind.LABEL] == expected


@pytest.mark.parametrize(
    ("printed", "headlines", "torn"),
    [
        ("طريق جديد\nطريق جديد\nجسر جديد\nجسر ج", ["طريق جديد", "جسر جديد"], "جسر ج"),  # within a second printing
        ("طريق جديد\nطريق جديد\nجسر ج", ["طريق جديد"], "جسر ج"),  # within a first printing
        ("طريق جديد\nطريق ج", ["طريق جديد"], "طريق ج"),
    ],
)
def test_headline_in_which_a_page_breaks_off_is_torn(printed: str, headlines: list[str], torn: str) -> None:
    assert related(printed) == [*((Kind.RELATED, headline) for headline in headlines), (Kind.TORN, torn)]


def test_related_headline_has_the_line_of_its_link() -> None:
    blocks = read_text(f"{HEADLINE}\n\n{PARAGRAPH}\n\nعناوين ذات صلة\nطريق\nطريق\nجسر\nالمزيد")
    assert [block.line for block in blocks if block.kind is Kind.RELATED] == [7, 8]


# Any text at all

LINES = st.sampled_from(
    [
        "",
        "",
        "Atwasat",
        HEADLINE,
        BYLINE,
        "WTV_Frequency",
        PARAGRAPH,
        NEXT,
        "ملعب ومكتبة",
        "المدرسة من الداخل (بوابة الوسط)",
        "للاطلاع على العدد 66 من جريدة «الوسط» اضغط هنا",
        "اقرأ أيضًا: طريق جديد في سبها",
        "كلمات مفتاحية",
        "ليبيا، حفتر",
        "المزيد من بوابة الوسط",
        "تعليقات",
        "عناوين ذات صلة",
        "طريق",
        "طريق",
        "«طريق»",
        "المزيد",
        "الاكثر تفضيلا في هذا القسم",
    ]
) | st.text(max_size=20)
PAGES = st.lists(LINES, max_size=40).map("\n".join) | st.text() | st.text("ا \n،,.:()«»")


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(PAGES)
def test_any_text_is_cut_into_clean_blocks(text: str) -> None:
    for block in read_text(text):
        assert block.text
        assert clean(block.text) == block.text


@given(PAGES)
def test_blocks_keep_the_order_of_the_page(text: str) -> None:
    numbers = [block.line for block in read_text(text)]
    assert numbers == sorted(numbers)


@given(PAGES)
def test_every_printed_line_is_in_exactly_one_block(text: str) -> None:
    """Apart from the first printing of a related headline, and from keywords: a line of them is several blocks."""
    split = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    printed = {number: clean(line) for number, line in enumerate(split, start=1) if clean(line)}
    blocks = read_text(text)
    of_keywords = {block.line for block in blocks if block.kind is Kind.KEYWORD}
    whole = [block for block in blocks if block.line not in of_keywords]
    assert all(printed[block.line] == block.text for block in whole)
    assert max(Counter(block.line for block in whole).values(), default=1) == 1
    related_at = {block.line: block.text for block in blocks if block.kind is Kind.RELATED}
    for number in printed.keys() - {block.line for block in blocks}:
        second = min((other for other in printed if other > number), default=0)
        is_first_printing = letters(related_at.get(second, "?\x00")) == letters(printed[number])
        assert is_first_printing or not printed[number].strip(" ,،"), printed[number]


def test_lone_headline_at_the_end_of_a_page_may_be_cut() -> None:
    """The site prints each twice: one that stands once, on a line without an end, may be half a headline."""
    assert related("سكون سياسي في رم")[-1] == (Kind.TORN, "سكون سياسي في رم")


@pytest.mark.parametrize(
    "sentence",
    [
        "وصل عدد من السفراء إلى هنا للاطلاع على أوضاع المدينة",  # ambassadors came here to see the city
        "وأضاف: «جئنا إلى هنا للاطلاع على عدد من المشاريع المتوقفة»",
    ],
)
def test_sentence_with_here_and_a_number_of_is_a_paragraph(sentence: str) -> None:
    assert body(f"{PARAGRAPH}\n\n{sentence}\n\n{PARAGRAPH}")[1] == (Kind.PARAGRAPH, sentence)


def test_date_of_an_event_in_main_text_is_no_byline() -> None:
    """The match takes place on Friday 11 November."""
    lead = "تقام المباراة على ملعب رادس الجمعة 11 نوفمبر 2016, 07:00 مساء"
    kinds = [block.kind for block in read_text(f"خبر\n\n{lead}\n\n{PARAGRAPH}\n")]
    assert Kind.BYLINE not in kinds


def test_list_of_short_lines_has_no_subheading() -> None:
    """Football scores."""
    scores = "الأهلي طرابلس 2 - 1 الاتحاد\nالنصر 0 - 0 الهلال\nالتحدي 1 - 3 الأخضر"
    assert [kind for kind, _ in body(f"{PARAGRAPH}\n\n{scores}\n\n{PARAGRAPH}")] == [Kind.PARAGRAPH] * 5
