package io.acexy.server.admin;

import java.util.List;
import java.util.Optional;

/** Whoever chooses engines, to be seen. Any thread; never waits: the last snapshot is what there is. */
public interface EngineOffice {

    /** Every engine that is known. */
    List<EngineView> engines();

    /** What is known of an orchestrator, where there is one. */
    Optional<OrchestratorView> orchestrator();
}
