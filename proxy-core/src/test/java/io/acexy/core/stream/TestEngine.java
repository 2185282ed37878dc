package io.acexy.core.stream;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * An engine of a {@link TestSwarm}, whose time is the test's. Each setting describes what the next session meets, and may be
 * changed at any time.
 */
final class TestEngine {

    final Engine engine;
    final List<Long> starts = new ArrayList<>(); // in milliseconds of the test's time
    final List<TestSession> sessions = new ArrayList<>();

    Duration startTakes = Duration.ofMillis(50);
    EngineFault startFault;
    Duration cold = Duration.ofMillis(100);
    Duration behind = Duration.ofSeconds(1);
    Duration reachBack = Duration.ofSeconds(3);
    /** Never, where it is null; counted from the first media of each opening. */
    Duration endsAfter;

    EngineFault end = new EngineFault(EngineFault.Kind.ENDED, "the engine ended the stream");
    Duration silentAfter;
    /** Once, a second after the first media of each opening; what was missed comes as a burst then. */
    Duration stallsFor;

    double speed = 1;
    /** The same media at each opening, from its beginning, instead of what is on air. */
    boolean repeats;

    /** How many bytes of the first packet are missing. */
    int cutBytes;

    /** Which packet on air a session begins with, given the one that its time says. */
    LongUnaryOperator beginning = LongUnaryOperator.identity();

    /** Changes a packet in place. */
    ObjLongConsumer<byte[]> distortion = (packet, number) -> {};

    boolean knowsSession = true;
    boolean answersStat = true;

    TestEngine(String name) {
        this(new Engine(name, "127.0.0.1", 1 + Math.floorMod(name.hashCode(), 60_000)));
    }

    TestEngine(Engine engine) {
        this.engine = engine;
    }

    /** Sessions that are not stopped. */
    long open() {
        return sessions.stream().filter(session -> !session.isStopped()).count();
    }

    /** The most starts within any minute. */
    int mostStartsInAMinute() {
        int most = 0;
        for (int first = 0, last = 0; last < starts.size(); last++) {
            while (starts.get(last) - starts.get(first) >= 60_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
