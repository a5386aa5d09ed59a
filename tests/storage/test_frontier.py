"""Addresses before they are fetched, what comes of asking for them, and which is asked for next; on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rows import rows_of
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from atwasat_spider.addresses import FIRST_SYSTEM, NEWS, ArticleAddress
from atwasat_spider.storage.frontier import (
    Known,
    State,
    Visit,
    discovered_before,
    due,
    find,
    forgive_the_future,
    newest_unfetched,
    remember_all,
    settle,
    settle_alone,
    unknown,
)
from atwasat_spider.storage.models import ArticleRow, FrontierRow
from atwasat_spider.storage.schedule import Schedule

SEEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LADDER = Schedule.of("15m 1h 1d")


def address(number: int, section: str = "libya", space: str = NEWS) -> ArticleAddress:
    return ArticleAddress(space, number, section)


def numbers(found: list[Known]) -> list[int]:
    return [known.address.site_id for known in found]


def frontier(engine: Engine) -> list[dict[str, Any]]:
    return rows_of(engine)["frontier"]


def facts(engine: Engine, *names: str) -> tuple[Any, ...]:
    (row,) = frontier(engine)
    return tuple(row[name] for name in names)


def visit(state: State, moment: datetime = SEEN, number: int = 1, section: str = "libya", **known: Any) -> Visit:
    statuses = {State.DONE: 200, State.GONE: 404, State.FAILED: 500, State.MOVED: 301, State.OFF_LIMITS: None}
    return Visit(address(number, section), moment, state, LADDER, **({"status": statuses[state]} | known))


def visits(engine: Engine, *every: Visit, article: ArticleRow | None = None) -> None:
    for each in every:
        with Session(engine) as session, session.begin():
            settle(session, each, article)


def test_remembered_address_is_new_and_untried(engine: Engine) -> None:
    assert remember_all(engine, [address(7)], SEEN) == 1
    (row,) = frontier(engine)
    del row["id"]
    assert row == {
        "url": "https://alwasat.ly/news/libya/7", "id_space": "news", "site_id": 7, "discovered_at": SEEN,
        "state": "new", "tries": 0, "next_check_at": None, "checked_at": None, "status": None, "etag": None,
        "last_modified": None, "gone_at": None, "moved_to": None, "problem": None,
    }  # fmt: skip


def test_known_address_is_not_remembered_again(engine: Engine) -> None:
    remember_all(engine, [address(7)], SEEN)
    assert remember_all(engine, [address(7), address(8)], SEEN + DAY) == 1
    assert [(row["site_id"], row["discovered_at"]) for row in frontier(engine)] == [(7, SEEN), (8, SEEN + DAY)]


def test_nothing_to_remember_is_no_error(engine: Engine) -> None:
    assert remember_all(engine, [], SEEN) == 0
    assert unknown(engine, []) == []


def test_same_number_in_two_spaces_is_two_addresses(engine: Engine) -> None:
    every = [address(7), address(7, space=FIRST_SYSTEM)]
    assert remember_all(engine, every, SEEN) == 2
    assert {row["url"] for row in frontier(engine)} == {
        "https://alwasat.ly/news/libya/7",
        "https://alwasat.ly/ar/news/libya/7/",
    }


def test_same_number_in_two_sections_is_one_address(engine: Engine) -> None:
    assert remember_all(engine, [address(7), address(7, "economy")], SEEN) == 1
    assert len(frontier(engine)) == 1


@pytest.mark.parametrize("state", [State.DONE, State.MOVED, State.OFF_LIMITS])
def test_answered_address_keeps_its_section_and_state(engine: Engine, state: State) -> None:
    visits(engine, visit(state))
    assert remember_all(engine, [address(1, "economy")], SEEN + DAY) == 0
    assert facts(engine, "url", "state") == ("https://alwasat.ly/news/libya/1", state.value)


def test_address_that_failed_keeps_its_turn_in_another_section(engine: Engine) -> None:
    visits(engine, visit(State.FAILED))
    before = facts(engine, "state", "tries", "next_check_at")
    assert remember_all(engine, [address(1, "economy")], SEEN + DAY) == 0
    assert facts(engine, "url") == ("https://alwasat.ly/news/economy/1",)
    assert facts(engine, "state", "tries", "next_check_at") == before


def test_gone_address_is_new_in_another_section(engine: Engine) -> None:
    visits(engine, visit(State.GONE))
    assert remember_all(engine, [address(1, "economy")], SEEN + DAY) == 1
    expected = ("https://alwasat.ly/news/economy/1", "new", 0, None, SEEN)
    assert facts(engine, "url", "state", "tries", "next_check_at", "discovered_at") == expected
    assert numbers(newest_unfetched(engine, limit=5)) == [1]


def test_gone_address_stays_gone_in_its_own_section(engine: Engine) -> None:
    visits(engine, visit(State.GONE))
    assert remember_all(engine, [address(1)], SEEN + DAY) == 0
    assert facts(engine, "state", "next_check_at") == ("gone", SEEN + DAY)


def test_thousands_of_addresses_are_remembered_at_once(engine: Engine) -> None:
    every = [address(number) for number in range(1, 5_001)]
    assert remember_all(engine, every, SEEN) == 5_000
    assert remember_all(engine, every, SEEN + DAY) == 0
    assert unknown(engine, [*every, address(5_001)]) == [address(5_001)]
    with Session(engine) as session:
        assert discovered_before(session, every, SEEN + MINUTE)
        assert not discovered_before(session, [*every, address(5_001)], SEEN + MINUTE)


def test_unknown_addresses_keep_their_order(engine: Engine) -> None:
    remember_all(engine, [address(5), address(9, space=FIRST_SYSTEM)], SEEN)
    asked = [address(9), address(5, "economy"), address(3), address(5, space=FIRST_SYSTEM)]
    assert unknown(engine, asked) == [address(9), address(3), address(5, space=FIRST_SYSTEM)]


def test_discovery_at_the_very_moment_is_not_before(engine: Engine) -> None:
    remember_all(engine, [address(1), address(2)], SEEN)
    with Session(engine) as session:
        assert not discovered_before(session, [address(1)], SEEN)
        assert discovered_before(session, [address(1), address(1, "economy")], SEEN + timedelta(microseconds=1))
        assert not discovered_before(session, [address(1), address(3)], SEEN + DAY)
        assert discovered_before(session, [], SEEN)


def test_newest_number_of_the_newest_space_comes_first(engine: Engine) -> None:
    old = [address(number, space=FIRST_SYSTEM) for number in (9, 200, 10)]
    remember_all(engine, [*old, address(9), address(100)], SEEN)
    first = newest_unfetched(engine, limit=3)
    assert numbers(first) == [100, 9, 200]
    assert [known.address.id_space for known in first] == [NEWS, NEWS, FIRST_SYSTEM]
    assert numbers(newest_unfetched(engine, limit=3, below=first[0])) == [9, 200, 10]
    assert numbers(newest_unfetched(engine, limit=3, below=first[1])) == [200, 10, 9]
    assert numbers(newest_unfetched(engine, limit=3, below=first[2])) == [10, 9]


def test_range_of_numbers_is_of_the_second_space(engine: Engine) -> None:
    remember_all(engine, [*(address(number) for number in range(1, 8)), address(4, space=FIRST_SYSTEM)], SEEN)
    found = newest_unfetched(engine, limit=9, between=(3, 5))
    assert numbers(found) == [5, 4, 3]
    assert numbers(newest_unfetched(engine, limit=9, between=(3, 5), below=found[1])) == [3]


def test_sections_are_whole_slugs_of_both_spaces(engine: Engine) -> None:
    every = [
        address(1, "a_b"),
        address(2, "axb"),
        address(3, "a_b_c"),
        address(4, "a_b", FIRST_SYSTEM),
        address(5, "b"),
    ]
    remember_all(engine, every, SEEN)
    assert numbers(newest_unfetched(engine, limit=9, sections=["a_b"])) == [1, 4]
    assert numbers(newest_unfetched(engine, limit=9, sections=["b", "axb"])) == [5, 2]
    visits(engine, visit(State.GONE, number=1, section="a_b"), visit(State.GONE, number=2, section="axb"))
    assert numbers(due(engine, SEEN + DAY, limit=9, sections=["a_b"])) == [1]


def test_only_addresses_never_answered_are_unfetched(engine: Engine) -> None:
    remember_all(engine, [address(number) for number in range(1, 8)], SEEN)
    states = (State.DONE, State.GONE, State.FAILED, State.MOVED, State.OFF_LIMITS)
    visits(engine, *(visit(state, number=number) for number, state in enumerate(states, start=1)))
    assert numbers(newest_unfetched(engine, limit=9)) == [7, 6]


def test_what_has_waited_longest_is_due_first(engine: Engine) -> None:
    later, sooner = SEEN + 3 * HOUR, SEEN
    visits(
        engine,
        visit(State.FAILED, later, 1),  # 15:05
        visit(State.GONE, sooner - DAY, 2),  # 12:00
        visit(State.DONE, sooner, 3),  # 12:15
        visit(State.OFF_LIMITS, sooner - 7 * DAY, 4),  # 12:00
        visit(State.MOVED, sooner - 7 * DAY, 5),
    )
    remember_all(engine, [address(6)], sooner - 7 * DAY)
    assert numbers(due(engine, SEEN + 4 * HOUR, limit=9)) == [2, 4, 3, 1]
    assert numbers(due(engine, SEEN + 4 * HOUR, limit=2)) == [2, 4]
    assert numbers(due(engine, SEEN + 15 * MINUTE, limit=9)) == [2, 4, 3]
    assert numbers(due(engine, SEEN + 14 * MINUTE, limit=9)) == [2, 4]


def test_found_address_tells_what_is_known(engine: Engine) -> None:
    assert find(engine, address(1)) is None
    visits(engine, visit(State.DONE, section="economy", etag='"a"', last_modified="Sun, 01 Mar 2026 11:00:00 GMT"))
    known = find(engine, address(1, "libya"))
    assert known is not None
    assert known.address == address(1, "economy")
    assert (known.state, known.status, known.etag) == (State.DONE, 200, '"a"')
    assert known.last_modified == "Sun, 01 Mar 2026 11:00:00 GMT"
    assert find(engine, address(1, space=FIRST_SYSTEM)) is None


def test_moved_article_is_remembered_where_it_is_now(engine: Engine) -> None:
    settle_alone(engine, visit(State.MOVED, moved_to="https://alwasat.ly/news/economy/2"))
    first, second = frontier(engine)
    assert (first["state"], first["moved_to"], first["next_check_at"]) == (
        "moved", "https://alwasat.ly/news/economy/2", None,
    )  # fmt: skip
    assert (second["url"], second["state"], second["discovered_at"]) == (
        "https://alwasat.ly/news/economy/2", "new", SEEN,
    )  # fmt: skip


def test_what_a_wrong_clock_checked_is_due_now(engine: Engine) -> None:
    future, noticed = SEEN + 1000 * DAY, SEEN - DAY + 30 * MINUTE  # the latter is due half an hour later
    remember_all(engine, [address(1), address(2), address(3)], SEEN - DAY)
    visits(engine, visit(State.DONE, future, 1), visit(State.DONE, noticed, 2), visit(State.GONE, future, 3))
    remember_all(engine, [address(4)], future)
    assert forgive_the_future(engine, SEEN) == 3
    assert numbers(due(engine, SEEN, limit=9)) == [2, 1, 3]
    rows = {row["site_id"]: row for row in frontier(engine)}
    assert [rows[number]["checked_at"] for number in (1, 2, 3, 4)] == [None, noticed, None, None]
    assert forgive_the_future(engine, SEEN) == 0


def test_wrong_clock_leaves_when_an_address_was_discovered(engine: Engine) -> None:
    """Else what has long been known is no longer known ground."""
    remember_all(engine, [address(1)], SEEN - DAY)
    visits(engine, visit(State.DONE, SEEN + 1000 * DAY, 1))
    remember_all(engine, [address(2)], SEEN + 1000 * DAY)
    forgive_the_future(engine, SEEN)
    assert [row["discovered_at"] for row in frontier(engine)] == [SEEN - DAY, SEEN]


def test_page_gone_by_a_wrong_clock_is_looked_at_again(engine: Engine) -> None:
    visits(engine, visit(State.GONE, SEEN + 1000 * DAY))
    forgive_the_future(engine, SEEN)
    visits(engine, visit(State.GONE, SEEN))
    assert facts(engine, "gone_at", "next_check_at") == (SEEN, SEEN + DAY)


def test_right_clock_forgives_nothing(engine: Engine) -> None:
    visits(engine, visit(State.DONE), visit(State.FAILED, number=2))
    before = frontier(engine)
    assert forgive_the_future(engine, SEEN) == 0
    assert frontier(engine) == before


def test_more_than_one_batch_keeps_every_section(engine: Engine) -> None:
    """Batches of a statement begin and end somewhere: none is lost, none is asked for elsewhere."""
    every = [address(number) for number in range(1, 1202)]
    remember_all(engine, every, SEEN)
    with Session(engine) as session, session.begin():
        session.execute(update(FrontierRow).where(FrontierRow.site_id > 1).values(state="gone", tries=3))
    anew = [address(number, "economy") for number in range(2, 1202)]
    assert remember_all(engine, anew, SEEN + DAY) == 1200
    rows = {(row["url"].split("/")[4], row["state"], row["tries"]) for row in frontier(engine)}
    assert rows == {("libya", "new", 0), ("economy", "new", 0)}
