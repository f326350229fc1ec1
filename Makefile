PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml

# Many tests start processes: where nothing compiled is kept, each of them compiles all that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo run test check bench storm image-steps sbom pins clean

install: .venv/.installed

.venv/.installed: requirements-installer.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "TokenMeter needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-installer.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt \
		|| $(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

demo: install
	$(BIN)/tokenmeter demo

run: install
	$(BIN)/tokenmeter run

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest

bench: install
	$(BIN)/python -m tests.bench

storm: install
	$(BIN)/python -m tests.storm

# The Dockerfile's steps where no container engine is at hand: as root, in mounts of their own.
image-steps: install sbom
	unshare --mount --propagation private $(BIN)/python -m tests.image

# What the image is made of, as CycloneDX, with licences and who needs what: of an environment with the pins and no more.
sbom: install
	mkdir -p build dist
	$(BIN)/uv venv --quiet --clear build/sbom
	$(BIN)/uv pip install --quiet --python build/sbom/bin/python --only-binary :all: --require-hashes -r requirements.txt
	$(BIN)/cyclonedx-py environment build/sbom/bin/python --pyproject pyproject.toml --output-reproducible -o dist/tokenmeter.cdx.json

# Needs uv; run it after changing a dependency in pyproject.toml.
pins:
	$(COMPILE) -o requirements.txt
	$(COMPILE) --group dev -o requirements-dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --group installer -o requirements-installer.txt

clean:
	rm -rf .venv .demo build dist
