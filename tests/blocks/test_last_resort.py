"""The last resort: a general library's guess at a body, used only where nothing else reads a page, and remarked."""

import pytest

from atwasat_spider.blocks import Certainty, Kind, read_html
from atwasat_spider.blocks.last_resort import read_by_last_resort
from atwasat_spider.blocks.metadata import Metadata
from atwasat_spider.errors import NotAnArticleError

URL = "https://alwasat.ly/news/libya/400000"
HEADLINE = "افتتاح جسر جديد في درنة بعد أشهر من العمل"  # a new bridge is opened in Derna after months of work
SENTENCE = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم بحضور جمع من أهل المدينة ومن ضيوفها الذين جاؤوا من طبرق."
NEXT = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة، وإن ألفي سيارة تعبره كل يوم بين ضفتي المدينة القديمة."
TEXT = f"<div class='post'><p>{SENTENCE}</p><p>{NEXT}</p></div>"
REMARK = "the page's text was found by the last resort, a general library, and may hold what is not article text"
# No element shows the headline, so neither layout nor labels find where the article begins.
HEAD = f"<meta property='og:type' content='article'><meta property='og:title' content='{HEADLINE}'>"
PAGE = f"<html><head>{HEAD}</head><body>{TEXT}</body></html>"


def test_page_that_nothing_else_reads_is_guessed() -> None:
    page = read_html(PAGE, URL)
    assert (page.reader, page.certainty, page.remarks) == ("trafilatura", Certainty.LOW, (REMARK,))
    assert [(block.kind, block.text) for block in page.blocks] == [
        (Kind.HEADLINE, HEADLINE),
        (Kind.PARAGRAPH, SENTENCE),
        (Kind.PARAGRAPH, NEXT),
    ]


def test_page_that_another_reader_reads_is_not_guessed() -> None:
    page = read_html(PAGE.replace("<body>", f"<body><h1>{HEADLINE}</h1>"), URL)
    assert (page.reader, page.remarks) == ("labels", ())


def test_guess_has_no_byline_and_no_time() -> None:
    page = read_html(PAGE.replace("<body>", "<body><time datetime='2016-09-05'>05:51 مساء</time>"), URL)
    assert page.time is None
    assert Kind.BYLINE not in {block.kind for block in page.blocks}


@pytest.mark.parametrize(
    ("headlines", "headline"),
    [
        ({"title": "د", "microdata": "ج", "opengraph": "ب", "json-ld": "أ"}, "أ"),
        ({"title": "د", "microdata": "ج", "opengraph": "ب"}, "ب"),
        ({"title": "د", "microdata": "ج"}, "ج"),
        ({"title": "د"}, "د"),
    ],
)
def test_headline_is_that_of_the_first_source(headlines: dict[str, str], headline: str) -> None:
    assert read_by_last_resort(PAGE, Metadata(headlines=headlines)).blocks[0].text == headline


def test_headline_is_no_paragraph_too() -> None:
    markup = PAGE.replace("<div class='post'>", f"<div class='post'><p>{SENTENCE[:60]}</p>")
    page = read_by_last_resort(markup, Metadata(headlines={"title": SENTENCE[:60].strip()}))
    assert [block.text for block in page.blocks] == [SENTENCE[:60].strip(), SENTENCE, NEXT]


def test_guess_without_a_headline_is_refused() -> None:
    with pytest.raises(NotAnArticleError, match="has no headline: neither on the page nor in its metadata"):
        read_by_last_resort(PAGE, Metadata())


def test_guess_without_text_is_refused() -> None:
    with pytest.raises(NotAnArticleError, match=f"neither byline nor body: «{HEADLINE}»"):
        read_by_last_resort("<html><body></body></html>", Metadata(headlines={"title": HEADLINE}))


def test_page_too_large_to_guess_is_refused() -> None:
    markup = PAGE + " " * 1_000_001
    with pytest.raises(NotAnArticleError, match=f"with {len(markup)} characters it is too large to guess"):
        read_by_last_resort(markup, Metadata(headlines={"title": HEADLINE}))


def test_unknown_page_that_is_no_article_by_itself_is_not_guessed() -> None:
    with pytest.raises(NotAnArticleError, match="neither byline nor text below a headline"):
        read_html(PAGE.replace("<meta property='og:type' content='article'>", ""), None)


@pytest.mark.parametrize(
    "sign",
    [
        "<meta property='og:type' content='article'>",
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    ],
)
def test_unknown_page_that_calls_itself_an_article_is_guessed(sign: str) -> None:
    markup = PAGE.replace("<head>", f"<head>{sign}<meta property='og:site_name' content='بوابة الوسط'>")
    assert read_html(markup, None).reader == "trafilatura"


def test_guessed_page_shows_whose_it_is_too() -> None:
    with pytest.raises(NotAnArticleError, match="it shows neither an address, a name nor a label of it"):
        read_html(PAGE.replace("<head>", "<head><meta property='og:type' content='article'>"), None)
