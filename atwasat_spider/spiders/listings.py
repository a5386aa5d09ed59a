"""Reading the pages that name articles in a live crawl: what follows each answer."""

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from atwasat_spider.blocks.links import SITE
from atwasat_spider.blocks.site_links import article_at
from atwasat_spider.characters import printable
from atwasat_spider.errors import UnreadableCaptureError
from atwasat_spider.items import PageItem
from atwasat_spider.middlewares.answers import LISTING
from atwasat_spider.middlewares.archive import FETCHED_AT, on_the_site
from atwasat_spider.middlewares.refusals import SiteRefusesError
from atwasat_spider.middlewares.robots import ForbiddenByRobotsError
from atwasat_spider.spiders.listing_requests import HOPS, IS_FIRST, IS_PAST, NOT_MODIFIED, REFUSED, ListingRequests
from atwasat_spider.spiders.named import Named, read_named
from atwasat_spider.spiders.plan import Plan
from atwasat_spider.spiders.redirects import MOST_HOPS, REDIRECTS, location_of, page_on_the_site, text_of
from atwasat_spider.spiders.sweep import Step, Sweep
from atwasat_spider.storage.frontier import unknown
from atwasat_spider.storage.listings import (
    Found,
    Kind,
    Listing,
    PageSeen,
    Progress,
    record_page,
    record_refusal,
    record_trouble,
)
from atwasat_spider.storage.perseverance import persevere

if TYPE_CHECKING:
    from atwasat_spider.spiders.site import SiteSpider

_NOT_THERE = (404, 410)
_SITEMAP_WAIT = timedelta(hours=6)


class ListingReading:
    """The listings of one run. What they name is remembered in the transaction that notes how far they were read."""

    def __init__(self, spider: "SiteSpider", plan: Plan) -> None:
        self.spider = spider
        self.plan = plan
        self._sweeps: dict[str, Sweep] = {}
        self.requests = ListingRequests(spider, plan)

    def parse(self, response: Response) -> Iterator[Request | PageItem]:
        """Yield the listing's page as a capture, and the requests that follow it."""
        listing: Listing = response.meta[LISTING]
        self.spider.count("listings")
        if response.status in REDIRECTS:
            followed = self._redirected(response, listing)
            if followed is not None:
                yield followed
            return
        if response.status == NOT_MODIFIED:
            self.spider.count("not modified")
            yield from self._unchanged(response, listing)
            return
        try:
            named = read_named(response, on_the_site(response.url, self.spider.site), now=response.meta[FETCHED_AT])
        except UnreadableCaptureError as error:
            yield self._trouble(listing, str(error))
            return
        yield from self._read(response, listing, named)

    def failed(self, failure: Failure) -> Iterator[PageItem]:
        """Yield the problem of a listing that could not be had; it is asked for again later."""
        listing, error = failure.request.meta[LISTING], failure.value  # type: ignore[attr-defined]
        if isinstance(error, SiteRefusesError) and listing.kind is not Kind.FRONT and not self.plan.dry_run:
            persevere(lambda: record_refusal(self.spider.engine, listing.url, f"{REFUSED}{error}"))
        if self.spider.is_over(error):
            return
        is_not_there = isinstance(error, ForbiddenByRobotsError) or (
            isinstance(error, HttpError) and error.response.status in _NOT_THERE
        )
        if is_not_there and not failure.request.meta[IS_FIRST]:  # type: ignore[attr-defined]
            url = on_the_site(failure.request.url, self.spider.site)  # type: ignore[attr-defined]
            self._ended(listing, url, is_past=failure.request.meta[IS_PAST])  # type: ignore[attr-defined]
        elif isinstance(error, ForbiddenByRobotsError):
            persevere(
                lambda: record_trouble(self.spider.engine, listing.url, datetime.now(UTC), "robots.txt forbids it")
            )
            self.spider.count("off-limits")
        elif is_not_there and listing.tries and not self.requests.named:
            self._trouble(listing, "the page is not there")  # it was said when that was new
        elif isinstance(error, HttpError):
            yield self._trouble(listing, f"the server answered {error.response.status}")
        else:
            yield self._trouble(listing, failure.getErrorMessage())

    def _read(self, response: Response, listing: Listing, named: Named) -> Iterator[Request | PageItem]:
        if named.is_html:
            yield self.spider.other_page(response)
        if self.plan.dry_run:
            yield from self._shown(response, listing, named)
            yield from self.requests.found(named.listings)
        elif self._is_empty(response, listing, named):
            yield self._trouble(listing, "the page names no article")
        else:
            found = self.requests.found(named.listings)  # remembered first: a page that is known may not be had again
            if not self.plan.dry_run and not self.requests.named:
                self.requests.remember(dict.fromkeys(named.past, Kind.SITEMAP))
            next_url = self._record(response, listing, named)
            if next_url:
                yield self.requests.page(listing, next_url)
            yield from found

    def _record(self, response: Response, listing: Listing, named: Named) -> str | None:
        """Remember what a page names and how far the listing is read with it; return the next page to ask for."""
        step = Step(None, Progress())
        sweep = self._sweep(response, listing)
        keys = [(address.id_space, address.site_id) for address in named.addresses]
        is_old = self.spider.are_before_since(named.addresses)
        next_urls = named.next_urls if listing.kind is not Kind.FRONT else ()
        url, after = on_the_site(response.url, self.spider.site), sweep

        def progress(found: Found) -> Progress:
            nonlocal step, after
            after = copy(sweep)  # the transaction may be tried again
            if response.meta[IS_PAST]:
                step = self._past(listing, named, next_urls, is_old=is_old)
            else:
                step = after.after(found, keys, url, next_urls, is_old=is_old)
            return step.progress

        wait, remarks = None if named.is_html or named.is_feed else _SITEMAP_WAIT, "; ".join(named.remarks) or None
        if remarks:
            self.spider.logger.warning("%s: %s", printable(listing.url), printable(remarks))
        seen = self._seen(response, listing, wait=wait, remarks=remarks)
        ground = sweep.ground
        judged = [address for address in named.addresses if (address.id_space, address.site_id) not in sweep.seen]
        found = record_page(
            self.spider.engine, listing.url, named.addresses, seen, ground=ground, progress=progress, judged=judged
        )
        self._sweeps[listing.url] = after
        self.spider.discovered += found.new
        return None if self.spider.has_lasted else step.next_url

    def _ended(self, listing: Listing, url: str, *, is_past: bool) -> None:
        """Note that a listing has no page where it was to go on: its end, if that is so in a second run."""
        sweep = self._sweeps.get(listing.url) or Sweep(listing, datetime.now(UTC), self.plan.pages)
        step = self._past_ended(listing) if is_past else sweep.ended(url)
        seen, ground = PageSeen(datetime.now(UTC), is_first=False), datetime.now(UTC)
        record_page(self.spider.engine, listing.url, (), seen, ground=ground, progress=lambda _found: step.progress)

    def _shown(self, response: Response, listing: Listing, named: Named) -> Iterator[Request]:
        """Say what would be asked for, and yield the request for the next page as far as a sweep would go."""
        new = persevere(lambda: unknown(self.spider.engine, named.addresses))
        for address in new:
            self.spider.would_ask(address)
        keys = [(address.id_space, address.site_id) for address in named.addresses]
        next_urls = named.next_urls if listing.kind is not Kind.FRONT else ()
        is_old = self.spider.are_before_since(named.addresses)
        found = Found(len(new), is_known_ground=not new)
        step = self._sweep(response, listing).after(
            found, keys, on_the_site(response.url, self.spider.site), next_urls, is_old=is_old
        )
        if step.next_url:
            yield self.requests.page(listing, step.next_url)

    def _past(self, listing: Listing, named: Named, next_urls: Sequence[str], *, is_old: bool) -> Step:
        """Return that the past goes on at the next page; it is asked for after the articles of this one."""
        if is_old:
            self.requests.past_pages = 0
        onward = [url for url in next_urls if url != listing.past_url]
        if not named.addresses or (next_urls and not onward):
            return self._past_ended(listing)
        return Step(None, Progress(listing.sweep_started_at, listing.sweep_url, onward[0] if onward else None))

    def _past_ended(self, listing: Listing) -> Step:
        """Return that the past seems to have no more; that is believed when it is so in a second run."""
        is_sure = listing.past_url == listing.doubted_url
        left, doubted = (None, None) if is_sure else (listing.past_url, listing.past_url)
        self.requests.past_pages -= 0 if is_sure else 1
        return Step(None, Progress(listing.sweep_started_at, listing.sweep_url, left, doubted, is_joined=is_sure))

    def _unchanged(self, response: Response, listing: Listing) -> Iterator[Request]:
        step = self._sweep(response, listing).unchanged()
        if not self.plan.dry_run:
            seen = self._seen(response, listing, wait=_SITEMAP_WAIT if listing.kind is Kind.SITEMAP else None)
            now = response.meta[FETCHED_AT]
            record_page(self.spider.engine, listing.url, (), seen, ground=now, progress=lambda _found: step.progress)
        if step.next_url:
            yield self.requests.page(listing, step.next_url)

    def _redirected(self, response: Response, listing: Listing) -> Request | PageItem | None:
        target = location_of(response)
        url = page_on_the_site(target, self.spider.site)
        hops = response.meta[HOPS] + 1
        if url is None or article_at(url, SITE) is not None or hops > MOST_HOPS:
            return self._trouble(listing, f"the server redirects to {target[:200]!r}")
        is_first, is_past = response.meta[IS_FIRST], response.meta[IS_PAST]
        if not is_first and urlsplit(url).path.rstrip("/") != urlsplit(response.url).path.rstrip("/"):
            self._ended(listing, on_the_site(response.url, self.spider.site), is_past=is_past)
            return None
        return self.requests.page(listing, url, is_first=is_first, is_past=is_past, hops=hops)

    def _is_empty(self, response: Response, listing: Listing, named: Named) -> bool:
        """Tell a page that should name articles and does not: the first of a listing, if it ever named any."""
        has_named = listing.kind is Kind.FRONT or listing.read_at is not None
        return bool(named.is_html and not named.addresses and has_named and response.meta[IS_FIRST])

    def _sweep(self, response: Response, listing: Listing) -> Sweep:
        if listing.url not in self._sweeps:
            self._sweeps[listing.url] = Sweep(listing, response.meta[FETCHED_AT], self.plan.pages)
        return self._sweeps[listing.url]

    def _seen(
        self, response: Response, listing: Listing, *, wait: timedelta | None, remarks: str | None = None
    ) -> PageSeen:
        moment: datetime = response.meta[FETCHED_AT]
        next_check_at = moment + wait if wait else None
        if response.status == NOT_MODIFIED:
            return PageSeen(moment, response.meta[IS_FIRST], listing.etag, listing.last_modified, next_check_at)
        etag, last_modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
        return PageSeen(moment, response.meta[IS_FIRST], text_of(etag), text_of(last_modified), next_check_at, remarks)

    def _trouble(self, listing: Listing, problem: str) -> PageItem:
        if not self.plan.dry_run:
            persevere(lambda: record_trouble(self.spider.engine, listing.url, datetime.now(UTC), problem))
        return PageItem(listing.url, None, problem=f"listing not read: {problem}")
