#!/usr/bin/env bash
# Every check and every test, on the default JDK and then, where there is one, on JDK 25. Arguments go to Maven.
# JAVA25_HOME names a JDK 25 that is not below /usr/lib/jvm.
set -euo pipefail
cd "$(dirname "$0")"

# The real programs that tests play and measure against; each command is its package's name.
install_programs() {
    local missing=()
    local program
    for program in curl ffmpeg haproxy mpv wrk; do
        command -v "$program" >/dev/null 2>&1 || missing+=("$program")
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

find_java25() {
    local home
    for home in "${JAVA25_HOME:-}" /usr/lib/jvm/*25*; do
        if [ -n "$home" ] && [ -x "$home/bin/java" ]; then
            echo "$home/bin/java"
            return
        fi
    done
}

# The totals of each module, not of each class.
summary() {
    echo "$1:"
    sed 's/\x1b\[[0-9;]*m//g' "$2" | grep 'Tests run:' | grep -v 'Time elapsed' | sed 's/^\[[A-Z]*\] */  /' || true
}

for tool in java mvn; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "check.sh needs $tool. On Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven" >&2
        exit 1
    fi
done
install_programs

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

mvn -B clean verify "$@" 2>&1 | tee "$logs/default"

java25=$(find_java25)
if [ -n "$java25" ]; then
    # The same classes again, under another JVM: nothing has changed, so nothing is compiled or linted again.
    mvn -B verify -Djvm="$java25" -Dcheck.skip-format=true -Dcheck.skip-checkstyle=true \
        -Dcheck.skip-dependency=true -Dcheck.skip-enforcer=true "$@" 2>&1 | tee "$logs/java25"
fi

echo
summary "Tests on the default JDK" "$logs/default"
if [ -n "$java25" ]; then
    summary "Tests on JDK 25" "$logs/java25"
else
    echo "No JDK 25 found (JAVA25_HOME, /usr/lib/jvm/*25*): tested on the default JDK only."
fi
