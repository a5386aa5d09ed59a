"""A page that did not change is not stored twice, and never at the price of the page."""

from pathlib import Path
from typing import Any

import pytest
from test_archive import MONDAY, PAGE, URL, compressed, exchange, members, moved, only_file, problems, records

from atwasat_spider.captures.archive import Archive, Exchange, Place

IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def second_answer(folder: Path, second: Exchange, first: Exchange | None = None) -> dict[str, Any]:
    """Return the record of an exchange for which an earlier one's place is known."""
    with Archive(folder) as archive:
        archive.write(second, earlier=archive.write(first or exchange()))
    assert problems(only_file(folder)) == ""
    return records(only_file(folder))[3]


def test_same_payload_is_written_as_revisit(tmp_path: Path) -> None:
    headers = (("Date", "Tue, 06 Sep 2016 08:00:00 GMT"), ("Content-Length", str(len(PAGE))))
    tuesday = MONDAY.replace(day=6)
    moved_page = exchange(url=URL + "?page=1", fetched_at=tuesday, response_headers=headers)
    revisit = second_answer(tmp_path, moved_page)
    first = records(only_file(tmp_path))[1]
    assert (revisit["WARC-Type"], revisit["WARC-Profile"], revisit["WARC-Truncated"]) == (
        "revisit",
        IDENTICAL,
        "length",
    )
    assert revisit["WARC-Refers-To"] == first["WARC-Record-ID"]
    assert revisit["WARC-Refers-To-Target-URI"] == URL
    assert revisit["WARC-Refers-To-Date"] == "2016-09-05T15:51:00.250000Z"
    assert revisit["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]
    assert (revisit["WARC-Target-URI"], revisit["WARC-Date"]) == (URL + "?page=1", "2016-09-06T15:51:00.250000Z")
    assert (revisit["head"].statusline, tuple(revisit["head"].headers), revisit["payload"]) == ("200 OK", headers, b"")


def test_request_is_tied_to_its_revisit(tmp_path: Path) -> None:
    revisit = second_answer(tmp_path, exchange())
    request = records(only_file(tmp_path))[4]
    assert (request["WARC-Type"], request["WARC-Concurrent-To"]) == ("request", revisit["WARC-Record-ID"])


def test_not_modified_is_written_as_revisit(tmp_path: Path) -> None:
    revisit = second_answer(tmp_path, moved(304, "Not Modified", response_headers=(("ETag", '"1"'),)))
    first = records(only_file(tmp_path))[1]
    assert (revisit["WARC-Type"], revisit["WARC-Profile"]) == ("revisit", NOT_MODIFIED)
    assert (revisit["WARC-Refers-To"], revisit["WARC-Refers-To-Target-URI"]) == (first["WARC-Record-ID"], URL)
    assert (revisit["head"].statusline, revisit["head"].headers) == ("304 Not Modified", [("ETag", '"1"')])
    assert revisit.keys().isdisjoint({"WARC-Payload-Digest", "WARC-Truncated"})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (exchange(), exchange(payload=PAGE + b" ")),
        (exchange(payload=b""), exchange(payload=b"")),
        (exchange(), exchange(payload=b"")),
        (exchange(), moved(404, "Not Found")),
        (exchange(), exchange(status=304, payload=b"a page in an answer that must not have one")),
    ],
)
def test_other_or_empty_payload_is_written_in_full(first: Exchange, second: Exchange, tmp_path: Path) -> None:
    response = second_answer(tmp_path, second, first)
    assert (response["WARC-Type"], response["payload"]) == ("response", second.payload)
    assert response.keys().isdisjoint({"WARC-Profile", "WARC-Refers-To"})


def test_not_modified_without_earlier_is_response(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(moved(304, "Not Modified"))
    assert records(only_file(tmp_path))[1]["WARC-Type"] == "response"


def test_earlier_may_lie_in_another_archive(tmp_path: Path) -> None:
    with Archive(tmp_path / "2016") as archive:
        place = archive.write(exchange())
    with Archive(tmp_path / "2017") as archive:
        archive.write(exchange(), earlier=place)
    assert records(only_file(tmp_path / "2017"))[1]["WARC-Profile"] == IDENTICAL


def test_revisit_of_a_revisit_is_written_in_full(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        revisit = archive.write(exchange(), earlier=archive.write(exchange()))
        archive.write(exchange(), earlier=revisit)
    kinds = [record["WARC-Type"] for record in records(only_file(tmp_path))]
    assert kinds == ["warcinfo", "response", "request", "revisit", "request", "response", "request"]


@pytest.mark.parametrize("offset", ["warcinfo", "request", "within", "end", "before", "far"])
def test_place_of_no_response_is_no_earlier(offset: str, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        place = archive.write(exchange())
    (info, _), (response, _), (request, _) = members(place.path)
    end = place.path.stat().st_size
    offsets = {"warcinfo": info, "request": request, "within": response + 20, "end": end, "before": -1, "far": end * 9}
    with Archive(tmp_path / "new") as archive:
        archive.write(exchange(), earlier=Place(place.path, offsets[offset]))
        archive.write(moved(304, "Not Modified"), earlier=Place(place.path, offsets[offset]))
    assert [record["WARC-Type"] for record in records(only_file(tmp_path / "new"))[1::2]] == ["response", "response"]


@pytest.mark.parametrize("file", ["missing", "folder", "empty", "text"])
def test_unreadable_file_holds_no_earlier(file: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_text("WARC/1.1\r\nWARC-Type: response\r\n\r\n")
    with Archive(tmp_path / "archive") as archive:
        place = archive.write(exchange(), earlier=Place(tmp_path / file, 0))
    assert records(place.path)[1]["WARC-Type"] == "response"


def test_damaged_earlier_is_written_again(tmp_path: Path) -> None:
    with Archive(tmp_path / "old") as archive:
        place = archive.write(exchange())
    _, _, (end, _) = members(place.path)
    whole = place.path.read_bytes()
    damaged = tmp_path / "damaged.warc.gz"
    with Archive(tmp_path / "new") as archive:
        for byte in range(place.offset + 12, end, 5):  # behind the first bytes, which say nothing of the record
            damaged.write_bytes(whole[:byte] + bytes([whole[byte] ^ 0xFF]) + whole[byte + 1 :])
            archive.write(exchange(), earlier=Place(damaged, place.offset))
        damaged.write_bytes(whole[: end - 1])
        archive.write(exchange(), earlier=Place(damaged, place.offset))
    assert {record["WARC-Type"] for record in records(only_file(tmp_path / "new"))[1::2]} == {"response"}


def test_digest_of_another_algorithm_is_no_match(tmp_path: Path) -> None:
    with Archive(tmp_path / "old") as archive:
        place = archive.write(exchange())
    [_, (_, content), _] = members(place.path)
    other = tmp_path / "other.warc.gz"
    digest = records(place.path)[1]["WARC-Payload-Digest"].encode()
    with Archive(tmp_path / "new") as archive:
        for changed in (
            content,
            content.replace(digest, b"sha1:" + b"A" * 32),
            content.replace(b"WARC-Date", b"X-Date"),
        ):
            other.write_bytes(compressed(changed, level=9))
            archive.write(exchange(), earlier=Place(other, 0))
    kinds = [record["WARC-Type"] for record in records(only_file(tmp_path / "new"))[1::2]]
    assert kinds == ["revisit", "response", "response"]
