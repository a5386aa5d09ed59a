"""How the outcome of a second look is printed."""

from collections.abc import Sequence

import click

from atwasat_spider.characters import printable
from atwasat_spider.coloured import print_difference
from atwasat_spider.jobs import JobReport
from atwasat_spider.query.rescraped import Rescraped
from atwasat_spider.terminal import print_text


def print_rescraped(found: Sequence[Rescraped], report: JobReport) -> None:
    """Print what came of each address, with the paragraphs that changed; then how the job went."""
    for each in found:
        click.echo(_line(each))
        if each.problem:
            print_text(each.problem)
        if each.difference is not None:
            click.echo()
            print_difference(each.difference)
            click.echo()
    click.echo(str(report))


def _line(each: Rescraped) -> str:
    words = [each.outcome]
    if each.moved_to:
        words.append(f"to {each.moved_to}")
    if each.article_id is not None:
        words.append(f"article {each.article_id}, revision {each.revision}")
    return f"{printable(each.url)}: {', '.join(words)}"
