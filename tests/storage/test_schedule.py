"""When an address is due again."""

from datetime import UTC, datetime, timedelta

import pytest

from atwasat_spider.errors import WrongUsageError
from atwasat_spider.storage.schedule import DEFAULT_LADDER, Schedule, next_look_for_gone, next_try

BORN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)


def test_ladder_is_read_step_by_step() -> None:
    assert Schedule.of("15m 1h  1d\n").ladder == (15 * MINUTE, HOUR, DAY)
    assert Schedule.of(DEFAULT_LADDER).ladder == (15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY)


@pytest.mark.parametrize("text", ["", "  "])
def test_empty_ladder_means_no_second_look(text: str) -> None:
    assert Schedule.of(text).next_look(BORN, BORN) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("15", "15"), ("15s", "15s"), ("m", "m"), ("15M", "15M"), ("1h 15", "15"), ("-1h", "-1h"), ("1.5h", "1.5h"),
        ("0m", "0m"), ("1h 60m", "60m"), ("1h 59m", "59m"), ("1d 7d 1h", "1h"), ("١٥m", "١٥m"), ("15m,1h", "15m,1h"),
        ("1000000m", "1000000m"),
    ],
)  # fmt: skip
def test_wrong_step_of_a_ladder_is_named(text: str, wrong: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        Schedule.of(text)
    assert str(caught.value).startswith(f"{wrong!r} is no step of a ladder")


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        (-DAY, 15 * MINUTE),
        (0 * DAY, 15 * MINUTE),
        (15 * MINUTE - TICK, 15 * MINUTE),
        (15 * MINUTE, HOUR),
        (HOUR - TICK, HOUR),
        (HOUR, DAY),
        (DAY - TICK, DAY),
        (DAY, None),
        (9000 * DAY, None),
    ],
)
def test_next_look_is_the_first_step_to_come(looked: timedelta, expected: timedelta | None) -> None:
    found = Schedule.of("15m 1h 1d").next_look(BORN, BORN + looked)
    assert found == (None if expected is None else BORN + expected)


def test_wait_after_failures_doubles_up_to_a_day() -> None:
    waits = [next_try(tries, BORN) for tries in range(1, 21)]
    minutes = [5, 10, 20, 40, 80, 160, 320, 640, 1280]
    assert waits[:9] == [BORN + count * MINUTE for count in minutes]
    assert waits[9:19] == [BORN + DAY] * 10
    assert waits[19] is None
    assert next_try(1000, BORN) is None


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        (0 * DAY, DAY), (DAY - TICK, DAY), (DAY, 7 * DAY), (7 * DAY - TICK, 7 * DAY), (7 * DAY, 30 * DAY),
        (30 * DAY - TICK, 30 * DAY), (30 * DAY, None), (400 * DAY, None),
    ],
)  # fmt: skip
def test_gone_page_is_looked_for_three_times(looked: timedelta, expected: timedelta | None) -> None:
    found = next_look_for_gone(BORN, BORN + looked)
    assert found == (None if expected is None else BORN + expected)
