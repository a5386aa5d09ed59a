"""Feeds in RSS 2.0, RSS 1.0 and Atom, read as lists of articles."""

import gzip
import time
from pathlib import Path

import pytest

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.blocks.feeds import read_feed
from atwasat_spider.blocks.listing import ListedArticle, Listing
from atwasat_spider.errors import UnreadableCaptureError

URL = "https://alwasat.ly/rss"
# The municipality of Sebha opens a library; the port of Tobruk receives three ships.
LIBRARY = "بلدية سبها تفتتح مكتبة عامة"
PORT = "ميناء طبرق يستقبل ثلاث سفن"


def rss(items: str, channel: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>بوابة الوسط</title>'
        f"<link>https://alwasat.ly/</link>{channel}{items}</channel></rss>"
    ).encode()


def atom(entries: str, attributes: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>الوسط</title>{entries}</feed>'.encode()


def item(inner: str) -> str:
    return f"<item><link>https://alwasat.ly/news/libya/5</link>{inner}</item>"


def only(listing: Listing) -> ListedArticle:
    (article,) = listing.articles
    return article


def site_ids(listing: Listing) -> list[int]:
    return [article.address.site_id for article in listing.articles]


# The three formats


def test_rss_feed_is_read_whole() -> None:
    feed = rss(
        f"<item><title>{LIBRARY}</title><link>https://alwasat.ly/news/libya/300103</link>"
        "<pubDate>Mon, 05 Oct 2020 14:51:00 +0200</pubDate>"
        '<enclosure url="https://alwasat.ly/thumb/7.jpg" type="image/jpeg" length="1"/></item>'
        f"<item><title><![CDATA[ {PORT} ]]></title><link>\n http://www.alwasat.ly/news/economy/300102/?utm_source=rss\n"
        "</link></item>"
    )
    assert read_feed(feed, URL) == Listing(
        (
            ListedArticle(
                ArticleAddress("news", 300103, "libya"),
                1,
                LIBRARY,
                "Mon, 05 Oct 2020 14:51:00 +0200",
                "https://alwasat.ly/thumb/7.jpg",
            ),
            ListedArticle(ArticleAddress("news", 300102, "economy"), 2, PORT, None, None),
        ),
        (),
        (),
        (),
    )


def test_rdf_feed_is_read_whole() -> None:
    feed = f"""<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://alwasat.ly/rss"><items><rdf:Seq>
      <rdf:li rdf:resource="https://alwasat.ly/news/libya/1"/></rdf:Seq></items></channel>
    <item rdf:about="https://alwasat.ly/ar/news/libya/1/"><title>{LIBRARY}</title>
      <link>https://alwasat.ly/ar/news/libya/1/</link><dc:date>2017-02-20T11:32:00+02:00</dc:date></item>
    <item rdf:about="https://alwasat.ly/ar/news/libya/2/"><title>{PORT}</title></item></rdf:RDF>"""
    assert read_feed(feed.encode(), URL).articles == (
        ListedArticle(ArticleAddress("ar/news", 1, "libya"), 1, LIBRARY, "2017-02-20T11:32:00+02:00", None),
        ListedArticle(ArticleAddress("ar/news", 2, "libya"), 2, PORT, None, None),
    )


def test_atom_feed_is_read_whole() -> None:
    feed = atom(
        f"<entry><title>{LIBRARY}</title><id>tag:alwasat.ly,2020:300103</id>"
        '<link rel="replies" href="https://alwasat.ly/news/libya/9"/>'
        '<link rel="alternate" type="text/html" href="https://alwasat.ly/news/libya/300103"/>'
        '<link rel="enclosure" type="image/png" href="/thumb/7.png"/>'
        "<updated>2020-10-06T08:00:00Z</updated><published>2020-10-05T14:51:00+02:00</published></entry>"
        f'<entry><title>{PORT}</title><link href="/news/libya/300102"/><updated>2020-10-05T09:00:00Z</updated></entry>'
    )
    assert read_feed(feed, URL).articles == (
        ListedArticle(
            ArticleAddress("news", 300103, "libya"),
            1,
            LIBRARY,
            "2020-10-05T14:51:00+02:00",
            "https://alwasat.ly/thumb/7.png",
        ),
        ListedArticle(ArticleAddress("news", 300102, "libya"), 2, PORT, "2020-10-05T09:00:00Z", None),
    )


# Titles


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<![CDATA[<b>بلدية</b> سبها]]>", "بلدية سبها"),
        ("&lt;b&gt;بلد&lt;/b&gt;ية سبها", "بلدية سبها"),
        ("<![CDATA[بلدية&nbsp;سبها]]>", "بلدية سبها"),
        ("<![CDATA[«الوسط» &amp; «الشرق»]]>", "«الوسط» & «الشرق»"),
        ("الوسط &amp; الشرق", "الوسط & الشرق"),
        ("النفط &lt; 50 دولارا", "النفط < 50 دولارا"),
        ("\u200fبلدية \n سبها", "بلدية سبها"),
        ("", None),
        ("المزيد", None),
        ("<![CDATA[<img src='/x.gif'>]]>", None),
    ],
)
def test_title_of_an_item_is_its_text(title: str, expected: str | None) -> None:
    assert only(read_feed(rss(item(f"<title>{title}</title>")), URL)).headline == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title>قالوا &lt;b&gt; فقط</title>", "قالوا <b> فقط"),
        ('<title type="text">قالوا &lt;b&gt; فقط</title>', "قالوا <b> فقط"),
        ('<title type="html">بلدية &lt;b&gt;سبها&lt;/b&gt;</title>', "بلدية سبها"),
        ('<title type="html"><![CDATA[بلدية <b>سبها</b>]]></title>', "بلدية سبها"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">بلدية <b>سبها</b></div></title>',
            "بلدية سبها",
        ),
    ],
)
def test_title_of_an_entry_says_what_it_is(title: str, expected: str) -> None:
    assert only(read_feed(atom(f'<entry><link href="/news/libya/5"/>{title}</entry>'), URL)).headline == expected


def test_title_of_another_vocabulary_is_not_taken() -> None:
    inner = f"<media:title>صورة</media:title><title>{PORT}</title>"  # a picture
    assert only(read_feed(rss(item(inner)), URL)).headline == PORT


# Addresses


@pytest.mark.parametrize(
    "inner",
    [
        "<link>/news/libya/5</link>",
        "<link>https://example.com/5</link><guid>https://alwasat.ly/news/libya/5</guid>",
        '<guid isPermaLink="true">https://alwasat.ly/news/libya/5</guid>',
        '<link>x</link><atom:link href="https://alwasat.ly/news/libya/5"/>',
        "<link>https://web.archive.org/web/2021/https://alwasat.ly/news/libya/5</link>",
    ],
)
def test_article_of_an_item_is_found(inner: str) -> None:
    assert site_ids(read_feed(rss(f"<item>{inner}</item>"), URL)) == [5]


@pytest.mark.parametrize(
    "inner",
    [
        "<title>x</title>",
        "<link>https://example.com/news/libya/5</link>",
        '<guid isPermaLink="false">https://alwasat.ly/news/libya/5</guid>',
        '<atom:link rel="related" href="https://alwasat.ly/news/libya/5"/>',
        "<link>javascript:alert('https://alwasat.ly/news/libya/5')</link>",
        "<source><link>https://alwasat.ly/news/libya/5</link></source>",
        "<description>https://alwasat.ly/news/libya/5</description>",
    ],
)
def test_item_without_article_is_remarked(inner: str) -> None:
    read = read_feed(rss(f"<item>{inner}</item>{item('')}"), URL)
    assert site_ids(read) == [5]
    assert [remark.split(",")[0] for remark in read.remarks] == ["1 entries are no articles of the site"]


@pytest.mark.parametrize(
    ("attributes", "entry", "expected"),
    [
        ('xml:base="https://alwasat.ly/news/libya/"', '<entry><link href="5"/></entry>', "news/libya/5"),
        ('xml:base="/news/"', '<entry xml:base="sport/"><link href="5"/></entry>', "news/sport/5"),
        ("", '<entry><link xml:base="/ar/news/libya/" href="5"/></entry>', "ar/news/libya/5/"),
        ('xml:base="https://example.com/news/x/"', '<entry><link href="/news/libya/5"/></entry>', "news/libya/5"),
    ],
)
def test_relative_links_stand_on_xml_base(attributes: str, entry: str, expected: str) -> None:
    assert only(read_feed(atom(entry, attributes), URL)).address.url == f"https://alwasat.ly/{expected}"


def test_article_listed_twice_counts_once() -> None:
    read = read_feed(rss(item("<title>سبها</title>") + item(f"<title>{LIBRARY}</title>")), URL)
    assert (only(read).headline, only(read).position) == (LIBRARY, 1)


# Pictures and further pages


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<enclosure url="/a.jpg" type="image/jpeg"/>', "https://alwasat.ly/a.jpg"),
        ('<enclosure url="/a.mp3" type="audio/mpeg"/>', None),
        ('<media:content url="/a.jpg" medium="image"/>', "https://alwasat.ly/a.jpg"),
        ('<media:group><media:content url="/a.jpg" type="image/png"/></media:group>', "https://alwasat.ly/a.jpg"),
        ('<media:thumbnail url="/a.jpg"/>', "https://alwasat.ly/a.jpg"),
        ('<description>&lt;p&gt;&lt;img src="/a.jpg"&gt;</description>', "https://alwasat.ly/a.jpg"),
        ('<content:encoded><![CDATA[<img src="/a.jpg">]]></content:encoded>', "https://alwasat.ly/a.jpg"),
        ('<media:thumbnail url="https://example.com/a.jpg"/>', None),
        (f"<description>&lt;img src='/a.jpg'&gt;{'&lt;div&gt;' * 6_000}</description>", None),
    ],
)
def test_picture_of_an_item_is_found(inner: str, expected: str | None) -> None:
    assert only(read_feed(rss(item(inner)), URL)).image == expected


@pytest.mark.parametrize(
    ("rel", "href", "expected"),
    [
        ("next", "/rss?page=2", ("https://alwasat.ly/rss?page=2",)),
        ("prev-archive", "/rss/2020-09", ("https://alwasat.ly/rss/2020-09",)),
        ("self", "/rss?page=2", ()),
        ("next", "/rss", ()),
        ("next", "https://example.com/rss?page=2", ()),
    ],
)
def test_feed_leads_on_as_rfc_5005_says(rel: str, href: str, expected: tuple[str, ...]) -> None:
    link = f'link rel="{rel}" href="{href}"/>'
    assert read_feed(rss("", f"<atom:{link}"), URL).next_pages == expected
    assert read_feed(atom(f"<{link}"), URL).next_pages == expected


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_xml_declaration_names_the_encoding(encoding: str) -> None:
    feed = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel>{item(f"<title>{PORT}</title>")}</channel></rss>'
    read = read_feed(feed.encode(encoding), URL)
    assert (only(read).headline, read.remarks) == (PORT, ())


def test_gzipped_feed_is_read() -> None:
    assert site_ids(read_feed(gzip.compress(rss(item("")), mtime=0), URL)) == [5]


# Damage


def test_cut_feed_keeps_what_is_whole() -> None:
    feed = rss(f"{item(f'<title>{LIBRARY}</title>')}<item><link>https://alwasat.ly/news/libya/1325")
    cut = feed[: feed.index(b"/1325") + 4]
    read = read_feed(cut, URL)
    assert site_ids(read) == [5]
    (remark,) = read.remarks
    assert remark.startswith("damaged XML")
    assert "line 1" in remark


@pytest.mark.parametrize("fault", ["سبها & طبرق", "سبها &nbsp; طبرق", "سبها \x08 طبرق", "<![CDATA[سبها \x08 & طبرق]]>"])
def test_usual_faults_of_feeds_are_mended(fault: str) -> None:
    later = "<item><link>https://alwasat.ly/news/libya/6?a=1&amp;b=2</link></item>"
    read = read_feed(rss(item("") + item(f"<title>{fault}</title>") + later), URL)
    assert site_ids(read) == [5, 6]
    assert read.remarks == ("1 bare ampersands and control characters are mended",)


def test_entries_before_a_mended_fault_are_read_once() -> None:
    foreign = "<item><link>https://example.com/</link></item>"
    read = read_feed(rss(foreign + item("<title>سبها & طبرق</title>")), URL)
    assert read.remarks[1].startswith("1 entries are no articles")


def test_mended_title_is_as_a_reader_sees_it() -> None:
    assert only(read_feed(rss(item("<title>سبها & طبرق&nbsp;اليوم</title>")), URL)).headline == "سبها & طبرق اليوم"


def test_blank_line_above_the_declaration_is_no_damage() -> None:
    read = read_feed(b"\n\n" + rss(item("")), URL)
    assert (site_ids(read), read.remarks) == ([5], ())


def test_undeclared_prefix_is_remarked_and_all_is_read() -> None:
    read = read_feed(rss(f"{item('<georss:point>1</georss:point>')}<item><link>/news/libya/6</link></item>"), URL)
    assert site_ids(read) == [5, 6]
    (remark,) = read.remarks
    assert "georss" in remark
    assert "before" not in remark


def test_bytes_of_another_encoding_end_the_reading() -> None:
    feed = rss(item("") + "<item><title>@</title><link>/news/libya/6</link></item>")
    read = read_feed(feed.replace(b"@", "سبها".encode("windows-1256")), URL)
    assert site_ids(read) == [5]
    assert len(read.remarks) == 1


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"<!DOCTYPE html><html><body></body></html>", "is neither RSS nor Atom: its root is <html>"),
        (b"<urlset/>", "is neither RSS nor Atom: its root is <urlset>"),
        (b"", "is no XML"),
        (b"  \n", "is no XML"),
        ("الصفحة غير موجودة".encode(), "is no XML"),  # there is no such page
        (b'<?xml version="1.0" encoding="nonsense"?><rss/>', "is no XML.*nonsense"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no XML"),
    ],
)
def test_what_is_no_feed_is_refused(payload: bytes, reason: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"alwasat.ly/rss.*{reason}"):
        read_feed(payload, URL)


LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
BILLION_LAUGHS = (
    f'<?xml version="1.0" encoding="@"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
    "<rss><channel><item><title>&l9;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("encoding", "offset"), [("utf-8", 53), ("utf-16-le", 114), ("utf-16-be", 114), ("utf-32-le", 228)]
)
def test_declared_entities_are_refused_at_once(encoding: str, offset: int) -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableCaptureError, match=f"declares an XML entity at byte {offset}"):
        read_feed(BILLION_LAUGHS.replace("@", encoding).encode(encoding), URL)
    assert time.perf_counter() - started < 1


def test_outside_entity_is_refused_unread(tmp_path: Path) -> None:
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rss><channel>{item("&x;")}</channel></rss>'
    with pytest.raises(UnreadableCaptureError, match="declares an XML entity at byte 15"):
        read_feed(feed.encode(), URL)


def test_outside_dtd_is_never_loaded(tmp_path: Path) -> None:
    dtd = tmp_path / "rss.dtd"
    dtd.write_text("<!ELEMENT damaged", encoding="utf-8")
    feed = f'<!DOCTYPE rss SYSTEM "{dtd.as_uri()}"><rss><channel>{item("")}</channel></rss>'
    read = read_feed(feed.encode(), URL)
    assert (site_ids(read), read.remarks) == ([5], ())


def test_deep_nesting_ends_the_reading() -> None:
    read = read_feed(rss(item("") + "<a>" * 100_000), URL)
    assert site_ids(read) == [5]
    assert "depth" in read.remarks[0]


def test_flood_of_elements_ends_the_reading() -> None:
    read = read_feed(rss(item("") + "<a/>" * 1_000_001 + "<item><link>/news/libya/6</link></item>"), URL)
    assert site_ids(read) == [5]
    assert read.remarks == ("damaged XML, more than 1,000,000 elements: what stands whole before it is read",)


def test_entries_beyond_the_limit_are_remarked() -> None:
    items = "".join(f"<item><link>/news/libya/{number}</link></item>" for number in range(1, 50_003))
    read = read_feed(rss(items), URL)
    assert len(read.articles) == 50_000
    assert read.remarks == ("lists more than 50,000 articles: the rest is left out",)
