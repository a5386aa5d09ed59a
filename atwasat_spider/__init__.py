"""An archive of alwasat.ly (بوابة الوسط, "Atwasat") that its readers can trust.

A page passes six stages, each a package, and imports point back up this list only:

1. **captures** - a page as it was received: its bytes, and what is known of when and whence;
2. **blocks** - the page cut into labelled pieces, from text or from HTML in any layout;
3. **articles** - what the page says, as printed, assembled so that no piece is silently dropped;
4. **normalization** - the same facts in comparable form: letters, digits, dates, bylines, headlines, words;
5. **storage** - rows: articles, revisions, related links, captures, runs;
6. **query** - answers: search, related headlines, figures.

Scrapy's parts (``spiders``, ``pipelines``, ``middlewares``, ``extensions``, ``settings``) are thin adapters around the
stages. ``jobs`` runs a spider for a command, ``parallel`` reads in several processes, ``rebuilding`` makes the database
anew.
"""

__version__ = "0.1.0"
