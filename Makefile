# Crosswire's own commands. `make demo` and `make test` need Python 3.11+ and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo test browser chromium slow slow-tests copies check format lint types gate island clean

demo: $(STAMP)  ## install, then run the bundled example corpus end to end
	$(BIN)/crosswire demo

test: $(DEV_STAMP) chromium  ## install what the tests need, and run them all but the slow ones
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow" tests

browser: $(DEV_STAMP) chromium  ## only the workbench in a real Chromium
	$(BIN)/python -m pytest tests/web/browser

chromium:  # Debian's, where there is none
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  command -v google-chrome >/dev/null || { apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; } || { \
	  echo "The tests of the workbench need Chromium: install it (Debian: apt-get install chromium)." >&2; exit 1; }

slow: slow-tests copies  ## what takes minutes: 5,000 articles, long chains of decisions, copies

slow-tests: $(DEV_STAMP)
	$(BIN)/python -m pytest -m slow tests

copies: $(DEV_STAMP)
	$(BIN)/python -m bench.copies --check

check: lint types gate test  ## what has to hold before anything lands

lint: $(DEV_STAMP)
	$(BIN)/ruff format --check src tests bench training
	$(BIN)/ruff check src tests bench training

types: $(DEV_STAMP)
	$(BIN)/mypy

gate: $(DEV_STAMP)  ## the quality floors: the bundled corpus always, CROSSWIRE_GOLD where it is there
	$(BIN)/python -m bench.gate
	$(BIN)/python -m bench.places --check
	$(BIN)/python -m bench.grades --check
	$(BIN)/python -m bench.linking --check

island: island/node_modules  ## build the workbench's map and timeline anew (needs Node 20.19+)
	cd island && npm run --silent check && npm test --silent && npm run --silent build

island/node_modules: island/package-lock.json
	cd island && npm ci --silent
	touch $@

format: $(DEV_STAMP)
	$(BIN)/ruff format src tests bench training
	$(BIN)/ruff check --fix src tests bench training

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Crosswire needs Python 3.11 or newer; set PYTHON=python3.12, say") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $(STAMP)

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --group dev
	touch $(DEV_STAMP)

clean:
	rm -rf $(VENV) build dist crosswire-demo .pytest_cache .mypy_cache .ruff_cache
