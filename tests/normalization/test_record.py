"""The record of an article, and what contradicts itself in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.articles import Article, BodyBlock, RelatedHeadline
from atwasat_spider.blocks import Kind
from atwasat_spider.normalization import Byline, PrintedDate, RelatedRecord, contradictions, normalize

ARTICLE = Article(
    headline="«حفتر» في موسكو",  # Haftar in Moscow
    byline="القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء",
    blocks=(
        BodyBlock(Kind.PARAGRAPH, "وصل القائد العام للجيش االليبي إلى موسكو."),
        BodyBlock(Kind.SUBHEADING, "صفقات عسكرية"),
        BodyBlock(Kind.PARAGRAPH, "ولم يوقع أي صفقة."),
    ),
    keywords=("حفتر",),
    related=(
        RelatedHeadline("inline", 1, "الليبيون في روسيا"),
        RelatedHeadline("related", 1, "سكون سياسي في رمضان..", "https://alwasat.ly/news/libya/199289"),
    ),
    reader="text",
    remarks=("line 9 is strange",),
)
ADDRESS = ArticleAddress("news", 116739, "libya")


def test_record_holds_the_facts_in_comparable_form() -> None:
    record = normalize(ARTICLE, address=ADDRESS)
    assert record.article is ARTICLE
    assert record.address == ADDRESS
    assert record.headline_key == "حفتر في موسكو"
    assert record.byline == Byline("القاهرة", "بوابة الوسط", None, "الإثنين 05 سبتمبر 2016, 05:51 مساء")
    assert record.published == PrintedDate(
        datetime(2016, 9, 5, 15, 51, tzinfo=UTC), "minute", True, "الإثنين 05 سبتمبر 2016, 05:51 مساء", "Africa/Tripoli"
    )
    assert record.related == (
        RelatedRecord("inline", 1, "الليبيون في روسيا", "الليبيون في روسيا", None),
        RelatedRecord(
            "related", 1, "سكون سياسي في رمضان..", "سكون سياسي في رمضان", "https://alwasat.ly/news/libya/199289"
        ),
    )
    assert record.remarks == ("line 9 is strange",)


def test_zone_of_the_printed_clock_is_a_setting() -> None:
    published = normalize(ARTICLE, zone="UTC").published
    assert published is not None
    assert (published.at, published.zone) == (datetime(2016, 9, 5, 17, 51, tzinfo=UTC), "UTC")


def test_article_without_a_byline_has_no_date() -> None:
    record = normalize(replace(ARTICLE, byline=None))
    assert (record.byline, record.published, record.address) == (None, None, None)


@pytest.mark.parametrize("byline", ["بوابة الوسط", "القاهرة - بوابة الوسط الإثنين 05 2016"])
def test_byline_without_a_date_has_no_date(byline: str) -> None:
    assert normalize(replace(ARTICLE, byline=byline)).published is None


def test_parts_are_kept_of_a_byline_with_an_impossible_date() -> None:
    record = normalize(replace(ARTICLE, byline="سبها – بوابة الوسط: علي السبت 31 سبتمبر 2016, 05:51 مساء"))
    assert record.published is None
    assert record.byline == Byline("سبها", "بوابة الوسط", "علي", "السبت 31 سبتمبر 2016, 05:51 مساء")


def test_related_headline_in_other_typography_is_one() -> None:
    article = replace(
        ARTICLE,
        related=(
            RelatedHeadline("related", 1, "«أ» في سرت"),
            RelatedHeadline("related", 2, "ب"),
            RelatedHeadline("related", 3, "ا فى سرت.."),
            RelatedHeadline("inline", 1, "أ في سرت"),
        ),
    )
    assert [(each.kind, each.position, each.headline) for each in normalize(article).related] == [
        ("related", 1, "«أ» في سرت"),
        ("related", 2, "ب"),
        ("inline", 1, "أ في سرت"),
    ]


def with_text(text: str) -> Article:
    return replace(ARTICLE, blocks=(BodyBlock(Kind.PARAGRAPH, text),))


def test_same_text_has_the_same_digests() -> None:
    first, second = normalize(with_text("وصل القائد.")), normalize(with_text("وصل القائد."))
    assert len(first.content_hash) == 64
    assert (first.content_hash, first.comparable_hash) == (second.content_hash, second.comparable_hash)


@pytest.mark.parametrize("text", ["وصل القائِد.", "وصل القايد.", "وصل القـائد."])
def test_letter_variant_changes_the_exact_digest_only(text: str) -> None:
    first, second = normalize(with_text("وصل القائد.")), normalize(with_text(text))
    assert first.content_hash != second.content_hash
    assert first.comparable_hash == second.comparable_hash


@pytest.mark.parametrize("text", ["وصل القائد العام.", "وصل القائد", "غادر القائد."])
def test_other_text_changes_both_digests(text: str) -> None:
    first, second = normalize(with_text("وصل القائد.")), normalize(with_text(text))
    assert first.content_hash != second.content_hash
    assert first.comparable_hash != second.comparable_hash


@pytest.mark.parametrize(
    "other",
    [
        replace(ARTICLE, byline=None),
        replace(ARTICLE, keywords=None),
        replace(ARTICLE, related=()),  # related headlines belong to the capture, not to the article
        replace(ARTICLE, remarks=()),
        replace(ARTICLE, blocks=(BodyBlock(Kind.CAPTION, "حفتر (الإنترنت)", "الإنترنت"), *ARTICLE.blocks)),
    ],
)
def test_digest_is_of_headline_and_text_alone(other: Article) -> None:
    assert normalize(other).content_hash == normalize(ARTICLE).content_hash


def test_other_headline_changes_the_digest() -> None:
    assert normalize(replace(ARTICLE, headline="حفتر في روسيا")).content_hash != normalize(ARTICLE).content_hash


# Contradictions


def found(article: Article, captured_at: datetime | None = None) -> list[str]:
    return list(contradictions(normalize(article), captured_at))


def test_sound_record_contradicts_nothing() -> None:
    assert found(ARTICLE) == []
    assert found(ARTICLE, datetime(2016, 9, 5, 15, 51, tzinfo=UTC)) == []
    assert found(replace(ARTICLE, byline=None), datetime(2016, 9, 5, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    "byline",
    ["بوابة الوسط", "القاهرة - بوابة الوسط الإثنين 31 سبتمبر 2016, 05:51 مساء", "وكالات الإثنين 05 فلان 2016"],
)
def test_byline_whose_date_cannot_be_read_is_told(byline: str) -> None:
    [sentence] = found(replace(ARTICLE, byline=byline))
    assert f"«{byline}»" in sentence


def test_weekday_that_contradicts_the_date_is_told() -> None:
    [sentence] = found(replace(ARTICLE, byline="القاهرة - بوابة الوسط الأحد 05 سبتمبر 2016, 05:51 مساء"))
    assert "weekday" in sentence
    assert "«الأحد 05 سبتمبر 2016, 05:51 مساء»" in sentence


def test_article_published_after_its_capture_is_told() -> None:
    [sentence] = found(ARTICLE, datetime(2016, 9, 5, 15, 50, tzinfo=UTC))
    assert "2016-09-05T15:51:00+00:00" in sentence
    assert "2016-09-05T15:50:00+00:00" in sentence


def test_capture_on_the_printed_day_contradicts_nothing() -> None:
    article = replace(ARTICLE, byline="القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016")
    assert found(article, datetime(2016, 9, 5, 6, 0, tzinfo=UTC)) == []
