package io.acexy.server.report;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.stream.StreamListener;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the orchestrator which engine sessions run: each start once, each end once, and never two of one content at a time. The
 * Go orchestrator knows a stream by its content alone, so that an end which comes after the start of the next session would end
 * that one, and the engine that was left would count a stream for ever; the old session is therefore told over first, whichever
 * order they really have. A session on an engine that is not in its list is kept to ourselves, for the orchestrator would invent
 * an engine for it; should the engine appear in the list, it is reported then. Called on the streams' loops; its state is
 * confined to the selector's loop.
 */
public final class StreamReporter implements StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReporter.class);

    private record Session(ContentId content, Engine engine, SessionLinks links) {
        String key() {
            return StreamStartedEvents.key(content);
        }
    }

    /** Where the reports go, and what is known of them. */
    public record Parts(
            EventQueue queue,
            ListedContainers listed,
            ReportedStreams reported,
            SlotsHeldThere held,
            Instance instance,
            EventLoop loop,
            Bugs bugs) {}

    private final EventQueue queue;
    private final ListedContainers listed;
    private final ReportedStreams reported;
    private final SlotsHeldThere held;
    private final Instance instance;
    private final EventLoop loop;
    private final Bugs bugs;

    /** Sessions that run, in the order of their starts, with what the orchestrator counts of them now, if it does. */
    private final Map<Session, Optional<StreamStarted>> running = new LinkedHashMap<>();

    /** Sessions that were left because of a fault, until they end. */
    private final Map<Session, EngineFault> broken = new HashMap<>();

    /** What an earlier life has left in the orchestrator's books is ended before anything is added to them. */
    private boolean booksSeen;

    /** A reporter that has read nothing of the books yet. */
    public StreamReporter(Parts parts) {
        this.queue = parts.queue();
        this.listed = parts.listed();
        this.reported = parts.reported();
        this.held = parts.held();
        this.instance = parts.instance();
        this.loop = parts.loop();
        this.bugs = parts.bugs();
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        if (!content.isOriginal()) {
            return; // a program of ours, and no engine of anybody's
        }
        Session session = new Session(content, engine, links);
        atHome(() -> {
            running.put(session, Optional.empty());
            reportNewest(session.key());
        });
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (!content.isOriginal()) {
            return;
        }
        Session session = new Session(content, engine, links);
        atHome(() -> {
            Optional<StreamStarted> known = running.getOrDefault(session, Optional.empty());
            running.remove(session);
            broken.remove(session);
            boolean left = fault == null && playsOn(content);
            known.ifPresent(stream -> over(stream, left ? EndReason.MOVED : reason(fault)));
            reportNewest(session.key());
        });
    }

    /** Told before the start of the session that goes on, which is what ends the one left in the orchestrator's books. */
    @Override
    public void switched(ContentId content, Switch change) {
        if (change.why() != null) {
            atHome(() -> running.keySet().stream()
                    .filter(session -> session.content().equals(content)
                            && session.engine().equals(change.from()))
                    .forEach(session -> broken.put(session, change.why())));
        }
    }

    /** A session that ends by our will while another of its content runs was left for that one. */
    private boolean playsOn(ContentId content) {
        return running.keySet().stream().anyMatch(session -> session.content().equals(content));
    }

    private void atHome(Runnable task) {
        try {
            loop.execute(bugs.guard("a report of a stream", task));
        } catch (RejectedExecutionException ignored) {
            // After the loop there is no orchestrator client either.
        }
    }

    /** Of the sessions of one content the newest is the one in use: it takes the place of the one that was reported. */
    private void reportNewest(String key) {
        if (!booksSeen) {
            return;
        }
        List<Session> sessions = running.keySet().stream()
                .filter(session -> session.key().equals(key))
                .toList();
        if (sessions.isEmpty()) {
            return;
        }
        Session newest = sessions.get(sessions.size() - 1);
        if (running.get(newest).isPresent()) {
            return;
        }
        Optional<StreamStarted> next = event(newest);
        next.ifPresent(started -> {
            sessions.forEach(this::leaveBooks);
            begin(newest, started);
        });
    }

    private void leaveBooks(Session session) {
        EngineFault fault = broken.get(session);
        running.get(session).ifPresent(stream -> over(stream, fault == null ? EndReason.MOVED : reason(fault)));
        running.put(session, Optional.empty());
    }

    private void over(StreamStarted stream, EndReason reason) {
        reported.end(stream.streamId());
        queue.ended(stream.streamId(), reason);
    }

    private void begin(Session session, StreamStarted started) {
        running.put(session, Optional.of(started));
        held.used(session.content(), started.containerId());
        reported.begin(started.streamId());
        queue.started(started);
    }

    private Optional<StreamStarted> event(Session session) {
        return listed.containerOf(session.engine()).flatMap(id -> event(id, session));
    }

    private Optional<StreamStarted> event(String containerId, Session session) {
        try {
            return Optional.of(StreamStartedEvents.of(
                    containerId, session.content(), session.engine(), session.links(), instance));
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
    public void listSeen() {
        reportAll();
        announce(stream -> {
            String id = currentContainer(stream).orElse(stream.containerId());
            return Optional.of(id).filter(current -> !current.equals(stream.containerId()));
        });
    }

    private void reportAll() {
        running.keySet().stream().map(Session::key).distinct().toList().forEach(this::reportNewest);
    }

    /**
     * The orchestrator is back, perhaps with empty books, or with more in them than runs: what it does not list is reported
     * anew, and what an earlier life of this proxy has left there is ended.
     *
     * @param known the streams it knows of
     * @param askedNanos when it was asked: a start that has reached it since then is not among them, and not forgotten
     * @param endsItself whether it finds out by itself what has ended; an end too many may hit another stream there
     */
    public void orchestratorBack(List<StreamState> known, long askedNanos, boolean endsItself) {
        if (!endsItself) {
            known.stream().filter(this::isLeftOver).forEach(this::endLeftOver);
        }
        announce(stream -> reported.wasKnownAt(stream.streamId(), askedNanos) && !isListed(stream, known)
                ? currentContainer(stream)
                : Optional.empty());
        openBooks();
    }

    /** The books cannot be read: they are written all the same. */
    public void openBooks() {
        if (!booksSeen) {
            booksSeen = true;
            reportAll();
        }
    }

    private boolean isLeftOver(StreamState listed) {
        return instance.hasMarked(listed.playbackSessionId())
                && !listed.key().isBlank()
                && !listed.containerId().isBlank()
                && !reported.isOurs(listed.key() + "|" + listed.playbackSessionId())
                && running.entrySet().stream()
                        .noneMatch(entry -> entry.getKey().key().equals(listed.key())
                                && entry.getValue().isPresent());
    }

    private void endLeftOver(StreamState listed) {
        LOG.atInfo()
                .addKeyValue("stream", listed.id())
                .addKeyValue("container", listed.containerId())
                .log("a stream of this proxy's earlier life is ended in the orchestrator's books");
        queue.endedEarlier(StreamStartedEvents.ofEarlierLife(listed), EndReason.CLOSED_CONNECTION);
    }

    private static boolean isListed(StreamStarted ours, List<StreamState> known) {
        // Dialect B names a stream by its content alone, and counts it on the engine of its last start.
        return known.stream()
                .anyMatch(stream -> stream.id().equals(ours.streamId())
                        || (stream.id().equals(ours.key())
                                && stream.containerId().equals(ours.containerId())));
    }

    private Optional<String> currentContainer(StreamStarted stream) {
        return listed.containerOf(new Engine(stream.containerId(), stream.host(), stream.port()));
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
