#!/bin/sh
# Makes the folder that the image runs: a Java of only the modules that are needed, acexy.jar, and the libraries of this machine.
#   deploy/docker/runtime.sh <acexy.jar> <folder>
# ARCHIVE=yes adds an archive of the classes: 34 MB more, and half the processor time at each start; the folder then stays where it is made, because
# the archive knows the path of the jar. Needs a JDK and unzip, and curl for the archive.
set -eu
jar=$1
home=$2
flags="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

# What jdeps finds, without java.desktop and java.sql, which only meters ask for that are not used; and elliptic curves, which are
# found by name.
jlink --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$home/jre"
cp "$jar" "$home/acexy.jar"

# Unpacked here, because /tmp may allow no programs, as that of docker run --tmpfs does.
mkdir "$home/lib"
unzip -q -j -d "$home/lib" "$home/acexy.jar" "META-INF/native/*_$(uname -m | sed s/aarch64/aarch_64/).so"

[ "${ARCHIVE:-no}" = yes ] || exit 0
# The classes of one start and one player.
# shellcheck disable=SC2086 # several options
"$home/jre/bin/java" $flags -Djava.library.path="$home/lib" -Xshare:off -XX:DumpLoadedClassList="$home/classes" \
    -jar "$home/acexy.jar" --demo --listen-addr=127.0.0.1:18299 >/dev/null 2>&1 &
proxy=$!
trap 'kill $proxy 2>/dev/null || true' EXIT
curl -fsS -o /dev/null --retry 120 --retry-delay 1 --retry-all-errors --max-time 5 http://127.0.0.1:18299/readyz 2>/dev/null
curl -fsS -o /dev/null http://127.0.0.1:18299/metrics
curl -s -o /dev/null --max-time 5 'http://127.0.0.1:18299/ace/getstream?id=0123456789abcdef0123456789abcdef01234567' || true
kill "$proxy"
wait "$proxy" || true
# In place of the archive of Java's own classes: it is found without an option.
# shellcheck disable=SC2086
"$home/jre/bin/java" $flags -Xshare:dump -XX:SharedClassListFile="$home/classes" \
    -XX:SharedArchiveFile="$home/jre/lib/server/classes.jsa" -cp "$home/acexy.jar" >/dev/null 2>&1
rm "$home/classes"
