"""Scrapy's command line, where it differs for this project."""
