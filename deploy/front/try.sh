#!/usr/bin/env bash
# Plays the demo through nginx, HAProxy and Caddy with the configurations of this folder, but for the port and TLS, and checks what can go wrong
# behind a proxy: the picture in both forms, whose address the player has, links, and whether a player that leaves is seen to.
# Needs nginx, haproxy, caddy, curl and ffmpeg.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PATH:/usr/sbin"
jar=proxy-server/target/acexy.jar
[ -e "$jar" ] || mvn -B -q package -pl proxy-server -am -DskipTests
work=$(mktemp -d)
acexy=18200
declare -A port=([nginx]=18201 [haproxy]=18202 [caddy]=18203)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --demo --listen-addr=127.0.0.1:$acexy \
    --trusted-proxies=127.0.0.1 >"$work/acexy.log" 2>&1 &
pids+=($!)

# The configurations that people copy, without TLS and with ports of their own.
plain() { sed -e "s/127\.0\.0\.1:8080/127.0.0.1:$acexy/g" "$@"; }
{
    echo "daemon off; pid $work/nginx.pid; error_log $work/nginx.log; events { worker_connections 256; }"
    echo "http { access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p;"
    echo "fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;"
    plain -e "s/listen 443 ssl/listen 127.0.0.1:${port[nginx]}/" -e '/ssl_certificate/d' deploy/front/nginx.conf
    echo "}"
} >"$work/nginx.conf"
nginx -p "$work" -c "$work/nginx.conf" & pids+=($!)
plain -e "s/bind :443 .*/bind 127.0.0.1:${port[haproxy]}/" deploy/front/haproxy.cfg >"$work/haproxy.cfg"
haproxy -db -q -f "$work/haproxy.cfg" & pids+=($!)
{ printf '{\n\tadmin off\n}\n'; plain -e "s/^tv.example/http:\/\/127.0.0.1:${port[caddy]}/" deploy/front/Caddyfile; } >"$work/Caddyfile"
HOME="$work" caddy run --adapter caddyfile --config "$work/Caddyfile" >"$work/caddy.log" 2>&1 & pids+=($!)

direct="http://127.0.0.1:$acexy"
stream='ace/getstream?id=0123456789abcdef0123456789abcdef01234567'
until_is() { # what, expected, command...
    local what=$1 expected=$2
    shift 2
    for _ in $(seq 100); do
        if [ "$("$@" 2>/dev/null)" = "$expected" ]; then
            return
        fi
        sleep 0.2
    done
    echo "$what: expected $expected, but it is $("$@")" >&2
    exit 1
}
status() { curl -so /dev/null -w '%{http_code}' "$1/readyz"; }
# Connections that come from there: an address that only the one who leaves has.
players() { curl -s "$direct/api/v1/players" | grep -o '127\.0\.0\.9' | wc -l; }
pictures() { timeout 60 ffmpeg -nostdin -v error -i "$1" -t 3 -map 0:v -f null - -progress pipe:1 | sed -n 's/^frame=//p' | tail -1; }

try() {
    local front=$1 base="http://127.0.0.1:${port[$1]}${2:-}" seen hls player
    until_is "$front" 200 status "$base"
    seen=$(pictures "$base/$stream")
    [ "$seen" -ge 60 ]
    hls=$(pictures "$base/ace/manifest.m3u8?id=0123456789abcdef0123456789abcdef01234567")
    [ "$hls" -ge 60 ]
    curl -s "$base/$stream&format=json" | grep -q "\"playback_url\":\"$base/" || { echo "$front: links lead elsewhere"; exit 1; }
    curl -s --interface 127.0.0.9 -o /dev/null "$base/$stream" &
    player=$!
    until_is "$front: a player comes, by his address" 1 players
    kill $player
    until_is "$front: a player leaves" 0 players
    echo "$front${2:-}: $seen pictures as TS, $hls as HLS, links, address and leaving are right"
}
until_is acexy 200 status "$direct"
try nginx
try nginx /tv
try haproxy
try caddy
