# Needs git, make and Python 3.11 or newer with venv; all else goes into .venv. Another Python: make PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOWEST := .venv-lowest

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check format coverage docs screenshots validate bench installs release lock test-lowest clean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: $(VENV)/.installed ## lint the catalogues of fixtures/demo
	@$(BIN)/handmade-lint check fixtures/demo --fail-on never --color

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## check style and types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

format: $(VENV)/.dev ## put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

coverage: $(VENV)/.installed ## renew docs/coverage.md
	@$(BIN)/python -m tools.coverage

docs: $(VENV)/.dev ## build the documentation site into build/site (MkDocs; nothing is fetched but MkDocs, once)
	@$(PIP) install --editable '.[docs]'
	$(BIN)/python -m tools.site
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet --config-file build/mkdocs.yml
	@echo "To read it: $(BIN)/python -m http.server --directory build/site 8000, then http://localhost:8000"

screenshots: $(VENV)/.dev ## draw the pictures of docs/pictures anew (needs Chromium)
	@$(PIP) install --editable '.[validate]'
	$(BIN)/python -m tools.screenshots

validate: $(VENV)/.dev ## ask outside validators about our reports (needs npm and the network, once), and open the page in Chromium
	@$(BIN)/python -m tools.validate
	@$(PIP) install --editable '.[review,validate]'
	HANDMADE_LINT_VALIDATE=1 $(BIN)/python -m pytest tests/output/test_html_in_browser.py tests/review/test_in_browser.py

bench: $(VENV)/.dev ## run the benchmarks, against peers
	@$(PIP) install --editable '.[bench]'
	$(BIN)/python -m benchmarks --all

train: $(VENV)/.dev ## make models/picture-kind and models/marks anew (Debian: povray; fetches 200 MB; an hour or more)
	@$(PIP) install --editable '.[train]'
	$(BIN)/python -m training.pictures.sources
	$(BIN)/python -m training.pictures.train
	$(BIN)/python -m training.pictures.marks.train

release: $(VENV)/.dev ## build wheel, source archive, bill of materials and digests into dist/; publishes nothing
	@$(PIP) install --editable '.[all]'
	$(BIN)/python -m tools.release

installs: $(VENV)/.dev ## install the wheel with pipx and uv, and resolve it for every Python and system (needs the network)
	@$(PIP) install pipx uv
	$(BIN)/python -m tools.installs

lock: ## choose the newest versions of what the tests need, with digests
	@$(call has_venv)
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	.venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-config \
		--custom-compile-command "make lock" --extra dev pyproject.toml --output-file requirements-dev.lock
	@rm -rf .venv-lock

test-lowest: ## run the tests on the lowest versions that pyproject.toml allows
	@$(call has_venv)
	@rm -rf $(LOWEST)
	@$(PYTHON) -m venv $(LOWEST)
	@$(LOWEST)/bin/python -m pip --disable-pip-version-check --quiet install -c .ci/lowest.txt -e '.[dev]'
	$(LOWEST)/bin/python -m pytest

clean: ## throw away what was made
	rm -rf $(VENV) $(LOWEST) .venv-lock build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stops with the mend where Python is missing, too old, or without venv.
define has_venv
command -v $(PYTHON) >/dev/null || { echo "make: there is no $(PYTHON); install Python 3.11 or newer, or name one: make PYTHON=python3.13" >&2; exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; Python 3.11 or newer is needed. Name one: make PYTHON=python3.13" >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) lacks venv; on Debian and Ubuntu: sudo apt install python3-venv (elsewhere: the full Python). Then make again." >&2; exit 1; }
endef

$(VENV)/pyvenv.cfg:
	@$(call has_venv)
	@$(PYTHON) -m venv $(VENV)

# Stamps: a second run starts at once, until one of the files on the right changes.
$(VENV)/.installed: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing into $(VENV) (once) ..." >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what the tests need into $(VENV) (once) ..." >&2
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.installed $@
