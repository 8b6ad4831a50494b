# Lianxin from a clean clone needs Python 3.11 and make; everything else goes into .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
export UV_PYTHON_DOWNLOADS = never

BIN := .venv/bin
SETUP := .venv/.setup
MESSAGES := .venv/.messages
CATALOGUES := $(wildcard src/lianxin/*/locale/zh_Hans/LC_MESSAGES/django.po)

.PHONY: setup run test check shots migrations messages clean

setup: $(SETUP) $(MESSAGES)

$(SETUP): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Lianxin needs Python 3.11 or later: install it, or run make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: run make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv sync --frozen --quiet
	@touch $@

$(MESSAGES): $(SETUP) $(CATALOGUES) tools/messages.py
	@$(BIN)/python tools/messages.py compile
	@touch $@

# The sample city on http://127.0.0.1:$(PORT)
run: setup
	@$(BIN)/lianxin demo

# Every test that this machine can run; ARGS goes to pytest
test: setup
	@$(BIN)/python tools/run_tests.py $(ARGS)

# Every static check, one line each; ONLY=mypy,floors runs some
check: setup
	@$(BIN)/python tools/check.py $(ONLY)

# Screenshots of the main pages at 390 and 1280 px, into shots/
shots: setup
	@$(BIN)/python tools/shots.py $(ARGS)

migrations: setup
	@$(BIN)/lianxin makemigrations

# Says which texts lack a Chinese translation, then compiles all catalogues
messages: setup
	@$(BIN)/python tools/messages.py check
	@$(BIN)/python tools/messages.py compile

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis shots
