"""How long a newcomer to a running stream waits for his first picture."""

import dataclasses
import statistics

from . import build, load, relays, report
from .processes import Run

ROUNDS = 5

PACKETS = 84

# No figure is asked of a crowd; who comes alone has his first byte within this.
WITHIN_MS = 20


@dataclasses.dataclass
class Case:
    """Players who come one after the other to one stream."""

    name: str
    clip: build.Clip
    joins: int
    per_second: float
    warm: float  # the stream has run for longer than the burst that a newcomer gets: nobody waits for media to exist
    alone: bool = True


CASES = (Case("8 Mbit/s, 100 a second", build.FULL, 1000, 100, 8, alone=False),
         Case("8 Mbit/s, keyframes 10 s apart, one each 2.3 s", build.SPARSE, 6, 1 / 2.3, 16),
         Case("25 Mbit/s, one each 2.3 s", build.HIGH, 6, 1 / 2.3, 8))
BEFORE = 10


def run_once(options, case):
    joins = case.joins // 5 if options.quick and not case.alone else case.joins
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, case.clip, PACKETS))
        before = load.Players(run, relay, BEFORE, warm=case.warm / 2 if options.quick and not case.alone else case.warm, seconds=1)
        before.await_moment("begin")
        before.await_moment("end")
        players = load.Players(run, relay, joins, warm=1, seconds=1, joins=case.per_second)
        players.await_moment("begin")
        players.await_moment("end")
        return players.report()


def measure(options):
    rows = []
    raw = []
    for case in CASES:
        rounds = []
        for number in range(options.rounds):
            rounds.append(run_once(options, case))
            raw.append({"case": case.name, "round": number + 1, **rounds[-1]})
            build.say("join, %s, round %d: median %.2f ms, worst %.2f ms"
                      % (case.name, number + 1, rounds[-1]["join_ms"]["median"], rounds[-1]["join_ms"]["max"]))
        rows.append(row(case, rounds))
    return report.Result(
        "join", "Players join a running stream and stay: from the request sent to the first byte of media, in ms.",
        ["stream", "joins", "median", "p90", "p99", "worst (median of rounds)", "worst of all", "each within %d ms" % WITHIN_MS,
         "failed"], rows, raw)


def row(case, rounds):
    times = [each["join_ms"] for each in rounds]
    worst = max(each["max"] for each in times)
    within = ("yes" if worst <= WITHIN_MS else "no") if case.alone else ""
    return [case.name, times[0]["count"], *(report.median_and_range([each[name] for each in times]) for name in ("median", "p90", "p99")),
            "%.2f" % statistics.median(each["max"] for each in times), "%.2f" % worst, within,
            max(each["refused"] + each["dead"] + each["waiting"] for each in rounds)]
