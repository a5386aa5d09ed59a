"""The commands that look after the database."""

from pathlib import Path

import click

from atwasat_spider.cli.options import jobs_option, json_option, opened, zone_option


@click.group()
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

    found = examine(opened(ctx.obj, read_only=False))  # the search index is examined under the write lock
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
        print_json({"report": made.report.facts(), "database": made.database, "kept": made.kept and str(made.kept)})
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

    changed = make_anew(opened(database, read_only=False))
    print_json({"changed": changed}) if as_json else click.echo(f"{changed} articles have a new search key")
