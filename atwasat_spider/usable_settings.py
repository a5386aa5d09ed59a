"""Settings that cannot be used, said in a sentence before anything starts."""

import re
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.storage.schedule import Schedule

MOST = 2**31 - 1
# Settings of Scrapy's whose values come from variables of ours.
_VARIABLES = {"DOWNLOAD_DELAY": "ATWASAT_DELAY", "CONCURRENT_REQUESTS": "ATWASAT_CONCURRENCY"}


def check_settings(settings: BaseSettings) -> None:
    """Raise ``WrongUsageError`` that names a setting of the live crawl which cannot be used, and its value."""
    _check_site(settings["ATWASAT_SITE"])
    try:
        Schedule.of(str(settings["ATWASAT_LADDER"]))
    except WrongUsageError as error:
        raise WrongUsageError(f"ATWASAT_LADDER: {error}") from None
    for name in ("DOWNLOAD_DELAY", "ATWASAT_LONGEST_RUN"):
        _check_number(name, settings[name])
    for name, least in (("CONCURRENT_REQUESTS", 1), ("ATWASAT_DAILY_REQUESTS", 0)):
        _check_whole_number(name, settings[name], least)


def _check_site(site: Any) -> None:
    try:
        parts = urlsplit(str(site))
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_server = False
    if not is_server:
        raise WrongUsageError(f"ATWASAT_SITE must be the address of a server (https://alwasat.ly), not {site!r}")


def _check_number(name: str, value: Any) -> None:
    try:
        is_usable = not isinstance(value, bool) and isfinite(float(value)) and float(value) >= 0
    except (TypeError, ValueError, OverflowError):
        is_usable = False
    if not is_usable:
        raise WrongUsageError(f"{_VARIABLES.get(name, name)} must be a number from 0 on, not {value!r}")


def _check_whole_number(name: str, value: Any, least: int) -> None:
    is_whole = re.fullmatch(r"\d{1,10}", str(value), re.ASCII) is not None
    if not is_whole or not least <= int(value) <= MOST:
        raise WrongUsageError(
            f"{_VARIABLES.get(name, name)} must be a whole number from {least} to {MOST}, not {value!r}"
        )
