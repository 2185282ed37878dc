"""How the cost of a gigabyte grows with players and with streams: at best not at all."""

from . import build, cost, report

FEW, MANY, STREAMS = 200, 2000, 20

# The placeholder is the number of the stream; engines want 40 hexadecimal digits.
MANY_STREAMS = "/ace/getstream?id=%040d"


def measure(options):
    found = {}  # packets -> point -> CPU s/GB of each round
    raw = []
    players = {"few": FEW, "many": MANY, "spread": MANY}
    for number in range(options.rounds):
        for packets in options.pieces or ((84,) if options.quick else (84, 348)):
            for point, count in players.items():
                further = {"streams": STREAMS, "path": MANY_STREAMS} if point == "spread" else {}
                figures = cost.run_once(options, "acexy", count, packets, **further)
                found.setdefault(packets, {}).setdefault(point, []).append(figures)
                raw.append({"round": number + 1, "packets": packets, "point": point, "cpu": figures.cpu,
                            "per_gigabyte": figures.per_gigabyte, "rss": figures.rss, "load": figures.players})
                build.say("growth, round %d: pieces of %s, %s: %.3f CPU s/GB"
                          % (number + 1, cost.piece_name(packets), point, figures.per_gigabyte))
    rows = [row(packets, points) for packets, points in found.items()]
    return report.Result(
        "growth", "CPU seconds of the proxy per gigabyte delivered, at 8 Mbit/s for each player.",
        ["pieces", "1 x 200", "1 x 2,000", "20 x 100", "2,000 to 200 players", "20 streams to 1", "rss MB, 1 x 2,000", "rss MB, 20 x 100",
         "failed"], rows, raw)


def row(packets, points):
    costs = {point: [figures.per_gigabyte for figures in rounds] for point, rounds in points.items()}
    ratios = [[mine / theirs for mine, theirs in zip(costs[one], costs[other])] for one, other in (("many", "few"), ("spread", "many"))]
    return [cost.piece_name(packets), *(report.median_and_range(costs[point], "%.3f") for point in ("few", "many", "spread")),
            *(report.median_and_range(ratio) for ratio in ratios),
            *("%.0f" % max(figures.rss for figures in points[point]) for point in ("many", "spread")),
            max(figures.failed for rounds in points.values() for figures in rounds)]
