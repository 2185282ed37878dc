#!/usr/bin/env python3
"""Measures the proxy on this machine. See bench/README.md for what the figures mean."""

import argparse
import copy
import pathlib
import signal
import sys
import time

from acexybench import (build, capacity, compare, cost, flood, gap, history, hls, idle, join, memory, metrics, orchestrated_start, processes, report, startup,
                        status, streams, tls)

MEASUREMENTS = {"cost": cost, "capacity": capacity, "idle": idle, "memory": memory, "join": join, "gap": gap, "hls": hls,
                "flood": flood, "streams": streams, "status": status, "metrics": metrics, "startup": startup,
                "orchestrated-start": orchestrated_start, "tls": tls}


def numbers(text):
    return [int(number) for number in text.split(",")]


def words(text):
    return text.split(",")


def setting(text):
    if "=" not in text:
        raise argparse.ArgumentTypeError("a setting is written name=value")
    return text[len("acexy."):] if text.startswith("acexy.") else text


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurement", choices=[*MEASUREMENTS, "all"])
    parser.add_argument("--rounds", type=int, help="how often each is measured; the tables show medians (default: see README.md)")
    parser.add_argument("--quick", action="store_true", help="one round and short windows, to see that it works")
    parser.add_argument("--save", action="store_true", help="write the tables and all figures to bench/results")
    parser.add_argument("--jar", type=pathlib.Path, help="measure this jar instead of the one built here")
    parser.add_argument("--java", default="java", help="run it with this java")
    parser.add_argument("--jvm-arg", action="append", default=[], metavar="ARG", help="an argument to the JVM: --jvm-arg=-XX:+UseSerialGC")
    parser.add_argument("--setting", action="append", default=[], type=setting, metavar="NAME=VALUE", help="a setting of the proxy")
    parser.add_argument("--players", type=numbers, default=[], metavar="N,...", help="cost: only with so many; capacity, gap, idle, streams: with so many")
    parser.add_argument("--pieces", type=numbers, default=[], metavar="PACKETS,...", help="cost, gap: only pieces of so many packets")
    parser.add_argument("--relays", type=words, default=[], metavar="NAME,...", help="cost: only these of fan, acexy, haproxy, nginx")
    parser.add_argument("--speed", type=float, default=1, metavar="SHARE", help="streams and metrics: send media at so much of its own rate, where the machine cannot carry it all")
    parser.add_argument("--compare", nargs=2, metavar="REVISION", help="measure two revisions in turn, and say which is better; ends with 1 where the second is worse")
    options = parser.parse_args(arguments)
    if options.compare and options.measurement == "all":
        parser.error("compare one measurement at a time")
    return options


def timed(measurement, options):
    begin = time.monotonic()
    options = copy.copy(options)
    # What counts starts has no rounds.
    options.rounds = options.rounds or (1 if options.quick else getattr(measurement, "ROUNDS", 1))
    result = measurement.measure(options)
    if options.rounds > 1:
        result.about += " %d rounds." % options.rounds
    build.say("%s took %.0f s" % (result.name, time.monotonic() - begin))
    return result


def compared(options):
    measurement = MEASUREMENTS[options.measurement]
    options.rounds = options.rounds or (1 if options.quick else max(3, getattr(measurement, "ROUNDS", 3)))
    return compare.compare(options.measurement, measurement, options, options.compare)


def main():
    options = parse(sys.argv[1:])
    # A plain kill ends the run as Ctrl-C does, with everything stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    processes.raise_file_limit()
    try:
        build.native_tools()
        if not options.compare:
            options.jar = build.existing(options.jar) if options.jar else build.jar()
        machine = report.facts(options)
        if options.compare:
            result, well = compared(options)
            print(report.markdown(machine, [result]))
            sys.exit(0 if well else 1)
        chosen = MEASUREMENTS.values() if options.measurement == "all" else [MEASUREMENTS[options.measurement]]
        results = [timed(measurement, options) for measurement in chosen]
    except processes.BenchError as error:
        sys.exit("bench: %s" % error)
    except KeyboardInterrupt:
        sys.exit("bench: interrupted")
    print(report.markdown(machine, results))
    if options.save:
        history.append(machine, results)
        build.say("saved: %s.{json,md}" % report.save(machine, results))


if __name__ == "__main__":
    main()
