package io.acexy.server.report;

import io.acexy.core.engine.Engine;
import java.util.Optional;

/** Under which container the orchestrator knows an engine. Asked on the selector's loop. */
@FunctionalInterface
public interface ListedContainers {

    /** Nothing for an engine that never was in its list. */
    Optional<String> containerOf(Engine engine);
}
