"""What a page says of itself to machines: JSON-LD, OpenGraph, microdata, ``<title>``, ``<link rel=canonical>``.

Nothing here outranks what a reader sees. Where a fact is not printed it is taken from here, in the order of
``SOURCES``; where it is printed and contradicts, that is reported.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from atwasat_spider.characters import clean

JSON_LD, OPENGRAPH, MICRODATA, TITLE = "json-ld", "opengraph", "microdata", "title"
SOURCES = (JSON_LD, OPENGRAPH, MICRODATA, TITLE)  # the order of precedence

_LONGEST_JSON = 500_000  # characters
_MOST_VALUES = 5_000
_MOST_NODES, _MOST_ELEMENTS = 500, 20  # of a page; one has some thirty
_MOST_REMARKS = 3
_LONGEST_VALUE = 2_000
# « - بوابة الوسط», « | alwasat.ly»: the site's name behind a title
_NAME = r"(?:بوابة الوسط|الوسط|alwasat(?:\.ly)?|atwasat)"
_SITE = re.compile(_NAME, re.IGNORECASE)
_SITE_SUFFIX = re.compile(rf"\s*[-–—|:»]\s*{_NAME}\s*$", re.IGNORECASE)
_SITE_PREFIX = re.compile(rf"^{_NAME}\s*[-–—|:»]\s*", re.IGNORECASE)
_MOST_BREADCRUMBS = 20
_OF_DOCUMENT = 'script[type="application/ld+json"], meta[content], link[rel=canonical][href], title'
_OF_ELEMENTS = "[itemprop=headline], [itemprop=datePublished]:not(meta)"
_BREADCRUMBS = "[class*=breadcrumb] a[href], nav[aria-label*=breadcrumb i] a[href], [itemtype$=BreadcrumbList] a[href]"


@dataclass(slots=True)
class Metadata:
    """Facts by source; texts are cleaned, times and addresses are as printed.

    ``remarks`` are sentences about metadata that cannot be read.
    """

    canonical: list[str] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] | None = None
    words: tuple[str, ...] = ()  # of <meta name=keywords>
    tags: tuple[str, ...] = ()  # OpenGraph's keywords
    site_name: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    has_site_title: bool = False  # «بوابة الوسط | أخبار ليبيا» may be the title of every page
    remarks: tuple[str, ...] = ()


def read_metadata(tree: LexborHTMLParser, *, has_microdata: bool = True) -> Metadata:
    """Read the metadata of a page; what is malformed is left out and remarked."""
    found = Metadata()
    elements = tree.css(_OF_ELEMENTS)[:_MOST_ELEMENTS] if has_microdata else ()
    for node in (*tree.css(_OF_DOCUMENT)[:_MOST_NODES], *elements):
        if node.tag == "link":
            found.canonical.append((node.attributes["href"] or "").strip()[:_LONGEST_VALUE])
        elif node.tag == "title":
            title = clean(node.text())
            _put(found.headlines, TITLE, without_site(title))
            found.has_site_title = found.has_site_title or _SITE_PREFIX.match(title) is not None
        elif node.tag == "script":
            _read_json_ld(node.text(), found)
        elif node.tag == "meta":
            _read_meta(node.attributes, found)
        elif node.attributes["itemprop"] == "headline" and MICRODATA in found.headlines:
            continue
        elif node.attributes["itemprop"] == "headline":
            _put(found.headlines, MICRODATA, node.attributes.get("content") or node.text())
        else:
            _put(found.published, MICRODATA, node.attributes.get("datetime"))
    found.keywords = found.keywords or tuple(dict.fromkeys((*found.words, *found.tags))) or None
    return found


def read_breadcrumbs(tree: LexborHTMLParser, metadata: Metadata) -> tuple[str, ...]:
    """Return the addresses of the breadcrumbs, from the outermost on: those of JSON-LD, then those that are shown."""
    links = (node.attributes["href"] for node in tree.css(_BREADCRUMBS)[:_MOST_BREADCRUMBS])
    return (*metadata.breadcrumbs, *(link for link in links if link))


def without_site(title: str) -> str:
    """Return a title without the site's name behind or before it: nothing of one that is no more than the name."""
    title = clean(title)
    return "" if _SITE.fullmatch(title) else _SITE_PREFIX.sub("", _SITE_SUFFIX.sub("", title))


def _read_meta(attributes: Mapping[str, str | None], found: Metadata) -> None:
    name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
    content = attributes.get("content") or ""
    if name in ("og:title", "twitter:title"):
        _put(found.headlines, OPENGRAPH, without_site(content))
    elif name in ("article:published_time", "og:article:published_time"):
        _put(found.published, OPENGRAPH, content)
    elif name == "datepublished":
        _put(found.published, MICRODATA, content)
    elif name in ("og:image", "og:image:url", "twitter:image"):
        _put_address(found.images, OPENGRAPH, content)
    elif name == "og:url":
        found.canonical.append(content.strip()[:_LONGEST_VALUE])
    elif name == "og:site_name":
        found.site_name = found.site_name or clean(content)
    elif name == "og:type":
        found.types |= {content.strip().lower()}
    elif name in ("keywords", "news_keywords") and content:
        found.words = found.words or split_keywords(content)
    elif name == "article:tag" and content:
        found.tags = (*found.tags, clean(content))


def split_keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a list that commas of either script separate."""
    return tuple(word for part in re.split("[,،]", text) if (word := clean(part)))


def _put(facts: dict[str, str], source: str, value: str | None) -> None:
    """Keep the first value of a source."""
    value = clean(value or "")[:_LONGEST_VALUE]
    if value:
        facts.setdefault(source, value)


def _put_address(facts: dict[str, str], source: str, value: str) -> None:
    """Keep the first address of a source as printed: without an invisible character it would be another."""
    if value.strip() and len(value) <= _LONGEST_VALUE:
        facts.setdefault(source, value.strip())


def _read_json_ld(text: str, found: Metadata) -> None:
    if len(text) > _LONGEST_JSON:
        _remark(found, f"its JSON-LD has {len(text)} characters and was not read")
        return
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        _remark(found, f"its JSON-LD cannot be read: {str(error)[:80]}")
        return
    for thing in _things(value):
        kind = str(thing.get("@type"))
        if "Article" in kind or "BlogPosting" in kind:
            _read_article(thing, found)
        elif "BreadcrumbList" in kind:
            found.breadcrumbs = tuple(link for item in _list(thing.get("itemListElement")) if (link := _link(item)))
        elif "WebPage" in kind and isinstance(thing.get("url"), str):
            found.canonical.append(thing["url"][:_LONGEST_VALUE])


def _remark(found: Metadata, sentence: str) -> None:
    if len(found.remarks) < _MOST_REMARKS:
        found.remarks = (*found.remarks, sentence)


def _things(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a document, those of its ``@graph`` too, without recursion."""
    waiting, seen = deque([value]), 0
    while waiting and seen < _MOST_VALUES:
        seen += 1
        each = waiting.popleft()
        if isinstance(each, list):
            waiting.extend(each[:_MOST_VALUES])
        elif isinstance(each, dict):
            yield each
            waiting.extend(each[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in each)


def _read_article(thing: dict[str, Any], found: Metadata) -> None:
    found.types |= {"article"}
    for name, facts in (("headline", found.headlines), ("datePublished", found.published)):
        if isinstance(thing.get(name), str):
            _put(facts, JSON_LD, thing[name] if name == "datePublished" else without_site(thing[name]))
    for image in _list(thing.get("image")):
        address = image.get("url") if isinstance(image, dict) else image
        if isinstance(address, str):
            _put_address(found.images, JSON_LD, address)
    publisher = thing.get("publisher")
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        found.site_name = found.site_name or clean(publisher["name"])[:_LONGEST_VALUE] or None
    words = thing.get("keywords")
    if isinstance(words, str):
        found.keywords = split_keywords(words)
    elif isinstance(words, list):
        found.keywords = tuple(clean(word) for word in words if isinstance(word, str))
    page = thing.get("mainEntityOfPage")
    for address in (thing.get("url"), page.get("@id") if isinstance(page, dict) else page):
        if isinstance(address, str) and "/" in address:
            found.canonical.append(address.strip()[:_LONGEST_VALUE])


def _list(value: Any) -> list[Any]:
    every = value if isinstance(value, list) else [value]
    return [each for each in every[:50] if isinstance(each, str | dict)]


def _link(item: Any) -> str | None:
    """Return the address of a breadcrumb."""
    target = item.get("item") if isinstance(item, dict) else None
    target = target.get("@id") or target.get("url") if isinstance(target, dict) else target
    return target[:_LONGEST_VALUE] if isinstance(target, str) else None
