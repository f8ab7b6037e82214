# Each target sets up what it needs, in .venv, and can be run again.
PYTHON ?= python3
BIN := .venv/bin
PROVINCE ?= 22
INDEX ?= papi
REPORTS ?= reports
# Rooms that speak and compute, whose tests need no notebook: measuring the coverage of all would take half as long again.
COVERED := $(wildcard tests/test_study_*.py) $(addprefix tests/test_,language.py catalogue.py tidy.py charts.py figures.py \
	subject.py scores.py panel.py) $(addprefix src/parlib/,language questions study)

.PHONY: setup report deck test test-all test-fast lab wheel docs bench style types check coverage clean-output
.DEFAULT_GOAL := help

help:
	@echo "make report   set up, clean the data and write every page of one province (PROVINCE=22) to reports/"
	@echo "make deck     build the PowerPoint deck of one province from its pages (PROVINCE=22, INDEX=papi)"
	@echo "make test     set up and run the tests; fails below the floors of coverage, too"
	@echo "make test-all  all tests, also those that are more cases of the same (exhaustive)"
	@echo "make test-fast  about a minute: language, questions, study, the project's own rules"
	@echo "make lab      open JupyterLab on the notebooks"
	@echo "make wheel    build a wheel with figures, tables and notebooks in it (dist/)"
	@echo "make docs     build the reference site, examples run: docs/site/index.html"
	@echo "make bench    measure what must be fast, as ratios in one run; fails where a limit is broken (15 minutes)"
	@echo "make style    check style and structure"
	@echo "make types    check types (mypy)"
	@echo "make check    style and types"
	@echo "make coverage  coverage by room, of the tests that run in one process; fails below the floors"

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[cluster,decks,lab,test,style]'
	@touch .venv/ready

report: setup
	$(BIN)/parlib report --index all --province "$(PROVINCE)" --output "$(REPORTS)"

deck: setup
	$(BIN)/parlib deck --index "$(INDEX)" --province "$(PROVINCE)" --run --reports "$(REPORTS)"

# Each test once: first those of the rooms whose coverage is watched, then all others.
test: coverage
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not exhaustive" $(addprefix --ignore=,$(COVERED))

test-all: setup
	$(BIN)/python -m pytest -n auto --dist loadfile

test-fast: setup
	$(BIN)/python -m pytest tests/test_language.py tests/test_catalogue.py tests/test_tidy.py tests/test_study_*.py tests/test_project.py src/parlib/language src/parlib/questions

lab: setup
	JUPYTER_DEFAULT_PROVISIONER_NAME=parlib $(BIN)/jupyter lab notebooks --expose-app-in-browser --FileContentsManager.pre_save_hook=parlib.workspace.clear_template

wheel: setup
	$(BIN)/parlib clean --home . > /dev/null
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

docs: setup
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[docs]'
	$(BIN)/parlib clean --home . > /dev/null
	$(BIN)/sphinx-build -q -E -b html docs docs/site
	@echo "open docs/site/index.html"

bench: setup
	$(BIN)/python benchmarks/run_all.py

style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup
	$(BIN)/mypy

check: style types

coverage: setup
	$(BIN)/python -m pytest -n auto --dist loadfile --cov=parlib --cov-report=json:.coverage.json $(COVERED)
	$(BIN)/python tests/coverage_rooms.py .coverage.json
