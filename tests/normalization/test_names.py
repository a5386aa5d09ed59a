"""Search keys of proper names: prefixed forms keep the name's key, near words do not have it."""

from collections import defaultdict

import pytest
from names import INSTITUTIONS, NAMES, PERSONS, PLACES

from atwasat_spider.normalization import search_key


def test_tables_are_large_enough_to_mean_something() -> None:
    assert len(PLACES) >= 90
    assert len(PERSONS) >= 80
    assert len(INSTITUTIONS) >= 50
    assert len(NAMES) >= 220
    assert len({each.name for each in NAMES}) == len(NAMES)
    assert all(each.matches and each.not_matches for each in NAMES)


@pytest.mark.parametrize(("form", "name"), [(form, each.name) for each in NAMES for form in each.matches])
def test_form_of_a_name_has_its_key(form: str, name: str) -> None:
    assert search_key(form) == search_key(name) != ""


@pytest.mark.parametrize(("near", "name"), [(near, each.name) for each in NAMES for near in each.not_matches])
def test_near_word_has_not_the_key_of_the_name(near: str, name: str) -> None:
    assert search_key(near) != search_key(name)


def test_no_two_names_share_a_key() -> None:
    names = defaultdict(list)
    for each in NAMES:
        names[search_key(each.name)].append(each.name)
    assert [shared for shared in names.values() if len(shared) > 1] == []
