"""The commands as a user starts them: processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def environment(database: str | None = None) -> dict[str, str]:
    """Return an environment without settings of ours or of make, but for the database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ATWASAT_", "MAKE"))}
    return kept | ({"ATWASAT_DATABASE_URL": database} if database else {})


def run(*command: str | Path, database: str | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``atwasat`` or ``scrapy`` to its end and return code and output."""
    program, *arguments = command
    return subprocess.run(
        [BIN / program, *arguments],
        capture_output=True, text=True, encoding="utf-8", env=environment(database), cwd=cwd, timeout=300, check=False,
    )  # fmt: skip


def start(*command: str | Path, database: str | None = None) -> subprocess.Popen[bytes]:
    """Start a command and return its process; the caller ends it."""
    program, *arguments = command
    return subprocess.Popen(
        [BIN / program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(database)
    )
