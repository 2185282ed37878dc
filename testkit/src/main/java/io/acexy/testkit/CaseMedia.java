package io.acexy.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Broadcasts of the kinds that viewers have reported as broken elsewhere: some 12 s each of a test picture of 25 frames a second
 * (H.264 and AAC), changed packet by packet.
 */
public enum CaseMedia {
    /** Parameter sets only at every fourth IDR picture. */
    FEWSPS,
    /** Keyframes 24 s apart: one in the whole. */
    GOP24,
    /** I pictures with parameter sets; no IDR picture, no recovery point, no random access indicator. */
    NOIDR,
    /** Ten pictures in a PES packet, the key picture last. */
    PES10,
    /** Parameter sets at the end of the picture before. */
    PS_TAIL,
    /** The random access indicator on every picture. */
    RAI_ALL,
    /** Sound, and a PMT that names a picture which never comes. */
    RADIO_VIDEOPID,
    /** Three programmes: the first without streams, the second with a picture that never comes, the third whole. */
    MPTS_EMPTY,
    /** Two programmes, the first filtered out, but for its tables. */
    MPTS_FILTERED;

    /** The transport stream, in packets of 188 bytes. */
    public byte[] bytes() {
        String name = "cases/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".ts.gz";
        try (InputStream packed = CaseMedia.class.getResourceAsStream(name);
                InputStream media = new GZIPInputStream(packed)) {
            return media.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
