# One word a job. CI calls the same targets as people do.
#   make demo    the whole chain on the shipped example, results in out/
#   make test    the tests        make check   lint, types, import contracts
#   make bench   speed and memory make fuzz    broken files at random, for ten minutes
#   make lock    renew the lock files

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test check bench bench-peers fuzz lock clean tools-demo tools-test

demo: $(VENV)/.demo tools-demo
	@$(BIN)/plankit demo --out out

test: $(VENV)/.dev tools-test
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry toolkit

bench: $(VENV)/.dev
	$(BIN)/python -m pytest tests/benchmarks --benchmarks -p no:cacheprovider -s

# Longer than the tests: SECONDS in all, TARGETS some of text markdown html docx numbering odt zip pdf any.
fuzz: $(VENV)/.dev
	nice -n 10 $(BIN)/python -m tests.fuzz.run --seconds $(or $(SECONDS),600) $(TARGETS)

bench-peers: $(VENV)/.dev
	@$(BIN)/python tests/benchmarks/peers.py

lock: $(VENV)/.dev
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra semantic --group dev --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra semantic --group build --universal --generate-hashes --no-emit-index-url --no-header -q -c requirements-dev.lock -o requirements.lock

# The environment. Debian's python3 comes without the module that makes one; then say how to get it, or get it.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "plankit behöver Python 3.11 eller nyare; här är $$($(PYTHON) --version)."; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/install-tools python3-venv || { echo "Modulen venv saknas. Installera den: sudo apt-get install python3-venv"; exit 4; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.demo

# Outside programs: installed when we may, else told. The demo goes on without them and says what it could not read.
tools-demo:
	@.ci/install-tools tesseract-ocr tesseract-ocr-swe || true

tools-test:
	@.ci/install-tools tesseract-ocr tesseract-ocr-swe libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium

clean:
	rm -rf $(VENV) out build dist
