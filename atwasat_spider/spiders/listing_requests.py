"""Which pages that name articles a live crawl asks for: each listing once a run, and of the past a few pages."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Request

from atwasat_spider.blocks.links import SITE, web_address
from atwasat_spider.blocks.site_links import identity, site_address
from atwasat_spider.blocks.sitemaps import sitemaps_of_robots
from atwasat_spider.middlewares.answers import LISTING, REFUSED_BEFORE
from atwasat_spider.spiders.plan import Plan
from atwasat_spider.spiders.redirects import REDIRECTS, asked_at
from atwasat_spider.storage.listings import Kind, Listing, listings, remember_listings
from atwasat_spider.storage.perseverance import persevere

if TYPE_CHECKING:
    from atwasat_spider.spiders.site import SiteSpider

# Keys of a request's meta: is it for a listing's first page, or for one of its past, and how often was it redirected.
IS_FIRST, IS_PAST, HOPS = "atwasat_first_page", "atwasat_past", "atwasat_listing_hops"
NOT_MODIFIED = 304
REFUSED = "refused: "  # how the problem of a listing begins that ended a run
_MOST_LISTINGS = 500  # in one run


class ListingRequests:
    """The requests for listings in one run; ``past_pages`` is how many pages of the past may still be read."""

    def __init__(self, spider: "SiteSpider", plan: Plan) -> None:
        self.spider = spider
        self.plan = plan
        self.past_pages = plan.pages
        self.named = {section if "/" in section else f"{SITE}section/{section}" for section in plan.sections}
        self._asked: set[str] = set()

    def first(self) -> list[Request]:
        """Return the requests for every listing that may be read now; with ``sections`` only for these."""
        found = self.remember(dict.fromkeys(sorted(self.named), Kind.SECTION) or {SITE: Kind.FRONT})
        if not self.named:
            every = persevere(lambda: listings(self.spider.engine, list(Kind), now=datetime.now(UTC)))
            found.extend(each for each in every if not _is_past(each))
        return self._of(found)

    def named_by_robots(self, text: str, url: str) -> list[Request]:
        """Return the requests for the sitemaps, or feeds, that robots.txt names."""
        return self.found({web_address(each, url) or "": Kind.SITEMAP for each in sitemaps_of_robots(text)})

    def past(self) -> list[Request]:
        """Return the requests for the next pages of the past, as many as this run may still read; sitemaps first."""
        every = persevere(lambda: listings(self.spider.engine, list(Kind), now=datetime.now(UTC)))
        requests = []
        for listing in sorted(every, key=lambda each: each.kind is not Kind.SITEMAP):  # they name the most
            is_unread = (
                listing.kind is Kind.SITEMAP
                and listing.read_at is None
                and " ".join(identity(listing.url)) not in self._asked
            )
            url = listing.url if is_unread else listing.past_url
            if url and self.past_pages > 0 and (not self.named or listing.url in self.named):
                self.past_pages -= 1
                self._asked.add(" ".join(identity(listing.url)))
                requests.append(self.page(listing, url, is_first=is_unread, is_past=not is_unread))
        return requests

    def remember(self, urls: dict[str, Kind]) -> list[Listing]:
        """Return what is known of pages on the site that name articles; all but a dry run remembers them."""
        ours = {url: kind for each, kind in urls.items() if (url := site_address(each, SITE))}
        if self.plan.dry_run:
            return [Listing(url, kind) for url, kind in ours.items()]
        now = datetime.now(UTC)
        persevere(lambda: remember_listings(self.spider.engine, ours, now))
        return persevere(lambda: listings(self.spider.engine, list(Kind), now=now, urls=list(ours)))

    def found(self, urls: dict[str, Kind]) -> list[Request]:
        """Return the requests for listings that a page names, unless only named ones are wanted."""
        return [] if self.named else self._of(self.remember(urls))

    def _of(self, found: Iterable[Listing]) -> list[Request]:
        """Return the requests for the first pages of listings that were not asked for yet."""
        requests = []
        for listing in found:
            key = " ".join(identity(listing.url))
            if key not in self._asked and len(self._asked) < _MOST_LISTINGS and not self.spider.has_lasted:
                self._asked.add(key)
                requests.append(self.page(listing, listing.url, is_first=True))
        return requests

    def page(
        self, listing: Listing, url: str, *, is_first: bool = False, is_past: bool = False, hops: int = 0
    ) -> Request:
        """Return the request for a page of a listing; a first page that is known only if it has changed since."""
        validators = {"If-None-Match": listing.etag, "If-Modified-Since": listing.last_modified}
        is_known = is_first and listing.read_at is not None
        return Request(
            asked_at(url, self.spider.site),
            self.spider.parse_listing,
            errback=self.spider.listing_failed,
            headers={name: value for name, value in validators.items() if value and is_known},
            meta={
                LISTING: listing,
                IS_FIRST: is_first,
                IS_PAST: is_past,
                HOPS: hops,
                REFUSED_BEFORE: not self.named and (listing.problem or "").startswith(REFUSED),
                "handle_httpstatus_list": [*REDIRECTS, NOT_MODIFIED],
            },
            priority=10,
            dont_filter=True,
        )


def _is_past(listing: Listing) -> bool:
    """Tell a sitemap that an index named and that nobody has asked for yet: fresh ones are asked for at once."""
    return listing.kind is Kind.SITEMAP and listing.read_at is None and listing.tries == 0
