#!/usr/bin/env bash
# Installs the package in a fresh Debian 12 and decodes the demo's picture: what somebody does who has nothing but a machine. Needs root,
# debootstrap, lintian, curl and ffmpeg; takes some minutes and a gigabyte, and leaves nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

mvn -B -q package -Pdeb -pl proxy-server -am -DskipTests
package=proxy-server/target/acexy.deb
lintian --fail-on error "$package"
systemd-analyze security --offline=true --threshold=25 deploy/systemd/acexy.service | tail -1

root=$(mktemp -d)
chmod 755 "$root" # it is / for the proxy's user
proxy=
finish() {
    [ -z "$proxy" ] || kill "$proxy" 2>/dev/null || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap finish EXIT

# From where this machine has its own packages.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -1)
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log"
rm "$root.log"
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
mount -t proc proc "$root/proc"
cp "$package" "$root/tmp/"
chroot "$root" apt-get update -q >/dev/null
chroot "$root" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends /tmp/acexy.deb >/dev/null
echo "installed: $(chroot "$root" dpkg-query -W acexy), $(chroot "$root" acexy --version)"
chroot "$root" stat -c '%U:%G %a %n' /etc/acexy/acexy.properties

# As its user; the demo's own port is free nowhere for sure.
chroot --userspec=acexy:acexy "$root" acexy --demo --listen-addr=127.0.0.1:18080 >"$root/tmp/demo.log" 2>&1 &
proxy=$!
for _ in $(seq 60); do
    curl -fso /dev/null http://127.0.0.1:18080/readyz && break
    sleep 1
done
curl -fsSo /dev/null http://127.0.0.1:18080/readyz || { cat "$root/tmp/demo.log"; exit 1; }
url='http://127.0.0.1:18080/ace/getstream?id=0123456789abcdef0123456789abcdef01234567'
pictures=$(timeout 60 ffmpeg -nostdin -v error -i "$url" -t 5 -map 0:v -f null - -progress pipe:1 | sed -n 's/^frame=//p' | tail -1)
echo "the demo plays: $pictures pictures decoded"
[ "$pictures" -ge 100 ]
kill "$proxy"
wait "$proxy" || [ $? -eq 143 ]
proxy=
chroot "$root" apt-get purge -q -y acexy >/dev/null
[ ! -e "$root/usr/bin/acexy" ] && [ ! -e "$root/etc/acexy/acexy.properties" ]
echo "purged"
