"""HTML pages that are out to break a reader: each is read or refused by name, and a text stays a text."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atwasat_spider.articles import read_article
from atwasat_spider.articles.article import Article
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
from atwasat_spider.normalization import normalize

ADDRESS = "https://alwasat.ly/news/libya/400000"
HEADLINE = "بلدية غات تفتتح مهرجان التمور السنوي"  # Ghat opens its yearly date festival
BYLINE = "غات - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
FIRST = "افتتحت بلدية غات مهرجان التمور السنوي في ساحة السوق القديم صباح اليوم."  # on the square of the old market
SECOND = "وقال رئيس اللجنة المنظمة إن المهرجان يستمر أسبوعًا كاملًا هذا العام."  # it lasts a whole week this year
THIRD = "ويشارك في المهرجان مزارعون من واحات الجنوب كلها ومن مدن الساحل."  # farmers of all oases take part
TEXTS = (FIRST, SECOND, THIRD)
TAG = "<meta property=article:tag content=تمور>"
CLAIM = f"<meta property=og:title content='{HEADLINE}'>"


def page(
    *, head: str = "", headline: str = HEADLINE, byline: str = BYLINE, inner: str = "", keywords: str = "",
    related: str = "", end: str = "", title: str = "بوابة الوسط", before: str = "",
) -> str:  # fmt: skip
    """An article's page with room for what does not belong there."""
    return (
        f"<!DOCTYPE html><html lang=ar dir=rtl><head><title>{title}</title>{head}</head><body>{before}"
        f"<h1>{headline}</h1><p>{byline}</p><div><p>{FIRST}</p><p>{SECOND}</p>{inner}<p>{THIRD}</p></div>"
        f"<p>كلمات مفتاحية</p>{keywords}<p>عناوين ذات صلة</p>{related}<p>المزيد</p>{end}</body></html>"
    )


def read(markup: str | bytes, url: str | None = ADDRESS) -> Article:
    payload = markup if isinstance(markup, bytes) else markup.encode("utf-8")
    return read_article(Capture("/page.html", payload, Circumstances(url=url), Form.HTML))


def refusal(markup: str | bytes, url: str | None = None) -> str:
    """The sentence with which a page is no article."""
    with pytest.raises(NotAnArticleError) as refused:
        read(markup, url)
    return str(refused.value)


# Texts stay texts


Field = tuple[Callable[[str], str], str, Callable[[Article], str | None]]

FIELDS: dict[str, Field] = {
    "headline": (lambda text: page(headline=text), "غات {} اليوم", lambda article: article.headline),
    "byline": (lambda text: page(byline=text), "غات - بوابة الوسط: {} الإثنين 05 سبتمبر 2016, 05:51 مساء",
               lambda article: article.byline),
    "caption": (lambda text: page(inner=f"<figure><img src=/a.jpg><figcaption>{text}</figcaption></figure>"),
                "صورة {} (بوابة الوسط)", lambda article: article.blocks[2].text),
    "paragraph": (lambda text: page(inner=f"<p>{text}</p>"), SECOND + " {} " + FIRST,
                  lambda article: article.texts[2]),
    "keyword": (lambda text: page(keywords=f"<a href=/tags/1>{text}</a>"), "غات {} تمور",
                lambda article: (article.keywords or ("",))[0]),
    "related": (lambda text: page(related=f"<a href=/news/libya/2><h4>{text}</h4></a>"), "معرض {} في طرابلس",
                lambda article: article.related[0].headline),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&lt;img src=x onerror=alert(1)&gt;", "<img src=x onerror=alert(1)>"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("<script>alert('غات')</script>", ""),
        ("<style>h1 {}</style><!-- غات --><template>غات</template><noscript>غات</noscript>", ""),
        ("<b onclick='alert(1)'>غات</b>", "غات"),
        ("\u202e\u200b\u2066غات\u2069\ufeff\u00ad", "غات"),
        ("&#x202e;&zwnj;&rlm;غات&shy;&#8;&#x2069;", "غات"),
        ("\x00غات\x08\x7f", "غات"),
        ("&#0;", "\ufffd"),
        ("&#x110000;&#xD800;", "\ufffd\ufffd"),
        ("&#133;&#x80;", "…€"),  # as windows-1252, by the HTML standard
        ("&lol9;", "&lol9;"),
    ],
)
def test_text_is_what_a_reader_sees(name: str, printed: str, seen: str) -> None:
    make, around, of = FIELDS[name]
    assert of(read(make(around.format(printed)))) == " ".join(around.format(seen).split())


def test_entities_of_a_doctype_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    markup = page(inner="<p>قال المنظمون &l9; إن المهرجان ناجح.</p>").replace("html>", f"html [{entities}]>", 1)
    assert read(markup).texts == (FIRST, SECOND, "قال المنظمون &l9; إن المهرجان ناجح.", THIRD)


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java&#10;script:alert(1)", "&#1;javascript:alert(1)", "&#x6A;avascript:alert(1)", "javascript&colon;alert(1)",
        "javascript://alwasat.ly/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "data:image/svg+xml,<svg>",
        "vbscript:msgbox", "file:///etc/passwd", "file://alwasat.ly/x", "blob:https://alwasat.ly/1", "mailto:a@b.ly",
        "view-source:https://alwasat.ly/news/libya/1", "http://", "https:///", "//", "http://[", "ftp://alwasat.ly/x",
        "https://alwasat.ly/\u202egpj.exe", "https://alwasat.ly/" + "a" * 2_000, "about:blank", "",
    ],
)  # fmt: skip
def test_what_leads_to_no_page_is_not_stored(address: str) -> None:
    article = read(
        page(
            head=f'<meta property="og:image" content="{address}">',
            inner=f'<img src="{address}" alt="غات"><iframe src="{address}"></iframe>'
            f'<p>اقرأ أيضًا: <a href="{address}">معرض الكتاب في طرابلس</a></p><blockquote class="twitter-tweet">'
            f'<p>غات</p><a href="{address}">غات</a></blockquote>',
            related=f'<a href="{address}"><img src="{address}" alt="غات"><h4>افتتاح معرض الكتاب</h4></a>',
        )
    )
    stored = {article.image_url, *(block.image for block in article.blocks), *(block.link for block in article.blocks)}
    stored |= {address for related in article.related for address in (related.url, related.image)}
    assert (stored, article.texts) == ({None}, TEXTS)
    assert [related.headline for related in article.related] == ["معرض الكتاب في طرابلس", "افتتاح معرض الكتاب"]


# What the page says to machines


def scripts(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "text", ["{", "", "}", "nonsense", '{"headline": }', "[" * 100_000, '{"a":' * 100_000, "<!--", "1" * 5_000, "'"]
)
def test_broken_json_ld_is_remarked_and_no_more(text: str) -> None:
    article = read(page(head=scripts(text)))
    assert (article.headline, article.texts) == (HEADLINE, TEXTS)
    assert [remark[:27] for remark in article.remarks] == ["its JSON-LD cannot be read:"]


@pytest.mark.parametrize(
    "value",
    [
        "null", "3", '"x"', "[]", "[[[[]]]]", "NaN", "1e999", "{}", '{"@graph": "x"}', '{"@graph": {"@graph": [null]}}',
        '{"@type": 5}', '{"@type": [["NewsArticle"]]}', '{"@type": {"Article": 1}, "headline": ["x"]}',
        '{"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": [1], "keywords": {"a": 1}, "url": 17}',
        '{"@type": "NewsArticle", "image": [[], 5, {"url": null}], "mainEntityOfPage": [{}], "keywords": [1, null]}',
        '{"@type": "NewsArticle", "image": {"url": ["/a.jpg"]}}',
        '{"@type": "NewsArticle", "image": {"url": {"a": 1}}}',
        '{"@type": "NewsArticle", "image": {"url": 5}}', '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": []}}',
        '{"@type": "BreadcrumbList", "itemListElement": {"item": {"@id": []}}}', '{"@type": "WebPage", "url": {}}',
        '{"@type": "BreadcrumbList", "itemListElement": [null, {"item": 3}, {"item": "http://["}]}',
        '{"@id": "#a", "@graph": [{"@id": "#b", "mainEntity": {"@id": "#a"}}]}', '{"@graph":[' * 400 + "]}" * 400,
        '{"@type": ' + "[" * 900 + "]" * 900 + "}", '{"@type": "NewsArticle", "headline": "\\ud800\\u0000\\u202e"}',
    ],
)  # fmt: skip
def test_json_ld_of_wrong_types_says_nothing(value: str) -> None:
    article = read(page(head=scripts(value)))
    assert (article.headline, article.texts, article.dates, article.image_url) == (HEADLINE, TEXTS, (), None)


def test_long_json_ld_is_not_read() -> None:
    article = read(page(head=scripts(" " * 500_001)))
    assert article.remarks == ("its JSON-LD has 500001 characters and was not read",)


@pytest.mark.parametrize("name", ["og:title", "og:url", "og:type", "og:image", "og:site_name", "description"])
def test_million_characters_of_metadata_leave_the_article(name: str) -> None:
    article = read(page(head=f'<meta property="{name}" content="{"س" * 1_000_000}">'))
    assert (article.headline, article.texts, article.image_url) == (HEADLINE, TEXTS, None)
    assert all(len(remark) < 3_000 for remark in article.remarks)


def test_one_of_three_hundred_headings_is_the_headline() -> None:
    others = "".join(f"<h1>عنوان آخر من عناوين الصفحة الطويلة {number}</h1>" for number in range(300))
    assert read(page(head=CLAIM, before=others, end=others)).headline == HEADLINE


@pytest.mark.parametrize("label", ["تعليقات", "المزيد", "عناوين ذات صلة", "كلمات مفتاحية", "المزيد من بوابة الوسط"])
def test_hundreds_of_labels_leave_the_text(label: str) -> None:
    assert read(page(end=f"<p>{label}</p>" * 500)).texts == TEXTS
    assert refusal(f"<title>بوابة الوسط</title><h2>{label}</h2>" * 500).startswith("shows no article: ")


# Damage


def test_stray_byte_in_the_text_is_remarked() -> None:
    article = read(page(inner="<p>قال * المنظمون إن المهرجان ناجح.</p>").encode().replace(b"*", b"\xff"))
    assert article.texts[2] == "قال \ufffd المنظمون إن المهرجان ناجح."
    sentence = "line 5 holds U+FFFD: it was damaged before it was saved: «قال \ufffd المنظمون إن المهرجان ناجح.»"
    assert article.remarks == (sentence,)


@pytest.mark.parametrize("end", [b"<!-- \xff -->", b"<script>\xff</script>", b"<!-- \xd8 -->", b"<p hidden>\xff</p>"])
def test_stray_byte_beside_the_text_is_not_remarked(end: bytes) -> None:
    article = read(page(end="*").encode().replace(b"*", end))
    assert (article.texts, article.remarks) == (TEXTS, ())


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("windows-1256", "utf-8"), ("windows-1256", "windows-1256"), ("utf-8", "windows-1256"), ("utf-8", "utf-7"),
        ("utf-8", "x-nonsense"), ("utf-16", "utf-8"), ("iso-8859-6", "iso-8859-6"), ("utf-8-sig", "iso-8859-6"),
    ],
)  # fmt: skip
def test_charset_that_lies_changes_no_letter(encoding: str, charset: str) -> None:
    article = read(page(head=f"<meta charset={charset}>").replace(",", "،").encode(encoding))
    assert (article.headline, article.texts, article.remarks) == (HEADLINE, TEXTS, ())


def test_page_cut_within_a_letter_is_remarked() -> None:
    cut = page().encode()[: page().encode().index("الساحل".encode()) + 11]
    article = read(cut)
    assert article.texts == (FIRST, SECOND, THIRD.replace("الساحل.", "الساح\ufffd"))
    assert "the page ends without </body> or </html>, it may break off" in article.remarks
    assert any(remark.startswith("line 5 holds U+FFFD: ") for remark in article.remarks)


# Whose page it is


ELSEWHERE = "is not an article of this site: its address is "
NO_ARTICLE = "is a page of the site but no article: its address is "


@pytest.mark.parametrize("sign", ["<link rel=canonical href='{}'>", "<meta property=og:url content='{}'>"])
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://akhbar.example/ليبيا/12", ELSEWHERE),
        ("https://alwasat.ly.example/news/libya/1", ELSEWHERE),
        ("https://alwasat.ly@example.com/news/libya/1", ELSEWHERE),
        ("https://alwasat.ly/", NO_ARTICLE),
        ("https://alwasat.ly/section/libya", NO_ARTICLE),
        ("https://www.alwasat.ly/ar/news/libya/", NO_ARTICLE),
    ],
)
def test_page_of_another_address_is_refused(sign: str, address: str, sentence: str) -> None:
    assert refusal(page(head=sign.format(address))) == sentence + address


@pytest.mark.parametrize("url", ["https://alwasat.ly/", "https://alwasat.ly/section/libya", "https://alwasat.ly/ar/"])
@pytest.mark.parametrize("title", ["بوابة الوسط", "أخبار ليبيا - بوابة الوسط"])
def test_page_of_lists_without_its_address_is_no_article(url: str, title: str) -> None:
    teasers = "".join(f"<h2><a href=/news/libya/{n}>خبر {n}</a></h2><p>{text}</p>" for n, text in enumerate(TEXTS, 1))
    markup = f"<title>{title}</title><img src=/logo alt=Atwasat><h1>أخبار ليبيا</h1><ul><li>{teasers}</ul>"
    assert refusal(markup, url)


def test_page_without_a_sign_of_the_site_is_refused() -> None:
    markup = page(title=f"{HEADLINE} - أخبار الواحة", byline=BYLINE.replace("بوابة الوسط", "أخبار الواحة"))
    sentence = "is not an article of this site: it shows neither an address, a name nor a label of it"
    assert refusal(markup) == sentence
    assert read(markup).headline == HEADLINE  # found at an address of the site


# Anything


PIECES = (
    "<h1>", "</h1>", "<p>", "</p>", "<div>", "</div>", "<b>", "<br>", "<a href=/news/libya/1>", "</a>", "<svg>", "<li>",
    "<img src=/a alt=غ>", "<table>", "<tr>", "<td>", "<ul>", "<figure>", "<figcaption>", "<i role=row>", "'",
    "<time datetime=2016-09-05>", "<title>", "</title>", "<script>", "</script>", "<!--", "-->", "<form>", "<button>",
    "<aside>", "<iframe src=/x>", "<template>", "<p hidden>", "<select>", "<div class=art-content>", "<pre>",
    "<i itemprop=headline>", "<meta property=og:type content=article>", CLAIM, HEADLINE, BYLINE, FIRST, "تعليقات",
    "بوابة الوسط", "عناوين ذات صلة", "كلمات مفتاحية: غات، تمور", "المزيد", "الاكثر تفضيلا في هذا القسم",
    "(بوابة الوسط)", SECOND, "اقرأ أيضًا: ", "\x00", "\u202e", "&#0;", "<", " ", "\n", "x", "05",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "".join(pieces).encode())
URLS = (None, ADDRESS, "https://alwasat.ly/section/libya", "http://[")


def told(payload: bytes, url: str | None) -> tuple[Article, object] | str:
    """What is read, with its normal form, or the error's sentence."""
    try:
        article = read(payload, url)
    except (NotAnArticleError, UnreadableCaptureError) as error:
        return f"{type(error).__name__}: {error}"
    return article, normalize(article, address=article.address, zone="Africa/Tripoli", captured_at=None)


@given(st.binary(max_size=300) | MARKUP, st.sampled_from(URLS))
@settings(deadline=None, max_examples=400)
def test_anything_is_read_or_refused_alike(payload: bytes, url: str | None) -> None:
    assert told(payload, url) == told(payload, url)
