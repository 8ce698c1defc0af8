# Sound Advice: the everyday commands. `make` alone lists them.
#
# What they listen to, all optional:
#   PORT=8000          where `make run` serves
#   DATABASE_URL=...   sqlite:////absolute/path/to/file or postgresql://user:password@host:5432/name
#   PYTHON=python3.12  which Python makes the environment
#   TESTS=tests/forum  what `make test` and `make pytest` give to pytest, options too
#   WORKERS=1          how many tests run at once; by default one a core
# Every other setting of the site is in docs/settings.md.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8000
TESTS ?=
WORKERS ?= auto
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
MANAGE := $(PY) manage.py
HERE := http://127.0.0.1:$(PORT)
export PYTHONUNBUFFERED := 1

# The whole trial site: settings that only a development machine may have.
DEMO_ENV := DEBUG=1 DEMO=1 SITE_URL="$${SITE_URL:-$(HERE)}"

define step
@printf '\n==> %s\n' '$(1)'
endef

.PHONY: help
help:
	@echo 'make run          try the site on 127.0.0.1:$(PORT), with demo content (the first time sets up)'
	@echo 'make test         set up, then every check and every test'
	@echo ''
	@echo 'make setup        make $(VENV) from the lock file, with what the site needs to run'
	@echo 'make setup-dev    the same, with what its tests and checks need'
	@echo 'make lint         the checks alone: style, layers, types, migrations'
	@echo 'make pytest       the tests alone; TESTS="tests/forum -k reply" chooses'
	@echo 'make format       put the source into its one format'
	@echo 'make lock         write the lock files anew from pyproject.toml; UPGRADE=1 takes newer releases'
	@echo 'make screenshots  take the pictures of docs/images from a running site'
	@echo 'make clean        remove $(VENV) and every cache; the database in var/ stays'

# ---- Setting up ---------------------------------------------------------------------------------

# A copy of each lock file in the environment says what is installed there.
.PHONY: setup
setup: $(VENV)/ready
	@cmp -s requirements.lock $(VENV)/requirements.lock || { \
	  echo 'Installing what the site needs (requirements.lock) ...'; \
	  $(PIP) install --quiet --require-hashes --requirement requirements.lock && \
	  cp requirements.lock $(VENV)/requirements.lock; \
	}

.PHONY: setup-dev
setup-dev: $(VENV)/ready
	@cmp -s requirements-dev.lock $(VENV)/requirements-dev.lock || { \
	  echo 'Installing what the site and its tests need (requirements-dev.lock) ...'; \
	  $(PIP) install --quiet --require-hashes --requirement requirements-dev.lock && \
	  cp requirements.lock requirements-dev.lock $(VENV)/; \
	}

# Looked at each time, because a Python that was upgraded or a half-made environment is no use.
.PHONY: $(VENV)/ready
$(VENV)/ready:
	@if $(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exit 0; fi; \
	for each in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making the environment $(VENV) with $$($$each --version) ..."; \
	    rm -rf $(VENV); \
	    $$each -m venv $(VENV) && exit 0; \
	    echo "$$each could not make it. On Debian and Ubuntu: apt-get install python3-venv." >&2; \
	    rm -rf $(VENV); \
	    exit 1; \
	  fi; \
	done; \
	echo 'Sound Advice needs Python 3.11 or newer, and found none.' \
	  'Install it, or say where it is: make setup PYTHON=/path/to/python3' >&2; \
	exit 1

# ---- Running ------------------------------------------------------------------------------------

.PHONY: run
run: setup
	@$(PY) -c "$$CHECK_PORT" '$(PORT)'
	@echo 'Preparing the database ...'
	@$(DEMO_ENV) $(MANAGE) migrate --verbosity 0
	@$(DEMO_ENV) $(MANAGE) load_demo
	@echo ''
	@echo 'Open      $(HERE)/'
	@echo 'Sign in   $(HERE)/account/sign-in/ with one click'
	@echo '          as reader, moderator, pharmacist or physician'
	@echo 'Stop      with Ctrl-C. E-mails are printed here.'
	@echo ''
	@trap 'exit 0' INT TERM HUP; \
	trap 'kill $$worker $$server 2>/dev/null; wait' EXIT; \
	$(DEMO_ENV) $(MANAGE) work & worker=$$!; \
	$(DEMO_ENV) $(MANAGE) runserver '127.0.0.1:$(PORT)' & server=$$!; \
	wait $$server

define CHECK_PORT
import socket, sys
port = sys.argv[1]
if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
    sys.exit(f"PORT is {port!r}. Set it to a number from 1 to 65535: make run PORT=8001")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(
            f"Port {port} can't be used ({error.strerror}). Perhaps the site runs already: look at "
            f"http://127.0.0.1:{port}/. Or take another port: make run PORT={int(port) % 65535 + 1}"
        )
endef
export CHECK_PORT

# ---- Checking -----------------------------------------------------------------------------------

.PHONY: test
test: lint pytest
	@echo ''
	@echo 'Every check and every test passed. See the site: make run'

.PHONY: lint
lint: setup-dev
	$(call step,Style: ruff)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	$(call step,Layers: import-linter)
	@$(VENV)/bin/lint-imports
	$(call step,Types: mypy)
	@$(PY) -m mypy
	$(call step,Migrations are complete)
	@DJANGO_SETTINGS_MODULE=tests.environment $(MANAGE) makemigrations --check --dry-run

# The same examples on every run and no time limit on one, so that a busy machine fails nothing.
# Tests need no collected static files, which whitenoise would miss once a test.
PYTEST_STEADY := --hypothesis-profile=ci -W 'ignore:No directory at'

.PHONY: pytest
pytest: setup-dev
	$(call step,Tests: pytest)
	@$(PY) -m pytest -n $(WORKERS) --maxprocesses 8 $(PYTEST_STEADY) $(TESTS) || { \
	  status=$$?; \
	  echo 'A test failed. Run it alone: make pytest TESTS=tests/path/to/test_file.py' >&2; \
	  exit $$status; \
	}

.PHONY: format
format: setup-dev
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

# ---- Upkeep -------------------------------------------------------------------------------------

COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header --quiet $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: setup-dev
	@echo 'Writing requirements.lock and requirements-dev.lock ...'
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: screenshots
screenshots: setup-dev
	@$(PY) -m tests.journeys.screenshots

.PHONY: clean
clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
