package io.acexy.simulator.orchestrator;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the list says of an engine's labels. */
final class Labels {

    private Labels() {}

    static Map<String, String> shown(OrchestratorCore core, EngineEntry engine) {
        Map<String, String> labels = new LinkedHashMap<>(engine.labels);
        if (core.scripts.is(OrchestratorScript.HUGE_LABELS)) {
            for (int i = 0; i < core.settings.faults().huge().labels(); i++) {
                labels.put("com.example.label." + i, "a value that says nothing " + i);
            }
        }
        return labels;
    }
}
