"""The command that reads saved pages."""

from pathlib import Path

import click

from atwasat_spider.cli.options import jobs_option, json_option, readable, zone_option


@click.command()
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
        print_json(report.facts())
    else:
        click.echo(str(report))
        if report.counts["failed"] or report.counts["remarked"]:
            click.echo("see: atwasat problems")
    ctx.exit(report.exit_code)


def _print_changes(database: str, paths: tuple[Path, ...], zone: str | None, *, as_json: bool) -> int:
    """Print what a replay would change; return 1 if an article could no longer be read, else 0."""
    from atwasat_spider.captures import find_captures, read_captures
    from atwasat_spider.captures.standard_input import STANDARD_INPUT, kept_standard_input
    from atwasat_spider.normalization import DEFAULT_ZONE
    from atwasat_spider.printing import print_changes, print_json
    from atwasat_spider.query.changes import changes

    engine = readable(database)
    with kept_standard_input(paths) as standard_input:
        named = [path for path in paths if str(path) != STANDARD_INPUT]
        findings = find_captures(named, standard_input=standard_input)
        every = list(changes(engine, read_captures(findings), zone=zone or DEFAULT_ZONE))
    found = [change for change in every if change is not None]
    print_json(found) if as_json else print_changes(found, read=len(every))
    return 1 if any(change.kind == "lost" for change in found) else 0
