"""What a player costs in memory."""

import re
import shutil
import statistics
import subprocess

from . import build, load, relays, report
from .processes import Run

ROUNDS = 1

POINTS = ((build.FULL, (100, 1000, 2000)), (build.LOW, (100, 1000, 2000, 4000, 8000)))
QUICK_POINTS = ((build.FULL, (100, 1000)),)
PACKETS, JOINS_PER_SECOND = 84, 500


def heap_used(pid):
    """MB of the heap that are in use, garbage included: nothing is collected for this."""
    if not shutil.which("jcmd"):
        return None
    said = subprocess.run(["jcmd", str(pid), "GC.heap_info"], capture_output=True, text=True, timeout=30, check=False).stdout
    heap = said.partition("Metaspace")[0]
    return sum(int(used) for used in re.findall(r"used (\d+)K", heap)) * 1024 / 1e6


def run_once(options, clip, players):
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, clip, PACKETS))
        warm, window, joins = (3, 2, 0) if options.quick else (10, 5, JOINS_PER_SECOND)
        figures = load.measure(run, relay, players, warm, window, joins=joins)
        return {"megabits": clip.kilobits / 1000, "players": players, "rss": figures.rss, "peak_rss": figures.peak_rss,
                "heap": heap_used(relay.process.pid), "failed": figures.failed}


def measure(options):
    found = {}
    raw = []
    for number in range(options.rounds):
        for clip, counts in QUICK_POINTS if options.quick else POINTS:
            for players in counts:
                one = run_once(options, clip, players)
                found.setdefault((one["megabits"], players), []).append(one)
                raw.append({"round": number + 1, **one})
                build.say("memory, round %d: %d players at %.1f Mbit/s: %.0f MB" % (number + 1, players, one["megabits"], one["rss"]))
    return report.Result(
        "memory", "Resident memory while players watch one stream; a new process for each line.",
        ["Mbit/s", "players", "resident MB", "at its peak MB", "heap in use MB", "kB for each further player", "failed"],
        rows(found), raw,
        ["The slope is that of the line's resident memory over the first line of the same rate."])


def rows(found):
    made = []
    first = {}  # rate -> its first line: players, MB
    for (megabits, players), rounds in found.items():
        resident = statistics.median(each["rss"] for each in rounds)
        fewer, less = first.setdefault(megabits, (players, resident))
        slope = "%.1f" % ((resident - less) * 1000 / (players - fewer)) if players > fewer else ""
        heap = "%.0f" % statistics.median(each["heap"] for each in rounds) if rounds[0]["heap"] is not None else "no jcmd"
        made.append([megabits, players, report.median_and_range([each["rss"] for each in rounds], "%.0f"),
                     "%.0f" % statistics.median(each["peak_rss"] for each in rounds), heap, slope, max(each["failed"] for each in rounds)])
    return made
