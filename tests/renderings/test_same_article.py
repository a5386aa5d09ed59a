"""The same article from every rendering is the same record, and it is what the article says."""

from collections.abc import Callable

import pytest

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.normalization import ArticleRecord, normalize
from renderings.articles import ARTICLES
from renderings.inline import plain, seen
from renderings.modern_hashed import modern_hashed
from renderings.modern_plain import modern_plain
from renderings.newscoop import newscoop
from renderings.text import main_text, whole_page
from renderings.written import Written

LAYOUTS: dict[str, tuple[Callable[[Written], str], str]] = {
    "hashed": (modern_hashed, "labels"),
    "plain": (modern_plain, "labels"),
    "newscoop": (newscoop, "newscoop"),
}
TEXT = {"paragraph", "subheading", "list_item", "table_row"}

each_layout = pytest.mark.parametrize("layout", LAYOUTS)
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.url.rsplit("/", 1)[-1] or "ar")


def read(page: str, article: Written, form: Form) -> ArticleRecord:
    """Read a page of which it is known where it was captured."""
    address = read_article_address(article.url)
    capture = Capture("/page", page.encode(), Circumstances(address=address, url=article.url), form)
    return normalize(read_article(capture), address=address)


def read_layout(layout: str, article: Written) -> ArticleRecord:
    return read(LAYOUTS[layout][0](article), article, Form.HTML)


def texts(article: Written) -> list[str]:
    """Return what the body says, piece by piece, as one reads it."""
    return [seen(piece).replace("\t", " ") for piece in article.body if piece.kind in TEXT]


@each_layout
@each_article
def test_layout_shows_what_was_written(layout: str, article: Written) -> None:
    record = read_layout(layout, article)
    printed = record.article
    assert printed.headline == article.headline
    assert printed.byline == article.byline
    assert record.published is not None
    assert (record.published.at, record.published_source) == (article.published, "byline")
    assert list(printed.texts) == texts(article)
    assert record.address is not None
    assert record.address.url == read_article_address(article.url).url
    assert printed.reader == LAYOUTS[layout][1]
    assert printed.certainty == "high"


@each_layout
@each_article
def test_layout_shows_keywords_and_related_headlines(layout: str, article: Written) -> None:
    record = read_layout(layout, article)
    assert (record.article.keywords or ()) == article.keywords
    shown = [(link.headline, link.target_url, link.image_url) for link in record.related if link.kind == "related"]
    assert shown == [(link.headline, read_article_address(link.url).url, link.image) for link in article.related]
    inline = [link.headline for link in record.related if link.kind == "inline"]
    named = [plain(piece.text).partition(":")[2].strip() for piece in article.body if piece.kind == "cross_link"]
    assert inline == named


@each_layout
@each_article
def test_layout_shows_pictures_and_embedded_posts_in_their_order(layout: str, article: Written) -> None:
    printed = read_layout(layout, article).article
    photos = [(article.image.url, article.image.printed)] if article.image else []
    photos += [(piece.image, seen(piece)) for piece in article.body if piece.kind == "caption" and piece.image]
    shown = [(block.image, block.text or None) for block in printed.blocks if block.kind in ("caption", "image")]
    assert shown == photos
    assert printed.image_url == (article.image.url if article.image else printed.image_url)
    embeds = [block.link for block in printed.blocks if block.kind == "embed"]
    assert embeds == [piece.link for piece in article.body if piece.kind == "embed"]


@each_layout
@each_article
def test_layout_has_nothing_to_look_at(layout: str, article: Written) -> None:
    assert read_layout(layout, article).remarks == ()


@each_layout
@each_article
def test_text_and_html_are_one_revision(layout: str, article: Written) -> None:
    from_html = read_layout(layout, article)
    from_text = read(whole_page(article), article, Form.TEXT)
    from_main_text = read(main_text(article), article, Form.TEXT)
    assert from_text.content_hash == from_main_text.content_hash
    if not any(
        piece.kind in ("embed", "caption") and seen(piece) for piece in article.body
    ):  # as text, both read as body
        assert from_html.content_hash == from_text.content_hash
    assert from_html.byline == from_text.byline
    assert from_html.published == from_text.published
    assert [link.headline_key for link in from_html.related] == [link.headline_key for link in from_text.related]
