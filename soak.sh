#!/usr/bin/env bash
# Lets the proxy live for hours with hundreds of players, while everything behind it fails in every way that the simulators know.
#
#   ./soak.sh [hours [--seed N] [--players N]]
#
# Hours may be a fraction (2). The same seed does the same things in the same order. SOAK_JAVA runs the proxy with another Java;
# SOAK_DIR is where logs and files go (a new folder below /tmp without it), SOAK_REPORT the report (bench/results/soak-<date>-<java>.md).
# Exits with 1 where anybody was cut, refused or sent wrong bytes without a fault that forced it, or where something is left at the end.
set -euo pipefail
cd "$(dirname "$0")"

hours="${1:-2}"
shift || true
java="${SOAK_JAVA:-$(command -v java)}"
folder="${SOAK_DIR:-$(mktemp -d /tmp/acexy-soak.XXXXXX)}"
version=$("$java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/jdk\1/p')
report="${SOAK_REPORT:-bench/results/soak-$(date -u +%FT%H%MZ)-$version.md}"
quick="-Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true -Dcheck.skip-errorprone"

# SOAK_BUILD=no: with what is built, which may then serve several runs at once.
if [ "${SOAK_BUILD:-yes}" = yes ]; then
    export MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
    # shellcheck disable=SC2086
    mvn -B -q verify -pl integration-tests -am -DskipTests $quick
fi

mkdir -p "$folder" "$(dirname "$report")"
echo "logs and files: $folder"
exec java -Xmx384m -XX:+UseSerialGC -cp "integration-tests/target/test-classes:$(cat integration-tests/target/classpath)" io.acexy.it.soak.Soak \
    --hours "$hours" --java "$java" --folder "$folder" --report "$report" \
    --revision "$(git describe --always --dirty 2> /dev/null || echo unknown)" "$@"
