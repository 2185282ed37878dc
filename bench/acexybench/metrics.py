"""What it costs to be watched: a scrape of /metrics each second, against none, in the same process."""

import statistics
import threading
import time

from . import build, load, relays, report
from .processes import BenchError, Run

ROUNDS = 1

PLAYERS, STREAMS, PACKETS = 2000, 100, 84

# A pair of windows, one with scrapes and one without, in turn in either order: what changes slowly touches both alike.
WARM, WINDOW, PAIRS = 30, 10, 8
QUICK_WARM, QUICK_WINDOW, QUICK_PAIRS = 8, 4, 2
PERIOD = 1.0


class Scraper:
    """Asks once a second, as Prometheus does at most, for as long as it is entered."""

    def __init__(self, port):
        self.port = port
        self.millis = []
        self.text = b""
        self.failure = None

    def __enter__(self):
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        self.thread.join(15)

    def run(self):
        try:
            while not self.over.is_set():
                begin = time.monotonic()
                self.text = relays.fetch(self.port, "/metrics")
                self.millis.append((time.monotonic() - begin) * 1e3)
                self.over.wait(PERIOD)
        except (OSError, BenchError) as error:
            self.failure = error

    def series(self):
        return sum(1 for line in self.text.decode().splitlines() if line and not line.startswith("#"))


def window(relay, seconds, scraper):
    """CPU seconds a second."""
    begin, began = relay.process.cpu(), time.monotonic()
    if scraper:
        with scraper:
            time.sleep(seconds)
    else:
        time.sleep(seconds)
    return (relay.process.cpu() - begin) / (time.monotonic() - began)


def run_once(options):
    warm, seconds, pairs = (QUICK_WARM, QUICK_WINDOW, QUICK_PAIRS) if options.quick else (WARM, WINDOW, PAIRS)
    count = options.players[0] if options.players else PLAYERS
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, PACKETS), STREAMS)
        players = load.Players(run, relay, count, warm=warm, seconds=3600, streams=STREAMS)
        players.await_moment("begin")
        scraper = Scraper(relay.port)
        window(relay, warm, scraper)  # its compiler has seen the scrapes as well
        scraper.millis.clear()
        found = {True: [], False: []}
        for pair in range(pairs):
            for scraped in ((True, False) if pair % 2 else (False, True)):
                found[scraped].append(window(relay, seconds, scraper if scraped else None))
        if scraper.failure:
            raise BenchError("a scrape has failed: %s" % scraper.failure)
        return {"players": count, "with": found[True], "without": found[False], "millis": scraper.millis,
                "series": scraper.series(), "bytes": len(scraper.text)}


def measure(options):
    rows, raw = [], []
    for number in range(options.rounds):
        found = run_once(options)
        ratios = [one / other for one, other in zip(found["with"], found["without"])]
        build.say("metrics, round %d: %.3f of the CPU without" % (number + 1, statistics.median(ratios)))
        millis = sorted(found["millis"])
        rows.append(["%d x %d" % (STREAMS, found["players"] / STREAMS), "%.3f" % statistics.median(found["without"]),
                     "%.3f" % statistics.median(found["with"]), report.median_and_range(ratios, "%.3f"), found["series"], found["bytes"],
                     "%.1f" % statistics.median(millis), "%.1f" % millis[-1]])
        raw.append(found)
    return report.Result(
        "metrics", "A scrape of /metrics each second beside 2,000 players of 100 streams, and none; windows in turn in one process.",
        ["streams x players", "CPU without", "CPU with", "with to without", "series", "bytes", "scrape ms", "slowest ms"], rows, raw)
