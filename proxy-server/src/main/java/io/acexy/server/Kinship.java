package io.acexy.server;

import io.acexy.core.engine.EngineSelector;
import io.acexy.server.handover.Way;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is to be done with the streams when a newer process takes over. Any thread.
 *
 * @param outward knows the other processes
 * @param known where those before this one are asked
 * @param own chooses engines without them
 * @param streams are told who chooses for what begins from now on
 */
record Kinship(Outward outward, List<Way> known, EngineSelector own, Consumer<EngineSelector> streams)
        implements Handover.Succession {

    @Override
    public List<Way> elders() {
        return outward.running(known);
    }

    @Override
    public void replacedBy(Way newer) {
        outward.replacedBy(newer);
        streams.accept(outward.succession(own));
    }
}
