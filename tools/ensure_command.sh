#!/usr/bin/env bash
# Makes sure that a command is there, by installing its Debian packages where that is allowed.
# Use: ensure_command.sh COMMAND PACKAGE...       Ends with 1 if the command is still missing.
set -euo pipefail

command=$1
shift
command -v "$command" >/dev/null && exit 0
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -qq --no-install-recommends "$@" >&2 || true
fi
command -v "$command" >/dev/null
