"""Telling the archive's owner what a run should have brought and did not: by a webhook, by a command.

Only what is new is sent, and what is well again. Sending never fails a run: whatever goes wrong is one line of the
log. Messages may quote the site, so no control character leaves here as it is, and in the text that a chat shows no
mark-up and no mention works.
"""

import http.client
import json
import logging
import os
import shlex
import signal
import subprocess
from collections.abc import Sequence
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from atwasat_spider import __version__
from atwasat_spider.characters import printable
from atwasat_spider.storage.alerts import Alert, News
from atwasat_spider.storage.runs import Outcome

logger = logging.getLogger(__name__)

OUTCOME = "outcome"  # the name under which a run that was blocked or failed is told
WEBHOOK_TIMEOUT = 10.0  # seconds without an answer
COMMAND_TIMEOUT = 30.0  # seconds until it ends

_LONGEST_MESSAGE = 1000
# Slack's own escapes; an @ would call people («@channel», «@room»), its full-width form calls nobody.
_IN_CHAT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "＠"})
_BAD = {Outcome.BLOCKED.value: "the run was blocked", Outcome.FAILED.value: "the run failed"}


def outcome_news(previous_outcome: str | None, outcome: str | None, problem: str | None) -> News:
    """Return that a run was blocked or failed after one that was not, or is the first to finish since.

    ``previous_outcome`` is ``outcome_before`` of the run. From blocked to failed is no news: nothing works already.
    """
    before, now = _BAD.get(previous_outcome or ""), _BAD.get(outcome or "")
    if now:
        alert = Alert(OUTCOME, f"{now}: {problem}" if problem else now)
        return News(lasting=(alert,)) if before else News(new=(alert,))
    if before and outcome == Outcome.FINISHED:
        return News(recovered=(Alert(OUTCOME, before),))
    return News()


def send_alerts(news: News, *, run: int, webhook: str | None, command: str | None, database_shown: str) -> None:
    """Send what is new and what has recovered; nothing where there is neither. Never raises, logs what went wrong.

    The webhook is asked by POST with a JSON object: ``text`` (the message, for Slack, Mattermost and Matrix),
    ``run``, ``database``, ``version``, and ``new`` and ``recovered``, lists of ``expectation`` and ``message``. The
    command gets the message on its standard input, ``ATWASAT_ALERT`` (the names, a recovered one as
    ``recovered:NAME``) and ``ATWASAT_ALERT_RUN`` (the run's number) in its environment; no shell reads it.
    """
    if not news.new and not news.recovered:
        return
    new, recovered = _shown(news.new), _shown(news.recovered)
    lines = [f"atwasat, run {run} ({printable(database_shown)})"]
    lines += [f"broken: {alert.expectation}: {alert.message}" for alert in new]
    lines += [f"recovered: {alert.expectation} (was: {alert.message})" for alert in recovered]
    text = "\n".join(lines)
    if webhook:
        body = {
            "text": text.translate(_IN_CHAT),
            "run": run,
            "database": printable(database_shown),
            "version": __version__,
            "new": [{"expectation": alert.expectation, "message": alert.message} for alert in new],
            "recovered": [{"expectation": alert.expectation, "message": alert.message} for alert in recovered],
        }
        _post(webhook, json.dumps(body).encode("ascii"))
    if command:
        names = [alert.expectation for alert in new] + [f"recovered:{alert.expectation}" for alert in recovered]
        _execute(command, text, {"ATWASAT_ALERT": " ".join(names), "ATWASAT_ALERT_RUN": str(run)})


def _shown(alerts: Sequence[Alert]) -> list[Alert]:
    """Return the alerts with control characters made visible and no endless sentence."""
    shown = [(printable(alert.expectation), printable(alert.message)) for alert in alerts]
    return [
        Alert(name, text if len(text) <= _LONGEST_MESSAGE else f"{text[: _LONGEST_MESSAGE - 1]}…")
        for name, text in shown
    ]


class _NoRedirect(HTTPRedirectHandler):
    """An answer that sends elsewhere is an error: what the owner may read goes where the owner said."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


def _post(webhook: str, body: bytes) -> None:
    """Send the body; the log names the server alone, since the rest of such an address is a password."""
    try:
        parts = urlsplit(webhook)
        server = f"{parts.scheme}://{printable(parts.hostname or '')}"
    except ValueError:
        logger.error("alert not sent: the webhook is not an address")  # noqa: TRY400 - the traceback shows the address
        return
    if parts.scheme not in ("http", "https") or not parts.hostname:
        logger.error("alert not sent: the webhook is no address of http or https")
        return
    headers = {"Content-Type": "application/json", "User-Agent": f"atwasat-spider/{__version__}"}
    try:
        request = Request(webhook, data=body, headers=headers, method="POST")  # noqa: S310 - checked above
        with build_opener(_NoRedirect).open(request, timeout=WEBHOOK_TIMEOUT):
            return
    except HTTPError as error:
        error.close()
        logger.error("alert not sent: %s answered %d", server, error.code)  # noqa: TRY400 - as above
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        logger.error("alert not sent: %s: %s", server, printable(str(reason)))  # noqa: TRY400 - as above


def _execute(command: str, text: str, variables: dict[str, str]) -> None:
    """Run the command to its end, or end it with its children when its time is over."""
    try:
        arguments = shlex.split(command)
        process = subprocess.Popen(  # noqa: S603 - the owner's own command
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | variables,
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as error:  # no such program, a quotation without end, only white space
        logger.error("alert command not run: %s", printable(str(error)))  # noqa: TRY400 - one line says it all
        return
    with process:
        try:
            process.communicate(text.encode("utf-8", "backslashreplace"), timeout=COMMAND_TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            logger.error("alert command %s ended after %g seconds", printable(arguments[0]), COMMAND_TIMEOUT)  # noqa: TRY400
            return
    if process.returncode:
        logger.error("alert command %s ended with code %d", printable(arguments[0]), process.returncode)
