"""Pages of the stand-in, read back by the readers of the project."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from atwasat_spider.addresses import read_article_address
from atwasat_spider.articles import read_article
from atwasat_spider.blocks.feeds import read_feed
from atwasat_spider.blocks.listing import Listing
from atwasat_spider.blocks.listings import read_listing
from atwasat_spider.blocks.sitemaps import read_sitemap, sitemaps_of_robots
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.normalization import ArticleRecord, normalize
from stand_in_site.site import StandInSite
from stand_in_site.truth import SITE, TrueArticle
from stand_in_site.world import FIRST_SYSTEM_SECTIONS, SECTIONS, World

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
NOW = START + timedelta(days=2)


@pytest.fixture(scope="module")
def site() -> StandInSite:
    shown = StandInSite(World(START))
    shown.set_clock(NOW)
    return shown


def there(site: StandInSite, id_space: str = "news", section: str | None = None) -> list[str]:
    """Return the addresses of the articles that are there, the newest first."""
    return [
        SITE + article.path_at(NOW)
        for article in reversed(site.truth(NOW))
        if article.is_there_at(NOW) and article.id_space == id_space and section in (None, article.section_at(NOW))
    ]


def listing(site: StandInSite, target: str) -> Listing:
    answer = site.answer(target)
    assert answer.status == 200
    return read_listing(answer.body.decode(), SITE + target)


def listed(page: Listing, most: int) -> list[str]:
    return [article.address.url for article in page.articles[:most]]


def read(site: StandInSite, article: TrueArticle, at: datetime) -> ArticleRecord:
    """Read the page of an article at a moment."""
    site.set_clock(at)
    body = site.answer(article.path_at(at)).body
    site.set_clock(NOW)
    address = read_article_address(SITE + article.path_at(at))
    capture = Capture("/page", body, Circumstances(address=address, url=address.url), Form.HTML)
    return normalize(read_article(capture), address=address)


def check(record: ArticleRecord, article: TrueArticle, at: datetime) -> None:
    """Compare a record with the article of which a page was read."""
    version, printed = article.version_at(at), record.article
    assert (printed.headline, printed.texts) == (version.headline, version.paragraphs)
    assert printed.byline == article.byline
    assert record.published is not None
    assert (record.published.at, record.published_source) == (article.appeared_at, "byline")
    assert printed.keywords == article.keywords
    related = [(link.target_url, link.headline) for link in record.related]
    assert related == [(SITE + link.path, link.headline) for link in article.related]
    assert [block.text for block in printed.blocks if block.kind == "caption"] == [article.caption][
        : bool(article.caption)
    ]
    assert (printed.certainty, record.remarks) == ("high", ())


def test_old_and_new_articles_are_read_back(site: StandInSite) -> None:
    for article in site.truth(NOW)[::5]:
        check(read(site, article, article.appeared_at), article, article.appeared_at)


def test_layouts_are_those_of_the_two_systems(site: StandInSite) -> None:
    first, last = site.truth(NOW)[0], site.truth(NOW)[-1]
    assert read(site, first, NOW).article.reader == "newscoop"
    assert read(site, last, NOW).article.reader == "labels"


def test_changed_articles_are_read_back_in_every_version(site: StandInSite) -> None:
    changing = [article for article in site.truth(NOW) if len(article.versions) > 1]
    assert len(changing) >= 16
    for article in changing:
        for version in article.versions:
            check(read(site, article, version.moment), article, version.moment)


def test_moved_article_is_read_back_at_its_new_address(site: StandInSite) -> None:
    article = next(article for article in site.truth(NOW) if article.moved_at)
    assert article.moved_at is not None
    record = read(site, article, article.moved_at)
    check(record, article, article.moved_at)
    assert record.address is not None
    assert record.address.url == f"{SITE}{article.moved_to}"


@pytest.mark.parametrize("section", ["all", *SECTIONS])
def test_sections_list_their_articles_page_by_page(site: StandInSite, section: str) -> None:
    expected = there(site, section=None if section == "all" else section)
    found: list[str] = []
    target = f"/section/{section}"
    for page in range(1, 100):
        read_page = listing(site, target)
        found += listed(read_page, min(20, len(expected) - len(found)))
        if len(found) == len(expected):
            assert read_page.next_pages == ()
            break
        assert read_page.next_pages == (f"{SITE}/section/{section}?page={page + 1}",)
        target = read_page.next_pages[0].removeprefix(SITE)
    assert found == expected


def test_section_page_past_the_end_lists_only_the_most_read(site: StandInSite) -> None:
    page = listing(site, "/section/libya?page=900")
    assert len(page.articles) == 5
    assert page.next_pages == ()


def test_section_page_ends_with_old_articles(site: StandInSite) -> None:
    page = listing(site, "/section/all")
    assert len(page.articles) == 25
    oldest = set(there(site)[-40:])
    assert {article.address.url for article in page.articles[20:]} <= oldest


def test_listing_shows_the_headlines_of_the_moment(site: StandInSite) -> None:
    by_address = {SITE + article.path_at(NOW): article for article in site.truth(NOW)}
    for target in ("/section/all", "/", "/ar/news/libya/"):
        for article in listing(site, target).articles:
            assert article.headline == by_address[article.address.url].version_at(NOW).headline


def test_front_page_begins_with_the_newest_and_leads_everywhere(site: StandInSite) -> None:
    page = listing(site, "/")
    assert listed(page, 12) == there(site)[:12]
    sections = {f"{SITE}/section/{slug}" for slug in ("all", *SECTIONS)}
    old_sections = {f"{SITE}/ar/news/{slug}/" for slug in FIRST_SYSTEM_SECTIONS}
    assert set(page.sections) == sections | old_sections


def test_first_system_lists_thirteen_a_page_with_times(site: StandInSite) -> None:
    expected = there(site, "ar/news", "libya")
    assert len(expected) > 13
    page = listing(site, "/ar/news/libya/")
    assert listed(page, 13) == expected[:13]
    assert page.next_pages == (f"{SITE}/ar/news/libya/?ls-art0=13",)
    by_address = {SITE + article.path: article for article in site.truth(NOW)}
    for article in page.articles[:13]:
        assert article.time_text is not None
        assert datetime.fromisoformat(article.time_text) == by_address[article.address.url].appeared_at


def test_first_system_past_the_end_is_its_last_page(site: StandInSite) -> None:
    rest = len(there(site, "ar/news", "libya")) % 13
    assert site.answer("/ar/news/libya/?ls-art0=1300").body == site.answer("/ar/news/libya/?ls-art0=13").body
    assert listed(listing(site, "/ar/news/libya/?ls-art0=13"), rest) == there(site, "ar/news", "libya")[13:]


def test_feed_has_the_newest_thirty(site: StandInSite) -> None:
    feed = read_feed(site.answer("/rss").body, f"{SITE}/rss")
    assert [article.address.url for article in feed.articles] == there(site)[:30]
    assert feed.remarks == ()
    newest = [article for article in reversed(site.truth(NOW)) if article.is_there_at(NOW)]
    assert [article.headline for article in feed.articles] == [one.version_at(NOW).headline for one in newest[:30]]


def test_sitemaps_have_every_article_by_month(site: StandInSite) -> None:
    index = read_sitemap(site.answer("/sitemap.xml").body, f"{SITE}/sitemap.xml")
    found = []
    for link in index.sitemaps:
        target = link.url.removeprefix(SITE)
        part = read_sitemap(site.answer(target).body, link.url)
        month = target.removeprefix("/sitemap-").removesuffix(".xml")
        by_address = {SITE + article.path_at(NOW): article for article in site.truth(NOW)}
        articles = [by_address[each.address.url] for each in part.articles]
        assert {f"{article.appeared_at:%Y-%m}" for article in articles} == {month}
        modified = [article.modified_at(NOW) for article in articles]
        assert [datetime.fromisoformat(each.time_text or "") for each in part.articles] == modified
        assert datetime.fromisoformat(link.last_modified or "") == max(modified)
        found += [each.address.url for each in part.articles]
    assert found == there(site) + there(site, "ar/news")
    assert [link.url for link in index.sitemaps[:2]] == [f"{SITE}/sitemap-2026-01.xml", f"{SITE}/sitemap-2025-12.xml"]


def test_robots_names_the_sitemap_and_closes_two_paths(site: StandInSite) -> None:
    text = site.answer("/robots.txt").body.decode()
    assert sitemaps_of_robots(text) == (f"{SITE}/sitemap.xml",)
    assert text.splitlines()[:3] == ["User-agent: *", "Disallow: /search", "Disallow: /live"]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/search", 200),
        ("/search?q=x", 200),
        ("/live", 200),
        ("/nothing", 404),
        ("/news/libya/1", 404),
        ("/section/nothing", 404),
        ("/ar/news/woman/", 404),
        ("/sitemap-2020-01.xml", 404),
    ],
)
def test_other_paths_have_their_status(site: StandInSite, target: str, status: int) -> None:
    answer = site.answer(target)
    assert answer.status == status
    assert answer.body.startswith(b"<!DOCTYPE html>")


def test_closing_slash_of_the_other_system_is_redirected(site: StandInSite) -> None:
    first, last = site.truth(NOW)[0], site.truth(NOW)[-1]
    for path, canonical in ((first.path.rstrip("/"), first.path), (f"{last.path}/", last.path)):
        answer = site.answer(path)
        assert (answer.status, answer.headers) == (301, (("Location", canonical),))


def test_page_costs_less_than_two_milliseconds(site: StandInSite) -> None:
    targets = [article.path for article in site.truth(NOW)]
    site.set_clock(NOW)  # no page of this moment is rendered yet
    begin = time.process_time()
    for target in [*targets, *targets]:
        site.answer(target)
    assert (time.process_time() - begin) / (2 * len(targets)) < 0.002
