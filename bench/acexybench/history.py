"""A line for each run that was saved: figures of one machine over time. Never of several, for which only ratios within a run are comparable."""

import statistics

from . import figures, report

FILE = report.RESULTS / "history.tsv"
HEAD = "date\trevision\tcores\tkernel\tjava\tfigures\n"


def line(machine, results):
    found = "; ".join("%s %.4g" % (name, statistics.median(values)) for name, values in figures.of(results).items())
    facts = [machine["date"], machine["revision"], str(machine["cores"]), machine["kernel"], machine["java"], found]
    return "\t".join(fact.replace("\t", " ") for fact in facts) + "\n"


def append(machine, results, file=FILE):
    """Adds the run; one with short windows, or without a figure that is compared, is left out."""
    if machine["windows"] != "full" or not figures.of(results):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text() if file.exists() else HEAD
    file.write_text(text + line(machine, results))
