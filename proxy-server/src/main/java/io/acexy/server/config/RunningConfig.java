package io.acexy.server.config;

/** The settings that hold now: read as a whole, and exchanged as a whole. Any thread reads, one exchanges. */
public final class RunningConfig {

    private final EffectiveConfig started;
    private volatile EffectiveConfig now;

    /** @param started what the process starts with */
    public RunningConfig(EffectiveConfig started) {
        this.started = started;
        this.now = started;
    }

    /**
     * Those that hold. What is read of it only at a start says what will hold then: who has started with something keeps that.
     */
    public ProxyConfig now() {
        return now.config();
    }

    /** What others would change. */
    public Differences to(EffectiveConfig next) {
        return Differences.of(started, now, next);
    }

    /** From now on others hold. */
    public void take(EffectiveConfig next) {
        now = next;
    }
}
