"""Scrapy settings: only those that differ from Scrapy's own, each with its reason."""

import os

from atwasat_spider import __version__


def _number(value: str, default: float) -> float | str:
    """Return the number that a variable of the environment holds.

    What is none stays as it is: `check_settings` refuses it in a sentence, and nobody catches an error of this module.
    """
    try:
        return float(value) if value else default
    except ValueError:
        return value


def _whole_number(value: str, default: int) -> int | str:
    try:
        return int(value) if value else default
    except ValueError:
        return value


BOT_NAME = "atwasat_spider"
SPIDER_MODULES = ["atwasat_spider.spiders"]
COMMANDS_MODULE = "atwasat_spider.commands"  # `scrapy crawl` ends with the codes of `atwasat`

# Ours: where rows go, and the zone of the site's printed clock (an IANA name).
ATWASAT_DATABASE_URL = os.environ.get("ATWASAT_DATABASE_URL", "sqlite:///atwasat.db")
ATWASAT_ZONE = os.environ.get("ATWASAT_ZONE", "Africa/Tripoli")
ATWASAT_PROGRESS = True
DATABASE_PATIENCE = 2.0  # seconds that SQLite waits in one piece for a lock, deaf to signals; then it is asked again
# The site, or a server that stands in for it; and the folder of WARC files in which every answer is kept.
ATWASAT_SITE = os.environ.get("ATWASAT_SITE", "https://alwasat.ly")
ATWASAT_ARCHIVE = os.environ.get("ATWASAT_ARCHIVE", "captures")

# Live crawls: when an article is looked at again, by its age; the longest run in minutes (0 for any); requests to the
# site on one day (UTC) by all jobs of a database (0 for any); whom the site can write to about us.
ATWASAT_LADDER = os.environ.get("ATWASAT_LADDER", "15m 1h 6h 1d 7d 30d")
ATWASAT_LONGEST_RUN = _number(os.environ.get("ATWASAT_LONGEST_RUN", "50"), 50.0)
ATWASAT_DAILY_REQUESTS = _whole_number(os.environ.get("ATWASAT_DAILY_REQUESTS", "20000"), 20_000)
ATWASAT_CONTACT = os.environ.get("ATWASAT_CONTACT", "")
ATWASAT_LONGEST_CRAWL_DELAY = 60.0  # seconds
ATWASAT_LONGEST_PAUSE = 120.0  # seconds; a longer Retry-After ends the run
# A server of archived captures: its CDX interface, and the beginning of its replay addresses.
ATWASAT_CDX_SERVER = os.environ.get("ATWASAT_CDX_SERVER", "https://web.archive.org/cdx/search/cdx")
ATWASAT_REPLAY_SERVER = os.environ.get("ATWASAT_REPLAY_SERVER", "https://web.archive.org/web")
# Bounds of what a run should bring that differ from those of `query/expectations.py`, as JSON.
ATWASAT_EXPECTATIONS = os.environ.get("ATWASAT_EXPECTATIONS", "{}")
# Who is told when a run did not bring what it should: an address that takes JSON, and a command.
ATWASAT_WEBHOOK = os.environ.get("ATWASAT_WEBHOOK", "")
ATWASAT_ALERT_COMMAND = os.environ.get("ATWASAT_ALERT_COMMAND", "")

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "atwasat_spider.middlewares.site_only.SiteOnlyMiddleware": 20,  # before what may fetch for a request's sake
    "atwasat_spider.middlewares.robots.RobotsMiddleware": 100,
    "atwasat_spider.middlewares.refusals.UnreachableMiddleware": 540,
    "atwasat_spider.middlewares.refusals.RefusalsMiddleware": 580,
    "atwasat_spider.middlewares.pace.PaceMiddleware": 585,
    "atwasat_spider.middlewares.budget.BudgetMiddleware": 980,
    "atwasat_spider.middlewares.archive.ArchiveMiddleware": 990,  # next to the downloader: before anything is decoded
}

ITEM_PIPELINES = {
    "atwasat_spider.pipelines.read.ReadPipeline": 100,
    "atwasat_spider.pipelines.normalize.NormalizePipeline": 200,
    "atwasat_spider.pipelines.check.CheckPipeline": 300,
    "atwasat_spider.pipelines.store.StorePipeline": 400,
}
EXTENSIONS = {
    "atwasat_spider.extensions.run_record.RunRecordExtension": 100,
    "atwasat_spider.extensions.expectations.ExpectationsExtension": 150,
    "atwasat_spider.extensions.progress.ProgressExtension": 200,
}
CONCURRENT_ITEMS = 1  # pages are stored in the order of their captures

# No br: `warcio check` cannot check what is encoded so.
DEFAULT_REQUEST_HEADERS = {"Accept-Language": "ar", "Accept-Encoding": "gzip, deflate"}


# One request at a time, and time to read between two; a server that answers slowly is asked more slowly.
def changed_delay(seconds: float) -> dict[str, object]:
    """Return the settings of a delay between two requests; with none, nothing slows a crawl down."""
    return {
        "DOWNLOAD_DELAY": seconds,
        "AUTOTHROTTLE_ENABLED": seconds > 0,
        "AUTOTHROTTLE_START_DELAY": max(seconds, 0.1),
    }


_DELAY = _number(os.environ.get("ATWASAT_DELAY", "2"), 2.0)
DOWNLOAD_DELAY, AUTOTHROTTLE_ENABLED, AUTOTHROTTLE_START_DELAY = (
    (_DELAY, True, _DELAY) if isinstance(_DELAY, str) else changed_delay(_DELAY).values()
)
CONCURRENT_REQUESTS = _whole_number(os.environ.get("ATWASAT_CONCURRENCY", "1"), 1)
CONCURRENT_REQUESTS_PER_DOMAIN = CONCURRENT_REQUESTS
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_TIMEOUT = 60  # seconds for an answer to be here whole; Scrapy's own limit is 180
RETRY_TIMES = 1
RETRY_PRIORITY_ADJUST = 100  # at once, so that a dead site is known after a few requests
RETRY_HTTP_CODES = [500, 502, 504, 408, 522, 524]  # 429 and 503 say when to come again


def user_agent(contact: str) -> str:
    """Return who we say that we are, and where to write to."""
    return f"atwasat-spider/{__version__}" + (f" (+{contact})" if contact else "")


USER_AGENT = user_agent(ATWASAT_CONTACT)
REFERER_ENABLED = False
METAREFRESH_ENABLED = False  # what a page says leads nowhere

# A guest that obeys, is honest about itself and leaves no door open.
ROBOTSTXT_OBEY = True
REDIRECT_ENABLED = False  # spiders follow redirects themselves, and never to another host
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # a server on loopback that runs code
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # bytes; Scrapy's own limit is 1 GiB
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "atwasat_spider.downloading.AbandonableHandler"),
    **dict.fromkeys(("file", "data", "ftp", "s3")),
}  # a page never names a local file

LOG_LEVEL = "INFO"
