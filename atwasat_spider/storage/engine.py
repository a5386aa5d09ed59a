"""Connections: one engine for each database address, with what SQLite needs set on every connection."""

import json
import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from atwasat_spider.errors import WrongUsageError

DEFAULT_DATABASE_URL = "sqlite:///atwasat.db"
_PASSWORD = re.compile("://[^@]*@")
BUSY_TIMEOUT = 120.0  # seconds that a writer waits for another
# The same for a job that must hear a signal: SQLite hears none while it waits, so it is asked again and again.
SHORT_BUSY_TIMEOUT = 2.0
# A server that is gone says nothing: these find it out within a minute (seconds, the last one milliseconds).
_OF_A_SERVER = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_WITH_LIBPQ = ("psycopg", "psycopg2", "psycopg2cffi")


def open_engine(database_url: str, *, read_only: bool = False, patience: float = BUSY_TIMEOUT) -> Engine:
    """Open a database; nothing is created and no table is touched.

    ``database_url`` is an SQLAlchemy address (``sqlite:///atwasat.db``, ``postgresql://…``) or the path of an SQLite
    file. A writer on SQLite takes the write lock when its transaction begins and waits for it up to ``patience``
    seconds; with ``read_only`` it takes none. Raises ``WrongUsageError`` that names an address that cannot be one.
    """
    url = read_database_url(database_url)
    serializer = partial(json.dumps, ensure_ascii=False)
    try:
        waits = _waits(url, patience)
        engine = create_engine(url, json_serializer=serializer, hide_parameters=True, connect_args=waits)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        hint = " (pip install 'atwasat-spider[postgresql]')" if isinstance(error, ModuleNotFoundError) else ""
        raise WrongUsageError(f"cannot open {url.render_as_string()}: {error}{hint}") from error
    if url.get_backend_name() != "sqlite":
        return engine
    event.listen(engine, "connect", _prepare_reader if read_only else _prepare_writer)
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _waits(url: URL, patience: float) -> dict[str, float]:
    """Return how long a connection waits for what, but for what the address itself says."""
    if url.get_backend_name() == "sqlite":
        return {"timeout": patience}
    if url.get_dialect().driver not in _WITH_LIBPQ:
        return {}
    return {name: value for name, value in _OF_A_SERVER.items() if name not in url.query}


def read_database_url(database_url: str) -> URL:
    """Return the parsed address; a text without ``://`` is the path of an SQLite file."""
    if "://" not in database_url:
        return URL.create("sqlite", database=database_url)
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError) as error:
        raise WrongUsageError(f"{_PASSWORD.sub('://***@', database_url)!r} is not a database address") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise WrongUsageError(f"{url.render_as_string()!r}: only sqlite and postgresql are supported")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise WrongUsageError(f"{database_url!r} would be gone with the job: name a file")
    return url


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of an SQLite database, ``None`` for one in memory or on a server."""
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    return Path(str(engine.url.database))


def _prepare_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not at the first write


def _prepare_writer(connection: sqlite3.Connection, record: Any) -> None:
    _prepare_reader(connection, record)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL a kill loses nothing, a power cut no consistency


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
