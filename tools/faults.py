#!/usr/bin/env python3
"""Puts each fault of tools/faults.txt into a copy of this program, and expects its test to find it.

    tools/faults.py [part of a name]

Takes about half a minute for each. Exits with 1 where a fault is not found, or is no fault of this program any more.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HOUSE = pathlib.Path(__file__).resolve().parent.parent
QUICK = [
    "-Dsurefire.failIfNoSpecifiedTests=false",
    "-Dcheck.skip-errorprone",
    "-Dcheck.skip-format=true",
    "-Dcheck.skip-checkstyle=true",
    "-Dcheck.skip-dependency=true",
    "-Dcheck.skip-enforcer=true",
]


def faults():
    text = (HOUSE / "tools" / "faults.txt").read_text()
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield dict(line.split(": ", 1) for line in lines)


def tests(copy, module, test):
    """The end of a run of one test of the copy, and what it said."""
    command = ["mvn", "-o", "-B", "verify", "-pl", module, "-am", f"-Dtest={test}", *QUICK]
    run = subprocess.run(command, cwd=copy, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
    return run.returncode, run.stdout


def try_one(copy, fault):
    """What is wrong; nothing where the fault was found."""
    path = copy / fault["file"]
    text = path.read_text()
    if text.count(fault["old"]) != 1:
        return f"its place is there {text.count(fault['old'])} times"
    module, test = fault["found"].split()
    try:
        path.write_text(text.replace(fault["old"], fault["new"]))
        status, said = tests(copy, module, test)
    finally:
        path.write_text(text)
    if status == 0:
        return "not found by " + fault["found"]
    if "COMPILATION ERROR" in said:
        return "it does not compile"
    return None if "There are test failures" in said or "FAILURE!" in said else "the build fails, and not the test"


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    with tempfile.TemporaryDirectory(prefix="acexy-faults-") as folder:
        copy = pathlib.Path(folder) / "house"
        shutil.copytree(HOUSE, copy, ignore=shutil.ignore_patterns(".git", "node_modules"))
        wrong = 0
        for fault in faults():
            if wanted in fault["name"]:
                trouble = try_one(copy, fault)
                wrong += trouble is not None
                print(f"{trouble or 'found by ' + fault['found']}: {fault['name']}", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
