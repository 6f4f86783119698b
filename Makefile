# Two commands do everything on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP_COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build

.PHONY: demo test coverage install develop lint format lock audit bench fuzz faults mutants clean

demo: install ## the main job on the local sandbox: a sheet beside a LINE chat
	$(BIN)/tonbaeb demo

test: develop ## the whole test suite; more processes than cores, since many tests wait for one
	$(BIN)/pytest --numprocesses=$(shell $(PYTHON) -c "import os; print(min(8, 2 * (os.cpu_count() or 1)))") --dist=worksteal

coverage: develop ## the quick tests of scoring/ have to run every statement and branch of it
	$(BIN)/pytest --of-scoring --hypothesis-profile=few \
		--cov=scoring --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

install: $(VENV)/.installed ## what running needs, by hashes

develop: $(VENV)/.developed ## and what tests and checks need

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Tonbaeb needs Python 3.11 to 3.13, this is " + sys.version.split()[0] + "; name another one with: make PYTHON=python3.11") if not (3, 11) <= sys.version_info[:2] < (3, 14) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

$(VENV)/.mutated: $(VENV)/.developed requirements-mutants.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	touch $@

$(VENV)/.audited: $(VENV)/.developed requirements-audit.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	touch $@

$(VENV)/.benched: $(VENV)/.developed requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

lint: develop ## style, types, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: develop ## resolve the dependencies anew and record them by hashes
	$(PIP_COMPILE) --upgrade -o requirements.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --extra audit -c requirements.txt -c requirements-dev.txt -o requirements-audit.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --extra bench -c requirements.txt -c requirements-dev.txt -o requirements-bench.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --extra mutants -c requirements.txt -c requirements-dev.txt -o requirements-mutants.txt pyproject.toml

clean:
	rm -rf $(VENV) build mutants *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

bench: $(VENV)/.benched ## speed and calls, as ratios measured side by side in one run
	$(BIN)/python -m tests.bench

fuzz: develop ## 150,000 inputs as people leave and attackers make them: no crash, no input lost without a word
	$(BIN)/python -m tests.fuzz

faults: develop ## a season's day with its processes killed 240 times: what was lost, what came twice
	$(BIN)/python -m tests.faults

audit: $(VENV)/.audited ## known faults of what is installed, by public advisories; needs the network
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.txt

mutants: $(VENV)/.mutated ## small changes to scoring/, each of which some test has to notice; what survives is listed
	rm -rf mutants
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results
	$(BIN)/mutmut export-cicd-stats
