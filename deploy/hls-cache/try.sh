#!/usr/bin/env bash
# Plays the demo as HLS through nginx with the configuration of this folder, but for the port and the cache's place: some viewers who ask for
# everything, and how much of it the proxy was asked for. Needs nginx and curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PATH:/usr/sbin"
jar=proxy-server/target/acexy.jar
[ -e "$jar" ] || mvn -B -q package -pl proxy-server -am -DskipTests
work=$(mktemp -d)
acexy=18210 cache=18211 viewers=${1:-40}
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --demo --listen-addr=127.0.0.1:$acexy \
    --trusted-proxies=127.0.0.1 --log-access="$work/access" >"$work/acexy.log" 2>&1 & pids+=($!)
{
    echo "daemon off; user $(id -un) $(id -gn); pid $work/nginx.pid; error_log $work/nginx.log; events { worker_connections 1024; }"
    echo "http { access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p;"
    echo "fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;"
    sed -e "s/127\.0\.0\.1:8080/127.0.0.1:$acexy/" -e "s/listen 80;/listen 127.0.0.1:$cache;/" -e "s#/var/cache/nginx#$work#" \
        deploy/hls-cache/nginx.conf
    echo "}"
} >"$work/nginx.conf"
nginx -p "$work" -c "$work/nginx.conf" & pids+=($!)
base="http://127.0.0.1:$cache"
for _ in $(seq 100); do
    [ "$(curl -so /dev/null -w '%{http_code}' "$base/readyz" || true)" = 200 ] && break
    sleep 0.2
done

view() { # reads his list for a while, and each segment of it once
    local list seen="" file
    list="$base/ace/$(curl -s "$base/ace/manifest.m3u8?id=0123456789abcdef0123456789abcdef01234567" | grep '^hls/')"
    for _ in $(seq 6); do
        for file in $(curl -s "$list" | grep -v '^#'); do
            case "$seen" in *" $file "*) continue ;; esac
            seen="$seen $file "
            curl -s -o /dev/null -w '%{http_code} %{size_download}\n' "${list%/*}/$file"
        done
        sleep 2
    done
}
for n in $(seq "$viewers"); do view >"$work/viewer.$n" & viewing[n]=$!; done
wait "${viewing[@]}"
players=$(curl -s "http://127.0.0.1:$acexy/api/v1/players?limit=1" | grep -o '"total":[0-9]*' | cut -d: -f2)
watched=$(cat "$work"/viewer.* | grep -c '^200 ')
failed=$(cat "$work"/viewer.* | grep -vc '^200 ' || true)
asked=$(grep -c '/ace/hls/.*\.ts' "$work/access" || true)
echo "$viewers viewers, whom the proxy knows as $players, were given $watched segments ($failed failed); the proxy was asked for $asked"
[ "$failed" = 0 ] && [ "$players" = "$viewers" ] && [ "$watched" -gt $((asked * viewers / 3)) ]
