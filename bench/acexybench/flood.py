"""What those who want to do harm cost those who want to watch: joins with and without them, and memory for each of them."""

import pathlib
import subprocess
import sys
import time

from . import build, load, relays, report
from .processes import BenchError, Run, read_line

ROUNDS = 1

PACKETS = 84
SLOW = 5000
MUTE = 5000
FRESH = 500
JOINS = 1000
PER_SECOND = 100


def run_once(options, flooded):
    scale = 10 if options.quick else 1
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, PACKETS))
        before = load.Players(run, relay, 10, warm=8, seconds=1)
        before.await_moment("begin")
        before.await_moment("end")
        memory = relay.process.rss()
        grown = 0
        flooder = None
        if flooded:
            flooder = run.start([sys.executable, pathlib.Path(__file__).with_name("flooder.py"), relay.port, relay.path,
                                 SLOW // scale, MUTE // scale, FRESH // scale],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            read_line(flooder.popen.stdout, 120)
            time.sleep(2)
            grown = relay.process.rss() - memory
        players = load.Players(run, relay, JOINS // scale, warm=5, seconds=1, joins=PER_SECOND)
        players.await_moment("begin")
        players.await_moment("end")
        figures = players.report()
        if flooder:
            flooder.popen.stdin.write(b"end\n")
            flooder.popen.stdin.flush()
            figures["fresh"] = read_line(flooder.popen.stdout, 30)
        figures["kilobytes_each"] = 1000 * grown / ((SLOW + MUTE) // scale)
        return figures


def measure(options):
    raw, pairs = [], []
    for number in range(options.rounds):
        pair = [run_once(options, flooded) for flooded in (False, True)]
        pairs.append(pair)
        raw.append({"round": number + 1, "without": pair[0], "with": pair[1]})
    return report.Result(
        "flood", "%d players join a running stream of 8 Mbit/s, %d a second, beside %d connections that send their head a byte at a time,"
                 " %d that ask for the stream and never read, and %d new ones a second, all from other addresses of the loopback. The"
                 " memory is the proxy's own, for each of the first two kinds." % (JOINS, PER_SECOND, SLOW, MUTE, FRESH),
        ["round", "median ms", "p99 ms", "median ms, flooded", "p99 ms, flooded", "p99 ratio", "kB each", "failed joins"],
        [row(number, *pair) for number, pair in enumerate(pairs)], raw)


def row(number, without, flooded):
    quiet, loud = without["join_ms"], flooded["join_ms"]
    if not quiet or not loud:
        raise BenchError("nobody has joined")
    return ["%d" % (number + 1), "%.2f" % quiet["median"], "%.2f" % quiet["p99"], "%.2f" % loud["median"], "%.2f" % loud["p99"],
            "%.2f" % (loud["p99"] / quiet["p99"]), "%.1f" % flooded["kilobytes_each"],
            "%d" % (flooded["refused"] + flooded["dead"] + flooded["waiting"])]
