package io.acexy.server.orchestration;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;
import io.acexy.orchestrator.EventQueue;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the orchestrator which engine sessions run: each start once, each end once. A session on an engine that is not in its
 * list is kept to ourselves, for the orchestrator would invent an engine for it; should the engine appear in the list, it is
 * reported then. Called on the streams' loops; its state is confined to the selector's loop.
 */
final class StreamReporter implements StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReporter.class);

    private record Session(ContentId content, Engine engine, SessionLinks links) {}

    private final EventQueue queue;
    private final EngineRoster roster;
    private final ReportedStreams reported;
    private final SlotsHeldThere held;
    private final EventLoop loop;

    /** Sessions that run, with what was reported of them, if it was. */
    private final Map<Session, Optional<StreamStarted>> running = new HashMap<>();

    StreamReporter(
            EventQueue queue, EngineRoster roster, ReportedStreams reported, SlotsHeldThere held, EventLoop loop) {
        this.queue = queue;
        this.roster = roster;
        this.reported = reported;
        this.held = held;
        this.loop = loop;
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        Session session = new Session(content, engine, links);
        atHome(() -> running.put(session, report(session)));
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        Session session = new Session(content, engine, links);
        atHome(() -> {
            Optional<StreamStarted> known = running.getOrDefault(session, Optional.empty());
            running.remove(session);
            known.ifPresent(stream -> {
                reported.end(stream.streamId());
                queue.ended(stream.streamId(), fault == null && playsOn(content) ? EndReason.MOVED : reason(fault));
            });
        });
    }

    /** A session that ends by our will while another of its content runs was left for that one. */
    private boolean playsOn(ContentId content) {
        return running.keySet().stream().anyMatch(session -> session.content().equals(content));
    }

    private void atHome(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ignored) {
            // After the loop there is no orchestrator client either.
        }
    }

    private Optional<StreamStarted> report(Session session) {
        Optional<StreamStarted> stream = roster.containerOf(session.engine()).flatMap(id -> event(id, session));
        stream.ifPresent(started -> {
            held.used(session.content(), started.containerId());
            reported.begin(started.streamId());
            queue.started(started);
        });
        return stream;
    }

    private static Optional<StreamStarted> event(String containerId, Session session) {
        try {
            return Optional.of(
                    StreamStartedEvents.of(containerId, session.content(), session.engine(), session.links()));
        } catch (IllegalArgumentException unsayable) {
            // A host or a path that makes no URL, from an engine or an orchestrator that is not what it should be.
            LOG.atWarn()
                    .addKeyValue("engine", session.engine())
                    .addKeyValue("reason", unsayable.getMessage())
                    .log("a stream cannot be reported");
            return Optional.empty();
        }
    }

    private static EndReason reason(EngineFault fault) {
        if (fault == null) {
            return EndReason.CLIENT_DISCONNECTED;
        }
        return switch (fault.kind()) {
            case ENDED -> EndReason.EOF;
            case SILENT -> EndReason.EMPTY_TIMEOUT;
            case UNREACHABLE -> EndReason.NETWORK_ERROR;
            case DEAD_SESSION -> EndReason.CLOSED_CONNECTION;
            default -> EndReason.ERROR;
        };
    }

    /** A new list: engines that were not known may be now, and engines may have another container id after a restart. */
    void listSeen() {
        running.replaceAll((session, known) -> known.isPresent() ? known : report(session));
        announce(stream -> {
            String id = currentContainer(stream).orElse(stream.containerId());
            return Optional.of(id).filter(current -> !current.equals(stream.containerId()));
        });
    }

    /**
     * The orchestrator is back, perhaps with empty books: what it does not list is reported anew.
     *
     * @param listed the streams it knows of
     * @param askedNanos when it was asked: a start that has reached it since then is not among them, and not forgotten
     */
    void orchestratorBack(List<StreamState> listed, long askedNanos) {
        announce(stream -> reported.wasKnownAt(stream.streamId(), askedNanos) && !isListed(stream, listed)
                ? currentContainer(stream)
                : Optional.empty());
    }

    private static boolean isListed(StreamStarted ours, List<StreamState> listed) {
        // Dialect B names a stream by its content alone, and counts it on the engine of its last start.
        return listed.stream()
                .anyMatch(stream -> stream.id().equals(ours.streamId())
                        || (stream.id().equals(ours.key())
                                && stream.containerId().equals(ours.containerId())));
    }

    private Optional<String> currentContainer(StreamStarted stream) {
        return roster.containerOf(new Engine(stream.containerId(), stream.host(), stream.port()));
    }

    private interface Container {
        Optional<String> toReport(StreamStarted stream);
    }

    private void announce(Container container) {
        if (!running.isEmpty()) {
            queue.announceAgain(
                    stream -> container.toReport(stream).map(id -> StreamStartedEvents.movedTo(id, stream)));
        }
    }
}
