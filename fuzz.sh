#!/usr/bin/env bash
# Lets the fuzzer look for what the readers of this program cannot bear: each target in turn, or those that are named.
#
#   ./fuzz.sh [minutes [target...]]
#
# Minutes are for each target (1). What was found worth keeping stays in ACEXY_FUZZ_DIR, or else in the cache of the user, so that the
# next time goes on from there; the log of executions is kept there too. Exits with 1 where a target has found something: its input
# is then in the same folder, and becomes a seed below fuzz/src/test/resources when it has been mended.
set -uo pipefail
cd "$(dirname "$0")"

minutes="${1:-1}"
shift || true
home="${ACEXY_FUZZ_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/acexy/fuzz}"
log="$home/log.md"
sources=fuzz/src/test/java
quick="-Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true"

# Not one of the tests: they are run by check.sh.
export MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
# shellcheck disable=SC2086
mvn -B -q verify -pl fuzz -am -DskipTests -Dcheck.skip-errorprone $quick || exit 2

targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
    mapfile -t targets < <(cd "$sources" && find . -name '*FuzzTest.java' | sed 's|^\./||; s|\.java$||; s|/|.|g' | sort)
fi

mkdir -p "$home"
[ -f "$log" ] || printf '| when | revision | target | executions | a second | lines of its readers | outcome |\n|---|---|---|---|---|---|---|\n' > "$log"
revision=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
classes="fuzz/target/test-classes:$(cat fuzz/target/classpath)"
agent=$(tr : '\n' < fuzz/target/classpath | grep 'jacoco.agent')
# A target that reaches less of what it reads tries something else.
least=85
failed=0
total=0

for target in "${targets[@]}"; do
    name="${target##*.}"
    seeds=$(find "fuzz/src/test/resources/$(echo "$target" | tr . /)Inputs" -mindepth 1 -maxdepth 1 -type d 2>/dev/null)
    corpus="$home/$name"
    mkdir -p "$corpus"
    output="$home/$name.log"
    # More than ten seconds for one input, or more than 3 GB, is a finding: on a machine that is full the first may be that slow. Only our own code is watched for coverage.
    timeout "$(awk "BEGIN { print int($minutes * 60 + 600) }")" \
        java -Xmx1g -XX:+UseSerialGC -ea -cp "$classes" com.code_intelligence.jazzer.Jazzer \
        "--target_class=$target" "--reproducer_path=$home" "--instrumentation_includes=io.acexy.**" "--custom_hook_includes=io.acexy.**" \
        "-max_total_time=$(awk "BEGIN { print int($minutes * 60) }")" -timeout=10 -rss_limit_mb=3072 -print_final_stats=1 \
        "-artifact_prefix=$home/$name-" "$corpus" ${seeds:+"$seeds"} > "$output" 2>&1
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$output" | tail -1)
    speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$output" | tail -1)
    # Of the lines of what it reads, by all that was kept; those that it misses are named in a file.
    # shellcheck disable=SC2086
    java -XX:+UseSerialGC "-javaagent:$agent=output=none,includes=io.acexy.*" -cp "$classes" io.acexy.fuzz.Coverage \
        "$target" "$corpus" $seeds > "$home/$name.missed" 2>> "$output"
    coverage=$(head -1 "$home/$name.missed")
    outcome=nothing
    if [ "$status" -ne 0 ]; then
        failed=1
        outcome=$(sed -n 's/^== Java Exception: //p; s/^==.*ERROR: libFuzzer: //p' "$output" | head -1 | tr -cd '[:alnum:] .,:;()=-' | cut -c1-150)
        outcome="**${outcome:-ended with $status}**"
    fi
    if [ "${coverage:-0}" -lt "$least" ] && [ "$outcome" = nothing ]; then
        failed=1
        outcome="**reaches too little**: see $name.missed"
    fi
    total=$((total + ${runs:-0}))
    printf '| %s | %s | %s | %s | %s | %s %% | %s |\n' "$(date -u +%FT%H:%MZ)" "$revision" "$name" "${runs:-0}" "${speed:-0}" "${coverage:-0}" "$outcome" \
        | tee -a "$log"
done
echo "$total executions; the log is $log"
exit "$failed"
