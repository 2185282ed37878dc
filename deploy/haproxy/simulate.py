#!/usr/bin/env python3
"""What becomes of contents and players on N machines behind a consistent hash, when machines die and come back.

    deploy/haproxy/simulate.py [--machines 100] [--contents 3000] [--players 100000] [--weight 100] [--mbit 8]

The ring is HAProxy's: 16 points for each unit of a server's weight, placed by its id, a content goes to the next point. Popularity is
Zipf's: the n-th content has 1/n of the players of the first. Needs nothing but Python.
"""
import argparse
import bisect
import hashlib


def place(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


class Ring:
    def __init__(self, machines, weight):
        self.points = sorted((place(f"{id}/{n}"), id) for id in machines for n in range(16 * weight))
        self.keys = [point for point, _ in self.points]

    def machine(self, content):
        return self.points[bisect.bisect(self.keys, place(content)) % len(self.points)][1]


def popularity(contents, players):
    total = sum(1 / (n + 1) for n in range(contents))
    return [players / (n + 1) / total for n in range(contents)]


def spread(counts, machines):
    loads = [counts.get(machine, 0) for machine in machines]
    return f"least {min(loads):.0f}, mean {sum(loads) / len(loads):.0f}, most {max(loads):.0f}"


def homes(ring, names):
    return [ring.machine(name) for name in names]


def tally(where, what):
    counts = {}
    for machine, amount in zip(where, what):
        counts[machine] = counts.get(machine, 0) + amount
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--machines", type=int, default=100)
    parser.add_argument("--contents", type=int, default=3000)
    parser.add_argument("--players", type=int, default=100_000)
    parser.add_argument("--weight", type=int, default=100)
    parser.add_argument("--mbit", type=float, default=8)
    args = parser.parse_args()
    machines = list(range(1, args.machines + 1))
    names = [f"content {n}" for n in range(args.contents)]
    watched = popularity(args.contents, args.players)
    print(f"{args.machines} machines, {args.contents} contents, {args.players} players of {args.mbit:g} Mbit/s")

    for weight in sorted({1, args.weight}):
        where = homes(Ring(machines, weight), names)
        print(f"weight {weight}: contents a machine: {spread(tally(where, [1] * len(names)), machines)}")
    ring = Ring(machines, args.weight)
    before = homes(ring, names)
    players = tally(before, watched)
    hottest = max(players, key=players.get)
    gbit = players[hottest] * args.mbit / 1000
    print(f"players a machine, by content alone: {spread(players, machines)}: {gbit:.0f} Gbit/s on one, "
          f"{watched[0]:.0f} players on one channel")

    for dead in (1, 10):
        gone = set(machines[:dead])
        rest = [machine for machine in machines if machine not in gone]
        after = homes(Ring(rest, args.weight), names)
        moved = sum(old != new for old, new in zip(before, after))
        needless = sum(old != new and old not in gone for old, new in zip(before, after))
        reconnect = sum(amount for old, new, amount in zip(before, after, watched) if old != new)
        print(f"{dead} of them die: {moved / len(names):.1%} of the contents move (a share of {dead / len(machines):.0%} was there), "
              f"{needless} of those that need not; {reconnect / args.players:.1%} of the players reconnect")
        back = homes(Ring(machines, args.weight), names)
        print(f"they come back: {sum(old != new for old, new in zip(before, back))} contents are elsewhere than before")

    two = [ring.machine(name + " by its other name") for name in names]
    crossing = sum(one != other for one, other in zip(before, two))
    print(f"asked for by two names: {crossing / len(names):.0%} of the contents come to two machines, one of which has an engine, and the "
          f"other has it from there: {crossing * args.mbit / args.machines / 1000:.2f} Gbit/s a machine at most")

    edges = max(1, args.machines * 9 // 10)
    origins = args.machines - edges
    each = args.players / edges
    here = sum(1 - (1 - 1 / edges) ** amount for amount in watched)
    print(f"{edges} edges, players spread evenly, and {origins} origins, contents spread by hash: an edge has {each:.0f} players "
          f"({each * args.mbit / 1000:.1f} Gbit/s out) and {here:.0f} contents ({here * args.mbit / 1000:.2f} Gbit/s in); an origin has "
          f"{args.contents / origins:.0f} engine sessions and sends {here * edges * args.mbit / 1000 / origins:.1f} Gbit/s")


if __name__ == "__main__":
    main()
