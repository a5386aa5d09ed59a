"""Alembic's way to the database: the engine that the program passes, or the address that the environment names."""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, text

from atwasat_spider.storage.columns import UTCDateTime
from atwasat_spider.storage.engine import DEFAULT_DATABASE_URL, open_engine
from atwasat_spider.storage.models import Base
from atwasat_spider.storage.schema import is_of_the_models

# Any number that no other program locks in this database: "atwasat" in ASCII.
ADVISORY_LOCK = 0x617477617361


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column type into a new revision as what it was then, so that old revisions never change."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")'
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction that holds a lock, so that two jobs never run them at once."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_of_the_models,
        compare_type=True,
        render_item=render_item,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with connection.begin():  # on SQLite this takes the write lock
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        context.run_migrations()


def run() -> None:
    """Open the database and migrate it."""
    engine = context.config.attributes.get("engine")
    if engine is None:
        engine = open_engine(os.environ.get("ATWASAT_DATABASE_URL", DEFAULT_DATABASE_URL))
    with engine.connect() as connection:
        migrate(connection)


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not offline: set ATWASAT_DATABASE_URL")
run()
