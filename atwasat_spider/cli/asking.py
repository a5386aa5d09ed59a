"""The commands that ask the database: articles, figures, runs, problems."""

import sys

import click

from atwasat_spider.cli.options import MOST, json_option, readable
from atwasat_spider.errors import NothingFoundError


@click.command(context_settings={"ignore_unknown_options": True})
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
    answer = find(readable(database), typed, limit=limit, offset=offset)
    if as_json:
        print_json(answer.hits)
    elif answer.hits:
        print_hits(answer)
    if not answer.hits:
        raise NothingFoundError(
            f"only {answer.total} articles answer {typed}" if offset else f"no article answers {typed}"
        )


@click.command()
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
        sys.stdout.buffer.write(bring_back(readable(database), article).payload)
        sys.stdout.buffer.flush()
        return
    shown = find(readable(database), article)
    print_json(shown) if as_json else print_article(shown)


@click.command()
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

    shown = find(readable(database), article)
    if as_json:
        print_json(shown.related)
    elif shown.related:
        print_related(shown.related)
    else:
        click.echo(f"no related headline was seen beside article {shown.id}")


@click.command()
@json_option
@click.pass_obj
def stats(database: str, as_json: bool) -> None:
    """Count what the archive holds.

    \b
    Example: atwasat stats --json
    """
    from atwasat_spider.printing import print_json, print_stats
    from atwasat_spider.query.figures import stats as count

    counted = count(readable(database))
    print_json(counted) if as_json else print_stats(counted)


@click.command()
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

    found = find(readable(database), limit=limit)
    print_json(found) if as_json else print_runs(found)


@click.command()
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

    found = find(readable(database), run=run, limit=limit)
    print_json(found) if as_json else print_problems(found)
