"""What TLS costs: CPU seconds of the proxy per gigabyte, beside the same without."""

from . import cost, report

ROUNDS = 3
PACKETS = 348


def measure(options):
    raw, found = [], {}
    for _ in range(options.rounds):
        for players in options.players or [50, 200, 500]:
            for name in ("acexy", "acexy-tls"):
                figures = cost.run_once(options, name, players, PACKETS)
                found.setdefault((players, name), []).append(figures)
                raw.append({"players": players, "relay": name, "cpu": figures.cpu, "per_gigabyte": figures.per_gigabyte,
                            "rss": figures.rss, "load": figures.players})
    rows = [row(players, name, found[players, name], found[players, "acexy"]) for players, name in found]
    return report.Result(
        "tls", "CPU seconds of the proxy per gigabyte delivered by TLS 1.3 and without, one stream of 8 Mbit/s. HAProxy takes TLS off"
               " for the load client, on the same processors: with many players they carry less than is asked for, which the last"
               " columns say.",
        ["players", "relay", "CPU s/GB", "to plain", "rss MB", "slowest player", "failed"], rows, raw)


def row(players, name, figures, plain):
    return ["%d" % players, name, report.median_and_range([one.per_gigabyte for one in figures]),
            "" if name == "acexy" else cost.quotient(figures, plain), "%.0f" % figures[-1].rss,
            "%.2f Mbit/s" % (min(one.slowest for one in figures) * 8 / 1e6), "%d" % sum(one.failed for one in figures)]
