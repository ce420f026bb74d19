.DEFAULT_GOAL := help
BIN := .venv/bin
RIGHT_PYTHON := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(shell for v in python3 python3.14 python3.13 python3.12 python3.11; do $$v -c '$(RIGHT_PYTHON)' 2>/dev/null && { echo $$v; break; }; done)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard */locale/*/LC_MESSAGES/*.po))
STATIC := $(shell find frontend/static -type f 2>/dev/null)
DJANGO := DJANGO_SETTINGS_MODULE=backend.config.settings $(BIN)/python -m django
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help install dev run test lint bench openapi lock score-matching words second-opinion

help: ## what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/installed: requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c '$(RIGHT_PYTHON)' 2>/dev/null || { \
	  echo "Article Six needs Python 3.11, 3.12, 3.13 or 3.14, and none was found. Install one and repeat, or name it: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(BIN)/python -c '$(RIGHT_PYTHON)' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev-installed: requirements-dev.lock .venv/installed
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

%.mo: %.po | .venv/installed
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

static-root/staticfiles.json: .venv/installed $(STATIC)
	@$(DJANGO) collectstatic --noinput --verbosity 0
	@touch $@

install: .venv/installed $(CATALOGUES) static-root/staticfiles.json ## .venv with the locked dependencies, catalogues and static files

dev: install .venv/dev-installed

run: install ## everything on http://127.0.0.1:8000, until Ctrl-C
	@$(BIN)/article6 up --follow

test: dev ## the whole suite, on SQLite and on PostgreSQL
	@$(BIN)/python -m tests

lint: dev ## style, types, import directions, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(DJANGO) makemigrations --check --dry-run

.venv/bench-installed: requirements-bench.lock .venv/dev-installed
	@$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@

bench: install .venv/bench-installed ## every benchmarks/bench_*.py, one after the other
	@kept=0; for file in benchmarks/bench_*.py; do $(BIN)/python $$file || kept=1; done; exit $$kept

words: dev ## bring the catalogues of the six languages in line with the sources
	DJANGO_SETTINGS_MODULE=backend.config.settings $(BIN)/python -m backend.config.catalogues

openapi: dev ## write backend/api/openapi.yaml again
	$(DJANGO) spectacular --file backend/api/openapi.yaml --validate --fail-on-warn

second-opinion: install ## the optional extra: a language model that asks for checks (ARTICLE6_SECOND_OPINION=true)
	@$(PIP) --require-hashes -r requirements-second-opinion.lock

score-matching: install ## how well agenda items are matched, on labelled ones; the titles in var/matching.html
	@$(BIN)/python -m scheduler.matching.evaluation --page $${ARTICLE6_DATA:-var}/matching.html

lock: ## write the lock files again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra second-opinion -c requirements.lock -o requirements-second-opinion.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra bench -c requirements-dev.lock -o requirements-bench.lock pyproject.toml
