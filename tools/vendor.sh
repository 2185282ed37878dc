#!/usr/bin/env bash
# Fetches what the page is built from, as its authors have published it, and puts the few files that it needs into the jar,
# packed. The versions stand here; what was fetched is held against vendor/SHA256SUMS.
#
#   tools/vendor.sh            fetch and compare
#   tools/vendor.sh --accept   after a change of versions: fetch, and write the new sums
set -euo pipefail

packages=(mpegts.js@1.8.2 hls.js@1.7.4 uplot@1.6.32)
# Package, file in it, and name here.
files=(
    "mpegts.js dist/mpegts.js mpegts.js"
    "hls.js dist/hls.light.min.mjs hls.light.min.mjs"
    "uplot dist/uPlot.iife.min.js uPlot.iife.min.js"
    "uplot dist/uPlot.min.css uPlot.min.css"
)

here=$(cd "$(dirname "$0")/.." && pwd)
vendor=$here/proxy-server/src/main/resources/io/acexy/server/page/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v npm >/dev/null || { echo "vendor.sh needs npm" >&2; exit 1; }
mkdir "$work/out"
: > "$work/out/LICENSES.txt"
for package in "${packages[@]}"; do
    name=${package%@*}
    archive=$(cd "$work" && npm pack --silent "$package")
    mkdir "$work/$name"
    tar -xzf "$work/$archive" -C "$work/$name" --strip-components=1
    title=$(sed -n 's/^ *"name": *"\(.*\)",*$/\1/p' "$work/$name/package.json" | head -1)
    [ "$title" != uplot ] || title=uPlot
    { echo "== $title ${package##*@}"; echo; tr -d '\r' < "$work/$name/LICENSE"; echo; } >> "$work/out/LICENSES.txt"
done
for file in "${files[@]}"; do
    read -r package from to <<< "$file"
    cp "$work/$package/$from" "$work/out/$to"
done

(cd "$work/out" && sha256sum -- * > "$work/SHA256SUMS")
if [ "${1:-}" != --accept ] && ! diff "$vendor/SHA256SUMS" "$work/SHA256SUMS"; then
    echo "vendor.sh: what was fetched is not what is known; see above" >&2
    exit 1
fi
mkdir -p "$vendor"
find "$vendor" -type f -delete
cp "$work/SHA256SUMS" "$work/out/LICENSES.txt" "$vendor/"
for file in "${files[@]}"; do
    name=${file##* }
    gzip -9 -n -c "$work/out/$name" > "$vendor/$name.gz"
done
echo "$(du -cb "$vendor"/* | tail -1 | cut -f1) bytes in $vendor"
