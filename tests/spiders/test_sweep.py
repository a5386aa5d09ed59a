"""Sweeps over a listing whose pages shift: what appeared between two runs is found, whatever cuts a run short."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atwasat_spider.spiders.sweep import Sweep
from atwasat_spider.storage.listings import Found, Kind, Listing, Progress

URL = "https://alwasat.ly/section/libya"
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SIZE = 4  # articles on a page


def page_url(number: int) -> str:
    return URL if number == 1 else f"{URL}?page={number}"


@dataclass
class Site:
    """A listing with its newest article first, and what the archive knows of it; a model of both."""

    articles: list[int] = field(default_factory=lambda: list(range(40, 0, -1)))
    repeats_its_last_page: bool = False
    known: dict[int, datetime] = field(default_factory=dict)
    row: Listing = field(default_factory=lambda: Listing(URL, Kind.SECTION))
    now: datetime = START
    seen_page: list[int] | None = None  # the first page of which the archive has the validators
    read: list[int] = field(default_factory=list)  # the pages of the last run
    unchanged: int = 0  # how many of these the server called not modified

    def appear(self, count: int) -> None:
        for _ in range(count):
            self.articles.insert(0, self.articles[0] + 1)

    def name_elsewhere(self, count: int) -> None:
        """Another listing names the newest articles."""
        self.now += SECOND
        for article in self.articles[:count]:
            self.known.setdefault(article, self.now)

    def page(self, number: int) -> tuple[list[int], str | None]:
        last = -(-len(self.articles) // SIZE)
        shown = min(number, last) if self.repeats_its_last_page else number
        has_next = self.repeats_its_last_page or number < last
        return self.articles[(shown - 1) * SIZE : shown * SIZE], page_url(number + 1) if has_next else None

    def run(self, pages: int, *, stop_after: int = 1000, between: Callable[[], None] = lambda: None) -> None:
        """Read the listing as a crawl does; ``stop_after`` is the page after which the process is killed."""
        self.now += HOUR
        sweep, number = Sweep(self.row, self.now, pages), 1
        self.read, self.unchanged = [], 0
        while len(self.read) < stop_after:
            self.read.append(number)
            articles, next_page = self.page(number)
            is_first = len(self.read) == 1
            if is_first and articles == self.seen_page and self.row.read_at is not None:
                step, self.unchanged = sweep.unchanged(), 1
            else:
                judged = [article for article in articles if ("news", article) not in sweep.seen]
                before = [self.known.get(article) for article in judged]
                is_known = bool(judged) and all(moment is not None and moment < sweep.ground for moment in before)
                found = Found(before.count(None), is_known)
                self.known |= {article: self.now for article in articles if article not in self.known}
                next_pages = [next_page] if next_page else []
                step = sweep.after(found, [("news", article) for article in articles], page_url(number), next_pages)
            self.seen_page = articles if is_first else self.seen_page
            self._record(step.progress)
            if step.next_url is None:
                return
            number = int(step.next_url.split("=")[1])
            self.now += SECOND
            between()

    def _record(self, reached: Progress) -> None:
        is_read = reached.is_joined or self.row.read_at is not None
        self.row = Listing(
            URL,
            Kind.SECTION,
            read_at=self.now if is_read else None,
            sweep_started_at=reached.sweep_started_at,
            sweep_url=reached.sweep_url,
            past_url=reached.past_url,
            doubted_url=reached.doubted_url if reached.doubted_url or reached.is_joined else self.row.doubted_url,
        )

    def missed(self, since: int) -> list[int]:
        return [article for article in self.articles if article > since and article not in self.known]


def read_before(pages: int = 3) -> Site:
    site = Site()
    site.run(pages)
    return site


def test_first_sweep_reads_its_pages_and_leaves_the_past() -> None:
    site = read_before(pages=3)
    assert site.read == [1, 2, 3]
    assert (site.row.past_url, site.row.sweep_url, site.row.read_at) == (page_url(4), None, START + HOUR + 2 * SECOND)


def test_first_sweep_of_a_short_listing_has_no_past() -> None:
    site = Site(articles=list(range(6, 0, -1)))
    site.run(pages=5)
    assert (site.read, site.row.past_url, site.missed(0)) == ([1, 2], None, [])


def test_first_sweep_reads_on_where_another_listing_was_first() -> None:
    site = Site()
    site.name_elsewhere(8)
    site.run(pages=4)
    assert (site.read, site.row.past_url) == ([1, 2, 3, 4], page_url(5))


def test_interrupted_first_sweep_begins_again() -> None:
    site = Site()
    site.run(pages=4, stop_after=2)
    assert (site.row.read_at, site.row.past_url) == (None, None)
    site.appear(9)
    site.name_elsewhere(SIZE)
    site.run(pages=4)
    assert (site.read, site.row.past_url, site.row.sweep_url) == ([1, 2, 3, 4], page_url(5), None)
    assert site.missed(40) == []


def test_interrupted_first_sweep_of_a_short_listing_reads_no_page_twice() -> None:
    site = Site(articles=list(range(6, 0, -1)))
    site.run(pages=5, stop_after=1)
    site.run(pages=5)
    assert (site.read, site.row.sweep_url) == ([1, 2], None)


def test_page_that_a_sweep_read_last_is_known_ground() -> None:
    site = read_before(pages=1)
    site.seen_page = None
    site.run(pages=1)
    assert (site.read, site.row.sweep_url, site.row.past_url) == ([1], None, page_url(2))


def test_listing_without_news_is_read_for_one_page() -> None:
    site = read_before()
    site.seen_page = None
    site.run(pages=3)
    assert (site.read, site.row.past_url) == ([1], page_url(4))


def test_new_articles_are_read_down_to_known_ground() -> None:
    site = read_before()
    site.appear(6)
    site.run(pages=9)
    assert (site.read, site.missed(40)) == ([1, 2, 3], [])
    assert (site.row.sweep_url, site.row.past_url) == (None, page_url(4))


def test_sweep_over_all_its_pages_leaves_a_gap() -> None:
    site = read_before()
    site.appear(20)
    site.run(pages=2)
    assert (site.read, site.row.sweep_url, site.row.past_url) == ([1, 2], page_url(3), page_url(4))
    site.run(pages=9)
    assert (site.read, site.missed(40), site.row.sweep_url) == ([1, 3, 4, 5, 6], [], None)


def test_gap_on_a_gap_is_read_to_the_oldest_ground() -> None:
    site = read_before()
    site.appear(20)
    site.run(pages=2)
    site.appear(20)
    site.run(pages=2)
    assert (site.read, site.row.sweep_url) == ([1, 2], page_url(3))
    site.run(pages=20)
    assert (site.read, site.missed(40)) == ([1, *range(3, 12)], [])


def test_gap_waits_for_a_run_that_has_pages_left() -> None:
    site = read_before()
    site.appear(12)
    site.run(pages=2)
    site.seen_page = None
    site.run(pages=1)
    assert (site.read, site.row.sweep_url) == ([1], page_url(3))
    site.run(pages=3)
    assert (site.read, site.missed(40)) == ([1, 3, 4], [])


def test_unchanged_first_page_goes_on_with_the_gap() -> None:
    site = read_before()
    site.appear(12)
    site.run(pages=9, stop_after=1)
    assert (site.read, site.row.sweep_url) == ([1], page_url(2))
    site.run(pages=9)
    assert (site.read, site.missed(40), site.row.sweep_url) == ([1, 2, 3, 4], [], None)


def test_unchanged_first_page_without_a_gap_is_all() -> None:
    site = read_before()
    site.run(pages=9)
    assert (site.read, site.row.past_url) == ([1], page_url(4))


def test_articles_that_another_listing_named_are_no_known_ground() -> None:
    """The front page, read a moment before in the same run, names a whole page of the newest."""
    site = read_before()
    site.appear(11)
    site.name_elsewhere(SIZE)
    site.run(pages=9)
    assert (site.read, site.missed(40)) == ([1, 2, 3, 4], [])


def test_articles_named_elsewhere_above_a_gap_are_no_known_ground() -> None:
    site = read_before()
    site.appear(20)
    site.run(pages=2)
    site.appear(11)
    site.name_elsewhere(SIZE)
    site.run(pages=20)
    assert site.missed(40) == []


def test_listing_that_repeats_its_last_page_has_ended() -> None:
    site = Site(articles=list(range(6, 0, -1)), repeats_its_last_page=True)
    site.run(pages=9)
    assert (site.read, site.row.past_url, site.row.doubted_url) == ([1, 2, 3], page_url(3), page_url(3))


def test_page_that_shows_nothing_leaves_a_gap_until_it_is_so_twice() -> None:
    site = read_before()
    site.appear(6 * SIZE)
    hidden = Site(articles=[*site.articles[:SIZE]], known=site.known, row=site.row, now=site.now)
    hidden.page = lambda number: (site.articles[:SIZE] if number == 1 else [], page_url(number + 1))  # type: ignore[method-assign]
    hidden.run(pages=9)
    assert (hidden.row.sweep_url, hidden.row.doubted_url) == (page_url(2), page_url(2))
    site.row, site.now = hidden.row, hidden.now
    site.run(pages=9)
    assert (site.missed(40), site.row.sweep_url, site.row.doubted_url) == ([], None, None)


def test_number_of_the_page_itself_is_not_the_next_page() -> None:
    sweep = Sweep(Listing(URL, Kind.SECTION), START, 9)
    found, shown = Found(1, is_known_ground=False), [("news", 9)]
    assert sweep.after(found, shown, URL, [page_url(10), page_url(2)]).next_url == page_url(10)
    assert sweep.after(found, shown, page_url(10), [page_url(2)]).next_url == page_url(2)


def test_articles_older_than_wanted_end_the_run_with_a_gap() -> None:
    """What an older page hides is wanted by the next run, which may have no bound of time."""
    site = read_before()
    sweep = Sweep(site.row, site.now + HOUR, 9)
    step = sweep.after(Found(4, is_known_ground=False), [("news", 99)], URL, [page_url(2)], is_old=True)
    assert (step.next_url, step.progress.sweep_url, step.progress.is_joined) == (None, page_url(2), False)
    assert step.progress.past_url == page_url(4)


def test_articles_older_than_wanted_end_a_first_sweep() -> None:
    sweep = Sweep(Listing(URL, Kind.SECTION), START, 9)
    step = sweep.after(Found(4, is_known_ground=False), [("news", 99)], URL, [page_url(2)], is_old=True)
    assert (step.next_url, step.progress) == (None, Progress(past_url=page_url(2), is_joined=True))


def test_clock_that_went_back_leaves_known_ground() -> None:
    future = Listing(URL, Kind.SECTION, read_at=START + 9000 * HOUR)
    assert Sweep(future, START, 9).ground == START


@pytest.mark.parametrize("repeats", [False, True])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_article_between_two_runs_is_ever_missed(repeats: bool, data: st.DataObject) -> None:
    """Runs of a few pages, killed anywhere, while articles appear between runs and between pages."""
    site = Site(repeats_its_last_page=repeats)
    site.run(pages=data.draw(st.integers(1, 4)))
    for _ in range(data.draw(st.integers(1, 6))):
        site.appear(data.draw(st.integers(0, 15)))
        site.name_elsewhere(data.draw(st.sampled_from([0, 0, 2, SIZE, 7])))
        pages, stop_after = data.draw(st.integers(1, 5)), data.draw(st.sampled_from([1, 2, 3, 1000]))
        site.run(pages, stop_after=stop_after, between=lambda: site.appear(data.draw(st.integers(0, SIZE - 1))))
        assert len(site.read) - site.unchanged <= pages
    newest = site.articles[0]
    for _ in range(4):
        site.run(pages=200)
    assert (site.missed(40), site.row.sweep_url) == ([], None)
    assert newest in site.known


def test_runs_without_news_close_every_gap() -> None:
    site = read_before()
    site.appear(60)
    for _ in range(30):
        site.run(pages=2)
    assert (site.missed(40), site.row.sweep_url, site.row.past_url) == ([], None, page_url(4))
