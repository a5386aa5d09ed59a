"""Where the headline of an HTML page stands: what it is known by, and what else on the page is none."""

import pytest

from atwasat_spider.blocks.headline import disagreements, find_headline
from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.metadata import Metadata, read_metadata
from atwasat_spider.characters import clean

HEADLINE = "افتتاح جسر جديد في درنة بعد أشهر من العمل"  # a new bridge is opened in Derna after months of work
OTHER = "إغلاق الطريق الساحلي قرب سرت بسبب السيول"  # the coastal road is closed near Sirte because of floods
BYLINE = "درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
OG = f"<meta property='og:title' content='{HEADLINE}'>"


def found(markup: str) -> tuple[str, str] | None:
    """The element of the headline and its text."""
    tree = parse(markup)
    node = find_headline(tree, read_metadata(tree))
    return (node.tag or "", clean(node.text())) if node is not None else None


# A page whose metadata name the headline


@pytest.mark.parametrize(
    "claim",
    [
        OG,
        f"<title>{HEADLINE} - بوابة الوسط</title>",
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}</script>',
    ],
)
def test_heading_that_says_what_the_metadata_say_is_the_headline(claim: str) -> None:
    assert found(f"{claim}<h1>{OTHER} وانقطاع الكهرباء</h1><h1>{HEADLINE}</h1>") == ("h1", HEADLINE)


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_lesser_heading_that_agrees_outranks_a_first_one_that_does_not(tag: str) -> None:
    assert found(f"{OG}<h1>{OTHER}</h1><{tag}>{HEADLINE}</{tag}>") == (tag, HEADLINE)


@pytest.mark.parametrize(
    "element",
    [
        f"<div role='heading'>{HEADLINE}</div>",
        f"<div itemprop='headline'>{HEADLINE}</div>",
        f"<div>{HEADLINE}</div>",
        f"<p>{HEADLINE}</p>",
        f"<span>{HEADLINE}</span>",
        f"<div role='heading'><b>{HEADLINE[:20]}</b>{HEADLINE[20:]}</div>",
        f"<div itemprop='headline'><b>{HEADLINE[:20]}</b>{HEADLINE[20:]}</div>",
    ],
)
def test_element_that_agrees_outranks_a_heading_that_does_not(element: str) -> None:
    answer = found(f"{OG}<h1>{OTHER}</h1>{element}")
    assert answer is not None
    assert answer[1] == HEADLINE


def test_first_heading_that_agrees_outranks_a_lesser_one_before_it() -> None:
    assert found(f"{OG}<h2>{HEADLINE}</h2><h1>{HEADLINE}</h1>") == ("h1", HEADLINE)


@pytest.mark.parametrize(
    "shown",
    [
        f"«{HEADLINE}»",
        HEADLINE.replace(" ", "  "),
        f"{HEADLINE}..",
        f"{HEADLINE} ومن الجهد المتواصل",  # the metadata hold the beginning of a long headline
        HEADLINE[:30],
    ],
)
def test_headline_agrees_by_letters_or_by_a_long_beginning(shown: str) -> None:
    assert found(f"{OG}<h1>{OTHER} وانقطاع الكهرباء عن المدينة</h1><h2>{shown}</h2>") == ("h2", clean(shown))


def test_short_beginning_is_no_agreement() -> None:
    assert found(f"{OG}<h1>{OTHER}</h1><h2>افتتاح جسر</h2>") == ("h1", OTHER)


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        "<ul><li>{}</li></ul>",
        "<a href='/1'>{}</a>",
        "<select><option>{}</option></select>",
    ],
)
def test_headline_is_not_the_element_of_a_list_of_others(around: str) -> None:
    assert found(f"{OG}{around.format(HEADLINE)}<div>{HEADLINE}</div>") == ("div", HEADLINE)


# A page whose metadata name none, or one that the page does not show


def test_longest_first_heading_is_the_headline() -> None:
    assert found(f"<h1>ليبيا</h1><h1>{HEADLINE}</h1>") == ("h1", HEADLINE)


def test_first_heading_is_the_headline_though_metadata_disagree() -> None:
    assert found(f"{OG}<h1>{OTHER}</h1>") == ("h1", OTHER)


@pytest.mark.parametrize(
    "text", ["بوابة الوسط", "Atwasat", "الوسط", "alwasat.ly", "عناوين ذات صلة", "المزيد من بوابة الوسط", ""]
)
def test_name_of_the_site_or_a_label_is_no_headline(text: str) -> None:
    assert found(f"<h1>{text}</h1><h1>خبر درنة</h1>") == ("h1", "خبر درنة")
    assert found(f"<h1>{text}</h1>") is None


@pytest.mark.parametrize(
    "unseen",
    [
        f"<h1 hidden>{HEADLINE} وأكثر</h1>",
        f"<div style='display:none'><h1>{HEADLINE} وأكثر</h1></div>",
        f"<h1 class='sr-only'>{HEADLINE} وأكثر</h1>",
        f"<h1 aria-hidden='true'>{HEADLINE} وأكثر</h1>",
    ],
)
def test_unseen_heading_is_no_headline(unseen: str) -> None:
    assert found(f"{unseen}<h1>{OTHER}</h1>") == ("h1", OTHER)
    assert found(f"{OG}{unseen}<h2>{HEADLINE}</h2>") == ("h2", HEADLINE)


def test_picture_with_the_sites_name_is_no_headline() -> None:
    assert found(f"<h1><a href='/'><img alt='Atwasat'></a></h1><h2>{HEADLINE}</h2><p>{BYLINE}</p>") == ("h2", HEADLINE)


@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_heading_nearest_above_the_byline_is_the_headline(tag: str) -> None:
    markup = f"<{tag}>{OTHER}</{tag}><{tag}>{HEADLINE}</{tag}><div>{BYLINE}</div><{tag}>{OTHER} مجددًا</{tag}>"
    assert found(markup) == (tag, HEADLINE)


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2>{HEADLINE}</h2><p>ليبيا</p><p>3 تعليقات</p><div>{BYLINE}</div>",
        f"<h2>المزيد من بوابة الوسط</h2><h2>{HEADLINE}</h2><div>{BYLINE}</div>",
    ],
)
def test_headline_may_stand_some_lines_above_the_byline(markup: str) -> None:
    assert found(markup) == ("h2", HEADLINE)


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2>{HEADLINE}</h2><p>نص</p>",
        f"<div>{BYLINE}</div><h2>{HEADLINE}</h2>",
        f"<h2>المزيد من بوابة الوسط</h2><div>{BYLINE}</div>",
        f"<h2>{HEADLINE}</h2>{'<p>سطر</p>' * 6}<div>{BYLINE}</div>",
        f"<h5>{HEADLINE}</h5><div>{BYLINE}</div>",
        "<p>نص</p>",
        "",
    ],
)
def test_page_without_a_sign_has_no_headline(markup: str) -> None:
    assert found(markup) is None


# Disagreement


def claims(**headlines: str) -> Metadata:
    return Metadata(headlines={name.replace("_", "-"): text for name, text in headlines.items()})


def test_metadata_that_agree_are_not_remarked() -> None:
    assert [*disagreements(HEADLINE, claims(json_ld=f"«{HEADLINE}»", opengraph=HEADLINE[:25], title=HEADLINE))] == []


@pytest.mark.parametrize("source", ["json_ld", "opengraph", "microdata", "title"])
def test_source_that_disagrees_is_remarked(source: str) -> None:
    assert [*disagreements(HEADLINE, claims(**{source: OTHER}))] == [
        f"the headline contradicts the page's {source.replace('_', '-')}: «{HEADLINE}», «{OTHER}»"
    ]


def test_each_source_that_disagrees_is_remarked() -> None:
    assert len([*disagreements(HEADLINE, claims(json_ld=OTHER, opengraph=HEADLINE, title=OTHER))]) == 2


def test_title_of_every_page_is_not_remarked() -> None:
    assert [*disagreements(HEADLINE, Metadata(headlines={"title": "أخبار ليبيا"}, has_site_title=True))] == []
