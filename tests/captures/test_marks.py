"""What tools write into the pages that they save: whence and when, read back."""

from datetime import UTC, datetime

import pytest
from renderings import layout_saved, layout_single_file
from renderings.articles import ARTICLES
from renderings.articles_of_libya import SOUTH_ROAD

from atwasat_spider.addresses import read_article_address
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.captures.marks import read_marks

URL = "https://alwasat.ly/news/libya/113135"
ADDRESS = read_article_address(URL)
EVENING = datetime(2024, 5, 14, 19, 40, 5, tzinfo=UTC)
HTTRACK = (
    "<!-- Mirrored from alwasat.ly/news/libya/113135 by HTTrack Website Copier/3.x [XR&CO'2014],"
    " Tue, 14 May 2024 19:40:05 GMT -->"
)
PLAIN = b"<!DOCTYPE html><html><body><p>no mark</p></body></html>"


def marks_of(text: str, path: str = "/saved/x.html") -> Circumstances:
    return read_marks(text.encode(), path)


@pytest.mark.parametrize(
    ("mark", "moment"),
    [
        (f"<!-- saved from url=(0036){URL} -->", None),
        (
            f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Tue May 14 2024 21:40:05 GMT+0200\n-->",
            EVENING,
        ),
        (
            HTTRACK,
            EVENING,
        ),
        (
            f"<!-- Saved from {URL} at 2024-05-14T19:40:05Z using monolith v2.8.1 -->",
            EVENING,
        ),
    ],
    ids=["browser", "SingleFile", "HTTrack", "monolith"],
)
def test_mark_says_whence_and_when(mark: str, moment: datetime | None) -> None:
    known = marks_of(f"<!DOCTYPE html>\n{mark}\n<html><body></body></html>")
    assert (known.address, known.captured_at) == (ADDRESS, moment)
    assert known.url in (URL, URL.replace("https:", "http:"))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article.site_id))
def test_layouts_of_saved_pages_name_their_article(article: object) -> None:
    assert isinstance(article, type(SOUTH_ROAD))
    address = read_article_address(article.url)
    assert marks_of(layout_saved.page(article)).address == address
    known = marks_of(layout_single_file.page(article))
    assert (known.address, known.captured_at) == (address, EVENING)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/m/alwasat.ly/news/libya/113135.html", URL),
        ("/m/alwasat.ly/news/libya/113135/index.html", URL),
        ("/m/alwasat.ly/news/libya/113135.htm", URL),
        ("/m/alwasat.ly/news/libya/113135", URL),
        ("/m/www.alwasat.ly/news/libya/113135", "https://www.alwasat.ly/news/libya/113135"),
        ("/m/a.zip/alwasat.ly/news/libya/113135.html", URL),
        ("/m/alwasat.ly/ar/news/libya/133195/index.html", "https://alwasat.ly/ar/news/libya/133195"),
        ("/alwasat.ly/mirror/alwasat.ly/news/libya/113135.html", URL),
    ],
)
def test_folder_with_the_name_of_the_host_says_whence(path: str, url: str) -> None:
    """As wget and HTTrack lay out what they save."""
    known = read_marks(PLAIN, path)
    assert (known.url, known.address) == (url, read_article_address(url))
    assert known.captured_at is None


@pytest.mark.parametrize(
    "path", ["/m/x.html", "/m/example.com/news/libya/113135.html", "/m/notalwasat.ly/news/libya/113135.html"]
)
def test_other_folders_say_nothing(path: str) -> None:
    assert read_marks(PLAIN, path) == Circumstances()


@pytest.mark.parametrize(
    "path", ["/m/alwasat.ly/index.html", "/m/alwasat.ly/section/libya.html", "/alwasat.ly/saved/x.html"]
)
def test_page_that_is_no_article_has_no_address(path: str) -> None:
    assert read_marks(PLAIN, path).address is None


def test_mark_counts_for_more_than_the_folder() -> None:
    known = marks_of(f"<!-- saved from url=(0036){URL} -->", "/m/alwasat.ly/news/libya/1.html")
    assert known.address == ADDRESS


def test_mark_of_another_site_names_no_article() -> None:
    known = marks_of("<!-- saved from url=(0030)https://example.com/news/libya/1 -->")
    assert (known.address, known.url) == (None, "https://example.com/news/libya/1")


@pytest.mark.parametrize(
    "date",
    [
        "Tue May 14 2024 21:40:05",  # no offset: nobody knows where that clock hung
        "Tue May 99 2024 21:40:05 GMT+0200",
        "whenever it was in the year 2024",
    ],
)
def test_date_that_says_too_little_is_none(date: str) -> None:
    known = marks_of(f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: {date}\n-->")
    assert (known.address, known.captured_at) == (ADDRESS, None)


def test_clock_behind_utc_is_reckoned_from_its_offset() -> None:
    text = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Tue May 14 2024 14:10:05 GMT-0530 (x)\n-->"
    assert marks_of(text).captured_at == EVENING


def test_mark_in_the_text_of_an_article_is_none() -> None:
    """Far below the head, where no tool writes: words of the page."""
    text = "<html><body>" + "<p>فقرة</p>" * 2000 + f"<!-- saved from url=(0036){URL} --></body></html>"
    assert marks_of(text) == Circumstances()


def test_mark_of_a_browser_with_windows_line_ends_is_read() -> None:
    """A browser writes its mark with CR LF behind it."""
    assert marks_of(f"<!DOCTYPE html>\r\n<!-- saved from url=(0036){URL} -->\r\n<html>").address == ADDRESS


def test_page_of_another_encoding_is_read_all_the_same() -> None:
    page = f"<!-- saved from url=(0036){URL} -->\r\n<html><body>بوابة</body></html>".encode("windows-1256")
    assert read_marks(page, "/saved/x.html").address == ADDRESS
