# The two commands are `make run` and `make test`; each does all the set-up it needs.
.DEFAULT_GOAL := help
.PHONY: help run test check lock bundle test-packages fonts sample-shots sample-volume clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP_RUN := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
STAMP_FONTS := data/fonts/.brought
TEST_TOOLS := build/test-tools
STAMP_TOOLS := $(TEST_TOOLS)/.brought
# Real files for some tests, where they are at hand; those tests say so when they are not.
DESK_TEST_DATA ?= $(wildcard ../shared/data)
export DESK_TEST_DATA

help:
	@echo "make run      the session desk on http://localhost:8501"
	@echo "make test     everything: packages, checks, all tests"
	@echo "make check    ruff, mypy, import-linter, house tests"
	@echo "make bundle   a folder from which a laptop without a network starts"
	@echo "make sample-volume   a volume of real laws and reports in build/sample, to be looked at"
	@echo "make lock     write the locks anew from requirements*.txt"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP_RUN): requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(STAMP_DEV): requirements-dev.lock $(STAMP_RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMP_FONTS): package-lock.json printing/fonts.json | $(STAMP_RUN)
	$(BIN)/python -m printing.fetch_fonts
	@touch $@

# npm checks each package against the digest in the lock, and begins with an empty folder.
$(STAMP_TOOLS): deploy/test-tools/package.json deploy/test-tools/package-lock.json | $(STAMP_DEV)
	@mkdir -p $(TEST_TOOLS) && cp $^ $(TEST_TOOLS)
	$(BIN)/npm ci --prefix $(TEST_TOOLS) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

fonts: $(STAMP_FONTS)

run: $(STAMP_RUN) $(STAMP_FONTS)
	@$(BIN)/python manage.py run

test-packages:
	@sh deploy/test-packages.sh

check: $(STAMP_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py tests/test_docs.py tests/test_words.py

test: test-packages $(STAMP_DEV) $(STAMP_FONTS) $(STAMP_TOOLS) check
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup

bundle: $(STAMP_RUN) $(STAMP_FONTS)
	$(BIN)/python deploy/bundle.py

sample-volume: $(STAMP_RUN) $(STAMP_FONTS)
	@$(BIN)/python -m deploy.sample_volume

lock:
	$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv==0.13.9
	build/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 requirements.txt -o requirements.lock
	build/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 requirements-dev.txt -o requirements-dev.lock

clean:
	rm -rf $(VENV) data/fonts static/fonts build bundle .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
