#!/usr/bin/env bash
# Reads the compose files and what they mount, each with what is here to read it: docker compose, or python3 with its yaml; promtool, or nothing.
# Starts nothing. Settings and mounted files are a test of proxy-server.
set -euo pipefail
cd "$(dirname "$0")"
PATH="$PATH:${XDG_CACHE_HOME:-$HOME/.cache}/acexy/programs"
export ORCH_APIKEY=x GRAFANA_PASSWORD=x VPN_SERVICE_PROVIDER=x WIREGUARD_PRIVATE_KEY=x WIREGUARD_ADDRESSES=x
python=${XDG_CACHE_HOME:-$HOME/.cache}/acexy/kubernetes-validate/bin/python # ../kubernetes/try.sh leaves one that has yaml
[ -x "$python" ] || python=python3
for file in compose.yml compose.simple.yml; do
    if docker compose version >/dev/null 2>&1; then
        docker compose -f "$file" config --quiet
    fi
    "$python" - "$file" <<'PYTHON'
import sys
import yaml

one = yaml.safe_load(open(sys.argv[1]))
services = one["services"]
volumes = set(one["volumes"])
for name, service in services.items():
    assert "image" in service, name
    for other in service.get("depends_on", {}):
        assert other in services, other
    for mount in service.get("volumes", []):
        source = mount.split(":")[0]
        assert source[0] in "./" or source in volumes, mount
proxy = services["acexy"]
assert proxy["read_only"] and proxy["tmpfs"] == ["/tmp"] and proxy["cap_drop"] == ["ALL"]
print(sys.argv[1], "is well-formed:", ", ".join(services))
PYTHON
done
"$python" -c 'import yaml; [yaml.safe_load(open("grafana/" + one)) for one in ("datasources.yml", "dashboards.yml")]'
if command -v promtool >/dev/null; then
    # Where the image has them.
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp ../prometheus/acexy.rules.yml "$work/"
    sed "s|/etc/prometheus|$work|" prometheus.yml >"$work/prometheus.yml"
    promtool check config "$work/prometheus.yml"
fi
