"""A trial of what may exhaust time or memory, in a process of its own that the system stops at a limit."""

import os
import resource
import warnings
from collections.abc import Callable

SECONDS = 20
BYTES = 3 * 1024**3  # of address space; what the process began with counts


def survives(trial: Callable[[], bool]) -> bool:
    """Tell whether a trial ends within its limits, and with ``True``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child of a process with threads: it starts none
        pid = os.fork()
    if pid == 0:
        _try(trial)
    _, status = os.waitpid(pid, 0)
    return status == 0


def _try(trial: Callable[[], bool]) -> None:
    """Run the trial and end this process, whatever happens: it is a copy of one that goes on elsewhere."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        code = 0 if trial() else 1
    finally:
        os._exit(code)
