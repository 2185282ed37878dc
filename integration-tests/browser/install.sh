#!/usr/bin/env bash
# Brings what the tests in a browser need from the package registry, as the lock file says; nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")"
for program in node npm; do
    command -v "$program" >/dev/null || { echo "The page is not tested in a browser: $program is missing." >&2; exit 1; }
done
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --silent --no-audit --no-fund --ignore-scripts
fi
