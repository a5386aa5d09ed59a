"""A stand-in for the whole site: a real HTTP server in a process of its own, on a clock that the test sets.

>>> from stand_in_site.client import running_site
>>> with running_site(articles=300, per_day=110, seed=7) as site:  # the clock stands at 2026-01-01 06:00 UTC
...     crawl(site.address)
...     site.set_clock(site.clock + timedelta(hours=2))  # some ten articles appear, some change, vanish or move
...     site.switch("refuse", kind="sucuri", after=5, only="articles")
...     crawl(site.address)
...     asked = [each.target for each in site.log()]

Articles, their changes and their texts are a function of ``start``, ``articles``, ``per_day`` and ``seed``. The clock
stands still between two calls of ``set_clock``, which may also set it back. ``site.truth()`` is what has appeared so
far, with all its versions, those of the future too; some of it may be gone, and one that is hidden is in it.
``version_at``, ``path_at`` and ``is_there_at`` of an article say what the site shows of it at a moment.

Pages link to articles by path or by the site's real address (``https://alwasat.ly/...``); feed, sitemaps and robots.txt
name the latter, redirects the path. Headlines below an article are those of its day: where they lead may have moved
since, or be gone. Every listing has a few old articles beside it («الأكثر قراءة», most read). The listings of the first
system show their last page again past their end, those of today's show nothing but the old articles there.

Every switch takes ``only``, ``after`` (so many matching requests are answered as usual first) and ``times`` (so many
are struck, then no more). ``only`` is "all" (robots.txt counts as any other request), "articles", "listings" (the front
page among them), "feeds" (the sitemaps among them), "robots", "others", or the beginning of a path.

=============================================== ===================================================================
``refuse(kind, status=None, retry_after=None)`` a page of refusal: a key of ``refusals.REFUSALS``
``error(status)``                               that status and a short page
``slow(seconds)``                               nothing for so long, then the answer
``stall()``                                     the head, then nothing until the client goes
``drip(bytes_per_second)``                      the body, slowly
``truncate()``                                  half of the body that Content-Length names, then the end
``reset()``                                     the connection is reset (TCP RST); ``status`` in the log is 0
``compress()``                                  gzip for who accepts it
``broken_gzip()``                               gzip for everybody, damaged from its middle on
``no_validators()``                             neither ETag nor Last-Modified, and no 304
``restless()``                                  every page differs in a number of views at each request
``robots(text="", status=200)``                 another robots.txt
``no_feed()``, ``no_sitemap()``                 404 instead
``offsite_redirect(path_prefix, to)``           302 to ``to`` for what begins so
``redirect_loop(path)``                         302 from the path to itself with ``?hop=1``, and back
``replace(path, body, headers={}, status=200)`` this answer to the path (with its query, if it has one)
``hide_until(site_id, until, id_space="news")`` the article is not there until a moment
=============================================== ===================================================================

A switch that is switched on again replaces the one of the same name (and of the same path or number, if it has one).
``switch_off(name)`` ends all of a name; ``site.reset()`` ends all, forgets the log and sets the clock to the start.

By hand: ``PYTHONPATH=tests python -m stand_in_site --articles 300`` prints the addresses of the site and its control.
"""
