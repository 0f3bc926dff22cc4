# Everything a user types. Needs python3 (3.11 to 3.13), make and git; the rest goes into .venv (VENV).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.done
DEV := $(VENV)/dev.done

.DEFAULT_GOAL := help
.PHONY: help site serve check test bench screenshots lock clean

help:           ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 24

site: $(RUNTIME)    ## build ./seeds into ./site
	$(BIN)/python build_pages.py

serve: $(RUNTIME)   ## build, show the site on this machine, follow changes
	$(BIN)/python build_pages.py --serve

check: $(RUNTIME)   ## read and validate seeds and register, write nothing
	$(BIN)/python build_pages.py --check

test: $(DEV)        ## run every check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/python -m pytest

bench: $(DEV)       ## measure quality and speed
	$(BIN)/python -m bench

screenshots: site $(DEV)   ## take README's pictures again
	$(BIN)/python -m bench.screenshots

lock: $(DEV)        ## pin the newest allowed versions, with hashes
	$(BIN)/uv pip compile $(LOCK) -o requirements/runtime.txt requirements/runtime.in
	for extra in dask documents dev train; do $(BIN)/uv pip compile $(LOCK) -c requirements/runtime.txt \
		-o requirements/$$extra.txt requirements/$$extra.in || exit 1; done
	$(BIN)/uv pip compile $(LOCK) -o requirements/ftm.txt requirements/ftm.in
LOCK := --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url

clean:          ## remove all that was made; seeds, register and docs stay
	$(if $(wildcard $(BIN)/python),$(BIN)/python build_pages.py --clean)
	rm -rf site .site.new .site.old .site.aside $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Whodex needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "This Python lacks venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(RUNTIME): requirements/runtime.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
