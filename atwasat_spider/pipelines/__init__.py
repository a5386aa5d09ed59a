"""Scrapy's item pipelines: thin adapters, one stage's work each, in the order read, normalize, check, store."""
