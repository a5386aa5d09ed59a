"""`atwasat rescrape --from-archive`: the newest kept capture is read again, and nobody is asked for anything."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crawling import Ground, Live, ground
from crawling_forks import Done
from rescraping import FIRST, HEADLINE, SECOND, THIRD, address_of, page, path_of, rescrape, show
from sqlalchemy import text

from atwasat_spider.storage.engine import open_engine

BYLINE = "القاهرة - بوابة الوسط: نادية الشلماني الإثنين 10 أكتوبر 2016, 05:51 مساء"
ONCE, TWICE, COMPRESSED, NEWER = range(600001, 600005)
NEVER = 600099


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=20) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return looked_at(shared.live(sqlite_url, tmp_path))


@pytest.fixture
def live_on_any(shared: Ground, database_url: str, tmp_path: Path) -> Live:
    return looked_at(shared.live(database_url, tmp_path))


def looked_at(live: Live) -> Live:
    """Have four articles: one was seen once, two were seen twice, one of these compressed, and the last one changed."""
    show(live, ONCE, TWICE, COMPRESSED, NEWER)
    live.site.switch("compress", only=path_of(COMPRESSED))
    assert rescrape(live, *map(address_of, (ONCE, TWICE, COMPRESSED, NEWER))).code == 0
    live.site.switch("replace", path=path_of(NEWER), body=page(NEWER, FIRST, THIRD))
    assert rescrape(live, *map(address_of, (TWICE, COMPRESSED, NEWER))).code == 0
    return live


def read_again(live: Live, *site_ids: int) -> Done:
    """Read kept captures again; nothing was asked of the site."""
    done = rescrape(live, "--from-archive", *map(address_of, site_ids))
    assert live.asked() == []
    return done


def execute(live: Live, statement: str) -> None:
    engine = open_engine(live.database)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def bylines(live: Live) -> set[str]:
    return {row["byline"] for row in live.rows("articles")}


def without_runs(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of captures but for which run saw them last."""
    return [{name: value for name, value in row.items() if name != "run_id"} for row in rows]


def test_reading_again_changes_nothing_where_nothing_was_wrong(live: Live) -> None:
    before = {name: live.rows(name) for name in ("articles", "revisions", "frontier", "related_links")}
    captures, files = live.rows("captures"), [file.read_bytes() for file in live.archive.iterdir()]
    done = read_again(live, ONCE, TWICE, COMPRESSED, NEWER)
    assert done.out.split("\n") == [
        f"{address_of(ONCE)}: unchanged, article 1, revision 1",
        f"{address_of(TWICE)}: unchanged, article 2, revision 1",
        f"{address_of(COMPRESSED)}: unchanged, article 3, revision 1",
        f"{address_of(NEWER)}: unchanged, article 4, revision 2",
        "run 3 finished: 4 captures read: 4 unchanged",
        "",
    ]
    assert done.code == 0
    assert {name: live.rows(name) for name in before} == before
    assert without_runs(live.rows("captures")) == without_runs(captures)
    assert [file.read_bytes() for file in live.archive.iterdir()] == files


def test_falsified_byline_is_put_right_and_shown(live_on_any: Live) -> None:
    live = live_on_any
    execute(live, "UPDATE articles SET byline = 'كاتب آخر'")
    done = read_again(live, ONCE, TWICE, COMPRESSED, NEWER)
    assert bylines(live) == {BYLINE}
    assert done.out.count(": changed, article ") == 4
    assert done.out.count(f"\n~ byline\n~ [-كاتب آخر-]{{+{BYLINE}+}}\n") == 4


def test_missing_byline_and_wrong_headline_are_put_right(live: Live) -> None:
    execute(live, "UPDATE articles SET byline = NULL, headline = 'عنوان خاطئ'")
    done = read_again(live, TWICE)
    article = live.article(TWICE)
    assert (article["byline"], article["headline"]) == (BYLINE, f"{HEADLINE} رقم {TWICE}")
    assert live.article(ONCE)["byline"] is None  # which nobody named
    assert f"+ byline\n+ {BYLINE}\n" in done.out


def test_newest_text_is_the_one_that_is_read(live: Live) -> None:
    execute(live, "UPDATE articles SET byline = NULL")
    read_again(live, NEWER)
    assert [block["text"] for block in live.article(NEWER)["blocks"]] == [FIRST, THIRD]
    assert SECOND in str(live.rows("revisions")[3]["blocks"])  # the older revision keeps its own


def test_article_whose_bytes_are_gone_is_a_problem_that_names_them(live: Live) -> None:
    [file] = live.archive.glob("*.warc.gz")
    file.unlink()
    done = read_again(live, ONCE, TWICE)
    sentence = f"not read again: no bytes of article {address_of(ONCE)} are left: {file} is no longer there"
    assert done.code == 1
    assert done.out.startswith(f"{address_of(ONCE)}: failed, article 1, revision 1\n{sentence}\n")
    assert live.start("atwasat", "problems").wait().out.count("is no longer there") == 2
    assert bylines(live) == {BYLINE}


def test_article_of_a_damaged_file_is_a_problem(live: Live) -> None:
    [file] = live.archive.glob("*.warc.gz")
    file.write_bytes(b"damaged" * 10000)
    done = read_again(live, ONCE)
    assert done.code == 1
    assert f"no bytes of article {address_of(ONCE)} are left: {file}" in done.out
    assert "Traceback" not in done.err


def test_article_that_was_never_captured_is_named(live: Live) -> None:
    done = read_again(live, NEVER, ONCE)
    assert done.code == 1
    assert done.out.split("\n")[:3] == [
        f"{address_of(NEVER)}: failed",
        f"not read again: the archive has no article {address_of(NEVER)}",
        f"{address_of(ONCE)}: unchanged, article 1, revision 1",
    ]


def test_address_under_an_older_section_means_the_same_article(live: Live) -> None:
    done = rescrape(live, "--from-archive", "--json", "http://www.alwasat.ly/news/sport/600001/")
    [row] = json.loads(done.out)
    assert (row["outcome"], row["article_id"], row["moved_to"]) == ("unchanged", 1, None)
    assert live.article(ONCE)["url"] == address_of(ONCE)


def test_saved_page_without_an_address_of_its_own_is_read_again(live: Live) -> None:
    saved = live.folder / "saved" / "page.html"
    saved.parent.mkdir()
    saved.write_bytes(page(600050))
    assert live.start("atwasat", "replay", saved.parent).wait().code == 0
    done = read_again(live, 600050)
    assert done.out.startswith(f"{address_of(600050)}: unchanged, article 5, revision 1\n")
    assert done.code == 0


def test_dead_site_is_no_hindrance(live: Live) -> None:
    done = rescrape(live, "--from-archive", address_of(ONCE), site="http://127.0.0.1:9")
    assert (done.code, done.err) == (0, "")
