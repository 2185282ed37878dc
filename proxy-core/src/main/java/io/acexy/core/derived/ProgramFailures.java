package io.acexy.core.derived;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.stream.StreamFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What goes wrong with programs, in words for players. What a program has said itself is for the log. */
final class ProgramFailures {

    private ProgramFailures() {}

    static StreamFailure missing(Profile profile) {
        return new StreamFailure(
                StreamFailure.Kind.UNSUPPORTED,
                "the profile '" + profile.name() + "' needs a program that cannot be run here: " + profile.program(),
                Duration.ZERO);
    }

    static StreamFailure tooOften(Profile profile, Duration wait) {
        return new StreamFailure(
                StreamFailure.Kind.ENGINE_FAILED,
                "the program of the profile '" + profile.name() + "' has been started " + Restarts.MOST
                        + " times within a minute",
                wait.plusMillis(999).truncatedTo(ChronoUnit.SECONDS));
    }

    static StreamFailure notNeeded() {
        return new StreamFailure(StreamFailure.Kind.SENT_AWAY, "the program is not needed any more", Duration.ZERO);
    }

    static EngineFault ended(Profile profile, int exitCode) {
        return broken(profile, "has ended with the exit code " + exitCode);
    }

    static EngineFault hangs(Profile profile, Duration time) {
        return broken(profile, "has made nothing of what it was given for " + time.toMillis() + " ms");
    }

    static EngineFault tooSlow(Profile profile) {
        return broken(profile, "reads slower than the stream flows");
    }

    static EngineFault anotherClock(Profile profile) {
        return broken(profile, "is started anew, because the stream goes on with another clock");
    }

    private static EngineFault broken(Profile profile, String what) {
        return EngineFault.broken("the program of the profile '" + profile.name() + "' " + what);
    }
}
