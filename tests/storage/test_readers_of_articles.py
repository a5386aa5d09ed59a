"""What readers find beyond the text, in rows: reader, certainty, pictures, addresses, blocks; on both databases."""

import hashlib
from datetime import datetime
from typing import Any

from archive import MONDAY, TUESDAY, put
from rows import counts_of, rows_of
from sqlalchemy import Engine

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.normalization import normalize
from atwasat_spider.storage.runs import start_run
from atwasat_spider.storage.save import Change, save
from atwasat_spider.storage.sightings import Sighting

URL = "https://alwasat.ly/news/libya/400000"
HEADLINE = "افتتاح جسر جديد في درنة"  # a new bridge is opened in Derna
DATE = "الإثنين 05 سبتمبر 2016, 05:51 مساء"
BYLINE = f"درنة - بوابة الوسط {DATE}"
FIRST = "افتتحت بلدية درنة جسرًا جديدًا فوق الوادي صباح اليوم."  # Derna opened a new bridge above the valley this morning
SECOND = "وقال رئيس اللجنة إن العمل فيه استمر أحد عشر شهرًا كاملة."  # the work took eleven whole months
TEXT = f"Atwasat\n\n{HEADLINE}\n\n{BYLINE}\nWTV_Frequency\n\n{FIRST}\n\n{SECOND}\n\nتعليقات\n"
FIGURE = "<figure><img src='/a.jpg'><figcaption>الجسر (بوابة الوسط)</figcaption></figure>"
COMMENTS = "<h3>تعليقات</h3>"


def html(
    head: str = "", *, byline: str = f"<p>{BYLINE}</p>", picture: str = "", amid: str = "", below: str = COMMENTS
) -> str:
    return (
        f"<html><head><meta property='og:site_name' content='بوابة الوسط'>{head}</head><body><h1>{HEADLINE}</h1>"
        f"{byline}{picture}<div><p>{FIRST}</p>{amid}<p>{SECOND}</p></div>{below}</body></html>"
    )


def put_html(engine: Engine, markup: str, *, url: str | None = URL, captured_at: datetime | None = None) -> Change:
    """Save an HTML page as a capture of its own, in a run of its own."""
    address = read_article_address(url) if url else None
    payload = markup.encode()
    sha256 = hashlib.sha256(payload).hexdigest()
    path = f"/saved/{sha256[:8]}.html"
    article = read_article(Capture(path, payload, Circumstances(address, captured_at), Form.HTML))
    record = normalize(article, address=address, captured_at=captured_at)
    sighting = Sighting(start_run(engine, "test", {}), path, sha256, url=url, captured_at=captured_at)
    return save(engine, record, sighting)


def only(engine: Engine) -> dict[str, Any]:
    [row] = rows_of(engine)["articles"]
    return row


def published(engine: Engine) -> tuple[str | None, str | None]:
    row = only(engine)
    at = row["published_at"]
    return row["published_source"], at and f"{at:%Y-%m-%d %H:%M}"


# Who read it


def test_reader_and_certainty_are_stored_with_article_and_capture(engine: Engine) -> None:
    put_html(engine, html())
    [capture] = rows_of(engine)["captures"]
    assert (only(engine)["reader"], only(engine)["certainty"]) == ("labels", "high")
    assert (capture["reader"], capture["certainty"], capture["problem"]) == ("labels", "high", None)


def test_page_without_its_anchors_is_stored_as_less_certain(engine: Engine) -> None:
    put_html(engine, html(below=""))
    [capture] = rows_of(engine)["captures"]
    assert (only(engine)["certainty"], capture["certainty"]) == ("medium", "medium")


def test_known_layout_is_stored_by_its_name(engine: Engine) -> None:
    put_html(engine, html().replace("<div>", "<div class='art-content'>"))
    assert (only(engine)["reader"], only(engine)["certainty"]) == ("newscoop", "high")


def test_last_resort_is_stored_as_uncertain_with_its_remark(engine: Engine) -> None:
    body = f"<div><p>{FIRST} {SECOND}</p><p>{SECOND} {FIRST}</p></div>"
    head = f"<meta property='og:type' content='article'><meta property='og:title' content='{HEADLINE}'>"
    put_html(engine, f"<head>{head}</head>{body}")
    [capture] = rows_of(engine)["captures"]
    assert (only(engine)["reader"], only(engine)["certainty"]) == ("trafilatura", "low")
    assert capture["certainty"] == "low"
    assert capture["problem"].startswith("the page's text was found by the last resort")


# When it was published


def test_byline_is_the_source_of_the_date(engine: Engine) -> None:
    put_html(engine, html())
    assert published(engine) == ("byline", "2016-09-05 15:51")


def test_time_element_is_the_source_beside_elapsed_time(engine: Engine) -> None:
    byline = "<div>درنة - بوابة الوسط</div><time datetime='2016-09-05T17:51:00+02:00'>منذ ساعتين</time>"
    put_html(engine, html(byline=byline), captured_at=MONDAY)
    assert published(engine) == ("time-element", "2016-09-05 15:51")


def test_each_kind_of_metadata_can_be_the_source(engine: Engine) -> None:
    heads = {
        "json-ld": '<script type="application/ld+json">'
        '{"@type": "NewsArticle", "datePublished": "2016-09-05T17:51:00"}</script>',
        "opengraph": "<meta property='article:published_time' content='2016-09-05T15:51:00Z'>",
        "microdata": "<meta itemprop='datePublished' content='2016-09-05T15:51:00Z'>",
    }
    for number, head in enumerate(heads.values(), start=1):
        put_html(engine, html(head, byline=""), url=f"https://alwasat.ly/news/libya/{number}")
    rows = rows_of(engine)["articles"]
    assert [row["published_source"] for row in rows] == [*heads]
    assert {f"{row['published_at']:%Y-%m-%d %H:%M}" for row in rows} == {"2016-09-05 15:51"}
    assert rows[0]["published_zone"] == "Africa/Tripoli"


def test_contradiction_of_dates_is_a_problem_of_the_capture(engine: Engine) -> None:
    put_html(engine, html("<meta property='article:published_time' content='2016-09-06T10:00:00Z'>"))
    [capture] = rows_of(engine)["captures"]
    assert published(engine) == ("byline", "2016-09-05 15:51")
    assert capture["problem"] == (f"the date of its byline contradicts its opengraph: «{DATE}», «2016-09-06T10:00:00Z»")


def test_page_that_says_no_date_has_no_source(engine: Engine) -> None:
    put_html(engine, html(byline=""), url=None)
    assert published(engine) == (None, None)


# Picture, section, address


def test_picture_of_the_article_is_stored(engine: Engine) -> None:
    put_html(engine, html("<meta property='og:image' content='https://alwasat.ly/og.jpg'>", picture=FIGURE))
    assert only(engine)["image_url"] == "https://alwasat.ly/a.jpg"


def test_section_of_the_breadcrumbs_is_stored_without_an_address(engine: Engine) -> None:
    crumbs = "<div class='breadcrumbs'><a href='/section/economy'>اقتصاد</a></div>"
    put_html(engine, html(byline=f"{crumbs}<p>{BYLINE}</p>"), url=None)
    assert (only(engine)["url"], only(engine)["section"]) == (None, "economy")


def test_section_of_the_address_is_stored_once_it_is_known(engine: Engine) -> None:
    crumbs = "<div class='breadcrumbs'><a href='/section/economy'>اقتصاد</a></div>"
    put_html(engine, html(byline=f"{crumbs}<p>{BYLINE}</p>"), url=None, captured_at=MONDAY)
    put_html(engine, html(picture=FIGURE), captured_at=TUESDAY)
    assert (only(engine)["url"], only(engine)["section"]) == (URL, "libya")


def test_address_that_the_page_says_is_stored(engine: Engine) -> None:
    put_html(engine, html(f"<link rel='canonical' href='{URL}'>"), url=None)
    row = only(engine)
    assert (row["url"], row["id_space"], row["site_id"], row["section"]) == (URL, "news", 400000, "libya")


def test_captured_address_is_stored_and_the_other_is_a_problem(engine: Engine) -> None:
    put_html(engine, html("<link rel='canonical' href='https://alwasat.ly/news/libya/1'>"))
    [capture] = rows_of(engine)["captures"]
    assert only(engine)["url"] == URL
    assert capture["problem"] == f"captured from {URL}, but the page says that it is https://alwasat.ly/news/libya/1"


# Related headlines


def related(engine: Engine) -> list[tuple[str, str, int, str | None, str | None]]:
    rows = rows_of(engine)["related_links"]
    return [(row["kind"], row["headline"], row["position"], row["target_url"], row["image_url"]) for row in rows]


def cards(*markups: str) -> str:
    return f"<div><h3>عناوين ذات صلة</h3>{''.join(f'<div>{markup}</div>' for markup in markups)}</div>"


def test_related_headlines_have_canonical_targets_and_pictures(engine: Engine) -> None:
    below = cards(
        "<a href='http://www.alwasat.ly/news/libya/7?x=1'><img src='/7.jpg'><p>صيانة ميناء طبرق</p></a>",
        "<a href='/section/libya'><img src='//cdn.example.org/8.jpg'><p>أمطار غزيرة على غات</p></a>",
        "<a href='https://example.org/news/libya/9'><p>مهرجان للتمور في جالو</p></a>",
    )
    amid = "<p>اقرأ أيضًا: <a href='/ar/news/libya/6'>حملة نظافة في سرت</a></p>"
    put_html(engine, html(amid=amid, below=below))
    assert related(engine) == [
        ("inline", "حملة نظافة في سرت", 1, "https://alwasat.ly/ar/news/libya/6/", None),
        ("related", "صيانة ميناء طبرق", 1, "https://alwasat.ly/news/libya/7", "https://alwasat.ly/7.jpg"),
        ("related", "أمطار غزيرة على غات", 2, None, "https://cdn.example.org/8.jpg"),
        ("related", "مهرجان للتمور في جالو", 3, None, None),
    ]


def test_address_of_a_related_headline_finds_its_article(engine: Engine) -> None:
    other = html().replace(HEADLINE, "صيانة ميناء طبرق").replace("05:51", "06:51")
    put_html(engine, other, url="https://alwasat.ly/news/libya/7")
    put_html(engine, html(below=cards("<a href='/news/libya/7'>عنوان كان له من قبل</a>")))
    [row] = rows_of(engine)["related_links"]
    assert (row["target_id"], row["target_match"]) == (1, "address")


def test_address_and_picture_fill_a_headline_known_from_text(engine: Engine) -> None:
    put(engine, f"{TEXT}\nعناوين ذات صلة\nصيانة ميناء طبرق\nصيانة ميناء طبرق\nالمزيد\n", captured_at=MONDAY)
    card = "<a href='/news/libya/7'><img src='/7.jpg'><p>صيانة ميناء طبرق</p></a>"
    put_html(engine, html(below=COMMENTS + cards(card)), captured_at=TUESDAY)
    assert related(engine) == [
        ("related", "صيانة ميناء طبرق", 1, "https://alwasat.ly/news/libya/7", "https://alwasat.ly/7.jpg")
    ]


def test_address_and_picture_stay_when_text_shows_none(engine: Engine) -> None:
    card = "<a href='/news/libya/7'><img src='/7.jpg'><p>صيانة ميناء طبرق</p></a>"
    put_html(engine, html(below=COMMENTS + cards(card)), captured_at=MONDAY)
    put(engine, f"{TEXT}\nعناوين ذات صلة\nصيانة ميناء طبرق\nصيانة ميناء طبرق\nالمزيد\n", captured_at=TUESDAY)
    assert related(engine) == [
        ("related", "صيانة ميناء طبرق", 1, "https://alwasat.ly/news/libya/7", "https://alwasat.ly/7.jpg")
    ]


# Blocks


def test_blocks_of_every_kind_are_stored_with_what_they_have(engine: Engine) -> None:
    amid = (
        "<h2>أرقام الجسر</h2><ul><li>طوله 120 مترًا</li></ul><table><tr><td>درنة</td><td></td><td>12</td></tr></table>"
        "<p><img src='/b.jpg' alt='جسر'></p><p>اقرأ أيضًا: <a href='/news/libya/7'>صيانة ميناء طبرق</a></p>"
        "<blockquote class='twitter-tweet'><a href='https://twitter.com/a/status/1'>مبروك</a></blockquote>"
    )
    put_html(engine, html(picture=FIGURE, amid=amid))
    expected = [
        {"kind": "caption", "text": "الجسر (بوابة الوسط)", "credit": "بوابة الوسط", "image": "https://alwasat.ly/a.jpg"},
        {"kind": "paragraph", "text": FIRST},
        {"kind": "subheading", "text": "أرقام الجسر"},
        {"kind": "list_item", "text": "طوله 120 مترًا"},
        {"kind": "table_row", "text": "درنة 12", "cells": ["درنة", "", "12"]},
        {"kind": "image", "text": "", "image": "https://alwasat.ly/b.jpg"},
        {"kind": "cross_link", "text": "اقرأ أيضًا: صيانة ميناء طبرق", "link": "https://alwasat.ly/news/libya/7"},
        {"kind": "embed", "text": "مبروك", "link": "https://twitter.com/a/status/1"},
        {"kind": "paragraph", "text": SECOND},
    ]  # fmt: skip
    assert only(engine)["blocks"] == expected
    [revision] = rows_of(engine)["revisions"]
    assert revision["blocks"] == expected


def test_same_article_as_text_then_as_html_is_one_with_richer_blocks(engine: Engine) -> None:
    put(engine, TEXT, captured_at=MONDAY)
    assert put_html(engine, html(picture=FIGURE), captured_at=TUESDAY) is Change.UNCHANGED
    counts = counts_of(engine)
    assert (counts["articles"], counts["revisions"], counts["captures"]) == (1, 1, 2)
    assert [block["kind"] for block in only(engine)["blocks"]] == ["caption", "paragraph", "paragraph"]
    assert (only(engine)["url"], only(engine)["image_url"]) == (URL, "https://alwasat.ly/a.jpg")


def test_same_article_as_html_then_as_text_keeps_its_blocks(engine: Engine) -> None:
    put_html(engine, html(picture=FIGURE), captured_at=MONDAY)
    assert put(engine, TEXT, captured_at=TUESDAY) is Change.UNCHANGED
    assert counts_of(engine)["revisions"] == 1
    assert only(engine)["blocks"][0]["image"] == "https://alwasat.ly/a.jpg"
    assert (only(engine)["url"], only(engine)["image_url"]) == (URL, "https://alwasat.ly/a.jpg")


def test_picture_of_a_caption_known_from_text_is_added(engine: Engine) -> None:
    put(engine, f"{HEADLINE}\n\nالجسر (بوابة الوسط)\n\n{FIRST}\n\n{SECOND}\n", captured_at=MONDAY)
    put_html(engine, html(picture=FIGURE), captured_at=TUESDAY)
    assert counts_of(engine)["revisions"] == 1
    assert only(engine)["blocks"][0] == {
        "kind": "caption",
        "text": "الجسر (بوابة الوسط)",
        "credit": "بوابة الوسط",
        "image": "https://alwasat.ly/a.jpg",
    }
