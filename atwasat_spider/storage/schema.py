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
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.storage.engine import sqlite_file
from atwasat_spider.storage.models import Base
from atwasat_spider.storage.readiness import require_head, require_known_revision, shown


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, by default the newest; does nothing when it is there."""
    require_known_revision(engine)
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
