#!/usr/bin/env python3
"""What an edge adds to a join: the time to the first byte at a proxy that plays a content, and at an edge of it that does not yet.

    bench/edge.py [--rounds 10]

A content is started on an engine, or on a proxy, twelve times a minute at most, so that there are ten rounds. Starts the demo (an origin that always has one player) and an edge of it that forgets a content as soon as nobody watches. Needs the jar
and python3; listens on 127.0.0.1 only.
"""
import argparse
import http.client
import pathlib
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
STREAM = "/ace/getstream?id=0123456789abcdef0123456789abcdef01234567"
ORIGIN, EDGE = 18310, 18311


def start(jar, port, *args):
    return subprocess.Popen(
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar), f"--listen-addr=127.0.0.1:{port}", *args],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ready(port):
    for _ in range(150):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"nothing answers at port {port}")


def join(port):
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", STREAM)
    answer = connection.getresponse()
    if answer.status != 200 or not answer.read(188 * 7):
        raise SystemExit(f"port {port} answers {answer.status}")
    return (time.monotonic() - began) * 1000, connection, answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--jar", default=ROOT / "proxy-server/target/acexy.jar")
    args = parser.parse_args()
    origin = start(args.jar, ORIGIN, "--demo")
    edge = start(args.jar, EDGE, f"--engines=acexy://127.0.0.1:{ORIGIN}", "--linger=0s")
    try:
        ready(ORIGIN)
        ready(EDGE)
        _, keeper, kept = join(ORIGIN)
        times = {ORIGIN: [], EDGE: []}
        for _ in range(args.rounds):
            for port in times:
                took, connection, answer = join(port)
                times[port].append(took)
                answer.close()
                connection.close()
                time.sleep(0.5)  # the edge stops its session
                kept.read1(1 << 20)
        there, here = (statistics.median(times[port]) for port in (ORIGIN, EDGE))
        print(f"first bytes, medians of {args.rounds}: {there:.1f} ms at the origin, {here:.1f} ms at the edge: {here - there:.1f} ms more "
              f"(slowest {max(times[ORIGIN]):.0f} and {max(times[EDGE]):.0f} ms)")
    finally:
        for process in (edge, origin):
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
