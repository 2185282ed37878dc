package io.acexy.core.mpegts;

/**
 * A place in the published stream where a player can begin: send {@link #tables}, then {@link #lead}, then the bytes from
 * {@link #offset} on.
 *
 * <p>The arrays belong to the join point and are immutable by convention: nobody writes to them, everybody may keep and
 * wrap them. Equality is that of the arrays' identity: join points are not compared.
 *
 * @param offset absolute byte offset of the packet to begin with, a multiple of 188
 * @param mediaTime the media clock there, in ticks of 27 MHz since the clock began; as fine as the stream's PCR interval
 * @param kind what begins there
 * @param tables the last PAT and PMT packets before the offset, verbatim, so that their continuity counters run on in the
 *     packets that follow; empty when there were none
 * @param counters the last continuity counter before the offset of every elementary PID seen so far, each as
 *     {@code pid << 4 | counter}; for the picture's, before the lead if there is one
 * @param lead packets of the picture that stand in for the one before the offset, because decoding could not begin with that
 *     one: parameter sets that were sent long before, and the beginning of the picture. Empty where they are not needed
 */
@SuppressWarnings("ArrayRecordComponent") // made to be written to a socket as they are
public record JoinPoint(long offset, long mediaTime, Kind kind, byte[] tables, int[] counters, byte[] lead) {

    private static final byte[] NO_LEAD = {};

    /** A join point that needs no lead. */
    public JoinPoint(long offset, long mediaTime, Kind kind, byte[] tables, int[] counters) {
        this(offset, mediaTime, kind, tables, counters, NO_LEAD);
    }

    /** What a player finds at a join point. */
    public enum Kind {
        /** A picture that decodes without any before it. */
        KEYFRAME,
        /** An audio frame of a programme without video. */
        AUDIO,
        /** Only the tables: for streams that never show a keyframe. */
        TABLES
    }

    /** The continuity counter of the last packet with this PID before the join point; -1 when unknown. */
    public int lastCounter(int pid) {
        for (int entry : counters) {
            if (entry >>> 4 == pid) {
                return entry & 0x0F;
            }
        }
        return -1;
    }
}
