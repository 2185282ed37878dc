"""Starting, reading and stopping programs. Whatever a Run has started is stopped when it ends, however it ends."""

import ctypes
import os
import pathlib
import resource
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

START_SECONDS = 30
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)

# A variable of the shell must not change what is measured: settings come from the command line alone, and are saved with the figures.
FOREIGN_VARIABLES = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")


class BenchError(Exception):
    """A measurement cannot go on; the text says why."""


def raise_file_limit():
    """Thousands of players take thousands of descriptors; programs inherit the limit."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment():
    return {name: value for name, value in os.environ.items()
            if not name.startswith("ACEXY_") and name not in FOREIGN_VARIABLES}


def end_with_parent():
    """Runs in the child: should this program be killed, the child is told to end."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def cpu_clock(pid):
    """Seconds that all threads of a process have run, to the nanosecond: the sum of their schedstat, plus the threads that have ended.

    The clock's number is made as clock_getcpuclockid(3) makes it.
    """
    return time.clock_gettime((~pid << 3) | 2)


def compiler_clock(pid):
    """Seconds that the compiler threads of a JVM have run: what it compiles, and when, differs from run to run."""
    spent = 0
    for task in pathlib.Path("/proc", str(pid), "task").iterdir():
        try:
            if task.joinpath("comm").read_text().startswith(("C1 Comp", "C2 Comp")):
                spent += int(task.joinpath("schedstat").read_text().split()[0])
        except OSError:
            pass  # it has ended meanwhile
    return spent / 1e9


def children_of(pid):
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            stat = pathlib.Path("/proc", entry, "stat").read_text()
        except OSError:
            continue  # it has ended meanwhile
        if int(stat.rpartition(")")[2].split()[1]) == pid:
            found.append(int(entry))
    return found


def memory_of(pid, field):
    """VmRSS or VmHWM in MB (a million bytes)."""
    for line in pathlib.Path("/proc", str(pid), "status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


class Process:
    """One program and its children. What it says goes to a file, whose end is shown if it fails."""

    def __init__(self, command, log, stdin=None, stdout=None, stderr=None):
        self.name = pathlib.Path(command[0]).name
        self.log = log
        with open(log, "wb") as sink:
            self.popen = subprocess.Popen([str(word) for word in command], stdin=stdin or subprocess.DEVNULL,
                                          stdout=stdout or sink, stderr=stderr or sink, start_new_session=True, preexec_fn=end_with_parent,
                                          env=environment())
        self.pid = self.popen.pid

    def pids(self):
        """Parents before their children."""
        found = [self.pid]
        for pid in found:
            found.extend(children_of(pid))
        return found

    def cpu(self):
        self.check()
        return sum(cpu_clock(pid) for pid in self.pids())

    def cpu_but_compiling(self):
        return self.cpu() - sum(compiler_clock(pid) for pid in self.pids())

    def rss(self):
        self.check()
        return sum(memory_of(pid, "VmRSS") for pid in self.pids())

    def peak_rss(self):
        self.check()
        return sum(memory_of(pid, "VmHWM") for pid in self.pids())

    def check(self):
        if self.popen.poll() is not None:
            raise BenchError("%s has ended with code %d: %s" % (self.name, self.popen.returncode, self.said()))

    def said(self):
        return self.said_all()[-2000:].strip()

    def said_all(self):
        return pathlib.Path(self.log).read_text(errors="replace")

    def await_port(self, port):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.check()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise BenchError("%s does not listen on port %d after %d s: %s" % (self.name, port, START_SECONDS, self.said()))

    def stop(self):
        """Kills: nobody needs an orderly end here, and a parent that dies first starts no new children."""
        if self.popen.poll() is None:
            for pid in self.pids():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout, self.popen.stderr):
            if pipe:
                pipe.close()


class Run:
    """The programs and files of one measurement: a context manager that leaves nothing behind."""

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="acexybench-"))
        self.processes = []
        return self

    def __exit__(self, *failure):
        for process in reversed(self.processes):
            process.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self, command, port=None, **streams):
        """Starts a program; with a port, waits until it listens there."""
        log = self.directory / ("log-%d" % len(self.processes))
        process = Process(command, log, **streams)
        self.processes.append(process)
        if port:
            process.await_port(port)
        return process


def read_line(pipe, seconds):
    """The next line of a pipe opened unbuffered, or None at its end; bounded in time."""
    line = b""
    deadline = time.monotonic() + seconds
    while not line.endswith(b"\n"):
        if not select.select([pipe], [], [], max(0, deadline - time.monotonic()))[0]:
            raise BenchError("a program has said nothing for %d s" % seconds)
        byte = os.read(pipe.fileno(), 1)
        if not byte:
            return None
        line += byte
    return line.decode().strip()
