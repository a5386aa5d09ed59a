"""Which file an archive goes on in, what it cuts off there, and what it leaves alone."""

from pathlib import Path

import pytest
from test_archive import exchange, members, only_file, problems, records

from atwasat_spider.captures.archive import Archive


def note_of(file: Path) -> Path:
    return file.with_name(file.name + ".open")


def note(end: int) -> bytes:
    return f"{end:020d}\n".encode()


def written(folder: Path, exchanges: int = 2) -> Path:
    """Return a closed file with some exchanges."""
    with Archive(folder) as archive:
        places = [archive.write(exchange()) for _ in range(exchanges)]
    return places[0].path


def go_on(folder: Path) -> Path:
    """Write one more exchange and return the file that it went to."""
    with Archive(folder) as archive:
        return archive.write(exchange()).path


def kinds(file: Path) -> list[str]:
    return [record["WARC-Type"] for record in records(file)]


def test_next_archive_goes_on_in_the_file(tmp_path: Path) -> None:
    file = written(tmp_path)
    before = file.read_bytes()
    assert go_on(tmp_path) == file
    assert file.read_bytes().startswith(before)
    assert kinds(file) == ["warcinfo", *["response", "request"] * 3]
    assert len({record.get("WARC-Warcinfo-ID") for record in records(file)[1:]}) == 1
    assert problems(file) == ""


def test_newest_file_that_is_free_goes_on(tmp_path: Path) -> None:
    with Archive(tmp_path) as first, Archive(tmp_path) as second, Archive(tmp_path) as third:
        files = [archive.write(exchange()).path for archive in (first, second, third)]
        second.close()
        assert files == sorted(files)
        assert go_on(tmp_path) == files[1]
        first.close()
        assert go_on(tmp_path) == files[1]
    assert go_on(tmp_path) == files[2]


def test_other_software_begins_a_file_of_its_own(tmp_path: Path) -> None:
    file = written(tmp_path)
    with Archive(tmp_path, software="another/2.0\r\nrobots: ignore") as archive:
        other = archive.write(exchange()).path
    assert other != file
    assert records(other)[0]["payload"].startswith(b"software: another/2.0 robots: ignore\r\nformat: ")
    assert kinds(file) == ["warcinfo", *["response", "request"] * 2]


def test_file_of_another_name_is_left_alone(tmp_path: Path) -> None:
    file = written(tmp_path).rename(tmp_path / "crawl.warc.gz")
    before = file.read_bytes()
    assert go_on(tmp_path) != file
    assert file.read_bytes() == before


def test_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with Archive(tmp_path, largest=5_000) as archive:
        places = [archive.write(exchange()) for _ in range(20)]
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert len(files) > 2
    assert files == sorted({place.path for place in places})
    assert problems(*files) == ""
    for file in files:
        ends = [place for place, _ in members(file)]
        assert kinds(file)[:3] == ["warcinfo", "response", "request"]
        assert ends[-2] < 5_000  # the last exchange began while the file was not full
    assert all(file.stat().st_size >= 5_000 for file in files[:-1])
    assert sorted(tmp_path.iterdir()) == files


@pytest.mark.parametrize("largest", [0, 1])
def test_smallest_file_holds_one_exchange(largest: int, tmp_path: Path) -> None:
    with Archive(tmp_path, largest=largest) as archive:
        places = [archive.write(exchange()) for _ in range(3)]
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert files == [place.path for place in places]
    assert [kinds(file) for file in files] == [["warcinfo", "response", "request"]] * 3


def test_note_says_how_far_an_open_file_is_whole(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        for _ in range(3):
            file = archive.write(exchange()).path
            assert note_of(file).read_bytes() == note(file.stat().st_size)
    assert not note_of(file).exists()


def test_both_records_are_in_the_file_at_once(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        file = archive.write(exchange()).path
        assert kinds(file) == ["warcinfo", "response", "request"]


def test_beginning_of_a_record_is_cut_off(tmp_path: Path) -> None:
    file = written(tmp_path / "whole", 3)
    places = [place for place, _ in members(file)]
    whole = file.read_bytes()
    for cut in [*range(places[5], places[5] + 24), *range(places[5] + 24, len(whole), 29)]:
        folder = tmp_path / str(cut)
        folder.mkdir()
        torn = folder / file.name
        torn.write_bytes(whole[:cut])
        note_of(torn).write_bytes(note(places[5]))
        assert go_on(folder) == torn
        kept = ["response"] if cut >= places[6] else []  # an answer without its request counts
        assert kinds(torn) == ["warcinfo", *["response", "request"] * 2, *kept, "response", "request"]
        assert problems(torn) == ""


def test_full_torn_file_is_made_whole(tmp_path: Path) -> None:
    file = written(tmp_path)
    whole = file.read_bytes()
    [*_, (last, _)] = members(file)
    file.write_bytes(whole[:-1])
    note_of(file).write_bytes(note(last))
    with Archive(tmp_path, largest=100) as archive:
        assert archive.write(exchange()).path != file
    assert file.read_bytes() == whole[:last]
    assert not note_of(file).exists()


@pytest.mark.parametrize("says", [b"", b"0", b"one", note(5), note(10**9), note(10**20 - 1), note(400), b"-7\n"])
def test_untrue_note_costs_no_record(says: bytes, tmp_path: Path) -> None:
    file = written(tmp_path)
    file.write_bytes(file.read_bytes()[:-9])
    note_of(file).write_bytes(says)
    assert go_on(tmp_path) == file
    assert kinds(file) == ["warcinfo", "response", "request", "response", "response", "request"]
    assert problems(file) == ""


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"garbage", b"\x1f\x8b\x08garbage"])
@pytest.mark.parametrize("noted", [True, False])
def test_damaged_tail_is_never_written_behind(tail: bytes, noted: bool, tmp_path: Path) -> None:
    file = written(tmp_path)
    if noted:
        note_of(file).write_bytes(note(file.stat().st_size))
    damaged = file.read_bytes() + tail
    file.write_bytes(damaged)
    assert go_on(tmp_path) != file
    assert file.read_bytes() == damaged


def test_torn_file_without_note_is_left_alone(tmp_path: Path) -> None:
    file = written(tmp_path)
    torn = file.read_bytes()[:-1]
    file.write_bytes(torn)
    assert go_on(tmp_path) != file
    assert file.read_bytes() == torn


def test_whole_records_behind_damage_are_not_cut_off(tmp_path: Path) -> None:
    file = written(tmp_path, 4)
    places = [place for place, _ in members(file)]
    data = bytearray(file.read_bytes())
    data[places[3] : places[3] + 30] = b"\0" * 30
    file.write_bytes(data)
    note_of(file).write_bytes(b"")
    assert go_on(tmp_path) != file
    assert file.read_bytes() == bytes(data)


def test_empty_file_is_taken_up(tmp_path: Path) -> None:
    file = tmp_path / "atwasat-20160905155100-00000.warc.gz"
    file.touch()
    assert go_on(tmp_path) == file
    assert kinds(file) == ["warcinfo", "response", "request"]


def test_taken_name_is_not_used_again(tmp_path: Path) -> None:
    archives = [Archive(tmp_path, largest=1) for _ in range(12)]
    for archive in archives:
        archive.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 12
    assert all(len(name) == len("atwasat-20160905155100-00000.warc.gz") for name in names)


def test_closed_archive_takes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.close()
    archive.close()
    with pytest.raises(ValueError, match="closed"):
        archive.write(exchange())
    assert kinds(only_file(tmp_path)) == ["warcinfo"]


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive").touch()
    with pytest.raises(FileExistsError):
        Archive(tmp_path / "archive")


def test_archive_leaves_no_open_files(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        written(tmp_path)
    note_of(only_file(tmp_path)).write_bytes(b"0")
    only_file(tmp_path).write_bytes(b"damaged")
    written(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
