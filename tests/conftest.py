"""What the tests share: databases that are made by migrations, and nothing else."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from postgresql import find_binaries, running_server
from sqlalchemy import Engine
from stand_in_site.client import Site, running_site

from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.schema import upgrade

SEEDS = Path(__file__).parent.parent / "seeds"
_numbers = count()


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("ATWASAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = open_engine(str(path))
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a new migrated SQLite database."""
    path = tmp_path / "archive.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server in which a migrated database called ``template`` lies."""
    binaries = find_binaries()
    if binaries is None:
        reason = "PostgreSQL is not installed (Debian: apt install postgresql): its half of the tests did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running_server(binaries) as server:
        _execute(server, "CREATE DATABASE template")
        engine = open_engine(server.replace("/postgres?", "/template?"))
        upgrade(engine)
        engine.dispose()
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a new migrated PostgreSQL database."""
    yield from _new_database(postgresql_server, "template")


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    yield from _new_database(postgresql_server, "template1")


def _new_database(server: str, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new migrated database: every test that asks for it runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A new migrated database, open for writing."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def process_of_site() -> Iterator[Site]:
    """The stand-in for the site with forty articles: one process for all tests of a worker."""
    with running_site(articles=40, per_day=110, seed=7) as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    """The stand-in as it was at its start."""
    process_of_site.reset()
    return process_of_site
