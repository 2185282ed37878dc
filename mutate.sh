#!/usr/bin/env bash
# Puts small faults into a package, one at a time, and says which of them no test of that package finds.
#
#   ./mutate.sh [package...]
#
# Packages are those of the list below, by the last word (all of them: two hours or more; `selection` takes seven minutes). What survives is listed at the end, with its line;
# the page with all of it is target/pit-reports/index.html of the module.
set -uo pipefail
cd "$(dirname "$0")"

declare -A modules=(
    [mpegts]="proxy-core io.acexy.core.mpegts"
    [broadcast]="proxy-core io.acexy.core.broadcast"
    [source]="proxy-core io.acexy.core.source"
    [selection]="proxy-server io.acexy.server.selection"
)
# Faults in what brings a stream's sources together are found where streams are tested, too. Every test here is run some fifty times
# over, so those that play for hours, or have ffmpeg encode, are left to the build.
declare -A also=([source]="io.acexy.core.stream.StartTest,io.acexy.core.stream.StreamCountsTest,io.acexy.core.stream.StreamNewsTest")
declare -A without=([mpegts]="io.acexy.core.mpegts.TsInspectorKeyframeTest" [source]="io.acexy.core.source.EveningTest")

packages=("$@")
[ "${#packages[@]}" -gt 0 ] || packages=(mpegts broadcast source selection)
quick="-Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true -Dcheck.skip-errorprone"
export MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
failed=0

for name in "${packages[@]}"; do
    read -r module package <<< "${modules[$name]:?no such package: $name}"
    mkdir -p "$module/target"
    # shellcheck disable=SC2086
    mvn -B -q test-compile org.pitest:pitest-maven:mutationCoverage -Pmutation -pl "$module" -am $quick \
        "-DtargetClasses=$package.*" "-DtargetTests=$package.*Test${also[$name]:+,${also[$name]}}" \
        "-DexcludedTestClasses=${without[$name]:-}" \
        "-Dthreads=${MUTATE_THREADS:-1}" > "$module/target/mutate.log" 2>&1 || { failed=1; tail -20 "$module/target/mutate.log"; continue; }
    awk -F, -v name="$name" '{ all++; if ($6 == "KILLED" || $6 == "TIMED_OUT" || $6 == "MEMORY_ERROR") found++ }
        END { printf "%s: %d of %d found, %.0f %%\n", name, found, all, all ? 100 * found / all : 0 }' \
        "$module/target/pit-reports/mutations.csv"
    awk -F, '$6 == "SURVIVED" || $6 == "NO_COVERAGE" { sub(/.*\./, "", $3); print "  " $2 ":" $5 " " $4 " " $3 " " $6 }' \
        "$module/target/pit-reports/mutations.csv" | sort
done
exit "$failed"
