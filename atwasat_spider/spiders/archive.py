"""What all spiders of the archive have in common."""

from collections.abc import Mapping
from typing import Any

from scrapy import Spider


class ArchiveSpider(Spider):
    """A spider whose arguments can be refused before anything starts, and that ends between two pages when asked to.

    Scrapy's own stop waits for ever when it comes while an item of ``start`` is being processed (seen with 2.19), so a
    spider looks at ``stop_requested`` itself.
    """

    stop_requested = False

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Raise ``WrongUsageError`` that names the argument which cannot be met."""
        raise NotImplementedError

    def shown_arguments(self) -> dict[str, object]:
        """Return the arguments as the record of the run keeps them."""
        raise NotImplementedError
