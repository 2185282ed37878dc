package io.acexy.core.stream;

import io.acexy.core.engine.EngineFault;
import io.acexy.testkit.SparseClip;
import java.time.Duration;

/** One engine of a {@link ModelWorld}, and since when it could have served anybody. */
final class ModelEngine {

    private static final long NEVER = Long.MAX_VALUE / 2;

    final TestEngine test;
    long wellSince;

    ModelEngine(TestEngine test, double behind, ModelClock clock) {
        this.test = test;
        test.behind = seconds(behind);
        test.distortion = (packet, number) -> {
            clock.set(packet, number);
            SparseClip.number(packet, number);
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    void die(long now) {
        test.startFault = EngineFault.unreachable("it is gone");
        end(test.startFault);
        wellSince = NEVER;
    }

    void cut(long now) {
        end(EngineFault.unreachable("the connection broke"));
        wellSince = Math.max(wellSince, now);
    }

    void hang() {
        test.silentAfter = Duration.ZERO;
        test.answersStat = false;
        wellSince = NEVER;
    }

    void lag(double behind, long now) {
        test.behind = seconds(behind);
    }

    void forget(long now) {
        test.knowsSession = false;
        end(EngineFault.unreachable("the session was ended"));
        wellSince = NEVER;
    }

    void heal(long now) {
        boolean unwell = wellSince == NEVER;
        test.startFault = null;
        test.silentAfter = null;
        test.answersStat = true;
        test.knowsSession = true;
        wellSince = unwell ? now : wellSince;
    }

    private void end(EngineFault fault) {
        test.sessions.stream().filter(session -> !session.isStopped()).forEach(session -> session.fail(fault));
    }

    /** How often it was started since a moment, in milliseconds. */
    long startsSince(long moment) {
        return test.starts.stream().filter(start -> start >= moment).count();
    }
}
