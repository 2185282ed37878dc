package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineStat;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * The one judge of silence. Swarms stall, so silence alone proves nothing: a second engine is opened at the first suspicion, the
 * engine in use is asked, and believed when it disowns the session or does not answer at all; then the second one is used, and
 * in the end the run is over. Confined to the stream's home loop.
 */
final class SilenceWatch {

    private static final Duration STAT_TIMEOUT = Duration.ofSeconds(2);

    /** One that is about to take over is waited for, and so is a content that has its turn. */
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    private final GuardedLoop home;
    private final Relay relay;
    private final Rhythm rhythm;
    private final long check;
    private final long timeout;
    private final long end;

    private boolean reading = true;
    private long lastMedia;
    private boolean asked;
    private boolean sourceChanged;
    private Future<?> timer;
    private long dueAfter = NEVER;

    SilenceWatch(GuardedLoop home, Relay relay, SourceConfig config) {
        this.home = home;
        this.relay = relay;
        this.check = config.failover().stallCheck().toNanos();
        this.rhythm = new Rhythm(check);
        this.timeout = config.failover().stallTimeout().toNanos();
        this.end = config.emptyTimeout().toNanos();
        this.lastMedia = home.now();
    }

    /** Media has been published that players had not had. */
    void mediaCame() {
        long now = home.now();
        if (reading && timer != null) {
            paused(now - lastMedia, now);
        }
        sourceChanged = false;
        lastMedia = now;
        asked = false;
        if (relay.is(Phase.WARY) || isTroubledBySilence()) {
            relay.recovery().relieve();
        }
        if (dueAfter > suspicion(now)) {
            expect(suspicion(now));
        }
    }

    private void paused(long silence, long now) {
        if (!sourceChanged) {
            rhythm.pause(silence, now);
        }
        if (silence >= check) {
            relay.record.stalled(silence);
        }
    }

    private boolean isTroubledBySilence() {
        EngineFault trouble = relay.record.trouble();
        return trouble != null && trouble.kind() == EngineFault.Kind.SILENT;
    }

    /** Another source is in use, and may be asked. Silence ends with what it brings, not with its coming. */
    void sourceChanged() {
        sourceChanged = true;
        asked = false;
    }

    /** A pause of our own begins or ends. */
    void reading(boolean on) {
        reading = on;
        lastMedia = home.now();
        if (on && timer != null) {
            expect(suspicion(lastMedia));
        }
    }

    private long suspicion(long now) {
        return Math.min(Math.min(check * 3 / 4, timeout), rhythm.unusual(now));
    }

    private void expect(long silence) {
        stop();
        dueAfter = silence;
        timer = home.after(Duration.ofNanos(lastMedia + silence - home.now()), this::look);
    }

    /** The run is over. */
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void look() {
        if (!reading) {
            return; // an engine that is not read owes nothing; who reads on looks again
        }
        long now = home.now();
        long silence = now - lastMedia;
        if (silence >= end && !relay.succession().hasUntried()) {
            relay.record.stalled(silence);
            relay.giveUp(new RunEnd.Silent(Duration.ofNanos(end), relay.record.trouble()));
            return;
        }
        if (silence >= timeout) {
            relay.recovery().suspect(silent(timeout));
        } else if (silence >= suspicion(now)) {
            relay.recovery().wary(silent(silence));
        }
        if (silence >= check) {
            askEngine();
        }
        if (silence >= turn()) {
            relay.succession().silence(silent(silence));
        }
        if (!relay.is(Phase.OVER)) {
            expect(next(silence, now));
        }
    }

    /** From when on another content is worth more than this one. */
    private long turn() {
        Duration silence = relay.succession().silence();
        return silence == null ? NEVER : Math.max(timeout, silence.toNanos());
    }

    private long next(long silence, long now) {
        long next = silence >= Math.min(end, turn()) ? silence + AGAIN : end;
        for (long level : new long[] {suspicion(now), check, timeout, turn()}) {
            next = level > silence ? Math.min(next, level) : next;
        }
        return next;
    }

    private static EngineFault silent(long nanos) {
        return new EngineFault(EngineFault.Kind.SILENT, "no media for " + nanos / 1_000_000 + " ms");
    }

    private void askEngine() {
        Source source = relay.inUse();
        if (asked || source == null || !source.session().hasStat()) {
            return;
        }
        asked = true;
        long before = lastMedia;
        home.when(source.session().stat(STAT_TIMEOUT), done -> {
            EngineStat stat = done.getNow();
            if (lastMedia != before || !asked) {
                return;
            }
            if (stat == null) {
                relay.condemn(EngineFault.unreachable("the engine is silent and does not answer"));
            } else if (!stat.known()) {
                relay.condemn(new EngineFault(EngineFault.Kind.DEAD_SESSION, "the engine no longer knows the session"));
            }
        });
    }
}
