.DEFAULT_GOAL := help
BIN := .venv/bin
PY311_314 := $(shell for v in python3 python3.14 python3.13 python3.12 python3.11; do command -v $$v >/dev/null 2>&1 && $$v -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && { command -v $$v; break; }; done)

.PHONY: help install dev run test lint bench lock score-matching

help: ## what each command does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PY311_314)" || { echo "Article Six needs Python 3.11 to 3.14 on the PATH; none was found. Install one and repeat."; exit 1; }
	@test -x $(BIN)/python || $(PY311_314) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev-installed: requirements-dev.lock .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: .venv/installed ## .venv with the locked dependencies, catalogues and static files
	@ARTICLE6_DATA=$${ARTICLE6_DATA:-var} DJANGO_SETTINGS_MODULE=backend.config.settings $(BIN)/python -m django collectstatic --noinput --verbosity 0

dev: install .venv/dev-installed

run: install ## everything on http://127.0.0.1:8000
	@$(BIN)/article6 up

test: dev ## the whole suite
	$(BIN)/python -m pytest -n 2

lint: dev ## style, types, import directions, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	ARTICLE6_DATA=var DJANGO_SETTINGS_MODULE=backend.config.settings $(BIN)/python -m django makemigrations --check --dry-run

lock: ## write both lock files again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
