#!/usr/bin/env bash
# The C tests of a build by clang, and the header as C++.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! tools/ensure_command.sh clang clang; then
    echo '**** SKIPPED: clang was not tested: it is missing and cannot be installed'
    exit 0
fi
make test-clang
tools/check_rounding.sh build/clang/libbarwise.a

# The header is used from C++ too.
clang -x c++ -std=c++17 -fsyntax-only -Wall -Wextra -Werror -Ibuild/clang/generated/include/barwise \
    -include include/barwise/barwise.h /dev/null
echo 'header: compiles as C++'
