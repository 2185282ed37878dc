"""The longest pause that a player sees while the engine sends steadily."""

import re

from . import build, load, relays, report
from .cost import piece_name
from .processes import BenchError, Run

ROUNDS = 2

PLAYERS, WINDOW, QUICK_WINDOW = 500, 60, 6


def milliseconds(duration):
    """Reads the proxy's notation: 50ms, 1s, 0s."""
    found = re.fullmatch(r"([\d.]+)(ms|s)?", duration)
    if not found:
        raise BenchError("not a duration: " + duration)
    return float(found[1]) * (1000 if found[2] == "s" else 1)


def run_once(options, name, packets):
    with Run() as run:
        relay = relays.start(run, name, options, relays.start_engine(run, build.FULL, packets))
        players = options.players[0] if options.players else PLAYERS
        warm, window = (4, QUICK_WINDOW) if options.quick else (10, WINDOW)
        return load.measure(run, relay, players, warm, window)


def measure(options):
    allowed = 2 * milliseconds(relays.setting_in_force(options, "chunk.window"))
    found = {}
    raw = []
    for number in range(options.rounds):
        for packets in options.pieces or ((84,) if options.quick else (84, 348)):
            for name in ("fan", "acexy"):
                figures = run_once(options, name, packets)
                found.setdefault((packets, name), []).append(figures)
                raw.append({"round": number + 1, "packets": packets, "relay": name, "load": figures.players})
                build.say("gap, round %d: pieces of %s, %s: longest %.1f ms"
                          % (number + 1, piece_name(packets), name, figures.players["gap_ms"]["max"]))
    rows = [row(packets, name, rounds, allowed) for (packets, name), rounds in found.items()]
    return report.Result(
        "gap",
        "Each player's longest pause between two reads, in ms, over %d players and %d s; the engine sends steadily at 8 Mbit/s."
        % (raw[0]["load"]["players"], QUICK_WINDOW if options.quick else WINDOW),
        ["pieces", "relay", "the engine's own pause", "median", "p99", "longest", "twice the window", "within", "failed"], rows, raw)


def row(packets, name, rounds, allowed):
    gaps = [figures.players["gap_ms"] for figures in rounds]
    longest = max(gap["max"] for gap in gaps)
    own = name == "acexy"
    return [piece_name(packets), name, "%.1f" % (1000 * packets * 188 / build.FULL.bytes_per_second),
            report.median_and_range([gap["median"] for gap in gaps], "%.1f"), report.median_and_range([gap["p99"] for gap in gaps], "%.1f"),
            "%.1f" % longest, "%.0f" % allowed if own else "", ("yes" if longest <= allowed else "no") if own else "",
            max(figures.failed for figures in rounds)]
