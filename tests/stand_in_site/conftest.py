"""One process of the stand-in for all tests of a worker; each test has it as it was at its start."""

from collections.abc import Iterator

import pytest

from stand_in_site.client import Site, running_site


@pytest.fixture(scope="session")
def process_of_site() -> Iterator[Site]:
    """The stand-in with the articles of its defaults."""
    with running_site() as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    """The stand-in as it was at its start."""
    process_of_site.reset()
    return process_of_site
