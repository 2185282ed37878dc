#!/usr/bin/env bash
# Holds the manifests against the schemas of Kubernetes, without a cluster, and the times in them against each other.
# Needs python3 with venv, and PyPI once (kubernetes-validate, which brings the schemas along).
set -euo pipefail
cd "$(dirname "$0")"
tools="${XDG_CACHE_HOME:-$HOME/.cache}/acexy/kubernetes-validate"
if [ ! -x "$tools/bin/kubernetes-validate" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install -q --disable-pip-version-check kubernetes-validate==1.37.0
fi
for version in 1.30 1.37; do
    "$tools/bin/kubernetes-validate" --strict --kubernetes-version "$version" --quiet acexy.yaml
    echo "fits Kubernetes $version"
done
"$tools/bin/python" - <<'PYTHON'
import re
import yaml

kinds = {}
for one in yaml.safe_load_all(open("acexy.yaml")):
    kinds.setdefault(one["kind"], []).append(one)
pod = kinds["StatefulSet"][0]["spec"]["template"]["spec"]
container = pod["containers"][0]
minutes = int(re.fullmatch(r"(\d+)m", kinds["ConfigMap"][0]["data"]["ACEXY_DRAIN_TIMEOUT"]).group(1))
waited = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
shutdown = 10  # acexy.shutdown.timeout
assert pod["terminationGracePeriodSeconds"] > minutes * 60 + waited + shutdown, "players are cut off before the drain's end"
# The profile "restricted" of the Pod Security Standards.
assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
assert not container["securityContext"]["allowPrivilegeEscalation"]
assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
headless = [one["metadata"]["name"] for one in kinds["Service"] if one["spec"].get("clusterIP") == "None"]
assert kinds["StatefulSet"][0]["spec"]["serviceName"] in headless
print("drain, restricted profile and names fit")
PYTHON
