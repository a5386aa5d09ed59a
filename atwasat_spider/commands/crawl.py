"""`scrapy crawl SPIDER -a NAME=VALUE`: the same job, report and exit code as the command of `atwasat`."""

import argparse
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from atwasat_spider.errors import AtwasatError
from atwasat_spider.jobs import run_job

_OF_SCRAPYD = ("_job", "_version")  # it gives every spider these two arguments


class Command(ScrapyCrawl):
    """Scrapy's own command ends with 0 even when pages were lost; this one says what happened."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider."""
        if len(args) != 1:
            raise UsageError("name one spider")
        assert self.crawler_process is not None  # noqa: S101 - Scrapy makes it before
        try:
            arguments = {name: value for name, value in opts.spargs.items() if name not in _OF_SCRAPYD}
            report = run_job(self.crawler_process, args[0], arguments)
        except AtwasatError as error:
            sys.stderr.write(f"error: {error}\n")
            self.exitcode = error.exit_code
            return
        sys.stdout.write(f"{report}\n")
        self.exitcode = report.exit_code
