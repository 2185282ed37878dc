"""What HLS players cost beside players of transport stream, and how soon a list is answered when they have it."""

import re
import statistics
import subprocess
import time

from . import build, load, relays, report
from .processes import BenchError, Run

ROUNDS = 3
FEW, MANY = 10, 1000
MANIFEST = "/ace/manifest.m3u8?id=" + relays.CONTENT
SCRIPT = build.ROOT / "bench/acexybench/hls.lua"
UNITS = {"B": 1, "KB": 1024, "MB": 1024 ** 2, "GB": 1024 ** 3}


def session(port):
    """A new player's list, and the number of its newest segment but one."""
    path = "/ace/" + relays.fetch(port, MANIFEST).decode().split()[-1]
    numbers = re.findall(rb"^(\d+)\.ts", relays.fetch(port, path), re.MULTILINE)
    return "%s %s" % (numbers[-2].decode(), path)


def wrk(connections, seconds, port, path, *further):
    """Bytes that were received."""
    done = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "30s", *further[:2],
                           "http://127.0.0.1:%d%s" % (port, path), *further[2:]],
                          capture_output=True, text=True, timeout=seconds + 60, check=False)
    read = re.search(r"in [\d.]+\w, ([\d.]+)([KMG]?B) read", done.stdout)
    if not read or "Non-2xx" in done.stdout:
        raise BenchError("wrk says: " + done.stdout + done.stderr)
    return float(read[1]) * UNITS[read[2]]


def window(relay, name, seconds, fetch):
    before = relay.process.cpu()
    read = fetch(seconds)
    figures = {"name": name, "per_gigabyte": load.cost(relay.process.cpu() - before, read), "gigabytes": read / 1e9,
               "rss": relay.process.rss()}
    build.say("%s: %.3f CPU s/GB, %.1f GB, %.0f MB" % (name, figures["per_gigabyte"], figures["gigabytes"], figures["rss"]))
    return figures


def hls(run, relay, players):
    sessions = run.directory / ("sessions-%d" % players)
    sessions.write_text("\n".join(session(relay.port) for _ in range(players)) + "\n")
    return lambda seconds: wrk(players, seconds, relay.port, "/", "-s", SCRIPT, "--", sessions)


def answers(port, path, count):
    """How long a list takes, in ms."""
    waits = []
    for _ in range(count):
        asked = time.monotonic()
        relays.fetch(port, path)
        waits.append((time.monotonic() - asked) * 1e3)
        time.sleep(0.02)
    return sorted(waits)


def run_once(options):
    warm, seconds = (2, 3) if options.quick else (15, 8)
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, 84))
        stream = lambda length: wrk(200, length, relay.port, relay.path)
        stream(warm)
        hls(run, relay, FEW)(warm)
        found = [window(relay, "200 of transport stream", seconds, stream)]
        for players in (FEW, MANY):
            found.append(window(relay, "%d of HLS" % players, seconds, hls(run, relay, players)))
        path = session(relay.port).split()[1]
        waits = answers(relay.port, path, 100)
        held = relays.status(relay.port)["hls"][0]["held_bytes"] / 1e6
    return {"windows": found, "list_ms": waits, "held": held}


def measure(options):
    build.need("wrk")
    rounds = [run_once(options) for _ in range(options.rounds)]
    rows = []
    for index, first in enumerate(rounds[0]["windows"]):
        here = [each["windows"][index] for each in rounds]
        ratios = [each["per_gigabyte"] / one["windows"][0]["per_gigabyte"] for each, one in zip(here, rounds)]
        rows.append([first["name"], report.median_and_range([each["per_gigabyte"] for each in here], "%.3f"),
                     report.median_and_range(ratios) if index else "",
                     "%.0f" % statistics.median(each["rss"] for each in here)])
    waits = sorted(wait for each in rounds for wait in each["list_ms"])
    notes = ["A list is answered within %.1f ms at the median, %.1f ms at the 99th percentile; %.0f MB of media are held."
             % (statistics.median(waits), waits[len(waits) * 99 // 100], statistics.median(each["held"] for each in rounds))]
    return report.Result(
        "hls", "wrk as the players: of transport stream at the speed of 8 Mbit/s each, of HLS as fast as they are answered, each a list and a"
        " segment in turn.", ["players", "CPU s/GB", "to transport stream", "rss MB"], rows, rounds, notes)
