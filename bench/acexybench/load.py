"""Putting players on a relay, and reading what it cost."""

import dataclasses
import json
import subprocess

from . import build
from .processes import BenchError, read_line


@dataclasses.dataclass
class Figures:
    """What one window of load showed."""

    players: dict  # what the load client says
    cpu: float  # seconds that the relay ran within the window
    cold_cpu: float  # and within the first seconds from the first join on
    rss: float  # MB at the end of the window
    peak_rss: float
    looks: list  # what look() returned at the beginning and at the end of the window

    @property
    def cores(self):
        """How many processors the relay kept busy."""
        return self.cpu / self.players["seconds"]

    @property
    def per_gigabyte(self):
        return cost(self.cpu, self.players["bytes"])

    @property
    def cold_per_gigabyte(self):
        return cost(self.cold_cpu, self.players["cold_bytes"])

    @property
    def slowest(self):
        """Bytes per second of the slowest player."""
        return self.players["bytes_per_second"]["min"]

    @property
    def failed(self):
        return self.players["dead"] + self.players["refused"] + self.players["waiting"]


def cost(cpu, delivered):
    if not delivered:
        raise BenchError("nothing was delivered")
    return cpu / (delivered / 1e9)


class Players:
    """A running load client."""

    def __init__(self, run, relay, count, warm, seconds, cold=0.0, joins=0.0, streams=1, visit=0.0):
        self.longest_wait = 60 + warm + seconds + (count / joins if joins else 0)
        self.process = run.start(
            [build.tool("players"), "--port", relay.port, "--path", relay.path, "--players", count, "--streams", streams,
             "--joins", joins, "--warm", warm, "--seconds", seconds, "--cold", cold,
             "--visit", visit, "--stay"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def await_moment(self, word):
        line = read_line(self.process.popen.stderr, self.longest_wait)
        if line != word:
            raise BenchError("the load client says %r instead of %r" % (line, word))

    def report(self):
        line = read_line(self.process.popen.stdout, 60)
        if not line:
            raise BenchError("the load client has reported nothing")
        return json.loads(line)


def measure(run, relay, count, warm, seconds, cold=0.0, look=None, **further):
    """Puts players on the relay and measures one window; the players stay until the run ends.

    look() is called when the window has begun and when it has ended, outside the time whose CPU seconds count.
    """
    process = relay.process
    before = process.cpu()
    players = Players(run, relay, count, warm, seconds, cold, **further)
    cold_cpu = 0.0
    if cold:
        players.await_moment("cold")
        cold_cpu = process.cpu() - before
    players.await_moment("begin")
    looks = [look()] if look else []
    begin = process.cpu()
    players.await_moment("end")
    cpu = process.cpu() - begin
    if look:
        looks.append(look())
    return Figures(players.report(), cpu, cold_cpu, process.rss(), process.peak_rss(), looks)
