"""A database that lived through several live crawls, made anew from its archive: the same rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crawling import Ground, Live, ground
from renderings.articles_of_libya import SOUTH_ROAD
from stand_in import page_of
from test_rebuilding import TABLES, facts

CHANGES, GONE, REFUSED, MOVES, RENUMBERED = 501051, 501043, 501050, 501042, 501041


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=40) as found:
        yield found


def libya(site_id: int) -> str:
    return f"/news/libya/{site_id}"


@pytest.fixture(scope="module")
def lived(shared: Ground, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Live:
    """Five runs: pages that changed, that did not, that are gone, that moved, that failed; and listings."""
    folder = tmp_path_factory.mktemp("lived")
    (folder / "archive.db").write_bytes(sqlite_template.read_bytes())
    live = shared.live(f"sqlite:///{folder}/archive.db", folder)
    live.site.switch("error", status=500, only=libya(REFUSED))
    live.site.switch("compress", only=libya(501040))
    assert live.crawl().code == 1
    live.site.switch_off("error")
    live.make_due(*(each.site_id for each in live.there()))
    assert live.crawl().code == 0  # all but one are not modified
    page = live.page(libya(MOVES))
    live.site.switch("replace", path=libya(MOVES), status=301, headers={"Location": f"/news/economy/{MOVES}"})
    live.site.switch("replace", path=f"/news/economy/{MOVES}", body=page)
    live.site.switch("replace", path=libya(RENUMBERED), status=301, headers={"Location": "/news/libya/113135"})
    live.site.switch("replace", path="/news/libya/113135", body=page_of(SOUTH_ROAD))
    live.make_due(MOVES, RENUMBERED)
    assert live.crawl("--section", "libya").code == 0
    live.site.advance(days=2)
    live.make_due(CHANGES, GONE, 501040)
    assert live.crawl("--section", "libya", "--limit", "20").code == 0
    live.make_due(CHANGES, GONE, MOVES, 501040)
    assert live.crawl("--section", "libya", "--limit", "30").code == 0
    return live


def statuses(rows: list[dict[str, Any]]) -> set[int]:
    return {row["status"] for row in rows if row["outcome"] == "stored"}


def test_lived_database_knows_changes_moves_and_pages_not_modified(lived: Live) -> None:
    assert statuses(lived.rows("captures")) == {200, 304}
    assert lived.article(CHANGES)["revision_number"] == 2
    assert lived.frontier(GONE)["state"] == "gone"
    assert lived.article(MOVES)["section"] == "economy"
    assert lived.frontier(RENUMBERED)["state"] == "moved"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rebuilt_database_has_the_rows_of_the_lived_one(jobs: str, lived: Live, tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    database.write_bytes((lived.folder / "archive.db").read_bytes())
    before = facts(database)
    command = ("atwasat", "--database", database, "db", "rebuild", "--archive", lived.archive, "--jobs", jobs)
    done = lived.start(*command).wait()
    assert done.code == 0, done.out + done.err
    after = facts(database)
    for table in TABLES:
        assert after[table] == before[table], table


def test_frontier_and_runs_outlive_the_rebuild(lived: Live, tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    database.write_bytes((lived.folder / "archive.db").read_bytes())
    lived.start("atwasat", "--database", database, "db", "rebuild", "--archive", lived.archive).wait()
    rebuilt = Live(lived.site, str(database), lived.folder, lived._forks)
    assert rebuilt.rows("frontier") == lived.rows("frontier")
    assert rebuilt.rows("runs")[:-1] == lived.rows("runs")
