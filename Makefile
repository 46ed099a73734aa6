# Everything from a bare clone: python3 (3.11 or newer) with venv, and the package registry. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PARAGRAF := $(BIN)/paragraf
INSTALLED := $(VENV)/installed
SHARED := ../shared
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1

.PHONY: run test check lint types contract install index index-shared eval-shared bench report fit help clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

run: $(INSTALLED) ## set up what is missing, then talk: Discord with DISCORD_TOKEN, else the terminal
	@$(PARAGRAF) run

install: $(INSTALLED) ## virtual environment and pinned dependencies

$(INSTALLED): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "python3 (3.11 or newer) is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, found $$($(PYTHON) -V)"; exit 1; }
	@echo "Setting up $(VENV) (once, a few minutes) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet -c constraints.txt pip setuptools >&2
	@$(BIN)/python -m pip install --quiet -c constraints.txt torch >&2
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,ollama,anthropic]' >&2
	@touch $@

index: $(INSTALLED) ## build or refresh the index of the configured sources
	@$(PARAGRAF) sync

index-shared: $(INSTALLED) ## index ../shared/corpus; prints documents, passages, seconds, passages per second
	@$(PARAGRAF) --config config.shared.yaml sync

eval-shared: index-shared ## the development questions over ../shared/corpus
	@$(PARAGRAF) --config config.shared.yaml eval $(SHARED)/questions-dev.jsonl

test: $(INSTALLED) ## the tests
	@$(BIN)/python -m pytest

lint: $(INSTALLED)
	@$(BIN)/ruff check bot index tests
	@$(BIN)/ruff format --check bot index tests

types: $(INSTALLED)
	@$(BIN)/mypy

contract: $(INSTALLED)
	@$(BIN)/lint-imports

check: lint types contract test ## everything that CI runs

bench: $(INSTALLED) ## speed and memory against the plain LangChain pipeline, side by side
	@$(BIN)/python -m tests.bench.bench_index

report: index-shared ## encoder, legs and fusion, measured on the development questions: writes tests/report/
	@$(BIN)/python -m tests.report

fit: index-shared ## derive fusion, sentence choice and refusal from questions again (needs ../shared)
	@$(BIN)/python -m bot.evaluation.fit_search --trained-on-questions
	@$(BIN)/python -m bot.evaluation.fit_quotes
	@$(BIN)/python -m bot.evaluation.fit_refusal

clean: ## remove the virtual environment and the runtime data
	rm -rf $(VENV) var
