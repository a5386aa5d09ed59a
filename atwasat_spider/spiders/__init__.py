"""Scrapy's spiders: where pages come from. What they say is read in the stages, by way of the pipelines."""
