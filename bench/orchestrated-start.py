#!/usr/bin/env python3
"""What the proxy adds to the start of a channel, with an orchestrator.

Two ways to the first picture of a channel that nobody watches, by turns, all on this machine:
  straight: ask the orchestrator for its engines, start a session on one, open its playback URL, read up to a keyframe
  proxied:  ask the proxy, which sends nothing before a keyframe; read the first byte

Prints the medians and their difference. Needs proxy-server/target/acexy.jar (mvn package) and Python 3; nothing else.

usage: bench/orchestrated-start.py [--rounds 50] [--window 50ms]
"""

import argparse
import http.client
import json
import pathlib
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse

JAR = pathlib.Path(__file__).resolve().parent.parent / "proxy-server/target/acexy.jar"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def await_port(port, process):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("a process has ended before it listened")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("nobody listens on port %d" % port)


def get(port, target):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", target)
    return connection, connection.getresponse()


def get_json(port, target):
    connection, response = get(port, target)
    answer = json.load(response)
    connection.close()
    return answer


def media(port, target):
    connection, response = get(port, target)
    while response.status in (301, 302, 307):  # engines redirect their playback URL
        connection.close()
        connection, response = get(port, urllib.parse.urlsplit(response.getheader("Location")).path)
    if response.status != 200:
        sys.exit("%s answered %d" % (target, response.status))
    return connection, response


def first_byte(port, target):
    connection, response = media(port, target)
    if not response.read(1):
        sys.exit("no media")
    return connection


def first_keyframe(port, target):
    connection, response = media(port, target)
    data = b""
    at = 0
    while True:
        piece = response.read1(65536)
        if not piece:
            sys.exit("the media ended before a keyframe")
        data += piece
        while at + 188 <= len(data):
            if is_keyframe(data[at:at + 188]):
                return connection
            at += 188


def is_keyframe(packet):
    """The start of a video PES whose packet carries the random access indicator (ISO/IEC 13818-1, 2.4.3)."""
    if packet[0] != 0x47 or not packet[1] & 0x40 or packet[3] & 0x30 != 0x30 or not packet[4]:
        return False
    payload = packet[5 + packet[4]:]
    return packet[5] & 0x40 and payload[:3] == b"\0\0\1" and len(payload) > 3 and 0xE0 <= payload[3] <= 0xEF


def straight(orchestrator, content):
    begin = time.perf_counter()
    engine = get_json(orchestrator, "/engines")[0]["port"]
    links = get_json(engine, "/ace/getstream?id=%s&format=json&pid=%s" % (content, content))["response"]
    connection = first_keyframe(engine, urllib.parse.urlsplit(links["playback_url"]).path)
    taken = time.perf_counter() - begin
    connection.close()
    get_json(engine, urllib.parse.urlsplit(links["command_url"]).path + "?method=stop")
    return taken


def proxied(proxy, content):
    begin = time.perf_counter()
    connection = first_byte(proxy, "/ace/getstream?id=" + content)
    taken = time.perf_counter() - begin
    connection.close()
    return taken


def await_idle(proxy):
    while get_json(proxy, "/ace/status")["streams"] > 0:
        time.sleep(0.02)


def measure(orchestrator, proxy, rounds):
    ways = {"straight": [], "proxied": []}
    for number in range(rounds + 10):
        direct = straight(orchestrator, "%040x" % (2 * number + 1))
        through = proxied(proxy, "%040x" % (2 * number + 2))
        await_idle(proxy)
        if number >= 10:  # the first warm the JVMs up
            ways["straight"].append(1000 * direct)
            ways["proxied"].append(1000 * through)
    return ways


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=50)
    arguments.add_argument("--window", default="50ms", help="acexy.chunk.window: how long small pieces are gathered")
    arguments = arguments.parse_args()
    orchestrator, proxy = free_port(), free_port()
    processes = []
    try:
        processes.append(subprocess.Popen(
            ["java", "-cp", str(JAR), "io.acexy.simulator.orchestrator.OrchestratorSimulatorMain",
             "--port", str(orchestrator), "--internal-port", "0", "--engines", "2", "--fast"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        await_port(orchestrator, processes[0])
        processes.append(subprocess.Popen(
            ["java", "-jar", str(JAR), "--listen-addr=127.0.0.1:%d" % proxy, "--linger=0s", "--log-level=warn",
             "--orch-url=http://127.0.0.1:%d" % orchestrator, "--chunk-window=" + arguments.window]))
        await_port(proxy, processes[1])
        ways = measure(orchestrator, proxy, arguments.rounds)
    finally:
        for process in processes:
            process.terminate()
            process.wait()
    for way, taken in ways.items():
        print("%-9s median %6.1f ms   worst %6.1f ms" % (way, statistics.median(taken), max(taken)))
    print("added     median %6.1f ms   in %d rounds, gathering window %s"
          % (statistics.median(ways["proxied"]) - statistics.median(ways["straight"]),
             arguments.rounds, arguments.window))


if __name__ == "__main__":
    main()
