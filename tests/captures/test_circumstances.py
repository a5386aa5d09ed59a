"""What ``capture.json`` says of a saved page."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atwasat_spider.addresses import ArticleAddress
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.captures.circumstances import read_circumstances
from atwasat_spider.captures.stored import StoredFile
from atwasat_spider.errors import UnreadableCaptureError


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "capture.json"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """{
            "url": "http://www.alwasat.ly/news/libya/116739",
            "captured_at": "2016-11-17T10:20:30Z",
            "content_type": "text/plain; charset=utf-8",
            "note": "حفظها محرر"
        }""",
    )
    assert read_circumstances(StoredFile(path)) == Circumstances(
        address=ArticleAddress("news", 116739, "libya"),
        captured_at=datetime(2016, 11, 17, 10, 20, 30, tzinfo=UTC),
        content_type="text/plain; charset=utf-8",
        note="حفظها محرر",  # an editor saved it
    )


def test_every_key_may_be_missing(tmp_path: Path) -> None:
    assert read_circumstances(StoredFile(written(tmp_path, "{}"))) == Circumstances(None, None, None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            '"url": "https://alwasat.ly/ar/news/libya/133195/"',
            Circumstances(address=ArticleAddress("ar/news", 133195, "libya")),
        ),
        ('"captured_at": "2017-02-16T00:00:00Z"', Circumstances(captured_at=datetime(2017, 2, 16, tzinfo=UTC))),
        ('"content_type": "text/plain"', Circumstances(content_type="text/plain")),
        ('"note": "seen in a library"', Circumstances(note="seen in a library")),
    ],
)
def test_one_key_stands_alone(tmp_path: Path, line: str, expected: Circumstances) -> None:
    assert read_circumstances(StoredFile(written(tmp_path, f"{{{line}}}"))) == expected


@pytest.mark.parametrize(
    ("printed", "hour", "minute"),
    [
        ("2016-09-05T17:51:00+02:00", 15, 51),
        ("2016-09-05T15:51:00+00:00", 15, 51),
        ("2016-09-05T15:51Z", 15, 51),
        ("20160905T155100Z", 15, 51),
        ("2016-09-05T21:21:00+05:30", 15, 51),
        ("2016-09-05T08:51:00-07:00", 15, 51),
        ("2016-09-06T00:51:00+09:00", 15, 51),
    ],
)
def test_time_of_capture_is_kept_in_utc(tmp_path: Path, printed: str, hour: int, minute: int) -> None:
    captured_at = read_circumstances(StoredFile(written(tmp_path, f'{{"captured_at": "{printed}"}}'))).captured_at
    assert captured_at is not None
    assert captured_at.isoformat() == f"2016-09-05T{hour}:{minute}:00+00:00"


def test_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert read_circumstances(StoredFile(written(tmp_path, b'\xef\xbb\xbf{"note": "n"}'))).note == "n"


@pytest.mark.parametrize("key", ["captured", "Url", "content-type", "captured_at ", "", "عنوان"])
def test_unknown_key_is_named(tmp_path: Path, key: str) -> None:
    path = written(tmp_path, json.dumps({"note": "n", key: "x"}))
    with pytest.raises(UnreadableCaptureError, match=f"{path}: unknown key '{key}'"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize("key", ["url", "captured_at", "content_type", "note"])
@pytest.mark.parametrize("value", ["null", "1", "1.5", "true", "[]", '{"a": "b"}', "NaN"])
def test_wrong_type_is_named_with_its_key(tmp_path: Path, key: str, value: str) -> None:
    path = written(tmp_path, f'{{"{key}": {value}}}')
    with pytest.raises(UnreadableCaptureError, match=f"{path}: '{key}' must be a text"):
        read_circumstances(StoredFile(path))


def test_repeated_key_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, '{"url": "https://alwasat.ly/news/libya/1", "note": "a", "note": "b"}')
    with pytest.raises(UnreadableCaptureError, match=f"{path}: .*'note'"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize("text", ["[]", '"note"', "null", "1", '[{"note": "n"}]'])
def test_anything_but_an_object_is_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnreadableCaptureError, match=f"{path}: must hold one JSON object"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize(
    "text", ["", "{", "{'note': 'n'}", '{"note": "n",}', '{"note": "n"} x', b"\xff", b'{"note": "\xe9"}', "[" * 100_000]
)
def test_invalid_json_is_refused(tmp_path: Path, text: str | bytes) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnreadableCaptureError, match=f"{path}: not valid JSON"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize("url", ["https://example.com/news/libya/1", "https://alwasat.ly/live", "", "libya"])
def test_address_of_anything_else_is_refused(tmp_path: Path, url: str) -> None:
    path = written(tmp_path, json.dumps({"url": url}))
    with pytest.raises(UnreadableCaptureError, match=f"{path}: 'url': '{url}'"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize("printed", ["2016-09-05T17:51:00", "2016-09-05", "2016-09"])
def test_time_without_an_offset_is_refused(tmp_path: Path, printed: str) -> None:
    path = written(tmp_path, json.dumps({"captured_at": printed}))
    with pytest.raises(UnreadableCaptureError, match=f"{path}: 'captured_at': '{printed}' has no offset"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize(
    "printed",
    ["", "yesterday", "2016-13-01T00:00Z", "2016-09-31T00:00Z", "2016-09-05T25:00Z", "05/09/2016", "٢٠١٦-٠٩-٠٥"],
)
def test_garbage_for_a_time_is_refused(tmp_path: Path, printed: str) -> None:
    path = written(tmp_path, json.dumps({"captured_at": printed}))
    with pytest.raises(UnreadableCaptureError, match=f"{path}: 'captured_at': '{printed}' is not an ISO 8601 time"):
        read_circumstances(StoredFile(path))


@pytest.mark.parametrize("printed", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_time_beyond_the_calendar_is_refused(tmp_path: Path, printed: str) -> None:
    with pytest.raises(UnreadableCaptureError, match="captured_at"):
        read_circumstances(StoredFile(written(tmp_path, json.dumps({"captured_at": printed}))))


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "capture.json"
    with pytest.raises(UnreadableCaptureError, match=f"{path}: cannot be read: No such file"):
        read_circumstances(StoredFile(path))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    JSON_VALUES
    | st.dictionaries(st.sampled_from(["url", "captured_at", "content_type", "note"]), JSON_VALUES)
    | st.fixed_dictionaries({"captured_at": st.text("0123456789-:TZ+. W")})
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_read_or_refused(tmp_path: Path, value: object) -> None:
    try:
        circumstances = read_circumstances(StoredFile(written(tmp_path, json.dumps(value))))
    except UnreadableCaptureError:
        return
    assert circumstances.captured_at is None or circumstances.captured_at.tzinfo is UTC
