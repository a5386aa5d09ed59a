"""What a page says of itself to machines: by source, in an order, malformed or not at all."""

import json
from typing import Any

import pytest

from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.metadata import Metadata, read_breadcrumbs, read_metadata, split_keywords, without_site

HEADLINE = "افتتاح جسر جديد في درنة"  # a new bridge is opened in Derna
OTHER = "إغلاق طريق في سرت"  # a road is closed in Sirte


def read(markup: str) -> Metadata:
    return read_metadata(parse(markup))


def json_ld(*values: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def article(**facts: Any) -> str:
    return json_ld({"@context": "https://schema.org", "@type": "NewsArticle", **facts})


# Headlines


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (article(headline=HEADLINE), "json-ld"),
        (f"<meta property='og:title' content='{HEADLINE}'>", "opengraph"),
        (f"<meta name='og:title' content='{HEADLINE}'>", "opengraph"),
        (f"<meta name='twitter:title' content='{HEADLINE}'>", "opengraph"),
        (f"<h1 itemprop='headline'>{HEADLINE}</h1>", "microdata"),
        (f"<span itemprop='headline' content='{HEADLINE}'>عنوان</span>", "microdata"),
        (f"<title>{HEADLINE}</title>", "title"),
    ],
)
def test_headline_is_known_by_its_source(markup: str, source: str) -> None:
    assert read(markup).headlines == {source: HEADLINE}


def test_sources_stand_side_by_side() -> None:
    markup = (
        f"<title>عنوان</title><meta property='og:title' content='{OTHER}'>{article(headline=HEADLINE)}"
        "<p itemprop='headline'>سطر</p>"
    )
    assert read(markup).headlines == {"title": "عنوان", "opengraph": OTHER, "json-ld": HEADLINE, "microdata": "سطر"}


def test_first_value_of_a_source_counts() -> None:
    markup = f"<meta property='og:title' content='{HEADLINE}'><meta name='twitter:title' content='{OTHER}'>"
    assert read(markup).headlines == {"opengraph": HEADLINE}


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - بوابة الوسط",
        f"{HEADLINE} | بوابة الوسط",
        f"{HEADLINE} – الوسط",
        f"{HEADLINE}: بوابة الوسط",
        f"{HEADLINE} | Alwasat",
        f"{HEADLINE} | alwasat.ly",
        f"{HEADLINE} — Atwasat ",
        f"بوابة الوسط | {HEADLINE}",
        f"بوابة الوسط - {HEADLINE}",
        f"الوسط » {HEADLINE}",
        f"  {HEADLINE}\n",
    ],
)
def test_name_of_the_site_is_no_part_of_a_headline(title: str) -> None:
    assert without_site(title) == HEADLINE
    assert read(f"<meta property='og:title' content='{title}'>").headlines == {"opengraph": HEADLINE}


@pytest.mark.parametrize("title", ["بوابة الوسط", "الوسط", "Atwasat", "alwasat.ly", " ALWASAT ", ""])
def test_name_of_the_site_alone_is_no_headline(title: str) -> None:
    assert read(f"<title>{title}</title>").headlines == {}


@pytest.mark.parametrize(
    "title", ["وفد من الشرق الأوسط يصل سبها", "بوابة الوسط تفوز بجائزة", "اتحاد الوسط", "شركة - الوسطاء"]
)
def test_site_name_within_a_headline_stays(title: str) -> None:
    assert without_site(title) == title


def test_title_that_begins_with_the_site_may_be_that_of_every_page() -> None:
    assert read("<title>بوابة الوسط | أخبار ليبيا</title>").has_site_title
    assert not read(f"<title>{HEADLINE} | بوابة الوسط</title>").has_site_title


# Dates and pictures


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (article(datePublished="2016-09-05T17:51:00+02:00"), "json-ld"),
        ("<meta property='article:published_time' content='2016-09-05T17:51:00+02:00'>", "opengraph"),
        ("<meta property='og:article:published_time' content='2016-09-05T17:51:00+02:00'>", "opengraph"),
        ("<meta itemprop='datePublished' content='2016-09-05T17:51:00+02:00'>", "microdata"),
        ("<time itemprop='datePublished' datetime='2016-09-05T17:51:00+02:00'>أمس</time>", "microdata"),
    ],
)
def test_date_is_known_by_its_source(markup: str, source: str) -> None:
    assert read(markup).published == {source: "2016-09-05T17:51:00+02:00"}


def test_date_of_change_is_none_of_publication() -> None:
    markup = article(dateModified="2016-09-06") + "<meta property='article:modified_time' content='2016-09-06'>"
    assert read(markup).published == {}


@pytest.mark.parametrize(
    ("markup", "images"),
    [
        (article(image="/a.jpg"), {"json-ld": "/a.jpg"}),
        (article(image=["/a.jpg", "/b.jpg"]), {"json-ld": "/a.jpg"}),
        (article(image={"@type": "ImageObject", "url": "/a.jpg"}), {"json-ld": "/a.jpg"}),
        (article(image=[{"url": "/a.jpg"}]), {"json-ld": "/a.jpg"}),
        (article(image=None), {}),
        (article(image=7), {}),
        (
            "<meta property='og:image' content='/a.jpg'><meta property='og:image' content='/b.jpg'>",
            {"opengraph": "/a.jpg"},
        ),
        ("<meta property='og:image:url' content='/a.jpg'>", {"opengraph": "/a.jpg"}),
        ("<meta name='twitter:image' content='/a.jpg'>", {"opengraph": "/a.jpg"}),
    ],
)
def test_picture_is_known_by_its_source(markup: str, images: dict[str, str]) -> None:
    assert read(markup).images == images


# Addresses


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel='canonical' href=' https://alwasat.ly/news/libya/1 '>",
        "<meta property='og:url' content='https://alwasat.ly/news/libya/1'>",
        article(url="https://alwasat.ly/news/libya/1"),
        article(mainEntityOfPage="https://alwasat.ly/news/libya/1"),
        article(mainEntityOfPage={"@type": "WebPage", "@id": "https://alwasat.ly/news/libya/1"}),
        json_ld({"@type": "WebPage", "url": "https://alwasat.ly/news/libya/1"}),
    ],
)
def test_address_of_the_page_is_read(markup: str) -> None:
    assert read(markup).canonical == ["https://alwasat.ly/news/libya/1"]


def test_name_that_is_no_address_is_none() -> None:
    assert read(article(mainEntityOfPage="main")).canonical == []


def test_breadcrumbs_lead_from_the_outermost_on() -> None:
    items = [
        {"@type": "ListItem", "position": 1, "item": "https://alwasat.ly/"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "https://alwasat.ly/section/libya"}},
        {"@type": "ListItem", "position": 3, "item": {"url": "https://alwasat.ly/section/sebha"}},
        {"@type": "ListItem", "position": 4, "name": "خبر"},
    ]
    markup = json_ld({"@type": "BreadcrumbList", "itemListElement": items})
    assert read(markup).breadcrumbs == (
        "https://alwasat.ly/",
        "https://alwasat.ly/section/libya",
        "https://alwasat.ly/section/sebha",
    )


@pytest.mark.parametrize(
    "around",
    [
        "<div class='top breadcrumbs'>{}</div>",
        "<nav aria-label='Breadcrumb'>{}</nav>",
        "<ol itemtype='https://schema.org/BreadcrumbList'>{}</ol>",
    ],
)
def test_shown_breadcrumbs_follow_those_of_json_ld(around: str) -> None:
    tree = parse(around.format("<a href='/'>الرئيسية</a><a href='/section/libya'>ليبيا</a><a href=''>خبر</a>"))
    assert read_breadcrumbs(tree, Metadata(breadcrumbs=("/a",))) == ("/a", "/", "/section/libya")


def test_link_outside_of_breadcrumbs_is_none() -> None:
    assert read_breadcrumbs(parse("<nav><a href='/section/libya'>ليبيا</a></nav>"), Metadata()) == ()


# Keywords, name, type


@pytest.mark.parametrize(
    ("markup", "keywords"),
    [
        ("<meta name='keywords' content='درنة, جسر،ليبيا'>", ("درنة", "جسر", "ليبيا")),
        ("<meta name='news_keywords' content='درنة'>", ("درنة",)),
        ("<meta name='keywords' content='درنة'><meta name='news_keywords' content='سرت'>", ("درنة",)),
        ("<meta property='article:tag' content='درنة'><meta property='article:tag' content=' سرت '>", ("درنة", "سرت")),
        (article(keywords="درنة، جسر"), ("درنة", "جسر")),
        (article(keywords=["درنة", " جسر ", 7]), ("درنة", "جسر")),
        (f"<meta name='keywords' content='سرت'>{article(keywords=['درنة'])}", ("درنة",)),
        ("<meta name='keywords' content=''>", None),
        (article(keywords=None), None),
        ("", None),
    ],
)
def test_keywords_are_a_list_or_unknown(markup: str, keywords: tuple[str, ...] | None) -> None:
    assert read(markup).keywords == keywords


def test_json_ld_outranks_keywords_in_any_order() -> None:
    assert read(f"{article(keywords=['درنة'])}<meta name='keywords' content='سرت'>").keywords == ("درنة",)


def test_json_ld_outranks_tags_in_any_order() -> None:
    assert read(f"{article(keywords=['درنة'])}<meta property='article:tag' content='سرت'>").keywords == ("درنة",)


def test_keyword_of_two_elements_is_one() -> None:
    markup = "<meta name='keywords' content='درنة, سرت'><meta property='article:tag' content='درنة'>"
    assert read(markup).keywords == ("درنة", "سرت")


def test_empty_keywords_between_commas_are_none() -> None:
    assert split_keywords(" ، درنة,, جسر الوادي ،") == ("درنة", "جسر الوادي")


def test_name_of_the_site_is_read() -> None:
    assert read("<meta property='og:site_name' content=' بوابة الوسط '>").site_name == "بوابة الوسط"


@pytest.mark.parametrize(
    ("markup", "types"),
    [
        ("<meta property='og:type' content='Article'>", {"article"}),
        ("<meta property='og:type' content='website'>", {"website"}),
        (article(), {"article"}),
        (json_ld({"@type": ["Article", "Thing"]}), {"article"}),
        (json_ld({"@type": "BlogPosting"}), {"article"}),
        (json_ld({"@type": "Organization", "headline": HEADLINE}), set()),
    ],
)
def test_type_of_the_page_is_read(markup: str, types: set[str]) -> None:
    assert read(markup).types == types


# JSON-LD of every shape


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "headline": HEADLINE},
        [{"@type": "Organization"}, {"@type": "NewsArticle", "headline": HEADLINE}],
        {"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": HEADLINE}]},
        {"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "headline": HEADLINE}},
        {"@type": ["NewsArticle"], "headline": f"{HEADLINE} - بوابة الوسط"},
    ],
)
def test_article_is_found_wherever_json_ld_has_it(value: Any) -> None:
    assert read(json_ld(value)).headlines == {"json-ld": HEADLINE}


def test_line_end_within_a_json_text_is_read() -> None:
    markup = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}\n"}}</script>'
    assert read(markup).headlines == {"json-ld": HEADLINE}


@pytest.mark.parametrize("text", ["{", "", "{'a': 1}", '{"@type": "NewsArticle", "headline": "x",}', "[" * 5000])
def test_json_ld_that_cannot_be_read_is_remarked(text: str) -> None:
    found = read(f'<title>{HEADLINE}</title><script type="application/ld+json">{text}</script>')
    [remark] = found.remarks
    assert remark.startswith("its JSON-LD cannot be read: ")
    assert found.headlines == {"title": HEADLINE}


def test_broken_json_ld_hides_no_other() -> None:
    found = read(f'<script type="application/ld+json">{{</script>{article(headline=HEADLINE)}')
    assert (found.headlines, len(found.remarks)) == ({"json-ld": HEADLINE}, 1)


def test_endless_json_ld_is_remarked() -> None:
    text = json.dumps(["x" * 500_000])
    [remark] = read(f'<script type="application/ld+json">{text}</script>').remarks
    assert remark == "its JSON-LD has 500004 characters and was not read"


@pytest.mark.parametrize("value", [None, 7, "نص", [], [[]], {"@type": None}, {"@graph": None}, {"@graph": 7}])
def test_json_ld_without_an_article_says_nothing(value: Any) -> None:
    assert read(json_ld(value)) == Metadata()


@pytest.mark.parametrize(
    "facts",
    [
        {"headline": ["أ"]},
        {"headline": None},
        {"headline": ""},
        {"datePublished": 20160905},
        {"image": [None, [], 3]},
        {"url": 3, "mainEntityOfPage": []},
        {"keywords": {"a": "b"}},
    ],
)
def test_fact_of_another_type_is_left_out(facts: dict[str, Any]) -> None:
    assert read(article(**facts)) == Metadata(types=frozenset({"article"}))


def test_script_of_another_type_is_no_json_ld() -> None:
    assert read('<script type="application/json">{"@type": "NewsArticle", "headline": "أ"}</script>') == Metadata()


def test_endless_value_is_cut() -> None:
    assert len(read(f"<title>{'س' * 3000}</title>").headlines["title"]) == 2000
