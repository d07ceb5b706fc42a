#!/usr/bin/env bash
# mypy over the package, with the types that the build writes for its indicators, and over what uses it. Not over the
# tests: they hand in what the types refuse.
# Use: check_types.sh BUILD_FOLDER       of the Python package
set -euo pipefail

types=build/types
rm -rf "$types"
mkdir -p "$types"
cp -r python/barwise "$types/"
cp "$1/generated/_catalogue.pyi" "$types/barwise/"
mypy "$types/barwise" tests/reference bench tools
