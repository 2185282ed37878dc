"""The relays that are compared, each between the bare engine and the players, on 127.0.0.1."""

import http.client
import json
import os
import pwd
import subprocess
import time

from . import build
from .processes import BenchError, environment, free_port

CONTENT = "a" * 40

# The placeholder is the number of the stream; engines want 40 hexadecimal digits.
MANY_STREAMS = "/ace/getstream?id=%040d"

NAMES = ("fan", "acexy", "haproxy", "nginx")


def start_engine(run, clip, packets, speed=1):
    """The bare engine, which sends the clip in pieces of so many packets, as fast as it plays; returns its port."""
    port = free_port()
    run.start([build.tool("source"), port, clip.path(), clip.bytes_per_second * speed, packets], port)
    return port


class Relay:
    """A running relay: its process, its port, and the path of its stream."""

    def __init__(self, process, port, path):
        self.process = process
        self.port = port
        self.path = path


def start(run, name, options, engine, streams=1):
    """Several streams only with the bare C relay, which takes them all from the beginning, and the proxy."""
    if name == "fan":
        return start_fan(run, engine, streams)
    relay = {"acexy": start_acexy, "acexy-tls": start_acexy_tls, "haproxy": start_haproxy, "nginx": start_nginx}[name](run, options, engine)
    if streams > 1:
        relay.path = MANY_STREAMS
    return relay


def start_fan(run, engine, streams):
    port = free_port()
    return Relay(run.start([build.tool("fan"), port, engine, streams], port), port, "/x")


def acexy_command(options, *properties):
    return [options.java, *options.jvm_arg, *("-Dacexy." + pair for pair in (*properties, *options.setting)), "-jar", options.jar]


def start_acexy(run, options, engine, await_ready=True):
    port = free_port()
    process = run.start(acexy_command(options, "listen.addr=127.0.0.1:%d" % port, "host=127.0.0.1", "port=%d" % engine))
    if await_ready:
        process.await_port(port)
        status(port)
    return Relay(process, port, "/ace/getstream?id=" + CONTENT)


UNWRAP = """
global
    maxconn 9000
defaults
    mode tcp
    timeout connect 10s
    timeout client 60s
    timeout server 60s
frontend players
    bind 127.0.0.1:%(port)d
    default_backend proxy
backend proxy
    server proxy 127.0.0.1:%(tls)d ssl verify none
"""


def start_acexy_tls(run, options, engine):
    """The proxy by TLS. HAProxy takes it off, since the load client does not speak it; only the proxy's own processor time is read."""
    build.need("haproxy")
    build.need("openssl")
    plain, tls, port = free_port(), free_port(), free_port()
    certificate, key = run.directory / "tls.pem", run.directory / "tls.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=acexy", "-out", certificate, "-keyout", key], check=True, capture_output=True, timeout=30)
    process = run.start(acexy_command(options, "listen.addr=127.0.0.1:%d" % plain, "tls.addr=127.0.0.1:%d" % tls,
                                      "tls.cert=%s" % certificate, "tls.key=%s" % key, "host=127.0.0.1", "port=%d" % engine))
    process.await_port(plain)
    status(plain)
    config = run.directory / "unwrap.cfg"
    config.write_text(UNWRAP % {"port": port, "tls": tls})
    run.start(["haproxy", "-db", "-q", "-f", config], port)
    return Relay(process, port, "/ace/getstream?id=" + CONTENT)


def fetch(port, path):
    """The body of a 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status != 200:
            raise BenchError("%s is answered %d" % (path, response.status))
        return response.read()
    finally:
        connection.close()


def status(port):
    """What /ace/status says."""
    return json.loads(fetch(port, "/ace/status"))


def skips(port):
    """How often players have fallen off the ring so far."""
    return sum(stream["skips"] for stream in status(port)["stream_list"])


def await_players(port, count, seconds=15):
    """Until the proxy counts so many players."""
    deadline = time.monotonic() + seconds
    while status(port)["clients"] < count:
        if time.monotonic() > deadline:
            raise BenchError("%d players are not there after %d s" % (count, seconds))
        time.sleep(0.05)


def setting_in_force(options, name):
    """What the proxy itself says a setting is, such as 50ms."""
    command = [str(word) for word in acexy_command(options)] + ["--print-config"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, env=environment(), check=False)
    for line in done.stdout.splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "acexy." + name:
            return value.split("#")[0].strip()
    raise BenchError("--print-config does not name acexy.%s: %s" % (name, done.stderr.strip()))


HAPROXY = """
global
    maxconn 9000
defaults
    mode http
    timeout connect 10s
    timeout client 60s
    timeout server 60s
frontend players
    bind 127.0.0.1:%(port)d
    default_backend engine
backend engine
    server engine 127.0.0.1:%(engine)d
"""


def start_haproxy(run, options, engine):
    build.need("haproxy")
    port = free_port()
    config = run.directory / "haproxy.cfg"
    config.write_text(HAPROXY % {"port": port, "engine": engine})
    return Relay(run.start(["haproxy", "-db", "-q", "-f", config], port), port, "/ace/r/x")


NGINX = """
%(user)s
daemon off;
worker_processes %(workers)d;
pid %(directory)s/nginx.pid;
error_log stderr error;
events { worker_connections 9000; }
http {
    access_log off;
    client_body_temp_path %(directory)s/nginx-body;
    proxy_temp_path %(directory)s/nginx-proxy;
    fastcgi_temp_path %(directory)s/nginx-fastcgi;
    uwsgi_temp_path %(directory)s/nginx-uwsgi;
    scgi_temp_path %(directory)s/nginx-scgi;
    keepalive_requests 1000000000;
    server {
        listen 127.0.0.1:%(port)d backlog=4096;
        %(locations)s
    }
}
"""


def start_nginx(run, options, engine):
    locations = "location / { proxy_pass http://127.0.0.1:%d; proxy_http_version 1.1; proxy_buffering off; }" % engine
    return nginx_with(run, locations, "/ace/r/x")


def nginx_with(run, locations, path):
    build.need("nginx")
    port = free_port()
    # As root its workers would become somebody else, who may not write to our directory.
    user = "user %s;" % pwd.getpwuid(0).pw_name if os.geteuid() == 0 else ""
    config = run.directory / "nginx.conf"
    config.write_text(NGINX % {"user": user, "workers": len(os.sched_getaffinity(0)), "directory": run.directory, "port": port,
                               "locations": locations})
    return Relay(run.start(["nginx", "-p", run.directory, "-c", config], port), port, path)
