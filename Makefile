PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests start the command some hundred times; it is compiled once, also where the machine says not to keep that.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test proof kills sequences simulation suiteapp check bench simulate format lock build clean

help:            ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

demo: $(READY)   ## the $1,000 story, refunds and more, narrated, in memory
	@$(BIN)/crossfoot demo

test: $(READY)   ## tests and features
	$(BIN)/pytest -q -n 4 --dist worksteal

proof: $(READY)  ## the long proofs: the real command over and over, killed runs, random trouble
	$(BIN)/pytest -q -n 4 --dist worksteal -m long

FIRST ?= 0
LAST ?= 10000
sequences: $(READY) ## random sequences of refunds, the whole product: FIRST=0 LAST=10000 (two hours)
	$(BIN)/python -m tests.simulation.refund_sequences $(FIRST) $(LAST)

KILLS ?= 100
kills: $(READY)  ## kill -9 of the real command in mid-run, KILLS=100 times on SQLite and on PostgreSQL
	KILLS=$(KILLS) $(BIN)/pytest -q -n 2 -m long tests/simulation/test_killed_runs.py -k again_and_again

SEEDS ?= 2000
simulation: $(READY) ## the whole product in trouble drawn from seeds: SEEDS=2000 FIRST=0
	$(BIN)/crossfoot simulate-run --seeds $(SEEDS) --first $(FIRST)

suiteapp:        ## the SuiteApp's own tests (needs Node)
	cd adapters/netsuite/suiteapp && npm ci && npm test

check: $(READY)  ## what must be green before a commit lands
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test proof

bench: $(READY)  ## speed against the bound that latency and slots set
	$(BIN)/python -m tests.bench

simulate: $(READY)  ## the vendors over HTTP, with a crossfoot.toml to use them
	$(BIN)/crossfoot simulate --write-config crossfoot.toml

format: $(READY) ## format and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY)   ## resolve the newest stable releases anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev pyproject.toml -o requirements.lock

build: $(READY)  ## a wheel in dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:           ## remove what make made
	rm -rf $(VENV) dist adapters/netsuite/suiteapp/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Crossfoot needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
