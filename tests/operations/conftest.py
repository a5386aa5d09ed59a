"""The stand-in for the tests of the unattended operation: one process for all tests of a worker, small."""

from collections.abc import Iterator

import pytest
from stand_in_site.client import Site, running_site


@pytest.fixture(scope="session")
def process_of_site() -> Iterator[Site]:
    """A site with forty articles."""
    with running_site(articles=40, per_day=110, seed=7) as site:
        yield site


@pytest.fixture
def site(process_of_site: Site) -> Site:
    """The stand-in as it was at its start."""
    process_of_site.reset()
    return process_of_site
