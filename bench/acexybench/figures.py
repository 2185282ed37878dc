"""The few figures by which runs are compared, of all that a measurement has found: each a name and its values, one a round; less is better."""

# Runs that were saved when there was no other.
OF_OLD = "8 Mbit/s, 100 a second"


def cost(raw):
    for one in raw:
        if one["relay"] == "acexy":
            where = "cost %dx%d %d packets" % (one["streams"], one["players"] // one["streams"], one["packets"])
            yield where + " CPU s/GB", one["per_gigabyte"]
            yield where + " resident MB", one["rss"]


def join(raw):
    for one in raw:
        yield "join %s median ms" % one.get("case", OF_OLD), one["join_ms"]["median"]
        yield "join %s p99 ms" % one.get("case", OF_OLD), one["join_ms"]["p99"]


def memory(raw):
    for one in raw:
        yield "memory %gx%.1f Mbit/s resident MB" % (one["players"], one["megabits"]), one["rss"]


def status(raw):
    for one in raw:
        yield "status CPU us a request", one["acexy"]["cpu_us"]


def hls(raw):
    for one in raw:
        for window in one["windows"]:
            yield "hls %s CPU s/GB" % window["name"], window["per_gigabyte"]


def startup(raw):
    for one in raw:
        yield "startup %s ms" % one["way"], one["ms"]


KNOWN = {"cost": cost, "join": join, "memory": memory, "status": status, "hls": hls, "startup": startup}


def of(results):
    """All of them in the order in which they were found: name -> values."""
    found = {}
    for result in results:
        for name, value in KNOWN.get(result.name, lambda raw: ())(result.raw):
            found.setdefault(name, []).append(value)
    return found
