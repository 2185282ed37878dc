#!/usr/bin/env bash
# Makes what the image runs, without a Docker engine, and has it play: with no other Java in its path, as nobody, and with only its data folder and
# /tmp to write to. Says how large the parts are. Needs root (for unshare and setpriv), a JDK, unzip, curl, ffmpeg, openssl; 2 minutes.
#   deploy/docker/try.sh [acexy.jar]
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=${1:-proxy-server/target/acexy.jar}
[ -e "$jar" ] || mvn -B -q package -pl proxy-server -am -DskipTests
work=$(mktemp -d -p /var/tmp) # /tmp is another one for the proxy
chmod 755 "$work"
home=$work/opt
data=$work/data
proxy=
finish() {
    [ -z "$proxy" ] || kill "$proxy" 2>/dev/null || true
    [ -z "$proxy" ] || wait "$proxy" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

mkdir "$home"
deploy/docker/runtime.sh "$jar" "$home"
install -d -o 10001 -g 10001 "$data"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 2 -subj /CN=localhost 2>/dev/null
chmod 644 "$work/key.pem"

# The command of the image, where the root is read-only and /tmp allows no programs.
acexy() {
    exec env -i ACEXY_DATA="$data" ACEXY_LISTEN_ADDR=127.0.0.1:18300 unshare --mount bash -c '
        mount --make-rprivate / && mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs /tmp &&
        mount --bind "$1" "$1" && mount -o remount,ro,bind / && shift &&
        exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs "$@"' - "$data" \
        "$home/jre/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.library.path="$home/lib" -jar "$home/acexy.jar" "$@"
}
for provider in auto jdk; do
    (acexy --demo --tls-addr=127.0.0.1:18301 --tls-cert="$work/cert.pem" --tls-key="$work/key.pem" --tls-provider=$provider) >"$work/log" 2>&1 &
    proxy=$!
    curl -fsS -o /dev/null --retry 60 --retry-delay 1 --retry-all-errors http://127.0.0.1:18300/readyz 2>/dev/null || { cat "$work/log"; exit 1; }
    (acexy --health-check)
    curl -fsS http://127.0.0.1:18300/metrics | grep -q '^acexy_'
    curl -fsSk https://127.0.0.1:18301/livez | grep -q ok
    if [ $provider = auto ]; then
        for library in epoll tcnative; do
            grep -q "$home/lib/.*$library" "/proc/$proxy/maps" || { echo "$library is not taken from $home/lib"; exit 1; }
        done
        # Without TLS for a picture, and by it.
        for url in http://127.0.0.1:18300 https://127.0.0.1:18301; do
            pictures=$(timeout 60 ffmpeg -nostdin -v error -i "$url/ace/getstream?id=0123456789abcdef0123456789abcdef01234567" \
                -t 3 -map 0:v -f null - -progress pipe:1 | sed -n 's/^frame=//p' | tail -1)
            echo "$url: $pictures pictures decoded"
            [ "$pictures" -ge 50 ]
        done
        [ ! -e "$home/jre/lib/server/classes.jsa" ] || grep -q classes.jsa "/proc/$proxy/maps"
    fi
    kill "$proxy"
    wait "$proxy" || [ $? -eq 143 ]
    proxy=
    if (acexy --health-check) 2>/dev/null; then echo "a stopped proxy is called well"; exit 1; fi
    echo "TLS of $provider: well"
done
echo "MB, unpacked and as a layer to pull:"
for part in jre/lib/server/classes.jsa jre acexy.jar lib .; do
    [ -e "$home/$part" ] || continue # the archive is made on demand
    echo "  $part: $(du -sk "$home/$part" | awk '{printf "%.0f", $1 / 1024}'), $(tar -C "$home" -c "$part" | gzip -6 | wc -c | awk '{printf "%.0f", $1 / 1048576}')"
done
