/**
 * Where a stream's bytes come from: sources and candidates, the splice from one to the next, recovery, the watch over the media.
 * Entered by {@link io.acexy.core.source.EngineRun}; knows engines and transport streams, neither broadcasts nor players.
 */
package io.acexy.core.source;
