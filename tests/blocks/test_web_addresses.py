"""Addresses printed on a page: absolute or relative, of the site or another, or none at all."""

import pytest

from atwasat_spider.blocks.links import web_address

BASE = "https://alwasat.ly/news/libya/400000"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a?b=1&c=2", "http://example.org/a?b=1&c=2"),
        ("https://example.org/مقال", "https://example.org/مقال"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("//cdn.example.org/a.jpg", "https://cdn.example.org/a.jpg"),
        ("/news/libya/1", "https://alwasat.ly/news/libya/1"),
        ("1", "https://alwasat.ly/news/libya/1"),
        ("../economy/1", "https://alwasat.ly/news/economy/1"),
        ("?page=2", "https://alwasat.ly/news/libya/400000?page=2"),
        (" /a.jpg ", "https://alwasat.ly/a.jpg"),
        ("https://web.archive.org/web/20170511000000/http://alwasat.ly/news/libya/1", "http://alwasat.ly/news/libya/1"),
        ("/web/20170511000000im_/https://alwasat.ly/a.jpg", "https://alwasat.ly/a.jpg"),
    ],
)
def test_link_leads_to_an_absolute_address(link: str, address: str) -> None:
    assert web_address(link, BASE) == address


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        "#",
        "#comments",
        "javascript:void(0)",
        "data:image/png;base64,AAAA",
        "mailto:a@example.org",
        "tel:0123",
        "ftp://example.org/a",
        "https://",
        "https://[::1/a",
        "/a\x07b",
        f"https://example.org/{'x' * 2000}",
    ],
)
def test_link_that_leads_to_no_page_is_none(link: str | None) -> None:
    assert web_address(link, BASE) is None


def test_link_of_an_unknown_page_is_of_the_site() -> None:
    assert web_address("/news/libya/1", None) == "https://alwasat.ly/news/libya/1"


def test_link_of_an_archived_page_is_of_the_page_that_was_archived() -> None:
    base = "https://web.archive.org/web/20170511000000/http://alwasat.ly/news/libya/400000"
    assert web_address("1", base) == "http://alwasat.ly/news/libya/1"


def test_longest_address_is_still_one() -> None:
    link = f"https://example.org/{'x' * 1980}"
    assert len(link) == 2000
    assert web_address(link, BASE) == link


def test_relative_link_that_grows_too_long_is_none() -> None:
    assert web_address("/" + "x" * 1990, BASE) is None
