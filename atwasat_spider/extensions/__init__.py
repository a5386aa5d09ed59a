"""Scrapy's extensions: the record of the run, and its progress."""
