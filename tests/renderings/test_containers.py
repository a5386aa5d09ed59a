"""The containers hold their pages, read back by libraries of their formats."""

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from renderings.articles_of_libya import POWER_OF_GHAT, TOBRUK_BUOYS
from renderings.containers import Page, wacz, warc
from renderings.newscoop import newscoop

PAGES: list[Page] = [
    (TOBRUK_BUOYS.url, datetime(2022, 6, 16, 7, 14, 0, tzinfo=UTC), newscoop(TOBRUK_BUOYS).encode()),
    (POWER_OF_GHAT.url, datetime(2022, 6, 16, 7, 14, 5, tzinfo=UTC), newscoop(POWER_OF_GHAT).encode()),
]


def responses(content: bytes) -> list[tuple[str, str, bytes]]:
    return [
        (
            record.rec_headers.get_header("WARC-Target-URI"),
            record.rec_headers.get_header("WARC-Date"),
            record.content_stream().read(),
        )
        for record in ArchiveIterator(BytesIO(content))
        if record.rec_type == "response"
    ]


EXPECTED = [
    ("https://alwasat.ly/news/libya/331638", "2022-06-16T07:14:00Z", PAGES[0][2]),
    ("https://alwasat.ly/news/libya/262614", "2022-06-16T07:14:05Z", PAGES[1][2]),
]


@pytest.mark.parametrize("compressed", [True, False])
def test_warc_gives_its_pages_back(compressed: bool) -> None:
    content = warc(PAGES, compressed=compressed)
    assert responses(content) == EXPECTED
    assert content.startswith(b"\x1f\x8b" if compressed else b"WARC/1.0\r\n")


def test_warc_has_the_records_of_a_crawl() -> None:
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(warc(PAGES)))]
    assert kinds == ["warcinfo", "request", "response", "metadata", "request", "response", "metadata"]


def test_last_response_is_compressed_and_in_chunks() -> None:
    content = warc(PAGES, compressed=False)
    assert content.count(b"Transfer-Encoding: chunked\r\n") == content.count(b"Content-Encoding: gzip\r\n") == 1
    assert PAGES[0][2] in content
    assert PAGES[1][2] not in content


def test_warc_without_pages_is_its_description() -> None:
    assert [record.rec_type for record in ArchiveIterator(BytesIO(warc([])))] == ["warcinfo"]


def test_same_pages_make_the_same_containers() -> None:
    assert warc(PAGES) == warc(PAGES)
    assert wacz(PAGES) == wacz(PAGES)


def test_wacz_has_the_members_of_its_format() -> None:
    with zipfile.ZipFile(BytesIO(wacz(PAGES))) as file:
        assert file.namelist() == [
            "archive/data.warc.gz",
            "indexes/index.cdxj",
            "pages/pages.jsonl",
            "datapackage.json",
        ]
        assert file.read("archive/data.warc.gz") == warc(PAGES)
        listed = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
    assert [line.get("url") for line in listed] == [None, PAGES[0][0], PAGES[1][0]]


def test_index_of_wacz_points_at_its_responses() -> None:
    with zipfile.ZipFile(BytesIO(wacz(PAGES))) as file:
        archive = file.read("archive/data.warc.gz")
        first = file.read("indexes/index.cdxj").decode().splitlines()[0]
    key, time, about = first.split(" ", 2)
    place = json.loads(about)
    assert (key, time) == ("ly,alwasat)/news/libya/262614", "20220616071405")
    assert responses(archive[int(place["offset"]) :][: int(place["length"])]) == EXPECTED[1:]
