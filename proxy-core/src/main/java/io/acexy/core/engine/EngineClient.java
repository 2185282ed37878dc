package io.acexy.core.engine;

import io.acexy.core.Bugs;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that are asked of engines. Stateless, usable from any thread; answers arrive on the loop that is handed in.
 */
public final class EngineClient {

    private static final Logger LOG = LoggerFactory.getLogger(EngineClient.class);

    private static final String STATUS = "/server/api?api_version=3&method=get_status";

    private static final String START = "/ace/getstream";

    /** What a proxy says of itself: also whether it drains, and whether it has an engine. */
    private static final String READY = "/readyz";

    private static final String PLAYS = "/ace/plays";

    /** To an older process: what nobody watches there any more it leaves to whoever asks. */
    private static final String PLAYS_ON = "/ace/plays-on";

    private static final int OK = 200;

    /** RFC 5842, 7.2. */
    private static final int LOOP_DETECTED = 508;

    private final EngineConnector connector;
    private final EngineConfig config;
    private final Upstream upstream;
    private final Bugs bugs;

    /** @param bugs hears of our own mistakes, which are no engine's fault */
    public EngineClient(EngineConnector connector, EngineConfig config, Bugs bugs) {
        this(connector, config, Upstream.anonymous(), bugs);
    }

    /**
     * One that asks other proxies too.
     *
     * @param upstream how it presents itself to them
     */
    public EngineClient(EngineConnector connector, EngineConfig config, Upstream upstream, Bugs bugs) {
        this.connector = connector;
        this.config = config;
        this.upstream = upstream;
        this.bugs = bugs;
    }

    EngineConnector connector() {
        return connector;
    }

    EngineConfig config() {
        return config;
    }

    Bugs bugs() {
        return bugs;
    }

    /**
     * Whether the engine answers {@code get_status} with 200, and if not, what is in the way: the readiness probe of choice, because
     * {@code get_version} goes on answering when the core is stuck. A proxy is asked whether it takes players. Never fails, and takes
     * no longer than the timeout.
     */
    public Future<EngineCheck> check(EventLoop loop, Engine engine, Duration timeout) {
        EngineFault mistake = EngineFault.internal();
        return ask(
                loop,
                engine,
                readiness(engine, timeout),
                answer -> judge(engine, answer),
                new EngineCheck(EngineCheck.State.NOT_READY, mistake.detail()));
    }

    /**
     * Asks something, and puts the answer into our words.
     *
     * @param mistaken the answer when our own reading of the engine's throws
     */
    private <T> Future<T> ask(
            EventLoop loop, Engine engine, Question question, Function<EngineCall.Answer, T> reading, T mistaken) {
        Promise<T> result = loop.newPromise();
        EngineCall.ask(this, loop, engine, question)
                .addListener((Future<EngineCall.Answer> done) -> bugs.run(
                        "reading of an engine's answer",
                        () -> result.setSuccess(reading.apply(done.getNow())),
                        () -> result.trySuccess(mistaken)));
        return result;
    }

    private static Question readiness(Engine engine, Duration timeout) {
        return new Question(engine.isProxy() ? READY : STATUS, timeout);
    }

    private static EngineCheck judge(Engine engine, EngineCall.Answer answer) {
        if (answer.unconnected() instanceof UnknownHostException) {
            return new EngineCheck(
                    EngineCheck.State.NAME_UNKNOWN, "the name " + engine.host() + " cannot be resolved here");
        }
        if (answer.fault() != null) {
            boolean connected = answer.unconnected() == null;
            return new EngineCheck(
                    connected ? EngineCheck.State.NOT_READY : EngineCheck.State.UNREACHABLE,
                    answer.fault().detail());
        }
        boolean ready =
                answer.status() == OK && (engine.isProxy() || answer.text().contains("result"));
        return ready
                ? EngineCheck.READY
                : new EngineCheck(
                        EngineCheck.State.NOT_READY,
                        engine + " answers " + answer.status() + " to " + (engine.isProxy() ? READY : "get_status"));
    }

    /** Starts a session with a player id of our own, which no other session on any engine shares. */
    Future<SessionLinks.Reading> start(EventLoop loop, Engine engine, ContentId content, Map<String, String> options) {
        QueryStringEncoder query = named(START, content);
        query.addParam("format", "json");
        query.addParam("pid", UUID.randomUUID().toString());
        Hops.without(options).forEach(query::addParam);
        Question question = new Question(query.toString(), config.responseTimeout());
        Hops came = Hops.of(options.get(Hops.OPTION));
        return ask(
                loop,
                engine,
                engine.isProxy() ? question.by(came.plus(upstream.mark()), upstream.keyOf(engine)) : question,
                EngineClient::read,
                new SessionLinks.Reading(null, EngineFault.internal()));
    }

    private static QueryStringEncoder named(String path, ContentId content) {
        QueryStringEncoder query = new QueryStringEncoder(path);
        query.addParam(content.kind().parameter(), content.value());
        if (content.file() > 0) {
            query.addParam("_idx", Integer.toString(content.file()));
        }
        return query;
    }

    /**
     * Asks a proxy, on which a stream of ours depends, whether that one depends on somebody through whom a wish has come to us.
     *
     * @param came the proxies through which it has come
     * @return what it refuses with, or nothing where it sees no circle, or does not answer in time. Never fails.
     */
    public Future<Optional<String>> circle(
            EventLoop loop, Engine proxy, ContentId content, Hops came, Duration timeout) {
        Question question = new Question(named(START, content).toString(), timeout)
                .by(came.plus(upstream.mark()), upstream.keyOf(proxy))
                .headOnly();
        return ask(loop, proxy, question, EngineClient::readCircle, Optional.empty());
    }

    /**
     * Asks a proxy that serves the same players whether it plays a content from an engine. An older process of this proxy says so
     * only where somebody watches there; else the content is free when it answers.
     *
     * @return nothing when it does not answer in time, or does not let us ask. Never fails.
     */
    public Future<Optional<Boolean>> plays(EventLoop loop, Engine proxy, ContentId content, Duration timeout) {
        Question question = new Question(
                        named(proxy.isKin() ? PLAYS_ON : PLAYS, content).toString(), timeout)
                .by(Hops.NONE.plus(upstream.mark()), upstream.keyOf(proxy));
        return ask(loop, proxy, question, EngineClient::readPlays, Optional.empty());
    }

    private static Optional<Boolean> readPlays(EngineCall.Answer answer) {
        boolean told = answer.fault() == null && answer.status() == OK;
        return told ? Optional.of(answer.text().contains("\"plays\":true")) : Optional.empty();
    }

    private static Optional<String> readCircle(EngineCall.Answer answer) {
        boolean circle = answer.fault() == null && answer.status() == LOOP_DETECTED;
        return circle
                ? Optional.of("loop of proxies: the stream here comes from one that waits for it")
                : Optional.empty();
    }

    private static SessionLinks.Reading read(EngineCall.Answer answer) {
        if (answer.fault() != null) {
            return new SessionLinks.Reading(null, answer.fault());
        }
        if (answer.status() != OK) {
            return new SessionLinks.Reading(null, EngineFault.ofStatus(answer.status(), answer.text()));
        }
        return SessionLinks.read(answer.text());
    }

    /**
     * Asks how a session is doing, without counting as a player's activity, which would keep a dead session alive.
     *
     * @return the answer; null when there was none in time, or none that could be read. Never fails.
     */
    Future<EngineStat> stat(EventLoop loop, Engine engine, String statPath, Duration timeout) {
        Question question = new Question(SessionLinks.withParameter(statPath, "skip_player_activity=1"), timeout);
        return ask(loop, engine, question, EngineClient::readStat, null);
    }

    private static EngineStat readStat(EngineCall.Answer answer) {
        boolean usable = answer.fault() == null && answer.status() == OK;
        return usable ? EngineStat.read(answer.text()) : null;
    }

    /**
     * Ends a session on its engine; "unknown playback session id" counts as ended. Completed in any case: an engine that cannot
     * be told ends a session by itself when nobody reads it.
     *
     * @param links null where the engine has given none, so that there is nothing to be ended
     */
    Future<Void> stop(EventLoop loop, Engine engine, SessionLinks links) {
        if (links == null || links.command() == null) {
            return loop.newSucceededFuture(null);
        }
        Question question =
                new Question(SessionLinks.withParameter(links.command(), "method=stop"), config.stopTimeout());
        return ask(loop, engine, question, answer -> stopped(engine, answer), null);
    }

    private static Void stopped(Engine engine, EngineCall.Answer answer) {
        if (answer.fault() != null) {
            LOG.atInfo()
                    .addKeyValue("engine", engine)
                    .addKeyValue("reason", answer.fault().detail())
                    .log("engine could not be told to stop a session");
        }
        return null;
    }
}
