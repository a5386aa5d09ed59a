"""Commands in processes of their own that start in no time: forks of one process that has imported everything.

A fork is told its environment and its folder before it reads a setting, and has a reactor and an end of its own.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from processes import ROOT, environment

# All but what reads the environment (the settings) and the reactor, of which a process has one for its life.
_IMPORTED = (
    "atwasat_spider.cli", "atwasat_spider.extensions.progress", "atwasat_spider.extensions.run_record",
    "atwasat_spider.jobs", "atwasat_spider.middlewares.archive", "atwasat_spider.middlewares.budget",
    "atwasat_spider.middlewares.pace", "atwasat_spider.middlewares.refusals", "atwasat_spider.middlewares.robots",
    "atwasat_spider.middlewares.site_only", "atwasat_spider.pipelines.check", "atwasat_spider.pipelines.normalize",
    "atwasat_spider.pipelines.read", "atwasat_spider.pipelines.store", "atwasat_spider.printing",
    "atwasat_spider.rebuilding", "atwasat_spider.spiders.article", "atwasat_spider.spiders.replay",
    "atwasat_spider.spiders.site", "atwasat_spider.spiders.wayback", "scrapy.cmdline", "scrapy.core.downloader",
    "scrapy.core.scheduler", "scrapy.dupefilters", "scrapy.extensions.closespider", "scrapy.extensions.corestats",
    "scrapy.extensions.logstats", "scrapy.extensions.memusage", "scrapy.pqueues", "scrapy.squeues",
    "scrapy.statscollectors", "twisted.web.client", "alembic.runtime.migration", "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Running:
    """A command at work, by the id of its process."""

    pid: int
    _output: Path
    _forks: "Forks"

    def wait(self) -> Done:
        """Return how it ended, when it has."""
        code = self._forks.order(wait=self.pid)
        return Done(code, *(self._output.with_suffix(ending).read_text("utf-8") for ending in (".out", ".err")))


@dataclass(frozen=True, slots=True)
class Forks:
    """The process that forks."""

    _orders: IO[bytes]
    _answers: IO[bytes]

    def start(self, *command: str | Path, output: Path, cwd: Path, **settings: str) -> Running:
        """Start ``atwasat`` or ``scrapy`` with settings in its environment; it writes to ``output`` .out and .err."""
        changed = environment() | settings
        words = [str(word) for word in command]
        return Running(self.order(start=words, environment=changed, output=str(output), cwd=str(cwd)), output, self)

    def order(self, **order: Any) -> Any:
        """Have the process do something."""
        self._orders.write(json.dumps(order).encode() + b"\n")
        self._orders.flush()
        return json.loads(self._answers.readline())


@contextmanager
def forking() -> Iterator[Forks]:
    """Have such a process until the block ends; what it started is over by then, or is killed."""
    command = [sys.executable, __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Forks(process.stdin, process.stdout)


def _serve() -> None:
    for module in _IMPORTED:
        import_module(module)
    assert not {"twisted.internet.reactor", "atwasat_spider.settings"} & set(sys.modules)
    living: set[int] = set()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
            living.discard(order["wait"])
        else:
            answer = os.fork()
            if not answer:
                _become(order["start"], order["environment"], Path(order["output"]), order["cwd"])
            living.add(answer)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _become(command: Sequence[str], changed: Mapping[str, str], output: Path, cwd: str) -> None:
    """Be the command in this process, and end with it."""
    for number, stream in enumerate((Path(os.devnull), output.with_suffix(".out"), output.with_suffix(".err"))):
        opened = os.open(stream, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(changed)
    os.chdir(cwd)
    code = 0
    try:
        _run(*command)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - as the interpreter does at its end
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def _run(program: str, *arguments: str) -> None:
    sys.argv = [program, *arguments]
    if program == "scrapy":
        import_module("scrapy.cmdline").execute()
    else:
        import_module("atwasat_spider.cli").main(prog_name=program)


if __name__ == "__main__":
    _serve()
