#!/usr/bin/env bash
# A guide of 300 MB in 100,000 programmes is read, kept and made into the one that is served, by a JVM of 64 MB. Says how long that took.
# Arguments: how many programmes of 3 kB, and the memory.
set -euo pipefail
cd "$(dirname "$0")/.."
programmes=${1:-100000}
memory=${2:-64m}
mvn -q -pl proxy-server -am verify -Dtest=LargeGuideTest -Dguide.programmes="$programmes" -Dguide.memory="$memory" \
    -Dsurefire.failIfNoSpecifiedTests=false -Dcheck.skip-errorprone -Dcheck.skip-format=true \
    -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true
sed -n 's/.*<testcase name="\([^"]*\)".* time="\([^"]*\)".*/'"$programmes programmes in $memory"': \2 s/p' \
    proxy-server/target/surefire-reports/TEST-io.acexy.server.guide.LargeGuideTest.xml
