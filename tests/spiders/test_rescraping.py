"""`atwasat rescrape`: what comes of each address, and how it is shown in a pipe, on a terminal and as JSON."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from crawling import Ground, Live, ground
from crawling_forks import Done
from rescraping import FIRST, HEADLINE, SECOND, THIRD, address_of, on_a_terminal, page, path_of, rescrape, show

SAME, EDITED, NOT_FOUND, GONE, IN_SPORT, ELSEWHERE, BROKEN = range(600001, 600008)
FORBIDDEN, HOSTILE, BYLINE, OFF_SITE, RING, BACK, UNSEEN = range(600008, 600015)
THERE = 600106  # where the article ELSEWHERE is now
EDITED_SECOND = "وأضافت أن الأعمال استغرقت خمس عشرة ليلة، شارك فيها عمال من ثلاث شركات محلية."
HOSTILE_HEADLINE = "\x1b[31mخبر\u202eمقلوب\u2066 جديد\x9b2J"


@dataclass(frozen=True, slots=True)
class Look:
    """A second look at articles of which each has met another fate: what was printed, asked and stored."""

    done: Done
    shown: list[dict[str, Any]]  # the same look in JSON
    code_of_json: int
    asked: list[str]
    articles: dict[int, dict[str, Any]]
    frontier: dict[int, dict[str, Any]]

    def lines_of(self, site_id: int) -> list[str]:
        """Return the lines from that of an address on, with its article's number as N."""
        number = self.articles[site_id]["id"] if site_id in self.articles else None
        lines = self.done.out.split("\n")
        start = next(at for at, line in enumerate(lines) if line.startswith(f"{address_of(site_id)}:"))
        return [lines[start].replace(f"article {number},", "article N,"), *lines[start + 1 :]]

    def row_of(self, site_id: int) -> dict[str, Any]:
        """Return what JSON says of an address."""
        [row] = [row for row in self.shown if row["url"] == address_of(site_id)]
        return row


@pytest.fixture(scope="module")
def shared() -> Iterator[Ground]:
    with ground(articles=20) as found:
        yield found


@pytest.fixture
def live(shared: Ground, sqlite_url: str, tmp_path: Path) -> Live:
    return shared.live(sqlite_url, tmp_path)


@pytest.fixture
def live_on_any(shared: Ground, database_url: str, tmp_path: Path) -> Live:
    return shared.live(database_url, tmp_path)


@pytest.fixture(scope="module")
def look(shared: Ground, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Look:
    folder, other = tmp_path_factory.mktemp("look"), tmp_path_factory.mktemp("json")
    shutil.copy(sqlite_template, folder / "archive.db")
    live = shared.live(f"sqlite:///{folder}/archive.db", folder)
    show(live, *range(SAME, UNSEEN))
    first = rescrape(live, *map(address_of, range(SAME, UNSEEN)))
    assert (first.code, first.out.count(": new, ")) == (0, 13), first
    with closing(sqlite3.connect(folder / "archive.db")) as one, closing(sqlite3.connect(other / "archive.db")) as copy:
        one.backup(copy)
    meet_their_fates(live)
    addresses = [*map(address_of, range(SAME, UNSEEN + 1))]
    done, asked = rescrape(live, *addresses), live.asked()
    in_json = rescrape(Live(live.site, f"sqlite:///{other}/archive.db", other, shared.forks), *addresses, "--json")
    articles = {row["site_id"]: row for row in live.rows("articles")}
    frontier = {row["site_id"]: row for row in live.rows("frontier")}
    return Look(done, json.loads(in_json.out), in_json.code, asked, articles, frontier)


def meet_their_fates(live: Live) -> None:
    replaced = live.site.switch
    replaced("replace", path=path_of(EDITED), body=page(EDITED, FIRST, EDITED_SECOND, THIRD))
    replaced("replace", path=path_of(NOT_FOUND), body="not here", status=404)
    replaced("replace", path=path_of(GONE), body="not here any more", status=410)
    replaced("replace", path=path_of(IN_SPORT), status=301, headers={"Location": path_of(IN_SPORT, "sport")})
    replaced("replace", path=path_of(IN_SPORT, "sport"), body=page(IN_SPORT))
    replaced("replace", path=path_of(ELSEWHERE), status=302, headers={"Location": address_of(THERE)})
    replaced("replace", path=path_of(BROKEN), body="broken", status=500)
    replaced("replace", path=path_of(HOSTILE), body=page(HOSTILE, headline=HOSTILE_HEADLINE))
    corrected = page(BYLINE).replace("نادية الشلماني".encode(), "نادية السنوسي".encode())
    replaced("replace", path=path_of(BYLINE), body=corrected)
    replaced("replace", path=path_of(OFF_SITE), status=302, headers={"Location": "https://example.com/"})
    replaced("replace", path=path_of(RING), status=302, headers={"Location": path_of(BACK)})
    replaced("replace", path=path_of(BACK), status=302, headers={"Location": path_of(RING)})
    replaced("robots", text=f"User-agent: *\nDisallow: {path_of(FORBIDDEN)}\n")
    show(live, THERE, UNSEEN)


@pytest.mark.parametrize(
    ("site_id", "lines"),
    [
        (SAME, ["unchanged, article N, revision 1"]),
        (NOT_FOUND, ["gone, article N, revision 1"]),
        (GONE, ["gone, article N, revision 1"]),
        (IN_SPORT, ["moved, to https://alwasat.ly/news/sport/600005, article N, revision 1"]),
        (ELSEWHERE, ["moved, to https://alwasat.ly/news/libya/600106, article N, revision 1"]),
        (BROKEN, ["failed, article N, revision 1", "not fetched: the server answered 500"]),
        (FORBIDDEN, ["off-limits, article N, revision 1", "robots.txt forbids it"]),
        (
            OFF_SITE,
            [
                "failed, article N, revision 1",
                "not fetched: the server redirects to 'https://example.com/', which is no article of the site",
            ],
        ),
        (RING, ["moved, to https://alwasat.ly/news/libya/600013, article N, revision 1"]),
        (BACK, ["moved, to https://alwasat.ly/news/libya/600012, article N, revision 1"]),
        (UNSEEN, ["new, article N, revision 1"]),
        (THERE, ["new, article N, revision 1"]),
        (
            EDITED,
            [
                "changed, article N, revision 2",
                "",
                "~ paragraph 2",
                "~ وأضافت أن الأعمال استغرقت [-أربع-]{+خمس+} عشرة ليلة، شارك فيها عمال من ثلاث شركات محلية.",
                "",
                "2 paragraphs unchanged",
                "",
            ],
        ),
        (
            BYLINE,
            [
                "changed, article N, revision 1",
                "",
                "~ byline",
                "~ القاهرة - بوابة الوسط: نادية [-الشلماني-]{+السنوسي+} الإثنين 10 أكتوبر 2016, 05:51 مساء",
                "",
                "3 paragraphs unchanged",
                "",
            ],
        ),
    ],
)
def test_each_outcome_is_said_in_a_line(site_id: int, lines: list[str], look: Look) -> None:
    expected = [f"{address_of(site_id)}: {lines[0]}", *lines[1:]]
    assert look.lines_of(site_id)[: len(lines)] == expected


def test_outcomes_stand_in_the_order_of_the_addresses(look: Look) -> None:
    """The new address of an article that has moved comes last: nobody has named it."""
    said = [line.partition(": ")[0] for line in look.done.out.split("\n") if line.startswith("https://")]
    assert said == [*map(address_of, range(SAME, UNSEEN + 1)), address_of(THERE)]


def test_last_line_says_how_the_job_went(look: Look) -> None:
    """One that moved was asked for at another address, another at its other number, and the broken one twice.

    Whose byline alone has changed has the same text.
    """
    assert look.done.out.endswith(
        "\nrun 2 finished: 15 captures read: 2 new, 2 changed, 3 unchanged, 2 failed, 2 gone, 3 moved, 1 off-limits, "
        "17 requests\n"
    )
    assert look.done.code == 1  # two have failed


def test_site_is_asked_in_the_order_of_the_addresses(look: Look) -> None:
    """Where an article has moved is asked for when its redirect was read: others may be under way by then."""
    named = [path_of(site_id) for site_id in range(SAME, UNSEEN + 1) if site_id != FORBIDDEN]
    others = [path_of(IN_SPORT, "sport"), path_of(THERE), path_of(BROKEN)]
    assert sorted(look.asked) == sorted(["/robots.txt", *named, *others])
    assert list(dict.fromkeys(path for path in look.asked if path in named)) == named


def test_nothing_hostile_reaches_the_output_raw(look: Look) -> None:
    printed = look.done.out + look.done.err + json.dumps(look.shown, ensure_ascii=False)
    assert [each for each in printed if not each.isprintable() and each != "\n"] == []
    assert look.lines_of(HOSTILE)[2:4] == ["~ headline", f"~ [-{HEADLINE}-]{{+[31mخبرمقلوب جديد2J+}} رقم 600009"]


def test_frontier_knows_what_was_met(look: Look) -> None:
    states = {site_id: (row["state"], row["status"]) for site_id, row in look.frontier.items()}
    assert states == {
        SAME: ("done", 200), EDITED: ("done", 200), NOT_FOUND: ("gone", 404), GONE: ("gone", 410),
        IN_SPORT: ("done", 200), ELSEWHERE: ("moved", 302), BROKEN: ("failed", 500), FORBIDDEN: ("off-limits", None),
        HOSTILE: ("done", 200), BYLINE: ("done", 200), OFF_SITE: ("failed", 302), RING: ("moved", 302),
        BACK: ("moved", 302), UNSEEN: ("done", 200), THERE: ("done", 200),
    }  # fmt: skip
    assert look.frontier[IN_SPORT]["url"] == address_of(IN_SPORT, "sport")
    assert look.frontier[ELSEWHERE]["moved_to"] == address_of(THERE)


def test_json_has_the_same_outcomes(look: Look) -> None:
    assert {row["url"]: row["outcome"] for row in look.shown} == {
        address_of(SAME): "unchanged", address_of(EDITED): "changed", address_of(NOT_FOUND): "gone",
        address_of(GONE): "gone", address_of(IN_SPORT): "moved", address_of(ELSEWHERE): "moved",
        address_of(BROKEN): "failed", address_of(FORBIDDEN): "off-limits", address_of(HOSTILE): "changed",
        address_of(BYLINE): "changed", address_of(OFF_SITE): "failed", address_of(RING): "moved",
        address_of(BACK): "moved", address_of(UNSEEN): "new", address_of(THERE): "new",
    }  # fmt: skip
    assert look.code_of_json == 1


def test_json_has_the_words_that_changed(look: Look) -> None:
    change = {
        "kind": "changed", "part": "paragraph", "position_before": 2, "position_after": 2,
        "before": SECOND, "after": EDITED_SECOND, "is_cosmetic": False,
        "words": [
            {"kind": "same", "text": "وأضافت أن الأعمال استغرقت "},
            {"kind": "removed", "text": "أربع"},
            {"kind": "added", "text": "خمس"},
            {"kind": "same", "text": " عشرة ليلة، شارك فيها عمال من ثلاث شركات محلية."},
        ],
    }  # fmt: skip
    row = look.row_of(EDITED)
    assert row == {
        "url": address_of(EDITED), "outcome": "changed", "article_id": look.articles[EDITED]["id"], "revision": 2,
        "problem": None, "moved_to": None, "difference": {"changes": [change], "unchanged": 2},
    }  # fmt: skip


def test_json_names_problem_and_new_address(look: Look) -> None:
    assert look.row_of(BROKEN)["problem"] == "not fetched: the server answered 500"
    assert look.row_of(FORBIDDEN)["problem"] == "robots.txt forbids it"
    assert look.row_of(IN_SPORT)["moved_to"] == "https://alwasat.ly/news/sport/600005"
    assert look.row_of(ELSEWHERE)["moved_to"] == "https://alwasat.ly/news/libya/600106"


def test_gone_and_moved_articles_keep_what_is_known_of_them(look: Look) -> None:
    kept = [look.articles[site_id]["headline"] for site_id in (NOT_FOUND, GONE, ELSEWHERE)]
    assert kept == [f"{HEADLINE} رقم 600003", f"{HEADLINE} رقم 600004", f"{HEADLINE} رقم 600006"]


def test_new_then_changed_then_gone_is_code_0(live_on_any: Live) -> None:
    live = live_on_any
    show(live, SAME)
    first = rescrape(live, address_of(SAME))
    live.site.switch("replace", path=path_of(SAME), body=page(SAME, FIRST, THIRD))
    second = rescrape(live, address_of(SAME))
    live.site.switch("replace", path=path_of(SAME), status=404)
    third = rescrape(live, address_of(SAME))
    assert [done.code for done in (first, second, third)] == [0, 0, 0]
    assert [done.out.split("\n")[0].partition(": ")[2] for done in (first, second, third)] == [
        "new, article 1, revision 1", "changed, article 1, revision 2", "gone, article 1, revision 2",
    ]  # fmt: skip
    assert f"- paragraph 2\n- {SECOND}\n" in second.out
    assert [run["arguments"] for run in live.rows("runs")] == [{"url": [address_of(SAME)]}] * 3


def test_terminal_gets_colours_and_direction_and_nothing_hostile(live: Live) -> None:
    show(live, EDITED, HOSTILE)
    rescrape(live, address_of(EDITED), address_of(HOSTILE))
    live.site.switch("replace", path=path_of(EDITED), body=page(EDITED, FIRST, EDITED_SECOND, THIRD))
    live.site.switch("replace", path=path_of(HOSTILE), body=page(HOSTILE, headline=HOSTILE_HEADLINE))
    printed = on_a_terminal(live, address_of(EDITED), address_of(HOSTILE))
    [line] = [line for line in printed.split("\n") if "أضافت" in line]
    assert line.startswith("~ \u2067وأضافت أن الأعمال استغرقت ")
    assert line.endswith(" محلية.\u2069")
    assert "\x1b[9;31mأربع\x1b[0m\x1b[32mخمس\x1b[0m" in line
    assert "خبرمقلوب" in printed
    assert "\x1b[31mخبر" not in printed
    assert not {"\u202e", "\u2066", "\x9b"} & set(printed)


def test_article_that_moved_and_changed_at_once_shows_both(live: Live) -> None:
    show(live, IN_SPORT)
    rescrape(live, address_of(IN_SPORT))
    live.site.switch("replace", path=path_of(IN_SPORT), status=301, headers={"Location": path_of(IN_SPORT, "sport")})
    live.site.switch("replace", path=path_of(IN_SPORT, "sport"), body=page(IN_SPORT, FIRST, SECOND))
    said = rescrape(live, address_of(IN_SPORT)).out
    assert said.startswith(
        f"{address_of(IN_SPORT)}: changed, to {address_of(IN_SPORT, 'sport')}, article 1, revision 2"
    )
    assert f"- paragraph 3\n- {THIRD}\n" in said
    assert [row["url"] for row in live.rows("articles")] == [address_of(IN_SPORT, "sport")]


def test_one_number_under_two_sections_is_one_article_in_both_rows(live: Live) -> None:
    show(live, IN_SPORT)
    both = (address_of(IN_SPORT), address_of(IN_SPORT, "sport"))
    rescrape(live, both[0])
    live.site.switch("replace", path=path_of(IN_SPORT), status=301, headers={"Location": path_of(IN_SPORT, "sport")})
    live.site.switch("replace", path=path_of(IN_SPORT, "sport"), body=page(IN_SPORT, FIRST, SECOND))
    rows = json.loads(rescrape(live, *both, "--json").out)
    assert [(row["url"], row["outcome"], row["article_id"], row["revision"]) for row in rows] == [
        (both[0], "changed", 1, 2), (both[1], "changed", 1, 2),
    ]  # fmt: skip
    assert [row["difference"]["unchanged"] for row in rows] == [2, 2]
