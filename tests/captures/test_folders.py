"""Saved pages on disk: which are found, in what order, and what is said of the others."""

import hashlib
import os
from pathlib import Path

import pytest

from atwasat_spider.captures import Capture, CaptureSource, find_captures
from atwasat_spider.captures.capture import Circumstances
from atwasat_spider.errors import UnreadableCaptureError, WrongUsageError


def saved(path: Path, text: str = "a page") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def texts(sources: list[CaptureSource]) -> list[str]:
    return [source.load().payload.decode("utf-8") for source in sources if source.problem is None]


def problems(sources: list[CaptureSource]) -> dict[str, str]:
    return {source.path.name: source.problem for source in sources if source.problem is not None}


def test_one_file_is_one_capture(tmp_path: Path) -> None:
    page = saved(tmp_path / "seen.txt", "بوابة الوسط")
    [source] = find_captures([page]).sources
    assert source.load() == Capture(str(page), "بوابة الوسط".encode(), Circumstances())
    assert source.sha256 == source.load().sha256 == hashlib.sha256("بوابة الوسط".encode()).hexdigest()


def test_file_asked_for_may_have_any_ending(tmp_path: Path) -> None:
    assert texts(find_captures([saved(tmp_path / "page.text"), saved(tmp_path / "x", "b")]).sources) != []
    assert texts(find_captures([saved(tmp_path / ".hidden.txt", "h")]).sources) == ["h"]


def test_folder_is_searched_to_the_bottom(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt", "one")
    saved(tmp_path / "2016" / "b.TXT", "two")
    saved(tmp_path / "2016" / "09" / "05" / "c.txt", "three")
    assert sorted(texts(find_captures([tmp_path]).sources)) == ["one", "three", "two"]


def test_empty_folder_has_no_captures(tmp_path: Path) -> None:
    findings = find_captures([tmp_path])
    assert findings.sources == []
    assert findings.passed_over == {}


def test_no_paths_have_no_captures() -> None:
    assert find_captures([]).sources == []


def test_saved_page_folder_has_its_circumstances(tmp_path: Path) -> None:
    saved(tmp_path / "seen" / "page.txt", "the page")
    saved(tmp_path / "seen" / "capture.json", '{"url": "https://alwasat.ly/news/libya/116739", "note": "n"}')
    [source] = find_captures([tmp_path]).sources
    circumstances = source.load().circumstances
    assert circumstances.note == "n"
    assert circumstances.address is not None
    assert circumstances.address.site_id == 116739


def test_circumstances_count_for_the_page_itself(tmp_path: Path) -> None:
    page = saved(tmp_path / "page.txt", "the page")
    saved(tmp_path / "capture.json", '{"note": "n"}')
    [source] = find_captures([page]).sources
    assert source.load().circumstances.note == "n"


def test_circumstances_say_nothing_of_other_files(tmp_path: Path) -> None:
    saved(tmp_path / "page.txt", "the page")
    saved(tmp_path / "other.txt", "another")
    saved(tmp_path / "capture.json", '{"note": "n"}')
    notes = {source.path.name: source.load().circumstances.note for source in find_captures([tmp_path]).sources}
    assert notes == {"page.txt": "n", "other.txt": None}


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    saved(tmp_path / ".a.txt")
    saved(tmp_path / ".git" / "b.txt")
    saved(tmp_path / "c.txt", "seen")
    findings = find_captures([tmp_path])
    assert texts(findings.sources) == ["seen"]
    assert findings.passed_over == {"hidden": 2}


def test_page_is_read_where_it_lies_and_not_by_a_link_to_it(tmp_path: Path) -> None:
    page = saved(tmp_path / "z" / "page.txt", "seen")
    (tmp_path / "a.txt").symlink_to(page)
    (tmp_path / "linked").symlink_to(tmp_path / "z")
    findings = find_captures([tmp_path])
    assert [source.path for source in findings.sources] == [page]
    assert findings.passed_over == {"linked folders": 1}


def test_other_endings_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.MD", "d.jpg", "README"):
        saved(tmp_path / name, name)
    findings = find_captures([tmp_path])
    assert texts(findings.sources) == ["a.txt"]
    assert findings.passed_over == {".md": 2, ".jpg": 1, "README": 1}


def test_circumstances_that_were_read_are_not_passed_over(tmp_path: Path) -> None:
    saved(tmp_path / "page.txt")
    saved(tmp_path / "capture.json", "{}")
    assert find_captures([tmp_path]).passed_over == {}


def test_problem_is_raised_when_loaded(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    [source] = find_captures([tmp_path / "a.txt"]).sources
    with pytest.raises(UnreadableCaptureError, match="is not a regular file"):
        source.load()


@pytest.mark.parametrize("name", ["nowhere", "nowhere/page.txt", "nul\x00", "n" * 300])
def test_path_that_does_not_exist_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsageError) as raised:
        find_captures([tmp_path / name])
    assert str(tmp_path / name) in str(raised.value)


def test_same_file_given_twice_comes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = saved(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    roundabout = tmp_path / ".." / tmp_path.name / "a.txt"
    (tmp_path / "link.txt").symlink_to(page)
    assert len(find_captures([page, page, tmp_path, Path("a.txt"), roundabout]).sources) == 1


def test_same_bytes_in_two_files_come_twice(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt", "one")
    saved(tmp_path / "b.txt", "one")
    assert texts(find_captures([tmp_path]).sources) == ["one", "one"]


def test_file_asked_for_is_read_wherever_it_stands_among_the_paths(tmp_path: Path) -> None:
    notes = saved(tmp_path / "notes.md", "notes")
    assert texts(find_captures([notes, tmp_path]).sources) == ["notes"]
    assert texts(find_captures([tmp_path, notes]).sources) == ["notes"]


def test_order_does_not_depend_on_file_names(tmp_path: Path) -> None:
    contents = ["one", "two", "three", "four", "five"]
    for number, content in enumerate(contents):
        saved(tmp_path / "before" / f"{number}.txt", content)
        saved(tmp_path / "after" / f"{9 - number}" / f"x{number * 7 % 5}.txt", content)
    before = texts(find_captures([tmp_path / "before"]).sources)
    assert before == texts(find_captures([tmp_path / "after"]).sources)
    assert sorted(before) == sorted(contents)


def test_time_of_capture_comes_first_in_the_order(tmp_path: Path) -> None:
    moments = {
        "third": "2017-05-01T12:00:00Z",
        "second": "2016-09-05T18:00:00+02:00",
        "first": "2016-09-05T15:59:00Z",
    }
    for text, moment in moments.items():
        saved(tmp_path / text / "page.txt", text)
        saved(tmp_path / text / "capture.json", f'{{"captured_at": "{moment}"}}')
    assert texts(find_captures([tmp_path]).sources) == ["first", "second", "third"]


def test_page_that_is_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atwasat_spider.captures.stored.LARGEST_PAGE", 10)
    saved(tmp_path / "small.txt", "0123456789")
    saved(tmp_path / "large.txt", "0123456789A")
    sources = find_captures([tmp_path]).sources
    assert texts(sources) == ["0123456789"]
    assert problems(sources) == {"large.txt": "has 11 bytes; a page has at most 10"}


def test_circumstances_without_a_page_are_a_problem(tmp_path: Path) -> None:
    saved(tmp_path / "seen" / "capture.json", "{}")
    [problem] = problems(find_captures([tmp_path]).sources).values()
    assert "no page.txt or page.html beside it" in problem


def test_unreadable_circumstances_are_the_pages_problem(tmp_path: Path) -> None:
    saved(tmp_path / "page.txt")
    saved(tmp_path / "capture.json", '{"ulr": "x"}')
    [source] = find_captures([tmp_path]).sources
    assert source.path.name == "page.txt"
    assert source.problem is not None
    assert "'ulr'" in source.problem


def test_problem_does_not_stop_the_others(tmp_path: Path) -> None:
    saved(tmp_path / "bad" / "page.txt", "bad")
    saved(tmp_path / "bad" / "capture.json", "{")
    saved(tmp_path / "good" / "page.txt", "good")
    os.mkfifo(tmp_path / "a.html")
    sources = find_captures([tmp_path]).sources
    assert texts(sources) == ["good"]
    assert set(problems(sources)) == {"page.txt", "a.html"}


def test_loop_of_folders_ends(tmp_path: Path) -> None:
    saved(tmp_path / "below" / "a.txt", "one")
    (tmp_path / "below" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert texts(find_captures([tmp_path]).sources) == ["one"]


def test_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt", "one")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    sources = find_captures([tmp_path]).sources
    assert texts(sources) == ["one"]
    assert set(problems(sources)) == {"loop.txt"}


def test_link_to_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    assert set(problems(find_captures([tmp_path]).sources)) == {"broken.txt"}


def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(find_captures([tmp_path]).sources) == {"pipe.txt": "is not a regular file"}


def test_file_that_vanishes_is_an_error_when_loaded(tmp_path: Path) -> None:
    page = saved(tmp_path / "a.txt")
    [source] = find_captures([page]).sources
    page.unlink()
    with pytest.raises(UnreadableCaptureError):
        source.load()


def test_name_that_is_not_utf_8_is_escaped(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xc7\xe1\xe6\xd3\xd8.txt")  # al-Wasat in windows-1256
    saved(tmp_path / name, "one")
    [source] = find_captures([tmp_path]).sources
    assert source.load().path == f"{tmp_path}/\\xc7\\xe1\\xe6\\xd3\\xd8.txt"
    assert source.load().payload == b"one"


def test_problem_below_such_a_name_can_be_stored(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xc7\xe1\xe6\xd3\xd8")
    saved(folder / "page.txt")
    saved(folder / "capture.json", "{")
    [source] = find_captures([tmp_path]).sources
    assert source.problem is not None
    source.problem.encode("utf-8")


def test_relative_path_is_kept_as_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    [source] = find_captures([Path("a.txt")]).sources
    assert source.load().path == str(tmp_path / "a.txt")
