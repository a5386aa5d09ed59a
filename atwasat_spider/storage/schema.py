"""The way to the schema: Alembic's migrations, run from Python, safe when several jobs start at once."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

import atwasat_spider
from atwasat_spider.errors import DatabaseNotReadyError, WrongUsageError
from atwasat_spider.storage.engine import sqlite_file
from atwasat_spider.storage.models import Base


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, by default the newest; does nothing when it is there."""
    _require_known_revision(engine)
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to a revision (``"base"`` for none)."""
    command.downgrade(_config(engine), revision)


def prepare(engine: Engine) -> None:
    """Make the tables of an empty database; raise ``DatabaseNotReadyError`` for one at another revision.

    An existing archive is never migrated behind its owner's back.
    """
    if _is_empty(engine):
        upgrade(engine)
    require_head(engine)


def require_head(engine: Engine) -> None:
    """Raise ``DatabaseNotReadyError`` that says what to do unless the database is at the newest revision."""
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        raise DatabaseNotReadyError(f"there is no database {file}: run `atwasat replay PATH` or `atwasat db upgrade`")
    found, newest = _require_known_revision(engine), newest_revision()
    if found != newest:
        state = f"is at revision {found}, not {newest}" if found else "has no tables yet"
        raise DatabaseNotReadyError(f"the database {shown(engine)} {state}: run `atwasat db upgrade`")


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at; raise ``WrongUsageError`` when it cannot be reached."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise WrongUsageError(f"cannot read the database {shown(engine)}: {error.orig}") from error


def _require_known_revision(engine: Engine) -> str | None:
    """Return the database's revision; raise ``DatabaseNotReadyError`` for one that this software does not know."""
    found = current_revision(engine)
    known = {script.revision for script in ScriptDirectory(str(_migrations())).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseNotReadyError(
            f"the database {shown(engine)} is at revision {found}, which this program does not know: update the program"
        )
    return found


def newest_revision() -> str | None:
    """Return the newest revision that this software knows."""
    return ScriptDirectory(str(_migrations())).get_current_head()


def differences(engine: Engine) -> list[str]:
    """Return in words what the database has other than the models, in an empty list nothing."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_of_the_models}
        )
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def is_of_the_models(_item: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:  # noqa: FBT001
    """Tell Alembic which objects the models describe; the search index is its migration's own."""
    return not (reflected and kind in ("table", "column", "index") and name is not None and "search" in name)


def shown(engine: Engine) -> str:
    """Return the database's address without its password."""
    return engine.url.render_as_string(hide_password=True)


def _is_empty(engine: Engine) -> bool:
    file = sqlite_file(engine)
    if file is not None:
        if not file.absolute().parent.is_dir():
            raise WrongUsageError(f"cannot make the database {file}: there is no folder {file.parent}")
        if not file.exists():
            return True
    try:
        return not inspect(engine).get_table_names()
    except DBAPIError as error:
        raise WrongUsageError(f"cannot read the database {shown(engine)}: {error.orig}") from error


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_migrations()).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def _migrations() -> Path:
    package = Path(atwasat_spider.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"
