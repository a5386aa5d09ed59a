"""The synthetic pages hold what their articles say: checked by the calendar and by plain reading of the pages."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from parsel import Selector

from renderings.articles import ARTICLES, Written
from renderings.articles_of_libya import GREEN_MOUNTAIN_RAIN, TOBRUK_BUOYS
from renderings.articles_of_the_world import BROKEN_TAG
from renderings.furniture import ABOUT, COMMENTS, UNSEEN
from renderings.inline import marked_up, plain, seen
from renderings.modern_hashed import modern_hashed
from renderings.modern_plain import modern_plain
from renderings.navigation import OTHER_HEADLINES
from renderings.newscoop import newscoop
from renderings.text import main_text, whole_page
from renderings.written import Piece

Layout = Callable[[Written], str]

LAYOUTS = (newscoop, modern_hashed, modern_plain)
MODERN = (modern_hashed, modern_plain)
WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
LABELS = ("المزيد من بوابة الوسط", "تعليقات", "عناوين ذات صلة", "المزيد", "الاكثر تفضيلا في هذا القسم")

every_article = pytest.mark.parametrize("article", ARTICLES, ids=[str(article.site_id) for article in ARTICLES])
every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
modern_layout = pytest.mark.parametrize("layout", MODERN, ids=lambda layout: layout.__name__)


def shown(page: str) -> str:
    """All text of the page's body but that of scripts, its spaces made single."""
    texts = Selector(page).xpath("//body//text()[not(parent::script or parent::style)]").getall()
    return " ".join("".join(texts).split())


def texts_of_boxes(page: str) -> list[str]:
    """The texts of headings and boxes, in the order of the page."""
    texts = Selector(page).xpath("//body//*[self::h2 or self::h3 or self::div]//text()[normalize-space()]").getall()
    return [text.strip() for text in texts]


# Articles


@every_article
def test_printed_weekday_is_that_of_the_date(article: Written) -> None:
    weekday, day, month, year, *_ = article.printed_date.replace(",", "").split(" ")
    assert WEEKDAYS[datetime(int(year), MONTHS.index(month) + 1, int(day), tzinfo=UTC).weekday()] == weekday


@every_article
def test_published_is_the_printed_clock_in_utc(article: Written) -> None:
    _, day, month, year, clock, half = article.printed_date.replace(",", "").split(" ")
    hour, minute = clock.split(":")
    hours = int(hour) % 12 + (12 if half == "مساء" else 0)
    local = datetime(int(year), MONTHS.index(month) + 1, int(day), hours, int(minute), tzinfo=UTC)
    ahead = 1 if year == "2013" else 2  # Libya kept Central European Time from November 2012 to October 2013
    assert article.published == local - timedelta(hours=ahead)


def test_no_headline_stands_for_two_articles() -> None:
    related = [one.headline for article in ARTICLES for one in article.related]
    headlines = [article.headline for article in ARTICLES] + related + list(OTHER_HEADLINES)
    assert [headline for headline, times in Counter(headlines).items() if times > 1] == []


def test_no_sentence_stands_in_two_articles() -> None:
    paragraphs = [seen(piece) for article in ARTICLES for piece in article.body if piece.kind == "paragraph"]
    assert len(set(paragraphs + list(UNSEEN) + list(ABOUT))) == len(paragraphs) + len(UNSEEN) + len(ABOUT)


def test_articles_have_every_kind_of_piece() -> None:
    assert {piece.kind for article in ARTICLES for piece in article.body} == {
        "paragraph",
        "subheading",
        "list_item",
        "table_row",
        "caption",
        "cross_link",
        "issue_link",
        "embed",
    }


def test_longest_article_has_twenty_five_paragraphs() -> None:
    assert max(sum(piece.kind == "paragraph" for piece in article.body) for article in ARTICLES) == 25


def test_every_article_has_five_related_headlines() -> None:
    assert {len(article.related) for article in ARTICLES} == {5}


def test_every_article_has_a_number_of_its_own() -> None:
    assert len({(article.is_first_system, article.site_id) for article in ARTICLES}) == len(ARTICLES) == 16


# Markup inside a piece


def test_marked_text_reads_as_plain_text() -> None:
    assert (
        plain("قال **نوري** في [[البيان|https://a.example/?a=1&b=2]] إنه __لا__ يعلم")
        == "قال نوري في البيان إنه لا يعلم"
    )


def test_marked_text_becomes_escaped_elements() -> None:
    assert marked_up("**أ** < __ب__ [[ج|https://a.example/?a=1&b=2]]", strong="b", emphasis="i") == (
        '<b>أ</b> &lt; <i>ب</i> <a href="https://a.example/?a=1&amp;b=2">ج</a>'
    )


def test_caption_is_seen_with_its_credit() -> None:
    assert seen(Piece("caption", "عند الميناء", credit="بوابة الوسط")) == "عند الميناء (بوابة الوسط)"


# Pages saved as text


def test_whole_page_is_printed_in_the_sites_order() -> None:
    lines = whole_page(GREEN_MOUNTAIN_RAIN).split("\n")
    assert lines[:6] == [
        "Atwasat",
        "",
        "بعد ليلة ماطرة.. أهالي مسة يفتحون مدارسهم للعالقين",
        "",
        "بوابة الوسط: عبير المنفي السبت 07 نوفمبر 2020, 06:30 مساء",
        "WTV_Frequency",
    ]
    assert [lines[place] for place in (6, 8, 10, 11, 12, 13, 14)] == [
        "",
        "",
        "",
        "المزيد من بوابة الوسط",
        "",
        "تعليقات",
        "",
    ]
    assert lines[15:18] == [
        "عناوين ذات صلة",
        "إنقاذ راع وقطيعه من سيل جارف قرب سلنطة",
        "إنقاذ راع وقطيعه من سيل جارف قرب سلنطة",
    ]
    assert lines[26:] == ["المزيد", "الاكثر تفضيلا في هذا القسم"]


def test_main_text_has_caption_and_no_byline() -> None:
    lines = main_text(ARTICLES[0]).split("\n")
    assert lines[:4] == [
        "بلديات الجنوب تتفق في القاهرة على خطة مشتركة لصيانة طريق سبها",
        "",
        "ممثلو البلديات خلال جلسة التوقيع على الخطة (بوابة الوسط)",
        "",
    ]
    assert lines[8] == "أحد عشر جسرًا تحتاج إلى التدعيم"
    assert lines[9].startswith("وبحسب الدراسة")
    assert "نادية الشلماني" not in main_text(ARTICLES[0])


# Layouts


@every_article
@every_layout
def test_layout_shows_everything_the_article_says(layout: Layout, article: Written) -> None:
    text = shown(layout(article))
    said = [article.headline, article.byline, *article.keywords, *(one.headline for one in article.related)]
    if article.image and article.image.printed:
        said.append(article.image.printed)
    for piece in article.body:
        said += piece.cells or (seen(piece),)
    assert [words for words in said if " ".join(words.split()) not in text] == []


@every_article
@every_layout
def test_layout_shows_labels_in_the_sites_order(layout: Layout, article: Written) -> None:
    expected = ("كلمات مفتاحية", *LABELS) if article.keywords else LABELS
    found = [text for text in texts_of_boxes(layout(article)) if text in {"كلمات مفتاحية", *LABELS}]
    assert list(dict.fromkeys(found)) == list(expected)


@every_article
@every_layout
def test_first_photo_below_headline_is_the_banner(layout: Layout, article: Written) -> None:
    heading = Selector(layout(article)).xpath("//*[(self::h1 or @role='heading') and normalize-space()][1]")
    assert heading.xpath("normalize-space()").get() == article.headline
    assert heading.xpath("(following::img)[1]/@alt").get() == "WTV_Frequency"


@every_article
@every_layout
def test_related_headlines_are_doubled_by_their_photos(layout: Layout, article: Written) -> None:
    alternatives = Selector(layout(article)).xpath("//img/@alt").getall()
    assert [alternatives.count(one.headline) for one in article.related] == [1] * 5


@every_layout
def test_markup_in_a_headline_is_escaped(layout: Layout) -> None:
    assert "وسم &lt;img&gt; وحيد" in layout(BROKEN_TAG)
    assert "وسم <img> وحيد.." not in Selector(layout(BROKEN_TAG)).xpath("//head/title").get("")


@every_layout
def test_same_article_makes_the_same_page(layout: Layout) -> None:
    assert layout(TOBRUK_BUOYS) == layout(TOBRUK_BUOYS)


def test_newscoop_has_the_elements_that_are_known() -> None:
    page = Selector(newscoop(GREEN_MOUNTAIN_RAIN))
    assert page.xpath("//div[@class='art-info']/time/@datetime").get() == "2020-11-07T18:30:00+02:00"
    assert len(page.xpath("//div[@class='art-content']/p")) == 2


@every_article
@modern_layout
def test_modern_page_is_mostly_not_the_article(layout: Layout, article: Written) -> None:
    page = layout(article)
    assert 60_000 <= len(page.encode()) <= 110_000
    assert len(Selector(page).xpath("//a")) >= 190
    assert [words for words in (*UNSEEN, *ABOUT, *(words for _, words in COMMENTS)) if words not in page] == []


@every_article
def test_hashed_layout_tells_machines_the_facts(article: Written) -> None:
    page = Selector(modern_hashed(article))
    data = json.loads(page.xpath("//script[@type='application/ld+json']/text()").get(""))
    news = next(one for one in data["@graph"] if one["@type"] == "NewsArticle")
    assert news["headline"] == article.headline
    assert datetime.fromisoformat(news["datePublished"]) == article.published
    assert page.xpath("//meta[@property='og:title']/@content").get() == article.headline
    assert page.xpath("//link[@rel='canonical']/@href").get() == article.url


@every_article
def test_plain_layout_tells_machines_nothing(article: Written) -> None:
    page = Selector(modern_plain(article))
    assert page.xpath("//meta[@property or @name] | //time | //p | //script[@type] | //article").getall() == []
    assert page.xpath("//link[@rel='canonical']/@href").get() == article.url
