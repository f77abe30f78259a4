# Everything a developer can do. `make` lists it; `make run` and `make test` need nothing but Python 3.11-3.13.
.DEFAULT_GOAL := help
.PHONY: help setup dev run test rules journeys nightly check lint types house docs fix golden openapi diagram messages bench pins
export PYTHONUTF8 := 1
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 $(words)

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## make .venv with the command .venv/bin/wangfang
	@scripts/setup run

dev: ## add the developer's tools to .venv
	@scripts/setup dev

run: setup ## start everything: http://127.0.0.1:8000 (options="--port 9000")
	@exec $(BIN)/wangfang up $(options)

test: dev ## every test, those in a browser too (words="tests/rules -k due")
	@scripts/browser
	@$(PYTEST) -m "not nightly"

rules: dev ## the tests of the rules floor with its branch coverage, seconds
	@$(BIN)/pytest tests/rules -q --cov=wangfang.rules --cov-branch --cov-fail-under=100 $(words)

journeys: dev ## whole lives in a browser, axe on every page
	@scripts/browser
	@$(PYTEST) -m browser

nightly: dev ## what takes minutes: long properties, slow tests
	@scripts/browser
	@HYPOTHESIS_PROFILE=nightly $(PYTEST)

check: lint types house test docs ## all that must hold before a commit

lint: dev ## ruff and djlint
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --lint --quiet src

types: dev ## mypy, strict
	@$(BIN)/mypy

house: dev ## import contracts
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

docs: dev ## links, glossary, generated pages
	@$(BIN)/python scripts/check_docs.py

fix: dev ## let the tools repair what they can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

golden: dev ## write the golden files anew; review them as text
	@GOLDEN_UPDATE=1 $(BIN)/pytest tests/golden tests/interfaces/console/test_demo_lived.py -q -k "golden or word_for_word"

openapi: dev ## accept the document of the JSON interface as it is now; review it as text
	@$(BIN)/python scripts/openapi.py

diagram: dev ## draw the table of steps into docs/rules/workflow.md
	@$(BIN)/python scripts/diagram.py

messages: dev ## gather what is to be translated, write the English catalogue
	@$(BIN)/python scripts/messages.py

bench: setup ## every figure beside its floor
	@$(BIN)/wangfang bench $(options)

pins: ## pin the requirements anew (needs uv)
	@scripts/pins
