#!/usr/bin/env bash
# Builds the proxy and runs it with an engine simulator inside. Arguments go to the proxy: ./demo.sh --listen-addr=:9090
set -euo pipefail
cd "$(dirname "$0")"

need() {
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "demo.sh needs $2, which is not on the PATH." >&2
        echo "On Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven" >&2
        exit 1
    fi
}
need javac "a JDK, 17 or later"
need java "a JDK, 17 or later"
need mvn "Maven, 3.8.1 or later"

echo "Building (the first time, Maven downloads what it needs)..." >&2
mvn -q -pl proxy-server -am package -Dmaven.test.skip=true -Dcheck.skip-errorprone \
    -Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true

exec java -jar proxy-server/target/acexy.jar --demo "$@"
