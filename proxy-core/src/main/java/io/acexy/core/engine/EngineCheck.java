package io.acexy.core.engine;

/**
 * What a look at an engine came to.
 *
 * @param state whether it can be used, and if not, whether the engine is to blame or the way to it
 * @param reason one line for logs and players; empty when it is ready
 */
public record EngineCheck(State state, String reason) {

    static final EngineCheck READY = new EngineCheck(State.READY, "");

    /** How far the look got. */
    public enum State {
        READY,
        /** There is somebody, who does not answer as an engine should. */
        NOT_READY,
        /** No connection: refused, no route, no answer to the attempt. */
        UNREACHABLE,
        /** Nobody here knows its name: the proxy stands outside the engines' network, and no waiting helps. */
        NAME_UNKNOWN
    }

    /** True if there is no way to it at all. */
    public boolean isGone() {
        return state == State.UNREACHABLE || state == State.NAME_UNKNOWN;
    }
}
