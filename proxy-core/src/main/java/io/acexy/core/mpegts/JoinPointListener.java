package io.acexy.core.mpegts;

/** Is told of every place where a player can begin. Called on the inspector's thread, inside {@link TsInspector#inspect}. */
@FunctionalInterface
public interface JoinPointListener {

    /**
     * A new join point. Its offset is that of the packet being inspected, or of an earlier one when the keyframe was
     * recognised only by the payload that followed, or of the next one where its lead stands in for this; offsets never go
     * down.
     */
    void joinPoint(JoinPoint point);
}
