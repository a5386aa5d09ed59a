"""HTML pages cut into blocks: what each line of an article's page is."""

import pytest

from atwasat_spider.blocks import Block, Certainty, Kind, Page, read_html
from atwasat_spider.errors import NotAnArticleError

URL = "https://alwasat.ly/news/libya/400000"
HEADLINE = "افتتاح جسر جديد في درنة"  # a new bridge is opened in Derna
BYLINE = "درنة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
DATE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"
FIRST = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning
SECOND = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة."  # the work took eleven whole months
THIRD = (
    "ويصل الجسر بين ضفتي المدينة، وتعبره ألفا سيارة كل يوم."  # it joins both banks, two thousand cars cross it daily
)
INTRO = "جسر يصل بين ضفتي درنة للمرة الأولى منذ سنوات كثيرة."  # a bridge joins both banks of Derna, the first in years
ISSUE = "للاطلاع على العدد 66 من الجريدة"  # to read issue 66 of the newspaper
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
BODY = [(Kind.PARAGRAPH, FIRST), (Kind.PARAGRAPH, SECOND), (Kind.PARAGRAPH, THIRD)]

Cut = list[tuple[Kind, str]]


def page(between: str, body: str = TEXT, below: str = "") -> str:
    return f"<body><h1>{HEADLINE}</h1>{between}<div>{body}</div>{below}</body>"


def blocks(markup: str) -> list[Block]:
    return list(read_html(markup, URL).blocks)


def cut(markup: str) -> Cut:
    """The blocks, but for the frame, which nothing is made of."""
    return [(block.kind, block.text) for block in blocks(markup) if block.kind is not Kind.FRAME]


def body(inner: str) -> Cut:
    """The blocks of a body below headline and byline."""
    return cut(page(f"<p>{BYLINE}</p>", inner))[2:]


def amid(inner: str) -> list[Block]:
    """The blocks between the first and the second paragraph."""
    markup = page(f"<p>{BYLINE}</p>", f"<p>{FIRST}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p>")
    found = [block for block in blocks(markup) if block.kind is not Kind.FRAME]
    assert [found[2].text, found[-2].text] == [FIRST, SECOND]
    return found[3:-2]


def kinds_amid(inner: str) -> Cut:
    return [(block.kind, block.text) for block in amid(inner)]


# Headline and byline


def test_page_is_headline_byline_and_body() -> None:
    assert cut(page(f"<p>{BYLINE}</p>")) == [(Kind.HEADLINE, HEADLINE), (Kind.BYLINE, BYLINE), *BODY]


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{BYLINE}</p>",
        f"<p>درنة - بوابة الوسط</p><p>{DATE}</p>",
        f"<div><span>درنة - بوابة الوسط</span> <time datetime='2016-09-05T15:51Z'>{DATE}</time></div>",
        f"<div>{BYLINE} | 3 تعليقات</div>",
        f"<div><span>{BYLINE}</span><span>منذ ساعتين</span></div>",
        f"<div><a href='/f'>فيسبوك</a> <a href='/t'>تويتر</a></div><p>{BYLINE}</p>",
    ],
)
def test_byline_below_the_headline_is_found(above: str) -> None:
    assert cut(page(above)) == [(Kind.HEADLINE, HEADLINE), (Kind.BYLINE, BYLINE), *BODY]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"<p>{BYLINE}</p>", ""),
        (f"<div>درنة - بوابة الوسط</div><div>{DATE}</div>", ""),
        (f"<p>{DATE}</p>", "<p>درنة - بوابة الوسط</p>"),
    ],
)
def test_byline_above_the_headline_is_found(above: str, below: str) -> None:
    assert cut(f"{above}{page(below)}") == [(Kind.HEADLINE, HEADLINE), (Kind.BYLINE, BYLINE), *BODY]


def test_byline_below_outranks_one_above() -> None:
    assert cut(f"<p>{BYLINE.replace('درنة', 'سرت')}</p>{page(f'<p>{BYLINE}</p>')}")[1] == (Kind.BYLINE, BYLINE)


def test_headline_in_two_lines_is_one() -> None:
    assert cut(f"<h1>افتتاح جسر<br>جديد في درنة</h1><p>{BYLINE}</p><div>{TEXT}</div>")[0] == (Kind.HEADLINE, HEADLINE)


@pytest.mark.parametrize(
    "bar",
    [
        "<div><a href='/f'>فيسبوك</a><a href='/t'>تويتر</a></div>",
        "<div><span>شارك</span></div>",
        "<div>شارك هذا الخبر مع أصدقائك</div>",
        "<div>طباعة</div><div>حجم الخط</div>",
        "<div><button>شارك</button><span>12</span></div>",
        "<div>3 دقائق قراءة</div>",
        "<div>120 مشاهدة</div>",
        "<div>إعلان</div>",
        "<ul><li>فيسبوك</li><li>واتساب</li></ul>",
        "<form><input><p>اكتب بريدك</p></form>",
    ],
)
def test_bar_of_buttons_is_no_part_of_the_article(bar: str) -> None:
    plain = [(Kind.HEADLINE, HEADLINE), (Kind.BYLINE, BYLINE), *BODY]
    assert cut(page(f"<p>{BYLINE}</p>{bar}")) == plain
    assert cut(page(f"<p>{BYLINE}</p>", f"{bar}{TEXT}")) == plain
    assert cut(page(f"<p>{BYLINE}</p>", f"{TEXT}{bar}")) == plain


def test_time_beside_the_byline_is_understood() -> None:
    assert cut(page(f"<p>{BYLINE}</p><div><time datetime='2016-09-05T15:51Z'>أمس</time></div>"))[2:] == BODY


def test_line_within_the_frame_that_is_not_understood_is_told() -> None:
    assert cut(page(f"<p>{BYLINE}</p><div>كلمة غريبة</div>"))[2] == (Kind.UNKNOWN, "كلمة غريبة")


# The body


@pytest.mark.parametrize(
    "around",
    [
        f"<article><h1>{HEADLINE}</h1><p>{BYLINE}</p><div>{TEXT}</div></article>",
        f"<main><div><h1>{HEADLINE}</h1><div>{BYLINE}</div></div><section><div>{TEXT}</div></section></main>",
        f"<h1>{HEADLINE}</h1><p>{BYLINE}</p>{TEXT}",
        f"<h1>{HEADLINE}</h1><p>{BYLINE}</p><div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>",
        f"<h1>{HEADLINE}</h1><div>{BYLINE}</div><div><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div>",
        f"<h2>{HEADLINE}</h2><p>{BYLINE}</p><div>{TEXT}</div>",
    ],
)
def test_article_is_found_in_any_container(around: str) -> None:
    column = "<aside><p>خبر آخر في عمود جانبي لا صلة له بما يقرأ هنا.</p></aside>"
    expected = [(Kind.HEADLINE, HEADLINE), (Kind.BYLINE, BYLINE), *BODY]
    assert cut(f"<body><nav><a href='/'>ليبيا</a></nav>{column}{around}{column}</body>") == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p>وقال <a href='/t/1'>رئيس اللجنة المشرفة</a> إلى <a href='/t/2'>بوابة المدينة القديمة</a> كلامًا طويلًا.</p>",
        "<p>وكان هناك <a href='/t/1'>العميد</a> و<a href='/t/2'>سالم</a> وجمع من ضيوف المدينة</p>",
    ],
)
def test_sentence_with_links_is_a_paragraph(markup: str) -> None:
    assert [kind for kind, _ in kinds_amid(markup)] == [Kind.PARAGRAPH]


def test_page_without_running_text_keeps_what_it_shows() -> None:
    video = "<div><iframe src='https://www.youtube.com/embed/a1'></iframe></div>"
    card = "<div><h3>عناوين ذات صلة</h3><a href='/news/libya/7'>صيانة ميناء طبرق</a></div>"
    markup = f"<h1>{HEADLINE}</h1><p>{BYLINE}</p>{video}<div>كلمات مفتاحية: درنة</div>{card}"
    assert [block.kind for block in blocks(markup) if block.kind is not Kind.FRAME] == [
        Kind.HEADLINE,
        Kind.BYLINE,
        Kind.EMBED,
        Kind.LABEL,
        Kind.KEYWORD,
        Kind.LABEL,
        Kind.RELATED,
    ]


def test_short_line_on_the_level_of_the_text_is_a_paragraph() -> None:
    parts = f"<section><div>{FIRST}</div><div>وقال سالم</div></section><section><div>{SECOND}</div></section>"
    assert body(f"{parts}<section><div>{THIRD}</div></section>") == [BODY[0], (Kind.PARAGRAPH, "وقال سالم"), *BODY[1:]]


def test_introduction_outside_of_the_body_is_a_paragraph() -> None:
    assert cut(page(f"<section>{INTRO}</section><p>{BYLINE}</p>"))[2:] == [(Kind.PARAGRAPH, INTRO), *BODY]


def test_text_below_the_body_is_no_part_of_it() -> None:
    below = "<div><p>مؤسسة تأسست العام 2014 وتصدر صحيفة أسبوعية من القاهرة.</p></div>"
    assert cut(page(f"<p>{BYLINE}</p>", below=below))[2:] == BODY


@pytest.mark.parametrize(
    "letter",
    [
        "<div><p>اشترك في نشرتنا لتصلك الأخبار كل صباح.</p><input type='email'></div>",
        "<div><p>اشترك في نشرتنا لتصلك الأخبار كل صباح.</p><button>اشترك</button></div>",
    ],
)
def test_newsletter_amid_the_text_is_no_part_of_it(letter: str) -> None:
    assert kinds_amid(letter) == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h2>أرقام الجسر</h2>", (Kind.SUBHEADING, "أرقام الجسر")),
        ("<h6>أرقام الجسر</h6>", (Kind.SUBHEADING, "أرقام الجسر")),
        ("<p><strong>أرقام الجسر</strong></p>", (Kind.SUBHEADING, "أرقام الجسر")),
        ("<p><b>قال إنه «فرح».</b></p>", (Kind.PARAGRAPH, "قال إنه «فرح».")),
        ("<p><b>أرقام</b> الجسر</p>", (Kind.PARAGRAPH, "أرقام الجسر")),
        (f"<p><b>{'كلمة ' * 20}هنا</b></p>", (Kind.PARAGRAPH, f"{'كلمة ' * 20}هنا")),
        (f"<blockquote>{INTRO}</blockquote>", (Kind.PARAGRAPH, INTRO)),
        ("<ul><li>طوله 120 مترًا</li></ul>", (Kind.LIST_ITEM, "طوله 120 مترًا")),
        ("<ol><li><p>طوله 120 مترًا</p></li></ol>", (Kind.LIST_ITEM, "طوله 120 مترًا")),
        ("<p>اقرأ أيضًا: صيانة ميناء طبرق</p>", (Kind.CROSS_LINK, "اقرأ أيضًا: صيانة ميناء طبرق")),
        ("<div><a href='/news/libya/7'>صيانة ميناء طبرق</a></div>", (Kind.CROSS_LINK, "صيانة ميناء طبرق")),
        ("<p>للاطلاع على العدد 66 من الجريدة <a href='/i'>اضغط هنا</a></p>", (Kind.ISSUE_LINK, f"{ISSUE} اضغط هنا")),
        ("<img alt='WTV_Frequency' src='/b.jpg'>", (Kind.BANNER, "WTV_Frequency")),
        ("<p>WTV_Frequency</p>", (Kind.BANNER, "WTV_Frequency")),
    ],
)  # fmt: skip
def test_line_of_the_body_has_its_kind(markup: str, expected: tuple[Kind, str]) -> None:
    assert kinds_amid(markup) == [expected]


@pytest.mark.parametrize("href", ["/section/libya", "https://example.org/a", URL, "/news/libya/400000"])
def test_link_that_leads_to_no_other_article_is_no_cross_link(href: str) -> None:
    assert kinds_amid(f"<div><a href='{href}'>صيانة ميناء طبرق</a></div>") == []


def test_linked_sentence_is_a_paragraph() -> None:
    assert kinds_amid(f"<p><a href='/news/libya/7'>{INTRO}</a></p>") == [(Kind.PARAGRAPH, INTRO)]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>اقرأ أيضًا: <a href='/news/libya/7'>صيانة ميناء طبرق</a></p>",
        "<p><a href='/news/libya/7'>اقرأ أيضًا: صيانة ميناء طبرق</a></p>",
        "<p><a href='https://alwasat.ly/news/libya/7'>صيانة ميناء طبرق</a></p>",
    ],
)
def test_cross_link_has_its_address(markup: str) -> None:
    assert [block.link for block in amid(markup)] == ["https://alwasat.ly/news/libya/7"]


def test_headline_repeated_in_the_body_is_no_part_of_it() -> None:
    assert body(f"<h2>{HEADLINE}</h2>{TEXT}") == BODY


def test_row_of_a_table_has_its_cells() -> None:
    table = "<table><tr><th>المدينة</th><th>العدد</th></tr><tr><td>درنة</td><td>12</td></tr></table>"
    assert [(block.kind, block.text, block.cells) for block in amid(table)] == [
        (Kind.TABLE_ROW, "المدينة العدد", ("المدينة", "العدد")),
        (Kind.TABLE_ROW, "درنة 12", ("درنة", "12")),
    ]


def test_embedded_post_has_words_and_address() -> None:
    tweet = (
        "<blockquote class='twitter-tweet'><p>مبروك</p><a href='https://twitter.com/a/status/1'>الآن</a></blockquote>"
    )
    assert [(block.kind, block.text, block.link) for block in amid(tweet)] == [
        (Kind.EMBED, "مبروك الآن", "https://twitter.com/a/status/1")
    ]


@pytest.mark.parametrize(
    "link",
    [
        "https://twitter.com/a/status/1",
        "https://x.com/a/status/1",
        "https://www.facebook.com/a/posts/1",
        "https://www.youtube.com/watch?v=1",
        "https://youtu.be/1",
        "https://t.me/a/1",
        "https://www.tiktok.com/@a/video/1",
    ],
)
def test_link_to_a_post_is_an_embedded_one(link: str) -> None:
    assert [(block.kind, block.link) for block in amid(f"<div><a href='{link}'>شاهد المقطع</a></div>")] == [
        (Kind.EMBED, link)
    ]


def test_words_of_a_post_above_its_address_are_one_block() -> None:
    box = "<div><p>مبروك لأهل درنة</p><p><a href='https://twitter.com/a/status/1'>الآن</a></p></div>"
    assert [(block.kind, block.text, block.link) for block in amid(box)] == [
        (Kind.EMBED, "مبروك لأهل درنة", "https://twitter.com/a/status/1")
    ]


@pytest.mark.parametrize(
    "source", ["https://ads.example/f", "//ad1.example/f", "https://x.doubleclick.net/f", "https://a.taboola.com/f"]
)
def test_advertisement_is_no_embedded_post(source: str) -> None:
    assert amid(f"<iframe src='{source}'></iframe>") == []


# Labels below the body


@pytest.mark.parametrize(
    "words",
    [
        "<div>كلمات مفتاحية</div><ul><li><a href='/t/1'>درنة</a></li><li><a href='/t/2'>جسر</a></li></ul>",
        "<div>كلمات مفتاحية <a href='/t/1'>درنة</a> <a href='/t/2'>جسر</a></div>",
        "<div>كلمات مفتاحية: درنة، جسر</div>",
        "<div>كلمات مفتاحية</div><div>درنة، جسر</div>",
        "<div>كلمات مفتاحية</div><div><span>#درنة</span><span>#جسر</span></div>",
        "<div>كلمات مفتاحية:</div><div>درنة</div><div>جسر</div>",
    ],
)
def test_keywords_are_found_below_or_beside_their_label(words: str) -> None:
    found = cut(page(f"<p>{BYLINE}</p>", below=f"<section>{words}</section><div>تعليقات</div><p>غيره</p>"))
    assert found[5:] == [
        (Kind.LABEL, "كلمات مفتاحية"),
        (Kind.KEYWORD, "درنة"),
        (Kind.KEYWORD, "جسر"),
        (Kind.LABEL, "تعليقات"),
    ]


def test_related_headlines_stand_below_their_label() -> None:
    card = "<a href='/news/libya/7'><img src='/7.jpg' alt='صيانة ميناء طبرق'><h4>صيانة ميناء طبرق</h4></a>"
    found = blocks(page(f"<p>{BYLINE}</p>", below=f"<section><h3>عناوين ذات صلة (1)</h3>{card}</section><p>غيره</p>"))
    assert [(block.kind, block.text, block.link, block.image) for block in found[5:7]] == [
        (Kind.LABEL, "عناوين ذات صلة", None, None),
        (Kind.RELATED, "صيانة ميناء طبرق", "https://alwasat.ly/news/libya/7", "https://alwasat.ly/7.jpg"),
    ]


def test_related_headlines_amid_the_text_do_not_end_it() -> None:
    inset = "<div><h3>عناوين ذات صلة</h3><a href='/news/libya/7'>صيانة ميناء طبرق</a></div>"
    found = cut(page(f"<p>{BYLINE}</p>", f"<p>{FIRST}</p>{inset}<p>{SECOND}</p><p>{THIRD}</p>", "<h3>تعليقات</h3>"))
    assert found[2:5] == BODY
    assert found[5:] == [
        (Kind.LABEL, "عناوين ذات صلة"),
        (Kind.RELATED, "صيانة ميناء طبرق"),
        (Kind.LABEL, "تعليقات"),
    ]


def test_related_headlines_before_the_article_are_found() -> None:
    box = "<div><h3>عناوين ذات صلة</h3><ul><li><a href='/news/libya/7'>صيانة ميناء طبرق</a></li></ul></div>"
    assert cut(f"{box}{page(f'<p>{BYLINE}</p>')}")[5:] == [
        (Kind.LABEL, "عناوين ذات صلة"),
        (Kind.RELATED, "صيانة ميناء طبرق"),
    ]


@pytest.mark.parametrize("label", ["<h3>تعليقات (1)</h3>", "<p>تعليقات (1)</p>", "<div>تعليقات (1)</div>"])
def test_comments_of_readers_are_no_part_of_the_body(label: str) -> None:
    comment = f"<div><b>سالم</b><p>{INTRO}</p></div>"
    markup = f"<div><h1>{HEADLINE}</h1><p>{BYLINE}</p>{TEXT}{label}{comment}</div>"
    assert cut(markup)[2:] == [*BODY, (Kind.LABEL, "تعليقات")]


def test_page_is_read_no_further_than_most_liked() -> None:
    below = "<div>عناوين ذات صلة</div><div>الأكثر تفضيلا في هذا القسم</div><div>كلمات مفتاحية</div><div>درنة</div>"
    assert cut(page(f"<p>{BYLINE}</p>", below=below))[5:] == [
        (Kind.LABEL, "عناوين ذات صلة"),
        (Kind.LABEL, "الاكثر تفضيلا في هذا القسم"),
    ]


# Pictures and captions


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src='/a.jpg'><figcaption>الجسر عند افتتاحه (بوابة الوسط)</figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption><b>الجسر عند افتتاحه</b> <i>(بوابة الوسط)</i></figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption><p>الجسر عند افتتاحه</p><p>(بوابة الوسط)</p></figcaption></figure>",
        "<div><img src='/a.jpg'><div>الجسر عند افتتاحه (بوابة الوسط)</div></div>",
        "<img src='/a.jpg'><p>الجسر عند افتتاحه (بوابة الوسط)</p>",
        "<div><div><img src='/a.jpg'></div><p>الجسر عند افتتاحه (بوابة الوسط)</p></div>",
        "<figure><p><img src='/a.jpg'></p><figcaption>الجسر عند افتتاحه (بوابة الوسط)</figcaption></figure>",
    ],
)
def test_caption_belongs_to_the_picture_above_it(figure: str) -> None:
    found = blocks(page(f"<p>{BYLINE}</p>{figure}"))[2:]
    assert (found[0].kind, found[0].text) == (Kind.CAPTION, "الجسر عند افتتاحه (بوابة الوسط)")
    assert found[0].image == "https://alwasat.ly/a.jpg"
    assert [(block.kind, block.text) for block in found[1:]] == BODY


@pytest.mark.parametrize("place", ["between", "body"])
def test_caption_without_credit_is_one_in_a_figure(place: str) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>الجسر عند افتتاحه</figcaption></figure>"
    markup = page(f"<p>{BYLINE}</p>{figure}") if place == "between" else page(f"<p>{BYLINE}</p>", figure + TEXT)
    assert cut(markup)[2:] == [(Kind.CAPTION, "الجسر عند افتتاحه"), *BODY]


def test_line_that_shares_a_box_with_the_picture_alone_is_its_caption() -> None:
    assert cut(page(f"<p>{BYLINE}</p><div><img src='/a.jpg'><div>الجسر عند افتتاحه</div></div>"))[2:] == [
        (Kind.CAPTION, "الجسر عند افتتاحه"),
        *BODY,
    ]


def test_picture_without_caption_is_an_image() -> None:
    [image] = amid("<p><img src='/a.jpg' alt='جسر'></p>")
    assert (image.kind, image.text, image.image) == (Kind.IMAGE, "", "https://alwasat.ly/a.jpg")


@pytest.mark.parametrize(
    "icon",
    [
        "<img src='/a.png' width='24' height='24'>",
        "<a href='/app'><img src='/a.png'></a>",
        "<div><button>شارك</button><img src='/a.png'></div>",
        "<img alt='جسر'>",
        "<img src='data:image/png;base64,AAAA'>",
    ],
)
def test_icon_is_no_picture_of_the_article(icon: str) -> None:
    assert amid(icon) == []


def test_picture_below_the_body_is_none_of_the_article() -> None:
    assert cut(page(f"<p>{BYLINE}</p>", below="<div><img src='/a.jpg'></div>"))[2:] == BODY


# Who read the page, and how surely


def read(markup: str, url: str | None = URL) -> Page:
    return read_html(markup, url)


LABELS = "<h3>تعليقات</h3>"


@pytest.mark.parametrize(
    ("markup", "certainty"),
    [
        (page(f"<p>{BYLINE}</p>", below=LABELS), Certainty.HIGH),
        (page("<time datetime='2016-09-05T15:51Z'>أمس</time>", below=LABELS), Certainty.HIGH),
        (page("", below=LABELS), Certainty.MEDIUM),
        (page(f"<p>{BYLINE}</p>"), Certainty.MEDIUM),
        (page(f"<p>{BYLINE}</p>", body="<p>سطر</p>", below=LABELS), Certainty.MEDIUM),
    ],
)
def test_page_with_all_its_anchors_is_read_surely(markup: str, certainty: Certainty) -> None:
    found = read(markup)
    assert (found.reader, found.certainty) == ("labels", certainty)


def test_time_beside_the_headline_is_that_of_the_page() -> None:
    assert read(page("<time datetime='2016-09-05T15:51Z'>أمس</time>")).time == "2016-09-05T15:51Z"


@pytest.mark.parametrize(
    "markup",
    [
        page("", below=f"<time datetime='2016-09-05T15:51Z'>أمس</time>{LABELS}"),
        page("<a href='/news/libya/7'><time datetime='2016-09-05T15:51Z'>أمس</time></a>", below=LABELS),
    ],
)
def test_time_of_another_thing_is_not_that_of_the_page(markup: str) -> None:
    assert read(markup).time is None


def test_headline_that_contradicts_the_metadata_is_remarked() -> None:
    other = "إغلاق الطريق الساحلي قرب سرت"
    assert read(f"<meta property='og:title' content='{other}'>{page(f'<p>{BYLINE}</p>')}").remarks == (
        f"the headline contradicts the page's opengraph: «{HEADLINE}», «{other}»",
    )


def test_broken_metadata_are_remarked() -> None:
    markup = f'<script type="application/ld+json">{{</script>{page(f"<p>{BYLINE}</p>")}'
    assert [remark[:29] for remark in read(markup).remarks] == ["its JSON-LD cannot be read: E"]


# The address, and pages that are refused


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='canonical' href='http://www.alwasat.ly/news/libya/400000'>",
        "<meta property='og:url' content='https://alwasat.ly/news/libya/400000'>",
        "<link rel='canonical' href='https://alwasat.ly/'><meta property='og:url' content='https://alwasat.ly/news/libya/400000'>",
        "<link rel='canonical' href='https://web.archive.org/web/20200101000000/https://alwasat.ly/news/libya/400000'>",
    ],
)
@pytest.mark.parametrize("url", [None, URL])
def test_page_names_its_own_address(link: str, url: str | None) -> None:
    address = read(f"{link}{page(f'<p>{BYLINE}</p>')}", url).address
    assert address is not None
    assert address.url == URL


def test_relative_address_is_one_of_the_site_only_where_the_page_was_captured_from_it() -> None:
    markup = f"<link rel='canonical' href='/news/libya/400000'>{page(f'<p>{BYLINE}</p>')}"
    assert read(markup, None).address is None
    address = read(markup, URL).address
    assert address is not None
    assert address.url == URL


def test_page_without_an_address_has_none() -> None:
    assert read(page(f"<p>{BYLINE}</p>"), None).address is None


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://example.org/news/libya/1", "is not an article of this site"),
        ("https://example.org/", "is not an article of this site"),
        ("https://alwasat.ly/", "is a page of the site but no article"),
        ("https://www.alwasat.ly/section/libya", "is a page of the site but no article"),
    ],
)
@pytest.mark.parametrize("link", ["<link rel='canonical' href='{}'>", "<meta property='og:url' content='{}'>"])
def test_page_of_another_address_is_refused(link: str, address: str, message: str) -> None:
    with pytest.raises(NotAnArticleError) as caught:
        read(f"{link.format(address)}{page(f'<p>{BYLINE}</p>', below=LABELS)}", None)
    assert str(caught.value) == f"{message}: its address is {address}"


def test_page_captured_from_an_article_is_one_whatever_it_names() -> None:
    assert read(f"<link rel='canonical' href='https://alwasat.ly/'>{page(f'<p>{BYLINE}</p>')}").address is None


UNSIGNED = BYLINE.replace("بوابة الوسط", "وكالات")


@pytest.mark.parametrize(
    ("head", "below"),
    [
        (f"<title>{HEADLINE} - بوابة الوسط</title>", ""),
        ("<meta property='og:site_name' content='بوابة الوسط'>", ""),
        ("<img alt='Atwasat'>", ""),
        ("", "<img alt='WTV_Frequency'>"),
        ("", "<h3>تعليقات</h3><h3>الاكثر تفضيلا في هذا القسم</h3>"),
    ],
)
def test_page_of_unknown_address_shows_whose_it_is(head: str, below: str) -> None:
    assert read(f"{head}{page(f'<p>{UNSIGNED}</p>', below=below)}", None).blocks[0].text == HEADLINE


@pytest.mark.parametrize(
    "markup",
    [
        page(f"<p>{UNSIGNED}</p>"),
        page(f"<p>{UNSIGNED}</p>", below="<h3>تعليقات</h3><h3>عناوين ذات صلة</h3>"),  # as on many sites
        page("", below="<h3>تعليقات</h3>"),
        f"<title>{HEADLINE} - بوابة الوسط</title><meta property='og:site_name' content='أخبار الشرق'>"
        + page(f"<p>{UNSIGNED}</p>"),
    ],
)
def test_page_without_any_sign_of_the_site_is_refused(markup: str) -> None:
    with pytest.raises(NotAnArticleError, match="it shows neither an address, a name nor a label of it"):
        read(markup, None)


@pytest.mark.parametrize(
    "markup",
    ["", "<p>سطر</p>", "<h1>بوابة الوسط</h1><h2>خبر</h2>", "<h1>صفحة غير موجودة</h1><p>404</p>"],
)
def test_page_that_shows_no_article_is_refused(markup: str) -> None:
    with pytest.raises(NotAnArticleError):
        read(markup, None)
    with pytest.raises(NotAnArticleError):
        read(markup, URL)


# What repeats the text or stands below it


def texts_of(markup: str) -> list[str]:
    return [block.text for block in read_html(markup, URL).blocks if block.kind is Kind.PARAGRAPH]


SENTENCE = (
    "وقال رئيس اللجنة إن العمل في الجسر استمر أحد عشر شهرًا كاملة بلا انقطاع."  # the work went on for eleven months
)


@pytest.mark.parametrize("tag", ["blockquote", "figure", "aside"])
def test_pull_quote_repeats_the_text_and_is_none_of_it(tag: str) -> None:
    quote = f"<{tag}><p>«العمل في الجسر استمر أحد عشر شهرًا»</p></{tag}>"
    assert texts_of(page(f"<p>{BYLINE}</p>", body=f"<p>{SENTENCE}</p>{quote}", below=LABELS)) == [SENTENCE]


def test_quotation_that_repeats_nothing_is_text() -> None:
    other = "«سنفتتح جسرًا آخر في الخريف المقبل.»"
    body = f"<p>{SENTENCE}</p><blockquote><p>{other}</p></blockquote>"
    assert texts_of(page(f"<p>{BYLINE}</p>", body=body, below=LABELS)) == [SENTENCE, other]


def test_footnote_and_its_mark_are_no_text() -> None:
    marked = f"{SENTENCE[:-1]}<sup><a href='#fn1'>[1]</a></sup>."
    body = f"<p>{marked}</p><ol><li id='fn1'>محضر اللجنة. <a href='#r'>↩</a></li></ol>"
    assert texts_of(page(f"<p>{BYLINE}</p>", body=body, below=LABELS)) == [SENTENCE]


def test_raised_letters_that_lead_nowhere_are_text() -> None:
    body = f"<p>{SENTENCE[:-1]} على 12 م<sup>2</sup>.</p>"
    assert texts_of(page("", body=body, below=LABELS)) == [f"{SENTENCE[:-1]} على 12 م2."]
