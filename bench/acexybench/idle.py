"""Very many connections that each need little."""

import statistics

from . import build, load, relays, report
from .processes import BenchError, Run, raise_file_limit

ROUNDS = 3

PLAYERS, QUICK_PLAYERS, JOINS_PER_SECOND, PACKETS = 15000, 5000, 1000, 84
WINDOW, QUICK_WINDOW = 60, 5


def run_once(options, players):
    if raise_file_limit() < players + 200:
        raise BenchError("%d players take as many open files, and the limit is %d: ulimit -Hn" % (players, raise_file_limit()))
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.LOW, PACKETS))
        warm, window, joins = (3, QUICK_WINDOW, 5 * JOINS_PER_SECOND) if options.quick else (10, WINDOW, JOINS_PER_SECOND)
        return load.measure(run, relay, players, warm, window, look=lambda: relays.skips(relay.port), joins=joins)


def measure(options):
    players = options.players[0] if options.players else QUICK_PLAYERS if options.quick else PLAYERS
    rounds = []
    for number in range(options.rounds):
        rounds.append(run_once(options, players))
        build.say("idle, round %d: %d of %d held, %.2f cores" % (number + 1, players - rounds[-1].failed, players, rounds[-1].cores))
    row = [players, min(players - f.failed for f in rounds), "%.1f" % (100 * min(share(f) for f in rounds)),
           "%.0f" % max(f.players["gap_ms"]["max"] for f in rounds), max(f.looks[1] for f in rounds),
           report.median_and_range([f.cores for f in rounds]), report.median_and_range([f.per_gigabyte for f in rounds], "%.3f"),
           "%.0f" % statistics.median(f.rss for f in rounds)]
    raw = [{"round": number + 1, "cpu": f.cpu, "rss": f.rss, "skips": f.looks, "load": f.players} for number, f in enumerate(rounds)]
    return report.Result(
        "idle",
        "Connections to one stream of 0.5 Mbit/s for %d s; the engine sends a piece each %.0f ms."
        % (QUICK_WINDOW if options.quick else WINDOW, 1000 * PACKETS * 188 / build.LOW.bytes_per_second),
        ["connections", "held", "slowest player, % of the stream", "longest gap ms", "skips", "cores", "CPU s/GB", "rss MB"], [row], raw)


def share(figures):
    return figures.slowest / build.LOW.bytes_per_second
