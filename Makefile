# The front door: `make help`. Everything is set up in .venv and build/; nothing outside this folder is changed.
PYTHON ?= python3
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
STAMPS := $(VENV)/stamps
CORES := $(shell nproc)
export PATH := $(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_REQUIRE_VIRTUALENV := 1

C_FILES := $(shell find include src tools tests bench examples python -name '*.[ch]')
SOURCES := $(shell find CMakeLists.txt cmake include src python tools -not -name __pycache__ -not -name '*.pyc')
PRESETS := debug asan-ubsan tsan clang neon

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test test-c test-python test-integration bench format lint symbols installation peers coverage clean
.PHONY: build-release $(PRESETS:%=test-%)

help:
	@echo 'make demo          set up, then draw CCI over the sample bars'
	@echo 'make test          set up, then run all tests'
	@echo 'make test-integration   programs that use TA-Lib, on barwise in its place'
	@echo 'make bench         set up, then measure, peers included'
	@echo 'make format        format C and Python'
	@echo 'make lint          check format, style and types'
	@echo 'make coverage      the C tests under sanitizers, and their line coverage, which must be 90 % or more'
	@echo 'make test-PRESET   the C tests in another build: $(PRESETS)'
	@echo 'make clean         remove what was built; .venv stays'

# ---- setting up ------------------------------------------------------------------------------------------------------

$(STAMPS)/venv:
	@echo '-- making $(VENV)'
	$(PYTHON) -m venv $(VENV)
	pip install --quiet --upgrade 'pip>=25.1'
	@mkdir -p $(STAMPS)
	@touch $@

# One stamp for each dependency group of pyproject.toml.
$(STAMPS)/group-%: $(STAMPS)/venv pyproject.toml
	@echo '-- installing the $* dependencies'
	pip install --quiet --group $*
	@touch $@

# The package in the build folder of the last time, so that only what changed is compiled.
$(STAMPS)/package: $(STAMPS)/group-build $(SOURCES) pyproject.toml
	@echo '-- building and installing the Python package'
	pip install --quiet --no-build-isolation --config-settings=build-dir=build/python \
	    --config-settings=cmake.define.CMAKE_COMPILE_WARNING_AS_ERROR=ON '.[cli,frames]'
	@touch $@

$(STAMPS)/peers: $(STAMPS)/group-build pyproject.toml
	python tools/install_peers.py
	@touch $@

# ---- what there is to do ---------------------------------------------------------------------------------------------

demo: $(STAMPS)/package
	barwise run 'cci(period=20)' examples/data/sample-bars.csv --plot build/demo.png

test: test-c symbols installation test-python

test-c: build-release
	ctest --preset release --parallel $(CORES)

test-python: $(STAMPS)/package $(STAMPS)/group-test
	pytest --numprocesses auto --dist worksteal

# In an environment of its own: these programs bring more than a hundred packages.
test-integration: $(STAMPS)/group-build
	$(PYTHON) -m venv build/integration
	build/integration/bin/pip install --quiet --upgrade 'pip>=25.1'
	build/integration/bin/pip install --quiet --group build --group integration
	build/integration/bin/pip install --quiet --no-build-isolation --config-settings=build-dir=build/python '.[frames]'
	build/integration/bin/python -m pytest --confcutdir=tests/integration tests/integration

bench: build-release $(STAMPS)/package $(STAMPS)/peers
	python bench/run.py
	python bench/bench_forms.py
	python bench/bench_streams.py

build-release: $(STAMPS)/group-build
	cmake --preset release
	cmake --build --preset release

$(PRESETS:%=test-%): test-%: $(STAMPS)/group-build
	cmake --preset $*
	cmake --build --preset $*
	ctest --preset $* --parallel $(CORES)

peers: $(STAMPS)/peers

symbols: build-release $(STAMPS)/package
	tools/check_symbols.sh build/release
	tools/check_rounding.sh build/release/libbarwise.a

installation: build-release $(STAMPS)/group-test
	tools/check_installation.sh build/release

# The counts of earlier builds and runs must not be among those of this one. Threads that count at once lose some, so a
# difference of two may be negative; exact counts take seven times as long.
coverage: $(STAMPS)/group-coverage
	mkdir -p build/asan-ubsan
	find build/asan-ubsan -name '*.gcda' -delete
	$(MAKE) test-asan-ubsan
	gcovr --root . --filter src/ --gcov-suspicious-hits-threshold 0 \
	    --gcov-ignore-parse-errors=negative_hits.warn_once_per_file --print-summary --fail-under-line 90 \
	    build/asan-ubsan

format: $(STAMPS)/group-lint
	clang-format -i $(C_FILES)
	ruff check --fix --quiet --exit-zero
	ruff format

lint: $(STAMPS)/group-lint $(STAMPS)/group-test $(STAMPS)/package build-release
	clang-format --dry-run -Werror $(C_FILES)
	tools/check_c_style.sh build/release
	ruff check
	ruff format --check
	tools/check_types.sh build/python

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f $(STAMPS)/package
