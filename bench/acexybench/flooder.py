"""Connections that want to do harm, from other addresses of the loopback. Run by flood.py: PORT PATH SLOW MUTE NEW_PER_SECOND."""

import itertools
import select
import socket
import sys
import time

# A header's byte now and then, so that it is not idleness that ends it.
DRIP_SECONDS = 5
ADDRESSES = ["127.0.1.%d" % number for number in range(1, 251)]


def call(port, source, receive_buffer=None):
    one = socket.socket()
    if receive_buffer:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    one.bind((source, 0))
    one.connect(("127.0.0.1", port))
    one.setblocking(False)
    return one


def hold(port, path, slow, mute, sources):
    """Opens them all, paced so that the queue of accepted ones does not overflow; returns those that drip, and those that do not read."""
    heads, silent = [], []
    for number in range(max(slow, mute)):
        if number < slow:
            one = call(port, next(sources))
            one.send(b"GET %s HTTP/1.1\r\nHost: a\r\nX-Slow: " % path)
            heads.append(one)
        if number < mute:
            one = call(port, next(sources), 4096)
            one.send(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path)
            silent.append(one)
        if number % 50 == 49:
            time.sleep(0.05)
    return heads, silent


def main():
    port, path, slow, mute, fresh = int(sys.argv[1]), sys.argv[2].encode(), *map(int, sys.argv[3:6])
    sources = itertools.cycle(ADDRESSES)
    heads, silent = hold(port, path, slow, mute, sources)
    print("ready", flush=True)
    opened = refused = 0
    begin = time.monotonic()
    dripped = begin
    while not select.select([sys.stdin], [], [], 0)[0]:
        now = time.monotonic()
        while opened + refused < (now - begin) * fresh:
            try:
                call(port, next(sources)).close()
                opened += 1
            except OSError:
                refused += 1
        if now - dripped > DRIP_SECONDS:
            dripped = now
            for one in heads:
                try:
                    one.send(b"a")
                except OSError:
                    pass
        time.sleep(0.01)
    print("%d %d %d" % (opened, refused, len(silent)), flush=True)


if __name__ == "__main__":
    main()
