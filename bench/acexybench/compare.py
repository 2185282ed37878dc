"""Two revisions in one run, round by round in turn, and a verdict on each figure."""

import copy
import shutil
import statistics
import subprocess
import tempfile

from . import build, figures, report
from .processes import BenchError

# What a figure may differ by without anybody caring.
TOLERANCE = 0.03


def built(revision, keep):
    """The jar of a revision: built in a worktree of its own, which is gone afterwards."""
    name = subprocess.run(["git", "-C", str(build.ROOT), "rev-parse", "--short", "--verify", revision + "^{commit}"],
                          capture_output=True, text=True, check=False).stdout.strip()
    if not name:
        raise BenchError("there is no revision " + revision)
    place = tempfile.mkdtemp(prefix="acexy-bench-")
    try:
        build.run(["git", "-C", build.ROOT, "worktree", "add", "--quiet", "--detach", place + "/tree", name])
        build.say("building %s (%s)" % (revision, name))
        build.run(build.MAVEN, cwd=place + "/tree")
        return shutil.copy(place + "/tree/proxy-server/target/acexy.jar", keep + "/%s.jar" % name)
    finally:
        subprocess.run(["git", "-C", str(build.ROOT), "worktree", "remove", "--force", place + "/tree"], check=False)
        shutil.rmtree(place, ignore_errors=True)


def one_round(measurement, options, jar):
    chosen = copy.copy(options)
    chosen.jar, chosen.rounds, chosen.relays = jar, 1, ["acexy"]
    # What has several figures of one name in a round (starts) brings their median.
    return {name: statistics.median(values) for name, values in figures.of([measurement.measure(chosen)]).items()}


def verdict(ratios):
    """What the second is to the first. With few rounds one that differs is chance: all have to agree, and by more than the tolerance."""
    middle = statistics.median(ratios)
    if max(ratios) < 1 and middle < 1 - TOLERANCE:
        return "better"
    if min(ratios) > 1 and middle > 1 + TOLERANCE:
        return "worse"
    return "same"


def rounds(measurement, options, jars):
    """name -> two lists of figures. Every second round begins with the other, so that neither is always the one that comes first."""
    found = {}
    for number in range(options.rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        for which in order:
            build.say("round %d of %d: revision %d" % (number + 1, options.rounds, which + 1))
            for name, value in one_round(measurement, options, jars[which]).items():
                found.setdefault(name, ([], []))[which].append(value)
    return found


def table(found):
    rows = []
    for name, (first, second) in found.items():
        ratios = [after / before for before, after in zip(first, second)]
        rows.append([name, report.median_and_range(first, "%.4g"), report.median_and_range(second, "%.4g"),
                     report.median_and_range(ratios, "%.3f"), verdict(ratios)])
    return rows


def compare(name, measurement, options, revisions):
    """The table, and whether nothing is worse."""
    if name not in figures.KNOWN:
        raise BenchError("compared are only " + ", ".join(figures.KNOWN))
    with tempfile.TemporaryDirectory(prefix="acexy-jars-") as keep:
        jars = [built(revision, keep) for revision in revisions]
        found = rounds(measurement, options, jars)
    result = report.Result(
        name, "%s and %s in turn, %d rounds each; less is better. Better or worse is what is so in every round, and by more than %d %% at the"
        " median." % (*revisions, options.rounds, TOLERANCE * 100),
        ["figure", revisions[0], revisions[1], "ratio", "verdict"], table(found), [{"figure": key, "first": a, "second": b} for key, (a, b) in found.items()])
    return result, all(row[-1] != "worse" for row in result.rows)
