"""The commands that ask the site: the scheduled crawl, and single pages now."""

from pathlib import Path

import click

from atwasat_spider.cli.options import MOST, json_option, live_options, live_settings

_EXAMPLE_IDS = "131000-131999"


@click.command()
@click.option("--section", "sections", multiple=True, metavar="SLUG|URL", help="Only this section; repeatable.")
@click.option("--since", metavar="DATE", help="Pass over new articles that are older, as far as their numbers tell.")
@click.option("--limit", type=click.IntRange(1, MOST), help="Articles to ask for at most.")
@click.option("--pages", type=click.IntRange(1, MOST), help="Pages to read of one listing at most (default 10).")
@click.option("--backfill", is_flag=True, help="Go on into the past where the last run stopped, --pages pages of it.")
@click.option("--ids", metavar="A-B", help=f"Ask for articles by number ({_EXAMPLE_IDS}), those not known yet.")
@click.option("--dry-run", is_flag=True, help="Read the listings and print what is new; ask for no article.")
@click.option("--wait", is_flag=True, help="Wait for another crawl of this database to end.")
@click.option("--anyway", is_flag=True, help="Ask although the site has blocked a run of late.")
@live_options
@json_option
@click.pass_context
def crawl(ctx: click.Context, /, *, as_json: bool, **options: object) -> None:
    """Crawl the site: what is new, newest first, then what is due for a second look. Made to be run every few minutes.

    While another crawl of the same database is at work, nothing is done.

    \b
    Example: atwasat crawl --section libya --limit 100
    """
    from atwasat_spider.jobs import archive_settings, crawler_process, run_job
    from atwasat_spider.printing import print_json

    names = ("since", "limit", "pages", "backfill", "ids", "dry_run", "wait", "anyway")
    arguments = {name: options[name] for name in names if options[name]} | {"section": options["sections"]}
    report = run_job(crawler_process(archive_settings(live_settings(ctx.obj, options))), "site", arguments)
    print_json(report.facts_of_a_crawl()) if as_json else click.echo(str(report))
    ctx.exit(report.exit_code)


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help="Addresses from a file, one on a line; - for standard input.",
)
@click.option("--from-archive", is_flag=True, help="Ask nobody: read the newest kept capture again.")
@live_options
@json_option
@click.pass_context
def rescrape(
    ctx: click.Context,
    /,
    *,
    urls: tuple[str, ...],
    files: tuple[Path, ...],
    from_archive: bool,
    as_json: bool,
    **options: object,
) -> None:
    """Fetch articles again, now, and show what has changed. Addresses in any historical form; - for standard input.

    \b
    Example: atwasat rescrape https://alwasat.ly/news/libya/131580
    """
    from atwasat_spider.printing import print_json
    from atwasat_spider.printing_rescrapes import print_rescraped
    from atwasat_spider.rescraping import read_addresses
    from atwasat_spider.rescraping import rescrape as fetch_again

    addresses, refused = read_addresses(urls, files)
    settings = live_settings(ctx.obj, options)
    report, found = fetch_again(settings, addresses, refused, from_archive=from_archive)
    print_json(found) if as_json else print_rescraped(found, report)
    is_whole = not any(each.outcome in ("refused", "not asked") for each in found)
    ctx.exit(report.exit_code or (0 if is_whole else 1))


@click.command()
@click.argument("url", required=False)
@click.option("--section", metavar="SLUG", help="All articles of a section, instead of one.")
@click.option("--from", "since", metavar="DATE", help="The first day or moment (2017, 2017-05, 2017-05-11).")
@click.option("--to", metavar="DATE", help="The last day or moment, included.")
@click.option("--limit", type=click.IntRange(1, MOST), help="Captures to fetch at most, the oldest first.")
@click.option(
    "--cdx", envvar="ATWASAT_CDX_SERVER", metavar="URL", help="CDX server (default that of the Wayback Machine)."
)
@click.option("--replay", envvar="ATWASAT_REPLAY_SERVER", metavar="URL", help="Where its replay addresses begin.")
@live_options
@json_option
@click.pass_context
def wayback(ctx: click.Context, /, *, as_json: bool, **options: object) -> None:
    """Fetch the captures that a web archive has of an article or a section: what the site showed in the past.

    They are stored with their own time; past revisions take their place before the newer ones.

    \b
    Example: atwasat wayback https://alwasat.ly/news/libya/131580 --from 2017 --to 2019
    """
    from atwasat_spider.jobs import archive_settings, crawler_process, run_job
    from atwasat_spider.printing import print_json

    names = {"url": "url", "section": "section", "since": "from", "to": "to", "limit": "limit"}
    arguments = {argument: str(options[name]) for name, argument in names.items() if options[name]}
    servers = {"cdx": "ATWASAT_CDX_SERVER", "replay": "ATWASAT_REPLAY_SERVER"}
    changes = {setting: options[name] for name, setting in servers.items() if options[name]}
    settings = archive_settings(live_settings(ctx.obj, options) | changes)
    report = run_job(crawler_process(settings), "wayback", arguments)
    print_json(report.facts_of_a_crawl()) if as_json else click.echo(str(report))
    ctx.exit(report.exit_code)
