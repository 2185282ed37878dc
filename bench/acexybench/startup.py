"""How long the proxy takes from its exec to its first answer."""

import copy
import http.client
import statistics
import time

from . import build, relays, report
from .processes import START_SECONDS, BenchError, Run, free_port

STARTS, QUICK_STARTS = 21, 3


def first_answer(port, process):
    """Asks until the answer is a 200. Each try is one connect, which fails at once while nobody listens."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            relays.fetch(port, "/ace/status")
            return time.monotonic()
        except (OSError, http.client.HTTPException):
            process.check()
            time.sleep(0.001)
    raise BenchError("no answer after %d s" % START_SECONDS)


def run_once(options):
    with Run() as run:
        begin = time.monotonic()
        relay = relays.start_acexy(run, options, free_port(), await_ready=False)  # no engine: none is needed to answer
        taken = first_answer(relay.port, relay.process) - begin
        return {"ms": taken * 1000, "cpu": relay.process.cpu(), "rss": relay.process.rss()}


def measure(options):
    ways = {"java -jar": copy.copy(options)}
    ways["java -jar"].jvm_arg = []
    if options.jvm_arg:
        ways[" ".join(options.jvm_arg)] = options
    found = {way: [] for way in ways}
    for number in range(-1, QUICK_STARTS if options.quick else STARTS):
        for way, chosen in ways.items():
            one = run_once(chosen)
            if number >= 0:  # the first brings the files into memory
                found[way].append(one)
    rows = []
    for way, starts in found.items():
        times = [one["ms"] for one in starts]
        rows.append([way, len(times), "%.0f" % statistics.median(times), "%.0f" % report.percentile(times, 0.9), "%.0f" % min(times),
                     "%.0f" % max(times), "%.2f" % statistics.median(one["cpu"] for one in starts),
                     "%.0f" % statistics.median(one["rss"] for one in starts)])
        build.say("startup, %s: median %.0f ms" % (way, statistics.median(times)))
    return report.Result(
        "startup", "From the exec of java to the first 200 of /ace/status.",
        ["started with", "starts", "median ms", "p90 ms", "fastest ms", "slowest ms", "CPU s", "resident MB"],
        rows, [{"way": way, **one} for way, starts in found.items() for one in starts])
