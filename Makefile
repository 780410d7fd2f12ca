# `make` alone lists the commands. Each is what continuous integration runs.

# The first of these that is Python 3.11 or newer makes .venv; `make run PYTHON=python3.12` names another.
PYTHON ?= python3 python3.13 python3.12 python3.11
PYTEST_ARGS ?=
BENCH_SECONDS ?= 5
BENCH_ROUNDS ?= 3

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# The project comes after its pinned packages and brings none of its own; its build backend is among them.
INSTALL_PROJECT := $(PIP) install --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: models help run run-servers test test-llm test-ops ops-programs lint format eval eval-intents bench drills lock chromium

help:
	@echo "make run      Serve the sample business on http://127.0.0.1:8000 (PORT=9000 make run: on another port)."
	@echo "make run-servers  The same on a PostgreSQL and a Redis of its own, started and stopped with it."
	@echo "make test     Run all tests (PYTEST_ARGS='tests/packs -x' make test: only some of them)."
	@echo "make test-llm BASE_URL=http://127.0.0.1:9300/v1  Try a real server of language models (API_KEY, MODEL, VENDOR=anthropic)."
	@echo "make test-ops Make alerts fire and fill dashboards, with real Prometheus and Alertmanager (WRITE=1: write down the seconds), and walk the runbook's contract."
	@echo "make lint     Check style, types, the direction of imports and the length of functions and modules."
	@echo "make models   Train again the shipped classifiers (intents, attacks, handoffs, needs), after a change of their corpus or code."
	@echo "make format   Rewrite the code in the project's style."
	@echo "make eval     Run the sample business's conversation tests (PACK=my-shop make eval: another's)."
	@echo "make eval-intents  Score the intent router on messages that it never learnt."
	@echo "make bench    Measure speed and memory over HTTP; writes bench/results.json (BENCH_SECONDS=1 BENCH_ROUNDS=1: a short look)."
	@echo "make drills   Break processes, databases, disks and clocks under load; writes docs/operacao/disaster-recovery.md."
	@echo "make lock     Choose the newest allowed version of every package again and pin it with its hashes."

run: .venv/run.stamp
	@.venv/bin/agente serve

run-servers: .venv/run.stamp
	@.venv/bin/agente ops servers

test: .venv/dev.stamp chromium
	@$(PY) -m pytest $(PYTEST_ARGS)

# Not part of `make test`: it needs a server with a model, and looks at structure only, never at wording.
test-llm: .venv/dev.stamp
	@BASE_URL=$(BASE_URL) $(PY) -m pytest -n 0 tests/llm/smoke.py $(PYTEST_ARGS)

# Not part of `make test`: about ten minutes. Prometheus, Alertmanager, the exporters and the servers are real.
test-ops: .venv/dev.stamp ops-programs
	@WRITE=$(WRITE) $(PY) -m pytest -n 0 -m ops tests/ops $(PYTEST_ARGS)
	@$(PY) -m tests.ops.conformity

OPS_PROGRAMS := prometheus promtool amtool prometheus-alertmanager prometheus-postgres-exporter prometheus-redis-exporter \
  prometheus-node-exporter redis-server nginx jq

ops-programs:
	@if [ "$$(for program in $(OPS_PROGRAMS); do command -v $$program; done | wc -l)" = $(words $(OPS_PROGRAMS)) ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Debian's Prometheus, Alertmanager and exporters."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends prometheus \
	    prometheus-alertmanager prometheus-postgres-exporter prometheus-redis-exporter prometheus-node-exporter \
	    postgresql-15 redis-server redis-tools nginx jq curl >/dev/null; \
	else echo "make test-ops needs: $(OPS_PROGRAMS). Remedy: apt install them." >&2; exit 1; fi

lint: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) tools/check_size.py agente bench tests tools

format: .venv/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

models: .venv/dev.stamp
	$(PY) -m agente.intents.train
	$(PY) -m agente.guardrails.train
	$(PY) -m agente.handoff.train
	$(PY) -m agente.leads.train

eval: .venv/run.stamp
	@.venv/bin/agente eval

eval-intents: .venv/run.stamp
	@$(PY) -m agente.evaluation.intents tests/intents/heldout*.yaml

bench: .venv/dev.stamp
	@BENCH_SECONDS=$(BENCH_SECONDS) BENCH_ROUNDS=$(BENCH_ROUNDS) $(PY) -m bench.run
	@BENCH_SECONDS=$(BENCH_SECONDS) BENCH_ROUNDS=$(BENCH_ROUNDS) $(PY) -m bench.production
	@$(PY) -m bench.predict
	@$(PY) -m bench.outbox

drills: .venv/dev.stamp
	@$(PY) -m tests.drills.run

.venv/bin/python:
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Agente needs Python 3.11 or newer, and none of these is: $(PYTHON)." >&2; \
	  echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)," >&2; \
	  echo "or name it: make PYTHON=/path/to/python3.12 run" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$found cannot make virtual environments yet. Remedy: apt install python3-venv" >&2; exit 1; \
	fi; \
	echo "Making .venv with $$("$$found" --version)."; \
	"$$found" -m venv .venv || { rm -rf .venv; exit 1; }

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing the pinned packages (about a minute the first time)."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(INSTALL_PROJECT)
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing the pinned packages for development (a minute or two the first time)."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(INSTALL_PROJECT)
	@touch $@

# The tests drive the chat page in a real browser. Debian's is installed where that is possible without asking.
chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Debian's chromium for the browser tests."; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium \
	    >/dev/null; } || echo "chromium could not be installed; going on without it." >&2; \
	else echo "No chromium here, and installing it needs root and apt-get; going on without it." >&2; fi

# Run it with the oldest Python that the project supports. The machine's own pip settings are left out, so that the
# locks name no index and no folder of the machine that made them.
COMPILE := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
  .venv/lock/bin/pip-compile --upgrade --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
  --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --quiet

.venv/lock/bin/pip-compile: | .venv/bin/python
	@$(PY) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --disable-pip-version-check --quiet pip-tools==7.6.2

lock: .venv/lock/bin/pip-compile
	@echo "Choosing versions; this takes about ten minutes."
	@$(COMPILE) --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
