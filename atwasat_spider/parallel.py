"""Captures read by several processes at once, in the order in which one process would read them.

Reading is the work of a processor, saving that of one database: so the pages come back read and normalized. A process
reads one file of many captures, or a batch of single pages, and is never far ahead of what has been taken from it.
"""

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from queue import Queue
from threading import Thread

from atwasat_spider.captures import CaptureSource, Findings
from atwasat_spider.captures.originals import Originals
from atwasat_spider.captures.reading import CaptureReading
from atwasat_spider.captures.warc import Revisit
from atwasat_spider.items import PageItem

_BATCH = 500  # single pages to a process
_AHEAD = 100  # pages that a process may have read and nobody taken


@dataclass(frozen=True, slots=True)
class _End:
    """What a process has to say when it has read all."""

    passed_over: Counter[str]
    waiting: list[tuple[str, Revisit]] = field(default_factory=list)


def read_in_parallel(findings: Findings, *, zone: str, jobs: int) -> Iterator[PageItem]:
    """Yield the pages of what was found, read and normalized, by ``jobs`` processes beside this one.

    A process that dies leaves a problem for its file, or the first of its pages; the others go on.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    todo, running = deque(_batches(findings.sources)), deque[_Reader]()
    waiting: list[tuple[str, Revisit]] = []
    try:
        while todo or running:
            while todo and len(running) < jobs:
                running.append(_Reader(context, todo.popleft(), zone))
            for found in running[0].items():
                if isinstance(found, _End):
                    findings.passed_over.update(found.passed_over)
                    waiting.extend(found.waiting)
                else:
                    yield found
            running.popleft()
        yield from _read_waiting(findings, waiting, zone)
    finally:
        for reader in running:
            reader.stop()


def _batches(sources: Sequence[CaptureSource]) -> Iterator[list[CaptureSource]]:
    batch: list[CaptureSource] = []
    for source in sources:
        if batch and (not source.is_page or len(batch) == _BATCH):
            yield batch
            batch = []
        batch.append(source)
        if not source.is_page:
            yield batch
            batch = []
    if batch:
        yield batch


class _Reader:
    """A process that reads some sources, and the pipe through which it sends what it has read."""

    def __init__(self, context: ForkServerContext, sources: list[CaptureSource], zone: str) -> None:
        self.sources = sources
        self.receiver, sender = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(target=_read, args=(sources, zone, sender), daemon=True)
        self.process.start()
        sender.close()  # so that the pipe ends when the process does, however that is

    def items(self) -> Iterator[PageItem | _End]:
        """Yield what the process reads, to its end."""
        found: PageItem | _End | None = None
        try:
            while not isinstance(found, _End):
                found = self.receiver.recv()
                yield found
        except (EOFError, OSError):
            self.process.join()
            problem = f"the process that read it ended with code {self.process.exitcode}; what follows was not read"
            yield PageItem(self.sources[0].file.path, None, problem=problem)
        self.process.join()
        self.receiver.close()

    def stop(self) -> None:
        """End the process: nobody wants what it reads."""
        self.process.kill()
        self.process.join()
        self.receiver.close()


def _read(sources: list[CaptureSource], zone: str, sender: Connection) -> None:
    """Read in this thread and send in another, so that reading goes on while nobody takes anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this process ends it
    ahead: Queue[PageItem | _End] = Queue(_AHEAD)
    sending = Thread(target=_send, args=(ahead, sender), daemon=True)
    sending.start()
    with closing(Originals()) as originals:
        reading = CaptureReading(Counter(), originals)
        for source in sources:
            for capture in reading.read(source):
                ahead.put(_light(PageItem.of(capture).read().normalized(zone)))
        ahead.put(_End(reading.passed_over, reading.waiting))
    sending.join()


def _send(ahead: "Queue[PageItem | _End]", sender: Connection) -> None:
    found: PageItem | _End | None = None
    while not isinstance(found, _End):
        found = ahead.get()
        sender.send(found)


def _light(item: PageItem) -> PageItem:
    """Return an item without the bytes of its page, which nobody needs once it is read."""
    return replace(item, capture=replace(item.capture, payload=b"")) if item.capture else item


def _read_waiting(findings: Findings, waiting: list[tuple[str, Revisit]], zone: str) -> Iterator[PageItem]:
    """Read the pages that were seen again; their originals may lie in any file, so all records are looked through."""
    if not waiting:
        return
    with closing(Originals()) as originals:
        reading = CaptureReading(Counter(), originals)
        for source in findings.sources:
            if not source.is_page:
                for _ in reading.read(source):
                    pass
        reading.waiting = waiting
        for capture in reading.read_waiting():
            yield PageItem.of(capture).read().normalized(zone)
