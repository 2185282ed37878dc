#!/usr/bin/env bash
# Every check and every test on the default JDK and then, where there is one, on JDK 25 what a JVM can change. Arguments go
# to Maven. JAVA25_HOME names a JDK 25 that is not below /usr/lib/jvm.
set -euo pipefail
cd "$(dirname "$0")"

# The real programs that tests play and measure against: the command, and the package of Debian and Ubuntu that has it.
programs=(
    chromium:chromium
    curl:curl
    ffmpeg:ffmpeg
    haproxy:haproxy
    hdhomerun_config:hdhomerun-config
    mpv:mpv
    node:nodejs
    npm:npm
    openssl:openssl
    wrk:wrk
)

install_programs() {
    local missing=()
    local program
    # Servers are installed where not everybody's PATH leads.
    local PATH="$PATH:/usr/sbin:/usr/local/sbin"
    for program in "${programs[@]}"; do
        command -v "${program%%:*}" >/dev/null 2>&1 || missing+=("${program#*:}")
    done
    if [ "${#missing[@]}" -eq 0 ]; then
        return
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
    fi
    if command -v apt-get >/dev/null 2>&1 && "${as_root[@]}" true 2>/dev/null; then
        echo "Installing: ${missing[*]}"
        if "${as_root[@]}" apt-get update -q \
            && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -q -y --no-install-recommends "${missing[@]}"; then
            return
        fi
    fi
    echo "Missing and not installed: ${missing[*]}. The tests that need them will say so." >&2
}

# Of a package only one program, without the service that it would install: it goes where the tests look for it.
cached="${XDG_CACHE_HOME:-$HOME/.cache}/acexy/programs"

fetch_promtool() {
    if command -v promtool >/dev/null 2>&1 || [ -x "$cached/promtool" ]; then
        return
    fi
    local folder
    folder=$(mktemp -d)
    if command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1 \
        && (cd "$folder" && apt-get download -q prometheus && dpkg -x prometheus_*.deb .); then
        mkdir -p "$cached"
        mv "$folder/usr/bin/promtool" "$cached/"
        echo "Fetched: promtool, to $cached"
    else
        echo "Missing and not fetched: promtool, of the package prometheus. The tests that need it will say so." >&2
    fi
    rm -rf "$folder"
}

find_java25() {
    local home
    for home in "${JAVA25_HOME:-}" /usr/lib/jvm/*25*; do
        if [ -n "$home" ] && [ -x "$home/bin/java" ]; then
            echo "$home/bin/java"
            return
        fi
    done
}

# What each module's test classes have reported, added up; $2 is the name of the folder with the reports.
summary() {
    echo "$1:"
    local folder
    for folder in */target/"$2" */*/target/"$2"; do
        compgen -G "$folder/TEST-*.xml" >/dev/null || continue
        sed -n 's/^<testsuite .* tests="\([0-9]*\)" errors="\([0-9]*\)" skipped="\([0-9]*\)" failures="\([0-9]*\)".*/\1 \2 \3 \4/p' \
            "$folder"/TEST-*.xml \
            | awk -v module="${folder%%/target/*}" '{ tests += $1; errors += $2; skipped += $3; failures += $4 }
                END { printf "  %-20s %5d tests, %d failures, %d errors, %d skipped\n",
                    module, tests, failures, errors, skipped }'
    done
}

for tool in java mvn; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "check.sh needs $tool. On Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven" >&2
        exit 1
    fi
done
install_programs
fetch_promtool

# What an earlier build has left must not hide a warning of the compiler.
rm -rf ./*/target ./*/*/target

# Maven lives for minutes: it never earns back what a second compiler costs. What the first one makes of so many sources is garbage
# soon, so there is room for it.
export MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn600m}"

java25=$(find_java25)

# All is compiled once, and Error Prone looks at all sources at once meanwhile. What has been compiled is then tested beside each other,
# so that one computes while the other waits: the program as it is shipped, by the tests that need all of it, on the default JDK and
# on the other one; the tests of the parts, and the checks of each module; and the page in a browser.
build=(mvn -B -T 2 -Dcheck.skip-errorprone)
unchecked=(-Dcheck.skip-format=true -Dcheck.skip-checkstyle=true -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true)
whole=("${build[@]}" "${unchecked[@]}" -Dtest.parts-skip=true -pl '!bench/micro' "$@" verify)
compiled=("${build[@]}" -Dbuild.main-skip=true -Dtest.whole-skip=true "$@")
parts=("${compiled[@]}")
[ -z "$java25" ] || parts+=("-Dcheck.other-jvm=$java25" -pl '!integration-tests/other-jvm')
elsewhere=("${compiled[@]}" "${unchecked[@]}" -Dtest.parts-skip=true "-Dcheck.other-jvm=$java25" -pl integration-tests/other-jvm -am)
errorprone=(mvn -B -f config/error-prone compile)
jar=proxy-server/target/acexy.jar
# The jar is written twice, and comes before it is whole. This comes after it, and after the classes of all tests that need it.
packed=integration-tests/target/classpath
status=0

# Two Mavens must not fetch the same at once: where nothing has been fetched yet, one module shows what checks and tests need, the
# first build what all of them do, and each of the others waits for the one before it.
fetched=yes
if [ ! -d "$HOME/.m2/repository/com/diffplug/spotless" ]; then
    fetched=
    "${build[@]}" "$@" test -pl testkit || status=$?
fi

# What runs beside the whole is told of at the end, if it fails. The page waits for the program, and is bounded: a browser that hangs is
# a failure.
told=$(mktemp -d)
beside() {
    local running
    "$@" &
    running=$!
    trap 'kill "$running"; exit 1' TERM
    wait "$running"
}
is_there() {
    until [ -e "$1" ] || [ -e "$told/whole" ]; do sleep 1; done
}
check_parts() {
    is_there "$packed"
    if [ -z "$fetched" ]; then
        beside "${parts[@]}" test-compile || return 1
        touch "$told/fetched"
    fi
    beside "${parts[@]}" test
}
check_elsewhere() {
    [ -n "$java25" ] || return 0
    is_there "$packed"
    [ -n "$fetched" ] || is_there "$told/fetched"
    beside "${elsewhere[@]}" test
}
check_sources() {
    [ -n "$fetched" ] || is_there "$told/fetched"
    beside "${errorprone[@]}"
}
page() {
    is_there "$packed"
    integration-tests/browser/install.sh || return 1
    exec timeout 900 node --test integration-tests/browser/
}
others=(check_parts check_elsewhere check_sources page)
running=()
for one in "${others[@]}"; do
    beside "$one" >"$told/$one" 2>&1 &
    running+=("$!")
done
trap 'kill "${running[@]}" 2>/dev/null || true; rm -rf "$told"' EXIT

"${whole[@]}" || status=$?
if [ "$status" -ne 0 ] && [ ! -e "$jar" ]; then
    exit "$status"
fi
touch "$told/whole"
for number in "${!others[@]}"; do
    wait "${running[$number]}" || { status=1; cat "$told/${others[$number]}"; }
done

echo
summary "Tests on the default JDK" surefire-reports
if [ -n "$java25" ]; then
    summary "Tests on JDK 25" surefire-reports-other-jvm
else
    echo "No JDK 25 found (JAVA25_HOME, /usr/lib/jvm/*25*): tested on the default JDK only."
fi
grep -E '^# (tests|fail) ' "$told/page" | sed 's/^# /  /; 1i Tests of the page:' || true
exit "$status"
