"""The bytes of a WARC file: plain, or members of gzip or zstd, unpacked one after the other so that damage is told."""

import io
import re
import zlib
from typing import BinaryIO

import zstandard
from fastwarc.warc import HeaderMap

_BLOCK = 64 * 1024
_GZIP_BLOCK = 16 * 1024
_DECODED = 4096  # bytes; what zlib has decoded when it finds an error in the same step is lost
_ZSTD_BLOCK = 64  # bytes of input; four of them can become 128 KiB
_ZSTD_WINDOW = 128 * 1024 * 1024  # what zstd itself allows
_LARGEST_DICTIONARY = 16 * 1024 * 1024
_GZIP, _ZSTD, _ZSTD_DICTIONARY = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_MAGICS = (_GZIP, _ZSTD)
BREAKS_OFF = "the file breaks off within the record"
_CLOSING = re.compile(rb"(?:\r?\n){2}|\Z")
_MEMBER_START = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd")
_ANY_START = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/[01]\.[0-9]{1,2}\r\n[A-Z]")
_LONGEST_START = 16


class BrokenError(Exception):
    """What was begun cannot be read to its end; ``in_doubt`` if what was read of it may be wrong, too."""

    def __init__(self, problem: str, *, in_doubt: bool = False) -> None:
        super().__init__(problem)
        self.in_doubt = in_doubt


class WarcFile(io.RawIOBase):
    """A file read forwards in blocks, so that what was read too much can be given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek(0)
        self.dictionary = self._read_dictionary()

    def seek(self, position: int, whence: int = 0, /) -> int:
        """Go to a byte of the file."""
        self._block, self._at, self._tail = b"", 0, b""
        self._block_start = self._stream.seek(position, whence)
        return self._block_start

    def tell(self) -> int:
        """Return the byte of the file that comes next."""
        return self._block_start + self._at

    def peek(self) -> bytes:
        """Return the beginning of what comes next, whole unless the file ends."""
        if len(self._block) - self._at < _LONGEST_START:
            self._block_start, self._block, self._at = self.tell(), self._block[self._at :], 0
            while len(self._block) < _BLOCK and (more := self._stream.read(_BLOCK)):
                self._block += more
        return self._block[self._at : self._at + _LONGEST_START]

    def read(self, size: int = _BLOCK, /) -> bytes:
        """Read on; fewer bytes than asked for may come, none at the end."""
        self.peek()
        block = self._block[self._at : self._at + size]
        self._at += len(block)
        self._tail = (self._tail + block)[-4:]
        return block

    def give_back(self, count: int) -> None:
        """Read the last bytes again; they are of the last block that was read."""
        self._at -= count

    def ends_in_blank_line(self) -> bool:
        """Tell whether what was read last is the end of a record."""
        return self._tail.endswith((b"\r\n\r\n", b"\n\n"))

    def end_of_record(self, offset: int, length: int) -> int | None:
        """Return where a record ends; ``None`` if no line ends there, so that its Content-Length must be wrong."""
        self.seek(offset)
        end = offset + HeaderMap().parse(self) + length
        self.seek(end)
        closing = _CLOSING.match(self.peek())
        return end + closing.end() if closing else None

    def begins_member(self) -> bool:
        """Tell a member that holds a record from a few bytes that look like one."""
        start = self.tell()
        try:
            return self.peek().startswith(_MAGICS) and Member(self).read(5) == b"WARC/"
        except BrokenError:
            return False
        finally:
            self.seek(start)

    def seek_record(self, position: int, *, members: bool) -> bool:
        """Go to the next record at or behind a position; return whether there is one."""
        self.seek(position)
        while block := self.read():
            start = self.tell() - len(block)
            match = (_MEMBER_START if members else _ANY_START).search(block)
            self.seek(start + (match.start() if match else max(len(block) - _LONGEST_START, 1)))
            if match and (match[0].startswith(b"WARC") or self.begins_member()):
                return True
            if match:
                self.seek(start + match.start() + 1)
        return False

    def _read_dictionary(self) -> zstandard.ZstdCompressionDict | None:
        """Read the dictionary with which a file of zstd frames may begin, itself compressed or not."""
        if not self.peek().startswith(_ZSTD_DICTIONARY):
            return None
        left = int.from_bytes(self.read(8)[4:], "little")
        packed = b""
        while left <= _LARGEST_DICTIONARY and (more := self.read(min(left, _BLOCK))):
            packed, left = packed + more, left - len(more)
        if left:
            self.seek(0)  # so that its beginning is reported as no record
            return None
        try:
            if packed.startswith(_ZSTD):
                # Not decompress(): it would allocate whatever size the frame claims.
                packed = zstandard.ZstdDecompressor().stream_reader(packed).read(_LARGEST_DICTIONARY)
            return zstandard.ZstdCompressionDict(packed)
        except zstandard.ZstdError:
            return None  # so that the first frame is reported as damaged


class _ZstdDecoder:
    """zstandard's decoder as zlib's; it knows no limit for what comes out, so it takes little at a time."""

    unconsumed_tail = b""

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None) -> None:
        decompressor = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_ZSTD_WINDOW)
        self._decoder = decompressor.decompressobj()

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, encoded: bytes, _size: int) -> bytes:
        return self._decoder.decompress(encoded)


class Member(io.RawIOBase):
    """One gzip member or zstd frame of a file, decoded; its positions count the decoded bytes."""

    def __init__(self, file: WarcFile) -> None:
        self.start = file.tell()
        self._file, self._position, self._decoded = file, 0, memoryview(b"")
        gzip = file.peek().startswith(_GZIP)
        self._block = _GZIP_BLOCK if gzip else _ZSTD_BLOCK
        self._decoder = zlib.decompressobj(31) if gzip else _ZstdDecoder(file.dictionary)

    def tell(self) -> int:
        """Return how many decoded bytes were read."""
        return self._position

    def read(self, size: int = _BLOCK, /) -> bytes:
        """Read decoded bytes; raise ``BrokenError`` where the member is damaged or breaks off."""
        while not self._decoded and not self._decoder.eof:
            encoded = self._decoder.unconsumed_tail or self._file.read(self._block)
            try:
                self._decoded = memoryview(self._decoder.decompress(encoded, _DECODED))
            except (zlib.error, zstandard.ZstdError) as error:
                raise BrokenError(f"the compression is damaged: {error}", in_doubt=True) from error
            self._file.give_back(len(self._decoder.unused_data))
            if not encoded and not self._decoded and not self._decoder.eof:
                raise BrokenError(BREAKS_OFF)
        block, self._decoded = bytes(self._decoded[:size]), self._decoded[size:]
        self._position += len(block)
        return block

    def drain(self) -> BrokenError | None:
        """Read what is left; return what is wrong with it."""
        try:
            while self.read():
                pass
        except BrokenError as error:
            return error
        return None


Source = WarcFile | Member


def open_records(file: WarcFile) -> Source:
    """Return what the next records are read from: the file, or the member that begins there."""
    return Member(file) if file.peek().startswith(_MAGICS) else file
