"""The schema: migrations are the only way to it, in both directions, on both databases."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from atwasat_spider.errors import DatabaseNotReadyError, WrongUsageError
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.models import Base
from atwasat_spider.storage.readiness import SCHEMA_REVISION, current_revision, require_head
from atwasat_spider.storage.schema import differences, downgrade, newest_revision, prepare, upgrade


@pytest.fixture
def opened() -> Iterator[Callable[[str], Engine]]:
    engines: list[Engine] = []

    def open_(url: str) -> Engine:
        engines.append(open_engine(url))
        return engines[-1]

    yield open_
    for engine in engines:
        engine.dispose()


def test_newest_migration_is_the_expected_revision() -> None:
    assert newest_revision() == SCHEMA_REVISION


def test_migrated_database_equals_the_models(engine: Engine) -> None:
    assert differences(engine) == []


def test_a_missing_column_is_a_difference(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE runs DROP COLUMN outcome"))
    assert ["outcome" in difference for difference in differences(engine)] == [True]


def test_downgrade_to_nothing_and_up_again(engine: Engine) -> None:
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    assert differences(engine) == []
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_search_index_is_filled_when_it_is_made_over_old_rows(engine: Engine) -> None:
    downgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO articles (headline, headline_key, blocks, reader, content_hash, revision_number,"
                " search_key) VALUES ('خبر', 'خبر', '[]', 'text', 'x', 1, 'خبر عاجل')"
            )
        )
    upgrade(engine)
    if engine.dialect.name == "sqlite":
        question = "SELECT count(*) FROM article_search WHERE article_search MATCH '\"خبر عاجل\"'"
    else:
        question = "SELECT count(*) FROM articles WHERE search_vector @@ CAST('''خبر'' <-> ''عاجل''' AS tsquery)"
    with engine.connect() as connection:
        assert connection.scalar(text(question)) == 1


def test_prepare_makes_the_tables_of_an_empty_file(tmp_path: Path, opened: Callable[[str], Engine]) -> None:
    engine = opened(str(tmp_path / "new.db"))
    prepare(engine)
    assert current_revision(engine) == newest_revision()


def test_prepare_makes_the_tables_of_an_empty_server_database(
    empty_postgresql_url: str, opened: Callable[[str], Engine]
) -> None:
    engine = opened(empty_postgresql_url)
    prepare(engine)
    assert current_revision(engine) == newest_revision()


def test_prepare_refuses_a_database_at_an_older_revision(engine: Engine) -> None:
    downgrade(engine, "0001")
    with pytest.raises(DatabaseNotReadyError, match="is at revision 0001, not 0004: run `atwasat db upgrade`"):
        prepare(engine)


def test_prepare_refuses_another_programs_database(tmp_path: Path, opened: Callable[[str], Engine]) -> None:
    engine = opened(str(tmp_path / "other.db"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (id INTEGER)"))
    with pytest.raises(DatabaseNotReadyError, match="has no tables yet"):
        prepare(engine)


def test_a_missing_file_is_named_and_not_made(tmp_path: Path, opened: Callable[[str], Engine]) -> None:
    path = tmp_path / "missing.db"
    with pytest.raises(DatabaseNotReadyError, match=r"missing\.db"):
        require_head(opened(str(path)))
    assert not path.exists()


def test_a_file_that_is_no_database_is_named(tmp_path: Path, opened: Callable[[str], Engine]) -> None:
    (tmp_path / "letter.db").write_text("this is a letter " * 100)
    with pytest.raises(WrongUsageError, match=r"letter\.db.*not a database"):
        prepare(opened(str(tmp_path / "letter.db")))


def test_a_missing_folder_is_named(tmp_path: Path, opened: Callable[[str], Engine]) -> None:
    with pytest.raises(WrongUsageError, match="there is no folder"):
        prepare(opened(str(tmp_path / "no" / "folder" / "x.db")))


def test_an_unreachable_server_is_named_without_its_password(opened: Callable[[str], Engine]) -> None:
    with pytest.raises(WrongUsageError, match=r"nobody:\*\*\*@127\.0\.0\.1:1") as caught:
        prepare(opened("postgresql://nobody:secret@127.0.0.1:1/x"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://x/y", "no such://"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(WrongUsageError, match=r"only sqlite and postgresql|not a database address"):
        open_engine(url)


_UPGRADE = """
import sys
from atwasat_spider.storage.engine import open_engine
from atwasat_spider.storage.schema import prepare
prepare(open_engine(sys.argv[1]))
"""


def test_six_jobs_may_make_the_tables_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _UPGRADE, str(tmp_path / "new.db")]
    jobs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(6)]
    assert [(job.communicate()[1], job.returncode) for job in jobs] == [(b"", 0)] * 6


def test_six_jobs_may_make_the_tables_of_a_server_at_once(empty_postgresql_url: str) -> None:
    command = [sys.executable, "-c", _UPGRADE, empty_postgresql_url]
    jobs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(6)]
    assert [(job.communicate()[1], job.returncode) for job in jobs] == [(b"", 0)] * 6


def test_a_database_of_a_newer_program_is_named(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for job in (prepare, require_head, upgrade):
        with pytest.raises(DatabaseNotReadyError, match="at revision 9999, which this program does not know"):
            job(engine)


@pytest.mark.parametrize("url", ["mysql://u:SECRET@h/x", "postgresql://u:SECRET@h:port/x"])
def test_password_of_a_refused_address_is_not_printed(url: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        open_engine(url)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(WrongUsageError, match="would be gone with the job"):
        open_engine(url)
