#!/usr/bin/env bash
# Builds the source package, installs it into an environment of its own as a user would, and uses it from elsewhere. It is compiled quickly
# rather than well: whether all is there is the question, and how it computes is tested elsewhere.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

.venv/bin/pip install --quiet build
.venv/bin/python -m build --sdist --outdir "$work" . >"$work/sdist.log" || {
    cat "$work/sdist.log"
    exit 1
}
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --config-settings=cmake.define.CMAKE_C_FLAGS_RELEASE='-O0 -DNDEBUG' \
    "$(echo "$work"/barwise-*.tar.gz)[cli]"
cd "$work"
"$work/venv/bin/python" -c 'import barwise; print("source package: barwise", barwise.__version__, "installs")'
"$work/venv/bin/barwise" list >"$work/list.txt"
grep -qw cci "$work/list.txt"
