package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.SessionLinks;
import io.acexy.orchestrator.ClientListener;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.selection.Orchestration.Surroundings;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an orchestration lives in: an orchestrator, engines that answer unless a test says otherwise, and those who hear of it. */
final class Orchestrated {

    static final ContentId CONTENT = new ContentId(ContentId.Kind.CONTENT_ID, "a".repeat(40));
    static final Engine ENGINE = new Engine("e", "e", 6878);
    static final SessionLinks SESSION = new SessionLinks("/ace/r/x", null, null, null, "session", 1, false);

    final AskedOrchestrator orchestrator = new AskedOrchestrator();
    final List<String> news = new ArrayList<>();
    final List<Optional<String>> keys = new ArrayList<>();
    final Set<Engine> silent = new HashSet<>();
    final List<Engine> looked = new ArrayList<>();
    boolean shared;

    /** Hears from the client; there since the orchestration has begun. */
    ClientListener client;

    Surroundings surroundings() {
        ClientListener outside = new ClientListener() {
            @Override
            public void keySeen(Optional<String> refusal) {
                keys.add(refusal);
            }
        };
        return new Surroundings(
                (settings, clockwork, listener) -> {
                    client = listener;
                    return orchestrator.client;
                },
                orchestrator.clockwork(),
                orchestrator.bugs,
                new ChoiceListeners(outside, ProvisionListener.NONE).and((what, words) -> news.add(what)),
                () -> shared);
    }

    Future<EngineCheck> look(EventLoop loop, Engine engine, Duration timeout) {
        looked.add(engine);
        EngineCheck.State state = silent.contains(engine) ? EngineCheck.State.UNREACHABLE : EngineCheck.State.READY;
        return loop.newSucceededFuture(new EngineCheck(state, ""));
    }

    static ProxyConfig config(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return ProxyConfig.of(all);
    }

    static ProxyConfig orchestrated(String... settings) {
        List<String> all = new ArrayList<>(List.of("orch.url", "http://orchestrator:8000", "orch.instance", "here"));
        all.addAll(List.of(settings));
        return config(all.toArray(new String[0]));
    }

    void pass(Duration time) {
        orchestrator.advance(time);
    }

    /** The next look at the state, and the list that follows it. */
    void seen(Listed... engines) {
        orchestrator.state(Looks.WELL);
        orchestrator.list(engines);
    }

    /** Somebody who wants to play. */
    Future<EngineSelection> select(EngineSelector selector) {
        Future<EngineSelection> chosen = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        return chosen;
    }
}
