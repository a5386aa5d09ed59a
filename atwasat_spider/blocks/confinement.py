"""A trial of what may exhaust time or memory, in a process of its own that the system stops at a limit."""

import os
import resource
import warnings
from collections.abc import Callable

SECONDS = 20
BYTES = 3 * 1024**3  # of address space; what the process began with counts

_YES, _NO, _FAILED = 0, 1, 2
_ANSWERS = {_YES << 8: True, _NO << 8: False}  # as waitpid encodes them


def attempt(trial: Callable[[], bool]) -> bool | None:
    """Return what a trial returns; ``None`` if it was stopped at a limit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child of a process with threads: it starts none
        pid = os.fork()
    if pid == 0:
        _try(trial)
    _, status = os.waitpid(pid, 0)
    return _ANSWERS.get(status)


def _try(trial: Callable[[], bool]) -> None:
    """Run the trial and end this process, whatever happens: it is a copy of one that goes on elsewhere."""
    code = _FAILED
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        code = _YES if trial() else _NO
    finally:
        os._exit(code)
