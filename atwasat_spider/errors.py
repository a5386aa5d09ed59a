"""The few errors of this package; each message names the value and the place.

``AtwasatError`` is the parent: the command line prints it as one sentence and ends with the error's exit code.
"""


class AtwasatError(Exception):
    """Something a person can mend; show the message, no traceback."""

    exit_code = 1


class WrongUsageError(AtwasatError):
    """The request itself cannot be met: correct the argument, the setting or the database's address."""

    exit_code = 2


class NothingFoundError(AtwasatError):
    """The request was understood and there is nothing to answer it with."""

    exit_code = 4


class DatabaseNotReadyError(WrongUsageError):
    """The database has no tables yet or is at another revision: run ``atwasat db upgrade``."""


class UnreadableCaptureError(AtwasatError):
    """The bytes or the circumstances of a capture cannot be read: record it as a problem and go on."""


class NotAnArticleError(AtwasatError):
    """The page was read but shows no article: record it as a problem and go on."""
