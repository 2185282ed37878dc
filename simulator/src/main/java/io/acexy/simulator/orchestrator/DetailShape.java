package io.acexy.simulator.orchestrator;

/** How dialect A says why it will not provision. Its versions differ, and FastAPI adds shapes of its own. */
public enum DetailShape {
    /** {@code detail} is an object with code, ETA and advice, as since commit 75315807. */
    OBJECT,
    /** {@code detail} is a sentence, as up to commit 824aca10. */
    STRING,
    /** {@code detail} is an array of objects, as FastAPI's validation answers. */
    ARRAY,
    /** Plain text instead of JSON. */
    NOT_JSON
}
