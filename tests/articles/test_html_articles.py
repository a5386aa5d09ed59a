"""Articles of HTML pages: what is taken from the page, what from its metadata, and in which order."""

import json
from typing import Any

import pytest

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.articles import Article, BodyBlock, RelatedHeadline, read_article
from atwasat_spider.blocks import Certainty, Kind
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.normalization import ArticleRecord, normalize

URL = "https://alwasat.ly/news/libya/400000"
HEADLINE = "افتتاح جسر جديد في درنة"  # a new bridge is opened in Derna
BYLINE = "درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
FIRST = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning
SECOND = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة."  # the work took eleven whole months
SITE = "<meta property='og:site_name' content='بوابة الوسط'>"


def html(head: str = "", *, byline: str = BYLINE, picture: str = "", amid: str = "", below: str = "") -> str:
    return (
        f"<html><head><meta charset='utf-8'>{SITE}{head}</head><body><h1>{HEADLINE}</h1><p>{byline}</p>{picture}"
        f"<div><p>{FIRST}</p>{amid}<p>{SECOND}</p></div>{below}</body></html>"
    )


def article(markup: str, url: str | None = None) -> Article:
    address = read_article_address(url) if url else None
    known = Circumstances(address, url=url)
    return read_article(Capture("/page.html", markup.encode(), known, Form.HTML))


def record(markup: str, url: str | None = None) -> ArticleRecord:
    return normalize(article(markup, url), address=read_article_address(url) if url else None)


def json_ld(**facts: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def breadcrumbs(*links: str) -> str:
    items = [{"@type": "ListItem", "item": link} for link in links]
    data = {"@type": "BreadcrumbList", "itemListElement": items}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_article_of_a_page_holds_what_it_shows() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>الجسر (بوابة الوسط)</figcaption></figure>"
    card = "<div><h3>عناوين ذات صلة</h3><a href='/news/libya/7'><img src='/7.jpg'><p>صيانة ميناء طبرق</p></a></div>"
    assert article(html(picture=figure, below=f"<div>كلمات مفتاحية: درنة، جسر</div>{card}"), URL) == Article(
        headline=HEADLINE,
        byline=BYLINE,
        blocks=(
            BodyBlock(Kind.CAPTION, "الجسر (بوابة الوسط)", "بوابة الوسط", "https://alwasat.ly/a.jpg"),
            BodyBlock(Kind.PARAGRAPH, FIRST),
            BodyBlock(Kind.PARAGRAPH, SECOND),
        ),
        keywords=("درنة", "جسر"),
        related=(
            RelatedHeadline(
                "related", 1, "صيانة ميناء طبرق", "https://alwasat.ly/news/libya/7", "https://alwasat.ly/7.jpg"
            ),
        ),
        reader="labels",
        certainty=Certainty.HIGH,
        image_url="https://alwasat.ly/a.jpg",
    )


def test_page_in_the_encoding_of_windows_is_read() -> None:
    markup = html().replace("utf-8", "windows-1256").encode("windows-1256", "xmlcharrefreplace")
    assert read_article(Capture("/page.html", markup, form=Form.HTML)).headline == HEADLINE


# The picture


OG_IMAGE = "<meta property='og:image' content='https://alwasat.ly/og.jpg'>"
LD_IMAGE = json_ld(image="https://alwasat.ly/ld.jpg")
LEAD = "<figure><img src='/lead.jpg'><figcaption>الجسر (بوابة الوسط)</figcaption></figure>"


@pytest.mark.parametrize(
    ("markup", "image_url"),
    [
        (html(OG_IMAGE + LD_IMAGE, picture=LEAD), "https://alwasat.ly/lead.jpg"),
        (html(OG_IMAGE, picture="<div><img src='/lead.jpg'></div>"), "https://alwasat.ly/lead.jpg"),
        (html(OG_IMAGE + LD_IMAGE), "https://alwasat.ly/ld.jpg"),
        (html(OG_IMAGE), "https://alwasat.ly/og.jpg"),
        (html(OG_IMAGE, amid="<p><img src='/amid.jpg'></p>"), "https://alwasat.ly/og.jpg"),
        (html(amid="<p><img src='/amid.jpg'></p>"), None),
        (html("<meta property='og:image' content='/og.jpg'>"), "https://alwasat.ly/og.jpg"),
        (html(OG_IMAGE + json_ld(image="data:image/png;base64,AAAA")), "https://alwasat.ly/og.jpg"),
        (html(), None),
    ],
)
def test_picture_above_the_text_outranks_the_named_ones(markup: str, image_url: str | None) -> None:
    assert article(markup, URL).image_url == image_url


# Keywords and dates


@pytest.mark.parametrize(
    ("markup", "keywords"),
    [
        (html("<meta name='keywords' content='سرت'>", below="<div>كلمات مفتاحية: درنة</div>"), ("درنة",)),
        (html("<meta name='keywords' content='سرت'>"), ("سرت",)),
        (html("<meta name='keywords' content='سرت'>", below="<div>كلمات مفتاحية</div><div>تعليقات</div>"), ()),
        (html(), None),
    ],
)
def test_shown_keywords_outrank_those_of_the_metadata(markup: str, keywords: tuple[str, ...] | None) -> None:
    assert article(markup, URL).keywords == keywords


def test_dates_stand_in_the_order_of_their_sources() -> None:
    head = (
        "<meta itemprop='datePublished' content='2016-09-03'><meta property='article:published_time' "
        f"content='2016-09-04'>{json_ld(datePublished='2016-09-05')}"
    )
    assert article(html(head, byline="<time datetime='2016-09-06'>أمس</time>"), URL).dates == (
        ("time-element", "2016-09-06"),
        ("json-ld", "2016-09-05"),
        ("opengraph", "2016-09-04"),
        ("microdata", "2016-09-03"),
    )


# The section and the address


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (breadcrumbs("https://alwasat.ly/", "https://alwasat.ly/section/libya"), "libya"),
        (breadcrumbs("https://alwasat.ly/section/libya", "https://alwasat.ly/section/economy"), "economy"),
        (breadcrumbs("https://alwasat.ly/section/libya", URL), "libya"),
        (breadcrumbs("https://alwasat.ly/news/libya"), "libya"),
        (breadcrumbs("https://alwasat.ly/section/all"), None),
        (breadcrumbs("https://alwasat.ly/"), None),
        ("", None),
    ],
)
def test_section_without_an_address_is_that_of_the_breadcrumbs(head: str, section: str | None) -> None:
    assert article(html(head)).section == section


def test_shown_breadcrumbs_say_the_section_too() -> None:
    crumbs = "<div class='breadcrumb'><a href='/'>الرئيسية</a> <a href='/section/libya'>ليبيا</a></div>"
    assert article(html().replace("<h1>", f"{crumbs}<h1>")).section == "libya"


def test_section_of_the_address_outranks_the_breadcrumbs() -> None:
    head = f"<link rel='canonical' href='{URL}'>{breadcrumbs('https://alwasat.ly/section/economy')}"
    assert article(html(head)).section == "libya"


def test_page_says_its_own_address() -> None:
    head = "<link rel='canonical' href='http://www.alwasat.ly/ar/news/libya/133195/'>"
    assert article(html(head)).address == ArticleAddress("ar/news", 133195, "libya")
    assert record(html(head)).address == ArticleAddress("ar/news", 133195, "libya")


def test_captured_address_outranks_the_one_that_the_page_says() -> None:
    made = record(html("<link rel='canonical' href='https://alwasat.ly/news/libya/1'>"), URL)
    assert made.address == ArticleAddress("news", 400000, "libya")
    assert made.remarks == (f"captured from {URL}, but the page says that it is https://alwasat.ly/news/libya/1",)


@pytest.mark.parametrize("own", ["https://alwasat.ly/news/economy/400000", "http://www.alwasat.ly/news/libya/400000/"])
def test_other_section_of_the_same_number_is_no_contradiction(own: str) -> None:
    made = record(html(f"<link rel='canonical' href='{own}'>"), URL)
    assert (made.address, made.remarks) == (ArticleAddress("news", 400000, "libya"), ())


def test_same_number_in_the_other_space_is_a_contradiction() -> None:
    made = record(html("<link rel='canonical' href='https://alwasat.ly/ar/news/libya/400000/'>"), URL)
    assert len(made.remarks) == 1


# Addresses of what is shown


@pytest.mark.parametrize(
    ("href", "target_url"),
    [
        ("/news/libya/7", "https://alwasat.ly/news/libya/7"),
        ("http://www.alwasat.ly/news/libya/7?utm_source=x", "https://alwasat.ly/news/libya/7"),
        ("/ar/news/libya/7", "https://alwasat.ly/ar/news/libya/7/"),
        ("/section/libya", None),
        ("https://example.org/news/libya/7", None),
        ("#", None),
    ],
)
def test_target_of_a_related_headline_is_an_article_or_unknown(href: str, target_url: str | None) -> None:
    box = f"<div><h3>عناوين ذات صلة</h3><p><a href='{href}'>صيانة ميناء طبرق</a></p></div>"
    [related] = record(html(below=box), URL).related
    assert (related.headline, related.target_url) == ("صيانة ميناء طبرق", target_url)


def test_cross_link_is_an_inline_headline_with_its_address() -> None:
    amid = "<p>اقرأ أيضًا: <a href='/news/libya/7'>صيانة ميناء طبرق</a></p>"
    read = article(html(amid=amid), URL)
    assert read.related == (RelatedHeadline("inline", 1, "صيانة ميناء طبرق", "https://alwasat.ly/news/libya/7"),)
    assert read.blocks[1] == BodyBlock(
        Kind.CROSS_LINK, "اقرأ أيضًا: صيانة ميناء طبرق", link="https://alwasat.ly/news/libya/7"
    )


def test_relative_addresses_are_those_of_the_canonical_page() -> None:
    head = f"<link rel='canonical' href='{URL}'>"
    assert article(html(head, picture=LEAD.replace("/lead.jpg", "lead.jpg"))).image_url == (
        "https://alwasat.ly/news/libya/lead.jpg"
    )


# The text of the article


def test_list_and_table_are_text_and_pictures_are_not() -> None:
    amid = (
        "<ul><li>طوله 120 مترًا</li></ul><table><tr><td>درنة</td><td>12</td></tr></table>"
        "<p><img src='/a.jpg' alt='جسر'></p><iframe src='https://www.youtube.com/embed/a1'></iframe>"
    )
    read = article(html(amid=amid), URL)
    assert read.texts == (FIRST, "طوله 120 مترًا", "درنة 12", SECOND)
    assert [block.kind for block in read.blocks] == [
        Kind.PARAGRAPH,
        Kind.LIST_ITEM,
        Kind.TABLE_ROW,
        Kind.IMAGE,
        Kind.EMBED,
        Kind.PARAGRAPH,
    ]


def test_line_that_is_not_understood_is_reported() -> None:
    [remark] = article(html(picture="<div>كلمة غريبة</div>"), URL).remarks
    assert remark == "line 3 stands within the article, is not understood and left out: «كلمة غريبة»"


def test_caption_without_credit_is_not_reported_on_a_page_with_figures() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>الجسر عند افتتاحه</figcaption></figure>"
    assert article(html(picture=figure), URL).remarks == ()


def test_same_article_as_text_and_as_html_has_the_same_hash() -> None:
    text = f"Atwasat\n\n{HEADLINE}\n\n{BYLINE}\nWTV_Frequency\n\n{FIRST}\n\n{SECOND}\n\nتعليقات\n"
    from_text = normalize(read_article(Capture("/page.txt", text.encode())))
    assert record(html(below="<h3>تعليقات</h3>")).content_hash == from_text.content_hash
