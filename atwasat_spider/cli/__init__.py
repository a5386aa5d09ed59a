"""The command line: `atwasat COMMAND`. An argument becomes a call of a stage, and what comes back is printed.

Exit codes: 0 all well, 1 something failed or was lost, 2 wrong usage, 3 the site blocked us, 4 nothing found.
"""

import sys
from typing import Any

import click

from atwasat_spider import __version__
from atwasat_spider.cli.asking import problems, related, runs, search, show, stats
from atwasat_spider.cli.database import db
from atwasat_spider.cli.fetching import crawl, rescrape, wayback
from atwasat_spider.cli.options import DEFAULT_DATABASE_URL
from atwasat_spider.cli.replaying import replay
from atwasat_spider.errors import AtwasatError


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


for command in (replay, crawl, rescrape, wayback, search, show, related, stats, runs, problems, db):
    main.add_command(command)
