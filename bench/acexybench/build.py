"""Builds what the measurements need, once: the jar, the native tools, the clips. All in bench/target, but for the jar."""

import pathlib
import shutil
import subprocess
import sys

from .processes import BenchError

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "bench/target"
JAR = ROOT / "proxy-server/target/acexy.jar"
PACKAGES = {"java": "openjdk-17-jdk-headless", "jcmd": "openjdk-17-jdk-headless", "mvn": "maven"}

# As in demo.sh: a hurried build without tests and checks.
MAVEN = ["mvn", "-q", "-pl", "proxy-server", "-am", "package", "-Dmaven.test.skip=true", "-Dcheck.skip-errorprone",
         "-Dcheck.skip-format=true", "-Dcheck.skip-checkstyle=true", "-Dcheck.skip-dependency=true", "-Dcheck.skip-enforcer=true"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def need(*programs):
    missing = [PACKAGES.get(program, program) for program in programs if not shutil.which(program)]
    if missing:
        raise BenchError("missing; on Debian and Ubuntu: apt-get install " + " ".join(missing))


def run(command, **further):
    if subprocess.run([str(word) for word in command], **further).returncode != 0:
        raise BenchError("failed: " + " ".join(str(word) for word in command))


def native_tools():
    need("gcc", "make")
    run(["make", "-s", "-C", ROOT / "bench/native"])


def tool(name):
    return TARGET / name


def jar():
    """The proxy's jar, built if it is missing or older than the sources."""
    sources = [ROOT / "pom.xml", *ROOT.glob("*/pom.xml"), *(path for path in ROOT.glob("*/src/main/**/*") if path.is_file())]
    if not JAR.exists() or JAR.stat().st_mtime < max(path.stat().st_mtime for path in sources):
        need("mvn", "java")
        say("building " + str(JAR.relative_to(ROOT)))
        run(MAVEN, cwd=ROOT)
        JAR.touch()  # Maven leaves a jar alone whose content would be the same
    return JAR


def existing(path):
    if not path.is_file():
        raise BenchError("there is no %s" % path)
    return path.resolve()


class Clip:
    """A picture with a running clock and a tone, at a constant rate. Longer than any run: where it starts again its clocks jump back."""

    def __init__(self, kilobits, seconds, size, keyframes=2):
        self.kilobits = kilobits
        self.seconds = seconds
        self.size = size
        self.keyframes = keyframes  # seconds from one to the next
        self.bytes_per_second = kilobits * 1000 // 8

    def path(self):
        rare = "-keyframes%ds" % self.keyframes if self.keyframes != 2 else ""
        path = TARGET / ("clip-%dk-%ds%s.ts" % (self.kilobits, self.seconds, rare))
        if not path.exists():
            need("ffmpeg")
            say("making " + str(path.relative_to(ROOT)))
            TARGET.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".tmp")
            run(self.command(unfinished))
            unfinished.rename(path)
        return path

    def command(self, out):
        # The rest of the rate is sound (64k), tables and padding.
        video = "%dk" % (self.kilobits - max(150, self.kilobits // 25))
        distance = 25 * self.keyframes
        return ["ffmpeg", "-nostdin", "-v", "error", "-y",
                "-f", "lavfi", "-i", "testsrc2=size=%s:rate=25" % self.size,
                "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", self.seconds,
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", distance, "-keyint_min", distance,
                "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-b:v", video, "-minrate", video, "-maxrate", video, "-bufsize", video,
                "-x264-params", "nal-hrd=cbr", "-c:a", "aac", "-b:a", "64k", "-muxrate", "%dk" % self.kilobits, "-f", "mpegts", out]


FULL = Clip(8000, 180, "1280x720")
LOW = Clip(500, 240, "320x180")
SPARSE = Clip(8000, 60, "1280x720", keyframes=10)
HIGH = Clip(25000, 60, "1280x720")
