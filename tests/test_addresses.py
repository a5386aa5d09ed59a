"""The grammar of the site's article addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.errors import WrongUsageError

ASCII_SLUGS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?", fullmatch=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://alwasat.ly/news/libya/132579",
        "http://alwasat.ly/news/libya/132579",
        "https://www.alwasat.ly/news/libya/132579",
        "http://www.alwasat.ly/news/libya/132579",
        "https://alwasat.ly/news/libya/132579/",
        "https://alwasat.ly:443/news/libya/132579",
        "http://alwasat.ly:80/news/libya/132579",
        "HTTPS://ALWASAT.LY/news/Libya/132579",
        "https://alwasat.ly/news/libya/132579?utm_source=twitter",
        "https://alwasat.ly/news/libya/132579#comments",
        "  https://alwasat.ly/news/libya/132579\n",
    ],
)
def test_every_spelling_is_one_article(url: str) -> None:
    assert read_article_address(url) == ArticleAddress("news", 132579, "libya")


@pytest.mark.parametrize(
    "url",
    [
        "http://alwasat.ly/ar/news/libya/133195/",
        "https://www.alwasat.ly/ar/news/libya/133195/",
        "https://alwasat.ly/ar/news/libya/133195",
    ],
)
def test_first_system_has_its_own_space(url: str) -> None:
    assert read_article_address(url) == ArticleAddress("ar/news", 133195, "libya")


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://www.alwasat.ly/news/economy/98814/", "https://alwasat.ly/news/economy/98814"),
        ("http://www.alwasat.ly/ar/news/economy/98814", "https://alwasat.ly/ar/news/economy/98814/"),
        ("https://alwasat.ly/news/international-sports/337355", "https://alwasat.ly/news/international-sports/337355"),
        ("http://alwasat.ly/news/ART-CULTURE/256634?x=1#y", "https://alwasat.ly/news/art-culture/256634"),
    ],
)
def test_canonical_address_is_https_without_www(url: str, canonical: str) -> None:
    assert read_article_address(url).url == canonical


def test_one_number_is_two_articles_in_two_spaces() -> None:
    today = read_article_address("https://alwasat.ly/news/libya/132579")
    first_system = read_article_address("https://alwasat.ly/ar/news/libya/132579/")
    assert today != first_system
    assert today.site_id == first_system.site_id == 132579
    assert today.url != first_system.url


@pytest.mark.parametrize(
    "section",
    ["libya", "international", "economy", "international-sports", "cars", "art-culture", "health", "opinion2"],
)
def test_list_of_sections_is_never_closed(section: str) -> None:
    assert read_article_address(f"https://alwasat.ly/news/{section}/61346").section == section


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/libya/132579",
        "https://alwasat.ly.evil.com/news/libya/132579",
        "https://evilalwasat.ly/news/libya/132579",
        "https://m.alwasat.ly/news/libya/132579",
        "https://alwasat.com/news/libya/132579",
        "https://alwasat.ly@evil.com/news/libya/132579",
        "https://user@alwasat.ly/news/libya/132579",
        "https://user:secret@alwasat.ly/news/libya/132579",
        "https://alwasat.ly:8080/news/libya/132579",
        "https://alwasat.ly:80/news/libya/132579",
        "https://alwasat.ly:port/news/libya/132579",
        "https://alwasat.ly:99999/news/libya/132579",
        "https://[::1/news/libya/132579",
        "ftp://alwasat.ly/news/libya/132579",
        "file:///news/libya/132579",
        "javascript:alert('alwasat.ly/news/libya/132579')",
        "//alwasat.ly/news/libya/132579",
        "alwasat.ly/news/libya/132579",
        "/news/libya/132579",
        "132579",
        "",
    ],
)
def test_address_that_is_not_the_sites_is_refused(url: str) -> None:
    with pytest.raises(WrongUsageError):
        read_article_address(url)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/section/libya",
        "/section/all",
        "/search?search=132579",
        "/live",
        "/rss",
        "/get_img?ImageWidth=300&ImageHeight=200&ImageId=132579",
        "/ar/news/libya/?ls-art0=13",
        "/ar/news/libya/",
        "/news/libya",
        "/news/132579",
        "/news/libya/0",
        "/news/libya/0132579",
        "/news/libya/-1",
        "/news/libya/1.5",
        "/news/libya/١٣٢٥٧٩",
        "/news/libya/1234567890123",
        "/news/libya/132579/haftar-in-moscow",
        "/news/libya/132579//",
        "/news//132579",
        "/news/-libya/132579",
        "/news/lib ya/132579",
        "/news/lib%79a/132579",
        "/news/ليبيا/132579",
        f"/news/{'a' * 300}/132579",
        "/en/news/libya/132579",
        "/x/news/libya/132579",
        "/news/libya/sport/132579",
        # letters that Unicode counts as another case of ASCII ones: long s, Kelvin sign, dotless i
        "/new\u017f/libya/132579",
        "/news/\u017fport/132579",
        "/news/\u212a/132579",
        "/news/l\u0131bya/132579",
    ],
)
def test_page_that_is_no_article_is_refused(path: str) -> None:
    with pytest.raises(WrongUsageError):
        read_article_address(f"https://alwasat.ly{path}")


@pytest.mark.parametrize(
    "url", ["https://example.com/news/libya/1", "https://alwasat.ly/live", "ftp://alwasat.ly/", "x"]
)
def test_refusal_names_the_address(url: str) -> None:
    with pytest.raises(WrongUsageError, match=url):
        read_article_address(url)


@given(section=ASCII_SLUGS, site_id=st.integers(1, 10**12 - 1), id_space=st.sampled_from(["news", "ar/news"]))
def test_canonical_address_reads_as_itself(section: str, site_id: int, id_space: str) -> None:
    address = ArticleAddress(id_space, site_id, section)
    assert read_article_address(address.url) == address


@given(st.text() | st.text().map("https://alwasat.ly/".__add__) | st.text().map("https://".__add__))
def test_any_text_is_an_address_or_refused(url: str) -> None:
    try:
        address = read_article_address(url)
    except WrongUsageError:
        return
    assert address.site_id > 0
