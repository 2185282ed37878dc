"""What it costs to deliver a gigabyte, against the bare C relay, HAProxy and nginx; and over many streams, against the bare C relay."""

import statistics

from . import build, load, relays, report
from .processes import Run

ROUNDS = 5

# Players, streams, packets of a piece.
POINTS = tuple((*crowd, packets) for packets in (84, 348) for crowd in ((200, 1), (2000, 1), (2000, 20)))

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
    everything = POINTS[:3] if options.quick else POINTS
    return [point for point in everything
            if (not options.players or point[0] in options.players) and (not options.pieces or point[2] in options.pieces)]


def names_at(players, streams):
    """HAProxy and nginx fetch the stream once per player: they are compared where the engine's side is still cheap."""
    return relays.NAMES if players <= 200 and streams == 1 else relays.NAMES[:2]


def sweep(options, names):
    """Figures by point and relay, one for each round, and every single one of them."""
    found = {}  # point -> relay -> one Figures per round
    raw = []
    for number in range(options.rounds):
        for players, streams, packets in points(options):
            for name in (each for each in names_at(players, streams) if each in names):
                figures = run_once(options, name, players, packets, streams)
                found.setdefault((players, streams, packets), {}).setdefault(name, []).append(figures)
                raw.append({"round": number + 1, "players": players, "streams": streams, "packets": packets, "relay": name,
                            "cpu": figures.cpu, "per_gigabyte": figures.per_gigabyte, "cold_cpu": figures.cold_cpu,
                            "rss": figures.rss, "load": figures.players})
                build.say("round %d: %d players of %d streams, pieces of %s, %s: %.3f CPU s/GB"
                          % (number + 1, players, streams, piece_name(packets), name, figures.per_gigabyte))
    return found, raw


def measure(options):
    found, raw = sweep(options, options.relays or relays.NAMES)
    rows = [row(point, name, by_name) for point, by_name in found.items() for name in by_name]
    return report.Result(
        "cost", "CPU seconds of the relay per gigabyte delivered, at 8 Mbit/s for each player.",
        ["streams x players", "pieces", "relay", "CPU s/GB", "to fan", "to haproxy", "cold CPU s/GB", "rss MB", "slowest player",
         "failed"], rows, raw, growth(found))


def ratio(by_name, name, other):
    """Round by round, since the machine's mood changes between rounds."""
    if other not in by_name or name == other:
        return ""
    return quotient(by_name[name], by_name[other])


def quotient(mine, others):
    return report.median_and_range([one.per_gigabyte / other.per_gigabyte for one, other in zip(mine, others)])


def crowd_name(players, streams):
    return "%d x %d" % (streams, players / streams)


def row(point, name, by_name):
    rounds = by_name[name]
    players, streams, packets = point
    cold = "%.3f" % statistics.median(f.cold_per_gigabyte for f in rounds) if rounds[0].cold_cpu else ""
    return [crowd_name(players, streams), piece_name(packets), name,
            report.median_and_range([f.per_gigabyte for f in rounds], "%.3f"),
            ratio(by_name, name, "fan"), ratio(by_name, name, "haproxy"), cold,
            "%.0f" % statistics.median(f.rss for f in rounds),
            "%.2f Mbit/s" % (min(f.slowest for f in rounds) * 8 / 1e6),
            max(f.failed for f in rounds)]


def growth(found):
    """How the cost grows with players and with streams: at best not at all."""
    notes = []
    for packets in sorted({point[2] for point in found}):
        for more, less in (((2000, 1), (200, 1)), ((2000, 20), (2000, 1))):
            there, here = found.get((*more, packets), {}), found.get((*less, packets), {})
            for name in (each for each in there if each in here):
                notes.append("Growth, pieces of %s, %s: %s cost %s of %s."
                             % (piece_name(packets), name, crowd_name(*more), quotient(there[name], here[name]), crowd_name(*less)))
    return notes
