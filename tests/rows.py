"""All rows of a database in comparable form: what two ways to the same archive must have in common."""

from typing import Any

from sqlalchemy import Engine, select

from atwasat_spider.storage.models import Base

# Which run saw a page, and when that run was, differs from run to run by nature.
_OF_THE_RUN = {"captures": {"run_id"}}


def rows_of(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table but ``runs``, in the order of their ids."""
    with engine.connect() as connection:
        return {
            name: [
                {key: value for key, value in row._mapping.items() if key not in _OF_THE_RUN.get(name, ())}
                for row in connection.execute(select(table).order_by(table.c.id))
            ]
            for name, table in Base.metadata.tables.items()
            if name != "runs"
        }


def counts_of(engine: Engine) -> dict[str, int]:
    """Return the number of rows of every table but ``runs``."""
    return {name: len(rows) for name, rows in rows_of(engine).items()}
