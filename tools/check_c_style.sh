#!/usr/bin/env bash
# clang-tidy over the C files that a build compiles, each of them once: the operators are compiled once per kernel.
# Use: check_c_style.sh BUILD_FOLDER
set -euo pipefail
shopt -s inherit_errexit

build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python - "$build/compile_commands.json" "$work/compile_commands.json" <<'PYTHON'
import json
import sys
from pathlib import Path

source, target = map(Path, sys.argv[1:])
once = {row["file"]: row for row in json.loads(source.read_text()) if "/generated/" not in row["file"]}
target.write_text(json.dumps(list(once.values())))
PYTHON

run-clang-tidy.py -quiet -j "$(nproc)" -p "$work" 2>"$work/errors" >"$work/findings" || {
    grep -vE '^\[ *[0-9]+/|^Running clang-tidy' "$work/findings" "$work/errors" --no-filename
    exit 1
}
echo 'clang-tidy: nothing found'
