"""Files on disk and members of zip files: read alike, found again, and never more than names."""

import os
from pathlib import Path

import pytest
from saved_files import put, zipped

from atwasat_spider.captures import find_captures, read_captures
from atwasat_spider.captures.bodies import LARGEST_PAGE
from atwasat_spider.captures.stored import MOST_MEMBERS, StoredFile, find_stored
from atwasat_spider.errors import UnreadableCaptureError


def test_file_on_disk_has_its_absolute_path(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"text")
    file = StoredFile(Path("x.txt"))  # every test begins in its own temporary folder
    assert (file.path, file.name, file.size(), file.read()) == (f"{tmp_path}/x.txt", "x.txt", 4, b"text")


def test_member_is_read_as_a_file_is(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", zipped({"in/x.txt": b"text", "y.txt": b"other"}))
    with StoredFile(path).unzipped() as members:
        shown = [(file.path, file.name, file.size(), file.start(2), file.read()) for file in members]
    assert shown == [
        (f"{path}/in/x.txt", "x.txt", 4, b"te", b"text"),
        (f"{path}/y.txt", "y.txt", 5, b"ot", b"other"),
    ]


def test_folders_of_a_zip_file_are_no_members(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", zipped({"in/": b"", "in/x.txt": b"text"}))
    with StoredFile(path).unzipped() as members:
        assert [file.name for file in members] == ["x.txt"]


def test_neighbour_is_in_the_same_folder_of_the_zip_file(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_bytes(b"of the disk")
    path = put(tmp_path / "a.zip", zipped({"in/x.txt": b"x", "in/c.json": b"c", "y.txt": b"y"}))
    with StoredFile(path).unzipped() as members:
        inside = members[0].beside("c.json")
        assert inside is not None
        assert (inside.path, inside.read()) == (f"{path}/in/c.json", b"c")
        assert members[2].beside("c.json") is None


def test_neighbour_on_disk_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"x")
    (tmp_path / "c.json").write_bytes(b"c")
    (tmp_path / "d.json").mkdir()
    assert StoredFile(tmp_path / "x.txt").beside("c.json") == StoredFile(tmp_path / "c.json")
    assert StoredFile(tmp_path / "x.txt").beside("d.json") is None


def test_standard_input_has_no_other_path(tmp_path: Path) -> None:
    path = put(tmp_path / "kept", zipped({"x.txt": b"x"}))
    with StoredFile(path, shown="-").unzipped() as [member]:
        assert (member.path, member.read()) == ("-/x.txt", b"x")


@pytest.mark.parametrize("content", [b"", b"no zip file", b"PK\x03\x04 cut off", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_file_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableCaptureError, match="cannot be read"), StoredFile(tmp_path / "a.zip").unzipped():
        pass


def test_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCaptureError, match="cannot be read: No such file or directory"):
        StoredFile(tmp_path / "x.txt").read()


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    with pytest.raises(UnreadableCaptureError, match="is not a regular file"):
        StoredFile(tmp_path / "x.txt").read()


def test_file_larger_than_any_page_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(LARGEST_PAGE + 1)
    with pytest.raises(UnreadableCaptureError, match=f"a page has at most {LARGEST_PAGE}"):
        StoredFile(tmp_path / "x.txt").read()


def test_member_whose_bytes_were_damaged_is_said(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", zipped({"x.txt": b"text of a page " * 100}))
    content = bytearray(path.read_bytes())
    content[45] ^= 0xFF
    path.write_bytes(content)
    with StoredFile(path).unzipped() as [member], pytest.raises(UnreadableCaptureError, match="cannot be read"):
        member.read()


def test_zip_file_of_too_many_members_is_said(tmp_path: Path) -> None:
    content = zipped({"x": b""})
    directory, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entries = content[directory:end] * (MOST_MEMBERS + 1)  # one member, named so often
    size = len(entries).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(content[:directory] + entries + content[end : end + 12] + size + content[end + 16 :])
    with pytest.raises(UnreadableCaptureError, match="members; 200000 are read"), StoredFile(path).unzipped():
        pass


@pytest.mark.parametrize(
    "inside", ["x.txt", "in/x.txt", "b.zip/x.txt", "b.zip/in/x.txt", "in/c.zip/d.zip/y.txt", "../x.txt"]
)
def test_capture_is_found_again_by_its_path(inside: str, tmp_path: Path) -> None:
    deepest = zipped({"y.txt": b"y", "x.txt": b"not this one"})
    members = {
        "x.txt": b"x",
        "in/x.txt": b"in/x",
        "../x.txt": b"../x",
        "b.zip": zipped({"x.txt": b"b/x", "in/x.txt": b"b/in/x"}),
        "in/c.zip": zipped({"d.zip": deepest}),
    }
    path = put(tmp_path / "a.zip", zipped(members))
    expected = {
        "x.txt": b"x",
        "in/x.txt": b"in/x",
        "b.zip/x.txt": b"b/x",
        "b.zip/in/x.txt": b"b/in/x",
        "in/c.zip/d.zip/y.txt": b"y",
        "../x.txt": b"../x",
    }
    with find_stored(f"{path}/{inside}") as file:
        assert (file.path, file.read()) == (f"{path}/{inside}", expected[inside])


def test_folder_named_like_a_zip_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip").mkdir()
    (tmp_path / "a.zip" / "x.txt").write_bytes(b"x")
    with find_stored(f"{tmp_path}/a.zip/x.txt") as file:
        assert file.read() == b"x"


@pytest.mark.parametrize("path", ["a.zip/z.txt", "a.zip/x.txt/y.txt", "b.zip/x.txt", "x.txt", "a.zip/in"])
def test_what_is_no_longer_there_is_named(path: str, tmp_path: Path) -> None:
    put(tmp_path / "a.zip", zipped({"x.txt": b"x", "in/y.txt": b"y"}))
    with pytest.raises(UnreadableCaptureError), find_stored(f"{tmp_path}/{path}"):
        pass


@pytest.mark.parametrize("name", [".hidden.html", "__MACOSX/._page.html", ".cache/page.html"])
def test_hidden_members_are_passed_over_as_hidden_files_are(name: str, tmp_path: Path) -> None:
    """Of a zip file that a Mac made, half the members are such."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "folder" / name).write_bytes(b"<html>")
    assert find_captures([tmp_path / "folder"]).sources == []
    put(tmp_path / "a.zip", zipped({name: b"\x00\x05\x16\x07 no page", "page.html": b"<html>"}))
    read = [each.path for each in read_captures(find_captures([tmp_path / "a.zip"]))]
    assert read == [f"{tmp_path}/a.zip/page.html"]
