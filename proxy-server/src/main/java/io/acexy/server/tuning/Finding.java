package io.acexy.server.tuning;

import io.acexy.core.mpegts.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of the last check of a channel that has said anything of it. Immutable.
 *
 * @param at when that was
 * @param deaths how many checks in a row have found it dead; 0 where it is alive
 * @param why there was no picture, or no more of it; nothing where all is well
 * @param seen of the last picture that a check has had; nothing where none ever had one
 */
public record Finding(Instant at, int deaths, Optional<String> why, Optional<Seen> seen) {

    /** Deaths that are nearer to each other count once: who asks again and again shall not hide a channel with it. */
    static final Duration APART = Duration.ofMinutes(10);

    /**
     * What was seen.
     *
     * @param firstPictureMillis from the wish to the first picture
     * @param peers of the engine; -1 where it has not said
     * @param bitsPerSecond the mean; 0 where that is not known
     * @param tracks by the programme map
     */
    public record Seen(long firstPictureMillis, int peers, long bitsPerSecond, List<Track> tracks) {}

    /** Whether it has a picture. */
    public boolean isAlive() {
        return deaths == 0;
    }

    /** What follows from one more check, which has said something. */
    static Finding of(Checkup checkup, Optional<Finding> before) {
        boolean alive = checkup.verdict() == Checkup.Verdict.ALIVE;
        int deaths = alive ? 0 : deaths(checkup.at(), before);
        Optional<Seen> seen = checkup.sight().map(Finding::seen).or(() -> before.flatMap(Finding::seen));
        return new Finding(checkup.at(), deaths, checkup.why(), seen);
    }

    private static int deaths(Instant at, Optional<Finding> before) {
        int known = before.map(Finding::deaths).orElse(0);
        boolean anew =
                known == 0 || Duration.between(before.orElseThrow().at(), at).compareTo(APART) >= 0;
        return anew ? known + 1 : known;
    }

    private static Seen seen(Checkup.Sight sight) {
        long rate = sight.report()
                .amount()
                .bitsPerSecond()
                .map(span -> Math.round(span.mean()))
                .orElse(0L);
        return new Seen(
                sight.firstPicture().toMillis(),
                sight.peers(),
                rate,
                sight.report().contents().tracks());
    }
}
