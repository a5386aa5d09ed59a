"""Is a database at the revision that this software expects? Asked before every job, and without loading Alembic."""

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from atwasat_spider.errors import DatabaseNotReadyError, WrongUsageError
from atwasat_spider.storage.engine import sqlite_file

# The newest migration; revisions are numbers of four digits, so they sort.
SCHEMA_REVISION = "0004"


def require_head(engine: Engine) -> None:
    """Raise ``DatabaseNotReadyError`` that says what to do unless the database is at the newest revision."""
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        raise DatabaseNotReadyError(f"there is no database {file}: run `atwasat replay PATH` or `atwasat db upgrade`")
    found = require_known_revision(engine)
    if found != SCHEMA_REVISION:
        state = f"is at revision {found}, not {SCHEMA_REVISION}" if found else "has no tables yet"
        raise DatabaseNotReadyError(f"the database {shown(engine)} {state}: run `atwasat db upgrade`")


def require_known_revision(engine: Engine) -> str | None:
    """Return the database's revision; raise ``DatabaseNotReadyError`` for one that this software does not know."""
    found = current_revision(engine)
    if found is not None and found > SCHEMA_REVISION:
        raise DatabaseNotReadyError(
            f"the database {shown(engine)} is at revision {found}, which this program does not know: update the program"
        )
    return found


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at; raise ``WrongUsageError`` when it cannot be read."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return version
    except DBAPIError as error:
        raise WrongUsageError(f"cannot read the database {shown(engine)}: {error.orig}") from error


def shown(engine: Engine) -> str:
    """Return the database's address without its password."""
    return engine.url.render_as_string(hide_password=True)
