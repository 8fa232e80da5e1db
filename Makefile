# What a newcomer does: `make demo`, `make test`. Needs Python 3.11 or later and nothing else.
PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n 2 --dist loadfile

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-compile --progress-bar off
SELF := $(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --group build

.PHONY: help .venv demo serve test check bench bench-reader mutations sbom audit assets locks clean clean-data

help:
	@echo 'make demo [PORT=8000]  two counties with a year of work, served at http://127.0.0.1:8000'
	@echo 'make serve [PORT=8000] the pages, on what is in the data folder'
	@echo 'make test              all tests, browser journeys included, and what they cover'
	@echo 'make check             format, lint, types, imports, templates, migrations'
	@echo 'make bench             how fast the pages are with 10,000 children'
	@echo 'make bench-reader      how well plan documents are read, by section'
	@echo 'make mutations         whether the walk fails on every change of a scope or table; hours'
	@echo 'make sbom              the bill of materials, build/sbom.json'
	@echo 'make audit             known faults in the libraries; needs the internet'
	@echo 'make locks             pin the dependencies, after a change in pyproject.toml'
	@echo 'make clean             remove what was built; clean-data removes the data folder too'

demo: .venv assets
	$(BIN)/humiao demo --port $(PORT)

serve: .venv assets
	$(BIN)/humiao serve --port $(PORT)

test: .venv/dev.installed assets
	$(BIN)/python tests/setup_machine.py
	$(BIN)/python tests/run.py $(PYTEST_ARGS)
	$(BIN)/python tests/coverage_gate.py

check: .venv/dev.installed
	$(BIN)/ruff format --check conftest.py src tests
	$(BIN)/ruff check conftest.py src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python -m django makemigrations --check --dry-run --settings humiao.config.settings
	$(BIN)/python -m humiao.desk.translations check
	$(BIN)/python -m humiao.programmes.reference --check
	$(BIN)/python -m humiao.plans.reference --check
	$(BIN)/python -m humiao.access.reference --check
	$(BIN)/python -m humiao.access.exports.reference --check
	$(BIN)/python -m humiao.foundation.retention.reference --check
	$(BIN)/python -m humiao.registry.categories.reference --check
	$(BIN)/python -m humiao.registry.intake.reference --check
	$(BIN)/python -m humiao.visits.duty_table --check

bench: .venv/dev.installed assets
	$(BIN)/python -m tests.bench

bench-reader: .venv/dev.installed
	$(BIN)/python -m tests.reader.bench $(READER_ARGS)

sbom: .venv/dev.installed
	$(BIN)/cyclonedx-py requirements requirements/runtime.lock --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom.json

audit: .venv/dev.installed
	$(BIN)/python -m pip install --disable-pip-version-check --quiet 'uv~=0.13'
	$(BIN)/uv tool run pip-audit --requirement requirements/runtime.lock --require-hashes --disable-pip

# Cosmic Ray changes scopes and tables one place at a time; the walk has to fail on each. Takes hours.
MUTATED := build/mutations/tool
mutations: .venv/dev.installed assets
	$(BIN)/python -m pip install --disable-pip-version-check --quiet 'uv~=0.13'
	$(BIN)/uv venv --quiet --clear $(MUTATED)
	$(BIN)/uv pip install --quiet --python $(MUTATED) 'cosmic-ray~=8.7' setuptools -e ./tests/mutations
	$(BIN)/python tests/mutations/run.py $(MUTATIONS)

assets: .venv
	@$(BIN)/python -m humiao.desk.assets
	@$(BIN)/python -m humiao.desk.translations compile
	@$(BIN)/python -m django collectstatic --noinput --clear --verbosity 0 --settings humiao.config.settings

# The environment, installed anew only when a lock or pyproject.toml has changed.
.venv: .venv/runtime.installed

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or later is needed; name one, e.g. make PYTHON=python3.12 demo'; exit 1; }
	@echo 'Making .venv'
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo 'Python lacks its venv module; on Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@touch $@

.venv/runtime.installed: requirements/runtime.lock pyproject.toml | .venv/made
	@echo 'Installing what Humiao runs on, about 32 packages'
	@$(PIP) --requirement requirements/runtime.lock
	@$(SELF)
	@touch $@

.venv/dev.installed: requirements/dev.lock .venv/runtime.installed
	@echo 'Installing what its tests and checks need, about 45 packages more'
	@$(PIP) --requirement requirements/dev.lock
	@touch $@

# A lock names versions and hashes, never an index or a host.
locks: .venv/made
	$(BIN)/python -m pip install --disable-pip-version-check --quiet 'uv~=0.13'
	$(COMPILE) --output-file requirements/runtime.lock
	$(COMPILE) --group dev --constraint requirements/runtime.lock --output-file requirements/dev.lock
	@! grep --line-number --extended-regexp '(index-url|find-links|file:|https?:)' requirements/*.lock

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* test-results src/*.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'The data folder stays; `make clean-data` before this removes it.'

clean-data:
	$(BIN)/python -c 'from humiao.cli.environment import data_folder; \
	from humiao.foundation.postgres.launcher import remove; remove(data_folder())'
