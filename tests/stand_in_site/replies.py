"""The answer to one request: what the site says, what the switches make of it, and how it is sent."""

import base64
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from stand_in_site.answers import HTML, Answer, validated
from stand_in_site.documents import robots
from stand_in_site.frame import message_page
from stand_in_site.kinds import kind_of
from stand_in_site.refusals import REFUSALS
from stand_in_site.site import StandInSite
from stand_in_site.switches import Switch

Striking = Mapping[str, list[Switch]]

_NO_BODY = (204, 304)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is sent: after how many seconds, how fast, and where the sending breaks off."""

    wait: float = 0
    bytes_per_second: int | None = None
    is_reset: bool = False
    is_stalled: bool = False
    is_truncated: bool = False


def answer_to(target: str, headers: Mapping[str, str], site: StandInSite, striking: Striking) -> Answer:
    """Return the answer to a request as the switches that are for it leave it."""
    answer = _answer(target, site, striking)
    if views := _parameters(striking, "restless", count=True):
        answer = _restless(answer, views["count"])
    if "no_validators" in striking:
        answer = replace(answer, has_validators=False)
    answer = validated(answer, headers)
    return answer if answer.status in _NO_BODY else _encoded(answer, headers, striking)


def manner_of(striking: Striking) -> Manner:
    """Return how the answer to a request is sent."""
    slow, drip = _parameters(striking, "slow"), _parameters(striking, "drip")
    return Manner(
        wait=slow["seconds"] if slow else 0,
        bytes_per_second=drip["bytes_per_second"] if drip else None,
        is_reset="reset" in striking,
        is_stalled="stall" in striking,
        is_truncated="truncate" in striking,
    )


def _answer(target: str, site: StandInSite, striking: Striking) -> Answer:
    """A refusal stands before the site, an error after it, and both before what is wrong at single paths."""
    if refusal := _parameters(striking, "refuse"):
        return _refusal(refusal)
    if error := _parameters(striking, "error"):
        return Answer(f"<html><body><h1>{error['status']}</h1></body></html>".encode(), error["status"])
    if replaced := _parameters(striking, "replace"):
        return _replacement(replaced)
    if "redirect_loop" in striking:
        path, query = target.partition("?")[::2]
        return _redirect(path if query else f"{path}?hop=1")
    if offsite := _parameters(striking, "offsite_redirect"):
        return _redirect(offsite["to"])
    return _document(target, striking) or site.answer(target)


def _document(target: str, striking: Striking) -> Answer | None:
    """Return what the switches for documents of machines put in the place of one."""
    if kind_of(target) == "robots":
        if other := _parameters(striking, "robots"):
            return Answer(other["text"].encode(), other["status"], "text/plain; charset=utf-8")
        return Answer(robots(with_sitemap="no_sitemap" not in striking), content_type="text/plain; charset=utf-8")
    is_missing = "no_feed" in striking if target.startswith("/rss") else "no_sitemap" in striking
    if kind_of(target) == "feeds" and is_missing:
        return Answer(message_page("الصفحة غير موجودة", "لم نجد الصفحة التي طلبتها."), 404)
    return None


def _refusal(parameters: Mapping[str, Any]) -> Answer:
    answer = REFUSALS[parameters["kind"]].with_header("Cache-Control", "no-store")
    if parameters["retry_after"] is not None:
        answer = answer.with_header("Retry-After", str(parameters["retry_after"]))
    return replace(answer, status=parameters["status"] or answer.status)


def _replacement(parameters: Mapping[str, Any]) -> Answer:
    headers = dict(parameters["headers"])
    content_type = headers.pop("Content-Type", HTML)
    body = base64.b64decode(parameters["body"])
    return Answer(body, parameters["status"], content_type, tuple(headers.items()))


def _redirect(to: str) -> Answer:
    return Answer(b"<html><body>moved</body></html>", 302, headers=(("Location", to),))


def _restless(answer: Answer, views: int) -> Answer:
    """The end of the page says how often it was seen."""
    line = f'<div class="views">{views} مشاهدة</div></body>'.encode()
    return replace(answer, body=answer.body.replace(b"</body>", line))


def _encoded(answer: Answer, headers: Mapping[str, str], striking: Striking) -> Answer:
    if "broken_gzip" in striking:
        whole = gzip.compress(answer.body, mtime=0)
        half = len(whole) // 2
        body = whole[:half] + bytes(byte ^ 0xFF for byte in whole[half:])
        return replace(answer, body=body).with_header("Content-Encoding", "gzip")
    if "compress" not in striking or "gzip" not in headers.get("accept-encoding", ""):
        return answer
    # As servers do it: the tag of what is compressed on the way is a weak one.
    tagged = tuple((name, f"W/{value}" if name == "ETag" else value) for name, value in answer.headers)
    packed = replace(answer, body=gzip.compress(answer.body, mtime=0), headers=tagged)
    return packed.with_header("Content-Encoding", "gzip").with_header("Vary", "Accept-Encoding")


def _parameters(striking: Striking, name: str, *, count: bool = False) -> Mapping[str, Any] | None:
    """Return the parameters of the last switch of a name, with its count of requests if that is asked for."""
    if name not in striking:
        return None
    switch = striking[name][-1]
    return {**switch.parameters, "count": switch.struck} if count else switch.parameters
