"""What the articles of the stand-in promise: the same every time, and in agreement with themselves."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from atwasat_spider.addresses import ArticleAddress, read_article_address
from atwasat_spider.normalization.bylines import read_byline
from atwasat_spider.normalization.headlines import headline_key
from atwasat_spider.normalization.publication import find_publication
from stand_in_site.truth import SITE, TrueArticle, Version, from_json, to_json
from stand_in_site.wording import printed_moment
from stand_in_site.world import World

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
TEN_DAYS = START + timedelta(days=10)

ARTICLES = World(START).until(TEN_DAYS)
OLD = [article for article in ARTICLES if article.appeared_at <= START]
NEW = ARTICLES[len(OLD) :]
TODAY = [article for article in ARTICLES if article.id_space == "news"]


def test_same_numbers_make_the_same_articles() -> None:
    assert World(START).until(TEN_DAYS) == ARTICLES


def test_articles_do_not_depend_on_the_steps_of_the_clock() -> None:
    world = World(START)
    for hours in (5, 100, 30, 240):
        last = world.until(START + timedelta(hours=hours))
    assert last == ARTICLES


def test_another_seed_makes_other_articles() -> None:
    other = World(START, seed=8).until(TEN_DAYS)
    assert not {article.headline for article in other} & {article.headline for article in ARTICLES}


def test_tenth_of_the_old_articles_is_of_the_first_system() -> None:
    assert Counter(article.id_space for article in OLD) == {"news": 270, "ar/news": 30}
    assert {article.id_space for article in NEW} == {"news"}


@pytest.mark.parametrize(("per_day", "least", "most"), [(0, 0, 0), (20, 180, 220), (110, 1000, 1200)])
def test_about_so_many_articles_appear_a_day(per_day: int, least: int, most: int) -> None:
    assert least <= len(World(START, articles=10, per_day=per_day).until(TEN_DAYS)) - 10 <= most


def test_world_without_old_articles_begins_empty() -> None:
    assert World(START, articles=0).until(START) == []


def test_articles_appear_in_the_order_of_their_numbers() -> None:
    for id_space in ("news", "ar/news"):
        ours = [article for article in ARTICLES if article.id_space == id_space]
        numbers = [article.site_id for article in ours]
        assert numbers == sorted(set(numbers))
        assert [article.appeared_at for article in ours] == sorted(article.appeared_at for article in ours)


def test_numbers_have_gaps_between_them() -> None:
    numbers = [article.site_id for article in TODAY]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    assert steps == {1, 2, 4}


def test_each_headline_is_of_one_article() -> None:
    of_headline: dict[str, set[int]] = {}
    for article in ARTICLES:
        for version in article.versions:
            of_headline.setdefault(headline_key(version.headline), set()).add(article.site_id)
    assert {len(numbers) for numbers in of_headline.values()} == {1}


def test_bylines_print_the_moment_of_appearance() -> None:
    for article in ARTICLES:
        byline = read_byline(article.byline)
        assert byline is not None
        assert (byline.source, byline.place) == ("بوابة الوسط", article.keywords[0])
        publication = find_publication(byline.date_text, (), zone="Africa/Tripoli", reference=None)
        assert publication is not None
        assert (publication.date and publication.date.at, publication.remarks) == (article.appeared_at, ())


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        (datetime(2026, 1, 1, 6, 5, tzinfo=UTC), "الخميس 01 يناير 2026, 08:05 صباحا"),
        (datetime(2026, 1, 1, 10, 0, tzinfo=UTC), "الخميس 01 يناير 2026, 12:00 مساء"),
        (datetime(2026, 1, 1, 22, 30, tzinfo=UTC), "الجمعة 02 يناير 2026, 12:30 صباحا"),
        (datetime(2017, 5, 1, 11, 54, tzinfo=UTC), "الإثنين 01 مايو 2017, 01:54 مساء"),
    ],
)
def test_moment_is_printed_on_the_clock_of_tripoli(moment: datetime, printed: str) -> None:
    assert printed_moment(moment) == printed


def test_versions_follow_each_other_and_differ() -> None:
    for article in ARTICLES:
        moments = [version.moment for version in article.versions]
        assert moments == sorted(set(moments))
        for earlier, later in pairwise(article.versions):
            assert earlier[1:] != later[1:]
            assert timedelta(minutes=10) <= later.moment - earlier.moment <= timedelta(days=5)


def test_of_two_hundred_articles_the_same_few_change() -> None:
    deck = TODAY[:200]
    assert Counter(len(article.versions) for article in deck) == {1: 184, 2: 9, 3: 7}
    returning = [
        article for article in deck if len(article.versions) == 3 and article.versions[2][1:] == article.versions[0][1:]
    ]
    assert len(returning) == 3


def test_of_two_hundred_articles_the_same_few_end() -> None:
    deck = TODAY[:200]
    assert Counter(article.gone_status for article in deck) == {None: 197, 404: 2, 410: 1}
    moved = [article for article in deck if article.moved_to]
    assert len(moved) == 2
    for article in moved:
        old, new = (read_article_address(SITE + path) for path in article.paths)
        assert (old.site_id, new.site_id) == (article.site_id, article.site_id)
        assert old.section != new.section


def test_articles_have_three_to_eight_paragraphs() -> None:
    assert {len(article.versions[0].paragraphs) for article in ARTICLES} == {3, 4, 5, 6, 7, 8}
    for article in ARTICLES:
        assert len(set(article.versions[0].paragraphs)) == len(article.versions[0].paragraphs)


def test_related_headlines_are_of_articles_that_were_there() -> None:
    by_path = {path: article for article in ARTICLES for path in article.paths}
    for article in ARTICLES:
        for link in article.related:
            other = by_path[link.path]
            assert other.is_there_at(article.appeared_at)
            assert other.path_at(article.appeared_at) == link.path
            assert other.version_at(article.appeared_at).headline == link.headline
    assert all(len(article.related) == 4 for article in NEW)


def test_path_is_the_canonical_address() -> None:
    for article in ARTICLES:
        address = ArticleAddress(article.id_space, article.site_id, article.section)
        assert SITE + article.path == address.url


def test_article_comes_back_from_json() -> None:
    assert [from_json(to_json(article)) for article in ARTICLES] == ARTICLES


def test_article_says_what_it_shows_at_each_moment() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    two, three, four = (day + timedelta(hours=hours) for hours in (2, 3, 4))
    article = TrueArticle(
        "news", 5, "libya", "", (Version(day, "أ", ("ب",)), Version(two, "ج", ("ب",))),
        gone_at=four, gone_status=404, moved_at=three, moved_to="/news/sport/5",
    )  # fmt: skip
    shown = [(article.is_there_at(at), article.version_at(at).headline, article.path_at(at), article.section_at(at),
              article.modified_at(at)) for at in (day, two, three)]  # fmt: skip
    assert shown == [
        (True, "أ", "/news/libya/5", "libya", day),
        (True, "ج", "/news/libya/5", "libya", two),
        (True, "ج", "/news/sport/5", "sport", three),
    ]
    assert not article.is_there_at(four)
    assert not article.is_there_at(day - timedelta(seconds=1))
