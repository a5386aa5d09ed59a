"""Queries to a CDX server and its answers, in the forms that servers give them."""

from datetime import UTC, datetime

import pytest

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures.cdx import (
    CdxAnswer,
    CdxCapture,
    CdxQuery,
    article_queries,
    read_answer,
    section_queries,
    without_repeats,
)
from atwasat_spider.errors import UnreadableCaptureError

SERVER = "https://web.archive.org/cdx/search/cdx"
MAY = CdxCapture(
    datetime(2017, 5, 11, 12, 30, 45, tzinfo=UTC), "20170511123045", "http://alwasat.ly/news/libya/1", "text/html", 200,
    "SHA1A", 1234,
)  # fmt: skip
JUNE = CdxCapture(
    datetime(2017, 6, 1, tzinfo=UTC), "20170601000000", "https://www.alwasat.ly/news/libya/1/", "text/html", 200,
    "SHA1B", None,
)  # fmt: skip
HEADER = '["urlkey","timestamp","original","mimetype","statuscode","digest","length"]'
FIRST_ROW = (
    '["ly,alwasat)/news/libya/1","20170511123045","http://alwasat.ly/news/libya/1","text/html","200","SHA1A","1234"]'
)
SECOND_ROW = (
    '["ly,alwasat)/news/libya/1","20170601000000","https://www.alwasat.ly/news/libya/1/","text/html","200","SHA1B","-"]'
)
FIRST_LINE = "ly,alwasat)/news/libya/1 20170511123045 http://alwasat.ly/news/libya/1 text/html 200 SHA1A 1234"
SECOND_LINE = "ly,alwasat)/news/libya/1 20170601000000 https://www.alwasat.ly/news/libya/1/ text/html 200 SHA1B -"
FIRST_OBJECT = (
    '{"urlkey": "ly,alwasat)/news/libya/1", "timestamp": "20170511123045", "url": "http://alwasat.ly/news/libya/1", '
    '"mime": "text/html", "status": "200", "digest": "SHA1A", "length": "1234", "offset": "0", "filename": "x.warc.gz"}'
)
SECOND_OBJECT = (
    '{"urlkey": "ly,alwasat)/news/libya/1", "timestamp": "20170601000000", '
    '"url": "https://www.alwasat.ly/news/libya/1/", "mime": "text/html", "status": "200", "digest": "SHA1B"}'
)
CDXJ = (
    'ly,alwasat)/news/libya/1 20170511123045 {"url": "http://alwasat.ly/news/libya/1", "mime": "text/html", '
    '"status": "200", "digest": "SHA1A", "length": "1234"}'
)
ELEVEN = (
    " CDX N b a m s k r M S V g\n"
    "ly,alwasat)/news/libya/1 20170511123045 http://alwasat.ly/news/libya/1 text/html 200 SHA1A - - 1234 0 x.warc.gz"
)
NINE = "ly,alwasat)/news/libya/1 20170601000000 https://www.alwasat.ly/news/libya/1/ text/html 200 SHA1B - 0 x.warc.gz"


@pytest.mark.parametrize(
    ("body", "captures"),
    [
        (f"[{HEADER},\n{FIRST_ROW},\n{SECOND_ROW}]", (MAY, JUNE)),
        (f"[{HEADER},{FIRST_ROW}]", (MAY,)),
        (f"[{FIRST_ROW}]", (MAY,)),
        ('[["timestamp","original"],["20170601000000","http://alwasat.ly/"]]', None),
        (f"{FIRST_OBJECT}\n{SECOND_OBJECT}\n", (MAY, JUNE)),
        (f"[{FIRST_OBJECT},\n{SECOND_OBJECT}]", (MAY, JUNE)),
        (f"\ufeff{CDXJ}\r\n", (MAY,)),
        (f"{FIRST_LINE}\n{SECOND_LINE}\n", (MAY, JUNE)),
        (f"{ELEVEN}\n{NINE}\n", (MAY, JUNE)),
        (f"[{HEADER}]", ()),
        ("[]", ()),
        ("\n", ()),
        ("", ()),
    ],
)
def test_every_form_of_answer_lists_the_same(body: str, captures: tuple[CdxCapture, ...] | None) -> None:
    short = CdxCapture(datetime(2017, 6, 1, tzinfo=UTC), "20170601000000", "http://alwasat.ly/")
    expected = (short,) if captures is None else captures
    assert read_answer(body.encode()) == CdxAnswer(expected, (), None, len(expected))


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (f'[{HEADER},\n{FIRST_ROW},\n[],\n["ly%2Calwasat%29+2017%21"]]', "ly%2Calwasat%29+2017%21"),
        (f"{FIRST_LINE}\n\nly%2Calwasat%29+2017%21\n", "ly%2Calwasat%29+2017%21"),
    ],
)
def test_key_to_resume_by_stands_behind_a_gap(body: str, key: str) -> None:
    assert read_answer(body.encode()) == CdxAnswer((MAY,), (), key, 1)


@pytest.mark.parametrize(
    ("body", "remarks", "rows"),
    [
        (f"{FIRST_LINE}\nly,alwasat)/ 2017\n", ("line 2: no capture: ly,alwasat)/ 2017",), 2),
        (
            f'{FIRST_OBJECT}\n{{"timestamp": "20170601\n',
            ('line 2: no capture: {"timestamp": "20170601',),
            2,
        ),
        (
            f"[{HEADER},\n{FIRST_ROW},\n{SECOND_ROW.replace('20170601', '20170631')}]",
            ("line 3: no timestamp of 14 digits: 20170631000000",),
            2,
        ),
        (
            f'[{HEADER},\n{FIRST_ROW},\n["ly,alwasat)/","2017060',
            ('line 3: no capture: ["ly,alwasat)/","2017060',),
            2,
        ),
        (f'[{HEADER},\n{FIRST_ROW},\n["ly,alwasat)/"]]', ('line 3: no capture: ["ly,alwasat)/"]',), 2),
        (f"[{HEADER},\n{FIRST_ROW},\n7]", ("line 3: no capture: 7",), 2),
        (
            f'{FIRST_OBJECT}\n{{"timestamp": "20170601000000"}}\n',
            ('line 2: no address: {"timestamp": "20170601000000"}',),
            2,
        ),
    ],
)
def test_damaged_line_is_a_remark_with_its_number(body: str, remarks: tuple[str, ...], rows: int) -> None:
    assert read_answer(body.encode()) == CdxAnswer((MAY,), remarks, None, rows)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>429</body></html>", "the answer is a page, no list of captures"),
        (
            b"org.archive.util.io.RuntimeIOException: Blocked Site Error",
            "the answer is no list of captures: line 1: no capture: org.archive.util.io.RuntimeIOException: ",
        ),
        (
            b'{"message": "no such collection"}',
            "the answer is no list of captures: line 1: no timestamp of 14 digits: ",
        ),
        (b"\xff\xfe\x00", "the answer is no list of captures: line 1: no capture: "),
    ],
)
def test_answer_that_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(UnreadableCaptureError) as raised:
        read_answer(body)
    assert str(raised.value).startswith(message)


def test_query_names_what_the_archive_understands() -> None:
    query = CdxQuery("alwasat.ly/news/libya/1", "20160101000000", "20171231235959")
    assert query.address(SERVER, rows=50) == (
        "https://web.archive.org/cdx/search/cdx?url=alwasat.ly/news/libya/1&from=20160101000000&to=20171231235959"
        "&output=json&filter=statuscode:200&filter=mimetype:text/html&collapse=digest&limit=50&showResumeKey=true"
    )


def test_query_of_a_section_has_no_asterisk() -> None:
    query = CdxQuery("alwasat.ly/news/libya/", "20160101000000", "20171231235959", is_prefix=True)
    assert "?url=alwasat.ly/news/libya/&matchType=prefix&from=" in query.address(SERVER)


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("ly%2Calwasat%29+2017%21", "ly%2Calwasat%29+2017%21"),
        ("ly,alwasat)/ 2017!", "ly%2Calwasat%29%2F%202017%21"),
        ("bHk+YQ==", "bHk%2BYQ%3D%3D"),
    ],
)
def test_key_to_resume_by_is_encoded_once(key: str, written: str) -> None:
    query = CdxQuery("alwasat.ly/", "20160101000000", "20171231235959", resume_key=key)
    assert query.address(SERVER).endswith(f"&showResumeKey=true&resumeKey={written}")


def test_server_with_a_query_of_its_own_keeps_it() -> None:
    query = CdxQuery("alwasat.ly/", "20160101000000", "20171231235959")
    assert query.address("http://127.0.0.1/cdx?coll=a").startswith("http://127.0.0.1/cdx?coll=a&url=alwasat.ly/&from=")


@pytest.mark.parametrize(
    ("address", "urls"),
    [
        (
            ArticleAddress("news", 1, "libya"),
            [
                "alwasat.ly/news/libya/1",
                "www.alwasat.ly/news/libya/1",
                "alwasat.ly/news/libya/1/",
                "www.alwasat.ly/news/libya/1/",
            ],
        ),
        (
            ArticleAddress("ar/news", 1, "libya"),
            [
                "alwasat.ly/ar/news/libya/1/",
                "www.alwasat.ly/ar/news/libya/1/",
                "alwasat.ly/ar/news/libya/1",
                "www.alwasat.ly/ar/news/libya/1",
            ],
        ),
    ],
)
def test_article_is_asked_for_in_all_spellings(address: ArticleAddress, urls: list[str]) -> None:
    assert [query.url for query in article_queries(address, "20160101000000", "20171231235959")] == urls


def test_section_is_asked_for_in_both_systems() -> None:
    queries = section_queries("libya", "20160101000000", "20171231235959")
    assert [(query.url, query.is_prefix) for query in queries] == [
        ("alwasat.ly/news/libya/", True),
        ("www.alwasat.ly/news/libya/", True),
        ("alwasat.ly/ar/news/libya/", True),
        ("www.alwasat.ly/ar/news/libya/", True),
    ]


YEAR = CdxQuery("alwasat.ly/", "20170101000000", "20171231235959")


@pytest.mark.parametrize(
    ("query", "answer", "following"),
    [
        (YEAR, CdxAnswer((MAY,), rows=1), []),
        (YEAR, CdxAnswer((MAY,), rows=1, resume_key="k"), [("20170101000000", "20171231235959", "k")]),
        (
            YEAR,
            CdxAnswer((MAY, JUNE), rows=2),
            [("20170101000000", "20170702115959", None), ("20170702120000", "20171231235959", None)],
        ),
        (
            CdxQuery("alwasat.ly/", "20170101000000", "20171231235959", resume_key="k"),
            CdxAnswer((MAY, JUNE), rows=2),
            [],
        ),
        (
            CdxQuery("alwasat.ly/", "20170101000000", "20170101000001"),
            CdxAnswer((MAY, JUNE), rows=2),
            [("20170101000000", "20170101000000", None), ("20170101000001", "20170101000001", None)],
        ),
    ],
)
def test_full_answer_is_followed_by_what_it_left_off(
    query: CdxQuery, answer: CdxAnswer, following: list[tuple[str, str, str | None]]
) -> None:
    found = query.following(answer, rows=2)
    assert [(each.start, each.end, each.resume_key) for each in found] == following
    assert all(each.is_continued for each in found)


@pytest.mark.parametrize(
    ("query", "answer", "message"),
    [
        (
            CdxQuery("alwasat.ly/", "20170101000000", "20170101000000"),
            CdxAnswer((MAY, JUNE), rows=2),
            "the server lists 2 captures of one second and no more",
        ),
        (
            CdxQuery("alwasat.ly/", "20170101000000", "20171231235959", resume_key="k"),
            CdxAnswer((MAY,), rows=1, resume_key="k"),
            "the server gave the same key to resume by twice",
        ),
    ],
)
def test_rest_that_cannot_be_asked_for_is_told(query: CdxQuery, answer: CdxAnswer, message: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=message):
        query.following(answer, rows=2)


def listed(*captures: tuple[str, str | None]) -> list[CdxCapture]:
    return [
        CdxCapture(datetime(2017, 5, int(day), tzinfo=UTC), f"201705{day}000000", "http://alwasat.ly/", digest=digest)
        for day, digest in captures
    ]


@pytest.mark.parametrize(
    ("captures", "kept"),
    [
        ([("01", "A"), ("02", "A"), ("03", "B")], ["01", "03"]),
        ([("03", "B"), ("02", "A"), ("01", "A")], ["01", "03"]),
        ([("01", "A"), ("02", "B"), ("03", "A")], ["01", "02", "03"]),
        ([("01", None), ("02", None)], ["01", "02"]),
        ([], []),
    ],
)
def test_repeat_of_the_capture_before_goes(captures: list[tuple[str, str | None]], kept: list[str]) -> None:
    assert [capture.timestamp_text[6:8] for capture in without_repeats(listed(*captures))] == kept
