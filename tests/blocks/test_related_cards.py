"""The related headlines below their label, as cards of every make and as bare lines."""

import pytest

from atwasat_spider.blocks import Kind
from atwasat_spider.blocks.lines import Walk
from atwasat_spider.blocks.markup import parse
from atwasat_spider.blocks.related import read_related, same_words

BASE = "https://alwasat.ly/news/libya/400000"
FIRST, SECOND = "صيانة ميناء طبرق", "أمطار غزيرة على غات"  # maintenance of Tobruk's port, heavy rain over Ghat
FIRST_URL, SECOND_URL = "https://alwasat.ly/news/libya/1", "https://alwasat.ly/news/libya/2"

Card = tuple[str, str | None, str | None]


def cards(markup: str) -> list[Card]:
    """The headline, address and picture of each related headline."""
    body = parse(markup).body
    assert body is not None
    lines = Walk(body).lines()
    blocks = [*read_related(lines, range(len(lines)), BASE)]
    assert {block.kind for block in blocks} <= {Kind.RELATED}
    return [(block.text, block.link, block.image) for block in blocks]


PHOTO = "<a href='/news/libya/{n}'><img src='/{n}.jpg' alt='{text}'></a>"
BOTH: list[Card] = [(FIRST, FIRST_URL, "https://alwasat.ly/1.jpg"), (SECOND, SECOND_URL, "https://alwasat.ly/2.jpg")]


def two(card: str) -> str:
    """The markup of two cards from that of one, with its number and headline."""
    return card.format(n=1, text=FIRST) + card.format(n=2, text=SECOND)


@pytest.mark.parametrize(
    "card",
    [
        # One link around picture and headline
        "<a href='/news/libya/{n}'><img src='/{n}.jpg' alt='{text}'><h3>{text}</h3></a>",
        "<div><a href='/news/libya/{n}'><img src='/{n}.jpg'><span>{text}</span></a></div>",
        # Picture and headline each with a link
        "<p><a href='/news/libya/{n}'><img src='/{n}.jpg' alt='{text}'></a><a href='/news/libya/{n}'>{text}</a></p>",
        # The picture leads nowhere
        "<div><img src='/{n}.jpg' alt='{text}'><a href='/news/libya/{n}'>{text}</a></div>",
        # Section and time on the card
        f"<div>{PHOTO}<span>ليبيا</span><h3><a href='/news/libya/{{n}}'>{{text}}</a></h3><p>منذ ساعتين</p></div>",
        f"<div>{PHOTO}<p>أخبار ليبيا والعالم كلها</p><p><a href='/news/libya/{{n}}'>{{text}}</a></p></div>",
        # A summary longer than the headline
        f"<div>{PHOTO}<a href='/news/libya/{{n}}'><h4>{{text}}</h4><p>وهذا ملخص أطول من عنوانه بكثير</p></a></div>",
        # Only the picture says the headline
        "<a href='/news/libya/{n}'><img src='/{n}.jpg' alt='{text}'></a>",
        # The picture waits for the reader
        "<p><a href='/news/libya/{n}'><img src='/wait.gif' data-src='/{n}.jpg' alt=''>{text}</a></p>",
    ],
)
def test_card_is_one_headline_with_address_and_picture(card: str) -> None:
    assert cards(two(card)) == BOTH


@pytest.mark.parametrize(
    "card",
    [
        "<a href='/news/libya/{n}'><img src='/{n}.jpg' alt='{text}'><span>{text}</span></a>",
        "<a href='/news/libya/{n}'><img src='/{n}.jpg'><span>{text}</span></a>",
    ],
)
def test_cards_side_by_side_without_boxes_are_two(card: str) -> None:
    """A style may make a box of any link: ``display: grid`` around them."""
    assert cards(f"<div>{two(card)}</div>") == BOTH


def test_picture_that_leads_nowhere_begins_the_next_card() -> None:
    markup = (
        f"<div><a href='/news/libya/1'>{FIRST}</a></div>"
        f"<div><img src='/2.jpg'><a href='/news/libya/2'>{SECOND}</a></div>"
    )
    assert cards(markup) == [(FIRST, FIRST_URL, None), BOTH[1]]


def test_heading_of_a_card_outranks_a_longer_summary() -> None:
    markup = f"<a href='/news/libya/1'><h4>{FIRST}</h4><p>وهذا ملخص الخبر وهو أطول من عنوانه بكثير</p></a>"
    assert cards(markup) == [(FIRST, FIRST_URL, None)]


def test_printed_headline_outranks_the_pictures_spelling() -> None:
    markup = "<a href='/news/libya/1'><img src='/1.jpg' alt='صيانة ميناء طبرق'><p>«صيانة» ميناء طبرق..</p></a>"
    assert cards(markup) == [("«صيانة» ميناء طبرق..", FIRST_URL, "https://alwasat.ly/1.jpg")]


@pytest.mark.parametrize(
    "markup",
    [
        f"<ul><li><a href='/news/libya/1'>{FIRST}</a></li><li><a href='/news/libya/2'>{SECOND}</a></li></ul>",
        f"<p><a href='/news/libya/1'>{FIRST}</a></p><p><a href='/news/libya/2'>{SECOND}</a></p>",
        f"<a href='/news/libya/1'><p>{FIRST}</p><p>{FIRST}</p></a><a href='/news/libya/2'><p>{SECOND}</p></a>",
    ],
)
def test_list_of_links_has_no_pictures(markup: str) -> None:
    assert cards(markup) == [(FIRST, FIRST_URL, None), (SECOND, SECOND_URL, None)]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{FIRST}</p><p>{FIRST}</p><p>{SECOND}</p><p>{SECOND}</p>",
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        f"<img alt='{FIRST}'><p>{FIRST}</p><img alt='{SECOND}'><p>{SECOND}</p>",
    ],
)
def test_bare_lines_are_each_once(markup: str) -> None:
    assert cards(markup) == [(FIRST, None, None), (SECOND, None, None)]


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/section/libya", "https://alwasat.ly/section/libya"),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:void(0)", None),
        ("#", None),
        ("", None),
    ],
)
def test_card_keeps_the_address_that_is_printed(href: str, link: str | None) -> None:
    assert cards(f"<p><a href='{href}'>{FIRST}</a></p>") == [(FIRST, link, None)]


@pytest.mark.parametrize("text", ["ليبيا", "المزيد", "12:30", "منذ يوم", "... ---- ..."])
def test_line_too_short_for_a_headline_is_none(text: str) -> None:
    assert cards(f"<p><a href='/news/libya/1'>{FIRST}</a></p><p><a href='/x'>{text}</a></p>") == [
        (FIRST, FIRST_URL, None)
    ]


def test_picture_without_words_is_no_headline() -> None:
    assert cards("<a href='/news/libya/1'><img src='/1.jpg'></a>") == []


def test_nothing_below_the_label_is_no_headline() -> None:
    assert cards("") == []


def test_line_of_a_headline_is_that_of_its_card() -> None:
    body = parse(f"<p>قبل</p><a href='/news/libya/1'><img src='/1.jpg' alt='{FIRST}'><p>{FIRST}</p></a>").body
    assert body is not None
    lines = Walk(body).lines()
    assert [block.line for block in read_related(lines, range(1, len(lines)), BASE)] == [2]


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("صيانة ميناء", "«صيانة» ميناء..", True),
        ("صيانة ميناء", "صيانةميناء", True),
        ("صيانة ميناء", "صيانة موانئ", False),
        ("صيانة ميناء", "صيانة", False),
    ],
)
def test_same_words_have_the_same_letters(text: str, other: str, same: bool) -> None:
    assert same_words(text, other) is same
