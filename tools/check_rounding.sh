#!/usr/bin/env bash
# No fused multiply-add is in a library: it rounds once where two operations round twice, so results would differ from
# one instruction set to the other.
# Use: check_rounding.sh LIBRARY [OBJDUMP]
set -euo pipefail
shopt -s inherit_errexit

library=$1
fused='\b(vfn?m(add|sub|addsub|subadd)[1-3]+[ps][sd]|fn?m(add|sub)|fml[as])\b'

instructions=$("${2:-objdump}" --disassemble --no-show-raw-insn "$library")
if ! grep -qE '\bretq?\b' <<<"$instructions"; then
    echo "check_rounding: $library holds no code" >&2
    exit 1
fi
if grep -E --max-count=5 "$fused" <<<"$instructions" >&2; then
    echo "check_rounding: $library holds fused multiply-adds" >&2
    exit 1
fi
echo "rounding: no fused multiply-add in $library"
