"""What it costs to deliver a gigabyte, against the bare C relay, HAProxy and nginx."""

import statistics

from . import build, load, relays, report
from .processes import Run

POINTS = ((200, 84), (2000, 84), (200, 348), (2000, 348))

# A JVM compiles what it has seen running: with less warm-up one measures its compiler. The first seconds are a figure of their own.
# It must end before the window begins.
JVM_WARM, COLD, WARM, WINDOW = 30, 6, 3, 6
QUICK_JVM_WARM, QUICK_COLD, QUICK_WARM, QUICK_WINDOW = 4, 3, 1.5, 2


def piece_name(packets):
    return "%.1f kB" % (packets * 188 / 1000)


def run_once(options, name, players, packets, streams=1):
    jvm = name == "acexy"
    if options.quick:
        warm, cold, window = QUICK_JVM_WARM if jvm else QUICK_WARM, QUICK_COLD, QUICK_WINDOW
    else:
        warm, cold, window = JVM_WARM if jvm else WARM, COLD, WINDOW
    with Run() as run:
        relay = relays.start(run, name, options, relays.start_engine(run, build.FULL, packets), streams)
        return load.measure(run, relay, players, warm, window, cold if jvm else 0, streams=streams)


def points(options):
    everything = POINTS[:2] if options.quick else POINTS
    return [point for point in everything
            if (not options.players or point[0] in options.players) and (not options.pieces or point[1] in options.pieces)]


def names_at(options, players):
    """One upstream per player and relay: HAProxy and nginx are compared where the engine's side is still cheap."""
    here = relays.NAMES if players <= 200 else relays.NAMES[:2]
    return [name for name in here if not options.relays or name in options.relays]


def measure(options):
    found = {}  # (players, packets) -> relay -> one Figures per round
    raw = []
    for number in range(options.rounds):
        for players, packets in points(options):
            for name in names_at(options, players):
                figures = run_once(options, name, players, packets)
                found.setdefault((players, packets), {}).setdefault(name, []).append(figures)
                raw.append({"round": number + 1, "players": players, "packets": packets, "relay": name, "cpu": figures.cpu,
                            "per_gigabyte": figures.per_gigabyte, "cold_cpu": figures.cold_cpu, "rss": figures.rss,
                            "load": figures.players})
                build.say("cost, round %d: %d players, pieces of %s, %s: %.3f CPU s/GB"
                          % (number + 1, players, piece_name(packets), name, figures.per_gigabyte))
    rows = [row(point, name, by_name) for point, by_name in found.items() for name in by_name]
    return report.Result(
        "cost", "CPU seconds of the relay per gigabyte delivered, at 8 Mbit/s for each player.",
        ["players", "pieces", "relay", "CPU s/GB", "to fan", "to haproxy", "cold CPU s/GB", "rss MB", "slowest player", "failed"],
        rows, raw)


def ratio(by_name, name, other):
    """Round by round, since the machine's mood changes between rounds."""
    if other not in by_name or name == other:
        return ""
    pairs = zip(by_name[name], by_name[other])
    return report.median_and_range([mine.per_gigabyte / theirs.per_gigabyte for mine, theirs in pairs])


def row(point, name, by_name):
    rounds = by_name[name]
    players, packets = point
    cold = "%.3f" % statistics.median(f.cold_per_gigabyte for f in rounds) if rounds[0].cold_cpu else ""
    return [players, piece_name(packets), name,
            report.median_and_range([f.per_gigabyte for f in rounds], "%.3f"),
            ratio(by_name, name, "fan"), ratio(by_name, name, "haproxy"), cold,
            "%.0f" % statistics.median(f.rss for f in rounds),
            "%.2f Mbit/s" % (min(f.slowest for f in rounds) * 8 / 1e6),
            max(f.failed for f in rounds)]
