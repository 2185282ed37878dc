"""How many small answers a second: /ace/status against as many bytes from nginx."""

import re
import statistics
import subprocess

from . import build, load, relays, report
from .processes import BenchError, Run

ROUNDS = 5

WRK = ["wrk", "-t2", "-c64", "--latency"]
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


def wrk(seconds, port, path):
    """Requests per second, and the latency's median and 99th percentile in ms."""
    done = subprocess.run([*WRK, "-d%ds" % seconds, "http://127.0.0.1:%d%s" % (port, path)], capture_output=True, text=True,
                          timeout=seconds + 30, check=False)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if not rate or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise BenchError("wrk says: " + done.stdout + done.stderr)
    found = {"requests": float(rate[1])}
    for name, share in (("p50", "50%"), ("p99", "99%")):
        value = re.search(share + r"\s+([\d.]+)(us|ms|s)", done.stdout)
        found[name] = float(value[1]) * UNITS[value[2]]
    return found


def load_of(relay, path, warm, seconds):
    wrk(warm, relay.port, path)
    before = relay.process.cpu()
    found = wrk(seconds, relay.port, path)
    found["cpu_us"] = (relay.process.cpu() - before) / (found["requests"] * seconds) * 1e6
    return found


def run_once(options):
    warm, seconds = (2, 3) if options.quick else (8, 10)
    with Run() as run:
        acexy = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, 84))
        load.Players(run, acexy, 3, warm=1, seconds=1)
        relays.await_players(acexy.port, 3)
        found = {"acexy": load_of(acexy, "/ace/status", warm, seconds)}
        length = len(relays.fetch(acexy.port, "/ace/status"))
    with Run() as run:
        nginx = relays.nginx_with(run, 'location = /x { return 200 "%s"; }' % ("x" * length), "/x")
        found["nginx"] = load_of(nginx, "/x", 1, seconds)
    found["bytes"] = length
    return found


def measure(options):
    build.need("wrk")
    rounds = []
    for number in range(options.rounds):
        rounds.append(run_once(options))
        build.say("status, round %d: acexy %.0f, nginx %.0f requests/s"
                  % (number + 1, rounds[-1]["acexy"]["requests"], rounds[-1]["nginx"]["requests"]))
    rows = []
    for name in ("acexy", "nginx"):
        here = [each[name] for each in rounds]
        ratio = report.median_and_range([each[name]["requests"] / each["nginx"]["requests"] for each in rounds]) if name == "acexy" else ""
        rows.append([name, rounds[0]["bytes"], report.median_and_range([each["requests"] for each in here], "%.0f"), ratio,
                     "%.2f" % statistics.median(each["p50"] for each in here),
                     "%.2f" % statistics.median(each["p99"] for each in here),
                     "%.1f" % statistics.median(each["cpu_us"] for each in here)])
    return report.Result(
        "status", "wrk with 2 threads and 64 connections: /ace/status with one running stream of 3 players, and nginx with a constant answer.",
        ["server", "bytes", "requests/s", "to nginx", "p50 ms", "p99 ms", "CPU us a request"], rows, rounds)
