# `make` prints every target with its sentence.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# `make replay PATH=folder` names a folder, and would hide every program from the recipes: the search path of the
# machine is put back, as make itself was started with it.
ifeq ($(origin PATH),command line)
  CAPTURES := $(PATH)
  override PATH := $(shell /bin/sh -c '/usr/bin/tr "\000" "\n" < /proc/$$PPID/environ 2>/dev/null | /usr/bin/sed -n "s/^PATH=//p"')
  ifeq ($(PATH),)
    override PATH := /usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin
  endif
  export PATH
else
  CAPTURES :=
endif

VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
SECONDS ?= 300
TARGET ?= normalization
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# The first Python of 3.11 or newer on this machine; PYTHON=... names another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

.PHONY: help run test check lint types layers migrations documentation replay search migrate revision fuzz clean

help: ## Print every target with its sentence.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: $(VENV)/.installed ## Set everything up, replay the pages in seeds/ and answer a question.
	@$(BIN)/atwasat db upgrade
	@echo; echo '$$ atwasat replay seeds'
	@$(BIN)/atwasat replay seeds || { test $$? -eq 1 && echo '(One page in seeds/ is empty on purpose: a lost page is counted, and ends with code 1.)'; }
	@echo; echo '$$ atwasat stats'
	@$(BIN)/atwasat stats
	@echo; echo '$$ atwasat search "الجيش الليبي"'
	@$(BIN)/atwasat search 'الجيش الليبي'

test: $(VENV)/.installed-dev ## Set up and run all tests.
	@$(BIN)/pytest -n $(JOBS)

check: lint types layers migrations documentation test ## Run all that CI runs: lint, types, layers, migrations, documentation, tests.

lint: $(VENV)/.installed-dev ## Check style and formatting.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## Check the types, strictly.
	@$(BIN)/mypy

layers: $(VENV)/.installed-dev ## Check that imports point back up the stages only.
	@$(BIN)/lint-imports

migrations: $(VENV)/.installed-dev ## Check that the migrations make what the models say.
	@folder=$$(mktemp -d) && export ATWASAT_DATABASE_URL=sqlite:///$$folder/check.db && \
	$(BIN)/alembic upgrade head && $(BIN)/alembic check && $(BIN)/alembic downgrade base && rm -r $$folder

documentation: $(VENV)/.installed-dev ## Check the documentation against the program.
	@$(BIN)/pytest -q tests/test_documentation.py

replay: $(VENV)/.installed ## Read the saved pages below PATH= into the database.
	@test -n "$(CAPTURES)" || { echo 'name a folder: make replay PATH=seeds' >&2; exit 2; }
	@$(BIN)/atwasat replay "$(CAPTURES)"

search: $(VENV)/.installed ## Find the articles with WORDS= in them.
	@test -n '$(subst ','\'',$(WORDS))' || { echo 'name words: make search WORDS="الجيش الليبي"' >&2; exit 2; }
	@$(BIN)/atwasat search -- '$(subst ','\'',$(WORDS))'

migrate: $(VENV)/.installed ## Bring the database to the newest revision.
	@$(BIN)/atwasat db upgrade

revision: $(VENV)/.installed ## Write a migration from the models, called MESSAGE=.
	@test -n '$(subst ','\'',$(MESSAGE))' || { echo 'name it: make revision MESSAGE="add a column"' >&2; exit 2; }
	@$(BIN)/alembic revision --autogenerate --rev-id \
		$$(printf '%04d' $$(( $$(ls migrations/versions/*.py | wc -l) + 1 ))) -m '$(subst ','\'',$(MESSAGE))'

fuzz: $(VENV)/.installed-dev ## Attack the functions of the text, or TARGET=readers, for SECONDS= (300).
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[fuzz]'
	@mkdir -p .fuzz/$(TARGET) && $(BIN)/python fuzz/$(TARGET).py -max_total_time=$(SECONDS) -artifact_prefix=.fuzz/ .fuzz/$(TARGET)

clean: ## Remove what was set up and measured; never the database or the captures.
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed and was not found; name one: make PYTHON=...' >&2; exit 1; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'no virtual environment could be made (Debian: apt install python3-venv)' >&2; exit 1; }

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[postgresql]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
