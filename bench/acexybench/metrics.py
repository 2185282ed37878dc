"""What it costs to be watched: a scrape of /metrics each second and an open page, against neither, in the same process."""

import contextlib
import http.client
import statistics
import threading
import time

from . import build, load, relays, report
from .processes import BenchError, Run

ROUNDS = 1

PLAYERS, STREAMS, PACKETS = 2000, 100, 84

# A pair of windows, one with scrapes and one without, in turn in either order: what changes slowly touches both alike.
WARM, WINDOW, PAIRS = 90, 10, 8
QUICK_WARM, QUICK_WINDOW, QUICK_PAIRS = 20, 4, 2
PERIOD = 1.0
# A proxy is scraped for weeks: before the first window its compiler has seen some hundred scrapes, which take it far longer than the scrapes.
WARMING_PERIOD = 0.1


class Scraper:
    """Asks once a period, and listens like a page, for as long as it is entered; once a second is more than Prometheus asks."""

    def __init__(self, port, period=PERIOD):
        self.port = port
        self.period = period
        self.millis = []
        self.text = b""
        self.told = 0
        self.failure = None

    def __enter__(self):
        self.over = threading.Event()
        self.threads = [threading.Thread(target=one, daemon=True) for one in (self.run, self.listen)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        for thread in self.threads:
            thread.join(15)

    def run(self):
        try:
            while not self.over.is_set():
                begin = time.monotonic()
                self.text = relays.fetch(self.port, "/metrics")
                self.millis.append((time.monotonic() - begin) * 1e3)
                self.over.wait(self.period)
        except (OSError, BenchError) as error:
            self.failure = error

    def listen(self):
        """What an open page does: it reads events, among which is the whole overview every 2 s."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/api/v1/events", headers={"Accept": "text/event-stream"})
            response = connection.getresponse()
            while not self.over.is_set():
                self.told += len(response.read1())
        except OSError as error:
            self.failure = error
        finally:
            connection.close()

    def series(self):
        return sum(1 for line in self.text.decode().splitlines() if line and not line.startswith("#"))


def window(relay, seconds, scraper):
    """CPU seconds a second, without those of the compiler: it comes and goes for minutes, and once only."""
    with scraper or contextlib.nullcontext():
        begin, began = relay.process.cpu_but_compiling(), time.monotonic()
        time.sleep(seconds)
        return (relay.process.cpu_but_compiling() - begin) / (time.monotonic() - began)


def run_once(options):
    warm, seconds, pairs = (QUICK_WARM, QUICK_WINDOW, QUICK_PAIRS) if options.quick else (WARM, WINDOW, PAIRS)
    count = options.players[0] if options.players else PLAYERS
    with Run() as run:
        relay = relays.start(run, "acexy", options, relays.start_engine(run, build.FULL, PACKETS, options.speed), STREAMS)
        players = load.Players(run, relay, count, warm=warm, seconds=3600, streams=STREAMS)
        players.await_moment("begin")
        warming = Scraper(relay.port, WARMING_PERIOD)
        window(relay, warm, warming)
        scraper = Scraper(relay.port)
        found = {True: [], False: []}
        for pair in range(pairs):
            for scraped in ((True, False) if pair % 2 else (False, True)):
                found[scraped].append(window(relay, seconds, scraper if scraped else None))
        failure = warming.failure or scraper.failure
        if failure:
            raise BenchError("a scrape has failed: %s" % failure)
        return {"players": count, "with": found[True], "without": found[False], "millis": scraper.millis,
                "series": scraper.series(), "bytes": len(scraper.text)}


def measure(options):
    rows, raw = [], []
    for number in range(options.rounds):
        found = run_once(options)
        ratios = [one / other for one, other in zip(found["with"], found["without"])]
        build.say("metrics, round %d: %.3f of the CPU without" % (number + 1, statistics.median(ratios)))
        millis = sorted(found["millis"])
        rows.append(["%d x %d" % (STREAMS, found["players"] / STREAMS), "%.1f" % (8 * options.speed), "%.3f" % statistics.median(found["without"]),
                     "%.3f" % statistics.median(found["with"]), report.median_and_range(ratios, "%.3f"), found["series"], found["bytes"],
                     "%.1f" % statistics.median(millis), "%.1f" % millis[-1]])
        raw.append(found)
    return report.Result(
        "metrics", "A scrape of /metrics each second and an open page beside 2,000 players of 100 streams, and neither; windows in turn in one process, without what its"
                   " compiler takes."
                   " Where the media alone take all of the processors, a scrape waits for its turn, and its time is that of the machine.",
        ["streams x players", "Mbit/s each", "CPU without", "CPU with", "with to without", "series", "bytes", "scrape ms", "slowest ms"], rows, raw)
