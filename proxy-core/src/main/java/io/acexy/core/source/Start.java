package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.List;

/**
 * What is done until there is media: one engine is tried, or two in a race, and others when it fails. The first media goes
 * straight to the stream, as there is nothing that it would have to follow. Confined to the home loop.
 */
final class Start {

    /** So many engines are tried for one start. */
    private static final int MAX_ENGINES = 3;

    /** So often a start waits for an engine that is being freed; another start may be quicker to take it. */
    private static final int MAX_RECLAIMS = 3;

    private final GuardedLoop home;
    private final Relay relay;
    private final RunOwner owner;
    private final EngineSearch search;
    private final SourceConfig config;

    private EngineFault firstFault;
    private int reclaims;

    Start(GuardedLoop home, Relay relay, RunOwner owner, EngineSearch search, SourceConfig config) {
        this.home = home;
        this.relay = relay;
        this.owner = owner;
        this.search = search;
        this.config = config;
    }

    void begin() {
        search.find(Want.START);
        if (!config.failover().startRace().isZero()) {
            home.after(config.failover().startRace(), () -> search.find(Want.RACE));
        }
    }

    /** The first bytes of all, from the first source to bring some. */
    void mediaCame(Source source, ByteBuf data) {
        TsAligner aligner = new TsAligner();
        relay.adoptFirst(source);
        owner.spliced(new Continuation(null, List.of(), aligner));
        MediaSink sink = new Unproven(source, new Legibility(aligner, home.now()));
        source.become(Source.Role.IN_USE, sink);
        sink.media(data);
    }

    /** Passes on what comes until some of it has been published, or it turns out to be no transport stream. */
    private final class Unproven implements MediaSink {

        private final Source source;
        private final Legibility legibility;

        Unproven(Source source, Legibility legibility) {
            this.source = source;
            this.legibility = legibility;
        }

        @Override
        public void media(ByteBuf data) {
            owner.media(data);
            EngineFault illegible = relay.is(Phase.STARTING) ? legibility.judge(home.now()) : null;
            if (illegible != null) {
                relay.sourceFailed(source, illegible);
            }
        }
    }

    /** One has failed, and is gone. */
    void failed(EngineFault fault) {
        // Of a film each engine would say the same, whatever was wrong with the ones before.
        firstFault = firstFault == null || fault.kind() == EngineFault.Kind.ON_DEMAND ? fault : firstFault;
        if (!relay.candidates().isEmpty()) {
            return; // the other one of a race is still under way
        }
        relay.record.serving(null, null);
        if (fault.kind().mayWorkElsewhere() && search.failures() < MAX_ENGINES) {
            search.find(Want.START);
        } else {
            giveUp(new RunEnd.Failed(firstFault), firstFault);
        }
    }

    /** This content is; another may have more luck. */
    private void giveUp(RunEnd end, EngineFault fault) {
        if (fault != null && relay.succession().turn(fault)) {
            firstFault = null;
        } else {
            relay.giveUp(end);
        }
    }

    void nothingFound(EngineSelection.None answer) {
        boolean full = !(answer instanceof EngineSelection.Unavailable);
        Future<Void> room = full && reclaims++ < MAX_RECLAIMS ? owner.reclaim() : null;
        if (room != null) {
            home.when(room, done -> search.find(Want.START));
        } else if (firstFault != null) {
            giveUp(new RunEnd.Failed(firstFault), firstFault);
        } else {
            RunEnd refusal = search.refusal(answer);
            giveUp(refusal, refusal instanceof RunEnd.Exhausted spent ? spent.reason() : null);
        }
    }
}
