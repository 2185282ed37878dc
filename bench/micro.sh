#!/usr/bin/env bash
# Builds the micro-benchmarks and runs them. Arguments go to JMH: bench/micro.sh FanOut -jvm /path/to/another/java
# With --save the results are also written to bench/results/micro-jdkN.json. -h lists what JMH takes.
set -euo pipefail
cd "$(dirname "$0")/.."

need() {
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "micro.sh needs $2, which is not on the PATH." >&2
        echo "On Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven" >&2
        exit 1
    fi
}
need javac "a JDK, 17 or later"
need java "a JDK, 17 or later"
need mvn "Maven, 3.8.1 or later"

save=false
measured=java
arguments=()
previous=
for argument in "$@"; do
    if [ "$argument" = --save ]; then
        save=true
    else
        arguments+=("$argument")
    fi
    if [ "$previous" = -jvm ]; then
        measured=$argument
    fi
    previous=$argument
done

if $save; then
    version=$("$measured" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
    mkdir -p bench/results
    arguments+=(-rf json -rff "bench/results/micro-jdk$version.json")
fi

echo "Building (the first time, Maven downloads what it needs)..." >&2
mvn -q -pl bench/micro -am process-classes -Dmaven.test.skip=true -Dcheck.skip-errorprone \
    -Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true

classpath="bench/micro/target/classes:$(cat bench/micro/target/classpath)"
exec java -cp "$classpath" org.openjdk.jmh.Main -prof gc "${arguments[@]}"
