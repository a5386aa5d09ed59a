"""The command line: `atwasat COMMAND`. An argument becomes a call of a stage, and what comes back is printed.

Exit codes: 0 all well, 1 something failed or was lost, 2 wrong usage, 3 the site blocked us, 4 nothing found.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from atwasat_spider import __version__
from atwasat_spider.errors import AtwasatError, NothingFoundError

if TYPE_CHECKING:
    from sqlalchemy import Engine

DEFAULT_DATABASE_URL = "sqlite:///atwasat.db"
MOST = 2**31 - 1  # of anything that is counted


class _Commands(click.Group):
    """Ends with one sentence and a code where a command cannot do its work; no traceback for what a person can mend."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AtwasatError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(error.exit_code)
        except _database_errors() as error:
            click.echo(f"error: the database failed: {error.orig}", err=True)  # type: ignore[attr-defined]
            ctx.exit(1)


def _database_errors() -> tuple[type[BaseException], ...]:
    """SQLAlchemy's errors, if a command has imported it."""
    module = sys.modules.get("sqlalchemy.exc")
    return (module.DBAPIError,) if module else ()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    envvar="ATWASAT_DATABASE_URL",
    default=DEFAULT_DATABASE_URL,
    show_default=True,
    help="Address of the database (sqlite:///FILE or postgresql://...), or the path of an SQLite file.",
)
@click.version_option(__version__, prog_name="atwasat")
@click.pass_context
def main(ctx: click.Context, database: str) -> None:
    """The archive of alwasat.ly: replay saved pages, search the articles, look at the runs.

    \b
    Example: atwasat replay seeds && atwasat search "الجيش الليبي"
    """
    from atwasat_spider.terminal import use_utf_8

    use_utf_8()
    ctx.obj = database


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
zone_option = click.option(
    "--zone", envvar="ATWASAT_ZONE", help="Zone of the printed clock (IANA name; default Africa/Tripoli)."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read files at once."
)


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@zone_option
@jobs_option
@click.option("--changed-only", is_flag=True, help="Print what would change, and write nothing.")
@json_option
@click.pass_context
def replay(
    ctx: click.Context, paths: tuple[Path, ...], zone: str | None, jobs: int, changed_only: bool, as_json: bool
) -> None:
    """Read saved pages into the database: text, HTML, MHTML, WARC, WACZ, zip; files, folders, - for standard input.

    The database points at files and keeps none: what comes from standard input cannot be read again.

    \b
    Example: atwasat replay seeds
    """
    from atwasat_spider.jobs import archive_settings, crawler_process, run_job
    from atwasat_spider.printing import print_json

    if changed_only:
        ctx.exit(_print_changes(ctx.obj, paths, zone, as_json=as_json))
    changes = {"ATWASAT_DATABASE_URL": ctx.obj} | ({"ATWASAT_ZONE": zone} if zone else {})
    arguments = {"path": [str(path) for path in paths], "jobs": jobs}
    report = run_job(crawler_process(archive_settings(changes)), "replay", arguments)
    if as_json:
        print_json(report)
    else:
        click.echo(str(report))
        if report.counts["failed"] or report.counts["remarked"]:
            click.echo("see: atwasat problems")
    ctx.exit(report.exit_code)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Articles to print.")
@click.option("--offset", type=click.IntRange(0, MOST), default=0, help="Articles to pass over.")
@json_option
@click.pass_obj
def search(database: str, words: tuple[str, ...], limit: int, offset: int, as_json: bool) -> None:
    """Find articles, newest first, whatever way the words are written.

    Words are joined by AND; "a phrase" in double quotes; -word must be absent; begin* is the beginning of a word.

    \b
    Example: atwasat search '"مجلس الأمن" روسيا -النفط'
    """
    from atwasat_spider.printing import print_hits, print_json
    from atwasat_spider.query.search import search as find

    typed = " ".join(words).encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # in a locale without UTF-8
    answer = find(_readable(database), typed, limit=limit, offset=offset)
    if as_json:
        print_json(answer.hits)
    elif answer.hits:
        print_hits(answer)
    if not answer.hits:
        raise NothingFoundError(
            f"only {answer.total} articles answer {typed}" if offset else f"no article answers {typed}"
        )


@main.command()
@click.argument("article", metavar="ID|URL")
@click.option("--raw", is_flag=True, help="Write the bytes of its newest capture, as they were received.")
@json_option
@click.pass_obj
def show(database: str, article: str, raw: bool, as_json: bool) -> None:
    """Print one article, by its number in the archive or its address in any form.

    \b
    Example: atwasat show 1
    """
    from atwasat_spider.printing import print_article, print_json
    from atwasat_spider.query.articles import show as find
    from atwasat_spider.query.raw import raw as bring_back

    if raw:
        sys.stdout.buffer.write(bring_back(_readable(database), article).payload)
        sys.stdout.buffer.flush()
        return
    shown = find(_readable(database), article)
    print_json(shown) if as_json else print_article(shown)


@main.command()
@click.argument("article", metavar="ID|URL")
@json_option
@click.pass_obj
def related(database: str, article: str, as_json: bool) -> None:
    """Print the headlines that the site showed beside an article.

    \b
    Example: atwasat related 1
    """
    from atwasat_spider.printing import print_json, print_related
    from atwasat_spider.query.articles import show as find

    shown = find(_readable(database), article)
    if as_json:
        print_json(shown.related)
    elif shown.related:
        print_related(shown.related)
    else:
        click.echo(f"no related headline was seen beside article {shown.id}")


@main.command()
@json_option
@click.pass_obj
def stats(database: str, as_json: bool) -> None:
    """Count what the archive holds.

    \b
    Example: atwasat stats --json
    """
    from atwasat_spider.printing import print_json, print_stats
    from atwasat_spider.query.figures import stats as count

    counted = count(_readable(database))
    print_json(counted) if as_json else print_stats(counted)


@main.command()
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="Runs to print.")
@json_option
@click.pass_obj
def runs(database: str, limit: int, as_json: bool) -> None:
    """List the jobs, newest first, with what they did.

    \b
    Example: atwasat runs --limit 5
    """
    from atwasat_spider.printing import print_json, print_runs
    from atwasat_spider.query.figures import runs as find

    found = find(_readable(database), limit=limit)
    print_json(found) if as_json else print_runs(found)


@main.command()
@click.option("--run", type=click.IntRange(1, MOST), help="Only those that this run was the last to read.")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True, help="Problems to print.")
@json_option
@click.pass_obj
def problems(database: str, run: int | None, limit: int, as_json: bool) -> None:
    """List pages that gave no article (lost), and articles that a person should look at.

    \b
    Example: atwasat problems --run 3
    """
    from atwasat_spider.printing import print_json, print_problems
    from atwasat_spider.query.figures import problems as find

    found = find(_readable(database), run=run, limit=limit)
    print_json(found) if as_json else print_problems(found)


@main.group()
def db() -> None:
    """Look after the database.

    \b
    Example: atwasat db upgrade
    """


@db.command()
@json_option
@click.pass_obj
def upgrade(database: str, as_json: bool) -> None:
    """Bring the database to the newest revision; make it if it is not there.

    \b
    Example: atwasat --database postgresql://localhost/atwasat db upgrade
    """
    from atwasat_spider.printing import print_json
    from atwasat_spider.storage.engine import open_engine
    from atwasat_spider.storage.readiness import current_revision, shown
    from atwasat_spider.storage.schema import upgrade as bring_up

    engine = open_engine(database)
    bring_up(engine)
    state = {"database": shown(engine), "revision": current_revision(engine)}
    print_json(state) if as_json else click.echo("{database} is at revision {revision}".format(**state))


@db.command()
@json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """See whether the database is as this software expects it.

    \b
    Example: atwasat db check
    """
    from atwasat_spider.printing import print_json
    from atwasat_spider.storage.check import check as examine

    found = examine(_opened(ctx.obj, read_only=False))  # the search index is examined under the write lock
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(found) or "all well")
    ctx.exit(1 if found else 0)


@db.command()
@click.option(
    "--archive",
    envvar="ATWASAT_ARCHIVE",
    default="captures",
    show_default=True,
    type=click.Path(path_type=Path),
    show_envvar=True,
    help="Folder of the captures.",
)
@click.option("--into", metavar="DATABASE", help="An empty database to make, instead of taking the old one's place.")
@click.option("--without-gone", is_flag=True, help="Give up articles whose captures are no longer there.")
@zone_option
@jobs_option
@json_option
@click.pass_context
def rebuild(
    ctx: click.Context,
    archive: Path,
    into: str | None,
    without_gone: bool,
    zone: str | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Make the database anew from its captures; the old one is kept beside it as FILE.before-rebuild.

    Reads the archive's folder and every other file that the database has captures of. A database on PostgreSQL is made
    anew into an empty one: --into.

    \b
    Example: atwasat db rebuild --jobs 2
    """
    from atwasat_spider.printing import print_json
    from atwasat_spider.rebuilding import rebuild as make_anew

    made = make_anew(ctx.obj, archive, jobs=jobs, into=into, zone=zone, without_gone=without_gone)
    if as_json:
        print_json(made)
    else:
        click.echo(str(made.report))
        sentence = "made" if made.is_made else "not finished, and not taken for the database:"
        click.echo(f"{sentence} {made.database}" + (f"; the old one is {made.kept}" if made.kept else ""))
    ctx.exit(made.report.exit_code)


@db.command()
@json_option
@click.pass_obj
def reindex(database: str, as_json: bool) -> None:
    """Make the search keys of all articles anew, after a change of the rules or of the lists of words.

    \b
    Example: atwasat db reindex
    """
    from atwasat_spider.printing import print_json
    from atwasat_spider.storage.keys import reindex as make_anew

    changed = make_anew(_opened(database, read_only=False))
    print_json({"changed": changed}) if as_json else click.echo(f"{changed} articles have a new search key")


def _print_changes(database: str, paths: tuple[Path, ...], zone: str | None, *, as_json: bool) -> int:
    """Print what a replay would change; return 1 if an article could no longer be read, else 0."""
    from atwasat_spider.captures import find_captures, read_captures
    from atwasat_spider.captures.standard_input import STANDARD_INPUT, kept_standard_input
    from atwasat_spider.normalization import DEFAULT_ZONE
    from atwasat_spider.printing import print_changes, print_json
    from atwasat_spider.query.changes import changes

    engine = _readable(database)
    with kept_standard_input(paths) as standard_input:
        named = [path for path in paths if str(path) != STANDARD_INPUT]
        findings = find_captures(named, standard_input=standard_input)
        every = list(changes(engine, read_captures(findings), zone=zone or DEFAULT_ZONE))
    found = [change for change in every if change is not None]
    print_json(found) if as_json else print_changes(found, read=len(every))
    return 1 if any(change.kind == "lost" for change in found) else 0


def _readable(database: str) -> "Engine":
    return _opened(database, read_only=True)


def _opened(database: str, *, read_only: bool) -> "Engine":
    from atwasat_spider.storage.engine import open_engine
    from atwasat_spider.storage.readiness import require_head

    engine = open_engine(database, read_only=read_only)
    require_head(engine)
    return engine
