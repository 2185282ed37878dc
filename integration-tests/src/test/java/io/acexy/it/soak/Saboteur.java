package io.acexy.it.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Deals faults from a shuffled deck, one every few seconds, and takes each back when its time is over. On one thread. */
final class Saboteur {

    private final List<Fault> all;
    private final SplittableRandom chance;
    private final Ledger ledger;
    private final Consumer<String> log;
    private final List<Fault> deck = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();

    private record Running(Fault fault, Fault.Undo undo, long end) {}

    Saboteur(List<Fault> all, SplittableRandom chance, Ledger ledger, Consumer<String> log) {
        this.all = List.copyOf(all);
        this.chance = chance;
        this.ledger = ledger;
        this.log = log;
    }

    /** For so long; then all is taken back. */
    void run(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        long next = System.nanoTime();
        while (System.nanoTime() < end) {
            if (System.nanoTime() >= next) {
                deal();
                next = System.nanoTime() + seconds(1.5, 5);
            }
            endWhoseTimeIsOver();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        for (Running one : running) {
            end(one);
        }
        running.clear();
    }

    private long seconds(double least, double most) {
        return (long) (chance.nextDouble(least, most) * TimeUnit.SECONDS.toNanos(1));
    }

    private void deal() throws InterruptedException {
        if (deck.isEmpty()) {
            deck.addAll(all);
            Collections.shuffle(deck, new Random(chance.nextLong()));
        }
        for (Fault fault : deck) {
            if (isFree(fault.group())) {
                deck.remove(fault);
                long lasts = seconds((double) fault.least().toSeconds(), (double)
                        fault.most().toSeconds());
                log.accept(fault.name() + ", " + TimeUnit.NANOSECONDS.toSeconds(lasts) + " s");
                begin(fault, lasts);
                return;
            }
        }
    }

    private void begin(Fault fault, long lasts) throws InterruptedException {
        try {
            running.add(new Running(fault, fault.act().begin(), System.nanoTime() + lasts));
        } catch (IOException | RuntimeException failed) {
            ledger.unexplained("could not be done: " + fault.name() + ": " + failed);
        }
    }

    private void end(Running one) throws InterruptedException {
        try {
            one.undo.end();
        } catch (IOException | RuntimeException failed) {
            ledger.unexplained("could not be undone: " + one.fault.name() + ": " + failed);
        }
    }

    private boolean isFree(String group) {
        return group.isEmpty()
                || running.stream().noneMatch(one -> one.fault.group().equals(group));
    }

    private void endWhoseTimeIsOver() throws InterruptedException {
        long now = System.nanoTime();
        for (Running one : List.copyOf(running)) {
            if (now >= one.end) {
                running.remove(one);
                end(one);
            }
        }
    }
}
