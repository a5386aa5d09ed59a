"""Dates from numbers: a bound that is honest, checked against the points themselves.

The table is of articles whose number and day were read from captures of the site; it is written here a second time.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import estimate_from_id
from atwasat_spider.normalization.dates.estimates import SIDES, estimate_between

KNOWN = {
    61346: date(2015, 3, 15), 70220: date(2015, 5, 18), 94529: date(2016, 3, 31), 98814: date(2016, 5, 12),
    116739: date(2016, 11, 17), 120450: date(2016, 12, 29), 126718: date(2017, 3, 9), 131580: date(2017, 5, 1),
    143633: date(2017, 9, 14), 159150: date(2018, 2, 15), 199289: date(2018, 3, 15), 202351: date(2018, 4, 12),
    205157: date(2018, 5, 9), 218727: date(2018, 9, 6), 228179: date(2018, 11, 29), 241728: date(2019, 4, 11),
    245210: date(2019, 5, 16), 256634: date(2019, 9, 6), 261819: date(2019, 10, 24), 268766: date(2020, 1, 2),
    279546: date(2020, 4, 9), 290891: date(2020, 7, 23), 323062: date(2021, 6, 10), 337355: date(2021, 10, 28),
    357686: date(2022, 5, 2),
}  # fmt: skip
INNER = sorted(set(KNOWN) - {61346, 159150, 199289})


def days(bounds: tuple[datetime, datetime]) -> float:
    return (bounds[1] - bounds[0]) / timedelta(days=1)


def found(id_space: str, site_id: int) -> tuple[datetime, datetime]:
    bounds = estimate_from_id(id_space, site_id)
    assert bounds is not None
    return bounds


@pytest.mark.parametrize(("site_id", "day"), KNOWN.items())
def test_known_article_lies_within_its_estimate(site_id: int, day: date) -> None:
    earliest, latest = found("news", site_id)
    assert earliest <= datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert latest >= datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


@pytest.mark.parametrize("site_id", INNER)
def test_each_point_lies_within_what_the_others_say_of_it(site_id: int) -> None:
    """Leave one out: the widths that the module states are honest for every point of the table."""
    side = next(points for points in SIDES if points[0].site_id < site_id < points[-1].site_id)
    others = [point for point in side if point.site_id != site_id]
    bounds = estimate_between(others, site_id)
    assert bounds is not None
    noon = datetime(KNOWN[site_id].year, KNOWN[site_id].month, KNOWN[site_id].day, 12, tzinfo=UTC)
    assert bounds[0] <= noon <= bounds[1]


@pytest.mark.parametrize(
    ("id_space", "site_id"),
    [
        ("ar/news", 116739),  # the first system counts apart
        ("ar/news", 133195),
        ("news", 61345),  # before all that are known
        ("news", 1),
        ("news", 0),
        ("news", -5),
        ("news", 500997),  # after all
        ("news", 10**12),
        ("news", 159151),  # within the jump
        ("news", 180000),
        ("news", 199288),
        ("", 116739),
        ("NEWS", 116739),
        ("ar/newsx", 116739),
    ],
)
def test_number_that_says_nothing_is_not_estimated(id_space: str, site_id: int) -> None:
    assert estimate_from_id(id_space, site_id) is None


@pytest.mark.parametrize(
    ("site_id", "day", "widest"),
    [
        (132579, date(2017, 5, 11), 10),  # an article of another capture, with its printed date
        (98900, date(2016, 5, 13), 8),  # a day's articles after that of 12 May 2016
        (118600, date(2016, 12, 8), 15),
        (204000, date(2018, 4, 28), 12),
        (337400, date(2021, 10, 28), 8),
    ],
)
def test_number_near_known_ones_is_bound_to_days(site_id: int, day: date, widest: float) -> None:
    bounds = found("news", site_id)
    assert bounds[0] <= datetime(day.year, day.month, day.day, 12, tzinfo=UTC) <= bounds[1]
    assert days(bounds) <= widest


def test_far_from_known_numbers_the_bounds_are_wide() -> None:
    assert days(found("news", 82000)) > 60  # the uneven first year
    assert 20 < days(found("news", 307000)) < 40  # between July 2020 and June 2021
    assert days(found("news", 430000)) > 60  # between 2022 and the end of 2025


@given(st.integers(61346, 500995))
def test_later_number_is_never_bound_to_an_earlier_side_of_the_jump(site_id: int) -> None:
    bounds, following = estimate_from_id("news", site_id), estimate_from_id("news", site_id + 1)
    if bounds is None or following is None:
        assert 159150 <= site_id <= 199288
        return
    assert bounds[0] < bounds[1]
    assert bounds[0].tzinfo is UTC
    middle, next_middle = bounds[0] + (bounds[1] - bounds[0]) / 2, following[0] + (following[1] - following[0]) / 2
    assert next_middle - middle > timedelta(days=-3)
