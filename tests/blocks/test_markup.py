"""What markup is refused before it is parsed, with which sentence, and what is not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from renderings.articles import ARTICLES
from renderings.modern_hashed import modern_hashed
from renderings.modern_plain import modern_plain
from renderings.newscoop import newscoop
from renderings.written import Written

from atwasat_spider.blocks.markup import parse
from atwasat_spider.errors import UnreadableCaptureError

# A text of 150,000 letters: a page with it is no small page, and its elements are counted.
LONG = "<p>" + "سبها " * 30_000 + "</p>"
ATTRIBUTES = " ".join(f"a{number}" for number in range(2_001))
DEEP = "nests its elements more than 512 deep"


def refusal(markup: str) -> str:
    """The sentence with which a page is refused."""
    with pytest.raises(UnreadableCaptureError) as refused:
        parse(markup)
    return str(refused.value)


def count(markup: str, selector: str) -> int:
    """How many elements of the tree a selector finds."""
    return len(parse(markup).css(selector))


# Refused


@pytest.mark.parametrize("tag", ["div", "span", "ul", "blockquote", "DIV", "x-card", "section", "h2", "font", "nobr"])
def test_page_513_elements_deep_is_refused(tag: str) -> None:
    assert refusal(LONG + f"<{tag}>" * 513) == DEEP


def test_closing_the_deep_elements_helps_nothing() -> None:
    assert refusal(LONG + "<div>" * 513 + "</div>" * 513) == DEEP


def test_elements_of_different_names_are_counted_together() -> None:
    assert refusal(LONG + "<div><span>" * 256 + "<section>") == DEEP


def test_end_of_what_is_not_open_closes_nothing() -> None:
    assert refusal(LONG + "<div></span></section></b>" * 513) == DEEP


@pytest.mark.parametrize("tags", ["<li><dd>", "<dt><li>", "<rt>", "<rp>", "<optgroup>", "<rt><option>"])
def test_what_ends_only_its_own_kind_is_counted(tags: str) -> None:
    """An item of one list ends the item before it, not that of another list around; nothing ends ``<rt>`` here."""
    assert refusal(LONG + tags * 513) == DEEP


def test_many_small_tags_are_counted_without_long_text() -> None:
    assert refusal("<div>" * 5_001) == DEEP


def test_page_of_200001_tags_is_refused() -> None:
    assert refusal("<br>" * 200_001) == "has more than 200000 tags"


def test_end_tags_are_counted_among_the_tags() -> None:
    assert refusal("<p></p>" * 100_000 + "<br>") == "has more than 200000 tags"


@pytest.mark.parametrize("name", ["a", "A", "div", "img"])
def test_element_of_2001_attributes_is_refused(name: str) -> None:
    sentence = f"has an element <{name.lower()}> with more than 2000 attributes"
    assert refusal(f"{LONG}<{name} {ATTRIBUTES}>") == sentence


@pytest.mark.parametrize(
    "attribute",
    ["a{}", "a{}=1", "a{} = 1", 'a{}="x"', "a{}='>'", 'a{}=">"', "a{}='<p>'", 'a{}="it\'s"', "a{}/", "a{}\n\t", '"a{}'],
)
def test_attributes_are_counted_however_they_are_written(attribute: str) -> None:
    attributes = " ".join(attribute.format(number) for number in range(2_001))
    assert refusal(f"{LONG}<div {attributes}>") == "has an element <div> with more than 2000 attributes"


def test_name_of_the_refused_element_is_cut() -> None:
    sentence = "has an element <xxxxxxxxxxxxxxxxxxxx> with more than 2000 attributes"
    assert refusal(f"{LONG}<{'x' * 1_000} {ATTRIBUTES}>") == sentence


@pytest.mark.parametrize("tag", ["b", "i", "u", "font", "strong", "em", "B", "Font"])
def test_formatting_left_open_over_many_paragraphs_is_refused(tag: str) -> None:
    sentence = "leaves 200 formatting elements open, to be opened anew at each of its 5201 tags"
    assert refusal(f"<{tag}>" * 200 + "<p>س" * 5_001) == sentence


def test_formatting_closed_in_a_cell_stays_open_outside() -> None:
    sentence = "leaves 200 formatting elements open, to be opened anew at each of its 5402 tags"
    page = "<b>" * 200 + "<table><tr><td>" + "</b>" * 200 + "<p>س" * 4_999
    assert refusal(page) == sentence


# What a parser takes for markup and a count may take for a comment or a script


@pytest.mark.parametrize(
    "cover",
    [
        "<!a <!-- >",
        "<!DOCTYPE html <!-- >",
        "<?xml <!-- >",
        "</ <!-- >",
        "</1 <!-- >",
        "<?<script >",
        "<!<title >",
        "</ <style >",
        "<svg><![CDATA[<!--]]></svg>",
        "<svg><![CDATA[<script >]]></svg>",
        "<svg><title>",
        "<svg><style></svg>",
        "<svg><script/></svg>",
        "<math><title></math>",
        "<a title=<!--></a>",
        "<a title='<script >'></a>",
        "<a<!--></a<!-->",
        "<!-->",
        "<!--->",
        "<!-- --!>",
        "<!-- <!-- -->",
        "<!---->",
        "<script></script >",
        "<script></script/>",
        "<script></SCRIPT x>",
        "<script><!--</script>",
        "<style><!--</style>",
        "<title></title\n>",
        "<textarea></textarea\t>",
        "<iframe></iframe\f>",
    ],
)
def test_nothing_before_deep_elements_hides_them(cover: str) -> None:
    assert refusal(LONG + cover + "<div>" * 513) == DEEP


# Not refused


@pytest.mark.parametrize("layout", [newscoop, modern_plain, modern_hashed], ids=lambda layout: layout.__name__)
def test_pages_of_the_site_are_within_bounds(layout: Callable[[Written], str]) -> None:
    for article in ARTICLES:
        assert count(layout(article) + LONG, "p") > 0


def test_page_512_elements_deep_is_parsed() -> None:
    assert count(LONG + "<div>" * 512, "div") == 512


def test_page_of_200000_tags_is_parsed() -> None:
    assert count("<br>" * 200_000, "br") == 200_000


def test_element_of_2000_attributes_is_parsed() -> None:
    attributes = " ".join(f"a{number}" for number in range(2_000))
    assert count(f"{LONG}<hr {attributes}>", "hr[a1999]") == 1


@pytest.mark.parametrize("tag", ["p", "li", "tr", "td", "dd", "dt", "option", "img", "br", "input", "hr", "a href=/x"])
def test_what_nobody_closes_is_not_deep(tag: str) -> None:
    parse(LONG + f"<{tag}>س" * 20_000)


@pytest.mark.parametrize(
    ("markup", "selector", "number"),
    [
        ("<p dir=rtl>س" * 20_000, "p[dir]", 20_000),
        ("<ul>" + "<li>س" * 20_000 + "</ul>", "li", 20_000),
        ("<table>" + "<tr><td>س<td>س" * 20_000 + "</table>", "td", 40_000),
        ('<a href="/news/libya/1">س</a>' * 20_000, "a", 20_000),
        ("<p><b>س</b></p>" * 20_000, "b", 20_000),
        ("<div><DIV></div></DIV>" * 20_000, "div", 40_000),
        ("<p><a href=/x><img src=/y></a>" * 20_000, "img", 20_000),
    ],
)
def test_long_flat_page_is_parsed(markup: str, selector: str, number: int) -> None:
    assert count(LONG + markup, selector) == number


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>" + "'<b><div>';" * 10_000 + "</script>",
        "<SCRIPT>" + "if (a <b && c <div) {}" * 10_000 + "</Script>",
        "<style>" + "/* <b> <div> */" * 10_000 + "</style>",
        "<!-- " + "<b><div>" * 10_000 + " -->",
        "<!--" + "<b><div a='>" * 10_000 + "-->",
        "<textarea>" + "<b><div>" * 10_000 + "</textarea>",
        "<title>" + "<b><div>" * 10_000 + "</title>",
        "<iframe>" + "<b><div>" * 10_000 + "</iframe>",
        "<xmp>" + "<b><div>" * 10_000 + "</xmp>",
        "<p title='" + "<b><div>" * 10_000 + "'>",
        '<p title="' + "<b><div>" * 10_000 + '">',
        '<p title="' + "a=b " * 10_000 + '">',
        "<p>" + "3 < 5 <5 << <- <= " * 10_000,
        "<p>" + "&lt;div&gt;" * 10_000,
    ],
)
def test_what_is_no_markup_is_not_counted(hidden: str) -> None:
    page = f"{LONG}{hidden}<i id=last>س</i>"
    assert count(page, "b, div") == 0
    assert count(page, "#last") == 1


def test_quoted_signs_end_no_tag() -> None:
    page = LONG + "<img alt='a > b < c' title=\"<div>\"><hr>" * 1_000
    assert (count(page, "img"), count(page, "div"), count(page, "hr")) == (1_000, 0, 1_000)


# Pictures within the page


def test_data_of_pictures_does_not_reach_the_tree() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 20_000
    tree = parse(f'{LONG}<img src="{picture}" alt="سبها"><p style="background:url({picture})">س</p><hr>')
    image = tree.css_first("img")
    assert image is not None
    assert image.attributes == {"src": "data:,", "alt": "سبها"}
    assert tree.css_first("hr") is not None


@pytest.mark.parametrize("picture", ["data:image/gif;base64,R0lGODlh", "/media/data:x.jpg"])
def test_short_data_and_names_like_it_stay(picture: str) -> None:
    image = parse(f'{LONG}<img src="{picture}">').css_first("img")
    assert image is not None
    assert image.attributes["src"] == picture


def test_running_text_about_data_stays_whole() -> None:
    assert "data: سبها طرابلس" in parse(LONG + "<p>data: سبها طرابلس</p>").text()


# Small pages


def test_small_page_is_parsed_however_deep() -> None:
    assert count("<div>" * 1_000 + "<hr>", "hr") == 1


@pytest.mark.parametrize(
    "markup", ["", " ", "\x00", "<", "</", "<!", "<!--", "<a", "<a b='", "<script>", "نص", "\ufeff"]
)
def test_broken_beginnings_are_parsed(markup: str) -> None:
    assert parse(markup).body is not None


PIECES = (
    "<div>", "</div>", "<b>", "</b>", "<p>", "<a ", "x='", 'y="', ">", "<!--", "-->", "<script>", "</script>", "<svg>",
    "</svg>", "<title>", "<td>", "</table>", "<template>", "<![CDATA[", "]]>", "<?", "<!x", "سبها", "\x00",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.booleans())
def test_any_pieces_are_parsed_or_refused(pieces: list[str], is_long: bool) -> None:
    try:
        tree = parse("".join(pieces) + LONG * is_long)
    except UnreadableCaptureError:
        return
    assert tree.root is not None
