"""Many streams of a high bit rate where memory is short."""

import copy
import re
import subprocess

from . import build, load, relays, report
from .processes import BenchError, Run

ROUNDS = 1

STREAMS, QUICK_STREAMS, PACKETS = 100, 10, 348
JOINS_PER_SECOND, WARM, WINDOW, QUICK_WINDOW = 10, 20, 30, 6

# What buffers may take at most. A tenth of the streams has an eighth of it: below that there is too little for anything else.
MEMORY_MB, QUICK_MEMORY_MB = 512, 64

SHORTENED = "want more memory than they may have"


def direct_memory(pid):
    """MB outside the heap that the JVM's buffers take, by its own books."""
    said = subprocess.run(["jcmd", str(pid), "VM.native_memory", "summary"], capture_output=True, text=True, timeout=60, check=False).stdout
    found = re.search(r"Other \(reserved=\d+KB, committed=(\d+)KB\)", said)
    if not found:
        raise BenchError("jcmd does not tell the JVM's memory: " + said[:200])
    return int(found[1]) * 1024 / 1e6


def ring_of_each(process):
    """What the log said of each ring when rings had to be shortened first, in bytes; None when they had not to be."""
    line = next((line for line in process.said_all().splitlines() if SHORTENED in line), None)
    found = line and re.search(r"each=\"?(\d+)", line)
    return int(found[1]) if found else None


def run_once(options):
    streams = QUICK_STREAMS if options.quick else options.players[0] if options.players else STREAMS
    memory = QUICK_MEMORY_MB if options.quick else MEMORY_MB
    options = copy.copy(options)
    # Media that is held back is slow media, and there is nowhere else to get it from.
    options.setting = ["failover.slow.deficit=10m", *options.setting]
    options.jvm_arg = [*options.jvm_arg, "-XX:MaxDirectMemorySize=%dm" % memory, "-XX:NativeMemoryTracking=summary"]
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.HIGH, PACKETS, options.speed), streams)
        process = relay.process
        figures = load.measure(run, relay, streams, 4 if options.quick else WARM, QUICK_WINDOW if options.quick else WINDOW,
                               look=lambda: (direct_memory(process.pid), relays.status(relay.port)), streams=streams,
                               joins=JOINS_PER_SECOND)
        status = figures.looks[-1][1]
        return {"streams": streams, "speed": options.speed, "memory_mb": memory, "direct_mb": max(look[0] for look in figures.looks), "rss": figures.rss,
                "cores": figures.cores, "live": sum(stream["state"] == "live" for stream in status["stream_list"]),
                "skips": sum(stream["skips"] for stream in status["stream_list"]),
                "internal_errors": status["internal_errors"], "ring_of_each": ring_of_each(process),
                "failed": figures.failed, "load": figures.players}


def measure(options):
    build.need("java", "jcmd")
    raw = [run_once(options) for _ in range(options.rounds)]
    return report.Result(
        "streams",
        "So many streams of 25 Mbit/s with a player each, and less memory for buffers than their rings would like.",
        ["streams", "speed", "buffers may take MB", "live", "slowest player, % of the stream", "median player", "skips", "direct memory MB",
         "rss MB", "cores", "a ring when shortening began, MB", "mistakes", "failed"], [row(one) for one in raw], raw,
        ["A ring of 25 Mbit/s asks for 37.5 MB; its share is what the log tells when rings are shortened first, and less with each "
         "stream that comes then: all have the same."])


def row(one):
    rate = build.HIGH.bytes_per_second * one["speed"]
    spread = one["load"]["bytes_per_second"]
    each = one["ring_of_each"]
    return [one["streams"], one["speed"], one["memory_mb"], one["live"], "%.1f" % (100 * spread["min"] / rate), "%.1f" % (100 * spread["median"] / rate),
            one["skips"], "%.0f" % one["direct_mb"], "%.0f" % one["rss"], "%.2f" % one["cores"],
            "%.1f" % (each / 1e6) if each else "none was", one["internal_errors"], one["failed"]]
