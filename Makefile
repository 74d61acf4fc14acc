# The whole of daily life. `make test` is the one definition of green: people, hooks and .ci/run call it.
#
#   make demo      install, compile specs/acme, and say where to look
#   make test      linters, types, the import contract, all tests
#   make fix       mend what the linters can mend
#   make grammar   renew the parser's tables after a change in grammar/
#   make editors   renew the patterns of editors after a change in grammar/
#   make vsix      pack the extension for Visual Studio Code; needs Node, and the network the first time only
#   make docs      renew the diagrams of the language and the index of rules after a change in grammar/ or in a rule's page
#   make generate  renew generated/ after a change that changes outputs
#   make bench     measure against the goals and the peers
#   make clean     take away .venv, .bench and everything else that make made

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# Bytecode is most of what makes a start quick: whatever the shell says, install with it.
unexport PYTHONDONTWRITEBYTECODE
unexport PIP_NO_COMPILE

.PHONY: help demo test lint fix grammar editors vsix docs generate bench clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

# ---- The environment: stamps inside .venv, renewed when pyproject.toml changes; a second call is instant.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "mopsdsl needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo "Installing mopsdsl"
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q mopsdsl
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.installed
	@echo "Installing what the tests need"
	@$(PIP) --editable '.[dev]'
	@touch $@

# ---- For everyone

demo: $(VENV)/.installed
	@$(BIN)/python -m compileall -q mopsdsl
	$(BIN)/mopsdsl compile specs/acme
	@echo
	@echo "The spec is specs/acme. What came of it is in generated/acme:"
	@echo "  docs/index.html  open it in a browser: who sees what, what is shared, who may do what"
	@echo "  setup-plan.md    the ordered steps for the admin who sets Marketo up"
	@echo "  model.json       the same, for other tools"
	@echo "Change a file in specs/acme and run: $(BIN)/mopsdsl compile specs/acme"

# ---- For those who change it

test: lint
	$(BIN)/python -m pytest -n 2 -W error

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict mopsdsl
	$(BIN)/lint-imports --no-logo
	$(BIN)/mopsdsl fmt --check

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/mopsdsl fmt

grammar: $(VENV)/.installed
	$(BIN)/python -m mopsdsl.syntax.build

editors: $(VENV)/.installed
	$(BIN)/python -m mopsdsl.highlighting.build

# Without the scripts of packages: none is needed, and none of them has any business here.
editors/vscode/node_modules/.made: editors/vscode/package-lock.json
	@command -v npm >/dev/null || { echo "the extension is made with Node 20 or newer and its npm; there is no npm here" >&2; exit 1; }
	@echo "Installing what the extension is made with"
	@cd editors/vscode && npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

vsix: editors/vscode/node_modules/.made
	@mkdir -p dist
	cd editors/vscode && npm run --silent types && npm run --silent package -- --out ../../dist/

docs: $(VENV)/.dev
	$(BIN)/python -m docs.tools

generate: $(VENV)/.installed
	$(BIN)/mopsdsl compile
	$(BIN)/python -m stories

bench: $(VENV)/.installed
	$(BIN)/python -m bench  # installs the peers into .bench, an environment of their own

clean:
	rm -rf $(VENV) .bench build dist editors/vscode/dist editors/vscode/node_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find mopsdsl tests -name __pycache__ -type d -prune -exec rm -rf {} +
