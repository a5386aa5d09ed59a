"""The database made anew from the archive: it is a product of the captures, not the other way round.

Every capture is read again: those of the archive's folder, and those that the old database knows to lie elsewhere. The
runs of the past and the frontier are taken over as they are. The new database takes the place of the old one only when
all is read and nobody has written to the old one meanwhile; the old one is kept beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select, text

from atwasat_spider.characters import printable
from atwasat_spider.errors import WrongUsageError
from atwasat_spider.jobs import JobReport, archive_settings, crawler_process, run_job
from atwasat_spider.storage.claims import claimed, holder
from atwasat_spider.storage.engine import open_engine, sqlite_file
from atwasat_spider.storage.models import AlertRow, Base, CaptureRow, FrontierRow, ListingRow, RequestDayRow, RunRow
from atwasat_spider.storage.readiness import require_head
from atwasat_spider.storage.runs import Outcome
from atwasat_spider.storage.schema import prepare

KEPT = ".before-rebuild"
_BUILDING = ".rebuilding"
_AT_ONCE = 1_000  # rows
_TAKEN_OVER = (RunRow, AlertRow, FrontierRow, ListingRow, RequestDayRow)
_BESIDE = ("", "-wal", "-shm")  # a database of SQLite and what it keeps beside itself


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a rebuild ended: its job, the database that it made, and where the old one is kept, if it was replaced."""

    report: JobReport
    database: str
    kept: Path | None

    @property
    def is_made(self) -> bool:
        """Whether the job went to its end."""
        return self.report.outcome is Outcome.FINISHED


def rebuild(
    database: str,
    archive: Path,
    *,
    jobs: int,
    into: str | None = None,
    zone: str | None = None,
    without_gone: bool = False,
) -> Rebuilt:
    """Make a database anew from the archive and every capture that it knows.

    ``into`` names an empty database to make; without it an SQLite database is replaced. Raises ``WrongUsageError`` for
    a database that cannot be replaced, and for captures of articles that are gone unless ``without_gone``.
    """
    old = _open_old(database)
    if old is None:
        return _rebuild(None, database, archive, jobs=jobs, into=into, zone=zone, without_gone=without_gone)
    try:
        with claimed(old) as is_ours:
            if not is_ours:
                raise WrongUsageError(f"{holder(old, 'site')} has the database: rebuild it when that has ended")
            return _rebuild(old, database, archive, jobs=jobs, into=into, zone=zone, without_gone=without_gone)
    finally:
        old.dispose()


def _rebuild(
    old: Engine | None,
    database: str,
    archive: Path,
    *,
    jobs: int,
    into: str | None,
    zone: str | None,
    without_gone: bool,
) -> Rebuilt:
    target = into or _beside(database)
    paths = _paths(old, archive, without_gone=without_gone)
    new = open_engine(target)
    try:
        prepare(new)
        _require_empty(new, target)
        before = _state(old) if old else None
        if old:
            _take_over(old, new)
    finally:
        new.dispose()
    changes = {"ATWASAT_DATABASE_URL": target} | ({"ATWASAT_ZONE": zone} if zone else {})
    arguments: Mapping[str, object] = {"path": [str(path) for path in paths], "jobs": jobs}
    report = run_job(crawler_process(archive_settings(changes)), "replay", arguments)
    if into or report.outcome is not Outcome.FINISHED:
        return Rebuilt(report, target, None)
    try:
        lost = _lost(old, new) if old and not without_gone else []
    finally:
        new.dispose()
    if lost:
        raise WrongUsageError(
            f"{len(lost)} captures of articles are not what they were, the first of them {printable(lost[0])}; the "
            f"database stays as it is, the new one is {target} (--without-gone takes it)"
        )
    if old and _state(old) != before:
        raise WrongUsageError(f"the database was written to meanwhile and stays as it is; the new one is {target}")
    if old:
        old.dispose()
    return Rebuilt(report, database, _replace(database))


def _open_old(database: str) -> Engine | None:
    """Open the database that is to be made anew; ``None`` where there is none yet."""
    engine = open_engine(database)
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        engine.dispose()
        return None
    try:
        require_head(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _beside(database: str) -> str:
    engine = open_engine(database)
    file = sqlite_file(engine)
    engine.dispose()
    if file is None:
        raise WrongUsageError("a database on a server is made anew into another one: name an empty one with --into")
    for ending in _BESIDE:
        Path(f"{file}{_BUILDING}{ending}").unlink(missing_ok=True)
    return f"sqlite:///{file}{_BUILDING}"


def _paths(old: Engine | None, archive: Path, *, without_gone: bool) -> list[Path]:
    """Return the archive's folder and the files outside of it that the old database has captures of."""
    files = _known_files(old) if old else {}
    gone = [file for file, has_articles in files.items() if has_articles and not file.is_file()]
    if gone and not without_gone:
        raise WrongUsageError(
            f"the captures of articles in {len(gone)} files cannot be read again, the first of them "
            f"{printable(str(gone[0]))}: bring them back, or give up these articles with --without-gone"
        )
    inside = f"{archive.absolute()}/"
    outside = [file for file in files if file.is_file() and not str(file).startswith(inside)]
    paths = [archive] if archive.is_dir() else []
    if not paths and not outside:
        raise WrongUsageError(f"{archive}: no such folder, and the database has no captures elsewhere")
    return [*paths, *outside]


def _known_files(old: Engine) -> dict[Path, bool]:
    """Return the files of the captures that a database knows, and of each whether articles came of it."""
    with old.connect() as connection:
        rows = connection.execute(select(CaptureRow.path, CaptureRow.article_id).order_by(CaptureRow.path)).all()
    files: dict[Path, bool] = {}
    for row in rows:
        file = _on_disk(row.path)
        files[file] = files.get(file, False) or row.article_id is not None
    return files


def _on_disk(path: str) -> Path:
    """Return the file of a capture's path; a page in a zip file has the zip file's."""
    file = Path(path)
    return next((each for each in (file, *file.parents) if each.is_file()), file)


def _require_empty(new: Engine, target: str) -> None:
    with new.connect() as connection:
        if connection.scalar(select(func.count()).select_from(CaptureRow)):
            raise WrongUsageError(f"{target} is not empty")


def _state(engine: Engine) -> str:
    """Return what changes when somebody writes: a digest of all that is taken over, and of how many captures are known.

    Whoever reads a capture again without a new one leaves that in the row of a run.
    """
    digest = sha256()
    with engine.connect() as connection:
        captures = select(func.count(), func.max(CaptureRow.id), func.max(CaptureRow.run_id))
        digest.update(repr(tuple(connection.execute(captures).one())).encode())
        for model in _TAKEN_OVER:
            table = Base.metadata.tables[model.__tablename__]
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(table.c.id))
            for row in rows:
                digest.update(repr((table.name, *row)).encode())
    return digest.hexdigest()


def _lost(old: Engine, new: Engine) -> list[str]:
    """Return the places of captures that gave articles in the old database and give none in the new one."""
    query = select(CaptureRow.path, CaptureRow.offset, CaptureRow.sha256).where(CaptureRow.article_id.is_not(None))
    with old.connect() as before, new.connect() as after:
        known = {tuple(row) for row in after.execute(query)}
        return [f"{row.path} at {row.offset}" for row in before.execute(query) if tuple(row) not in known]


def _take_over(old: Engine, new: Engine) -> None:
    """Copy what no capture tells: the runs, the frontier and how far the listings are read."""
    for model in _TAKEN_OVER:
        table = Base.metadata.tables[model.__tablename__]
        with old.connect() as source, new.begin() as target:
            rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(table.c.id)).mappings()
            for some in rows.partitions():
                target.execute(insert(table), [dict(row) for row in some])
            if target.scalar(select(func.count()).select_from(table)):
                _go_on_counting(target, table.name)


def _go_on_counting(connection: Connection, table: str) -> None:
    """PostgreSQL counts ids in a sequence of its own, which rows with ids do not move."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
        )


def _replace(database: str) -> Path | None:
    """Put the new database where the old one was, which is kept; the last connection has left no file beside either."""
    engine = open_engine(database)
    file = sqlite_file(engine)
    engine.dispose()
    assert file is not None  # noqa: S101 - a database on a server is not replaced
    kept = None
    if file.exists():
        names = (Path(f"{file}{KEPT}{number}") for number in ("", *(f".{count}" for count in range(2, 10_000))))
        kept = next(name for name in names if not name.exists())
        for ending in _BESIDE[1:]:
            if Path(f"{file}{ending}").exists():
                raise WrongUsageError(f"{file} is in use by another program; the new database is {file}{_BUILDING}")
        file.replace(kept)
    Path(f"{file}{_BUILDING}").replace(file)
    return kept
