#!/usr/bin/env bash
# Installs a build to a folder of its own, builds the C example against it in the four ways that a user has
# (find_package and pkg-config, shared and static), and compares what the four programs print.
# Use: check_installation.sh BUILD_FOLDER
set -euo pipefail
shopt -s inherit_errexit

build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
example=$root/examples/c
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" >"$work/install.log"
export LD_LIBRARY_PATH=$prefix/lib PKG_CONFIG_PATH=$prefix/lib/pkgconfig

for kind in shared static; do
    cmake -S "$example" -B "$work/cmake-$kind" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
        -DBARWISE_COMPONENT=$kind >"$work/configure.log"
    cmake --build "$work/cmake-$kind" >"$work/build.log"
    "$work/cmake-$kind/cci_example" >"$work/cmake-$kind.txt"
done

compile=("${CC:-gcc}" -std=c17 -Wall -Wextra -Werror "$example/cci_example.c")
read -ra flags <<<"$(pkgconf --cflags --libs barwise)"
"${compile[@]}" "${flags[@]}" -o "$work/pkg-config-shared"
read -ra flags <<<"$(pkgconf --static --cflags --libs barwise)"
"${compile[@]}" -static "${flags[@]}" -o "$work/pkg-config-static"
for kind in shared static; do
    "$work/pkg-config-$kind" >"$work/pkg-config-$kind.txt"
done

[[ -s $work/cmake-shared.txt ]]
for way in cmake-static pkg-config-shared pkg-config-static; do
    diff "$work/cmake-shared.txt" "$work/$way.txt"
done
echo 'installation: find_package and pkg-config, shared and static: built, run, same output'
