"""A fuzz target over the readers of bytes: whatever they are given is read or refused with an error of ours.

Run: ``python fuzz/readers.py -max_total_time=300 -artifact_prefix=.fuzz/ .fuzz/readers``; the folder of the corpus is
filled from ``seeds/`` and the layouts of ``tests/renderings`` where it is empty.
"""

import io
import random
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["atwasat_spider"]):
    from atwasat_spider.articles.article import Article
    from atwasat_spider.articles.assembly import assemble
    from atwasat_spider.blocks import read_html
    from atwasat_spider.blocks.feeds import read_feed
    from atwasat_spider.blocks.listings import read_listing
    from atwasat_spider.blocks.sitemaps import read_sitemap, sitemaps_of_robots
    from atwasat_spider.captures import decode
    from atwasat_spider.captures.encoding import decode_html
    from atwasat_spider.captures.mhtml import read_mhtml
    from atwasat_spider.captures.warc import read_warc
    from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
    from atwasat_spider.normalization import normalize

ARTICLE = "https://alwasat.ly/news/libya/400000"
LISTING = "https://alwasat.ly/section/libya"
ENDINGS = (".html", ".txt", ".warc", ".warc.gz", ".mhtml", ".xml")
# What a page declares, and what a page is made of; a mutation of bytes alone finds few of them.
TYPES = (
    None,
    "text/html",
    "text/html; charset=windows-1256",
    "text/html; charset=iso-8859-6",
    "text/html; charset=hex",
)
PIECES = (
    "<h1>", "</h1>", "<p>", "</p>", "<div>", "</div>", "<a href=/news/libya/1>", "</a>", "<img src=/a alt=غ>",
    "<br>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "<figure>", "<figcaption>",
    "<time datetime=2016-09-05>", "<title>", "</title>", "<script>", "</script>", "<!--", "-->", "<form>",
    "<aside>", "<iframe src=/x>", "<b>", "<script type=application/ld+json>", '{"@type":"NewsArticle",',
    '"image":{"url":', '"headline":', "[", "]", "{", "}", "<meta property=og:title content=",
    "<link rel=canonical href=https://alwasat.ly/news/libya/2>", "<svg>", "</b>", "<i itemprop=headline>",
    "<i role=row>", "<i role=cell>", "<div class=art-content>", "<template>", "<select>", "<p hidden>",
    "<a rel=next>", "غات - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء", "غات", "بوابة الوسط", "تعليقات",
    "افتتحت بلدية غات مهرجان التمور السنوي صباح اليوم.", "عناوين ذات صلة", "كلمات مفتاحية: غات، تمور", "المزيد",
    "اقرأ أيضًا: ", "(بوابة الوسط)", '"', ":", "<rss>", "<item>", "<link>", "</link>", "<urlset>", "<url>",
    "<loc>", "</loc>", "Sitemap: ", "\n", " ", ",", "\x00", "&#0;",
)  # fmt: skip


def article(markup: str, url: str | None) -> Article:
    """Read a page and put it in its normal form."""
    read = assemble(read_html(markup, url))
    normalize(read, address=read.address, zone="Africa/Tripoli", captured_at=None)
    assert read.headline, ascii(markup)
    return read


def html(data: bytes) -> None:
    """The first byte says what the server declares and whether the address is known."""
    markup = decode_html(data[1:], TYPES[data[0] % len(TYPES)] if data else None)
    url = ARTICLE if data[:1] < b"\x80" else None
    assert article(markup, url) == article(markup, url), ascii(markup)


def pieces(data: bytes) -> None:
    """Each byte is the number of a piece of a page."""
    markup = "".join(PIECES[byte % len(PIECES)] for byte in data)
    read_listing(markup, LISTING)
    read_sitemap(markup.encode(), LISTING)
    article(markup, None)


def listing(data: bytes) -> None:
    """A listing's addresses are on the site."""
    found = read_listing(decode_html(data), LISTING)
    assert all("alwasat.ly" in address for address in (*found.next_pages, *found.sections)), data


def warc(data: bytes) -> None:
    """Offsets of a file's records grow."""
    offsets = [item.offset for item in read_warc(io.BytesIO(data), "/crawl.warc")]
    assert offsets == sorted(offsets), data


def robots(data: bytes) -> None:
    """The sitemaps that a ``robots.txt`` names."""
    sitemaps_of_robots(decode(data))


READERS: tuple[Callable[[bytes], object], ...] = (
    html,
    pieces,
    listing,
    lambda data: read_feed(data, "https://alwasat.ly/feed"),
    lambda data: read_sitemap(data, "https://alwasat.ly/sitemap.xml"),
    warc,
    robots,
    read_mhtml,
)


def test_one_input(data: bytes) -> None:
    """Give the bytes behind the first to the reader that the first byte names; any error but ours is a finding."""
    if not data:
        return
    try:
        READERS[data[0] % len(READERS)](data[1:])
    except (UnreadableCaptureError, NotAnArticleError):
        return


def fill(corpus: Path) -> None:
    """Put the seeds and synthetic pages into a folder, once for each reader that takes such bytes."""
    from renderings import layout_amp, layout_bare, layout_blog, layout_fields, layout_form, layout_spans
    from renderings.articles import ARTICLES
    from renderings.modern_hashed import modern_hashed
    from renderings.newscoop import newscoop

    corpus.mkdir(parents=True, exist_ok=True)
    if any(corpus.iterdir()):
        return
    layouts = [newscoop, modern_hashed]
    layouts += [
        layout.page for layout in (layout_amp, layout_bare, layout_blog, layout_fields, layout_form, layout_spans)
    ]
    found = [layout(ARTICLES[number]).encode() for number, layout in enumerate(layouts)]
    found += [path.read_bytes() for path in (ROOT / "seeds").rglob("*") if path.name.endswith(ENDINGS)]
    for number, payload in enumerate(found):
        for reader in range(len(READERS)):
            declared = b"\0" * (READERS[reader] is html)
            (corpus / f"{number:03}-{reader}").write_bytes(bytes([reader]) + declared + payload[:50_000])
    choose = random.Random(1)  # noqa: S311 - a corpus, no secret
    for number in range(50):
        (corpus / f"pieces-{number:02}").write_bytes(bytes([1]) + choose.randbytes(60))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        if not argument.startswith("-"):
            fill(Path(argument))
            break
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
