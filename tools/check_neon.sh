#!/usr/bin/env bash
# The C tests on 64-bit ARM: cross-compiled, run under qemu. They compare the results with the digests that every kernel
# must give, so that NEON is seen to give the same bits.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! tools/ensure_command.sh aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu libc6-dev-arm64-cross \
    || ! tools/ensure_command.sh qemu-aarch64-static qemu-user-static; then
    echo '**** SKIPPED: NEON was not tested: the cross-compiler or qemu is missing and cannot be installed'
    exit 0
fi
make test-neon
tools/check_rounding.sh build/neon/libbarwise.a aarch64-linux-gnu-objdump
