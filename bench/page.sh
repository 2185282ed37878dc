#!/usr/bin/env bash
# How fast the page is, and how well the picture goes on while engines are killed, in a real Chromium before acexy.jar's demo:
# a verdict for each bar, and 1 at the end where one is missed. Wants a machine that does nothing else, for about 90 s.
set -euo pipefail
cd "$(dirname "$0")/.."
integration-tests/browser/install.sh
exec node bench/page/measure.mjs "$@"
