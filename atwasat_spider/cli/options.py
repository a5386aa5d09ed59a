"""What several commands share: options, and how they open the database."""

from typing import TYPE_CHECKING

import click

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
