package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.StreamEventRecord.Effect;
import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What stream events do to the books, by the rules of the dialect, the nasty ones too. Confined to the orchestrator's loop.
 * The rules were read in the public sources and, for A, seen at work.
 */
final class EventRules {

    /** The next look at Docker finds that there is no such container. */
    private static final Duration PHANTOM_GOES = Duration.ofSeconds(20);

    private final OrchestratorCore core;
    private final Registry registry;

    EventRules(OrchestratorCore core, Registry registry) {
        this.core = core;
        this.registry = registry;
    }

    StreamEntry started(StartedEvent event) {
        return core.dialect.isA() ? startedInA(event) : startedInB(event);
    }

    /** The stream that ended, or ended again; empty if none did. */
    Optional<StreamEntry> ended(EndedEvent event) {
        return core.dialect.isA() ? endedInA(event) : endedInB(event);
    }

    private StreamEntry startedInA(StartedEvent event) {
        Optional<EngineEntry> known =
                registry.engine(event.containerId()).or(() -> registry.engineAt(event.host(), event.port()));
        EngineEntry engine = known.orElseGet(() -> phantom(event));
        // Also where the event is wrong: host and port of the engine are what the latest event says.
        engine.host = event.host();
        engine.port = event.port();
        engine.lastSeen = Instant.now();
        engine.lastStreamUsage = engine.lastSeen;
        engine.labels.putAll(event.labels());
        Optional<StreamEntry> before = registry.stream(event.idInA());
        before.filter(s -> s.engine != null).ifPresent(s -> s.engine.streams.remove(s.id));
        StreamEntry stream = registry.start(event.idInA(), event, engine);
        engine.streams.add(stream.id);
        Effect again = before.isPresent() ? Effect.STARTED_AGAIN : Effect.STARTED;
        record(Kind.STARTED, event.idInA(), event.containerId(), null, known.isPresent() ? again : Effect.MADE_PHANTOM);
        return stream;
    }

    private EngineEntry phantom(StartedEvent event) {
        String authority = event.host() + ":" + event.port();
        String id = event.containerId() == null || event.containerId().isEmpty() ? authority : event.containerId();
        EngineEntry engine = new EngineEntry(id, null, event.host(), event.port());
        engine.listed = true;
        registry.add(engine);
        core.later(PHANTOM_GOES, () -> registry.remove(engine));
        return engine;
    }

    private Optional<StreamEntry> endedInA(EndedEvent event) {
        Optional<StreamEntry> meant = registry.stream(event.streamId());
        Optional<StreamEntry> stream = meant.or(() -> registry.newestActive(event.containerId()));
        Effect effect = stream.isEmpty()
                ? Effect.NOTHING
                : meant.isEmpty() ? Effect.ENDED_ANOTHER : stream.get().isActive() ? Effect.ENDED : Effect.ENDED_AGAIN;
        stream.ifPresent(this::end);
        record(Kind.ENDED, event.streamId(), event.containerId(), event.reason(), effect);
        return stream;
    }

    /** Ends a stream, whoever found out that it has ended. */
    void end(StreamEntry stream) {
        stream.end();
        if (stream.engine != null) {
            stream.engine.streams.remove(stream.id);
            stream.engine.idleSinceNanos = System.nanoTime();
        }
        registry.changed();
    }

    /** The key alone names the stream, so a second session of one key is the same stream, counted twice. */
    private StreamEntry startedInB(StartedEvent event) {
        EngineEntry engine = registry.engine(event.containerId()).orElse(null);
        Optional<StreamEntry> before = registry.stream(event.idInB());
        before.filter(s -> s.engine != null).ifPresent(s -> s.engine.streams.remove(s.id));
        StreamEntry stream = registry.start(event.idInB(), event, engine);
        Effect effect = Effect.WITHOUT_ENGINE;
        if (engine != null) {
            engine.streams.add(stream.id);
            engine.count++;
            engine.pending = Math.max(0, engine.pending - 1);
            effect = before.isPresent() ? Effect.STARTED_AGAIN : Effect.STARTED;
        }
        String name = event.labels().getOrDefault("stream_id", stream.id);
        record(Kind.STARTED, name, event.containerId(), null, effect);
        return stream;
    }

    /** What matches nothing is answered like what does, and changes nothing. */
    private Optional<StreamEntry> endedInB(EndedEvent event) {
        Optional<StreamEntry> stream = registry.stream(event.contentId()).or(() -> registry.stream(event.streamId()));
        stream.ifPresent(s -> {
            if (s.engine != null) {
                s.engine.count = Math.max(0, s.engine.count - 1);
            }
            end(s);
            registry.forget(s);
        });
        String name = event.streamId() == null ? event.contentId() : event.streamId();
        Effect effect = stream.isPresent() ? Effect.ENDED : Effect.NOTHING;
        record(Kind.ENDED, name, event.containerId(), event.reason(), effect);
        return stream;
    }

    private void record(Kind kind, String streamId, String containerId, String reason, Effect effect) {
        registry.changed();
        core.counters.happened(new StreamEventRecord(kind, streamId, containerId, reason, effect));
    }
}
