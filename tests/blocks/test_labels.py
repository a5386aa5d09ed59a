"""Lines that the site prints around its articles, and sentences that merely look like them."""

import pytest

from atwasat_spider.blocks.labels import (
    Label,
    cross_linked_headline,
    is_banner,
    is_issue_link,
    is_logo,
    looks_like_byline,
    read_label,
)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("كلمات مفتاحية", Label.KEYWORDS),  # keywords
        ("كلمات مفتاحية:", Label.KEYWORDS),
        ("المزيد من بوابة الوسط", Label.MORE_FROM_SITE),  # more from the Wasat gateway
        ("تعليقات", Label.COMMENTS),  # comments
        ("تعليقات :", Label.COMMENTS),
        ("عناوين ذات صلة", Label.RELATED),  # related headlines
        ("عناوين ذات صِلة", Label.RELATED),
        ("المزيد", Label.MORE),  # more
        ("المـزيد", Label.MORE),
        ("الاكثر تفضيلا في هذا القسم", Label.MOST_LIKED),  # most liked in this section
        ("الأكثر تفضيلا في هذا القسم", Label.MOST_LIKED),
        ("الأكثر تفضيلًا في هذا القسم", Label.MOST_LIKED),
        ("الإكثر تفضيلاً في هذا القسم", Label.MOST_LIKED),
    ],
)
def test_label_is_known_in_its_spellings(line: str, label: Label) -> None:
    assert read_label(line) is label


@pytest.mark.parametrize(
    "line",
    [
        "",
        "تعليقات القراء",  # the readers' comments
        "أثارت تعليقات الوزير جدلاً واسعًا.",  # the minister's comments stirred a wide debate
        "وطلب المجلس المزيد",  # and the council asked for more
        "المزيد من الدعم لبلديات الجنوب",  # more support for the south's municipalities
        "عناوين ذات صلة بالأزمة",  # headlines related to the crisis
        "كلمات",
        "الأكثر تفضيلا",
        "تعليق",
        "Comments",
    ],
)
def test_line_with_a_labels_word_is_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "للاطلاع على العدد 66 من جريدة «الوسط» اضغط هنا",  # to read issue 66 of the newspaper al-Wasat press here
        "للإطلاع على العدد 66 من جريدة «الوسط» اضغط هنا",
        "لمطالعة العدد 95 من جريدة الوسط انقر هنا",  # to peruse …, click here
        "لمطالعة العددد 95 من جريدة «الوسط» انقر هنا",  # with a typing error
        "اضغط هنا للإطلاع على العدد 67 من جريدة «الوسط»",  # press here to read …
        "انقر هنا للاطلاع على العدد 124 من جريدة الوسط",
        "لقراءة العدد 67 من صحيفة «الوسط» انقر هنا",  # to read …
        "للاطلاع على العدد (66) من «الوسط» اضغط هنا",
        "للاطلاع على العدد الجديد من جريدة «الوسط» اضغط هنا",  # the new issue
        "للاطلاع على عدد جريدة «الوسط» اضغط هنا",
        "لمطالعة العدد ١٢٤ من جريده الوسط أنقر هنا",
        "للاطلاع على العدد 66 من جريدة «الوسط» إضغط هنا",
    ],
)
def test_way_to_a_newspaper_issue_is_known(line: str) -> None:
    assert is_issue_link(line)


@pytest.mark.parametrize(
    "line",
    [
        "وقال المدير إن العمل هنا لا يتوقف.",  # the work here does not stop
        "من هنا تبدأ رحلة المهاجرين إلى أوروبا",  # from here the migrants' journey begins
        "وقال لجريدة «الوسط» إن الأزمة في طريقها إلى الحل.",  # he told the newspaper that …
        "ونشرت الجريدة في العدد الأخير حوارًا مع الوزير.",  # the newspaper printed in its last issue …
        "ضغط الشارع على الحكومة",  # the street pressed the government
        "وأضاف لجريدة «الوسط»: «نحن هنا منذ شهرين».",  # "we have been here for two months"
        "وقال مراسل «الوسط» إن عدد النازحين هنا تجاوز الألف.",  # the number of displaced people here
        "وأوضح مدير المستشفى لـ«الوسط» أن عدد الجرحى هنا بلغ أربعين.",  # the number of wounded here
        "لدينا هنا عدد من مراسلي الوسط.",  # we have here a number of al-Wasat's correspondents
        "",
    ],
)
def test_ordinary_sentence_is_no_issue_link(line: str) -> None:
    assert not is_issue_link(line)


def test_long_paragraph_is_no_issue_link() -> None:
    assert not is_issue_link(
        "اضغط هنا للاطلاع على العدد 67 من جريدة «الوسط» " + "وقال الوزير إن الحكومة ماضية في عملها " * 3
    )


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضًا: حفتر في موسكو",  # read also: Haftar in Moscow
        "اقرأ أيضاً: حفتر في موسكو",
        "اقرأ أيضا: حفتر في موسكو",
        "إقرأ أيضًا: حفتر في موسكو",
        "اقرا ايضا: حفتر في موسكو",
        "اقرأ أيضًا : حفتر في موسكو",
        "اقرأ أيضًا:حفتر في موسكو",
        "طالع أيضًا: حفتر في موسكو",  # see also
        "شاهد أيضًا: حفتر في موسكو",  # watch also
    ],
)
def test_cross_link_names_its_headline(line: str) -> None:
    assert cross_linked_headline(line) == "حفتر في موسكو"


def test_cross_linked_headline_keeps_its_own_colon() -> None:
    assert cross_linked_headline("اقرأ أيضًا: حفتر: «لم نطلب السلاح»") == "حفتر: «لم نطلب السلاح»"


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضًا:",
        "اقرأ أيضًا",
        "وقال: اقرأ أيضًا: حفتر في موسكو",
        "اقرأ أيضًا ما كتبه الوزير: نحن معكم",  # read also what the minister wrote
        "وقال أيضًا: نحن معكم",  # he also said
        "",
    ],
)
def test_other_line_names_no_headline(line: str) -> None:
    assert cross_linked_headline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "سبها – بوابة الوسط: رمضان كرنفودة الإثنين 01 مايو 2017, 01:54 مساء",
        "طرابلس - بوابة الوسط الأحد 11 نوفمبر 2018, 10:48 صباحًا",
        "طرابلس - بوابة الوسط الأحد 11 نوفمبر 2018، 10:48 ص",
        "طرابلس - بوابة الوسط الأحد ١١ نوفمبر ٢٠١٨، ١٠:٤٨ صباحا",
        "طرابلس - بوابة الوسط الأحد 11 نوفمبر 2018, 22:48",
        "طرابلس - بوابة الوسط الأحد 11 نوفمبر 2018, 10:48 مساء بتوقيت غرينتش",  # Greenwich time
        "طرابلس - بوابة الوسط الأحد 3 ربيع الأول 1440 هـ، الساعة 10:48",
        "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016",
        "القاهرة - بوابة الوسط الإثنين 05 أيلول / سبتمبر 2016 م",
    ],
)
def test_line_that_closes_with_a_clock_is_a_byline(line: str) -> None:
    assert looks_like_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "وصل الوفد في سبتمبر 2016 عند الساعة 05:51 مساء",  # the delegation arrived … at 05:51
        "وصل الوفد يوم الإثنين 05 سبتمبر 2016",  # the delegation arrived on Monday …
        "قالت بوابة الوسط في 2016",
        "وقال في بيانه الإثنين 05 سبتمبر 2016, 05:51 مساء إن الوفد وصل",  # he said in his statement of …
        "2016",
        "",
    ],
)
def test_line_with_a_clock_elsewhere_is_no_byline(line: str) -> None:
    assert not looks_like_byline(line)


def test_logo_and_banner_are_whole_lines() -> None:
    assert is_logo("Atwasat")
    assert not is_logo("Atwasat news")
    assert is_banner("WTV_Frequency")
    assert not is_banner("WTV_Frequency 11353")
