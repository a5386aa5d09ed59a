"""Layouts that no reader was written for: the same articles as a careful human reader would read them there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture, find_captures
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.normalization import ArticleRecord, normalize
from renderings import (
    layout_amp,
    layout_bare,
    layout_blog,
    layout_endless,
    layout_fields,
    layout_form,
    layout_gallery,
    layout_logo_heading,
    layout_related_first,
    layout_saved,
    layout_single_file,
    layout_spans,
)
from renderings.articles import ARTICLES
from renderings.inline import plain, seen
from renderings.layout_pieces import inset_headlines
from renderings.written import Written


@dataclass(frozen=True, slots=True)
class Shown:
    """What a layout shows: a file that somebody saved has lost the addresses of its pictures, say."""

    page: Callable[[Written], str]
    own_address: bool = True
    byline_in_one_line: bool = True
    keywords: bool = True
    photo_addresses: bool = True
    related_photos: bool = True


LAYOUTS: dict[str, Shown] = {
    "blog": Shown(layout_blog.page),
    "fields": Shown(layout_fields.page, byline_in_one_line=False),
    "spans": Shown(layout_spans.page),
    "amp": Shown(layout_amp.page),
    "form": Shown(layout_form.page, own_address=False),
    "saved": Shown(layout_saved.page, photo_addresses=False, related_photos=False),
    "single_file": Shown(layout_single_file.page, photo_addresses=False, related_photos=False),
    "gallery": Shown(layout_gallery.page),
    "bare": Shown(layout_bare.page, own_address=False),
    "logo_heading": Shown(layout_logo_heading.page),
    "related_first": Shown(layout_related_first.page),
    "endless": Shown(layout_endless.page),
}
TEXT = {"paragraph", "subheading", "list_item", "table_row"}

each_layout = pytest.mark.parametrize("layout", LAYOUTS)
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article.site_id))


def read(layout: str, article: Written) -> ArticleRecord:
    """Read a page in a layout, of which it is known where it was captured."""
    address = read_article_address(article.url)
    circumstances = Circumstances(address=address, url=article.url)
    capture = Capture("/page", LAYOUTS[layout].page(article).encode(), circumstances, Form.HTML)
    return normalize(read_article(capture), address=address)


def texts(article: Written) -> list[str]:
    """Return what the body says, piece by piece, as one reads it."""
    return [seen(piece).replace("\t", " ") for piece in article.body if piece.kind in TEXT]


@each_layout
@each_article
def test_layout_shows_the_headline(layout: str, article: Written) -> None:
    assert read(layout, article).article.headline == article.headline


@each_layout
@each_article
def test_layout_shows_who_wrote_and_when(layout: str, article: Written) -> None:
    record = read(layout, article)
    assert record.published is not None
    assert (record.published.at, record.published_source) == (article.published, "byline")
    assert record.article.byline is not None
    if LAYOUTS[layout].byline_in_one_line:
        assert record.article.byline == article.byline
    else:
        assert article.signature in record.article.byline
        assert article.printed_date in record.article.byline


@each_layout
@each_article
def test_layout_shows_the_whole_body_only(layout: str, article: Written) -> None:
    assert list(read(layout, article).article.texts) == texts(article)


@each_layout
@each_article
def test_layout_shows_the_keywords(layout: str, article: Written) -> None:
    expected = article.keywords if LAYOUTS[layout].keywords else ()
    assert (read(layout, article).article.keywords or ()) == expected


@each_layout
@each_article
def test_layout_shows_the_related_headlines(layout: str, article: Written) -> None:
    related = [link for link in read(layout, article).related if link.kind == "related"]
    assert [(link.headline, link.target_url) for link in related] == [
        (one.headline, read_article_address(one.url).url) for one in article.related
    ]
    if LAYOUTS[layout].related_photos:
        assert [link.image_url for link in related] == [one.image for one in article.related]


@each_layout
@each_article
def test_layout_shows_the_cross_links(layout: str, article: Written) -> None:
    inset = inset_headlines(article)
    inline = [link.headline for link in read(layout, article).related if link.kind == "inline"]
    named = [plain(piece.text).partition(":")[2].strip() for piece in article.body if piece.kind == "cross_link"]
    assert [headline for headline in inline if headline not in inset] == named


@each_layout
@each_article
def test_layout_shows_the_photos_with_captions(layout: str, article: Written) -> None:
    printed = read(layout, article).article
    photos = [(article.image.url, article.image.printed or "")] if article.image else []
    photos += [(piece.image or "", seen(piece)) for piece in article.body if piece.kind == "caption"]
    shown = [(block.image or "", block.text) for block in printed.blocks if block.kind in ("caption", "image")]
    if LAYOUTS[layout].photo_addresses:
        assert shown == photos
    else:
        assert [caption for _, caption in shown if caption] == [caption for _, caption in photos if caption]


@each_layout
@each_article
def test_layout_shows_the_embedded_posts(layout: str, article: Written) -> None:
    """The address of a post may be written in several ways, its number is in all of them."""
    embeds = [
        (block.link or "").rsplit("/", 1)[-1] for block in read(layout, article).article.blocks if block.kind == "embed"
    ]
    assert embeds == [(piece.link or "").rsplit("/", 1)[-1] for piece in article.body if piece.kind == "embed"]


@pytest.mark.parametrize("layout", [name for name, shown in LAYOUTS.items() if shown.own_address])
@each_article
def test_saved_file_says_its_own_address(layout: str, article: Written, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(LAYOUTS[layout].page(article), encoding="utf-8")
    (source,) = find_captures([file]).sources
    capture = source.load()
    address = normalize(read_article(capture), address=capture.circumstances.address).address
    assert address is not None
    assert address.url == read_article_address(article.url).url


@each_layout
@each_article
def test_layout_gives_no_cause_for_remarks(layout: str, article: Written) -> None:
    assert read(layout, article).remarks == ()
