"""What several commands share: options, and how they open the database."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from atwasat_spider.errors import WrongUsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

DEFAULT_DATABASE_URL = "sqlite:///atwasat.db"
MOST = 2**31 - 1  # of anything that is counted

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
zone_option = click.option(
    "--zone", envvar="ATWASAT_ZONE", help="Zone of the printed clock (IANA name; default Africa/Tripoli)."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read files at once."
)


def readable(database: str) -> "Engine":
    """Open a database that is only read."""
    return opened(database, read_only=True)


def opened(database: str, *, read_only: bool) -> "Engine":
    """Open a database that is at the newest revision."""
    from atwasat_spider.storage.engine import open_engine
    from atwasat_spider.storage.readiness import require_head

    engine = open_engine(database, read_only=read_only)
    require_head(engine)
    return engine


def live_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every command that asks the site."""
    for option in reversed(_LIVE):
        command = option(command)
    return command


def _checked_delay(_context: click.Context, _parameter: click.Parameter, seconds: float | None) -> float | None:
    """Refuse infinity, and what is no number: it is neither too small nor too large."""
    if seconds is not None and not isfinite(seconds):
        raise click.BadParameter(f"{seconds} is not a number of seconds.")
    return seconds


def _checked_site(_context: click.Context, _parameter: click.Parameter, site: str | None) -> str | None:
    """Refuse what is no address of a server."""
    try:
        parts = urlsplit(site or "https://alwasat.ly")
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_server = False
    if not is_server:
        raise WrongUsageError(f"{site!r} is not the address of a server (https://alwasat.ly)")
    return site


_LIVE = (
    click.option(
        "--site", envvar="ATWASAT_SITE", callback=_checked_site, help="Server to ask (default https://alwasat.ly)."
    ),
    click.option(
        "--archive", envvar="ATWASAT_ARCHIVE", help="Folder in which every answer is kept (default captures)."
    ),
    click.option(
        "--delay",
        envvar="ATWASAT_DELAY",
        type=click.FloatRange(0),
        callback=_checked_delay,
        help="Seconds between two requests (2).",
    ),
    click.option("--contact", envvar="ATWASAT_CONTACT", help="Address or mail that the site finds in the user agent."),
    zone_option,
)


def live_settings(database: str, options: Mapping[str, object]) -> dict[str, object]:
    """Return the settings that the options of such a command change."""
    from atwasat_spider.settings import changed_delay, user_agent

    names = {"site": "ATWASAT_SITE", "archive": "ATWASAT_ARCHIVE", "zone": "ATWASAT_ZONE"}
    changes = {setting: options[name] for name, setting in names.items() if options.get(name) is not None}
    if options.get("delay") is not None:
        changes |= changed_delay(float(str(options["delay"])))
    if options.get("contact"):
        changes["USER_AGENT"] = user_agent(str(options["contact"]))
    return {"ATWASAT_DATABASE_URL": database} | changes
