"""What all spiders of the archive have in common."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from scrapy import Spider

from atwasat_spider.captures.refusals import Refusal


class ArchiveSpider(Spider):
    """A spider whose arguments can be refused before anything starts, and that ends between two pages when asked to.

    Scrapy's own stop waits for ever when it comes while an item of ``start`` is being processed (seen with 2.19), so a
    spider looks at ``stop_requested`` itself. ``refusal`` is how the site refused it, with the time after which it may
    be asked again; ``trouble`` is a sentence that says why the job could not go on,
    ``unfinished`` what was under way when something broke that Scrapy only logs.
    """

    is_alone: ClassVar = False  # whether only one job of its kind works on a database at a time
    needs_captures: bool = True  # whether a job that read nothing has found nothing

    is_whole: bool = True  # whether the job does all that a scheduled one does

    stop_requested = False
    refusal: Refusal | None = None
    retry_after: timedelta | None = None
    trouble: str | None = None
    unfinished: str | None = None
    note: str | None = None

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Raise ``WrongUsageError`` that names the argument which cannot be met."""
        raise NotImplementedError

    def shown_arguments(self) -> dict[str, object]:
        """Return the arguments as the record of the run keeps them."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the job: nothing more is begun, what has come is stored."""
        self.stop_requested = True
