package io.acexy.core.source;

/**
 * What a run lives in.
 *
 * @param services what every run works with
 * @param listener hears what it does
 * @param owner the stream that it serves
 */
record Surroundings(SourceServices services, SourceListener listener, RunOwner owner) {}
