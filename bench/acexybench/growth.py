"""How the cost of a gigabyte grows with players and with streams: at best not at all."""

from . import build, cost, report

# name -> players, streams
POINTS = {"few": (200, 1), "many": (2000, 1), "spread": (2000, 20)}
RELAYS = ("fan", "acexy")


def measure(options):
    found = {}  # (packets, relay) -> point -> one Figures per round
    raw = []
    for number in range(options.rounds):
        for packets in options.pieces or ((84,) if options.quick else (84, 348)):
            for name in RELAYS:
                for point, (players, streams) in POINTS.items():
                    figures = cost.run_once(options, name, players, packets, streams)
                    found.setdefault((packets, name), {}).setdefault(point, []).append(figures)
                    raw.append({"round": number + 1, "packets": packets, "relay": name, "point": point, "cpu": figures.cpu,
                                "per_gigabyte": figures.per_gigabyte, "rss": figures.rss, "load": figures.players})
                    build.say("growth, round %d: pieces of %s, %s, %d x %d: %.3f CPU s/GB"
                              % (number + 1, cost.piece_name(packets), name, streams, players / streams, figures.per_gigabyte))
    rows = [row(packets, name, points) for (packets, name), points in found.items()]
    return report.Result(
        "growth", "CPU seconds of the relay per gigabyte delivered, at 8 Mbit/s for each player.",
        ["pieces", "relay", "1 x 200", "1 x 2,000", "20 x 100", "2,000 to 200 players", "20 streams to 1", "rss MB, 1 x 2,000",
         "rss MB, 20 x 100", "failed"], rows, raw)


def row(packets, name, points):
    costs = {point: [figures.per_gigabyte for figures in rounds] for point, rounds in points.items()}
    ratios = [[mine / theirs for mine, theirs in zip(costs[one], costs[other])] for one, other in (("many", "few"), ("spread", "many"))]
    return [cost.piece_name(packets), name, *(report.median_and_range(costs[point], "%.3f") for point in POINTS),
            *(report.median_and_range(ratio) for ratio in ratios),
            *("%.0f" % max(figures.rss for figures in points[point]) for point in ("many", "spread")),
            max(figures.failed for rounds in points.values() for figures in rounds)]
