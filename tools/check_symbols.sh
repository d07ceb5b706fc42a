#!/usr/bin/env bash
# What the libraries of a build show and want: only names that start with bw_, and nothing of the platform's libm, whose
# results differ from machine to machine.
# Use: check_symbols.sh BUILD_FOLDER
set -euo pipefail
shopt -s inherit_errexit

build=$1
shared=$build/libbarwise.so
static=$build/libbarwise.a

fail()
{
    echo "check_symbols: $1" >&2
    exit 1
}

names()
{
    nm --format=posix "$@" | awk 'NF >= 2 { sub(/@.*/, "", $1); print $1 }' | sort -u
}

exported=$(names --dynamic --defined-only "$shared")
[[ -n $exported ]] || fail "$shared exports nothing"
foreign=$(grep -v '^bw_' <<<"$exported" || true)
[[ -z $foreign ]] || fail "$shared exports more than bw_ names: $foreign"

foreign=$(names --extern-only --defined-only "$static" | grep -v '^bw_' || true)
[[ -z $foreign ]] || fail "$static defines more than bw_ names: $foreign"

libm=$("${CC:-gcc}" -print-file-name=libm.so.6)
wanted=$(comm -12 <(names --dynamic --undefined-only "$shared") <(names --dynamic --defined-only "$libm"))
[[ -z $wanted ]] || fail "$shared wants functions of libm: $wanted"

extension=$(python -c 'import barwise._core; print(barwise._core.__file__)')
foreign=$(names --dynamic --defined-only "$extension" | grep -v '^PyInit__core$' || true)
[[ -z $foreign ]] || fail "$extension exports more than its start: $foreign"

echo "symbols: $(wc -l <<<"$exported") exported, all bw_; nothing of libm"
