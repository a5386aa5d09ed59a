"""Scrapy settings: only those that differ from Scrapy's own, each with its reason."""

import os

BOT_NAME = "atwasat_spider"
SPIDER_MODULES = ["atwasat_spider.spiders"]
COMMANDS_MODULE = "atwasat_spider.commands"  # `scrapy crawl` ends with the codes of `atwasat`

# Ours: where rows go, and the zone of the site's printed clock (an IANA name).
ATWASAT_DATABASE_URL = os.environ.get("ATWASAT_DATABASE_URL", "sqlite:///atwasat.db")
ATWASAT_ZONE = os.environ.get("ATWASAT_ZONE", "Africa/Tripoli")
ATWASAT_PROGRESS = True
# The site, or a server that stands in for it; and the folder of WARC files in which every answer is kept.
ATWASAT_SITE = os.environ.get("ATWASAT_SITE", "https://alwasat.ly")
ATWASAT_ARCHIVE = os.environ.get("ATWASAT_ARCHIVE", "captures")

DOWNLOADER_MIDDLEWARES = {
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
    "atwasat_spider.extensions.progress.ProgressExtension": 200,
}
CONCURRENT_ITEMS = 1  # pages are stored in the order of their captures

# No br: `warcio check` cannot check what is encoded so.
DEFAULT_REQUEST_HEADERS = {"Accept-Language": "ar", "Accept-Encoding": "gzip, deflate"}

# A guest that obeys, is honest about itself and leaves no door open.
ROBOTSTXT_OBEY = True
REDIRECT_ENABLED = False  # spiders follow redirects themselves, and never to another host
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # a server on loopback that runs code
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # bytes; Scrapy's own limit is 1 GiB
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}  # a page never names a local file

LOG_LEVEL = "INFO"
