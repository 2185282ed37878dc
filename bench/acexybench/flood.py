"""What those who want to do harm cost those who want to watch: joins with and without them, and memory for each of them."""

import collections
import copy
import pathlib
import re
import subprocess
import sys

from . import build, load, relays, report
from .processes import BenchError, Run, read_line

ROUNDS = 1

PACKETS = 84
SLOW = 5000
MUTE = 5000
FRESH = 500
JOINS = 1000
PER_SECOND = 100
# So that the machine is not full of what it sends to those who have joined: whoever waits then waits for that, flood or no flood.
VISIT_SECONDS = 1

Flood = collections.namedtuple("Flood", "words addresses settings")

# By default nobody of the loopback is counted by address. From 250 addresses nobody comes to these bounds; from five everybody does.
FLOODS = [Flood("250 addresses, none counted", 250, []), Flood("5 addresses, all counted", 5, ["limit.connections.free="])]


def run_once(options, flood):
    scale = 10 if options.quick else 1
    options = copy.copy(options)
    options.setting = [*options.setting, *(flood.settings if flood else [])]
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, PACKETS))
        before = load.Players(run, relay, 10, warm=8, seconds=1)
        before.await_moment("begin")
        before.await_moment("end")
        memory, alive = relay.process.rss(), live(relay)
        grown = living = 0
        held = [0, 0]
        flooder = None
        if flood:
            flooder = run.start([sys.executable, pathlib.Path(__file__).with_name("flooder.py"), relay.port, relay.path,
                                 SLOW // scale, MUTE // scale, FRESH // scale, flood.addresses],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            held = [int(number) for number in read_line(flooder.popen.stdout, 120).split()[1:]]
            grown, living = relay.process.rss() - memory, live(relay) - alive
        players = load.Players(run, relay, JOINS // scale, warm=5, seconds=1, joins=PER_SECOND, visit=VISIT_SECONDS)
        players.await_moment("begin")
        players.await_moment("end")
        figures = players.report()
        if flooder:
            flooder.popen.stdin.write(b"end\n")
            flooder.popen.stdin.flush()
            figures["fresh"] = read_line(flooder.popen.stdout, 30)
        figures["let_in"] = held
        figures["kilobytes_each"] = 1000 * grown / max(1, sum(held))
        figures["live_kilobytes_each"] = living / 1000 / max(1, sum(held))
        return figures


def live(relay):
    """Bytes of the heap that are left when garbage has been collected. Asks the JVM, because what is flooded may be slow to answer."""
    process = str(relay.process.popen.pid)
    subprocess.run(["jcmd", process, "GC.run"], stdout=subprocess.DEVNULL, check=True)
    heap = subprocess.run(["jcmd", process, "GC.heap_info"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return 1024 * sum(int(used) for used in re.findall(r"(?:heap|generation)\s+total \d+K, used (\d+)K", heap))


def measure(options):
    raw, rows = [], []
    for number in range(options.rounds):
        without = run_once(options, None)
        floods = [(flood, run_once(options, flood)) for flood in FLOODS]
        rows += [row(number, without, flood.words, figures) for flood, figures in floods]
        raw.append({"round": number + 1, "without": without, **{flood.words: figures for flood, figures in floods}})
    return report.Result(
        "flood", "%d players join a running stream of 8 Mbit/s, %d a second, and watch for a second, beside %d connections that send their head a byte at a time,"
                 " %d that ask for the stream and never read, and %d new ones a second, all from other addresses of the loopback: from many,"
                 " where the bounds for one address count nobody (as they do at home), and from few, where they count everybody. The"
                 " memory is the proxy's own, for each of the first two kinds that was let in: what it has taken from the system, garbage"
                 " included, and what is left of the heap when that has been collected." % (JOINS, PER_SECOND, SLOW, MUTE, FRESH),
        ["round", "flood", "slow heads, mute let in", "median ms", "p99 ms", "median ms, flooded", "p99 ms, flooded", "p99 ratio", "kB each",
         "kB live", "failed joins"], rows, raw)


def row(number, without, words, flooded):
    quiet, loud = without["join_ms"], flooded["join_ms"]
    if not quiet or not loud:
        raise BenchError("nobody has joined")
    return ["%d" % (number + 1), words, "%d, %d" % tuple(flooded["let_in"]), "%.2f" % quiet["median"], "%.2f" % quiet["p99"],
            "%.2f" % loud["median"], "%.2f" % loud["p99"], "%.2f" % (loud["p99"] / quiet["p99"]), "%.1f" % flooded["kilobytes_each"],
            "%.1f" % flooded["live_kilobytes_each"], "%d" % (flooded["refused"] + flooded["dead"] + flooded["waiting"])]
