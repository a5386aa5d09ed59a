"""Scrapy's downloader middlewares: what happens to every request and every answer."""
