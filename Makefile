# coopflow: `make` lists what can be done. Needs Python 3.11 or newer with venv and pip, and
# takes uv where there is one. Everything lands in .venv; nothing is installed elsewhere.

PYTHON ?=
WORKERS ?= 2
HYPOTHESIS_PROFILE ?= ci

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
BENCH_VENV := .venv-bench
BENCH_STAMP := $(BENCH_VENV)/.ready
PLUGINS := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
PLUGIN_SOURCES := $(wildcard $(PLUGINS:%=%/src))

# What the caller's shell is busy with must not leak into our environment.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX UV_SYSTEM_PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export HYPOTHESIS_PROFILE
# Without a home the tools would write their caches to the root of the disk.
ifeq "$(HOME)" ""
export HOME := $(CURDIR)/build/home
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench catalogues clean

help:
	@echo 'make setup   make .venv with coopflow, its plugins and the tools; done once'
	@echo 'make demo    the 2022 plan of Quang Nam, from draft to renewed'
	@echo 'make test    every test; WORKERS=1, HYPOTHESIS_PROFILE=default (explores at random)'
	@echo 'make lint    style, types, floors, dependencies'
	@echo 'make bench   speed, in ratios to others; QUICK=1 for a minute, ARGS="--only deciding"'
	@echo 'make catalogues   collect what is said, and compile it in every language'
	@echo 'make clean   remove .venv, caches and builds'
	@echo
	@echo 'PYTHON=/path/to/python3 chooses the Python that .venv is made from.'

setup: $(STAMP)

demo: setup
	@$(BIN)/coopflow demo

test: setup
	@echo '==> pytest'
	@$(BIN)/pytest -n $(WORKERS)

lint: setup
	@echo '==> ruff'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo '==> mypy'
	@$(BIN)/mypy src examples tests benchmarks $(PLUGIN_SOURCES)
	@echo '==> import-linter'
	@$(BIN)/lint-imports
	@echo '==> deptry'
	@$(BIN)/deptry src examples

bench: $(BENCH_STAMP)
	@$(BENCH_VENV)/bin/python -m benchmarks $(if $(QUICK),--quick) $(ARGS)
# What is said in other languages. `vi.po` is for people to edit; the rest is made from it.
CATALOGUES := src/coopflow/language/catalogues
WORDS := -D coopflow -d $(CATALOGUES) -l vi

catalogues: setup
	@mkdir -p build
	@$(BIN)/pybabel -q extract --no-default-keywords -k phrase -k counted:1,2 -k marked -k saying \
	    --add-location file --no-wrap --project coopflow -o build/coopflow.pot src
	@$(BIN)/pybabel -q update $(WORDS) -i build/coopflow.pot --no-wrap \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(BIN)/pybabel compile $(WORDS) --statistics

clean:
	rm -rf $(VENV) $(BENCH_VENV) build dist
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- .venv ---------------------------------------------------------------------------------
# The stamp names the folder it was made in. Where it names another (a copied or moved
# checkout) every script in .venv points to the wrong place; where Python itself has gone,
# nothing runs. Both are made anew. Where there is no stamp, a setup was cut short: it is
# taken up again.

MADE_IN := $(shell cat $(STAMP) 2>/dev/null)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
USABLE := import sys; sys.version_info < (3, 11) and sys.exit(1); import ensurepip, venv

ifneq "$(MADE_IN)" "$(CURDIR)"
.PHONY: $(STAMP)
else ifneq "$(shell $(BIN)/python -c '' 2>/dev/null && echo runs)" "runs"
.PHONY: $(STAMP)
endif

FIRST := hatchling editables
ALL := --no-build-isolation -e '.[dev]' $(PLUGINS:%=-e ./%)

$(STAMP): pyproject.toml constraints.txt $(PLUGINS:%=%/pyproject.toml)
	@rm -f $(STAMP)
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || rm -rf $(VENV)
	@if [ -n "$(MADE_IN)" ] && [ "$(MADE_IN)" != "$(CURDIR)" ]; then rm -rf $(VENV); fi
	@if command -v uv >/dev/null 2>&1; then \
	    if $(with_uv); then exit 0; fi; \
	    echo '==> uv did not manage; taking venv and pip instead'; \
	    rm -rf $(VENV); \
	fi; \
	$(with_pip)
	@printf '%s\n' "$(CURDIR)" > $(STAMP)
	@echo '==> ready: $(BIN)/coopflow'

define with_uv
{ echo '==> $(VENV), by uv' \
    && { [ -x $(BIN)/python ] || uv venv --quiet --python "$(or $(PYTHON),>=3.11)" $(VENV); } \
    && uv pip install --quiet --python $(BIN)/python -c constraints.txt $(FIRST) \
    && echo '==> coopflow, its plugins ($(words $(PLUGINS))), the tools' \
    && uv pip install --quiet --python $(BIN)/python -c constraints.txt $(ALL); }
endef

define with_pip
{ if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
        found=; for python in "$(or $(PYTHON),python3.14)" $(if $(PYTHON),,python3.13 python3.12 python3.11 python3 python); do \
            if "$$python" -c '$(USABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
        done; \
        if [ -z "$$found" ]; then \
            echo 'coopflow needs Python 3.11 or newer with venv and pip, and found none here.' >&2; \
            echo 'Install one (on Debian and Ubuntu: python3 and python3-venv), or name it:' >&2; \
            echo '    make setup PYTHON=/path/to/python3' >&2; \
            exit 1; \
        fi; \
        echo "==> $(VENV), from $$("$$found" --version)" \
            && "$$found" -m venv --clear $(VENV) || exit 1; \
    fi; \
    echo '==> coopflow, its plugins ($(words $(PLUGINS))), the tools' \
        && $(BIN)/python -m pip install --quiet -c constraints.txt $(FIRST) \
        && $(BIN)/python -m pip install --quiet -c constraints.txt $(ALL); }
endef

# --- .venv-bench ---------------------------------------------------------------------------
# The same Python with the library alone and what it is measured against. What the group holds is
# read out of pyproject.toml, because pip knows groups only since 25.1.
BENCH_MADE_IN := $(shell cat $(BENCH_STAMP) 2>/dev/null)
ifneq "$(BENCH_MADE_IN)" "$(CURDIR)"
.PHONY: $(BENCH_STAMP)
endif

GROUP := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"])
PINNED := -c constraints.txt -c constraints-bench.txt

$(BENCH_STAMP): pyproject.toml constraints.txt constraints-bench.txt | $(STAMP)
	@rm -f $(BENCH_STAMP)
	@echo '==> $(BENCH_VENV), with what coopflow is measured against'
	@rm -rf $(BENCH_VENV)
	@peers=$$($(BIN)/python -c '$(GROUP)'); \
	if command -v uv >/dev/null 2>&1; then \
	    install="uv pip install --quiet --python $(BENCH_VENV)/bin/python $(PINNED)"; \
	    uv venv --quiet --python $(BIN)/python $(BENCH_VENV) && $$install $(FIRST) \
	        && $$install --no-build-isolation -e . $$peers && exit 0; \
	    echo '==> uv did not manage; taking venv and pip instead'; \
	    rm -rf $(BENCH_VENV); \
	fi; \
	install="$(BENCH_VENV)/bin/python -m pip install --quiet $(PINNED)"; \
	$(BIN)/python -m venv $(BENCH_VENV) && $$install $(FIRST) \
	    && $$install --no-build-isolation -e . $$peers
	@printf '%s\n' "$(CURDIR)" > $(BENCH_STAMP)
