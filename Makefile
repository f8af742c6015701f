# Pathways from a bare machine: `make run` serves it, `make test` tests it. See README.md.
SHELL := /bin/bash
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
DONE := .setup
INSTANCE := $(or $(PATHWAYS_INSTANCE_DIR),instance)
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
JOBS ?= 2
TESTS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Development unless told otherwise: it brings a key of its own, which production refuses.
run setup data: export PATHWAYS_ENV ?= development
# What links in letters and on paper begin with.
run: export PATHWAYS_SITE_ADDRESS ?= http://$(HOST):$(PORT)
# Made-up staff to sign in as, in development and nowhere else.
TRY_OUT = $(if $(filter development,$(PATHWAYS_ENV)),--demonstration-staff)

ASSET_SOURCES := $(wildcard package.json package-lock.json .npmrc build-assets.mjs) $(shell find static -type f -not -path 'static/build/*')
SEED_SOURCES := $(shell find seed_data -type f -name '*.csv') $(shell find pathways/catalogue/seed.py pathways/catalogue/seeding -type f -name '*.py')

.PHONY: run setup data test lint format bench sweep sweep-districts sweep-properties screenshots preview-picture lock \
	migration clean

## run: everything it takes, then the site on http://127.0.0.1:8000
run: setup
	@$(BIN)/pathways serve --host $(HOST) --port $(PORT) --workers $(WORKERS) $(TRY_OUT)

## setup: all that `make run` does but serving
setup: $(DONE)/run static/build/manifest.json data

# The database is always brought up to date (a second when it already is); the catalogue only when its files changed.
data: $(DONE)/run static/build/manifest.json
	@setup/data.sh "$(INSTANCE)" $(SEED_SOURCES)

$(DONE)/venv: setup/python.sh
	@setup/python.sh $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/run: $(DONE)/venv requirements/run.txt pyproject.toml setup/packages.sh
	@setup/packages.sh $(VENV) run
	@touch $@

$(DONE)/test: $(DONE)/venv requirements/test.txt pyproject.toml setup/packages.sh
	@setup/packages.sh $(VENV) test
	@touch $@ $(DONE)/run

$(DONE)/lint: $(DONE)/venv requirements/lint.txt pyproject.toml setup/packages.sh
	@setup/packages.sh $(VENV) lint
	@touch $@ $(DONE)/run

$(DONE)/bench: $(DONE)/venv requirements/bench.txt pyproject.toml setup/packages.sh
	@setup/packages.sh $(VENV) bench
	@touch $@ $(DONE)/run

static/build/manifest.json: $(DONE)/venv $(ASSET_SOURCES) setup/assets.sh
	@setup/assets.sh $(VENV)
	@touch $@

## test: every test, on SQLite and on PostgreSQL, with a browser (TESTS=tests/unit for a part of them)
test: $(DONE)/test static/build/manifest.json
	@setup/chromium.sh
	@setup/with-postgres.sh $(PY) -m pytest --database=both -n $(JOBS) --dist worksteal $(TESTS)

## lint: style, types, layers, templates and budgets
lint: $(DONE)/lint
	@setup/lint.sh

## format: bring every Python file to the one layout
format: $(DONE)/lint
	@$(BIN)/ruff check --fix --select I pathways tests bench && $(BIN)/ruff format pathways tests bench

## bench: the speed tables of docs/performance.md (long; wants a quiet machine)
bench: $(DONE)/bench static/build/manifest.json
	@$(PY) -m bench
	@$(PY) -m bench.publishing
	@$(PY) -m bench.pages

## sweep: suggestions in every postcode district, then the property tests with many examples; each goes on when run again
sweep: sweep-districts sweep-properties

## sweep-districts: suggestions for twelve young people from every postcode district; writes tables to test-results/sweep
sweep-districts: $(DONE)/run
	@setup/sweep.sh districts $(JOBS)

## sweep-properties: every property test with 2,000 examples (hours)
sweep-properties: $(DONE)/test static/build/manifest.json
	@setup/with-postgres.sh setup/sweep.sh properties $(JOBS)

## screenshots: every page and state, at two widths, light and dark, into test-results/screenshots; README's picture
screenshots: $(DONE)/test static/build/manifest.json
	@setup/chromium.sh
	@PATHWAYS_SCREENSHOTS=test-results/screenshots PATHWAYS_PICTURES=docs/images $(PY) -m pytest -q tests/accessibility/test_screenshots.py
	@echo "Look at them in test-results/screenshots"

## preview-picture: draw the picture beside shared links anew from static/drawings/preview.svg
preview-picture: $(DONE)/test
	@setup/chromium.sh
	@$(PY) setup/preview_picture.py

## lock: write requirements/*.txt and package-lock.json anew from pyproject.toml and package.json
lock: $(DONE)/venv
	@PYTHON=$(PY) setup/lock.sh
	@npm install --package-lock-only --ignore-scripts

## migration: write the next migration from the models (MESSAGE="what changes")
migration: $(DONE)/test
	@$(PY) setup/migration.py "$(MESSAGE)"

## clean: remove what set-up made, but never the data in the instance folder
clean:
	rm -rf $(DONE) $(VENV) node_modules static/build test-results
