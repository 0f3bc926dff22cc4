# Everything a user types. Needs python3 (3.11 or newer), make and git; the rest goes into .venv (VENV).
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
	$(BIN)/zizmor --offline --quiet .github whodex/build/collection
	$(BIN)/python -m pytest

bench: $(DEV)       ## measure quality and speed
	$(BIN)/python -m bench

screenshots: site $(DEV)   ## take README's pictures again
	$(BIN)/python -m bench.screenshots

lock: $(DEV)        ## pin the newest allowed versions, with hashes
	$(call compile,runtime)
	$(call compile,cluster,runtime)
	$(call compile,documents,runtime)
	$(call compile,dev,runtime)
	$(call compile,train)
	$(call compile,ftm)
compile = $(BIN)/uv pip compile --upgrade --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url $(if $(2),-c requirements/$(2).txt) \
	-o requirements/$(1).txt requirements/$(1).in

clean:          ## remove all that was made; seeds, register and docs stay
	$(if $(wildcard $(BIN)/python),$(BIN)/python build_pages.py --clean)
	rm -rf site .site.new .site.old .site.aside $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import whodex' || { echo "Name another one: make PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "This Python lacks venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(RUNTIME): requirements/runtime.txt requirements/documents.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(^:%=-r %)
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
