"""Listing pages of both systems, read as lists of articles."""

import time

import pytest

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.listing import ListedArticle
from atwasat_spider.blocks.listings import read_listing
from atwasat_spider.errors import UnreadableCaptureError

FIRST = "http://alwasat.ly/ar/news/libya/"
SECOND = "https://alwasat.ly/section/libya"

# The municipality of Sebha opens a library; the port of Tobruk receives three ships; the chess club announces its
# championship; the university of Misrata discusses the water plan.
LIBRARY = "بلدية سبها تفتتح مكتبة عامة في حي المهدية"
PORT = "ميناء طبرق يستقبل ثلاث سفن محملة بالقمح"
CHESS = "نادي الشطرنج يعلن موعد بطولة الجنوب"
WATER = "جامعة مصراتة تناقش خطة المياه الجديدة"

FIRST_SYSTEM_PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>ليبيا</title></head><body>
<div id="menu"><a href="/ar/">الرئيسية</a> <a href="/ar/news/libya/">ليبيا</a>
 <a href="/ar/news/sport/">رياضة</a></div>
<div id="maincol">
 <div class="mainInBlock"><a href="/ar/news/libya/133195/"><img src="/get_img?ImageWidth=300&amp;ImageId=41"
   alt="{LIBRARY}"><div class="title">{LIBRARY}</div></a>
   <time datetime="2017-02-20T11:32:00+02:00">منذ ساعة</time></div>
 <div class="mainInBlock"><a href="/ar/news/libya/133190/"><div class="title">{PORT}</div></a>
   <time datetime="2017-02-20T09:05:00+02:00">منذ 3 ساعات</time></div>
 <div class="section-item"><div class="title"><a href="/ar/news/sport/133188/">{CHESS}</a></div></div>
</div>
<ul class="h_list"><li><a href="/ar/news/libya/133100/"><div class="title">{WATER}</div></a></li>
 <li><a href="/ar/news/libya/133190/"><div class="title">ميناء طبرق</div></a></li></ul>
</body></html>"""

SECOND_SYSTEM_PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>ليبيا</title></head><body>
<nav><ul><li><a href="/section/all">كل الأخبار</a></li><li><a href="/section/libya">ليبيا</a></li>
 <li><a href="/section/economy">اقتصاد</a></li></ul></nav>
<div class="row"><div class="war-right"><a href="https://alwasat.ly/news/libya/300103"><img
   src="https://alwasat.ly/thumb/7.jpg" alt="{LIBRARY}"></a>
   <div><h2 class="h4-larg-font">{LIBRARY}</h2></div></div></div>
<div class="section-page-news-with-img"><a href="/news/libya/300102"><img data-src="/thumb/6.jpg"
   src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><span class="h4-small-font">{PORT}</span></a></div>
<div class="section-page-news-with-img"><a href="/news/economy/300101">
 <span class="h4-small-font">{CHESS}</span></a></div>
<div class="section-left-list"><a href="/news/libya/300100">
 <span class="h4-small-font-ext">{WATER}</span></a></div>
</body></html>"""


def addresses(html: str, url: str = SECOND) -> list[str]:
    return [article.address.url for article in read_listing(html, url).articles]


def headline(html: str) -> str | None:
    """The headline of the only article on a page."""
    (article,) = read_listing(html, SECOND).articles
    return article.headline


# The two systems


def test_first_system_listing_is_read_whole() -> None:
    assert read_listing(FIRST_SYSTEM_PAGE, FIRST).articles == (
        ListedArticle(
            ArticleAddress("ar/news", 133195, "libya"),
            1,
            LIBRARY,
            "2017-02-20T11:32:00+02:00",
            "http://alwasat.ly/get_img?ImageWidth=300&ImageId=41",
        ),
        ListedArticle(ArticleAddress("ar/news", 133190, "libya"), 2, PORT, "2017-02-20T09:05:00+02:00", None),
        ListedArticle(ArticleAddress("ar/news", 133188, "sport"), 3, CHESS, None, None),
        ListedArticle(ArticleAddress("ar/news", 133100, "libya"), 4, WATER, None, None),
    )


def test_second_system_listing_is_read_whole() -> None:
    read = read_listing(SECOND_SYSTEM_PAGE, SECOND)
    thumb = "https://alwasat.ly/thumb"
    assert read.articles == (
        ListedArticle(ArticleAddress("news", 300103, "libya"), 1, LIBRARY, None, f"{thumb}/7.jpg"),
        ListedArticle(ArticleAddress("news", 300102, "libya"), 2, PORT, None, f"{thumb}/6.jpg"),
        ListedArticle(ArticleAddress("news", 300101, "economy"), 3, CHESS, None, None),
        ListedArticle(ArticleAddress("news", 300100, "libya"), 4, WATER, None, None),
    )
    assert read.sections == ("https://alwasat.ly/section/all", "https://alwasat.ly/section/economy")
    assert (read.next_pages, read.remarks) == ((), ())


def test_sections_of_first_system_are_other_listings() -> None:
    assert read_listing(FIRST_SYSTEM_PAGE, FIRST).sections == ("http://alwasat.ly/ar/news/sport/",)


@pytest.mark.parametrize("html", ["", "   ", "Atwasat", "<html></html>", "<a href='/section/libya'>", "\x00<a href"])
def test_page_without_articles_is_an_empty_list(html: str) -> None:
    read = read_listing(html, SECOND)
    assert (read.articles, read.next_pages, read.sections) == ((), (), ())


@pytest.mark.parametrize("url", ["", "x", "http://[", "file:///home/page.html", "urn:uuid:5"])
def test_page_of_odd_address_shows_its_whole_links(url: str) -> None:
    html = '<a href="https://alwasat.ly/news/libya/5">خبر</a><a href="/news/libya/6">خبر</a>'
    assert addresses(html, url) == ["https://alwasat.ly/news/libya/5"]


# Which links are articles


@pytest.mark.parametrize(
    "href",
    [
        "/news/libya/5",
        "/news/libya/5/",
        "  /news/libya/5\n",
        "/news/li\nbya/5",
        "//alwasat.ly/news/libya/5",
        "https://alwasat.ly/news/libya/5",
        "http://www.alwasat.ly:80/news/libya/5",
        "HTTPS://WWW.ALWASAT.LY/news/libya/5",
        "/news/libya/5?utm_source=twitter&amp;fbclid=x",
        "/news/libya/5#comments",
        "../news/libya/5",
        "/x/../news/libya/5",
        "&#x2f;news/libya/5",
        "/web/20170511000000/http://alwasat.ly/news/libya/5",
        "/web/20170511000000/http:/alwasat.ly/news/libya/5",
        "/web/20170511000000/http://alwas\nat.ly/news/libya/5",
        "/web/2017/alwasat.ly/news/libya/5",
        "//web.archive.org/web/20170511000000/https://www.alwasat.ly/news/libya/5",
        "https://web.archive.org/web/20170511000000id_/http://alwasat.ly/news/libya/5",
        "http://web.archive.org:80/web/20170511000000/http://www.alwasat.ly:80/news/libya/5?utm_medium=x",
    ],
)
def test_every_spelling_is_one_article(href: str) -> None:
    assert addresses(f'<a href="{href}">{PORT}</a>') == ["https://alwasat.ly/news/libya/5"]


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#",
        "javascript:location='/news/libya/5'",
        "java&#10;script:alert('https://alwasat.ly/news/libya/5')",
        "data:text/html,https://alwasat.ly/news/libya/5",
        "mailto:news@alwasat.ly/news/libya/5",
        "tel:/news/libya/5",
        "ftp://alwasat.ly/news/libya/5",
        "https://example.com/news/libya/5",
        "https://example.com/https://alwasat.ly/news/libya/5",
        "https://example.com/web/2017/https://alwasat.ly/news/libya/5",
        "https://alwasat.ly.example.com/news/libya/5",
        "https://m.alwasat.ly/news/libya/5",
        "https://alwasat.ly@example.com/news/libya/5",
        "https://example.com\\@alwasat.ly/news/libya/5",
        "/\\example.com/news/libya/5",
        "https://alwasat.ly:8080/news/libya/5",
        "https://alwasat.ly:99999/news/libya/5",
        "http://[::1/news/libya/5",
        "/news/libya/0",
        "/news/libya/5/6",
        "/news/libya/\u0665",
        "/news/libya/5\u200f",
        "/web/20170511000000/http://example.com/news/libya/5",
        "/web/20170511000000/javascript:alert(5)",
        f"/news/libya/5?{'x' * 2_000}",
    ],
)
def test_hostile_and_foreign_links_are_no_articles(href: str) -> None:
    read = read_listing(f'<a href="{href}">{PORT}</a><img src="{href}">', SECOND)
    assert (read.articles, read.next_pages, read.sections) == ((), (), ())


def test_links_in_comments_and_scripts_are_not_seen() -> None:
    html = '<!-- <a href="/news/libya/5">x</a> --><script>"<a href=/news/libya/6>x</a>"</script>'
    assert addresses(html) == []


def test_same_number_in_two_spaces_is_two_articles() -> None:
    assert addresses('<a href="/news/libya/5">أ</a><a href="/ar/news/libya/5/">ب</a>') == [
        "https://alwasat.ly/news/libya/5",
        "https://alwasat.ly/ar/news/libya/5/",
    ]


def test_same_number_in_two_sections_is_one_article() -> None:
    assert addresses('<a href="/news/libya/5">أ</a><a href="/news/home/5">ب</a>') == ["https://alwasat.ly/news/libya/5"]


def test_first_position_of_an_article_counts() -> None:
    html = (
        '<a href="/news/libya/1">أ</a><a href="/news/libya/2">ب</a><a href="http://www.alwasat.ly/news/libya/1/">ج</a>'
    )
    positions = [(article.address.site_id, article.position) for article in read_listing(html, SECOND).articles]
    assert positions == [(1, 1), (2, 2)]


# What relative links stand on


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://alwasat.ly/news/sport/", "https://alwasat.ly/news/sport/5"),
        ("/news/economy/", "https://alwasat.ly/news/economy/5"),
        ("/web/2021/https://alwasat.ly/news/health/", "https://alwasat.ly/news/health/5"),
        ("https://example.com/news/sport/", "https://alwasat.ly/news/libya/5"),
        ("javascript:x", "https://alwasat.ly/news/libya/5"),
    ],
)
def test_base_of_a_page_counts_on_the_site_only(base: str, expected: str) -> None:
    assert addresses(f'<base href="{base}"><a href="5">x</a>', "https://alwasat.ly/news/libya/") == [expected]


def test_relative_links_of_an_archived_page_lead_to_the_site() -> None:
    url = "https://web.archive.org/web/20170511000000id_/http://alwasat.ly/ar/news/libya/"
    read = read_listing('<a href="133195">خبر</a><a href="/ar/news/sport/">رياضة</a>', url)
    assert [article.address.url for article in read.articles] == ["https://alwasat.ly/ar/news/libya/133195/"]
    assert read.next_pages == ("http://alwasat.ly/ar/news/libya/?ls-art0=13",)
    assert read.sections == ("http://alwasat.ly/ar/news/sport/",)


# Headlines


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/news/libya/5">  بلدية \n سبها\u200f</a>',
        '<a href="/news/libya/5"><b>بلد</b>ية سبها</a>',
        '<a href="/news/libya/5">بلدية<br>سبها</a>',
        '<a href="/news/libya/5"><div>بلدية</div>سبها</a>',
        '<a href="/news/libya/5"><img src="/a.jpg" alt="بلدية سبها"></a>',
        '<a href="/news/libya/5"><img src="/a.jpg" alt="بلدية سبها تفتتح"></a><a href="/news/libya/5">بلدية سبها</a>',
        '<a href="/news/libya/5" title="بلدية سبها"></a>',
        '<map><area href="/news/libya/5" alt="بلدية سبها"></map>',
        '<a href="/news/libya/5">بلدية</a><p><a href="/news/libya/5/">بلدية سبها</a>',
        '<a href="/news/libya/5">بلدية سبها</a><p><a href="/news/libya/5">اقرأ المزيد</a>',
        '<a href="/news/libya/5"><h3>بلدية سبها</h3><p>افتتحت البلدية مكتبة عامة في الحي</p></a>',
        '<h3><a href="/news/libya/5">بلدية سبها</a></h3><a href="/news/libya/5">افتتحت البلدية مكتبة عامة</a>',
        '<a href="/news/libya/5">اقرأ أيضا: بلدية سبها</a>',
        '<a href="/news/libya/5"><script>var x = "عنوان";</script>بلدية سبها</a>',
    ],
)
def test_best_headline_of_an_article_is_kept(html: str) -> None:
    assert headline(html) == "بلدية سبها"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "المزيد",
        "اقرأ المزيد",
        "إقرأ المزيد »",
        "اقرا المزيد...",
        "اقْرأ المزيد",
        "قراءة المزيد",
        "لقراءة المزيد",
        "لمزيد من التفاصيل",
        "المزيد من التفاصيل",
        "شاهد المزيد",
        "للمزيد",
        "التفاصيل",
        "تابع القراءة",
        "اضغط هنا",
        "Read more",
        "5 تعليقات",
        "تعليقات",
        "12",
        "09:30",
        "»",
        "الإثنين 05 سبتمبر 2016, 05:51 مساء",
        "WTV_Frequency",
        "Atwasat",
        "IMG_0041.JPG",
        "كلمة " * 200,
    ],
)
def test_words_of_a_button_are_no_headline(text: str) -> None:
    assert headline(f'<a href="/news/libya/5">{text}</a>') is None


@pytest.mark.parametrize("text", ["المزيد من الأمطار على الجبل الأخضر", "هنا طرابلس", "شاهد عيان يروي", "سبها", "ا ب"])
def test_headline_that_begins_like_a_button_stays(text: str) -> None:
    assert headline(f'<a href="/news/libya/5">{text}</a>') == text


def test_title_of_a_side_list_is_no_headline() -> None:
    html = '<div class="box"><h3>الأكثر قراءة</h3><div><a href="/news/libya/5">شطرنج</a></div></div>'  # chess
    assert headline(html) == "شطرنج"


def test_short_title_of_a_box_is_no_headline() -> None:
    html = f'<div class="box"><div class="title">شطرنج</div><div><a href="/news/libya/5">{CHESS}</a></div></div>'
    assert headline(html) == CHESS


# What stands in a card


def test_time_belongs_to_the_card_around_it() -> None:
    html = "".join(
        f'<div class="card"><p><a href="/news/libya/{number}">خبر</a></p><p><time>منذ {number} ساعات</time></p></div>'
        for number in (1, 2)
    )
    times = [article.time_text for article in read_listing(f"<div>{html}</div>", SECOND).articles]
    assert times == ["منذ 1 ساعات", "منذ 2 ساعات"]


@pytest.mark.parametrize(
    ("time_element", "expected"),
    [
        ('<time datetime="2017-02-20">أمس</time>', "2017-02-20"),
        ('<time datetime="">20 فبراير  2017</time>', "20 فبراير 2017"),
        ("<time>٢٠ فبراير ٢٠١٧</time>", "٢٠ فبراير ٢٠١٧"),
        ('<span class="date">2017/02/20</span>', "2017/02/20"),
        ('<span class="date">اليوم</span>', None),
        ("<time></time>", None),
        (f"<time>1{'0' * 200}</time>", None),
    ],
)
def test_time_stays_as_it_is_printed(time_element: str, expected: str | None) -> None:
    html = f'<div><a href="/news/libya/5">خبر</a>{time_element}</div>'
    assert [article.time_text for article in read_listing(html, SECOND).articles] == [expected]


def test_first_time_of_an_article_is_kept() -> None:
    html = "".join(f'<p><a href="/news/libya/5">خبر</a><time>{clock}</time></p>' for clock in ("10:30", "11:45"))
    assert [article.time_text for article in read_listing(html, SECOND).articles] == ["10:30"]


def test_facts_between_two_articles_belong_to_neither() -> None:
    html = '<div><a href="/news/libya/1">أ</a><time>10:30</time><img src="/a.jpg"><a href="/news/libya/2">ب</a></div>'
    facts = [(article.time_text, article.image) for article in read_listing(html, SECOND).articles]
    assert facts == [(None, None), (None, None)]


def test_clock_of_the_page_belongs_to_no_article() -> None:
    html = '<body><header><time datetime="2020-01-01">1</time></header><ul><li><a href="/news/libya/1">أ</a></li></ul>'
    assert [article.time_text for article in read_listing(html, SECOND).articles] == [None]


@pytest.mark.parametrize(
    ("img", "expected"),
    [
        ('src="/a.jpg"', "https://alwasat.ly/a.jpg"),
        ('src="https://img.alwasat.ly/a.jpg"', "https://img.alwasat.ly/a.jpg"),
        ('src="/web/2021im_/https://alwasat.ly/a.jpg"', "https://alwasat.ly/a.jpg"),
        ('src="/dots.gif" data-src="/a.jpg"', "https://alwasat.ly/a.jpg"),
        ('src="https://example.com/a.jpg"', None),
        ('src="https://evilalwasat.ly/a.jpg"', None),
        ('src="data:image/png;base64,AAAA"', None),
        ("src", None),
        ("", None),
    ],
)
def test_image_is_an_address_on_the_site(img: str, expected: str | None) -> None:
    html = f'<a href="/news/libya/5"><img {img}>خبر</a>'
    assert [article.image for article in read_listing(html, SECOND).articles] == [expected]


# Bounds


def test_fifty_thousand_links_are_read_in_seconds() -> None:
    html = "".join(f'<a href="/news/libya/{number}"><img src="/{number}.jpg">' for number in range(1, 50_002))
    started = time.perf_counter()
    read = read_listing(html, SECOND)
    assert len(read.articles) == 50_000
    assert read.remarks == ("lists more than 50,000 articles: the rest is left out",)
    assert time.perf_counter() - started < 30


def test_nested_titles_take_no_endless_time() -> None:
    html = '<div class="title"><a href="/news/libya/1">x</a>' * 400 + "<br>" * 150_000
    started = time.perf_counter()
    assert len(read_listing(html, SECOND).articles) == 1
    assert time.perf_counter() - started < 8


def test_markup_beyond_a_browser_is_refused() -> None:
    with pytest.raises(UnreadableCaptureError):
        read_listing("<div>" * 100_000, SECOND)
