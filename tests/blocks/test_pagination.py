"""Where listing pages lead on: only where the page says so, and the first system's known step."""

import pytest

from atwasat_spider.blocks.listings import read_listing

SECOND = "https://alwasat.ly/section/libya"
ARTICLE = '<a href="/ar/news/libya/133195/">ميناء طبرق يستقبل السفن</a>'  # the port of Tobruk receives the ships


def following(html: str, url: str = SECOND) -> list[str]:
    """The next pages, without the page's own host."""
    return [page.removeprefix("https://alwasat.ly") for page in read_listing(html, url).next_pages]


# The first system's step


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://alwasat.ly/ar/news/libya/", "http://alwasat.ly/ar/news/libya/?ls-art0=13"),
        ("http://alwasat.ly/ar/news/libya", "http://alwasat.ly/ar/news/libya/?ls-art0=13"),
        ("http://www.alwasat.ly/ar/news/libya/?ls-art0=0", "http://www.alwasat.ly/ar/news/libya/?ls-art0=13"),
        ("http://alwasat.ly/ar/news/libya/?ls-art0=26", "http://alwasat.ly/ar/news/libya/?ls-art0=39"),
        ("https://alwasat.ly/ar/news/libya/?utm_source=x&ls-art0=13", "https://alwasat.ly/ar/news/libya/?ls-art0=26"),
    ],
)
def test_first_system_goes_on_by_thirteen(url: str, expected: str) -> None:
    assert read_listing(ARTICLE, url).next_pages == (expected,)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>لا توجد أخبار</p>", "/ar/news/libya/?ls-art0=1300"),  # there is no news
        ('<a href="/ar/news/sport/1/">x</a>', "/ar/news/libya/?ls-art0=1300"),
        ('<a href="/news/libya/1">x</a>', "/ar/news/libya/?ls-art0=1300"),
        (f'{ARTICLE}<a href="?ls-art0=0">1</a>', "/ar/news/libya/?ls-art0=13"),
        (ARTICLE, "/ar/news/libya/?ls-art0=999999"),
        (ARTICLE, "/ar/news/"),
        (ARTICLE, "/ar/"),
        (ARTICLE, "/section/libya"),
    ],
)
def test_no_step_is_guessed_elsewhere(html: str, url: str) -> None:
    assert following(html, f"https://alwasat.ly{url}") == []


def test_shown_step_and_known_step_are_one() -> None:
    html = f'{ARTICLE}<a href="?ls-art0=26">3</a><a href="?ls-art0=13">2</a><a href="?ls-art0=0">1</a>'
    assert following(html, "https://alwasat.ly/ar/news/libya/") == [
        "/ar/news/libya/?ls-art0=13",
        "/ar/news/libya/?ls-art0=26",
    ]


# What a page shows


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel="next" href="/section/libya?page=2">', "/section/libya?page=2"),
        ('<a rel="nofollow NEXT" href="/section/libya?page=2">›</a>', "/section/libya?page=2"),
        ('<link rel="next" href="/load/libya/2">', "/load/libya/2"),
        ('<link rel="Next" href="/load/libya/2">', "/load/libya/2"),
        ('<a href="/section/libya?page=2">2</a>', "/section/libya?page=2"),
        ('<a href="?page=2&amp;utm_source=x">2</a>', "/section/libya?page=2&utm_source=x"),
        ('<a href="/section/libya/2">2</a>', "/section/libya/2"),
        ('<a href="/section/libya/page/2/">2</a>', "/section/libya/page/2/"),
        ('<a href="http://alwasat.ly:80/section/LIBYA/2">2</a>', "http://alwasat.ly/section/LIBYA/2"),
        ('<a href="/libya/older">التالي</a>', "/libya/older"),
        ('<a href="/libya/older">التالي »</a>', "/libya/older"),
        ('<a href="/libya/older">الصفحة التالية</a>', "/libya/older"),
        ('<a href="/libya/older" aria-label="Next">›</a>', "/libya/older"),
        ('<a href="/section/libya?from=300100">المزيد</a>', "/section/libya?from=300100"),
        ('<a href="/section/libya/more">عرض المزيد</a>', "/section/libya/more"),
        ('<ul class="pagination"><li><a href="/section/libya?seite=2">2</a></li></ul>', "/section/libya?seite=2"),
        ('<ul class="page-numbers"><li><a href="/section/libya?seite=2">٢</a></li></ul>', "/section/libya?seite=2"),
    ],
)
def test_next_page_is_followed_as_shown(html: str, expected: str) -> None:
    assert following(html) == [expected]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#">التالي</a>',
        '<a href="/section/libya">التالي</a>',
        '<a href="http://www.alwasat.ly/section/libya/?utm_source=x" rel="next">التالي</a>',
        '<a href="javascript:next()">التالي</a>',
        '<a href="https://example.com/section/libya?page=2" rel="next">التالي</a>',
        '<a href="/news/libya/5" rel="next">التالي</a>',
        '<a href="/section/libya?page=0">1</a>',
        '<a href="/section/sport?page=2">2</a>',
        '<a rel="next" href="/\\example.com/section/libya?page=2">›</a>',
        '<a rel="next" href="/section/libya?page=2\u202e">›</a>',
        '<a rel="next" href="https://user@alwasat.ly/section/libya?page=2">›</a>',
        '<a href="/section/sport">المزيد</a>',
        '<a href="/section/sport">التالي</a>',
        '<a href="/videos">المزيد</a>',
        '<a href="/section/libya?day=12">12</a>',
        '<a href="/section/libya?sort=old">الأقدم</a>',
        '<link rel="prev" href="/section/libya?seite=1">',
        '<link rel="alternate" href="/section/libya?from=1" title="المزيد">',
    ],
)
def test_other_links_are_no_next_page(html: str) -> None:
    assert following(html) == []


def test_next_pages_are_the_later_ones_nearest_first() -> None:
    html = "".join(f'<a href="?page={number}">{number}</a>' for number in (1, 40, 2, 3, 4, 5, 4))
    assert following(html, f"{SECOND}?page=3") == [f"/section/libya?page={number}" for number in (4, 5, 40)]


def test_one_page_in_two_spellings_is_one() -> None:
    html = '<a href="?page=2">2</a><a href="http://www.alwasat.ly/section/libya/?page=2">التالي</a>'
    assert following(html) == ["/section/libya?page=2"]


def test_home_page_leads_on_to_sections_only() -> None:
    html = '<a href="/section/libya">المزيد</a><a href="/videos">المزيد</a><a href="/live">1</a>'
    read = read_listing(html, "https://alwasat.ly/")
    assert (read.next_pages, read.sections) == ((), (SECOND,))


# Other listings


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/section/sport", ("https://alwasat.ly/section/sport",)),
        ("/section/sport/?utm_source=x#top", ("https://alwasat.ly/section/sport/?utm_source=x",)),
        ("/ar/news/sport/", ("https://alwasat.ly/ar/news/sport/",)),
        ("/section/\u0631\u064a\u0627\u0636\u0629", ("https://alwasat.ly/section/\u0631\u064a\u0627\u0636\u0629",)),
        ("/section/libya", ()),
        ("/section/sport/rss", ()),
        ("/section/", ()),
        ("/section/feed.xml", ()),
        ("/ar/", ()),
        ("/news/sport", ()),
        ("/live", ()),
        ("https://example.com/section/sport", ()),
        ("https://evilalwasat.ly/section/sport", ()),
        ("https://m.alwasat.ly/section/sport", ()),
        ("/section/sport?page=2", ()),
    ],
)
def test_sections_are_listings_of_both_systems(href: str, expected: tuple[str, ...]) -> None:
    assert read_listing(f'<a href="{href}">رياضة</a>', SECOND).sections == expected


def test_section_linked_twice_is_named_once() -> None:
    html = '<a href="/section/sport">رياضة</a><a href="https://www.alwasat.ly/section/sport/">المزيد</a>'
    assert read_listing(html, SECOND).sections == ("https://alwasat.ly/section/sport",)


# Buttons that lead nowhere


@pytest.mark.parametrize(
    "button",
    ["<button>عرض المزيد</button>", '<a href="#">عرض المزيد</a>', '<a href="javascript:more()">عرض المزيد</a>'],
)
def test_button_without_address_is_remarked(button: str) -> None:
    assert read_listing(button, SECOND).remarks == (
        "«عرض المزيد» leads to no address: what follows may be loaded by a script",
    )


@pytest.mark.parametrize("html", ["<button>بحث</button>", '<a rel="next" href="?page=2">›</a><button>المزيد</button>'])
def test_no_remark_where_nothing_is_missing(html: str) -> None:
    assert read_listing(html, SECOND).remarks == ()
