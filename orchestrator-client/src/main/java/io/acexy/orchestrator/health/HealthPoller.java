package io.acexy.orchestrator.health;

import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Readiness;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Backoff;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.orchestrator.time.LoopTask;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps an up-to-date {@link Health}: asks at once, then again some time after each answer, so that two questions never
 * overlap; while there is no answer, again and again within seconds. The log
 * is the listener's. Runs on the client's home loop; {@link #latest} may be read on any thread and never waits.
 */
public final class HealthPoller {

    /** Spread of the interval, so that many proxies do not ask in step. */
    private static final double JITTER = 0.1;

    /** Between two looks for one that is away: whoever waits for it waits no longer than a few seconds more than it takes. */
    private static final Duration WAY_BACK = Duration.ofSeconds(2);

    /** Between two looks while the key is refused, if the usual interval is longer: the operator is at it just now. */
    private static final Duration KEY_REFUSED = Duration.ofSeconds(30);

    private final HealthSource client;
    private final HealthConfig config;
    private final Clockwork clockwork;
    private final Consumer<Health> listener;
    private final VpnDebounce vpn = new VpnDebounce();

    private boolean running;
    private boolean asking;
    private Future<?> next;

    /** Written on the loop only. */
    private volatile Health latest;

    /**
     * A poller that rests until {@link #start}.
     *
     * @param listener told of every answer and of every failure, on the home loop; must not block
     */
    public HealthPoller(HealthSource client, HealthConfig config, Clockwork clockwork, Consumer<Health> listener) {
        this.client = client;
        this.config = config;
        this.clockwork = clockwork;
        this.listener = listener;
        Duration staleAfter = config.interval().multipliedBy(2).plus(config.timeout());
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
        boolean back = !latest.reachable();
        vpn.seen(status.vpn().isDown(), clockwork.clock().instant());
        publish(new Health(
                true,
                Optional.empty(),
                new Health.Reading(
                        Optional.of(status),
                        readiness,
                        clockwork.ticker().nanoTime(),
                        latest.reading().staleAfter()),
                client.isKeyRefused(),
                vpn.downSince()));
        if (running && (back || client.isKeyRefused())) {
            checkKey();
        }
        Duration wait = vpn.isUnsure() ? config.vpnConfirm() : config.interval();
        boolean sooner = client.isKeyRefused() && wait.compareTo(KEY_REFUSED) > 0;
        askAfter(Backoff.spread(sooner ? KEY_REFUSED : wait, JITTER, clockwork.random()));
    }

    /** The status is open to everybody and says nothing of the key. */
    private void checkKey() {
        client.keyCheck(clockwork.home()).addListener(answered -> {
            Health known = latest;
            if (known.reachable() && known.keyRefused() != client.isKeyRefused()) {
                show(known.withKeyRefused(client.isKeyRefused()));
            }
        });
    }

    /** What was known stays, with its age; the way back is looked for sooner than the usual interval. */
    private void onFailure(Reply<OrchestratorStatus> reply) {
        Health before = latest;
        publish(new Health(
                false, Optional.of(reply.describe()), before.reading(), before.keyRefused(), before.vpnDownSince()));
        askAfter(wayBack(reply));
    }

    /** As soon as the circuit lets a call through again, where it is open. */
    private Duration wayBack(Reply<OrchestratorStatus> reply) {
        if (reply instanceof Reply.CircuitOpen<OrchestratorStatus> open) {
            return open.retryAfter();
        }
        Duration usual = config.interval();
        Duration wait = usual.compareTo(WAY_BACK) < 0 ? usual : WAY_BACK;
        return Backoff.spread(wait, JITTER, clockwork.random());
    }

    private void publish(Health health) {
        asking = false;
        show(health);
    }

    private void show(Health health) {
        if (running) {
            latest = health;
            listener.accept(health);
        }
    }

    private void askAfter(Duration wait) {
        cancelNext();
        if (running && !asking) {
            next = clockwork
                    .home()
                    .schedule(
                            new LoopTask("look at the orchestrator", this::ask), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
