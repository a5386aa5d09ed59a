"""How long a connection waits: for a lock, for a server, for an answer."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from atwasat_spider.storage.engine import open_engine


def test_connection_with_little_patience_gives_up_a_locked_file_soon(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "a.db"), patience=0.2)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="database is locked"), engine.connect() as connection:
            connection.execute(text("CREATE TABLE names (name TEXT)"))
        assert time.monotonic() - began < 10
    engine.dispose()


def test_any_other_connection_waits_two_minutes_for_a_locked_file(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "a.db"))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == 120_000
    engine.dispose()


def test_connection_to_a_server_notices_that_it_is_gone(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as connection:
        told = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    engine.dispose()
    names = ("connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count")
    assert [told[name] for name in names] == ["10", "1", "30", "10", "3"]
    assert told["tcp_user_timeout"] == "30000"


def test_address_that_says_how_long_to_wait_is_obeyed(postgresql_url: str) -> None:
    engine = open_engine(f"{postgresql_url}&connect_timeout=3")
    with engine.connect() as connection:
        told = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    engine.dispose()
    assert (told["connect_timeout"], told["keepalives_idle"]) == ("3", "30")
