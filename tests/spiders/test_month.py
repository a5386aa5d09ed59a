"""The crawl over time, against a site whose articles appear, change, move and vanish by a clock."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from histories import DAY, HOUR, MOVED, Asking, History, histories
from processes import BIN
from simulated import Place, Run, simulate_apart
from sqlalchemy import Engine
from stand_in_site.client import running_site
from stand_in_site.kinds import kind_of
from stand_in_site.truth import TrueArticle, Version
from verified import wrong_articles, wrong_captures, wrong_ends, wrong_requests, wrong_texts

from atwasat_spider.storage.engine import open_engine

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
INTERVAL, RUNS = timedelta(hours=3), 25


@dataclass(frozen=True, slots=True)
class Days:
    """Three days of crawls: the site as it was, what it was asked for, and where the archive lies."""

    truth: list[TrueArticle]
    runs: list[Run]
    engine: Engine
    archive: Path

    @property
    def histories(self) -> list[History]:
        """What the archive must know."""
        return histories(self.truth, [run.moment for run in self.runs])


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    folder = tmp_path_factory.mktemp("days")
    place = Place(f"sqlite:///{folder / 'archive.db'}", folder / "captures")
    with running_site(start=START.isoformat(), articles=40, per_day=45, seed=251) as site:
        runs = simulate_apart(site, place, runs=RUNS, interval=INTERVAL)
        truth = site.truth()
    engine = open_engine(place.database, read_only=True)
    yield Days(truth, runs, engine, place.archive)
    engine.dispose()


def test_every_run_of_three_days_finishes(days: Days) -> None:
    assert Counter(run.outcome for run in days.runs) == {"finished": RUNS}
    assert [run.moment for run in days.runs[:3]] == [START, START + INTERVAL, START + 2 * INTERVAL]


def test_three_days_hold_every_fate(days: Days) -> None:
    met = days.histories
    assert len(met) > 150
    assert sum(len(history.texts) > 1 for history in met) > 5
    assert any(history.returns for history in met)
    assert {history.article.gone_status for history in met if history.gone_at} == {404, 410}
    assert any(asking.status == MOVED for history in met for asking in history.askings)


def test_every_article_is_found_exactly_once(days: Days) -> None:
    assert wrong_articles(days.histories, days.engine) == []


def test_every_text_that_was_looked_at_is_kept(days: Days) -> None:
    assert wrong_texts(days.histories, days.engine) == []


def test_every_end_and_move_is_known(days: Days) -> None:
    assert wrong_ends(days.histories, days.engine) == []


def test_no_article_is_asked_for_without_need(days: Days) -> None:
    assert wrong_requests(days.histories, days.runs) == []


def test_every_look_at_a_page_is_a_capture(days: Days) -> None:
    assert wrong_captures(days.histories, days.engine) == []


def test_one_look_at_each_listing_a_run(days: Days) -> None:
    for run in days.runs[1:]:
        first_pages = Counter(each.target for each in run.asked if kind_of(each.target) != "articles")
        assert first_pages["/robots.txt"] == 1
        assert set(first_pages.values()) == {1}
        assert len(first_pages) <= 25  # robots.txt, front page, 14 sections, feed, sitemaps, a few second pages


def test_every_answer_is_in_the_warc_files(days: Days) -> None:
    asked = Counter(each.status for run in days.runs for each in run.asked)
    assert _statuses(days.archive) == asked


def test_warcio_finds_nothing_wrong(days: Days) -> None:
    files = sorted(days.archive.glob("*.warc.gz"))
    checked = subprocess.run([BIN / "warcio", "check", *files], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def _statuses(archive: Path) -> Counter[int]:
    found: Counter[int] = Counter()
    answers = WarcRecordType.response | WarcRecordType.revisit
    for path in sorted(archive.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=answers):
                assert record.http_headers is not None
                found[record.http_headers.status_code or 0] += 1
    return found


def _article(**facts: Any) -> TrueArticle:
    """One of eight o'clock that changed its headline at nine and back at half past ten."""
    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    first = Version(at, "العنوان الأول", ("فقرة",))
    second, third = Version(at + HOUR, "العنوان الثاني", ("فقرة",)), Version(at + 2.5 * HOUR, *first[1:])
    given: dict[str, Any] = {"versions": (first, second, third)} | facts
    return TrueArticle("news", 7, "libya", "بنغازي - بوابة الوسط", **given)


def _moments(hours: int) -> list[datetime]:
    return [START + number * HOUR for number in range(hours)]


def test_history_of_an_article_that_returns_is_as_told() -> None:
    history = histories([_article()], _moments(40))[0]
    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert history.askings == (
        Asking(at, "/news/libya/7", 200),
        Asking(at + HOUR, "/news/libya/7", 200),  # fifteen minutes and an hour old
        Asking(at + 6 * HOUR, "/news/libya/7", 200),
        Asking(at + DAY, "/news/libya/7", 304),
    )
    assert [(text.headline, text.first_seen_at, text.last_seen_at) for text in history.texts] == [
        ("العنوان الأول", at, at + DAY),
        ("العنوان الثاني", at + HOUR, at + HOUR),
    ]
