#!/usr/bin/env bash
# Gives the demo a playlist and a guide, has a real Kodi load both with pvr.iptvsimple, and plays a channel there: names, numbers, what is on
# now and next, and whether the picture goes on. Needs kodi, kodi-pvr-iptvsimple, xvfb and curl; takes about a minute.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=proxy-server/target/acexy.jar
[ -e "$jar" ] || mvn -B -q package -pl proxy-server -am -DskipTests
work=$(mktemp -d)
acexy=18210 kodi=18211
pids=()
finish() {
    # Xvfb and Kodi are children of children: each has a group of its own.
    for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
set -m

cat >"$work/list.m3u" <<'LIST'
#EXTM3U
#EXTINF:-1 tvg-id="one.ace" tvg-chno="1" group-title="Sport",One
acestream://0000000000000000000000000000000000000001
#EXTINF:-1 tvg-id="two.ace" tvg-chno="2" group-title="News",Two & Sons
http://127.0.0.1:6878/ace/getstream?id=0000000000000000000000000000000000000002
LIST
{
    echo '<?xml version="1.0" encoding="UTF-8"?><tv>'
    for id in one two; do
        echo "<channel id=\"$id.ace\"><display-name>$id</display-name></channel>"
        for hour in 0 1; do
            begin=$(date -u -d "$hour hours" +'%Y%m%d%H0000 +0000') end=$(date -u -d "$((hour + 1)) hours" +'%Y%m%d%H0000 +0000')
            echo "<programme start=\"$begin\" stop=\"$end\" channel=\"$id.ace\"><title>Show $hour of $id</title></programme>"
        done
    done
    echo '</tv>'
} >"$work/guide.xml"
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --demo --listen-addr=127.0.0.1:$acexy \
    --playlist="$work/list.m3u" --guide="$work/guide.xml" >"$work/acexy.log" 2>&1 &
pids+=($!)

settings() { # name=value...
    echo '<settings version="2">'
    for pair in "$@"; do echo "<setting id=\"${pair%%=*}\">${pair#*=}</setting>"; done
    echo '</settings>'
}
data="$work/.kodi/userdata"
mkdir -p "$data/addon_data/pvr.iptvsimple"
settings services.webserver=true services.webserverport=$kodi services.webserverauthentication=false >"$data/guisettings.xml"
settings kodi_addon_instance_name=acexy kodi_addon_instance_enabled=true m3uPathType=1 epgPathType=1 m3uCache=false epgCache=false \
    "m3uUrl=http://127.0.0.1:$acexy/playlist.m3u" "epgUrl=http://127.0.0.1:$acexy/guide.xml" \
    | tee "$data/addon_data/pvr.iptvsimple/settings.xml" >"$data/addon_data/pvr.iptvsimple/instance-settings-1.xml"

until_has() { # what, pattern, command...
    local what=$1 pattern=$2 said=
    shift 2
    for _ in $(seq 60); do
        said=$("$@" 2>/dev/null || true)
        if grep -qE "$pattern" <<<"$said"; then
            return
        fi
        sleep 1
    done
    echo "$what: /$pattern/ is not in: ${said:0:600}" >&2
    exit 1
}
ask() { # method, parameters
    curl -sf -m 10 -H 'Content-Type: application/json' -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":${2:-{\}}}" \
        "http://127.0.0.1:$kodi/jsonrpc"
}
channels() { # a Kodi that has just come up forgets what it is told
    ask Addons.SetAddonEnabled '{"addonid":"pvr.iptvsimple","enabled":true}' >/dev/null
    ask PVR.GetChannels '{"channelgroupid":"alltv","properties":["channelnumber","broadcastnow","broadcastnext"]}'
}
seconds() { # what has been played
    ask Player.GetProperties '{"playerid":1,"properties":["time"]}' \
        | sed -E 's/.*"hours":([0-9]+).*"minutes":([0-9]+),"seconds":([0-9]+).*/\1 \2 \3/' | awk '{ print $1 * 3600 + $2 * 60 + $3 }'
}

until_has "the proxy" ok curl -sf "http://127.0.0.1:$acexy/readyz"
HOME="$work" xvfb-run -a -s '-screen 0 640x480x24' kodi --standalone >"$work/kodi.log" 2>&1 &
pids+=($!)
until_has "Kodi" result ask JSONRPC.Ping
for wanted in One 'Two & Sons' 'Show 0 of one' 'Show 0 of two' 'Show 1 of one' 'Show 1 of two'; do
    until_has "its channels" "\"$wanted\"" channels
done
ask Player.Open '{"item":{"channelid":1}}' >/dev/null
until_has "its picture" '"height":[1-9]' ask Player.GetProperties '{"playerid":1,"properties":["currentvideostream"]}'
until_has "the proxy's players" Kodi curl -sf "http://127.0.0.1:$acexy/api/v1/players"
before=$(seconds)
sleep 5
after=$(seconds)
if [ "$((after - before))" -lt 3 ]; then
    echo "the clock went on by $((after - before)) s in 5 s" >&2
    exit 1
fi
echo "Kodi has the channels, what is on now and next, and plays"
