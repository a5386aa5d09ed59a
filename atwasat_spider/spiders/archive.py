"""What all spiders of the archive have in common."""

from collections.abc import Mapping
from typing import Any

from scrapy import Spider


class ArchiveSpider(Spider):
    """A spider whose arguments can be refused before anything starts."""

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Raise ``WrongUsageError`` that names the argument which cannot be met."""
        raise NotImplementedError

    def shown_arguments(self) -> dict[str, object]:
        """Return the arguments as the record of the run keeps them."""
        raise NotImplementedError
