"""How long a newcomer to a running stream waits for his first picture."""

import statistics

from . import build, load, relays, report
from .processes import Run

ROUNDS = 5

BEFORE, JOINS, PER_SECOND, PACKETS = 10, 1000, 100, 84


def run_once(options):
    joins = JOINS // 5 if options.quick else JOINS
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, PACKETS))
        # The stream has run for longer than the burst that a newcomer gets, so that nobody waits for media to exist.
        before = load.Players(run, relay, BEFORE, warm=4 if options.quick else 8, seconds=1)
        before.await_moment("begin")
        before.await_moment("end")
        players = load.Players(run, relay, joins, warm=1, seconds=1, joins=PER_SECOND)
        players.await_moment("begin")
        players.await_moment("end")
        return players.report()


def measure(options):
    rounds = []
    for number in range(options.rounds):
        rounds.append(run_once(options))
        build.say("join, round %d: median %.2f ms, worst %.2f ms"
                  % (number + 1, rounds[-1]["join_ms"]["median"], rounds[-1]["join_ms"]["max"]))
    times = [each["join_ms"] for each in rounds]
    row = [times[0]["count"], report.median_and_range([each["median"] for each in times]),
           report.median_and_range([each["p99"] for each in times]), "%.2f" % statistics.median(each["max"] for each in times),
           "%.2f" % max(each["max"] for each in times), max(each["refused"] + each["dead"] + each["waiting"] for each in rounds)]
    return report.Result(
        "join",
        "Players join a running stream, %d a second, and stay: from the request sent to the first byte of media, in ms." % PER_SECOND,
        ["joins", "median", "p99", "worst (median of rounds)", "worst of all", "failed"], [row], rounds)
