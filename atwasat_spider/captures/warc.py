"""Pages in WARC files: plain, compressed record by record or as a whole, with revisits and with damage.

fastwarc reads the records. Gzip members are unpacked here, one after the other, because what is damaged must be told:
a file that breaks off, a flipped bit, bytes that are no record. After damage the next record that can be found is read.
One record is in memory at a time.
"""

from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator

from atwasat_spider.captures.warc_files import BREAKS_OFF, BrokenError, Member, Source, WarcFile, open_records
from atwasat_spider.captures.warc_items import Damage, Item, PassedOver, Revisit, WarcPage
from atwasat_spider.captures.warc_records import Content, read_item
from atwasat_spider.errors import UnreadableCaptureError

__all__ = ["Damage", "Item", "PassedOver", "Revisit", "WarcPage", "read_record", "read_warc"]


def read_warc(stream: BinaryIO, place: str) -> Iterator[Item]:
    """Read the records of a WARC file in their order; ``place`` becomes the path of its captures.

    The offset of a record is where it begins in the file. Of several that share a gzip member or a zstd frame, each
    behind the first has the offset of the member and the number of records before it there, so that no two have the
    same; ``read_record`` finds such a record too, but reads the file from its beginning.
    """
    file = WarcFile(stream)
    while file.peek():
        source = open_records(file)
        run = _Run(source, place)
        yield from run
        if run.search_from is not None and not file.seek_record(run.search_from, members=isinstance(source, Member)):
            return


def read_record(stream: BinaryIO, place: str, offset: int) -> WarcPage | Revisit:
    """Read the one record that ``read_warc`` reported at an offset.

    Raises ``UnreadableCaptureError`` that names the place and the offset.
    """
    file = WarcFile(stream)
    if offset:  # the first record may stand behind a dictionary
        file.seek(offset)
    if file.peek().startswith(b"WARC/") or file.begins_member():
        items: Iterator[Item] = iter(_Run(open_records(file), place))
    else:
        items = (item for item in read_warc(stream, place) if item.offset == offset)
    item = next(items, None)
    if isinstance(item, (WarcPage, Revisit)):
        return item
    problem = item.problem if isinstance(item, Damage) else f"no page: {item.what}" if item else "no record"
    raise UnreadableCaptureError(f"{place}: offset {offset}: {problem}")


class _Run:
    """The records of one source, until it ends or is damaged; then ``search_from`` says where to look for the next."""

    def __init__(self, source: Source, place: str) -> None:
        self._source, self._place = source, place
        self._count = self._length = 0
        self.search_from: int | None = None

    def __iter__(self) -> Iterator[Item]:
        """An item waits until what follows it was found, since only then is its own end known to be right."""
        offset = self._source.start if isinstance(self._source, Member) else self._source.tell()
        held: Item | None = None
        try:
            for record in ArchiveIterator(self._source, parse_http=False, stream_detect=False):
                if held is not None:
                    yield held
                held = None
                offset = record.stream_pos if isinstance(self._source, WarcFile) else self._source.start + self._count
                self._count += 1
                content = Content(record, offset)
                self._length = content.length
                held = read_item(content, self._place)
            self._finish()
        except (BrokenError, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            yield from self._after(error, held, offset)
        else:
            if held is not None:
                yield held

    def _finish(self) -> None:
        """A head that lacks its end would pass for one whose record has no content."""
        if (
            isinstance(self._source, WarcFile)
            and self._count
            and not self._length
            and not self._source.ends_in_blank_line()
        ):
            raise BrokenError(BREAKS_OFF, in_doubt=True)

    def _after(self, error: Exception, held: Item | None, offset: int) -> Iterator[Item]:
        """Yield what is sound of the item before the damage, and the damage, once."""
        in_doubt = getattr(error, "in_doubt", False)
        if isinstance(self._source, Member):
            broken = self._source.drain()
            swallowed = isinstance(error, OSError) and broken is not None  # its damaged end, as if it were more of it
            in_doubt = self._count < 2 and (in_doubt or swallowed)
            self.search_from = self._source.start + 1 if broken else None
        else:
            end = None if in_doubt or held is None else self._source.end_of_record(offset, self._length)
            in_doubt, offset = end is None, offset if end is None else end
            self.search_from = offset + in_doubt
        known = isinstance(held, Damage)
        if held is not None and (known or not in_doubt):
            yield held
        if not (known and in_doubt):
            yield Damage(
                offset, str(error) if isinstance(error, BrokenError) else f"no WARC record begins here: {error}"
            )
