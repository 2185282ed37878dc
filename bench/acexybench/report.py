"""Tables for people, JSON for programs, and the facts of the machine without which figures mean nothing."""

import dataclasses
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess

from . import build

RESULTS = build.ROOT / "bench/results"


@dataclasses.dataclass
class Result:
    """What one measurement has found: a table, and every single figure behind it."""

    name: str
    about: str  # what was measured, in one sentence
    columns: list
    rows: list
    raw: list  # one dictionary per run
    notes: list = dataclasses.field(default_factory=list)

    def markdown(self):
        lines = ["### " + self.name, "", self.about, "", "| " + " | ".join(self.columns) + " |", "|---" * len(self.columns) + "|"]
        lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in self.rows]
        lines += [line for note in self.notes for line in ("", note)]
        return "\n".join(lines) + "\n"


def median_and_range(values, form="%.2f"):
    """The median, and between which figures it lies: 1.02 (0.98-1.10)."""
    if len(values) == 1:
        return form % values[0]
    return (form + " (" + form + "-" + form + ")") % (statistics.median(values), min(values), max(values))


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def first_line(*command):
    """The first line that a program says about itself, wherever it says it."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
        return (done.stdout.strip().splitlines() or [""])[0]
    except OSError:
        return "not installed"


def memory_total():
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemTotal:"):
            return "%.1f GB" % (int(line.split()[1]) * 1024 / 1e9)
    return "unknown"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def facts(options):
    """The machine, the versions and the settings; to be taken before anything runs, for the load average to say something."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": memory_total(),
        "kernel": platform.release(),
        "load average before": "%.2f" % os.getloadavg()[0],
        "revision": first_line("git", "-C", str(build.ROOT), "describe", "--always", "--dirty"),
        "java": first_line(options.java, "-version"),
        "haproxy": first_line("haproxy", "-v"),
        "nginx": first_line("nginx", "-v"),
        "wrk": first_line("wrk", "-v"),
        "gcc": first_line("gcc", "--version"),
        "jvm arguments": " ".join(options.jvm_arg) or "none",
        "settings": " ".join(options.setting) or "the defaults",
        "windows": "short, to see that it works" if options.quick else "full",
    }


def markdown(machine, results):
    lines = ["| | |", "|---|---|"] + ["| %s | %s |" % pair for pair in machine.items()]
    return "\n".join(lines) + "\n\n" + "\n".join(result.markdown() for result in results)


def save(machine, results):
    """Writes both forms; returns the path without the suffix. The hour is in the name, so that no run writes over another."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H%MZ")
    path = RESULTS / ("%s-%dc-%s" % (stamp, machine["cores"], machine["kernel"]))
    content = {"machine": machine, "results": [dataclasses.asdict(result) for result in results]}
    path.with_name(path.name + ".json").write_text(json.dumps(content, indent=1) + "\n")
    path.with_name(path.name + ".md").write_text(markdown(machine, results))
    return path
