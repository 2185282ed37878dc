"""What the proxy adds to the start of a channel, with an orchestrator.

Two ways to the first picture of a channel that nobody watches, by turns, with the simulators of orchestrator and engines:
  straight: ask the orchestrator for its engines, start a session on one, open its playback URL, read up to a keyframe
  proxied:  ask the proxy, which sends nothing before a keyframe; read the first byte
"""

import http.client
import json
import statistics
import time
import urllib.parse

from . import build, relays, report
from .processes import BenchError, Run, free_port

# The first starts warm the JVMs up and do not count.
STARTS, QUICK_STARTS, WARM_STARTS = 50, 5, 10
IDLE_SECONDS = 30


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
        raise BenchError("%s answered %d" % (target, response.status))
    return connection, response


def first_byte(port, target):
    connection, response = media(port, target)
    if not response.read(1):
        raise BenchError("no media")
    return connection


def first_keyframe(port, target):
    connection, response = media(port, target)
    data = b""
    at = 0
    while True:
        piece = response.read1(65536)
        if not piece:
            raise BenchError("the media ended before a keyframe")
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
    deadline = time.monotonic() + IDLE_SECONDS
    while relays.status(proxy)["streams"] > 0:
        if time.monotonic() > deadline:
            raise BenchError("a stream that nobody watches has not ended after %d s" % IDLE_SECONDS)
        time.sleep(0.02)


def measure_ways(orchestrator, proxy, starts):
    ways = {"straight": [], "proxied": []}
    for number in range(WARM_STARTS + starts):
        direct = straight(orchestrator, "%040x" % (2 * number + 1))
        through = proxied(proxy, "%040x" % (2 * number + 2))
        await_idle(proxy)
        if number >= WARM_STARTS:
            ways["straight"].append(1000 * direct)
            ways["proxied"].append(1000 * through)
    return ways


def measure(options):
    orchestrator, proxy = free_port(), free_port()
    with Run() as run:
        run.start([options.java, "-cp", options.jar, "io.acexy.simulator.orchestrator.OrchestratorSimulatorMain", "--port", orchestrator,
                   "--internal-port", "0", "--engines", "2", "--fast"], orchestrator)
        run.start(relays.acexy_command(options, "listen.addr=127.0.0.1:%d" % proxy, "linger=0s", "log.level=warn",
                                       "orch.url=http://127.0.0.1:%d" % orchestrator), proxy)
        ways = measure_ways(orchestrator, proxy, QUICK_STARTS if options.quick else STARTS)
    medians = {way: statistics.median(taken) for way, taken in ways.items()}
    build.say("orchestrated-start: %.1f ms straight, %.1f ms through the proxy" % (medians["straight"], medians["proxied"]))
    rows = [[way, len(taken), "%.1f" % medians[way], "%.1f" % report.percentile(taken, 0.9), "%.1f" % max(taken)]
            for way, taken in ways.items()]
    return report.Result(
        "orchestrated-start", "To the first picture of a channel that nobody watches, with an orchestrator, in ms.",
        ["way", "starts", "median", "p90", "worst"], rows, [ways],
        ["The proxy adds %.1f ms (median to median), of which it may gather the first media for up to %s."
         % (medians["proxied"] - medians["straight"], relays.setting_in_force(options, "chunk.window"))])
