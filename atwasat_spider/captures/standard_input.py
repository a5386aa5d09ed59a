"""Standard input as a file: a WARC or zip file is not read in one go."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from atwasat_spider.captures.folders import STANDARD_INPUT

__all__ = ["STANDARD_INPUT", "kept_standard_input"]


@contextmanager
def kept_standard_input(paths: Sequence[Path]) -> Iterator[Path | None]:
    """Keep standard input in a temporary file, if the paths name it; ``None`` if they do not."""
    if not any(str(path) == STANDARD_INPUT for path in paths):
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "standard-input"
        with kept.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield kept
