# `make` alone lists what there is. Every target sets up what it needs; the second time that costs next to nothing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SERVICES := $(BIN)/python -m tests.services
ARGS ?=

# The stamp holds the checkout's path: an environment that was moved, or whose Python has gone, is made again.
ifneq ($(shell [ -x $(BIN)/python ] && cat $(STAMP) 2>/dev/null),$(CURDIR))
STALE := stale
endif

.PHONY: help install run test safety check lint types arrows templates format bench soak mutate services services-stop lock clean stale

help: ## List the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)$$/\1\t\2/p' Makefile | while IFS=$$'\t' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

install: $(STAMP) ## Make .venv and install the locked dependencies

$(STAMP): setup.cfg constraints.txt $(STALE)
	@python=""; \
	for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Onward needs Python 3.11 or newer: sudo apt-get install python3 python3-venv" >&2; exit 1; fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2; exit 1; fi; \
	if [ -e $(STAMP) ] && [ "$$(cat $(STAMP))" != "$(CURDIR)" ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  echo "Making $(VENV) with $$($$python --version)"; "$$python" -m venv --clear $(VENV); \
	fi
	@rm -f $(STAMP)
	@echo "Installing the locked dependencies: about a minute the first time"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-input --progress-bar off --no-compile --no-deps --require-hashes -r constraints.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install -q --disable-pip-version-check --no-input --no-compile --no-deps --no-build-isolation -e .
	@# Two processes compile faster than pip's one; a package's own broken example file is no reason to stop.
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true
	@echo "$(CURDIR)" > $(STAMP)

run: install ## Migrate, build the postcode table, load the demonstration, serve on http://127.0.0.1:8000
	@$(BIN)/onward run $(ARGS)

test: install ## Run the tests; ARGS="-k words" narrows them
	@eval "$$($(SERVICES) env)"; status=0; $(BIN)/python -m pytest -rfE $(ARGS) || status=$$?; $(SERVICES) missing; exit $$status

safety: install ## Run exactly the tests that the hazard log names; each control must be proved
	@eval "$$($(SERVICES) env)"; $(BIN)/python -m tests.safety

check: lint types arrows templates test ## Everything that must hold before a change goes in

lint: install ## Look for mistakes and for formatting that drifted (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install ## Check the types (mypy, strict)
	@$(BIN)/mypy

arrows: install ## Check that imports point down (import-linter)
	@$(BIN)/lint-imports

templates: install ## Check the page templates (djlint)
	@$(BIN)/djlint directory --lint --quiet --profile=jinja --extension=html

format: install ## Format the code and mend what can be mended
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: install ## Measure search, outbox and a whole country beside their peers; ARGS, OUTBOX_ARGS, NATIONAL_ARGS="--help" say how
	@$(BIN)/python -m benchmarks.search $(ARGS)
	@$(BIN)/python -m benchmarks.outbox $(OUTBOX_ARGS)
	@$(BIN)/python -m benchmarks.triage
	@$(BIN)/python -m benchmarks.national $(NATIONAL_ARGS)

soak: install ## Break everything, count, and write the table into docs/reliability.md; ARGS="--help" says how
	@$(BIN)/python -m tests.faults.soak $(ARGS)

mutate: install ## Change the rules in small ways and say what no test sees; ARGS="'plugins.emergency*'" narrows it
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-input --no-deps --require-hashes --upgrade \
	  --target .cache/mutate/lib -r tests/mutation/requirements.txt
	@$(BIN)/python -m tests.mutation.rules
	@$(BIN)/python -m tests.mutation $(ARGS)

services: install ## Start a PostgreSQL, a Redis and an Elasticsearch of our own; `make test` then uses them
	@$(SERVICES) start

services-stop: ## Stop them and remove their files
	@[ ! -x $(BIN)/python ] || $(SERVICES) stop

lock: install ## Solve the dependencies again and write constraints.txt (needs uv)
	@command -v uv >/dev/null || [ -x $(BIN)/uv ] || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	@PATH="$(CURDIR)/$(BIN):$$PATH" uv pip compile setup.cfg --extra dev --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links -q -o constraints.txt

clean: services-stop ## Remove .venv, caches and build leftovers; instance/, which holds data, stays
	@rm -rf $(VENV) build dist *.egg-info .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .schemathesis .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
