"""Connections that want to do harm, from other addresses of the loopback. Run by flood.py: PORT PATH SLOW MUTE NEW_PER_SECOND ADDRESSES."""

import itertools
import select
import socket
import sys
import time

# A header's byte now and then, so that it is not idleness that ends it; each at its own time, as strangers do.
DRIP_SECONDS = 5


def call(port, source, receive_buffer=None):
    one = socket.socket()
    if receive_buffer:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    one.bind((source, 0))
    one.connect(("127.0.0.1", port))
    one.setblocking(False)
    return one


def ask(one, text, kept):
    """Who is refused may find out by this already."""
    try:
        one.send(text)
        kept.append(one)
    except OSError:
        one.close()


def let_in(connections):
    """Those that the other end has not closed; what it has sent stays unread."""
    count = 0
    for one in connections:
        try:
            count += len(one.recv(12, socket.MSG_PEEK)) == 12 and not one.recv(12, socket.MSG_PEEK).endswith(b" 429")
        except BlockingIOError:
            count += 1
        except OSError:
            pass
    return count


def hold(port, path, slow, mute, sources):
    """Opens them all, paced so that the queue of accepted ones does not overflow; returns those that drip, and those that do not read."""
    heads, silent = [], []
    for number in range(max(slow, mute)):
        if number < slow:
            one = call(port, next(sources))
            ask(one, b"GET %s HTTP/1.1\r\nHost: a\r\nX-Slow: " % path, heads)
        if number < mute:
            one = call(port, next(sources), 4096)
            ask(one, b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path, silent)
        if number % 50 == 49:
            time.sleep(0.05)
    return heads, silent


def main():
    port, path, slow, mute, fresh = int(sys.argv[1]), sys.argv[2].encode(), *map(int, sys.argv[3:6])
    sources = itertools.cycle(["127.0.1.%d" % number for number in range(1, 1 + int(sys.argv[6]))])
    heads, silent = hold(port, path, slow, mute, sources)
    time.sleep(2)
    print("ready", let_in(heads), let_in(silent), flush=True)
    opened = refused = dripped = 0
    begin = time.monotonic()
    while not select.select([sys.stdin], [], [], 0)[0]:
        now = time.monotonic()
        while opened + refused < (now - begin) * fresh:
            try:
                call(port, next(sources)).close()
                opened += 1
            except OSError:
                refused += 1
        while heads and dripped < (now - begin) * len(heads) / DRIP_SECONDS:
            try:
                heads[dripped % len(heads)].send(b"a")
            except OSError:
                pass
            dripped += 1
        time.sleep(0.01)
    print("%d %d %d" % (opened, refused, len(silent)), flush=True)


if __name__ == "__main__":
    main()
