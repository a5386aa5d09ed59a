"""Files that hold captures: on disk, or members of a zip file as if it were a folder.

A member's path is that of the zip file, a slash, and its name there; a zip file within a zip file is read the same way.
Names from a zip file are only ever names: nothing is unpacked to disk.
"""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from atwasat_spider.captures.bodies import LARGEST_PAGE
from atwasat_spider.captures.capture import printable_path
from atwasat_spider.errors import UnreadableCaptureError

MOST_MEMBERS = 200_000
DEEPEST_ZIP = 3
_NEVER_READ = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk (``members`` is empty) or a member of a zip file, of a zip file in it, ...

    ``zips`` are the open zip files around a member, the innermost last; ``shown`` stands for the path of a file that is
    there for the moment only.
    """

    disk: Path
    members: tuple[str, ...] = ()
    zips: tuple[zipfile.ZipFile, ...] = field(default=(), compare=False, repr=False)
    shown: str | None = None

    @property
    def path(self) -> str:
        """The absolute path as captures have it."""
        return "/".join((self.shown or printable_path(self.disk), *self.members))

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.members[-1]).name if self.members else self.disk.name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the file for reading; raise ``UnreadableCaptureError`` when it cannot be."""
        try:
            if not self.members and self.disk.exists() and not self.disk.is_file():
                raise UnreadableCaptureError("is not a regular file")
            with self.zips[-1].open(self.members[-1]) if self.members else self.disk.open("rb") as stream:
                yield cast("BinaryIO", stream)
        except _NEVER_READ as error:
            raise UnreadableCaptureError(f"cannot be read: {_reason(error)}") from error

    def size(self) -> int:
        """Return the size in bytes, unpacked."""
        try:
            if self.members:
                return self.zips[-1].getinfo(self.members[-1]).file_size
            return self.disk.stat().st_size
        except OSError as error:
            raise UnreadableCaptureError(f"cannot be read: {_reason(error)}") from error

    def read(self) -> bytes:
        """Read a whole page; raise ``UnreadableCaptureError`` for more than a page has, and for what cannot be read."""
        with self.open() as stream:
            size = self.size()
            if size > LARGEST_PAGE:
                raise UnreadableCaptureError(f"has {size} bytes; a page has at most {LARGEST_PAGE}")
            payload = stream.read(LARGEST_PAGE + 1)
        if len(payload) > LARGEST_PAGE:
            raise UnreadableCaptureError(f"unpacks to more than {LARGEST_PAGE} bytes, which is more than a page has")
        return payload

    def start(self, size: int = 4096) -> bytes:
        """Read the first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def beside(self, name: str) -> "StoredFile | None":
        """Return the file of another name in the same folder, ``None`` where there is none."""
        if not self.members:
            other = self.disk.with_name(name)
            return StoredFile(other) if other.is_file() else None
        member = str(PurePosixPath(self.members[-1]).with_name(name))
        is_there = member in self.zips[-1].NameToInfo
        return replace(self, members=(*self.members[:-1], member)) if is_there else None

    def is_hidden(self) -> bool:
        """Tell a member that its name hides, or that lies in a hidden folder: ``.DS_Store``, ``__MACOSX/``."""
        parts = self.members[-1].split("/") if self.members else []
        return "__MACOSX" in parts or any(part[:1] == "." and part[:2] not in (".", "..") for part in parts)

    @contextmanager
    def unzipped(self) -> Iterator[list["StoredFile"]]:
        """Open a zip file and list its members; raise ``UnreadableCaptureError`` for one that is none."""
        if len(self.members) >= DEEPEST_ZIP:
            raise UnreadableCaptureError(f"is a zip file more than {DEEPEST_ZIP} deep in others")
        with self.open() as stream, zipfile.ZipFile(stream) as opened:
            names = [name for name in opened.namelist() if not name.endswith("/")]
            if len(names) > MOST_MEMBERS:
                raise UnreadableCaptureError(f"has {len(names)} members; {MOST_MEMBERS} are read")
            yield [replace(self, members=(*self.members, name), zips=(*self.zips, opened)) for name in names]


@contextmanager
def find_stored(path: str) -> Iterator[StoredFile]:
    """Find the file of a capture's path again, inside zip files too.

    Raises ``UnreadableCaptureError`` that names the path when it is no longer there.
    """
    ends = [len(path), *(at for at in range(len(path) - 1, 0, -1) if path[at] == "/")]
    end = next((at for at in ends if os.path.lexists(path[:at])), 0)
    if not Path(path[:end]).is_file():
        raise UnreadableCaptureError(f"{path} is no longer there")
    with _member(StoredFile(Path(path[:end])), path[end + 1 :], path) as found:
        yield found


@contextmanager
def _member(file: StoredFile, rest: str, path: str) -> Iterator[StoredFile]:
    """Follow the rest of a path through zip files, whose members' names may hold slashes anywhere."""
    if not rest:
        yield file
        return
    with file.unzipped() as members:
        named = [
            member for member in members if rest == member.members[-1] or rest.startswith(f"{member.members[-1]}/")
        ]
        if not named:
            raise UnreadableCaptureError(f"{path} is no longer there")
        member = max(named, key=lambda each: len(each.members[-1]))
        with _member(member, rest[len(member.members[-1]) + 1 :], path) as found:
            yield found


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
