"""Pages of short articles for the tests of `atwasat rescrape`, and the command itself."""

import os
import pty
import subprocess
from dataclasses import replace
from pathlib import Path

from crawling import Live, url_of
from crawling_forks import Done
from processes import BIN, environment
from renderings.articles_of_libya import SOUTH_ROAD
from renderings.written import paragraph
from stand_in import page_of

FIRST, SECOND, THIRD = (
    "قالت البلدية إن الطريق يفتح غدًا أمام السيارات الصغيرة، وإن الشاحنات تنتظر أسبوعًا آخر.",
    "وأضافت أن الأعمال استغرقت أربع عشرة ليلة، شارك فيها عمال من ثلاث شركات محلية.",
    "وطلبت من السائقين تخفيف السرعة عند المنعطفات إلى أن توضع العلامات على الجانبين.",
)
HEADLINE = "بلدية الجبل تعلن موعد فتح الطريق"


def path_of(site_id: int, section: str = "libya") -> str:
    """Return the path of an article."""
    return f"/news/{section}/{site_id}"


def address_of(site_id: int, section: str = "libya") -> str:
    """Return the canonical address of an article."""
    return url_of(path_of(site_id, section))


def page(site_id: int, *paragraphs: str, headline: str = HEADLINE) -> bytes:
    """Return the page of an article with three paragraphs, or with others; headlines of two articles differ."""
    body = tuple(map(paragraph, paragraphs or (FIRST, SECOND, THIRD)))
    shown = f"{headline} رقم {site_id}"
    return page_of(replace(SOUTH_ROAD, url=address_of(site_id), headline=shown, image=None, body=body))


def show(live: Live, *site_ids: int) -> None:
    """Let the site show articles with their three paragraphs."""
    for site_id in site_ids:
        live.site.switch("replace", path=path_of(site_id), body=page(site_id))


def rescrape(live: Live, *arguments: str, **settings: str) -> Done:
    """Run ``atwasat rescrape`` to its end; the site's log has this run alone."""
    live.site.clear_log()
    return live.start("atwasat", "rescrape", *arguments, **settings).wait()


def piped(live: Live, *arguments: str | Path, stdin: bytes = b"") -> Done:
    """Run ``atwasat rescrape`` as a process that reads from a pipe; the site's log has this run alone."""
    live.site.clear_log()
    command = [BIN / "atwasat", "rescrape", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, env=_settings(live), timeout=120, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_a_terminal(live: Live, *arguments: str) -> str:
    """Run ``atwasat rescrape`` and return what a terminal gets of it."""
    ours, theirs = pty.openpty()
    colourful = _settings(live) | {"TERM": "xterm-256color", "NO_COLOR": ""}
    with subprocess.Popen([BIN / "atwasat", "rescrape", *arguments], stdout=theirs, env=colourful) as process:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 4096):
                printed += piece
        except OSError:  # so a terminal says that the other side is gone
            pass
        process.wait(timeout=60)
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


def _settings(live: Live) -> dict[str, str]:
    ours = {"ATWASAT_SITE": live.site.address, "ATWASAT_ARCHIVE": str(live.archive), "ATWASAT_DELAY": "0"}
    return environment(live.database) | ours
