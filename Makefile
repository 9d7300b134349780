# `make demo` sets up and evaluates an example; `make test` sets up and runs every check.
# `make fuzz` looks for input that breaks it.
# PYTHON picks the interpreter: make test PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

# durable_rules comes as source. From Python 3.13 on it needs this to import, so there
# `pip install .` leaves it out; here the extra `durable` asks for it on every Python.
export CPPFLAGS += -DPyEval_CallObject=PyObject_CallObject

# Tests start the command line some two hundred times: each need not compile it anew.
unexport PYTHONDONTWRITEBYTECODE

# No folder here has the name of the package, so setuptools' warning about one is beside the point.
EDITABLE = PYTHONWARNINGS="ignore:Editable installation" $(BIN)/python -m pip install --quiet --editable

.PHONY: demo test bench spark fuzz pictures docs clean

demo: $(READY)
	@$(BIN)/python cli.py evaluate examples/community.json --short

# `make test` tries the same random cases each time; SEARCH=10 ten times as many, and new ones.
SEARCH ?= 1
export SEARCH
test: $(READY)
	$(BIN)/ruff check engine cli.py setup.py tests
	$(BIN)/ruff format --check engine cli.py setup.py tests
	$(BIN)/lint-imports
	@echo "mypy, while the tests run: what it says stands below them"
	@$(BIN)/mypy >$(VENV)/mypy.txt 2>&1 & types=$$!; \
	  $(BIN)/python -m pytest -n auto --dist worksteal; tests=$$?; \
	  wait $$types; types=$$?; cat $(VENV)/mypy.txt; exit $$((tests + types))

# What the tests of Spark need beside a Java; `make test` leaves them out without it, and says so.
spark: $(READY)
	$(EDITABLE) ".[durable,spark]"

# Odd, hostile and broken input for every command, until the time is up: see docs/reliability.md.
SECONDS ?= 60
SEED ?= 1
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

# Scans against their limits and a peer, as a table of ratios; ROWS=1000000 for more.
ROWS ?= 100000
bench: $(READY)
	$(BIN)/python -m pip install --quiet "zen-engine>=2"
	$(BIN)/python -m benchmarks.scan $(ROWS)

# The README's pictures and the golden DOT and Mermaid files; look at what changed.
pictures: $(READY)
	$(BIN)/python -m tests.draw.gallery

# docs/cli.md, from what `--help` prints; docs/findings.md, from the codes; docs/files.md, from
# the table of files.
docs: $(READY)
	$(BIN)/python -m tests.manual
	$(BIN)/python -m engine.diagnostics.page > docs/findings.md
	$(BIN)/python -m engine.rulebook.kinds.page > docs/files.md

$(READY): pyproject.toml setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; pick one with PYTHON=python3.12"; exit 1; }
	@command -v $${CC:-cc} >/dev/null 2>&1 || \
	  { echo "A C compiler is needed to build durable_rules: install gcc (Debian, Ubuntu: apt install gcc python3-dev; macOS: xcode-select --install)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "The venv module is needed: install it (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(EDITABLE) ".[durable]" --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) dist build backchannel.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
