"""From blocks to an article: every block is used, ignored by name, or reported."""

import pytest

from atwasat_spider.articles import Article, BodyBlock, RelatedHeadline, assemble, read_article
from atwasat_spider.blocks import Block, Certainty, Kind, Page, read_text
from atwasat_spider.captures import Capture
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError

Pair = tuple[Kind, str]

HEADLINE = (Kind.HEADLINE, "حفتر في موسكو")  # Haftar in Moscow
BYLINE = (Kind.BYLINE, "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء")
PARAGRAPH = (Kind.PARAGRAPH, "وصل القائد العام إلى موسكو.")  # the commander arrived in Moscow
KEYWORDS_LABEL = (Kind.LABEL, "كلمات مفتاحية")


def article(*pairs: Pair) -> Article:
    blocks = tuple(Block(kind, text, line) for line, (kind, text) in enumerate(pairs, start=1))
    return assemble(Page(blocks, "text", Certainty.MEDIUM))


def test_article_holds_what_the_page_says() -> None:
    assert article(
        (Kind.LOGO, "Atwasat"),
        HEADLINE,
        BYLINE,
        (Kind.BANNER, "WTV_Frequency"),
        (Kind.CAPTION, "حفتر (أرشيفية: الإنترنت)"),
        PARAGRAPH,
        (Kind.ISSUE_LINK, "للاطلاع على العدد 66 من جريدة «الوسط» اضغط هنا"),
        (Kind.SUBHEADING, "صفقات عسكرية"),
        (Kind.PARAGRAPH, "ولم يوقع أي صفقة."),
        (Kind.CROSS_LINK, "اقرأ أيضًا: الليبيون في روسيا"),
        KEYWORDS_LABEL,
        (Kind.KEYWORD, "حفتر"),
        (Kind.KEYWORD, "روسيا"),
        (Kind.LABEL, "عناوين ذات صلة"),
        (Kind.RELATED, "سكون سياسي في رمضان"),
        (Kind.LABEL, "المزيد"),
        (Kind.FRAME, "افتتاح مقهى"),
    ) == Article(
        headline="حفتر في موسكو",
        byline="القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء",
        blocks=(
            BodyBlock(Kind.CAPTION, "حفتر (أرشيفية: الإنترنت)", "أرشيفية: الإنترنت"),
            BodyBlock(Kind.PARAGRAPH, "وصل القائد العام إلى موسكو."),
            BodyBlock(Kind.SUBHEADING, "صفقات عسكرية"),
            BodyBlock(Kind.PARAGRAPH, "ولم يوقع أي صفقة."),
            BodyBlock(Kind.CROSS_LINK, "اقرأ أيضًا: الليبيون في روسيا"),
        ),
        keywords=("حفتر", "روسيا"),
        related=(
            RelatedHeadline("inline", 1, "الليبيون في روسيا", None),
            RelatedHeadline("related", 1, "سكون سياسي في رمضان", None),
        ),
        reader="text",
        image_url=None,
        remarks=(),
    )


def test_body_is_paragraphs_and_subheadings() -> None:
    read = article(
        HEADLINE,
        (Kind.CAPTION, "حفتر (الإنترنت)"),
        PARAGRAPH,
        (Kind.CROSS_LINK, "اقرأ أيضًا: الليبيون في روسيا"),
        (Kind.SUBHEADING, "صفقات عسكرية"),
        (Kind.PARAGRAPH, "ولم يوقع أي صفقة."),
    )
    assert read.texts == ("وصل القائد العام إلى موسكو.", "صفقات عسكرية", "ولم يوقع أي صفقة.")
    assert read.body == "وصل القائد العام إلى موسكو.\n\nصفقات عسكرية\n\nولم يوقع أي صفقة."


def test_main_text_without_byline_is_an_article() -> None:
    read = article(HEADLINE, PARAGRAPH)
    assert (read.byline, read.keywords, read.related, read.remarks) == (None, None, (), ())


def test_typing_errors_stay_as_they_were_printed() -> None:
    assert article(HEADLINE, (Kind.PARAGRAPH, "الجيش االليبي .وصل")).body == "الجيش االليبي .وصل"


@pytest.mark.parametrize("kind", [Kind.LOGO, Kind.BANNER, Kind.ISSUE_LINK, Kind.FRAME])
def test_frame_of_the_page_is_ignored_by_name(kind: Kind) -> None:
    assert article(HEADLINE, BYLINE, PARAGRAPH, (kind, "سطر")) == article(HEADLINE, BYLINE, PARAGRAPH)


def test_every_kind_is_used_or_ignored_or_reported() -> None:
    plain = article(HEADLINE, BYLINE, PARAGRAPH)
    others = set(Kind) - {Kind.HEADLINE, Kind.BYLINE}
    unseen = {kind for kind in others if article(HEADLINE, BYLINE, PARAGRAPH, (kind, "سطر")) == plain}
    assert unseen == {Kind.LOGO, Kind.BANNER, Kind.ISSUE_LINK, Kind.LABEL, Kind.FRAME}


@pytest.mark.parametrize("kind", [Kind.STRAY, Kind.TORN])
def test_block_that_is_not_understood_is_reported(kind: Kind) -> None:
    [remark] = article(HEADLINE, PARAGRAPH, (kind, "سطر غريب")).remarks
    assert "«سطر غريب»" in remark
    assert "line 3" in remark


@pytest.mark.parametrize("second", [(Kind.HEADLINE, "عنوان آخر"), (Kind.BYLINE, "وكالات")])
def test_second_headline_or_byline_is_reported(second: Pair) -> None:
    [remark] = article(HEADLINE, BYLINE, PARAGRAPH, second).remarks
    assert second[1] in remark


@pytest.mark.parametrize("kind", [Kind.HEADLINE, Kind.PARAGRAPH, Kind.RELATED, Kind.KEYWORD, Kind.CAPTION])
def test_earlier_damage_is_reported_with_its_line(kind: Kind) -> None:
    damaged = (kind, "الو\ufffdسط.")
    pairs = [damaged, PARAGRAPH] if kind is Kind.HEADLINE else [HEADLINE, PARAGRAPH, damaged]
    [remark] = [remark for remark in article(*pairs).remarks if "U+FFFD" in remark]
    assert f"line {pairs.index(damaged) + 1} " in remark
    assert "«الو\ufffdسط.»" in remark


def test_article_without_a_body_is_remarked() -> None:
    read = article(HEADLINE, BYLINE, (Kind.BANNER, "WTV_Frequency"))
    assert read.body is None
    assert read.remarks == ("the page shows no body",)


def test_empty_page_is_no_article() -> None:
    with pytest.raises(NotAnArticleError, match="is empty"):
        article()


@pytest.mark.parametrize("first", [BYLINE, (Kind.LABEL, "تعليقات"), PARAGRAPH])
def test_page_without_a_headline_names_its_first_line(first: Pair) -> None:
    with pytest.raises(NotAnArticleError, match=f"no headline; it begins with line 1: «{first[1][:20]}"):
        article(first, PARAGRAPH)


@pytest.mark.parametrize(
    "rest",
    [
        [],
        [(Kind.LABEL, "تعليقات")],
        [(Kind.CAPTION, "حفتر (الإنترنت)")],
        [(Kind.CROSS_LINK, "اقرأ أيضًا: الليبيون في روسيا")],
        [(Kind.LABEL, "عناوين ذات صلة"), (Kind.RELATED, "سكون سياسي")],
    ],
)
def test_headline_alone_is_no_article(rest: list[Pair]) -> None:
    with pytest.raises(NotAnArticleError, match="neither byline nor body: «حفتر في موسكو»"):
        article(HEADLINE, *rest)


def test_missing_label_is_not_knowing_the_keywords() -> None:
    assert article(HEADLINE, PARAGRAPH, (Kind.LABEL, "تعليقات")).keywords is None


def test_label_without_words_is_no_keywords() -> None:
    assert article(HEADLINE, PARAGRAPH, KEYWORDS_LABEL, (Kind.LABEL, "تعليقات")).keywords == ()


def test_keywords_keep_their_order() -> None:
    words = [(Kind.KEYWORD, "روسيا"), (Kind.KEYWORD, "حفتر")]
    assert article(HEADLINE, PARAGRAPH, KEYWORDS_LABEL, *words).keywords == ("روسيا", "حفتر")


def test_related_headline_in_two_slots_keeps_the_first() -> None:
    slots = [(Kind.RELATED, headline) for headline in ("أ", "ب", "أ", "ج", "ب")]
    assert [(each.position, each.headline) for each in article(HEADLINE, PARAGRAPH, *slots).related] == [
        (1, "أ"),
        (2, "ب"),
        (4, "ج"),  # the third slot is taken by a headline that was there before
    ]


def test_each_kind_of_link_is_counted_on_its_own() -> None:
    read = article(
        HEADLINE,
        (Kind.CROSS_LINK, "اقرأ أيضًا: أ"),
        PARAGRAPH,
        (Kind.CROSS_LINK, "طالع أيضًا: ب"),
        (Kind.RELATED, "أ"),
        (Kind.RELATED, "ج"),
    )
    assert [(each.kind, each.position, each.headline) for each in read.related] == [
        ("inline", 1, "أ"),
        ("inline", 2, "ب"),
        ("related", 1, "أ"),
        ("related", 2, "ج"),
    ]


def test_link_keeps_its_printed_address() -> None:
    blocks = [
        Block(Kind.HEADLINE, "عنوان", 1),
        Block(Kind.PARAGRAPH, "فقرة.", 2),
        Block(Kind.RELATED, "أ", 3, link="/news/libya/132579"),
    ]
    assert assemble(Page(tuple(blocks), "x", Certainty.MEDIUM)).related == (
        RelatedHeadline("related", 1, "أ", "/news/libya/132579"),
    )
    assert assemble(Page(tuple(blocks), "x", Certainty.MEDIUM)).reader == "x"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("حفتر في موسكو (بوابة الوسط)", "بوابة الوسط"),
        ("حفتر في موسكو (أرشيفية: بوابة الوسط)", "أرشيفية: بوابة الوسط"),
        ("حفتر (يمين) في موسكو (الإنترنت)", "الإنترنت"),  # Haftar (right) …
        ("حفتر (يمين) في موسكو", None),
        ("حفتر في موسكو", None),
        ("حفتر في موسكو ()", None),
    ],
)
def test_credit_is_what_the_last_parentheses_hold(caption: str, credit: str | None) -> None:
    [first, _] = article(HEADLINE, (Kind.CAPTION, caption), PARAGRAPH).blocks
    assert first == BodyBlock(Kind.CAPTION, caption, credit)


def test_parentheses_of_a_paragraph_are_no_credit() -> None:
    [block] = article(HEADLINE, (Kind.PARAGRAPH, "وصل القائد (الأحد)")).blocks
    assert block.credit is None


# The way through the first three stages


def test_capture_becomes_an_article() -> None:
    page = "حفتر في موسكو\n\nوصل القائد العام إلى موسكو.\n"
    assert read_article(Capture("/page.txt", page.encode("windows-1256"))) == article(HEADLINE, PARAGRAPH)


def test_bytes_that_are_no_text_are_no_article() -> None:
    with pytest.raises(UnreadableCaptureError):
        read_article(Capture("/page.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))


def test_empty_capture_is_no_article() -> None:
    with pytest.raises(NotAnArticleError, match="is empty"):
        read_article(Capture("/page.txt", b""))


def test_text_below_a_lone_more_label_is_reported() -> None:
    """«المزيد» (more) closes the related headlines; what stands below it is not the frame by that alone."""
    article = assemble(Page(read_text("خبر\n\nجملة أولى.\n\nالمزيد\n\nجملة ثانية.\n"), "text", Certainty.MEDIUM))
    assert ["جملة ثانية." in remark for remark in article.remarks] == [True]


def test_page_that_ends_within_a_sentence_is_reported() -> None:
    article = assemble(Page(read_text("خبر\n\nجملة أولى.\n\nوتستمر الأعمال شهرين على الأق"), "text", Certainty.MEDIUM))
    assert ["may break off" in remark for remark in article.remarks] == [True]
    assert article.body == "جملة أولى.\n\nوتستمر الأعمال شهرين على الأق"


def test_whole_page_without_a_byline_is_reported() -> None:
    assert assemble(Page(read_text("Atwasat\n\nخبر\n\nنص.\n"), "text", Certainty.MEDIUM)).remarks == (
        "a whole page without a byline",
    )


def test_byline_in_an_unexpected_place_is_reported() -> None:
    byline = "غات - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
    remarks = assemble(
        Page(read_text(f"Atwasat\n\nخبر\n\nسطر تمهيدي.\n\n{byline}\n\nنص.\n"), "text", Certainty.MEDIUM)
    ).remarks
    assert len(remarks) == 2
    assert byline in remarks[0]


def test_caption_without_a_credit_of_the_site_is_reported() -> None:
    page = "خبر\n\nتوفي صباح اليوم الفنان الكبير عن عمر ناهز 73 عامًا\n\n" + "وتابع المتحدث حديثه عن حياته الطويلة. " * 4
    (remark,) = assemble(Page(read_text(page), "text", Certainty.MEDIUM)).remarks
    assert "taken for a photo caption" in remark
