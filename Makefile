# make lab    open the notebooks        make test   run every check
# It needs Python 3.11 or newer and nothing else: the environment is made in .venv on the first run.

SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/analystkit.stamp
JOBS ?= 2
# Which dossier the notebooks open: a name in data/ or a path; else the one that data/ says.
ifdef DOSSIER
export ANALYSTKIT_DOSSIER := $(DOSSIER)
endif

.DEFAULT_GOAL := help
.PHONY: help env lab dashboard test lint check docs bench torture audit pins clean

help:
	@echo "make lab     open JupyterLab on the start notebook (DOSSIER=name for another dossier, PERSONAL=1 for your own settings)"
	@echo "make dashboard  serve the notebooks as pages, read-only, on this machine's own address"
	@echo "make test    lint, types and all tests"
	@echo "make docs    build the documentation into docs/_build"
	@echo "make check   look for faults in the dossiers' tables"
	@echo "make bench   measure how fast panels and charts answer, and how good suggested codes are"
	@echo "make torture mangle ten thousand inputs, kill every way to save 200 times (ten minutes on two cores)"
	@echo "make audit   ask the index for known weaknesses of what is pinned"
	@echo "make pins    resolve requirements.txt again (asks the package index)"
	@echo "make clean   remove the environment and caches; exports stay"

env:
	@sh .ci/env.sh

lab: env
	@$(BIN)/python .ci/lab.py $(if $(PERSONAL),--personal)

dashboard: env
	@$(BIN)/python .ci/dashboard.py

docs: env
	$(BIN)/python -m sphinx -W --keep-going -q docs docs/_build

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Tests start over a hundred processes: without kept bytecode each would compile pandas, matplotlib and Jupyter anew.
test: env
	@$(MAKE) --no-print-directory lint & lint=$$!; \
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup; tests=$$?; \
	wait $$lint || { echo "make lint found what stands above" >&2; exit 1; }; exit $$tests

check: env
	@for folder in data/*/; do $(BIN)/analystkit check "$$folder" || exit 1; done

bench: env
	@$(BIN)/python benchmarks/table.py
	@for part in sizes reader suggestions; do echo "== $$part"; $(BIN)/python benchmarks/$$part.py || exit 1; done

torture: env
	$(BIN)/python -m tests.torture --jobs $(JOBS) --write

audit: env
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip

pins: env
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --quiet --extra test pyproject.toml -o requirements.txt

clean:
	rm -rf .venv .jupyter .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
