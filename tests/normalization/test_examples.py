"""The examples in the documentation and the docstrings are what the functions do."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
from processes import ROOT

import atwasat_spider

MODULES = [module.name for module in pkgutil.walk_packages(atwasat_spider.__path__, "atwasat_spider.")]
PAGES: list[Path] = [ROOT / "README.md", ROOT / "docs" / "text.md"]


@pytest.mark.parametrize(
    "name", [name for name in MODULES if ".normalization" in name or name.endswith((".addresses", ".characters"))]
)
def test_examples_of_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_examples_of_a_page_are_true(page: Path) -> None:
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (outcome.failed, outcome.attempted > 1) == (0, True)
