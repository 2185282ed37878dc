package io.acexy.core.hls;

import io.netty.buffer.ByteBuf;

/**
 * A piece of the stream from one place to begin at to the next.
 *
 * @param start the media clock at its beginning, in ticks of 27 MHz
 * @param end the media clock at its end; more than at its beginning
 * @param independent whether it begins with a picture that decodes alone, or with sound
 * @param afterLoss whether it does not go on where the one before it ended
 * @param body whole packets, PAT and PMT first; owned by whoever has the cut
 */
record Cut(long start, long end, boolean independent, boolean afterLoss, ByteBuf body) {

    long length() {
        return end - start;
    }
}
