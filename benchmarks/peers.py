"""The readers that the benchmarks compare, each as its own users would call it, and what they say in one form.

Fundus reads a site by a parser that somebody wrote for its layout; ``HashedLayout`` is such a parser for the layout of
``renderings.modern_hashed``. trafilatura and newspaper4k read any page. Nothing here touches the network.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import newspaper
from fundus.parser import ArticleBody, BaseParser, Image, ParserProxy, attribute
from fundus.parser.utility import (
    extract_article_body_with_selector,
    generic_author_parsing,
    generic_date_parsing,
    generic_topic_parsing,
    image_extraction,
)
from lxml.etree import XPath
from trafilatura import bare_extraction
from trafilatura.settings import Document

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from renderings.class_names import css

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.errors import NotAnArticleError
from atwasat_spider.normalization import ArticleRecord, normalize

Links = tuple[tuple[str, str], ...]

_BODY = f"//main//div[@class='{css('body')}']"
_NAME_ENDS = re.compile("[،,;]")
_WITH_TIME = {"original_date": True, "extensive_search": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tool says of a page; ``published`` is aware, ``related`` is ``None`` where the tool has no such field."""

    headline: str | None = None
    published: datetime | None = None
    day: date | None = None
    credited: frozenset[str] = frozenset()
    related: Links | None = None
    words: tuple[str, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a body, whatever stands between them: white space, the marks of lists and tables."""
    return tuple(word for word in text.replace("|", " ").split() if word.strip("-"))


def names_in(text: str | None) -> frozenset[str]:
    """Return the names of a list in one line."""
    return frozenset(name.strip() for name in _NAME_ENDS.split(text or "") if name.strip())


def reading_of(
    headline: str | None,
    moment: datetime | None,
    credited: Iterable[str],
    text: str | None,
    related: Iterable[tuple[str, str]] | None = None,
) -> Reading:
    """Return what a tool said; a moment without a zone is a day and no more."""
    return Reading(
        headline,
        moment if moment and moment.tzinfo else None,
        moment.date() if moment else None,
        frozenset(credited),
        None if related is None else tuple(related),
        words_of(text or ""),
    )


# This project


def our_record(payload: bytes, url: str) -> ArticleRecord:
    """Read a page from the bytes that a crawler saved."""
    address = read_article_address(url)
    circumstances = Circumstances(address=address, url=url, content_type="text/html; charset=utf-8")
    return normalize(read_article(Capture("page", payload, circumstances, Form.HTML)), address=address)


def read_by_us(html: str, url: str) -> Reading:
    try:
        record = our_record(html.encode(), url)
    except NotAnArticleError:
        return Reading(related=())
    published, byline = record.published, record.byline
    related = [(link.headline, link.target_url or "") for link in record.related if link.kind == "related"]
    names = names_in((byline.reporter or byline.source) if byline else None)
    moment = published.at if published else None
    reading = reading_of(record.article.headline, moment, names, record.article.body, related)
    return reading if published and published.precision == "minute" else replace(reading, published=None)


# Fundus


class HashedText(BaseParser):
    """What the hashed layout says in words: linked data and OpenGraph where they agree with it, else class names."""

    _paragraph_selector = XPath(f"{_BODY}/p[not(strong/a)] | {_BODY}/ul/li | {_BODY}//th | {_BODY}//td")
    _subheadline_selector = XPath(f"{_BODY}/h2")
    _byline_selector = XPath(f"string(//main//span[@class='{css('signature')}'])")
    _before_name = re.compile(r"^.*:\s|^.*\s[-–]\s|\)$")
    _related_selector = XPath("//main//section[h2='عناوين ذات صلة']//article/a")

    @attribute
    def title(self) -> str | None:
        return self.precomputed.ld.bf_search("headline") or self.precomputed.meta.get("og:title")

    @attribute
    def publishing_date(self) -> datetime | None:
        printed = self.precomputed.ld.bf_search("datePublished")
        return generic_date_parsing(printed or self.precomputed.meta.get("article:published_time"))

    @attribute
    def authors(self) -> list[str]:
        byline = self._byline_selector(self.precomputed.doc)
        return generic_author_parsing(byline, split_on=["،"], substitution_pattern=self._before_name)

    @attribute
    def topics(self) -> list[str]:
        return generic_topic_parsing(self.precomputed.ld.bf_search("keywords"))

    @attribute
    def body(self) -> ArticleBody | None:
        return extract_article_body_with_selector(
            self.precomputed.doc,
            paragraph_selector=self._paragraph_selector,
            subheadline_selector=self._subheadline_selector,
        )

    @attribute(validate=False)
    def related(self) -> list[tuple[str, str]]:
        links = self._related_selector(self.precomputed.doc)
        return [(link.text_content().strip(), link.get("href")) for link in links]


class HashedTextLayout(ParserProxy):
    """The layout without its pictures: less than Fundus asks of a parser, and less than this project reads."""

    V1 = HashedText


class HashedLayout(ParserProxy):
    """A parser for the hashed layout, written by hand as those of Fundus are: nearly all of them read pictures."""

    class V1(HashedText):
        @attribute
        def images(self) -> list[Image]:
            return image_extraction(
                doc=self.precomputed.doc,
                paragraph_selector=self._paragraph_selector,
                image_selector=XPath("//main//figure//img"),
                lower_boundary_selector=XPath("//main//section"),
                caption_selector=XPath("./ancestor::figure/figcaption/text()[1]"),
                author_selector=XPath(f"./ancestor::figure//span[@class='{css('credit')}']"),
            )


fundus_parser = HashedLayout()()
fundus_text_parser = HashedTextLayout()()


def read_by_fundus(html: str, _url: str) -> Reading:
    said = fundus_parser.parse(html, error_handling="suppress")
    related = [(headline, read_article_address(url).url) for headline, url in said["related"]]
    return reading_of(said["title"], said["publishing_date"], said["authors"], str(said["body"] or ""), related)


# Readers for any page


def read_by_trafilatura(html: str, url: str) -> Reading:
    said = bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(_WITH_TIME)
    )
    if not isinstance(said, Document):
        return Reading()
    moment = datetime.fromisoformat(said.date) if said.date else None
    return reading_of(said.title, moment, names_in(said.author), said.text)


def read_by_newspaper(html: str, url: str) -> Reading:
    said = newspaper.Article(url, language="ar", fetch_images=False)
    said.download(input_html=html)
    try:
        said.parse()
    except newspaper.ArticleException:
        return Reading()
    return reading_of(said.title, said.publish_date, said.authors, said.text)
