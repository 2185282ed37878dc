package io.acexy.core.source;

import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsAligner;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * What a source that takes over has sent so far.
 *
 * @param point where it goes on after a jump; null when its first packet is the very next one
 * @param packets whole packets, in pieces, to be read during the call only: they stay the run's
 * @param aligner continues reading of the source where these packets end
 */
public record Continuation(JoinPoint point, List<ByteBuf> packets, TsAligner aligner) {

    public boolean isExact() {
        return point == null;
    }
}
