"""The lines that a reader of an HTML page sees, in reading order, and what is known of each."""

import pytest

from atwasat_spider.blocks.lines import Line, Walk
from atwasat_spider.blocks.markup import parse
from atwasat_spider.errors import UnreadableCaptureError


def walked(markup: str) -> tuple[Walk, list[Line]]:
    body = parse(markup).body
    assert body is not None
    walk = Walk(body)
    return walk, walk.lines()


def lines(markup: str) -> list[Line]:
    return walked(markup)[1]


def only(markup: str) -> Line:
    [line] = lines(markup)
    return line


def texts(markup: str) -> list[str]:
    return [line.text for line in lines(markup)]


# Where a line ends


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>سطر</p><p>آخر</p>", ["سطر", "آخر"]),
        ("<p>سطر<br>آخر</p>", ["سطر", "آخر"]),
        ("<p>سطر<br/><br/>آخر</p>", ["سطر", "آخر"]),
        ("<div>سطر<div>داخل</div>آخر</div>", ["سطر", "داخل", "آخر"]),
        ("<div>سطر<p>داخل</p>آخر</div>", ["سطر", "داخل", "آخر"]),
        ("<ul><li>سطر</li><li>آخر</li></ul>", ["سطر", "آخر"]),
        ("<h2>سطر</h2>آخر", ["سطر", "آخر"]),
        ("سطر<hr>آخر", ["سطر", "آخر"]),
        ("<dl><dt>سطر</dt><dd>آخر</dd></dl>", ["سطر", "آخر"]),
        ("<details><summary>سطر</summary>آخر</details>", ["سطر", "آخر"]),
        ("<span><p>سطر</p></span><span>آخر</span>", ["سطر", "آخر"]),
        ("<p>سطر واحد\nفي المصدر سطران</p>", ["سطر واحد في المصدر سطران"]),
        ("<p>  سطر&nbsp;&nbsp;واحد </p>", ["سطر واحد"]),
        ("<p>سطر<!-- تعليق --> واحد</p>", ["سطر واحد"]),
        ("<p></p><p> </p><div>\n</div>", []),
        ("", []),
    ],
)
def test_line_ends_at_blocks_and_breaks(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>قال <b>نوري</b> إنه</p>", "قال نوري إنه"),
        ("<p>ال<b>نور</b>ي</p>", "النوري"),
        ("<p><span>الجم</span><span>عة</span></p>", "الجمعة"),
        ("<h1><span>الجم</span><span>عة</span></h1>", "الجمعة"),
        ("<ul><li><i>الجم</i><i>عة</i></li></ul>", "الجمعة"),
        ("<blockquote><i>الجم</i><i>عة</i></blockquote>", "الجمعة"),
        ("<p>الجما<wbr>هيرية</p>", "الجماهيرية"),
        ("<div><span>القاهرة</span><span>الجمعة</span></div>", "القاهرة الجمعة"),
        ("<div><a href='/1'>ليبيا</a><a href='/2'>مصر</a></div>", "ليبيا مصر"),
        ("<div><span>القا<b>هر</b>ة</span></div>", "القاهرة"),
        ("<div>ال<b>قاهرة</b></div>", "القاهرة"),
        ("<div><span>سبها</span> <span>غات</span></div>", "سبها غات"),
    ],
)
def test_inline_elements_are_two_words_only_outside_running_text(markup: str, text: str) -> None:
    assert only(markup).text == text


# What no reader sees


@pytest.mark.parametrize(
    "element",
    [
        "<script>نص</script>",
        "<style>نص</style>",
        "<noscript>نص</noscript>",
        "<template><p>نص</p></template>",
        "<svg><text>نص</text></svg>",
        "<select><option>نص</option></select>",
        "<textarea>نص</textarea>",
        "<nav><p>نص</p></nav>",
        "<dialog open>نص</dialog>",
        "<object>نص</object>",
        "<label>نص</label>",
        "<progress>نص</progress>",
        "<form><p>نص</p></form>",
        "<button>نص</button>",
        "<span role='button'>نص</span>",
        "<amp-ad><p>نص</p></amp-ad>",
        "<amp-sidebar><p>نص</p></amp-sidebar>",
        "<p hidden>نص</p>",
        "<p aria-hidden='true'>نص</p>",
        "<div aria-label='إعلان'>نص</div>",
        "<div aria-label='Advertisement'>نص</div>",
        "<p style='display:none'>نص</p>",
        "<p style='color: red; DISPLAY : none'>نص</p>",
        "<p style='visibility: hidden'>نص</p>",
        "<p class='a sr-only'>نص</p>",
        "<p class='visually-hidden'>نص</p>",
        "<p class='screen-reader-text'>نص</p>",
        "<div hidden><div><p>نص</p></div></div>",
    ],
)
def test_unseen_element_gives_no_line(element: str) -> None:
    assert texts(f"<p>قبل</p>{element}<p>بعد</p>") == ["قبل", "بعد"]


@pytest.mark.parametrize(
    "element",
    [
        "<p aria-hidden='false'>نص</p>",
        "<p style='display:block'>نص</p>",
        "<p style>نص</p>",
        "<p class>نص</p>",
        "<p class='not-sr-only'>نص</p>",
        "<div aria-label='نص الخبر'>نص</div>",
        "<header>نص</header>",
        "<section>نص</section>",
        "<font>نص</font>",
        "<unknown-element>نص</unknown-element>",
    ],
)
def test_any_other_element_is_seen(element: str) -> None:
    assert texts(f"<p>قبل</p>{element}<p>بعد</p>") == ["قبل", "نص", "بعد"]


@pytest.mark.parametrize(
    "control", ["<form></form>", "<button>اشترك</button>", "<input>", "<a role='button'>اشترك</a>"]
)
def test_box_with_a_control_is_known(control: str) -> None:
    walk, [line, _] = walked(f"<section><p>نشرتنا</p>{control}</section><p>بعد</p>")
    assert walk.controls == {walk.parents[line.box]}


# Links, weight, time


@pytest.mark.parametrize(
    ("markup", "link", "links"),
    [
        ("<p><a href='/news/libya/1'>خبر</a></p>", "/news/libya/1", (("خبر", "/news/libya/1"),)),
        ("<p><a href=' /1 '>خبر</a></p>", "/1", (("خبر", "/1"),)),
        ("<a href='/1'><p>خبر</p></a>", "/1", (("خبر", "/1"),)),
        ("<p><a href='/1'>خبر <b>عاجل</b></a></p>", "/1", (("خبر عاجل", "/1"),)),
        ("<p>قال <a href='/1'>خبر</a></p>", None, (("خبر", "/1"),)),
        ("<p><a href='/1'>خبر</a> <a href='/2'>آخر</a></p>", None, (("خبر", "/1"), ("آخر", "/2"))),
        ("<p><a href='/1'>خبر</a> <a href='/1'>آخر</a></p>", "/1", (("خبر", "/1"), ("آخر", "/1"))),
        ("<p><a name='x'>خبر</a></p>", None, ()),
        (f"<p><a href='/{'x' * 2000}'>خبر</a></p>", None, ()),
        ("<p>خبر</p>", None, ()),
    ],
)
def test_line_knows_where_its_words_lead(markup: str, link: str | None, links: tuple[tuple[str, str], ...]) -> None:
    line = only(markup)
    assert (line.link, line.links) == (link, links)


@pytest.mark.parametrize(
    ("markup", "strong"),
    [
        ("<p><b>عنوان</b></p>", True),
        ("<p><strong><span>عنوان</span></strong></p>", True),
        ("<p><b>عنوان</b> <strong>فرعي</strong></p>", True),
        ("<b><p>عنوان</p></b>", True),
        ("<p><b>عنوان</b> فرعي</p>", False),
        ("<p>عنوان</p>", False),
    ],
)
def test_line_is_strong_when_all_of_it_is(markup: str, strong: bool) -> None:
    assert only(markup).strong is strong


@pytest.mark.parametrize(
    "markup",
    [
        "<div><time datetime='2016-09-05T17:51'>الإثنين</time></div>",
        "<div>نشر <time datetime='2016-09-05T17:51'>الإثنين</time></div>",
        "<time datetime='2016-09-05T17:51'><p>الإثنين</p></time>",
    ],
)
def test_line_knows_the_time_within_it(markup: str) -> None:
    assert only(markup).time == "2016-09-05T17:51"


def test_parts_are_the_outermost_inline_elements() -> None:
    assert only("<div><span>سبها <b>الآن</b></span> | <a href='/1'>غات</a></div>").parts == ("سبها الآن", "|", "غات")


def test_line_of_one_piece_has_no_parts() -> None:
    assert only("<div><span>سبها</span></div>").parts == ()


@pytest.mark.parametrize("tag", ["aside", "footer"])
def test_line_of_an_aside_is_beside(tag: str) -> None:
    assert [line.beside for line in lines(f"<{tag}><div>أ <b>ب</b></div><p>ج</p></{tag}><p>د</p>")] == [
        True,
        True,
        False,
    ]


def test_row_of_an_aside_is_beside() -> None:
    assert only("<aside><table><tr><td>سبها</td><td>12</td></tr></table></aside>").beside


# Pictures


@pytest.mark.parametrize(
    ("attributes", "image", "alt"),
    [
        ("src='/a.jpg' alt='سد'", "/a.jpg", "سد"),
        ("src='/a.jpg'", "/a.jpg", ""),
        ("src='/wait.gif' data-src='/a.jpg'", "/a.jpg", ""),
        ("src='/wait.gif' data-original='/a.jpg'", "/a.jpg", ""),
        ("src='/wait.gif' data-lazy-src='/a.jpg'", "/a.jpg", ""),
        ("src='/a.jpg' data-src='data:image/gif;base64,R0lGOD'", "/a.jpg", ""),
        ("src='/a.jpg' data-src=''", "/a.jpg", ""),
        ("src='data:image/gif;base64,R0lGOD' alt='سد'", None, "سد"),
        (f"src='/{'x' * 2000}' alt='سد'", None, "سد"),
        ("alt='سد'", None, "سد"),
    ],
)
def test_picture_has_its_true_source(attributes: str, image: str | None, alt: str) -> None:
    line = only(f"<img {attributes}>")
    assert (line.tag, line.image, line.text) == ("img", image, alt)


@pytest.mark.parametrize("markup", ["<img>", "<img src=''>", "<img src='data:image/gif;base64,R0lGOD'>"])
def test_picture_of_nothing_is_no_line(markup: str) -> None:
    assert lines(markup) == []


def test_picture_element_is_one_picture() -> None:
    line = only("<picture><source srcset='/a.webp'><img src='/a.jpg' alt='سد'></picture>")
    assert (line.image, line.text) == ("/a.jpg", "سد")


@pytest.mark.parametrize("tag", ["amp-img", "amp-anim"])
def test_picture_of_amp_is_a_picture(tag: str) -> None:
    line = only(f"<{tag} src='/a.jpg' alt='سد'></{tag}>")
    assert (line.tag, line.image, line.text) == ("img", "/a.jpg", "سد")


def test_picture_within_a_line_comes_after_it() -> None:
    assert [(line.tag, line.text) for line in lines("<p>قبل <img src='/a.jpg' alt='سد'> بعد</p>")] == [
        ("p", "قبل بعد"),
        ("img", "سد"),
    ]


def test_picture_knows_where_it_leads() -> None:
    assert only("<a href='/news/libya/1'><img src='/a.jpg'></a>").link == "/news/libya/1"


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ("width='100'", True),
        ("height='16'", True),
        ("width='101' height='400'", False),
        ("width='1000'", False),
        ("width='50%'", False),
        ("", False),
    ],
)
def test_picture_of_an_icons_size_is_small(size: str, small: bool) -> None:
    assert only(f"<img src='/a.jpg' {size}>").small is small


# Embedded posts


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        ("<iframe src='https://www.youtube.com/embed/a1'></iframe>", "https://www.youtube.com/embed/a1"),
        ("<iframe data-src='https://www.youtube.com/embed/a1'></iframe>", "https://www.youtube.com/embed/a1"),
        ("<embed src='/a.swf'>", "/a.swf"),
        ("<video src='/a.mp4'></video>", "/a.mp4"),
        ("<video><source src='/a.mp4'></video>", "/a.mp4"),
        ("<audio><source src='/a.mp3'></audio>", "/a.mp3"),
        (
            "<div class='fb-post' data-href='https://www.facebook.com/a/posts/1'></div>",
            "https://www.facebook.com/a/posts/1",
        ),
        (
            "<div class='fb-video' data-href='https://www.facebook.com/a/videos/1'></div>",
            "https://www.facebook.com/a/videos/1",
        ),
        (
            "<blockquote class='tiktok-embed'><a href='https://www.tiktok.com/@a/video/1'></a></blockquote>",
            "https://www.tiktok.com/@a/video/1",
        ),
        (
            "<blockquote class='instagram-media'><a href='https://www.instagram.com/p/1/'></a></blockquote>",
            "https://www.instagram.com/p/1/",
        ),
        ("<amp-youtube data-videoid='a1'></amp-youtube>", "https://www.youtube.com/embed/a1"),
        ("<amp-iframe src='https://www.youtube.com/embed/a1'></amp-iframe>", "https://www.youtube.com/embed/a1"),
        (
            "<amp-facebook data-href='https://www.facebook.com/a/posts/1'></amp-facebook>",
            "https://www.facebook.com/a/posts/1",
        ),
        ("<iframe></iframe>", None),
    ],
)
def test_embedded_post_has_its_address(markup: str, link: str | None) -> None:
    line = only(markup)
    assert (line.tag, line.link, line.text) == ("embed", link, "")


def test_tweet_has_its_words_and_its_last_address() -> None:
    line = only(
        "<blockquote class='twitter-tweet rtl'><p>افتتاح <a href='https://t.co/x'>الجسر</a></p>&mdash; بلدية "
        "<a href='https://twitter.com/a/status/1'>5 سبتمبر</a></blockquote>"
    )
    assert (line.tag, line.link) == ("embed", "https://twitter.com/a/status/1")
    assert line.text == "افتتاح الجسر — بلدية 5 سبتمبر"


def test_plain_quotation_is_no_embedded_post() -> None:
    assert only("<blockquote class='quote'>قول</blockquote>").tag == "blockquote"


# Tables


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>سبها</td><td>12</td></tr></table>",
        "<table><tbody><tr><th>سبها</th><td><b>12</b></td></tr></tbody></table>",
        "<div role='table'><div role='row'><span role='rowheader'>سبها</span><span role='cell'>12</span></div></div>",
        "<div role='row'><div role='columnheader'>سبها</div><div role='gridcell'>12</div></div>",
    ],
)
def test_row_of_data_is_one_line(markup: str) -> None:
    line = only(markup)
    assert (line.tag, line.text, line.cells) == ("tr", "سبها 12", ("سبها", "12"))


def test_empty_cell_keeps_its_place() -> None:
    assert only("<table><tr><td>سبها</td><td></td><td>12</td></tr></table>").cells == ("سبها", "", "12")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<td>سبها</td>", ["سبها"]),
        ("<td><p>سبها</p></td><td>غات</td>", ["سبها", "غات"]),
        ("<td><div>سبها</div></td><td>غات</td>", ["سبها", "غات"]),
        (f"<td>{'س' * 201}</td><td>غات</td>", ["س" * 201, "غات"]),
        ("<td></td><td></td>", []),
    ],
)
def test_row_that_lays_out_a_page_is_no_line(row: str, expected: list[str]) -> None:
    found = lines(f"<table><tr>{row}</tr></table>")
    assert [(line.text, line.cells) for line in found] == [(text, ()) for text in expected]


# Boxes, and the ends of a walk


def test_line_stands_in_its_innermost_block() -> None:
    walk, [first, second] = walked("<div><p>أ</p><section><b>ب</b></section></div>")
    assert (first.tag, second.tag) == ("p", "section")
    assert [walk.tags[box] for box in walk.boxes_around(second.box)] == ["section", "div", "body", "html", "html"]


def test_lines_of_one_block_share_their_box() -> None:
    _, [first, inner, last] = walked("<div>أ<p>ب</p>ج</div>")
    assert first.box == last.box != inner.box


def test_walk_begins_and_ends_where_it_is_told() -> None:
    tree = parse("<aside><p>أ</p><h1>ب</h1><p>ج</p></aside><p id='end'>د</p>")
    start, until = tree.css_first("h1"), tree.css_first("#end")
    assert start is not None
    found = Walk(start, until=until).lines()
    assert [(line.text, line.beside) for line in found] == [("ب", True), ("ج", True)]


def test_walk_ends_behind_the_last_line() -> None:
    body = parse("<p>أ</p><p>ب</p><p>ج</p><div>د <b>هـ</b></div>").body
    assert body is not None
    assert [line.text for line in Walk(body, is_last=lambda line: line.text == "ب").lines()] == ["أ", "ب"]


def test_walk_knows_the_box_of_the_body() -> None:
    tree = parse("<div><p>أ</p></div><div id='body'><p>ب</p></div>")
    assert tree.body is not None
    walk = Walk(tree.body, body=tree.css_first("#body"))
    [_, second] = walk.lines()
    assert walk.body_box == walk.parents[second.box]


@pytest.mark.parametrize("tag", ["div", "span"])
def test_nesting_beyond_all_browsers_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableCaptureError, match="more than 512 deep"):
        lines(f"<{tag}>" * 600 + "نص")
