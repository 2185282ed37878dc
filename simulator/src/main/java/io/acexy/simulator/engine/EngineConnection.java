package io.acexy.simulator.engine;

import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.support.ReceivedRequest;
import io.netty.channel.Channel;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One connection: one request, counted, told, and handed to the routes. What comes after is ignored, because an engine serves
 * one request a connection.
 */
final class EngineConnection implements BiConsumer<Channel, ReceivedRequest> {

    private final EngineCore engine;
    private final EngineRoutes routes;
    private final Consumer<ReceivedRequest> observer;
    private boolean served;

    EngineConnection(EngineCore engine, EngineRoutes routes, Consumer<ReceivedRequest> observer) {
        this.engine = engine;
        this.routes = routes;
        this.observer = observer;
    }

    @Override
    public void accept(Channel channel, ReceivedRequest received) {
        if (served) {
            return;
        }
        served = true;
        engine.counters.requested(received);
        observer.accept(received);
        EngineRequest request = EngineRequest.of(channel, received);
        if (request.path().startsWith("/")) {
            routes.handle(request);
        } else {
            Answer.send(request, Framing.CONTENT_LENGTH, 400, Answer.TEXT, "400 Bad Request");
        }
    }
}
