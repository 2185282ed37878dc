package io.acexy.orchestrator;

import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Readiness;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an up-to-date {@link Health}: asks at once, then again some time after each answer, so that two questions never
 * overlap. Runs on the client's home loop; {@link #latest} may be read on any thread and never waits.
 */
public final class HealthPoller {

    private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);

    /** Spread of the interval, so that many proxies do not ask in step. */
    private static final double JITTER = 0.1;

    private final OrchestratorClient client;
    private final OrchestratorConfig config;
    private final Clockwork clockwork;
    private final Consumer<Health> listener;
    private final VpnDebounce vpn = new VpnDebounce();

    private boolean running;
    private boolean asking;
    private int failures;
    private Future<?> next;

    /** Written on the loop only. */
    private volatile Health latest;

    /**
     * A poller that rests until {@link #start}.
     *
     * @param listener told of every answer and of every failure, on the home loop; must not block
     */
    public HealthPoller(
            OrchestratorClient client, OrchestratorConfig config, Clockwork clockwork, Consumer<Health> listener) {
        this.client = client;
        this.config = config;
        this.clockwork = clockwork;
        this.listener = listener;
        Duration staleAfter = config.healthInterval().multipliedBy(2).plus(config.timeout());
        this.latest = Health.unknown(clockwork.ticker().nanoTime(), staleAfter);
    }

    /** Asks for the first time, now. */
    public void start() {
        clockwork.home().execute(() -> {
            running = true;
            ask();
        });
    }

    /** Asks now, unless a question is out already: after something that must have changed the state. */
    public void pollNow() {
        clockwork.home().execute(this::ask);
    }

    /** Asks no more. An answer that is still out is ignored. */
    public void stop() {
        clockwork.home().execute(() -> {
            running = false;
            cancelNext();
        });
    }

    /** What is known; look at {@link Health#isStale} before relying on it. */
    public Health latest() {
        return latest;
    }

    private void ask() {
        if (!running || asking) {
            return;
        }
        asking = true;
        cancelNext();
        client.status(clockwork.home())
                .addListener((Future<Reply<OrchestratorStatus>> answer) -> onStatus(answer.getNow()));
    }

    private void onStatus(Reply<OrchestratorStatus> reply) {
        if (reply.contentIfAny().isEmpty()) {
            onFailure(reply);
            return;
        }
        OrchestratorStatus status = reply.contentIfAny().get();
        client.readiness(clockwork.home())
                .addListener((Future<Reply<Readiness>> answer) ->
                        onAnswers(status, answer.getNow().contentIfAny()));
    }

    private void onAnswers(OrchestratorStatus status, Optional<Readiness> readiness) {
        failures = 0;
        vpn.seen(status.vpn().isDown());
        publish(new Health(
                true,
                Optional.empty(),
                Optional.of(status),
                readiness,
                vpn.isDown(),
                clockwork.ticker().nanoTime(),
                latest.staleAfter()));
        Duration wait = vpn.isUnsure() ? config.vpnConfirm() : config.healthInterval();
        askAfter(Backoff.spread(wait, JITTER, clockwork.random()));
    }

    /** What was known stays, with its age; the way back is looked for sooner than the usual interval. */
    private void onFailure(Reply<OrchestratorStatus> reply) {
        failures++;
        Health before = latest;
        publish(new Health(
                false,
                Optional.of(reply.describe()),
                before.status(),
                before.readiness(),
                before.vpnDown(),
                before.statusNanos(),
                before.staleAfter()));
        Duration wait = config.backoff().delay(failures, clockwork.random());
        Duration usual = Backoff.spread(config.healthInterval(), JITTER, clockwork.random());
        askAfter(wait.compareTo(usual) < 0 ? wait : usual);
    }

    private void publish(Health health) {
        asking = false;
        if (!running) {
            return;
        }
        if (health.reachable() != latest.reachable()) {
            LOG.atInfo()
                    .addKeyValue("reachable", health.reachable())
                    .addKeyValue("trouble", health.trouble().orElse("none"))
                    .log("orchestrator health changed");
        }
        latest = health;
        listener.accept(health);
    }

    private void askAfter(Duration wait) {
        cancelNext();
        if (running && !asking) {
            next = clockwork.home().schedule(this::ask, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
