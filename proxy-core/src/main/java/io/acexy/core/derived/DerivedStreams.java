package io.acexy.core.derived;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.stream.StreamRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streams that are made of other streams: what an engine is to a stream, a program is to one of these, so that everything else
 * about it is a stream's. Stands before the choice of engines and before their sessions, and counts programs. Any thread.
 */
public final class DerivedStreams {

    /** A program stands where an engine would; nobody connects to it. */
    private static final int NO_PORT = 1;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final DerivedConfig config;
    private final ByteBufAllocator allocator;
    private final Bugs bugs;
    private final Restarts restarts = new Restarts();
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<ProgramSession, ProgramStatus> running = new ConcurrentHashMap<>();

    private volatile StreamRegistry streams;

    /** @param allocator for what programs write */
    public DerivedStreams(DerivedConfig config, ByteBufAllocator allocator, Bugs bugs) {
        this.config = config;
        this.allocator = allocator;
        this.bugs = bugs;
    }

    /** Where the originals play, and what is made of them. Before the first stream; there is no registry without these. */
    public void playFrom(StreamRegistry registry) {
        streams = registry;
    }

    /** Every program at this moment. Any thread; never waits. */
    public List<ProgramStatus> programs() {
        return List.copyOf(running.values());
    }

    /** Chooses a program for what is made of another stream; the rest is the engines'. */
    public EngineSelector before(EngineSelector engines) {
        return new EngineSelector() {
            @Override
            public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
                return content.isOriginal()
                        ? engines.select(content, excluding, home)
                        : home.newSucceededFuture(choose(content, excluding));
            }

            @Override
            public Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
                return content.isOriginal()
                        ? engines.selectSpare(content, excluding, home)
                        : home.newSucceededFuture(choose(content, excluding));
            }
        };
    }

    /** Opens a program's session for what is made of another stream; the rest is the engines'. */
    public MediaSession.Opener before(MediaSession.Opener engines) {
        return (home, engine, content, options, listener) -> content.isOriginal()
                ? engines.open(home, engine, content, options, listener)
                : new ProgramSession(home, content, options, listener, this);
    }

    /** There is one for each profile, and never a second one beside it. */
    private EngineSelection choose(ContentId content, Set<Engine> excluding) {
        Engine program = Engine.at(content.profile(), NO_PORT);
        if (excluding.contains(program) || !config.profiles().containsKey(content.profile())) {
            return new EngineSelection.Unavailable("the program of this profile does not run", WAIT);
        }
        if (taken.incrementAndGet() > config.maxPrograms()) {
            taken.decrementAndGet();
            return new EngineSelection.Limited("this proxy runs as many programs as it may", WAIT);
        }
        return new EngineSelection.Selected(program, new Place());
    }

    private final class Place implements EngineLease {

        private final AtomicBoolean given = new AtomicBoolean();

        @Override
        public void release() {
            if (given.compareAndSet(false, true)) {
                taken.decrementAndGet();
            }
        }

        @Override
        public void fail(EngineFault fault) {
            release();
        }
    }

    // ---- for its sessions ----

    DerivedConfig config() {
        return config;
    }

    Profile profile(ContentId content) {
        return Objects.requireNonNull(config.profiles().get(content.profile()));
    }

    StreamRegistry streams() {
        return streams;
    }

    Restarts restarts() {
        return restarts;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    Bugs bugs() {
        return bugs;
    }

    void runs(ProgramSession session, ProgramStatus status) {
        running.put(session, status);
    }

    void isOver(ProgramSession session) {
        running.remove(session);
    }
}
