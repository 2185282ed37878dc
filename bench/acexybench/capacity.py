"""Whether so many players of one stream all get all of it."""

import statistics

from . import build, load, relays, report
from .processes import Run

ROUNDS = 3

# Players come at a rate that a channel may see at the start of a match. Each gets a burst of a few seconds of media at once.
PLAYERS, JOINS_PER_SECOND, PACKETS, WINDOW, QUICK_WINDOW = 4000, 400, 84, 30, 5
QUICK_JOINS_PER_SECOND = 2000


def windows(options):
    """Joins per second, seconds of warm-up after the last join, and seconds of the window."""
    return (QUICK_JOINS_PER_SECOND, 4, QUICK_WINDOW) if options.quick else (JOINS_PER_SECOND, 8, WINDOW)


def run_once(options, name, players):
    with Run() as run:
        relay = relays.start(run, name, options, relays.start_engine(run, build.FULL, PACKETS))
        joins, warm, window = windows(options)
        look = (lambda: relays.skips(relay.port)) if name == "acexy" else None
        return load.measure(run, relay, players, warm, window, look=look, joins=joins)


def measure(options):
    found = {}
    raw = []
    for number in range(options.rounds):
        for players in options.players or (PLAYERS,):
            for name in ("fan", "acexy"):
                figures = run_once(options, name, players)
                found.setdefault((players, name), []).append(figures)
                raw.append({"round": number + 1, "players": players, "relay": name, "cpu": figures.cpu, "skips": figures.looks,
                            "load": figures.players})
                build.say("capacity, round %d: %d players, %s: slowest at %.1f %%, %.2f cores"
                          % (number + 1, players, name, 100 * share(figures, "min"), figures.cores))
    rows = [row(players, name, rounds) for (players, name), rounds in found.items()]
    joins, _, window = windows(options)
    return report.Result(
        "capacity",
        "%d s of 8 Mbit/s to each player, who come at %d a second; rates in per cent of the stream's." % (window, joins),
        ["players", "relay", "slowest player", "median player", "skips before", "skips in the window", "dead", "refused", "cores", "CPU s/GB"],
        rows, raw)


def share(figures, which):
    return figures.players["bytes_per_second"][which] / build.FULL.bytes_per_second


def row(players, name, rounds):
    before, within = "", ""
    if rounds[0].looks:
        before, within = max(f.looks[0] for f in rounds), max(f.looks[1] - f.looks[0] for f in rounds)
    return [players, name, report.median_and_range([100 * share(f, "min") for f in rounds], "%.1f"),
            report.median_and_range([100 * share(f, "median") for f in rounds], "%.1f"), before, within,
            max(f.players["dead"] for f in rounds), max(f.players["refused"] + f.players["waiting"] for f in rounds),
            "%.2f" % statistics.median(f.cores for f in rounds), "%.3f" % statistics.median(f.per_gigabyte for f in rounds)]
